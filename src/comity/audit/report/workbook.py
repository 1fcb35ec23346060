"""The findings as an Excel workbook: every cell a text or a number that was typed so, nothing that a spreadsheet runs.

Written a row at a time; more rows than a sheet can hold go on in further sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from comity.audit.deciding.columns import Column
from comity.audit.deciding.findings import Findings

ROWS_OF_A_SHEET = 1_048_575
"""What a sheet holds under its header."""
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""
# A workbook of the same findings is the same, byte for byte: it bears no day of its making.
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 -- the format's own first day, in no zone


class WorkbookError(Exception):
    """The library that writes workbooks is not installed."""


def library() -> Any:  # noqa: ANN401 -- a module without types
    """The optional library. Raises WorkbookError; call it before the work begins."""
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise WorkbookError(
            "a workbook needs the library `xlsxwriter`: install comity with the extra `excel`, or leave out `--xlsx`"
        ) from None


def write_workbook(findings: Findings, about: Sequence[tuple[str, str]], file: Path) -> None:
    """Write all findings in their order, behind a sheet that says what they are."""
    xlsxwriter = library()

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(file.parent.parent),
    }
    book = xlsxwriter.Workbook(str(file), options)
    book.set_properties({"created": _MADE, "title": "Findings of a Comity audit"})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    first = book.add_worksheet("About")
    first.set_column(0, 0, 24)
    first.set_column(1, 1, 100, wrapped)
    for place, (name, text) in enumerate(about):
        first.write_string(place, 0, name, bold)
        first.write_string(place, 1, _fitting(text), wrapped)
    wanted = ", ".join(f'"{column.name}"' for column in findings.columns)
    rows = findings.stream(f"SELECT {wanted} FROM findings ORDER BY seq, place")  # noqa: S608 -- names of our own
    _write(book, findings.columns, rows, bold)
    book.close()


def _write(
    book: Any,  # noqa: ANN401 -- the library has no types
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    bold: Any,  # noqa: ANN401 -- as above
) -> None:
    sheet, number, at = None, 0, ROWS_OF_A_SHEET
    for row in rows:
        if sheet is None or at == ROWS_OF_A_SHEET:
            number, at = number + 1, 0
            sheet = book.add_worksheet("Findings" if number == 1 else f"Findings {number}")
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.name, bold)
        at += 1
        for place, cell in enumerate(row):
            match cell:
                case bool():
                    sheet.write_boolean(at, place, cell)
                case int():
                    sheet.write_number(at, place, cell)
                case date():
                    sheet.write_string(at, place, cell.isoformat())
                case _:
                    if cell:
                        sheet.write_string(at, place, _fitting(str(cell)))
    if sheet is None:
        sheet = book.add_worksheet("Findings")
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, bold)


def _fitting(text: str) -> str:
    """The text as a cell can hold it; one that is cut ends in an ellipsis."""
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
