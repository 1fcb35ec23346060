"""What a log's columns mean: dialects as data, and which dialect a header is written in, with the reason.

It reads headers only; rows are read by `rows.py`, dialect files by `dialect_file.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from comity.audit.containers.limits import MOST_COLUMNS
from comity.audit.logs.when import TimeForm


class LogKind(Enum):
    """What one row of a log is."""

    SEARCH_AUDIT = "search_audit"
    SHARING_LIST = "sharing_list"
    DETAINER_LOG = "detainer_log"
    EVENT_LOG = "event_log"
    ARREST_LOG = "arrest_log"
    AGREEMENT_LIST = "agreement_list"


NOT_DECIDED = {
    LogKind.EVENT_LOG: (
        "an event log: who changed which setting, list or account, and no searches",
        "read it beside the search audits of the same agency; `comity formats --guess` shows its columns",
    ),
    LogKind.ARREST_LOG: (
        "a log of federal arrests: acts of federal officers, whose law is not in this corpus",
        "name the search audits, sharing lists or detainer logs of local agencies",
    ),
    LogKind.AGREEMENT_LIST: (
        "a list of 287(g) agreements: which agencies have one, and no acts",
        "`comity 287g --import FILE` adds it to the lists",
    ),
}
"""Kinds of log that are recognised and whose rows are no acts of a local agency: what they are, what to do."""


class Field(Enum):
    """What a column can hold, in our words."""

    ID = "id"
    TIME = "time"
    NETWORKS = "networks"
    DEVICES = "devices"
    REASON = "reason"
    CASE_NUMBER = "case_number"
    OFFENSE_TYPE = "offense_type"
    TEXT_PROMPT = "text_prompt"
    SEARCHER_SLUG = "searcher_slug"
    SEARCHER_NAME = "searcher_name"
    OWNER_SLUG = "owner_slug"
    OWNER_NAME = "owner_name"
    PRESENT_COLUMNS = "present_columns"
    AS_OF = "as_of"
    RECIPIENT = "recipient"
    USER = "user"
    PLATE = "plate"
    FACILITY = "facility"
    FACILITY_CITY = "facility_city"
    FACILITY_STATE = "facility_state"
    DETAINER_TYPE = "detainer_type"
    LIFT_REASON = "lift_reason"
    CLOCK = "clock"
    TIME_FRAME = "time_frame"
    SEARCH_TYPE = "search_type"
    MODERATION = "moderation"
    FACILITY_CODE = "facility_code"
    NOTIFY_REQUEST = "notify_request"
    EVENT_TYPE = "event_type"
    ENTITY_TYPE = "entity_type"
    STATE = "state"
    COUNTY = "county"
    AGENCY = "agency"
    AGENCY_TYPE = "agency_type"
    METHOD = "method"
    SUPPORT_TYPE = "support_type"
    SIGNED = "signed"
    LINK = "link"
    ADDENDUM = "addendum"


# The plain cells of a search row, in the row's own order.
SEARCH_CELLS = (
    Field.ID,
    Field.NETWORKS,
    Field.DEVICES,
    Field.REASON,
    Field.CASE_NUMBER,
    Field.OFFENSE_TYPE,
    Field.TEXT_PROMPT,
    Field.TIME_FRAME,
    Field.SEARCH_TYPE,
    Field.MODERATION,
)


class PartyFrom(Enum):
    """Where an agency is named: once for the whole file, row by row in columns, or nowhere."""

    FILE = "file"
    COLUMNS = "columns"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Where the searcher or the owner of the data is named; `why` says why nowhere.

    `otherwise`: where it is named in a file that lacks the columns.
    """

    from_: PartyFrom
    why: str = ""
    otherwise: PartyFrom | None = None

    def in_file(self, columns: bool) -> PartyFrom:
        """Where it is named in a file that has the columns, or has not."""
        return self.from_ if columns or self.otherwise is None else self.otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `field` is None for a column that is never read; `why_ignored` then says why."""

    label: str
    field: Field | None
    required: bool = False
    number: bool = False
    why_ignored: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One shape of export. `zone` is that of times which state none; it is empty for plain dates.

    A column may be named by its place instead of a label: `column 7`. `orphans`: labels of the header that
    have no values under them, so that all values after them stand one to the left. `headerless`: the file has
    no header, and all columns are named by place.
    """

    id: str
    kind: LogKind
    means: str
    columns: tuple[Column, ...]
    time_forms: tuple[TimeForm, ...]
    zone: str
    searcher: Party
    owner: Party
    orphans: tuple[str, ...] = ()
    headerless: bool = False

    def missing_from(self, header: Sequence[str]) -> tuple[str, ...]:
        """The required labels that a header lacks."""
        found = {normal_label(label) for label in header}
        found |= {place_label(at) for at in range(len(header))}
        found -= {normal_label(label) for label in self.orphans}
        return tuple(
            column.label
            for column in self.columns
            if column.required and normal_label(column.label) not in found
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """A dialect laid over one real header: where each field stands. `width` is the number of columns.

    `search_cells`: the places of SEARCH_CELLS, None for a column that is not there.
    """

    dialect: Dialect
    labels: tuple[str, ...]
    searcher_from: PartyFrom
    owner_from: PartyFrom
    at: Mapping[Field, int]
    label_of: Mapping[Field, str]
    numbers: tuple[int, ...]
    search_cells: tuple[int | None, ...]
    unread: tuple[str, ...]
    required: frozenset[Field]
    reason: str

    @property
    def width(self) -> int:
        return len(self.labels)


def normal_label(label: str) -> str:
    """A label as it is compared: without marks, outer spaces and letter case, inner spaces single."""
    return re.sub(r"\s+", " ", label.replace("\ufeff", "").replace("\xa0", " ")).strip().casefold()


def place_label(at: int) -> str:
    """The label that names a column by its place."""
    return f"column {at + 1}"


def fitting(header: Sequence[str], dialects: Sequence[Dialect]) -> list[ColumnMap]:
    """The dialects whose required columns are all in a header, laid over it, the likeliest first.

    That is the one that leaves fewest labels unread, then the one that asks for most. A dialect in which a
    label would stand twice is none of them.
    """
    if len(header) > MOST_COLUMNS:
        return []
    found = [
        mapping
        for dialect in dialects
        if not dialect.missing_from(header) and (mapping := lay_over(header, dialect))
    ]
    found.sort(key=lambda m: m.dialect.id, reverse=True)
    found.sort(key=lambda m: (len(m.unread), -_asked(m.dialect)))
    return found


def detect(header: Sequence[str], dialects: Sequence[Dialect]) -> ColumnMap | None:
    """The likeliest dialect that a header is written in, laid over it; None when there is none."""
    return next(iter(fitting(header, dialects)), None)


def _asked(dialect: Dialect) -> int:
    return sum(column.required for column in dialect.columns)


def lay_over(header: Sequence[str], dialect: Dialect) -> ColumnMap | None:
    """The dialect laid over a header that has its required columns; None when a label stands twice."""
    known = {normal_label(column.label): column for column in dialect.columns}
    orphans = {normal_label(label) for label in dialect.orphans}
    header = [label for label in header if normal_label(label) not in orphans]
    labels = tuple(normal_label(label) for label in header)
    twice = {label for label, times in Counter(labels).items() if times > 1}
    if not twice.isdisjoint(known) and not dialect.headerless:
        return None
    read = {
        at: column
        for at, label in enumerate(labels)
        if (column := known.get(label) or known.get(place_label(at)))
    }
    asked = ", ".join(f"`{c.label}`" for c in dialect.columns if c.required)
    places = {column.field: at for at, column in read.items() if column.field}
    return ColumnMap(
        dialect=dialect,
        labels=tuple(label.replace("\ufeff", "").strip() for label in header),
        searcher_from=dialect.searcher.in_file(not _SEARCHERS.isdisjoint(places)),
        owner_from=dialect.owner.in_file(not _OWNERS.isdisjoint(places)),
        at=places,
        search_cells=tuple(places.get(field) for field in SEARCH_CELLS),
        label_of={column.field: column.label for column in read.values() if column.field},
        numbers=tuple(at for at, column in read.items() if column.number),
        unread=tuple(
            label.strip() or f"(column {at + 1}, no label)"
            for at, label in enumerate(header)
            if at not in read
        ),
        required=frozenset(c.field for c in dialect.columns if c.required and c.field),
        reason=f"the header has {asked}",
    )


_SEARCHERS = {Field.SEARCHER_NAME, Field.SEARCHER_SLUG}
_OWNERS = {Field.OWNER_NAME, Field.OWNER_SLUG, Field.FACILITY}


def labels_of(dialects: Sequence[Dialect]) -> frozenset[str]:
    """Every label of these dialects, as it is compared."""
    return frozenset(normal_label(column.label) for one in dialects for column in one.columns)


def looks_like_header(cells: Sequence[str], labels: frozenset[str]) -> bool:
    """True of a record most of whose values are such labels, at least two of them."""
    values = [label for cell in cells if (label := normal_label(cell))]
    hits = sum(label in labels for label in values)
    return hits >= 2 and hits * 2 > len(values)
