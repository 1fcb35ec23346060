"""What the law files hold for a place on a day, level by level: rules, duties, remedies and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.decide.phrases import EFFECT_WORDS, place_name
from comity.law import (
    Corpus,
    Duty,
    Force,
    Gap,
    Injunction,
    Jurisdiction,
    Note,
    Provision,
    Remedy,
    Version,
    places_of,
)

LIMITS = "limits other rules on"
"""What a rule without an effect of its own does to acts."""

NOT_ENCODED = "Not encoded: nothing is said of its law. That is not silence."


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """A provision with the version that is in force, and whether its instrument binds as law."""

    provision: Provision
    version: Version
    instrument: str
    force: Force

    @property
    def does(self) -> str:
        """`prohibits`, `requires`, `permits`, or `limits other rules on`."""
        return does(self.provision)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelInForce:
    """One level. `held` is None for a place without a law file: then nothing is said of its law.

    `through` is the day through which its law was checked for the act asked about, or for all acts but those that
    have a horizon of their own.
    """

    place: str
    name: str
    held: Jurisdiction | None
    through: date | None
    rules: tuple[RuleInForce, ...] = ()
    duties: tuple[Duty, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    injunctions: tuple[Injunction, ...] = ()
    notes: tuple[Note, ...] = ()
    gaps: tuple[Gap, ...] = ()


def does(provision: Provision) -> str:
    """What a provision does to the acts it names."""
    return EFFECT_WORDS[provision.effect].removesuffix(" it") if provision.effect else LIMITS


def in_force(
    corpus: Corpus, place: str, *, on: date, action: str | None = None
) -> Iterator[LevelInForce]:
    """The levels of a place, nearest first, with what is in force on a day, or only what is on one act.

    Raises PlaceError for an id whose state does not exist.
    """
    for name in places_of(corpus, place):
        held = corpus.jurisdictions.get(name)
        if held is None:
            yield LevelInForce(place=name, name=place_name(corpus, name), held=None, through=None)
        else:
            yield _level(corpus, held, on, action)


def _level(corpus: Corpus, held: Jurisdiction, on: date, action: str | None) -> LevelInForce:
    def asked(actions: tuple[str, ...]) -> bool:
        return action is None or action in actions

    shown = frozenset(one.id for one in held.provisions if asked(one.actions))
    return LevelInForce(
        place=held.id,
        name=held.name,
        held=held,
        through=held.through(action or ""),
        rules=tuple(
            RuleInForce(
                provision=provision,
                version=version,
                instrument=held.instruments[provision.instrument].name,
                force=held.instruments[provision.instrument].force,
            )
            for provision in held.provisions
            for version in provision.versions
            if version.period.holds(on) and asked(provision.actions)
        ),
        duties=tuple(one for one in held.duties if one.period.holds(on) and asked(one.actions)),
        remedies=tuple(one for one in held.remedies if one.period.holds(on) and asked(one.actions)),
        injunctions=tuple(
            one
            for one in held.injunctions
            if one.period.holds(on) and not shown.isdisjoint(one.provisions)
        ),
        notes=tuple(one for one in held.notes if one.period.holds(on) and asked(one.actions)),
        gaps=tuple(
            gap for gap in corpus.gaps if gap.jurisdiction == held.id and gap.period.holds(on)
        ),
    )
