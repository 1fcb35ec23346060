"""The rows of one input as a Parquet file: what later steps read instead of the log, however that was read.

Stated reasons stand in it as printed and nowhere else; it lies in the working folder and goes with it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import TextIO

from comity.audit.dialect import Field
from comity.audit.engine import Engine, identifier, quoted
from comity.audit.row import ABSENT, Cell, EntryRow, SearchRow, SharingRow

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
                    offense=row.offense_type, reason=row.reason, prompt=row.text_prompt,
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
        f"TO {quoted(str(partial))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )
    partial.replace(target)
