"""Checks of the head of each place: its level, the levels above it, and the days it speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.law.files.entry import Entry
from comity.law.files.keys import LEVELS
from comity.law.files.keys_place import JURISDICTION
from comity.law.files.law_file import LawFile, LawFiles, problem
from comity.law.names import state_of
from comity.law.problem import Problem

RANK: Mapping[str, int] = {"federal": 0, "state": 1, "district": 1, "county": 2, "city": 3}
"""Levels of government by height; a district is state and city at once."""
_HEAD = ("name", "level", "within", "consolidated", "time_zone", "encoded_from")
_NEEDED = tuple(key.name for key in JURISDICTION.keys if key.required)


def check_places(files: LawFiles) -> Iterator[Problem]:
    """The heads of all files of places, alone and against each other."""
    heads = {place: found[0] for place, found in files.by_place().items()}
    for place, found in files.by_place().items():
        head = found[0].top
        if head is None:
            continue
        if found[0].overlay:
            yield from _new_place(found[0], head)
        for other in found[1:]:
            yield from _laid_over(place, found[0], other)
        yield from _level(place, head)
        yield from _above(place, head, heads, files)
        for one in found:
            if one.top is not None:
                yield from _days(one.top, head)


def _new_place(one: LawFile, head: Entry) -> Iterator[Problem]:
    for key in _NEEDED:
        if key not in head.spans:
            yield problem(
                head.span,
                f"the key `{key}` is missing",
                f"the corpus has no place `{one.reading.owner}`, so this file must describe it",
                f"add `{key}: ...`",
            )


def _laid_over(place: str, first: LawFile, other: LawFile) -> Iterator[Problem]:
    assert first.top is not None
    if other.top is None:
        return
    if not other.overlay:
        yield problem(
            other.top.at("jurisdiction"),
            f"the place `{place}` has a second file",
            f"it is already described in {first.name}",
            "keep the law of a place in one file",
        )
        return
    for key in _HEAD:
        if other.top.has(key) and other.top.values[key] != first.top.values.get(key):
            yield problem(
                other.top.at(key),
                f"`{key}` differs from that of the corpus",
                "an overlay adds law to a place, it does not change the place",
                f"leave `{key}` out",
            )


def _level(place: str, head: Entry) -> Iterator[Problem]:
    depth = min(place.count("-"), 2)
    allowed = {0: ("federal",), 1: ("state", "district"), 2: ("county", "city")}[depth]
    if head.has("level") and head.text("level") not in allowed:
        yield problem(
            head.at("level"),
            f"`{place}` is at the level `{head.text('level')}`",
            "its id has the form of another level",
            f"write {' or '.join(f'`{one}`' for one in allowed)}, or correct the id",
        )


def _above(
    place: str, head: Entry, heads: Mapping[str, LawFile], files: LawFiles
) -> Iterator[Problem]:
    if place == "us" or "level" not in head.values:
        if place == "us" and head.texts("within"):
            yield problem(
                head.at("within"), "`us` is within another place", "nothing is above it", "drop it"
            )
        return
    within = head.texts("within")
    state = state_of(place)
    needed = ("us",) if state == place else (state, "us")
    if within[-len(needed) :] != needed:
        yield problem(
            head.at("within"),
            f"`within` of `{place}` does not end with {', '.join(needed)}",
            "every level above it binds it, nearest first",
            f"write `within: [{', '.join([*(one for one in within if one not in needed), *needed])}]`",
        )
        return
    states = {one.text("id") for one in files.states.entries}
    rank = RANK[head.text("level")]
    for above in within:
        top = heads[above].top if above in heads else None
        level = top.text("level") if top is not None else ""
        if above == place or (level in LEVELS and RANK[level] >= rank):
            yield problem(
                head.at("within"),
                f"`{place}` is within `{above}`, which is not above it",
                "`within` names higher levels only, nearest first",
                "remove it, or put the levels in order",
            )
        rank = min(rank, RANK.get(level, rank))
        exists = state_of(above) in states
        if exists and above != state and not above.startswith(f"{state}-"):
            yield problem(
                head.at("within"),
                f"`{place}` is within `{above}`, a place in another state",
                f"it lies in `{state}`",
                "remove it",
            )


def _days(top: Entry, head: Entry) -> Iterator[Problem]:
    begins = head.day("encoded_from")
    through = [("checked_through", top)]
    through += [("through", one) for one in top.entries("horizons")]
    for key, entry in through:
        day = entry.day(key)
        if begins is not None and day is not None and day < begins:
            yield problem(
                entry.at(key),
                f"`{key}` is {day}, before the file begins to speak",
                f"`encoded_from` is {begins}",
                "correct one of the two days",
            )
