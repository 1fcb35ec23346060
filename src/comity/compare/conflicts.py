"""Acts that one law requires and another prohibits, in every place, on the days between which it is so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from comity.compare.finding import Finding
from comity.compare.levels_apart import LevelsApart
from comity.compare.place_rules import PlaceRules
from comity.compare.side import Side
from comity.decide.question import EARLIEST, LATEST
from comity.law import Corpus, Period, Provision, dates_of_change, places_of
from comity.logic import Rail
from comity.readings.formula_search import SECONDS, UndecidedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A conflict in a place and the days on which it is there; `case` is one of its first day."""

    place: str
    period: Period
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """All conflicts found, by place and day. `looked_at` counts places, `days` the days on which rules change."""

    corpus: Corpus
    on: date | None
    stretches: tuple[Stretch, ...]
    looked_at: int
    days: int
    undecided: tuple[str, ...]


def conflicts_in(
    corpus: Corpus,
    *,
    places: Sequence[str] | None = None,
    on: date | None = None,
    seconds: float = SECONDS,
    progress: Callable[[str], None] = lambda _: None,
) -> Conflicts:
    """Look for conflicts on a day, or on all days on which an act with both a ban and a duty changes.

    `progress` is told each place before it is looked at.
    """
    found: list[Stretch] = []
    undecided: list[str] = []
    days = 0
    every = tuple(places if places is not None else corpus.jurisdictions)
    for place in every:
        progress(place)
        for action in _with_both(corpus, place):
            changes = (on,) if on is not None else tuple(_days(corpus, place, action))
            days += len(changes)
            standing: dict[tuple[str, ...], Stretch] = {}
            for day, until in zip(changes, (*changes[1:], None), strict=True):
                assert day is not None
                if not _speaks(corpus, place, day):
                    continue
                side = Side(corpus=corpus, place=place, on=day, name=str(day))
                here = tuple(_on_day(side, action, seconds, undecided))
                kept = {_key(one): one for one in here}
                gone = [key for key in standing if key not in kept]
                found.extend(standing.pop(key) for key in gone)
                for key, one in kept.items():
                    before = standing.get(key)
                    from_ = before.period.from_ if before else day
                    standing[key] = Stretch(
                        place=place,
                        period=Period(from_=from_, until=until if on is None else None),
                        finding=before.finding if before else one,
                    )
            found += standing.values()
    return Conflicts(
        corpus=corpus,
        on=on,
        stretches=tuple(found),
        looked_at=len(every),
        days=days,
        undecided=tuple(undecided),
    )


def _key(one: Finding) -> tuple[str, ...]:
    return tuple(rule.provision for rule in one.rules)


def _on_day(side: Side, action: str, seconds: float, undecided: list[str]) -> Iterator[Finding]:
    law = side.law(action)
    rails = {part.rail for part in law.ruling.parts}
    if law.missing_law or not {Rail.PROHIBITED, Rail.REQUIRED} <= rails:
        return
    rules = PlaceRules(side, actions=[action], actors=tuple(side.parties), seconds=seconds)
    try:
        seen: dict[tuple[str, ...], Finding] = {}
        for one in LevelsApart(rules).conflicts(first_only=False):
            other = seen.get(_key(one))
            actors = (
                one.actors
                if other is None
                else tuple({**dict.fromkeys(other.actors), **dict.fromkeys(one.actors)})
            )
            seen[_key(one)] = Finding(
                kind=one.kind,
                says=one.says,
                actions=one.actions,
                actors=actors,
                rules=one.rules,
                case=one.case if other is None else other.case,
            )
        yield from seen.values()
    except UndecidedError as error:
        undecided.append(str(error))


def _with_both(corpus: Corpus, place: str) -> tuple[str, ...]:
    """Acts on which the place and those above it have, at some time, both a ban and a duty; one of them its own.

    What two higher levels say of each other is told once, at the lower of them.
    """
    rails: dict[str, set[Rail | None]] = {}
    own: set[str] = set()
    for level in places_of(corpus, place):
        for provision in _provisions(corpus, level):
            for action in provision.actions:
                rails.setdefault(action, set()).add(provision.effect)
                if level == place:
                    own.add(action)
    both = {Rail.PROHIBITED, Rail.REQUIRED}
    return tuple(
        action
        for action in corpus.vocabulary.actions
        if action in own and both <= rails.get(action, set())
    )


def _provisions(corpus: Corpus, place: str) -> tuple[Provision, ...]:
    held = corpus.jurisdictions.get(place)
    return held.provisions if held else ()


def _days(corpus: Corpus, place: str, action: str) -> Iterator[date]:
    """The days on which the rules on an act begin or end, and what may defeat or open them changes."""
    own: set[date] = set()
    for level in places_of(corpus, place):
        for provision in _provisions(corpus, level):
            if action in provision.actions or provision.defeats:
                for version in provision.versions:
                    own.add(version.period.from_)
                    if version.period.until is not None:
                        own.add(version.period.until)
    first = max(
        corpus.jurisdictions[one].encoded_from
        for one in places_of(corpus, place)
        if one in corpus.jurisdictions
    )
    changes = {day for day in dates_of_change(corpus, place) if day in own} | {first}
    yield from sorted(day for day in changes if max(first, EARLIEST) <= day <= LATEST)


def _speaks(corpus: Corpus, place: str, day: date) -> bool:
    return all(
        corpus.jurisdictions[one].encoded_from <= day
        for one in places_of(corpus, place)
        if one in corpus.jurisdictions
    )
