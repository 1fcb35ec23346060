"""What a log's columns mean: dialects as data, and which dialect a header is written in, with the reason.

It reads headers only; rows are read by `rows.py`, dialect files by `dialect_file.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from comity.audit.when import TimeForm


class LogKind(Enum):
    """What one row of a log is."""

    SEARCH_AUDIT = "search_audit"
    SHARING_LIST = "sharing_list"
    DETAINER_LOG = "detainer_log"


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


# The plain cells of a search row, in the row's own order.
SEARCH_CELLS = (
    Field.ID,
    Field.NETWORKS,
    Field.DEVICES,
    Field.REASON,
    Field.CASE_NUMBER,
    Field.OFFENSE_TYPE,
    Field.TEXT_PROMPT,
)


class PartyFrom(Enum):
    """Where an agency is named: once for the whole file, row by row in columns, or nowhere."""

    FILE = "file"
    COLUMNS = "columns"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Where the searcher or the owner of the data is named; `why` says why nowhere."""

    from_: PartyFrom
    why: str = ""


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
    """One shape of export. `zone` is that of times which state none; it is empty for plain dates."""

    id: str
    kind: LogKind
    means: str
    columns: tuple[Column, ...]
    time_forms: tuple[TimeForm, ...]
    zone: str
    searcher: Party
    owner: Party

    def missing_from(self, header: Sequence[str]) -> tuple[str, ...]:
        """The required labels that a header lacks."""
        found = {normal_label(label) for label in header}
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
    at: Mapping[Field, int]
    label_of: Mapping[Field, str]
    numbers: tuple[int, ...]
    search_cells: tuple[int | None, ...]
    unread: tuple[str, ...]
    reason: str

    @property
    def width(self) -> int:
        return len(self.labels)


def normal_label(label: str) -> str:
    """A label as it is compared: without marks, outer spaces and letter case, inner spaces single."""
    return re.sub(r"\s+", " ", label.replace("\ufeff", "").replace("\xa0", " ")).strip().casefold()


def detect(header: Sequence[str], dialects: Sequence[Dialect]) -> ColumnMap | None:
    """The dialect that a header is written in, laid over it.

    Of the dialects whose required columns are all there, the one that leaves fewest labels unread, then the
    one that asks for most. None when there is none, or when a label stands twice.
    """
    fitting = [
        mapping
        for dialect in dialects
        if not dialect.missing_from(header) and (mapping := lay_over(header, dialect))
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda m: (-len(m.unread), _asked(m.dialect), m.dialect.id))


def _asked(dialect: Dialect) -> int:
    return sum(column.required for column in dialect.columns)


def lay_over(header: Sequence[str], dialect: Dialect) -> ColumnMap | None:
    """The dialect laid over a header that has its required columns; None when a label stands twice."""
    known = {normal_label(column.label): column for column in dialect.columns}
    labels = tuple(normal_label(label) for label in header)
    named = [label for label in labels if label]
    if len(named) != len(set(named)):
        return None
    read = [(at, known[label]) for at, label in enumerate(labels) if label in known]
    asked = ", ".join(f"`{c.label}`" for c in dialect.columns if c.required)
    places = {column.field: at for at, column in read if column.field}
    return ColumnMap(
        dialect=dialect,
        labels=tuple(label.replace("\ufeff", "").strip() for label in header),
        at=places,
        search_cells=tuple(places.get(field) for field in SEARCH_CELLS),
        label_of={column.field: column.label for _, column in read if column.field},
        numbers=tuple(at for at, column in read if column.number),
        unread=tuple(
            label.strip() or f"(column {at + 1}, no label)"
            for at, label in enumerate(header)
            if labels[at] not in known
        ),
        reason=f"the header has {asked}",
    )


def labels_of(dialects: Sequence[Dialect]) -> frozenset[str]:
    """Every label of these dialects, as it is compared."""
    return frozenset(normal_label(column.label) for one in dialects for column in one.columns)


def looks_like_header(cells: Sequence[str], labels: frozenset[str]) -> bool:
    """True of a record most of whose values are such labels, at least two of them."""
    values = [label for cell in cells if (label := normal_label(cell))]
    hits = sum(label in labels for label in values)
    return hits >= 2 and hits * 2 > len(values)
