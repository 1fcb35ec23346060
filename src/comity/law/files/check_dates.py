"""Checks of days: beginnings before ends, versions in order, nothing before the file speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFiles, problem
from comity.law.problem import Problem

_DATED = (
    *("words", "classes", "prevailing", "duties", "remedies", "clocks", "injunctions", "notes"),
)


def check_dates(files: LawFiles) -> Iterator[Problem]:
    """The days of everything that is dated."""
    for key in _DATED:
        for _, entry in files.listed(key):
            yield from _order(entry)
    for entry in files.gaps.entries:
        yield from _order(entry)
    yield from _words(files)
    begins = {
        place: found[0].top.day("encoded_from")
        for place, found in files.by_place().items()
        if found[0].top is not None
    }
    for one, provision in files.listed("provisions"):
        yield from _versions(provision, begins.get(one.reading.owner))


def _order(entry: Entry) -> Iterator[Problem]:
    from_, until = entry.day("from"), entry.day("until")
    if from_ is not None and until is not None and until <= from_:
        yield problem(
            entry.at("until"),
            f"`until` is {until}, not after `from` {from_}",
            "`until` is the first day no longer in force",
            "correct one of the two days",
        )


def _words(files: LawFiles) -> Iterator[Problem]:
    """A word may be defined anew by later law, but not by two laws on one day."""
    seen: dict[tuple[str, str], list[Entry]] = {}
    for one, entry in files.listed("words"):
        others = seen.setdefault((one.name, entry.text("id")), [])
        for other in others:
            if _start(entry) < _end(other) and _start(other) < _end(entry):
                yield problem(
                    entry.at("id"),
                    f"the word `{entry.text('id')}` has two meanings on one day",
                    f"line {other.span.line} defines it for days that overlap",
                    "give each its `from` and `until`, or another name",
                )
        others.append(entry)


def _start(entry: Entry) -> date:
    return entry.day("from") or date.min


def _end(entry: Entry) -> date:
    return entry.day("until") or date.max


def _versions(provision: Entry, begins: date | None) -> Iterator[Problem]:
    versions = [one for one in provision.entries("versions") if one.day("from") is not None]
    for before, after in pairwise(versions):
        first, second = _start(before), _start(after)
        if second <= first:
            yield problem(
                after.at("from"),
                f"a version begins on {second}, not after the one before it ({first})",
                "versions stand oldest first, each from a day of its own",
                "put the versions in order",
            )
        elif before.day("until") is not None and _end(before) > second:
            yield problem(
                before.at("until"),
                f"a version lasts until {_end(before)}, beyond the start of the next ({second})",
                "a version ends where the next begins",
                "drop `until`, or correct it",
            )
    for version in versions:
        yield from _order(version)
    for index, version in enumerate(versions):
        start, end = _start(version), _end(version)
        if index + 1 < len(versions) and _start(versions[index + 1]) > start:
            end = min(end, _start(versions[index + 1]))
        # A text older than the file's first day and still in force on it is welcome: when it was
        # born is a fact of law. One that had already ended could never be asked about.
        if begins is not None and start < end <= begins:
            yield problem(
                version.at("from"),
                f"a version ended on {end}, before the file begins to speak",
                f"`encoded_from` is {begins}",
                "remove it, or move `encoded_from` back once all law from that day is encoded",
            )
        stretches = list(version.entries("uncertain"))
        stretches += [u for one in version.entries("unless") for u in one.entries("uncertain")]
        for stretch in stretches:
            yield from _order(stretch)
            outside = _start(stretch) >= end or _end(stretch) <= start
            if stretch.day("from") is not None and outside:
                yield problem(
                    stretch.at("from"),
                    f"an uncertain stretch from {_start(stretch)} lies outside its version",
                    f"the version is in force from {start} to "
                    f"{end - timedelta(days=1) if end != date.max else 'now'}",
                    "move it to the version it belongs to",
                )
