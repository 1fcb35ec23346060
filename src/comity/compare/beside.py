"""What stands beside the acts on two sides: duties, remedies, clocks and orders of courts that began, ended or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.compare.side import Side
from comity.decide import place_name
from comity.law import Clock, Duty, Injunction, Remedy, places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One duty, remedy, clock or order: in force on which side. Where it is on both, it says something else.

    `kind` is one of KINDS.
    """

    kind: str
    id: str
    place: str
    cite: str
    before: str | None
    after: str | None


KINDS: Mapping[str, str] = {
    "duty": "Duties",
    "remedy": "Who may complain or sue, and against whom",
    "clock": "Clocks",
    "injunction": "Orders of courts that suspend rules",
}
"""What may stand beside the acts, with its heading."""


def beside_of(before: Side, after: Side) -> tuple[Beside, ...]:
    """What differs beside the acts, at every level of both sides."""
    mine, theirs = dict(_standing(before)), dict(_standing(after))
    found: list[Beside] = []
    for key in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(key), theirs.get(key)
        said = (one and one[1], other and other[1])
        if said[0] == said[1]:
            continue
        kind, name = key
        held = one or other
        assert held is not None
        found.append(
            Beside(
                kind=kind,
                id=name,
                place=place_name(after.corpus if other else before.corpus, held[2]),
                cite=held[0],
                before=said[0],
                after=said[1],
            )
        )
    return tuple(sorted(found, key=lambda one: list(KINDS).index(one.kind)))


def _standing(side: Side) -> Iterator[tuple[tuple[str, str], tuple[str, str, str]]]:
    """By kind and id: where it is written, what it says, whose it is."""
    for name in places_of(side.corpus, side.place):
        held = side.corpus.jurisdictions.get(name)
        if held is None:
            continue
        for duty in held.duties:
            if duty.period.holds(side.on):
                yield ("duty", duty.id), (duty.cite, _duty(duty), name)
        for remedy in held.remedies:
            if remedy.period.holds(side.on):
                yield ("remedy", remedy.id), (remedy.cite, _remedy(remedy), name)
        for clock in held.clocks:
            if clock.period.holds(side.on):
                yield ("clock", clock.id), (clock.cite, _clock(clock), name)
        for order in held.injunctions:
            if order.period.holds(side.on):
                yield ("injunction", order.id), (order.cite, _order(order), name)


def _line(text: str) -> str:
    return " ".join(text.split())


def _duty(one: Duty) -> str:
    return f"{_line(one.says)}; to: {_line(one.to)}; when: {_line(one.by)}"


def _remedy(one: Remedy) -> str:
    return f"{_line(one.who)}, against {_line(one.against)}: {_line(one.says)}"


def _clock(one: Clock) -> str:
    return _line(one.says)


def _order(one: Injunction) -> str:
    return _line(one.says)
