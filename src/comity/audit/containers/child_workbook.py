"""Sheets of a workbook as rows of text, numbered as the spreadsheet numbers them. Runs in the child process.

Before the library opens an Excel or OpenDocument workbook its parts are weighed and its XML is looked at.
"""

from __future__ import annotations

import datetime as dt
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_BLOCK = 1 << 20
_LOOKED_AT = 65_536
_DECLARATIONS = [
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]


class _Refused(Exception):  # noqa: N818 -- never leaves this module
    pass


def frames(order: dict[str, Any]) -> Iterator[list[object]]:
    """`order`: `file`, `most` (rows of each sheet, 0 for all), `sheet` (index, or None for all), limits."""
    from python_calamine import (  # noqa: PLC0415 -- heavy, and needed here only
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    file = Path(order["file"])
    try:
        _weigh(file, order)
        book = CalamineWorkbook.from_path(str(file))
    except _Refused as refused:
        yield ["refuse", *refused.args]
        return
    except PasswordError:
        yield [
            "refuse", "locked", "is locked with a password", "what is in it cannot be read",
            "ask for it without one, or save an unlocked copy",
        ]  # fmt: skip
        return
    sheets = book.sheets_metadata
    if len(sheets) > order["max_tables"]:
        why = f"that is more than the limit of {order['max_tables']}"
        yield [
            "refuse",
            "too_large",
            f"has {len(sheets)} sheets",
            why,
            "split it, or export it as CSV",
        ]
        return
    wanted = range(len(sheets)) if order["sheet"] is None else [order["sheet"]]
    for index in wanted:
        sheet = sheets[index]
        shown = sheet.visible is SheetVisibleEnum.Visible
        yield ["table", index, sheet.name, shown]
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            yield ["note", "it is a chart or a macro and holds no rows"]
            continue
        yield from _rows(book, index, order["most"])


def _rows(book: CalamineWorkbook, index: int, most: int) -> Iterator[list[object]]:
    sheet = book.get_sheet_by_index(index)
    if sheet.start is None:
        return
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if most and number > most:
            return
        yield ["row", number, [_text(cell) for cell in cells]]


def _text(value: object) -> str:
    """A cell as an export would print it; times without a zone, to the thousandth of a second."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            if math.isfinite(value) and value == int(value) and abs(value) < 2**53:
                return str(int(value))
            return repr(value)
        case int():
            return str(value)
        case dt.datetime():
            return _thousandths(value)
        case dt.date():
            return value.isoformat()
        case dt.time():
            moment = dt.datetime.combine(dt.date(2000, 1, 1), value)
            return _thousandths(moment).split(" ", 1)[1]
        case dt.timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case _:
            return str(value)


def _thousandths(moment: dt.datetime) -> str:
    try:
        rounded = moment + dt.timedelta(microseconds=500)
    except OverflowError:
        rounded = moment
    text = rounded.strftime("%H:%M:%S")
    day = f"{rounded.year:04}-{rounded.month:02}-{rounded.day:02}"
    part = rounded.microsecond // 1000
    return f"{day} {text}" + (f".{part:03}" if part else "")


def _weigh(file: Path, order: dict[str, Any]) -> None:
    """Refuse a packed workbook that unpacks beyond the limits, or whose XML declares entities."""
    if not zipfile.is_zipfile(file):
        return  # an old Excel file: not packed; memory is limited all the same
    packed = file.stat().st_size
    total = 0
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            total += info.file_size
            most = max(packed * order["max_ratio"], order["ratio_from"])
            if total > min(most, order["max_unpacked"]):
                raise _Refused(
                    "archive_bomb",
                    f"unpacks to more than {min(most, order['max_unpacked'])} bytes",
                    "real workbooks shrink 5 to 20 times, so this looks like a file made to fill a machine",
                    "ask where it comes from; export it as CSV if you trust it",
                )
            if info.filename.endswith((".xml", ".rels")) and _declares(archive, info):
                raise _Refused(
                    "xml_bomb",
                    f"declares XML entities in `{info.filename[:80]}`",
                    "no spreadsheet program writes such declarations; they can be made to fill a machine",
                    "ask where it comes from; open it in a spreadsheet and save it as CSV",
                )


def _declares(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    with archive.open(info) as handle:
        head = handle.read(_LOOKED_AT).upper()
    return any(mark.upper() in head for mark in _DECLARATIONS)
