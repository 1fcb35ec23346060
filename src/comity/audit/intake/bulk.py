"""Large logs in plain CSV, read by the table engine at its own speed, with the very rows that reading one by one gives.

The engine reads what is plainly a row. Each record that is not (a time of another form, a cell where a number
should stand, a repeated header) goes to the same reader as in a small file. Where the engine and that reader could
differ at all - text that is not UTF-8, a quotation mark out of place, lines that do not add up - nothing is given,
and the log is read one row at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import duckdb

from comity.audit.containers.records import Record
from comity.audit.containers.text import CUT_OFF, TextPart
from comity.audit.engine import ROWS_IN_GROUP, identifier, quoted
from comity.audit.intake.plain import PlainBytes, commas_sql, doubled_in, doubled_sql, plain_bytes
from comity.audit.intake.plain_log import (
    FROM_BYTES,
    MOST_DOUBTFUL,
    SPACES,
    NotPlainError,
    PlainLog,
    ends_in,
    is_plain,
)
from comity.audit.interrupts import heeding_interrupts
from comity.audit.logs.dialect import Field, PartyFrom
from comity.audit.logs.log import Log, Reading
from comity.audit.logs.recognise import later_dialects
from comity.audit.logs.row import Counts, Reject, SearchRow
from comity.audit.logs.rows import DIGEST_DIGITS, RowReader
from comity.audit.logs.spans import Span
from comity.audit.logs.tail import Tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """A log as a view of the engine. `reading` accounts for all of it, as after a pass over the log; `rejects` are
    its records that are no rows. The columns of the view are told by `read_in_bulk`.
    """

    reading: Reading
    rejects: tuple[Reject, ...]


def read_in_bulk(
    log: Log,
    engine: duckdb.DuckDBPyConnection,
    view: str,
    file: Path,
    *,
    digests: bool = True,
    without: frozenset[Field] = frozenset(),
    from_bytes: int = FROM_BYTES,
) -> Bulk | None:
    """Make a view of the searches of a log, over the Parquet `file` that is written; None where the log must be read
    one row at a time. One pass of the engine, whatever the size; a second one if a record is doubtful.

    Columns: `line`, `digest` (NULL without `digests`, which cost more than all the rest), `moment` (UTC), `time`,
    `searcher`, `owner`, and one text for each other field of the dialect that the log has (`id`, `reason`, ...),
    as printed, but for those in `without`; a field that the log does not have has no column. `user` and `plate`
    hold what names a person: the file belongs into a working folder and no further. Raises LogRefusedError if the
    log changes meanwhile.
    """
    if not is_plain(log, from_bytes):
        return None
    part = log.part
    assert isinstance(part, TextPart)
    part.same_as_seen()
    try:
        with heeding_interrupts(engine), ThreadPoolExecutor(max_workers=1) as aside:
            stopped = Event()
            counting = aside.submit(plain_bytes, part.file, stopped)
            try:
                bulk = _Reader(log, part, engine, view, file, digests=digests, without=without)
                bulk.write()
            except BaseException:
                # Nobody waits for the end of a long file that is not read after all. Control-C may come twice: of the
                # engine, and of Python itself just after.
                try:
                    stopped.set()
                except KeyboardInterrupt:
                    stopped.set()
                    raise
                raise
            found = counting.result()
            made = bulk.account(found)
    except (NotPlainError, duckdb.Error):
        engine.execute(f"DROP VIEW IF EXISTS {identifier(view)}")
        engine.execute(f"DROP TABLE IF EXISTS {identifier(view + '_mended')}")
        file.unlink(missing_ok=True)
        made = None
    part.same_as_seen()
    return made


class _Reader:
    """One log on its way into a file."""

    def __init__(
        self,
        log: Log,
        part: TextPart,
        engine: duckdb.DuckDBPyConnection,
        view: str,
        file: Path,
        *,
        digests: bool,
        without: frozenset[Field],
    ) -> None:
        self._log, self._part, self._engine, self._file = log, part, engine, file
        self._view, self._mended = identifier(view), identifier(view + "_mended")
        self._plain = PlainLog(log, part)
        self._digests, self._without = digests, {*without, Field.SEARCHER_NAME, Field.OWNER_NAME}

    def write(self) -> None:
        """The one pass: cells, moments, doubts, all as they come. Lines are told later: a running number would hold
        the engine to one core.
        """
        ends = " + ".join(ends_in(name) for name in self._plain.broken) or "0"
        size = f"strlen({self._plain.written})" if self._digests else "0"
        digest = (
            f"left(sha256({self._plain.written}), {DIGEST_DIGITS})" if self._digests else "NULL"
        )
        doubled = " + ".join(doubled_sql(name) for name in self._plain.names)
        derived = f"SELECT *, {self._plain.moment} AS moment, {ends} AS ends FROM {self._plain.with_bare()}"  # noqa: S608 -- names of our own
        self._engine.execute(
            f"COPY (SELECT CAST({digest} AS VARCHAR) AS digest, moment, {self._shown()}, {self._plain.doubtful()} AS doubtful, "  # noqa: S608 -- names of our own
            f"ends, {size} AS size, {commas_sql('bare')} AS commas, "
            f"CASE WHEN contains(bare, '\"') THEN {doubled} ELSE 0 END AS doubled FROM ({derived})) "
            f"TO {quoted(str(self._file))} (FORMAT parquet, COMPRESSION lz4, PRESERVE_ORDER true, ROW_GROUP_SIZE {ROWS_IN_GROUP})"
        )

    def account(self, found: PlainBytes) -> Bulk:
        """The view, once lines and bytes are known to add up; doubtful records go through the reader of rows."""
        if not found.is_uniform:
            raise NotPlainError
        raw = f"read_parquet({quoted(str(self._file))}, file_row_number = true)"
        sums = ("ends", "size", "commas", "doubled", "doubtful::INT")
        records, ends, size, commas, doubled, doubts, fewest, most = self._one(
            f"SELECT count(*), {', '.join(f'coalesce(sum({one}), 0)' for one in sums)}, coalesce(min(ends), 0), "  # noqa: S608 -- quoted
            f"coalesce(max(ends), 0) FROM {raw}"
        )
        rows = self._numbered(raw, fewest if fewest == most else None)
        lines = len(self._plain.above) + records + ends
        if lines != found.lines or doubts > MOST_DOUBTFUL:
            raise NotPlainError
        above = b"".join(record.raw for record in self._plain.above)
        commas += above.count(b",") + records * (self._plain.columns.width - 1)
        if (commas, doubled + doubled_in(above)) != (found.commas, found.doubled):
            raise NotPlainError  # the engine has forgiven what the reader of rows would not
        end = 2 if found.returns else 1
        whole = size + records * end - (0 if found.ends_with_newline else end)
        if self._digests and whole != found.size - len(above):
            raise NotPlainError  # the file quotes its cells otherwise than its first rows do
        reader = RowReader(
            first=(self._log.dialect,),
            later=later_dialects((self._log.dialect,)),
            agency=self._log.agency,
            owner=self._log.owner,
        )
        items = list(reader.read([*self._plain.above, *(self._doubted(rows) if doubts else ())]))
        if reader.counts.headers != 1:
            raise NotPlainError  # a header in mid-file changes what stands under it
        self._make_view(rows, [item for item in items if isinstance(item, SearchRow)])
        counts = reader.counts
        plain = records - doubts
        whole_counts = Counts(
            lines=lines,
            records=counts.records + plain,
            rows=counts.rows + plain,
            rejects=counts.rejects,
            headers=counts.headers,
            blank=counts.blank,
            rejects_by_reason=counts.rejects_by_reason,
        )
        cut = () if found.ends_with_newline else (CUT_OFF,)
        (last,) = self._one(f"SELECT coalesce(max(line), 0) FROM {self._view}")  # noqa: S608 -- a name of our own
        tail = Tail()
        for item in items:
            if isinstance(item, Reject) and item.line > last:
                tail.reject(item)
        notes = (
            *reader.notes,
            *cut,
            *tail.notes(),
            *self._span().notes(self._part.naming.name),
        )
        return Bulk(
            reading=Reading(
                sha256=self._part.sha256 or found.sha256,
                counts=whole_counts,
                damage=None,
                notes=notes,
            ),
            rejects=tuple(item for item in items if isinstance(item, Reject)),
        )

    def _numbered(self, raw: str, ends: int | None) -> str:
        """The records with the line at which each begins; `ends` is how many line ends each holds, if all hold as many."""
        first = len(self._plain.above) + 1
        if ends is not None:
            line = f"{first} + file_row_number * {1 + ends}"
        else:
            line = f"{first} + file_row_number + sum(ends) OVER (ORDER BY file_row_number ROWS UNBOUNDED PRECEDING) - ends"
        return f"(SELECT CAST({line} AS BIGINT) AS line, * EXCLUDE (file_row_number) FROM {raw})"  # noqa: S608 -- numbers

    def _shown(self) -> str:
        """The columns of the file, each field under its name."""
        at = self._plain.columns.at
        texts = [
            f"{self._plain.names[place]} AS {identifier(field.value)}"
            for field, place in at.items()
            if field not in self._without
        ]
        searcher = "NULL"
        if self._plain.columns.searcher_from is PartyFrom.COLUMNS and Field.SEARCHER_NAME in at:
            searcher = f"trim({self._plain.names[at[Field.SEARCHER_NAME]]}, {quoted(SPACES)})"
        elif self._plain.columns.searcher_from is PartyFrom.FILE and self._log.agency is not None:
            searcher = quoted(self._log.agency.name)
        owner = quoted(self._log.owner.name) if self._log.owner else "NULL"
        texts += [f"CAST({searcher} AS VARCHAR) AS searcher", f"CAST({owner} AS VARCHAR) AS owner"]
        return ", ".join(texts)

    def _doubted(self, rows: str) -> list[Record]:
        """The doubtful records with all their cells: one more pass over the log."""
        names = ", ".join(self._plain.names)
        found = self._engine.execute(
            f"SELECT d.line, {self._plain.written}, {names} FROM (SELECT *, row_number() OVER () AS n FROM {self._plain.with_bare()}) "  # noqa: S608 -- names of our own
            f"JOIN (SELECT line, doubtful, row_number() OVER (ORDER BY line) AS n FROM {rows}) AS d USING (n) "
            "WHERE d.doubtful ORDER BY d.line"
        ).fetchall()
        return self._plain.records(found)

    def _make_view(self, rows: str, mended: Sequence[SearchRow]) -> None:
        """Plain rows, and those that the reader made of doubtful records."""
        self._engine.execute(f"CREATE TABLE {self._mended} (line BIGINT, moment TIMESTAMP)")
        if mended:
            self._engine.executemany(
                f"INSERT INTO {self._mended} VALUES (?, ?)",  # noqa: S608 -- a name of our own
                [(row.line, row.moment.replace(tzinfo=None)) for row in mended],
            )
        kept = f"SELECT * EXCLUDE (doubtful, ends, size, commas, doubled) FROM {rows}"  # noqa: S608 -- quoted
        mended_too = (
            f"SELECT d.* REPLACE (m.moment AS moment) FROM ({kept} WHERE doubtful) AS d "  # noqa: S608 -- names of our own
            f"JOIN {self._mended} AS m ON d.line = m.line"
        )
        self._engine.execute(
            f"CREATE VIEW {self._view} AS {kept} WHERE NOT doubtful UNION ALL BY NAME {mended_too}"
        )

    def _span(self) -> Span:
        span = Span()
        for day, rows in self._engine.execute(
            f"SELECT CAST(moment AS DATE), count(*) FROM {self._view} GROUP BY 1"  # noqa: S608 -- a name of our own
        ).fetchall():
            span.add(day, rows)
        return span

    def _one(self, sql: str) -> tuple[int, ...]:
        row = self._engine.execute(sql).fetchone()
        assert row is not None
        return tuple(int(cell) for cell in row)
