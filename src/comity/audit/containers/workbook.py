"""Workbooks: every sheet is a table, and a line is the row that the spreadsheet numbers so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.audit.containers.isolated import frames
from comity.audit.containers.limits import Limits
from comity.audit.containers.part import Part, Pass, stamp_of
from comity.audit.containers.records import Fault, Record

HEAD_ROWS = 80
"""Rows of a table that the look at it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart(Part):
    """One sheet of a workbook."""

    index: int

    def walk(self, one: Pass) -> Iterator[Record]:
        for frame in frames(
            self.path, self.file, "workbook", _order(one.limits, sheet=self.index), one.limits
        ):
            match frame:
                case ["row", number, cells]:
                    yield record_of(number, cells, one.limits)
                case ["note", text]:
                    one.notes.append(text)
                case _:
                    pass
        one.sha256 = self.file_digest()


def sheets_of(path: Path, file: Path, naming: Path, limits: Limits) -> list[SheetPart]:
    """The sheets of a workbook, each with its first rows. Raises LogRefusedError."""
    stamp = stamp_of(path)
    found: list[tuple[int, str, bool, list[Record]]] = []
    for frame in frames(path, file, "workbook", _order(limits, most=HEAD_ROWS), limits):
        match frame:
            case ["table", index, name, shown]:
                found.append((index, name, shown, []))
            case ["row", number, cells]:
                found[-1][3].append(record_of(number, cells, limits))
            case _:
                pass
    return [
        SheetPart(
            path=path,
            file=file,
            naming=naming,
            stamp=stamp,
            said=f"a workbook of {len(found)} sheet{'s' if len(found) > 1 else ''}"
            + ("" if shown else "; this sheet is hidden"),
            inside=f"sheet {name}",
            numbering="a line is a row of the sheet",
            head=tuple(head),
            index=index,
        )
        for index, name, shown, head in found
    ]


def record_of(number: int, cells: Sequence[str], limits: Limits) -> Record:
    """A row of a table as a record; its bytes, which name it, are those of the row written as CSV."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    raw = written.getvalue().encode("utf-8", "replace")
    too_long = len(raw) > limits.max_field_bytes and any(
        len(cell.encode("utf-8", "replace")) > limits.max_field_bytes for cell in cells
    )
    if too_long:
        return Record(number, 1, raw, [], Fault.FIELD_TOO_LONG)
    return Record(number, 1, raw, list(cells) or [""])


def _order(limits: Limits, *, sheet: int | None = None, most: int = 0) -> dict[str, object]:
    return {
        "sheet": sheet,
        "most": most,
        "max_tables": limits.max_tables,
        "max_unpacked": limits.max_unpacked,
        "max_ratio": limits.max_gzip_ratio,
        "ratio_from": limits.gzip_ratio_from,
    }
