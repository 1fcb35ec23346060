"""The engine that holds the rows of an audit: DuckDB on disk, in a folder that is thrown away. It knows no law."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from comity.audit.interrupts import heeding_interrupts

MEMORY = "512MB"
"""What the engine may hold; more is spilled to disk."""
MOST_JOINED = 1_000_000
"""Rows whose texts one statement may join: of more it holds so much that spilling does not help."""
ROWS_IN_GROUP = 122_880
"""Rows that Parquet packs together. Several groups are written by several threads, and out of order (DuckDB 2.0, over a
union of tables) unless order is asked for: rows are numbered by their places, so the same log would be told otherwise."""
_BATCH = 10_000
_JSON = json.JSONEncoder(default=str)


class EngineLostError(Exception):
    """The engine that held the rows is gone, or gave up; what was read before is good all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """The rows of one log, in Parquet. `file` is its number; its rows are numbered from `first` on."""

    file: int
    first: int
    path: Path


class Engine:
    """One database in a working folder. Close it before the folder goes.

    `dialect` is that of `create` and `view`; everywhere else SQL is DuckDB's. `beside`: versions of other programs
    that hold rows.
    """

    dialect = "duckdb"

    def __init__(self, work: Path, memory: str = MEMORY) -> None:
        self._work = work
        self._made = 0
        self.beside: Mapping[str, str] = {}
        self.connection = duckdb.connect(str(work / "rows.duckdb"))
        self.run("SET enable_progress_bar = false")
        self.run("SET preserve_insertion_order = true")  # lines are told by the places of rows
        self.run(f"SET memory_limit = {quoted(memory)}")
        self.run(f"SET temp_directory = {quoted(str(work / 'spill'))}")

    def close(self) -> None:
        self.connection.close()

    def run(self, sql: str) -> None:
        with heeding_interrupts(self.connection):
            self.connection.execute(sql)

    def run_as_written(self, sql: str) -> None:
        """Run a statement whose first table is the long one: it streams past the others, and only they are held.

        Left to itself the engine holds the long one at times, for it cannot tell beforehand how many rows meet.
        """
        self.connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        try:
            self.run(sql)
        finally:
            self.connection.execute("RESET disabled_optimizers")

    def create(self, name: str, query: str, *, over: Sequence[str]) -> None:
        """Make a table of a query in the engine's own dialect; `over` names the tables that it reads."""
        self.run(f"CREATE TABLE {identifier(name)} AS {query}")

    def view(self, name: str, query: str, *, over: Sequence[str]) -> None:
        """The same as a view."""
        self.run(f"CREATE VIEW {identifier(name)} AS {query}")

    def spools(self, name: str, spools: Sequence[Spool]) -> None:
        """Make a view of all rows of all logs: the columns of a spool, with `file` and `seq`."""
        parts = [
            f"SELECT {one.file} AS file, {one.first} + file_row_number AS seq, * EXCLUDE (file_row_number) "  # noqa: S608 -- numbers
            f"FROM read_parquet({quoted(str(one.path))}, file_row_number = true)"
            for one in spools
        ]
        none = "SELECT 0 AS file, 0::BIGINT AS seq, * FROM (SELECT NULL AS line) WHERE false"
        self.run(f"CREATE VIEW {identifier(name)} AS {' UNION ALL '.join(parts) or none}")

    def pieces(self, rows: int) -> Iterator[range]:
        """The numbers of all rows, as many at a time as one statement may join texts of; one piece if there are none."""
        for start in range(0, max(rows, 1), MOST_JOINED):
            yield range(start, min(start + MOST_JOINED, rows))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:  # Any: each caller knows its columns
        """The rows of a query."""
        with heeding_interrupts(self.connection):
            return self.connection.execute(sql).fetchall()

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:  # Any: as above
        """The rows of a query, a batch at a time, on a cursor of their own."""
        cursor = self.connection.cursor()
        try:
            with heeding_interrupts(cursor):
                found = cursor.execute(sql)
            while True:
                with heeding_interrupts(cursor):
                    batch = found.fetchmany(_BATCH)
                if not batch:
                    break
                yield from batch
        finally:
            cursor.close()

    def table(
        self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
    ) -> None:
        """Make a table of rows. Texts of others pass as JSON and never as SQL."""
        self._made += 1
        file = self._work / f"table-{self._made}.jsonl"
        with file.open("w", encoding="utf-8", newline="\n") as handle:
            names = [f"c{number}" for number in range(len(columns))]
            written = _JSON.encode
            handle.writelines(f"{written(dict(zip(names, row, strict=True)))}\n" for row in rows)
        held = ", ".join(f"'c{n}': {quoted(kind)}" for n, kind in enumerate(columns.values()))
        declared = ", ".join(f"{identifier(key)} {kind}" for key, kind in columns.items())
        self.run(f"CREATE TABLE {identifier(name)} ({declared})")
        if file.stat().st_size:
            self.run(
                f"INSERT INTO {identifier(name)} SELECT * FROM read_json({quoted(str(file))}, "  # noqa: S608 -- quoted above
                f"format = 'newline_delimited', columns = {{{held}}})"
            )
        file.unlink()

    def numbers(self, name: str, columns: Mapping[str, str], file: Path) -> None:
        """Make a table of a file of bare values with commas between: numbers, days and digests."""
        held = ", ".join(f"{quoted(key)}: {quoted(kind)}" for key, kind in columns.items())
        self.run(
            f"CREATE TABLE {identifier(name)} AS SELECT * FROM read_csv({quoted(str(file))}, "  # noqa: S608 -- quoted above
            f"columns = {{{held}}}, header = false, auto_detect = false, delim = ',', quote = '', escape = '')"
        )

    def save(self, query: str, file: Path, options: str) -> None:
        """Write the rows of a query, which orders them: the same rows give the same bytes."""
        self.run("SET threads = 1")
        self.run(f"COPY ({query}) TO {quoted(str(file))} ({options})")
        self.run("RESET threads")


def identifier(name: str) -> str:
    """A name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"
