"""What reading a log gives: rows typed as text, rejects, and the counts that account for every record.

Shapes only. No row holds an officer's name or a licence plate: such cells become keyed marks, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final, Literal, TypeAlias

from comity.audit.logs.dialect import Field


class Absent(Enum):
    """The one value of a column that the log does not have. A blank cell is the empty text instead."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Cell: TypeAlias = str | Literal[Absent.ABSENT]


def is_blank(cell: Cell) -> bool:
    """True of a column that is there and holds nothing but space."""
    return cell is not ABSENT and not cell.strip()


class RejectReason(Enum):
    """Why a record is no row."""

    ABOVE_HEADER = "above_header"
    UNKNOWN_HEADER = "unknown_header"
    UNDER_UNKNOWN_HEADER = "under_unknown_header"
    TOO_FEW_VALUES = "too_few_values"
    TOO_MANY_VALUES = "too_many_values"
    SHIFTED = "shifted"
    BLANK_VALUE = "blank_value"
    UNREADABLE_TIME = "unreadable_time"
    CONTRADICTS_COLUMNS = "contradicts_columns"
    LINE_TOO_LONG = "line_too_long"
    FIELD_TOO_LONG = "field_too_long"
    STRAY_BYTES = "stray_bytes"
    STRAY_QUOTE = "stray_quote"
    OPEN_QUOTE = "open_quote"
    SWALLOWED = "swallowed"
    CUT_OFF = "cut_off"
    NOT_AN_OBJECT = "not_an_object"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One search. `line` is the physical line where its record starts, one-based; `digest` names its bytes.

    `digest`: first 16 hex digits of the SHA-256 of the record without its line end (wide text as UTF-8).
    `searcher`: the agency that searched, as the log or its user names it; ABSENT when nobody does.
    `moment` is in UTC; `time` is the same as printed. `owner`: the agency whose network audit this is, whose
    cameras the search reached; ABSENT where nobody says. `user` and `plate` are keyed marks of what the log
    prints (`seal.py`), `wildcard` says whether the plate was searched with one. The other cells are as printed,
    or ABSENT.
    """

    line: int
    digest: str
    searcher: Cell
    searcher_slug: Cell
    moment: datetime
    time: str
    id: Cell
    networks: Cell
    devices: Cell
    reason: Cell
    case_number: Cell
    offense_type: Cell
    text_prompt: Cell
    time_frame: Cell = ABSENT
    search_type: Cell = ABSENT
    moderation: Cell = ABSENT
    owner: Cell = ABSENT
    user: Cell = ABSENT
    plate: Cell = ABSENT
    wildcard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingRow:
    """One pair: on the day `as_of` (local already), `owner` gave `recipient` access to its plate data.

    `line` and `digest` as in SearchRow.
    """

    line: int
    digest: str
    owner: Cell
    owner_slug: Cell
    as_of: date
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One row of a log that holds no searches and no shares: an event, an arrest, a detainer, an agreement.

    `line` and `digest` as in SearchRow. `on`: the day as printed, None where the kind of log asks for none.
    `cells` are those of the dialect's fields, as printed, but for those that name a person or a plate.
    """

    line: int
    digest: str
    on: date | None
    cells: Mapping[Field, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that is no row: where, why, in words, and its beginning, safe to show.

    `span` is how many physical lines it takes. `excerpt` has at most 200 characters, all printable.
    """

    line: int
    span: int
    reason: RejectReason
    what: str
    excerpt: str


Item: TypeAlias = SearchRow | SharingRow | EntryRow | Reject


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Every record of a file, accounted for. INVARIANT: records == rows + rejects + headers + blank.

    `lines` are physical lines; a record with a line end inside quotes takes more than one, and a header that
    a container keeps apart from its rows (Parquet, the keys of JSON) takes none.
    """

    lines: int
    records: int
    rows: int
    rejects: int
    headers: int
    blank: int
    rejects_by_reason: Mapping[RejectReason, int]

    def __post_init__(self) -> None:
        assert self.records == self.rows + self.rejects + self.headers + self.blank, self
        assert self.rejects == sum(self.rejects_by_reason.values()), self
        assert self.lines + self.headers + self.rejects >= self.records, self


EXCERPT_CHARACTERS = 200


def safe_excerpt(raw: bytes) -> str:
    """The beginning of a record as text that cannot move a cursor, turn a line or hide itself."""
    text = raw[: 4 * EXCERPT_CHARACTERS].decode("utf-8", "backslashreplace").rstrip("\r\n")
    shown = ""
    for character in text:
        shown += character if character.isprintable() else _named(character)
        if len(shown) > EXCERPT_CHARACTERS:
            break
    if len(shown) > EXCERPT_CHARACTERS or len(raw) > 4 * EXCERPT_CHARACTERS:
        return shown[: EXCERPT_CHARACTERS - 1] + "…"
    return shown


def _named(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
