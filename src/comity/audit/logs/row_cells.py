"""The cells of one record as times, days and hidden columns; and the records that are no rows for what their cells hold."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from comity.audit.containers.records import Record
from comity.audit.logs.dialect import ColumnMap, Field, normal_label
from comity.audit.logs.row import EntryRow, RejectReason, safe_excerpt
from comity.audit.logs.when import TimeError, TimeForm, parse_day, parse_moment


class Refused(Exception):  # noqa: N818 -- it carries a reject out of a row, and is no error
    """A record that is no row, and why."""

    def __init__(self, reason: RejectReason, what: str) -> None:
        self.reason, self.what = reason, what
        super().__init__(what)


def short(text: str) -> str:
    """A cell as a message may show it."""
    shown = safe_excerpt(text.strip().encode())
    return shown if len(shown) <= 40 else shown[:39] + "…"


def refuse_blank(columns: ColumnMap, field: Field) -> None:
    """Refuse a row for want of a value."""
    raise Refused(RejectReason.BLANK_VALUE, f"column `{columns.label_of[field]}` is blank")


def time_text(cells: list[str], columns: ColumnMap) -> str:
    """The time as printed; day and time of day where these stand in columns of their own."""
    text, clock = cells[columns.at[Field.TIME]], columns.at.get(Field.CLOCK)
    if clock is None:
        return text
    return f"{text.strip().removesuffix(' 00:00:00')} {cells[clock].strip()}".strip()


def entry_row(line: int, cells: list[str], columns: ColumnMap, digest: str) -> EntryRow:
    """A row of a log whose rows are no acts that an audit decides."""
    on: date | None = None
    at = columns.at.get(Field.AS_OF, columns.at.get(Field.TIME))
    if at is not None:
        if columns.dialect.time_forms == (TimeForm.DAY,):
            on = day_of(
                cells[at], columns, Field.AS_OF if Field.AS_OF in columns.at else Field.TIME
            )
        else:
            on = moment_of(cells, columns).date()
    for field in columns.required:
        if not cells[columns.at[field]].strip():
            refuse_blank(columns, field)
    shown: dict[Field, str] = {
        field: cells[place]
        for field, place in columns.at.items()
        if field not in {Field.USER, Field.PLATE}
    }
    return EntryRow(line=line, digest=digest, on=on, cells=shown)


def moment_of(cells: list[str], columns: ColumnMap) -> datetime:
    """The moment of a row, in UTC. Raises Refused."""
    text = time_text(cells, columns)
    dialect = columns.dialect
    try:
        return parse_moment(text, forms=dialect.time_forms, zone=dialect.zone)
    except TimeError:
        pass
    if not text.strip():
        refuse_blank(columns, Field.TIME)
    for label, other in zip(columns.labels, cells, strict=True):
        try:
            parse_moment(other, forms=dialect.time_forms, zone=dialect.zone)
        except TimeError:
            continue
        raise Refused(
            RejectReason.SHIFTED, f"a time stands in column `{label}`: the values seem shifted"
        )
    raise Refused(RejectReason.UNREADABLE_TIME, f"`{short(text)}` is no time of this log")


def day_of(text: str, columns: ColumnMap, field: Field) -> date:
    """A plain day. Raises Refused."""
    if not text.strip():
        refuse_blank(columns, field)
    try:
        return _parse_day(text.strip())
    except TimeError as error:
        raise Refused(RejectReason.UNREADABLE_TIME, str(error)) from None


_parse_day = lru_cache(maxsize=4096)(parse_day)


def hidden_places(cells: list[str], columns: ColumnMap) -> frozenset[int]:
    """Columns that this row's own list of columns does not name: absent in this row, and must hold nothing."""
    listed_at = columns.at.get(Field.PRESENT_COLUMNS)
    if listed_at is None:
        return frozenset()
    time_at = columns.at[Field.TIME]
    unnamed = _unnamed(cells[listed_at], columns.labels)
    if time_at in unnamed:
        raise Refused(
            RejectReason.CONTRADICTS_COLUMNS,
            f"its list of columns does not name `{columns.labels[time_at]}`",
        )
    for place in columns.search_cells[1:]:
        if place is not None and place in unnamed and cells[place].strip():
            raise Refused(
                RejectReason.CONTRADICTS_COLUMNS,
                f"column `{columns.labels[place]}` has a value and its list of columns does not name it",
            )
    return unnamed - {columns.at.get(Field.ID, -1)}


@lru_cache(maxsize=1024)
def _unnamed(listed: str, labels: tuple[str, ...]) -> frozenset[int]:
    """The places of the labels that a list of labels does not name."""
    named = {normal_label(label) for label in listed.split(",")}
    return frozenset(at for at, label in enumerate(labels) if normal_label(label) not in named)


def refuse_swallowed_rows(record: Record, columns: ColumnMap) -> None:
    """A quoted cell one of whose lines reads as a whole row is an open quotation mark, closed by accident."""
    time_at = columns.at.get(Field.AS_OF, columns.at.get(Field.TIME))
    if time_at is None:
        return
    for line in record.raw.split(b"\n")[1:]:
        cells = [part.strip(' "\r') for part in line.decode("utf-8", "replace").split(",")]
        if len(cells) == columns.width and _is_time(cells[time_at], columns):
            raise Refused(
                RejectReason.SWALLOWED,
                f"a quotation mark opened here runs over {record.span} lines, some of them rows of "
                "their own",
            )


def _is_time(text: str, columns: ColumnMap) -> bool:
    dialect = columns.dialect
    try:
        if dialect.time_forms == (TimeForm.DAY,):
            parse_day(text)
        else:
            parse_moment(text, forms=dialect.time_forms, zone=dialect.zone)
    except TimeError:
        return False
    return True
