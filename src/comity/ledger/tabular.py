"""A ledger as tables for other programs: CSV, Parquet, or a Frictionless data package; and its events read back.

`events` holds everything, so that a ledger can be made from it again, but for documents: their bytes travel in JSON
lines only. The other tables are what lists and reports read. Cells of CSV that a spreadsheet would run are guarded.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Boolean, Connection, Integer, Table, select

from comity.ledger.canonical import Form
from comity.ledger.carrying import event_form
from comity.ledger.choices import ExportForm
from comity.ledger.event import Event, Record
from comity.ledger.problem import LedgerError
from comity.ledger.reading import Head, head_of, records_in
from comity.ledger.store import Ledger
from comity.ledger.table_words import COLUMN_WORDS, TABLE_WORDS
from comity.ledger.tables import ACTS, LINKS, REQUESTS

PACKAGE = "datapackage.json"
EVENT_COLUMNS = (
    "seq", "subject", "kind", "moment", "by", "commitment", "previous", "hash", "salt", "body",
)  # fmt: skip
_TABLES: Mapping[str, Table] = {"acts": ACTS, "links": LINKS, "requests": REQUESTS}
_PRIMARY = {"events": ["seq"], "acts": ["incident_seq", "number"], "links": ["subject", "number"], "requests": ["request_seq"]}  # fmt: skip

# What spreadsheets take for the beginning of a formula: ASCII, and the wide forms that some treat alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"
_NOTHING = "\x01nothing\x01"
"""What stands for an empty cell on the way to Parquet, where an empty text is another thing."""


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet shows and does not run: one apostrophe more where it would; take it away to read it."""
    if isinstance(value, str) and value.startswith((*FORMULA_STARTS, GUARD)):
        return GUARD + value
    return value


def write_tables(ledger: Ledger, folder: Path, form: ExportForm) -> Head:
    """Write every table into a new or empty folder, in one unchanging view. Raises LedgerError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LedgerError(f"`{folder}` is not empty: name a new folder for the tables")
    folder.mkdir(parents=True, exist_ok=True)
    with ledger.reading() as view:
        head = head_of(view)
        names = []
        for name, columns, rows in _tables(view):
            names.append(name)
            if form is ExportForm.PARQUET:
                _write_parquet(folder / f"{name}.parquet", columns, rows)
            else:
                _write_csv(folder / f"{name}.csv", columns, rows)
    if form is ExportForm.DATAPACKAGE:
        text = json.dumps(package_form(names, head), indent=2, ensure_ascii=False)
        (folder / PACKAGE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return head


def read_tables(folder: Path) -> Iterator[Record]:
    """The events of a folder that `write_tables` wrote. Raises LedgerError."""
    parquet, table = folder / "events.parquet", folder / "events.csv"
    if parquet.is_file():
        rows = _parquet_rows(parquet)
    elif table.is_file():
        rows = _csv_rows(table)
    else:
        raise LedgerError(
            f"{folder} holds no events.csv and no events.parquet: `comity ledger export` writes them"
        )
    for number, row in enumerate(rows, start=1):
        texts = dict(zip(EVENT_COLUMNS, row, strict=True))
        try:
            seq = int(str(texts.pop("seq")))
        except ValueError:
            raise LedgerError(
                f"{folder}: event {number} has no number: write the tables again"
            ) from None
        salt, body = texts.pop("salt"), texts.pop("body")
        event = Event(seq=seq, **{name: str(value) for name, value in texts.items()})
        yield Record(event=event, salt=_text(salt), body=_text(body))


def package_form(names: Sequence[str], head: Head) -> Form:
    """The descriptor of a data package (Frictionless, version 1), after the tabular profile."""
    return {
        "profile": "tabular-data-package",
        "name": "comity-ledger",
        "title": "A ledger of incidents and requests",
        "description": (
            f"{head.count} events; the last has the hash {head.hash}. A cell that begins with = + - @, a tab, a line "
            "end or an apostrophe has one more apostrophe in front, so that no spreadsheet runs it."
        ),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "title": TABLE_WORDS[name],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": column, "type": kind, "description": COLUMN_WORDS.get(column, "")}
                        for column, kind in _columns(name)
                    ],
                    "missingValues": [""],
                    "primaryKey": _PRIMARY[name],
                },
            }
            for name in names
        ],
    }


def _columns(name: str) -> list[tuple[str, str]]:
    if name == "events":
        return [(column, "integer" if column == "seq" else "string") for column in EVENT_COLUMNS]
    found = []
    for column in _TABLES[name].columns:
        kind = "boolean" if isinstance(column.type, Boolean) else "integer" if isinstance(column.type, Integer) else "string"  # fmt: skip
        found.append((column.name, kind))
    return found


Rows = Iterable[Sequence[object]]


def _tables(view: Connection) -> Iterator[tuple[str, list[tuple[str, str]], Rows]]:
    events = (tuple(event_form(one).values()) for one in records_in(view))
    yield "events", _columns("events"), events
    for name, table in _TABLES.items():
        query = select(table).order_by(*table.primary_key.columns)
        yield name, _columns(name), view.execute(query)


def _write_csv(file: Path, columns: Sequence[tuple[str, str]], rows: Rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name for name, _ in columns])
        for row in rows:
            writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value)


def _write_parquet(file: Path, columns: Sequence[tuple[str, str]], rows: Rows) -> None:
    import duckdb  # noqa: PLC0415 -- only this form needs it, and it takes long to import

    types = {"integer": "BIGINT", "boolean": "BOOLEAN", "string": "VARCHAR"}
    beside = file.with_suffix(".part.csv")
    try:
        # By way of a file: the engine reads one far faster than it takes rows from here.
        with beside.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            for row in rows:
                writer.writerow([_NOTHING if value is None else value for value in row])
        listed = ", ".join(f"'{column}': '{types[kind]}'" for column, kind in columns)
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_csv('{_quoted(beside)}', header=false, columns={{{listed}}}, nullstr='{_NOTHING}', "  # noqa: S608 -- names of our own
                f"auto_detect=false, delim=',', quote='\"', escape='\"', new_line='\\n')) TO '{_quoted(file)}' (FORMAT parquet)"
            )
    finally:
        beside.unlink(missing_ok=True)


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")


def _csv_rows(file: Path) -> Iterator[Sequence[object]]:
    # The limit belongs to the whole process: other readers of tables keep theirs.
    limit = csv.field_size_limit(1 << 30)
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            yield from _event_cells(file, lines)
    finally:
        csv.field_size_limit(limit)


def _event_cells(file: Path, lines: Iterable[str]) -> Iterator[Sequence[object]]:
    rows = csv.reader(lines, strict=True)
    try:
        if next(rows, None) != list(EVENT_COLUMNS):
            raise LedgerError(f"{file} has other columns than events have: write the tables again")
        for row in rows:
            if len(row) != len(EVENT_COLUMNS):
                raise LedgerError(
                    f"{file}: line {rows.line_num} has {len(row)} cells: write the tables again"
                )
            yield [cell.removeprefix(GUARD) or None for cell in row]
    except (csv.Error, UnicodeDecodeError) as error:
        raise LedgerError(f"{file}: line {rows.line_num} is no line of a table: {error}") from None


def _parquet_rows(file: Path) -> Iterator[Sequence[object]]:
    import duckdb  # noqa: PLC0415 -- as above

    wanted = ", ".join(f'"{name}"' for name in EVENT_COLUMNS)
    with duckdb.connect() as connection:
        try:
            query = f"SELECT {wanted} FROM read_parquet(?) ORDER BY seq"  # noqa: S608 -- names of our own
            found = connection.execute(query, [str(file)])
            while rows := found.fetchmany(2_000):
                yield from rows
        except duckdb.Error:
            raise LedgerError(f"{file} holds no events: write the tables again") from None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
