"""The lists with their entries and dates, who is on one on a day, and how two of them differ where both are whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from comity.logic import Truth
from comity.places.federal_lists.words import AGENCY_WORDS

LEVELS = ("state", "county", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place as a list names it. It may have been gone from `gone` on, and was from `gone_by` on."""

    level: str
    name: str
    state: str
    place: str
    gone: date | None
    gone_by: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FederalList:
    """A list as it was published. `whole` are the (level, state) of which every entry is held; state None: all states.

    `published_counts` are what the publisher or one report counts by level, where our entries are fewer.
    """

    id: str
    agency: str
    published: date
    entries: tuple[Entry, ...]
    whole: frozenset[tuple[str, str | None]]
    published_counts: Mapping[str, int]

    def holds(self, entry: Entry, day: date) -> Truth:
        """Whether an entry stood on the list on a day, as far as additions and removals are on record."""
        if day < self.published:
            return Truth.FALSE
        if entry.gone is None or day < entry.gone:
            return Truth.TRUE
        return Truth.UNKNOWN if entry.gone_by is None or day < entry.gone_by else Truth.FALSE

    def on(self, day: date, level: str | None = None) -> tuple[Entry, ...]:
        """The entries that certainly stood on the list on a day, as far as removals are on record."""
        return tuple(
            one
            for one in self.entries
            if level in (None, one.level) and self.holds(one, day) is Truth.TRUE
        )

    def counts(self, day: date) -> dict[str, int]:
        """Entries on a day by level."""
        return {level: len(self.on(day, level)) for level in LEVELS}

    @property
    def removed(self) -> tuple[Entry, ...]:
        """The entries that were taken off, in order of the days."""
        gone = [one for one in self.entries if one.gone is not None]
        return tuple(sorted(gone, key=lambda one: (str(one.gone), one.place)))

    @property
    def changes(self) -> tuple[date, ...]:
        """The days on which the list changed, its publication first."""
        days = {one.gone_by for one in self.entries if one.gone_by is not None}
        return (self.published, *sorted(days))

    @property
    def is_withdrawn(self) -> bool:
        """Whether every entry is gone: the list was taken down."""
        return all(one.gone is not None for one in self.entries)

    def covers(self, entry: Entry) -> bool:
        """Whether a place like that, were it on the list, would be among the entries held."""
        return bool(self.whole & {(entry.level, None), (entry.level, entry.state)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two lists as published. `not_comparable`: entries of one of a kind of which the other is not wholly held."""

    first: FederalList
    second: FederalList
    only_first: tuple[Entry, ...]
    only_second: tuple[Entry, ...]
    both: tuple[Entry, ...]
    not_comparable: tuple[Entry, ...]


def compared(first: FederalList, second: FederalList, *, on: date | None = None) -> Comparison:
    """How two lists differ as they were published, or as they stood on a day. Level and place make an entry."""
    mine = first.entries if on is None else first.on(on)
    other = second.entries if on is None else second.on(on)
    names, others = _named(mine), _named(other)
    only_first = tuple(one for one in mine if (one.level, one.place) not in others)
    only_second = tuple(one for one in other if (one.level, one.place) not in names)
    return Comparison(
        first=first,
        second=second,
        only_first=tuple(one for one in only_first if second.covers(one)),
        only_second=tuple(one for one in only_second if first.covers(one)),
        both=tuple(one for one in mine if (one.level, one.place) in others),
        not_comparable=(
            *(one for one in only_first if not second.covers(one)),
            *(one for one in only_second if not first.covers(one)),
        ),
    )


def _named(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    return {(one.level, one.place) for one in entries}


@lru_cache(maxsize=1)
def federal_lists() -> tuple[FederalList, ...]:
    """Every list, in order of publication."""
    text = resources.files("comity.places.federal_lists").joinpath("data", "entries.tsv")
    header, *lines = text.read_text("utf-8").splitlines()
    rows = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]

    def entries(list_id: str) -> tuple[Entry, ...]:
        return tuple(_entry(row) for row in rows if row["list"] == list_id)

    return (
        FederalList(
            id="dhs-2025-05-29",
            agency=AGENCY_WORDS["dhs-2025-05-29"],
            published=date(2025, 5, 29),
            entries=entries("dhs-2025-05-29"),
            whole=frozenset({("state", None), ("county", "CA"), ("city", "AK")}),
            published_counts={"county": 415, "city": 227},
        ),
        FederalList(
            id="doj-2025-08-05",
            agency=AGENCY_WORDS["doj-2025-08-05"],
            published=date(2025, 8, 5),
            entries=entries("doj-2025-08-05"),
            whole=frozenset((level, None) for level in LEVELS),
            published_counts={},
        ),
    )


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(
        level=row["level"],
        name=row["name"],
        state=row["state"],
        place=row["place"],
        gone=date.fromisoformat(row["gone"]) if row["gone"] else None,
        gone_by=date.fromisoformat(row["gone_by"]) if row["gone_by"] else None,
        source=row["source"],
    )
