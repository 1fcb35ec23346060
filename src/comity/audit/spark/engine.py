"""The engine of an audit whose rows Spark holds: small tables stay here in DuckDB, the tables of rows stay there.

A query that reads only small tables is DuckDB's, word for word. One that reads rows is told to Spark (`sql.py`), and
the small tables that it reads are handed over first. What comes back small is a table here again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlglot import exp

from comity.audit.engine import Engine, EngineLostError, Spool, identifier, quoted
from comity.audit.intake.spool import COLUMNS
from comity.audit.spark.choice import Schema, Session
from comity.audit.spark.exchange import Exchange
from comity.audit.spark.pieces import pieces_in
from comity.audit.spark.session import told
from comity.audit.spark.sql import UntoldSqlError, parsed, tables_in, to_spark

COMES_BACK: Mapping[str, Mapping[str, str]] = {
    "spelled": {"id": "BIGINT"},
    "keys": {"number": "BIGINT"},
    "cube": {"cell": "BIGINT", "month": "TIMESTAMP"},
    "told": {},
    "findings": {},
}
"""Tables that are asked for on the driver once Spark has made them, with columns whose type DuckDB's own would be."""
_DROPS = re.compile(r'\s*DROP (?:TABLE|VIEW)(?: IF EXISTS)? "?(\w+)"?\s*$', re.IGNORECASE)
_INSERTS = re.compile(r'\s*INSERT INTO "?(\w+)', re.IGNORECASE)
_CHANGES = re.compile(
    r"\s*(?:UPDATE|DELETE|ALTER|TRUNCATE|MERGE|CREATE OR REPLACE)\b", re.IGNORECASE
)
_READS = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)


class SparkEngine(Engine):
    """See the head of this file. `session` is open and stays open; `address` is that of an `Exchange`."""

    dialect = "spark"

    def __init__(self, work: Path, session: Session, address: str | None) -> None:
        self._there: set[str] = set()
        self._handed: dict[str, str] = {}
        self._session = session
        folder = work / "exchange"
        folder.mkdir()
        self._exchange = Exchange(session, folder, address)
        super().__init__(work)
        self.beside = {"spark": str(session.version)}

    def close(self) -> None:
        with suppress(EngineLostError):  # what is lost needs no tidying
            for name in sorted({*self._there, *self._handed}):
                self._forget(name)
        self._exchange.close()
        super().close()

    def run(self, sql: str) -> None:
        dropped = _DROPS.match(sql)
        if dropped:
            self._drop(dropped[1], sql)
            return
        tree = self._of_rows(sql)
        if tree is None:
            if _CHANGES.match(sql):
                raise UntoldSqlError(
                    f"a table is changed that Spark may have been given: {sql[:80]}"
                )
            super().run(sql)
            inserted = _INSERTS.match(sql)
            if inserted:
                self._forget(inserted[1])  # handed over anew when it is read next
            return
        match tree:
            case exp.Create(kind="TABLE", expression=exp.Query() as query):
                self._make(tree.this.name, self._told(query))
            case exp.Create(kind="VIEW", expression=exp.Query() as query):
                self._make_view(tree.this.name, self._told(query))
            case exp.Insert(this=exp.Table(name=target), expression=exp.Query() as query):
                self._write("inserted", self._told(query))
                files = self._parquet(self._exchange.take("inserted"))
                super().run(f"INSERT INTO {identifier(target)} SELECT * FROM {files}")  # noqa: S608 -- quoted
                self._exchange.drop("inserted")
                self._forget(target)
            case _:
                raise UntoldSqlError(f"no statement that Spark is told: {sql[:80]}")

    def create(self, name: str, query: str, *, over: Sequence[str]) -> None:
        self._hand_over(over)
        self._make(name, query)

    def view(self, name: str, query: str, *, over: Sequence[str]) -> None:
        self._hand_over(over)
        self._make_view(name, query)

    def spools(self, name: str, spools: Sequence[Spool]) -> None:
        """One scan over all spools, however many: each row takes its number from the file that it stands in."""
        parts = [part for one in spools for part in parts_of(one)]
        self.table(
            "spool_parts",
            {"spool": "VARCHAR", "file": "INTEGER", "first": "BIGINT", "plain": "BIGINT", "close": "BIGINT", "above": "BIGINT"},
            ((one.path.name, one.file, one.first, one.plain, one.close, one.above) for one in parts),
        )  # fmt: skip
        self._hand_over(["spool_parts"])
        addresses = [self._exchange.give(one.path.name, one.path) for one in parts]
        kinds = _declared(COLUMNS)
        with told():
            if addresses:
                rows = self._session.read.schema(kinds).parquet(*addresses)
                rows = rows.select("*", "_metadata.file_name", "_metadata.row_index")
            else:
                rows = self._session.createDataFrame(
                    [], f"{kinds}, file_name STRING, row_index BIGINT"
                )
            rows.createOrReplaceTempView("spool_rows")
        self._there.add("spool_rows")
        cells = ", ".join(f"s.`{column}`" for column in COLUMNS if column != "line")
        self._make_view(
            name,
            "SELECT f.file, CASE WHEN s.row_index < f.plain THEN f.first + s.row_index "  # noqa: S608 -- names of our own
            f"ELSE f.close + s.row_index - f.plain END AS seq, f.above + s.line AS line, {cells} "
            "FROM spool_rows s JOIN spool_parts f ON f.spool = s.file_name",
        )

    def pieces(self, rows: int) -> Iterator[range]:
        """All at once: Spark cuts them itself."""
        yield range(rows)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:  # Any: each caller knows its columns
        tree = self._of_rows(sql)
        if tree is None:
            return super().ask(sql)
        query = self._told(tree)
        with told():
            return [tuple(row) for row in self._session.sql(query).collect()]

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:  # Any: as above
        tree = self._of_rows(sql)
        if tree is None:
            yield from super().stream(sql)
            return
        query = self._told(tree)
        with told():
            for row in self._session.sql(query).toLocalIterator():
                yield tuple(row)

    def table(
        self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
    ) -> None:
        super().table(name, columns, rows)
        self._forget(name)

    # What is where.

    def _of_rows(self, sql: str) -> exp.Expr | None:
        """The tree of a statement that reads tables which only Spark has; else None."""
        if not self._there or self._there.isdisjoint(_READS.findall(sql)):
            return None
        tree = parsed(sql)
        read = tables_in(tree.expression if isinstance(tree, exp.Create | exp.Insert) else tree)
        return tree if read & self._there else None

    def _told(self, query: exp.Expr) -> str:
        self._hand_over(sorted(tables_in(query)))
        return to_spark(query)

    def _hand_over(self, names: Iterable[str]) -> None:
        """See that Spark has these tables as they are here now."""
        for name in names:
            if name in self._there or name in self._handed:
                continue
            self._made += 1
            passing = f"{name}-{self._made}.parquet"
            file = self._exchange.local(passing)
            super().run(
                f"COPY (SELECT * FROM {identifier(name)}) TO {quoted(str(file))} (FORMAT parquet)"  # noqa: S608 -- quoted
            )
            address = self._exchange.give(passing, file)
            described = super().ask(f"DESCRIBE {identifier(name)}")
            kinds = _declared({column: kind for column, kind, *_ in described})
            with told():
                self._session.read.schema(kinds).parquet(address).createOrReplaceTempView(name)
            self._handed[name] = passing

    def _forget(self, name: str) -> None:
        if name in self._there or name in self._handed:
            with told():
                self._session.catalog.dropTempView(name)
            self._exchange.drop(self._handed.pop(name, name))
            self._there.discard(name)

    def _drop(self, name: str, sql: str) -> None:
        if name not in self._there:
            super().run(sql)
        self._forget(name)

    # Making tables.

    def _make(self, name: str, query: str) -> None:
        """A table is written out: nothing is worked out twice, and a lost executor loses little."""
        schema = self._write(name, query)
        with told():
            rows = self._session.read.schema(schema).parquet(self._exchange.found_at(name))
            rows.createOrReplaceTempView(name)
        if name not in COMES_BACK:
            self._there.add(name)
            return
        self._come_back("TABLE", name)
        self._handed[name] = name

    def _make_view(self, name: str, query: str) -> None:
        if name in COMES_BACK:
            self._write(name, query)
            self._come_back("VIEW", name)
            return
        with told():
            self._session.sql(query).createOrReplaceTempView(name)
        self._there.add(name)

    def _write(self, name: str, query: str) -> Schema:
        """Write the rows of a query out; what they are made of."""
        with told():
            rows = self._session.sql(query)
            rows.write.mode("overwrite").parquet(self._exchange.address(name))
            return rows.schema

    def _come_back(self, kind: str, name: str) -> None:
        typed = COMES_BACK[name]
        replaced = ", ".join(
            f"CAST({identifier(column)} AS {type_}) AS {identifier(column)}"
            for column, type_ in typed.items()
        )
        files = self._parquet(self._exchange.take(name))
        super().run(
            f"CREATE {kind} {identifier(name)} AS SELECT *{f' REPLACE ({replaced})' if typed else ''} FROM {files}"  # noqa: S608 -- quoted
        )

    @staticmethod
    def _parquet(folder: Path) -> str:
        files = ", ".join(quoted(str(file)) for file in sorted(folder.glob("*.parquet")))
        return f"read_parquet([{files}])"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A Parquet file of a spool. Its first `plain` rows are numbered from `first` on, those behind them from `close`
    on; `above` is added to their lines.
    """

    path: Path
    file: int
    first: int
    plain: int
    close: int
    above: int


def parts_of(spool: Spool) -> list[_Part]:
    """The Parquet files of a spool: one, or one for each piece in which its log was read."""
    if not spool.path.is_dir():
        first = spool.first
        return [_Part(path=spool.path, file=spool.file, first=first, plain=0, close=first, above=0)]
    pieces, parts = pieces_in(spool.path), []
    first, close = spool.first, spool.first + sum(one.plain for one in pieces)
    for one in pieces:
        parts.append(
            _Part(
                path=spool.path / one.file, file=spool.file, first=first, plain=one.plain, close=close, above=one.above
            )
        )  # fmt: skip
        first += one.plain
        close += one.rows - one.plain
    return parts


def _declared(columns: Mapping[str, str]) -> str:
    """Columns of DuckDB as Spark declares them: it need not look into the files, and takes nothing for another kind."""
    return ", ".join(f"`{name}` {_KINDS[kind]}" for name, kind in columns.items())


_KINDS = {
    "BIGINT": "BIGINT",
    "INTEGER": "INT",
    "DATE[]": "ARRAY<DATE>",
    "BOOLEAN[]": "ARRAY<BOOLEAN>",
    "VARCHAR": "STRING",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "DATE": "DATE",
    "BOOLEAN": "BOOLEAN",
}
