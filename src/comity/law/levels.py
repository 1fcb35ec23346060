"""Which levels can bind an actor of a place, what the corpus can say of each, and when their law changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from comity.law.corpus import Corpus
from comity.law.names import state_of
from comity.law.provision import Gap, Jurisdiction, Period

LEVELS: Mapping[str, int] = {"federal": 0, "state": 1, "district": 1, "county": 2, "city": 3}
"""The levels of government, highest first. A district is state and city at once."""


class Status(Enum):
    """What the corpus can say of a level that may bind an actor."""

    ENCODED = "encoded"
    GAP = "gap"
    NOT_ENCODED = "not_encoded"
    NOT_NAMED = "not_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level that could bind, and the day through which its law was checked (if encoded)."""

    jurisdiction: str | None
    name: str
    status: Status
    through: date | None = None
    why: str | None = None


class PlaceError(ValueError):
    """A place that does not exist, or a day on which the corpus does not speak for it."""


def chain_of(corpus: Corpus, place: str, action: str, on: date) -> tuple[Level, ...]:
    """The levels that could bind an actor of a place, nearest first.

    Raises PlaceError for an id whose state does not exist, and for a day before the encoded law
    of the place begins.
    """
    levels: list[Level] = []
    for name in places_of(corpus, place):
        jurisdiction = corpus.jurisdictions.get(name)
        if jurisdiction is None:
            level = "federal" if name == "us" else "state" if name in corpus.states else "local"
            levels.append(Level(jurisdiction=name, name=level, status=Status.NOT_ENCODED))
            continue
        _check_day(jurisdiction, on)
        gap = next(
            (
                gap
                for gap in corpus.gaps
                if gap.jurisdiction == name
                and ("*" in gap.actions or action in gap.actions)
                and gap.period.holds(on)
            ),
            None,
        )
        levels.append(
            Level(
                jurisdiction=name,
                name=jurisdiction.level,
                status=Status.GAP if gap else Status.ENCODED,
                through=jurisdiction.through(action),
                why=gap.why if gap else None,
            )
        )
    return tuple(levels)


def check_day(corpus: Corpus, place: str, on: date) -> None:
    """See that the corpus speaks on a day, for a place and every one above it.

    Raises PlaceError where it does not, and for an id whose state does not exist.
    """
    for name in places_of(corpus, place):
        jurisdiction = corpus.jurisdictions.get(name)
        if jurisdiction is not None:
            _check_day(jurisdiction, on)


def _check_day(jurisdiction: Jurisdiction, on: date) -> None:
    if on < jurisdiction.encoded_from:
        raise PlaceError(
            f"`{on}` is before the corpus begins for `{jurisdiction.id}`: it speaks from "
            f"{jurisdiction.encoded_from}; ask about that day or a later one"
        )


def places_of(corpus: Corpus, place: str) -> tuple[str, ...]:
    """A place and every place above it, nearest first, encoded or not.

    Raises PlaceError for an id whose state does not exist.
    """
    encoded = corpus.jurisdictions.get(place)
    if encoded is not None:
        return (place, *encoded.within)
    state = state_of(place)
    if state not in corpus.states:
        raise PlaceError(
            f"`{place}` is not a place the corpus knows: write `us`, a state such as `us-tx`, or "
            "a place in it such as `us-tx-dallas`"
        )
    return (place, "us") if place == state else (place, state, "us")


def dates_of_change(corpus: Corpus, place: str, action: str | None = None) -> tuple[date, ...]:
    """The days on which something in the law of a place, or above it, begins or ends.

    Between two of them the ruling of every action is the same, so that callers may keep it. With an action, only
    the days of what can bear on it: between two of those `law_on` gives the same of that action.
    """
    held = [
        corpus.jurisdictions[name]
        for name in places_of(corpus, place)
        if name in corpus.jurisdictions
    ]
    rules = None if action is None else _rules_on(held, action)
    found: set[date] = set()
    for jurisdiction in held:
        found.add(jurisdiction.encoded_from)
        gaps = [gap for gap in corpus.gaps if gap.jurisdiction == jurisdiction.id]
        for period in _periods(jurisdiction, gaps, action, rules):
            found.add(period.from_)
            if period.until is not None:
                found.add(period.until)
    return tuple(sorted(found))


def _rules_on(held: Sequence[Jurisdiction], action: str) -> frozenset[str]:
    """The rules on an action, and those that can take the effect of one: no other can come into its ruling."""
    return frozenset(
        provision.id
        for jurisdiction in held
        for provision in jurisdiction.provisions
        if action in provision.actions
        or any(not defeat.actions or action in defeat.actions for defeat in provision.defeats)
    )


def _periods(
    jurisdiction: Jurisdiction,
    gaps: Sequence[Gap],
    action: str | None,
    rules: frozenset[str] | None,
) -> Iterator[Period]:
    """The stretches of days of everything in a law file; with an action and its rules, of what can bear on it.

    Defined words, readings and clocks count for every action: any rule may come to rest on one.
    """

    def bears(actions: Sequence[str], provisions: Sequence[str] = ()) -> bool:
        return action is None or action in actions or _names(rules, provisions)

    for provision in jurisdiction.provisions:
        if rules is not None and provision.id not in rules:
            continue
        for version in provision.versions:
            yield version.period
            yield from (doubt.period for doubt in version.uncertain)
            for exception in version.unless:
                yield from (doubt.period for doubt in exception.uncertain)
    yield from (one.period for one in jurisdiction.words)
    yield from (one.period for one in jurisdiction.prevailing)
    yield from (one.period for one in jurisdiction.clocks)
    yield from (one.period for one in jurisdiction.injunctions if bears((), one.provisions))
    yield from (one.period for one in jurisdiction.duties if bears(one.actions))
    yield from (one.period for one in jurisdiction.remedies if bears(one.actions, one.provisions))
    yield from (one.period for one in jurisdiction.notes if bears(one.actions, one.provisions))
    yield from (gap.period for gap in gaps if "*" in gap.actions or bears(gap.actions))


def _names(rules: frozenset[str] | None, provisions: Sequence[str]) -> bool:
    return rules is not None and not rules.isdisjoint(provisions)
