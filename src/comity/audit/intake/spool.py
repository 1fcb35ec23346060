"""The rows of one input as a Parquet file: what later steps read instead of the log, however that was read.

Stated reasons stand in it as printed and nowhere else; it lies in the working folder and goes with it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import TextIO

from comity.audit.engine import ROWS_IN_GROUP, Engine, identifier, quoted
from comity.audit.logs.dialect import Field
from comity.audit.logs.row import ABSENT, Cell, EntryRow, SearchRow, SharingRow
from comity.audit.logs.seal import Seal, wildcard_sql

COLUMNS: Mapping[str, str] = {
    "line": "BIGINT",
    "digest": "VARCHAR",
    "moment": "TIMESTAMP",
    "day": "DATE",
    "party": "VARCHAR",
    "owner": "VARCHAR",
    "other": "VARCHAR",
    "id": "VARCHAR",
    "user": "VARCHAR",
    "plate": "VARCHAR",
    "wildcard": "BOOLEAN",
    "offense": "VARCHAR",
    "reason": "VARCHAR",
    "prompt": "VARCHAR",
    "case_number": "VARCHAR",
    "moderation": "VARCHAR",
    "city": "VARCHAR",
    "state": "VARCHAR",
    "paper": "VARCHAR",
    "lifted": "VARCHAR",
}
"""The columns of a spool. NULL is a cell that the log does not have; a blank cell is the empty text.

`party` is whose act a row speaks of: the searcher, the owner that gave access, or the facility. `owner` is that of
the data that were searched. `moment` is in UTC; rows that state a plain day have `day` instead.
"""

_PRESENT = "="
"""Stands before every text that is there, so that a blank one and none are told apart."""
_LONGEST_LINE = 16 * 1024 * 1024


class SpoolWriter:
    """Rows into a plain file, and that into Parquet once it is whole."""

    def __init__(self, handle: TextIO) -> None:
        self._cells = csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self.rows = 0

    def write(self, row: SearchRow | SharingRow | EntryRow) -> None:
        self.rows += 1
        match row:
            case SearchRow():
                moment = row.moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
                self._put(
                    row.line, row.digest, moment=moment, party=row.searcher, owner=row.owner, id=row.id,
                    user=row.user, plate=row.plate, wildcard=str(row.wildcard).lower(),
                    offense=row.offense_type, reason=row.reason, prompt=row.text_prompt, case_number=row.case_number, moderation=row.moderation,
                )  # fmt: skip
            case SharingRow():
                self._put(
                    row.line,
                    row.digest,
                    day=row.as_of.isoformat(),
                    party=row.owner,
                    other=row.recipient,
                )
            case EntryRow():
                cells = row.cells
                assert row.on is not None  # a detainer without a day is a reject
                self._put(
                    row.line,
                    row.digest,
                    day=row.on.isoformat(),
                    party=cells[Field.FACILITY].strip(),
                    city=_of(cells, Field.FACILITY_CITY),
                    state=_of(cells, Field.FACILITY_STATE),
                    paper=_of(cells, Field.DETAINER_TYPE),
                    lifted=_of(cells, Field.LIFT_REASON),
                )

    def _put(self, line: int, digest: str, **cells: Cell) -> None:
        given = {"line": str(line), "digest": digest, **cells}
        self._cells.writerow(
            "" if (cell := given.get(name, ABSENT)) is ABSENT else _PRESENT + cell
            for name in COLUMNS
        )


def _of(cells: Mapping[Field, str], field: Field) -> Cell:
    return cells[field].strip() if field in cells else ABSENT


def to_parquet(engine: Engine, plain: Path, target: Path) -> None:
    """Turn the plain file into Parquet under a passing name, then give it its own: it is whole or not there."""
    held = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in COLUMNS)
    typed = ", ".join(
        f"CAST(CASE WHEN {identifier(name)} <> '' THEN substr({identifier(name)}, 2) END AS {kind}) "
        f"AS {identifier(name)}"
        for name, kind in COLUMNS.items()
    )
    partial = target.with_name(f"{target.name}.partial")
    engine.run(
        f"COPY (SELECT {typed} FROM read_csv({quoted(str(plain))}, columns = {{{held}}}, header = false, "  # noqa: S608 -- names of our own
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', max_line_size = {_LONGEST_LINE}, "
        f"buffer_size = {4 * _LONGEST_LINE})) "
        f"TO {quoted(str(partial))} (FORMAT parquet, COMPRESSION zstd, PRESERVE_ORDER true, ROW_GROUP_SIZE {ROWS_IN_GROUP})"
    )
    partial.replace(target)


_OF_VIEW = {
    "party": "searcher",
    "offense": "offense_type",
    "prompt": "text_prompt",
}
"""What the view of a log that was read in bulk calls a column of the spool."""
NOT_KEPT = frozenset(
    field for field in Field if field.value not in {_OF_VIEW.get(name, name) for name in COLUMNS}
)
"""What of a search no spool holds, so that reading in bulk need not write it either."""


def of_view_to_parquet(engine: Engine, view: str, seal: Seal, target: Path) -> None:
    """The spool of a log that was read in bulk: the same columns, officers and plates turned into marks.

    Each distinct name is marked once, by the same code as in a small log.
    """
    there = {name for (name, *_) in engine.ask(f"DESCRIBE {identifier(view)}")}
    marked = {"user": seal.user, "plate": seal.plate}
    joins = []
    for name, mark in marked.items():
        if name in there and (name == "user" or seal.shown):
            texts = engine.stream(
                f"SELECT DISTINCT {name} FROM {identifier(view)} WHERE {name} IS NOT NULL"  # noqa: S608 -- names of our own
            )
            engine.table(
                f"{name}_marks",
                {"text": "VARCHAR", "mark": "VARCHAR"},
                ((text, mark(text.strip())) for (text,) in texts),
            )
            joins.append(f"LEFT JOIN {name}_marks ON {name}_marks.text = v.{name}")
    columns = []
    for name, kind in COLUMNS.items():
        given = _OF_VIEW.get(name, name)
        if name == "wildcard":
            value = wildcard_sql("v.plate") if "plate" in there else "false"
        elif name in marked:
            value = f"{name}_marks.mark" if any(name in join for join in joins) else "NULL"
        else:
            value = f"v.{identifier(given)}" if given in there else "NULL"
        columns.append(f"CAST({value} AS {kind}) AS {identifier(name)}")
    partial = target.with_name(f"{target.name}.partial")
    engine.run(
        f"COPY (SELECT {', '.join(columns)} FROM {identifier(view)} v {' '.join(joins)}) TO {quoted(str(partial))} "  # noqa: S608 -- names of our own
        f"(FORMAT parquet, COMPRESSION lz4, PRESERVE_ORDER true, ROW_GROUP_SIZE {ROWS_IN_GROUP})"
    )
    for name in marked:
        engine.run(f"DROP TABLE IF EXISTS {name}_marks")
    partial.replace(target)
