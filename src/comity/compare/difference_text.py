"""A comparison as plain text: lines with their indent, for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from comity.compare.told import Told, ToldDifference
from comity.decide import ADVICE

NOTHING = "Nothing differs: in every case the answers are the same on both sides. That is proved, not sampled."
AS_FAR = "As far as the law is encoded"
WHAT = "What differs"
SAID_ON_ONE = "Left open on both sides, and said on one only"
EQUAL = "The same for everybody, in every case (proved)"
OTHERS = "The same in every case for all actors that are not named above (proved)"
SILENT = "No rule on either side, for anybody"
NO_EFFECT = "Rules that stand on one side only, or otherwise there, and change no answer on these acts by themselves"
UNDECIDED = "Not decided in time"
CASE = "Such a case, decided on both sides"
ONE_OF_SEVERAL = "the shortest of several that these rules decide so"

Line = tuple[int, str]
"""The indent, and the text."""


def difference_lines(told: Told) -> Iterator[Line]:
    """The comparison, line by line; an empty text is an empty line."""
    yield 0, told.title
    if told.is_equal:
        yield from ((0, ""), (0, NOTHING))
    yield from _differences(WHAT, told.differences)
    yield from _differences(SAID_ON_ONE, told.said_on_one)
    for heading, listed in told.beside:
        yield from ((0, ""), (0, heading))
        for one in listed:
            yield 2, f"{one.cite} ({one.place}) [{one.id}]"
            yield 4, f"{told.before}: {one.before or 'nothing'}"
            yield 4, f"{told.after}: {one.after or 'nothing'}"
    if told.no_effect:
        yield from ((0, ""), (0, NO_EFFECT))
        yield from ((2, one) for one in told.no_effect)
    yield from _listed(EQUAL, told.equal)
    yield from _listed(OTHERS, told.others)
    yield from _listed(SILENT, told.silent)
    if told.undecided:
        yield from ((0, ""), (0, UNDECIDED))
        yield from ((2, one) for one in told.undecided)
    if told.reservations:
        yield from ((0, ""), (0, AS_FAR))
        yield from ((2, f"{one}.") for one in told.reservations)
    yield from ((0, ""), (0, ADVICE))


def _differences(heading: str, found: Iterable[ToldDifference]) -> Iterator[Line]:
    listed = tuple(found)
    if not listed:
        return
    yield from ((0, ""), (0, heading))
    acts = ""
    for number, one in enumerate(listed):
        if one.acts != acts:
            acts = one.acts
            yield from ((0, ""), (2, acts[:1].upper() + acts[1:]))
        elif number:
            yield 0, ""
        yield 4, one.who
        for side in (one.before, one.after):
            ids = ", ".join(rule.provision for rule in side.rules)
            by = f", by {side.by} [{ids}]" if side.rules else ""
            yield 6, f"{side.name}: {side.words}{by}"
        yield 6, "where" if one.whole else f"where ({ONE_OF_SEVERAL})"
        yield from ((8, line) for line in one.where)
        if one.case:
            yield 6, CASE
            yield from ((8, line) for line in one.case)


def _listed(heading: str, acts: Sequence[str]) -> Iterator[Line]:
    if acts:
        yield from ((0, ""), (0, heading), (2, "; ".join(acts)))
