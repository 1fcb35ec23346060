"""Small workbooks, archives and other containers for tests. Values are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import xlsxwriter

Row = Sequence[object]


def workbook(sheets: Mapping[str, Sequence[Row]], *, hidden: Sequence[str] = ()) -> bytes:
    """An Excel workbook with these sheets, the same bytes for the same rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        # Without a date the library writes the second of the run, and the packed size moves with it.
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name in hidden:
                page.hide()
    return out.getvalue()


def archive(members: Mapping[str, bytes]) -> bytes:
    """A zip archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def parquet(path: Path, select: str) -> Path:
    """A Parquet file of the rows of a query."""
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def repacked(book: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, changed.get(info.filename, old.read(info)))
    return out.getvalue()
