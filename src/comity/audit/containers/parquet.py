"""Parquet files, read by the table engine: every value as text, a line is the number of the row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from comity.audit.containers.limits import MOST_COLUMNS, Limits
from comity.audit.containers.part import Part, Pass, stamp_of
from comity.audit.containers.records import Record
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.containers.workbook import record_of

SOURCE = "read_parquet(?, hive_partitioning = false)"
_AT_ONCE = 2_048
_MEMORY = "1GB"
# A column of one value packs to almost nothing, so the ratio that unmasks a bomb is far above that of text.
_MOST_RATIO = 5_000
_RATIO_FROM = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetPart(Part):
    """The rows of a Parquet file."""

    def walk(self, one: Pass) -> Iterator[Record]:
        yield from _records(self.path, self.file, one.limits)
        one.sha256 = self.file_digest()


def parquet_of(path: Path, file: Path, naming: Path) -> ParquetPart:
    """A Parquet file as a table."""
    return ParquetPart(
        path=path,
        file=file,
        naming=naming,
        stamp=stamp_of(path),
        said="Parquet",
        numbering="a line is the number of the row, from 1",
    )


def _records(path: Path, file: Path, limits: Limits) -> Iterator[Record]:
    size = file.stat().st_size
    most = min(limits.max_bytes, max(size * _MOST_RATIO, _RATIO_FROM))
    given = 0
    try:
        with duckdb.connect() as engine:
            engine.execute("SET threads = 1")
            engine.execute(f"SET memory_limit = '{_MEMORY}'")
            engine.execute("SET enable_progress_bar = false")
            columns = described(engine, file)
            if len(columns) > MOST_COLUMNS:
                raise LogRefusedError(
                    Refusal.TOO_LARGE,
                    path,
                    f"has {len(columns)} columns",
                    f"no log has more than {MOST_COLUMNS}",
                    "save the columns that are needed in a file of their own",
                )
            names = [name for name, _ in columns]
            yield Record(0, 0, ",".join(names).encode(), names)
            shown = ", ".join(text_sql(name, kind) for name, kind in columns)
            rows = engine.execute(f"SELECT {shown} FROM {SOURCE}", [str(file)])  # noqa: S608 -- names are quoted
            number = 0
            while block := rows.fetchmany(_AT_ONCE):
                for row in block:
                    number += 1
                    record = record_of(
                        number, ["" if cell is None else cell for cell in row], limits
                    )
                    given += len(record.raw)
                    yield record
                if given > most:
                    raise LogRefusedError(
                        Refusal.ARCHIVE_BOMB,
                        path,
                        f"unpacks to more than {most} bytes",
                        "that is the limit on what is read from a file of its size",
                        "split it, or ask where it comes from",
                    )
    except (duckdb.Error, UnicodeDecodeError) as error:
        said = (str(error).splitlines() or ["no reason"])[0][:200]
        raise LogRefusedError(
            Refusal.DAMAGED,
            path,
            "cannot be read as Parquet",
            f"the engine says `{said}`",
            "fetch the file again",
        ) from None


def described(engine: duckdb.DuckDBPyConnection, file: Path) -> list[tuple[str, str]]:
    """The columns of a Parquet file in their order, with their types. Raises duckdb.Error."""
    found = engine.execute(f"DESCRIBE SELECT * FROM {SOURCE}", [str(file)]).fetchall()  # noqa: S608 -- fixed
    return [(str(name), str(kind)) for name, kind, *_ in found]


def text_sql(name: str, kind: str) -> str:
    """A column as the text that stands for it; NULL where it is NULL."""
    quoted = '"' + name.replace('"', '""') + '"'
    if kind.startswith("TIMESTAMP WITH TIME ZONE"):
        return f"strftime({quoted} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')"
    if kind.startswith("TIMESTAMP"):
        return f"strftime({quoted}::TIMESTAMP, '%Y-%m-%d %H:%M:%S.%g')"
    return f"CAST({quoted} AS VARCHAR)"
