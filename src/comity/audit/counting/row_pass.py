"""One pass over a log that counts its rows by what their decision depends on: party, stretch of hours, stated purpose.

The engine counts what is plainly a row. Each record that is not goes to the reader of rows, and where the two could
differ at all the log is left to that reader: the counts are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import duckdb

from comity.audit.containers.text import TextPart
from comity.audit.counting.row_sources import ParquetSource, TextSource, is_plain_parquet
from comity.audit.counting.stretches import hour_sql, moment_sql
from comity.audit.engine import Engine, quoted
from comity.audit.intake.plain import CountedBytes, counted_bytes
from comity.audit.intake.plain_log import (
    FROM_BYTES,
    MOST_DOUBTFUL,
    SPACES,
    NotPlainError,
    PlainLog,
    is_plain,
)
from comity.audit.intake.spool import SpoolWriter, to_parquet
from comity.audit.interrupts import heeding_interrupts
from comity.audit.logs.log import Log
from comity.audit.logs.recognise import later_dialects
from comity.audit.logs.row import Reject
from comity.audit.logs.rows import RowReader
from comity.audit.purpose.classify import MAIN, StatedIn
from comity.audit.purpose.lexicon import Lexicon
from comity.audit.purpose.sql import gate_in_row, purpose_in_row, ready_in_row

_SAMPLE, _MOST_USUAL = 100_000, 4_096
_BETWEEN = "chr(31)"
_LOOKED_UP = (*MAIN, StatedIn.MODERATION)
"""Texts of which most stand in many rows; case numbers do not."""

CELLS: Mapping[str, str] = {
    "file": "INTEGER",
    "party": "VARCHAR",
    "owner": "VARCHAR",
    "other": "VARCHAR",
    "city": "VARCHAR",
    "state": "VARCHAR",
    "paper": "VARCHAR",
    "lifted": "VARCHAR",
    "moment": "TIMESTAMP",
    "day": "DATE",
    "told": "VARCHAR",
    "n": "BIGINT",
}
"""The table `cells`: what `n` rows of a file share. The columns of a spool that decide, a moment that stands for its
stretch, and `told`, the codes of `purpose_in_row`."""

SPOOLED = {
    StatedIn.OFFENSE_TYPE: "offense",
    StatedIn.REASON: "reason",
    StatedIn.TEXT_PROMPT: "prompt",
    StatedIn.CASE_NUMBER: "case_number",
    StatedIn.MODERATION: "moderation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What one pass found. `records` are all under the header: rows, rejects and blank lines."""

    records: int
    rows: int
    rejects: int


class RowPass:
    """Counts logs into the table `cells`, over the table `stretches`."""

    def __init__(self, engine: Engine, lexicon: Lexicon, work: Path) -> None:
        self._engine, self._lexicon, self._work = engine, lexicon, work
        self._spools: list[tuple[int, Path]] = []
        engine.table("cells", CELLS, ())

    def log(self, number: int, log: Log, *, from_bytes: int = FROM_BYTES) -> Passed | None:
        """Count a log in plain CSV or Parquet; None, with nothing counted, where it must be read one row at a time.

        Raises LogRefusedError if the log changes meanwhile.
        """
        part = log.part
        if not is_plain(log, from_bytes) and not is_plain_parquet(log, from_bytes):
            return None
        part.same_as_seen()
        passed = None
        try:
            with heeding_interrupts(self._engine.connection):
                if isinstance(part, TextPart):
                    passed = self._text(number, log, part)
                else:
                    one = ParquetSource(log, self._engine.connection)
                    self._run(one)
                    passed = self._account(number, one, None)
        except (NotPlainError, duckdb.Error):
            self._engine.run(f"DELETE FROM cells WHERE file = {number}")  # noqa: S608 -- a number
            passed = None
        finally:
            self._engine.run("DROP TABLE IF EXISTS passed")
            self._engine.run("DROP TABLE IF EXISTS usual")
        part.same_as_seen()
        return passed

    def _text(self, number: int, log: Log, part: TextPart) -> Passed:
        """A log in plain CSV; another thread reads its bytes beside the engine."""
        with ThreadPoolExecutor(max_workers=1) as aside:
            stopped = Event()
            counting = aside.submit(counted_bytes, part.file, stopped)
            try:
                one = TextSource(PlainLog(log, part))
                self._run(one)
            except BaseException:
                # Nobody waits for the end of a long file that is not read after all. Control-C may come twice: of the
                # engine, and of Python itself just after.
                try:
                    stopped.set()
                except KeyboardInterrupt:
                    stopped.set()
                    raise
                raise
            return self._account(number, one, counting.result())

    def spool(self, number: int, spool: Path) -> None:
        """Let the rows of a log that the reader of rows has read be counted too, by `count_spools`."""
        self._spools.append((number, spool))

    def count_spools(self) -> None:
        """Count all spools at once: the rules as one expression take longer to make ready than a small log to read."""
        if not self._spools:
            return
        names = ("party", "owner", "other", "city", "state", "paper", "lifted", "day")
        every = " UNION ALL ".join(
            f"SELECT {number} AS file, * FROM read_parquet({quoted(str(spool))})"  # noqa: S608 -- quoted
            for number, spool in self._spools
        )
        ready, told = self._codes(SPOOLED)
        self._engine.run(
            f"""INSERT INTO cells
            WITH r AS MATERIALIZED (SELECT file, {", ".join(names)}, moment, {hour_sql("moment")} AS hour, {ready}
                FROM ({every}))
            SELECT file, {", ".join(names[:-1])}, min(moment), day, told, count(*)
            FROM (SELECT *, {told} AS told FROM r) LEFT JOIN stretches USING (hour)
            GROUP BY file, {", ".join(names)}, stretch, told"""  # noqa: S608 -- quoted
        )
        self._spools.clear()

    def _codes(
        self, texts: Mapping[StatedIn, str], when: str = "true", may: str = "true"
    ) -> tuple[str, str]:
        """The texts made ready under names of their own, where a condition holds; and over these names the codes.

        `may`: the condition for texts that are not looked up.
        """
        ready = ", ".join(
            f"CASE WHEN {when if cell in _LOOKED_UP else may} THEN {ready_in_row(self._lexicon, text)} END "
            f"AS ready_{cell.value}"
            for cell, text in texts.items()
        )
        named = {cell: f"ready_{cell.value}" for cell in texts}
        return ready or "NULL AS ready_none", purpose_in_row(self._lexicon, named)

    def _run(self, one: TextSource | ParquetSource) -> None:
        """Make the table `passed`: rows by party, stretch and what they state, with sums over them.

        Most rows state what many others state: these texts are put to the rules once, before. A row without an hour
        has no stretch.
        """
        source, party, texts, hour, sums = one.source, one.party, one.texts, one.hour, one.sums
        main = {cell: text for cell, text in texts.items() if cell in _LOOKED_UP}
        aside = [text for cell, text in texts.items() if cell not in _LOOKED_UP]
        key = f"concat_ws({_BETWEEN}, {', '.join(main.values())})" if main else "''"
        self._usual(source, main)
        may = " OR ".join(gate_in_row(self._lexicon, text) for text in aside) or "false"
        ready, told = self._codes(texts, "u.told IS NULL OR r.may", "r.may")
        summed = "".join(f", {sql} AS {name}" for name, sql in sums.items())

        def named(of: str) -> str:
            return "".join(f", {of}.{name}" for name in sums)

        total = "".join(f", sum({name})::BIGINT AS {name}" for name in sums)
        # A text is made ready below the join with the stretches, a barrier: once, and not for each rule.
        self._engine.run_as_written(
            f"""CREATE TABLE passed AS
            SELECT party, stretch, told, min(hour) AS hour, count(*) AS n{total} FROM (
                SELECT q.party, s.stretch, q.hour{named("q")},
                    CASE WHEN q.asked THEN {told} ELSE q.told END AS told
                FROM (SELECT r.party, r.hour{named("r")}, u.told,
                        u.told IS NULL OR r.may AS asked, {ready}
                    FROM (SELECT *, {party} AS party, {hour} AS hour, {key} AS key, {may} AS may{summed}
                        FROM {source}) r
                    LEFT JOIN usual u ON u.key = r.key) q
                LEFT JOIN stretches s ON s.hour = q.hour)
            GROUP BY party, stretch, told"""  # noqa: S608 -- names of our own
        )

    def _usual(self, source: str, main: Mapping[StatedIn, str]) -> None:
        """Texts that stand often in the first rows, with their codes. A text with the mark between is none of them."""
        named = {cell: f"t{place}" for place, cell in enumerate(main)}
        wanted = ", ".join(f"{text} AS {named[cell]}" for cell, text in main.items()) or "1 AS t0"
        key = f"concat_ws({_BETWEEN}, {', '.join(named.values())})" if main else "''"
        marked = " OR ".join(f"contains({name}, {_BETWEEN})" for name in named.values()) or "false"
        ready, told = self._codes(named)
        self._engine.run(
            f"""CREATE TABLE usual AS
            WITH r AS MATERIALIZED (SELECT {key} AS key, {ready}
                FROM (SELECT * FROM (SELECT {wanted} FROM {source} LIMIT {_SAMPLE}) GROUP BY ALL
                    ORDER BY count(*) DESC LIMIT {_MOST_USUAL})
                WHERE NOT ({marked}))
            SELECT key, {told} AS told FROM r"""  # noqa: S608 -- names of our own
        )

    def _account(
        self, number: int, one: TextSource | ParquetSource, found: CountedBytes | None
    ) -> Passed:
        """Count the rows once every byte is known to be in them; doubtful records go through the reader of rows."""
        engine, log = self._engine, one.log
        totals = ["n", "n) FILTER (stretch IS NULL", *one.sums]
        ((records, doubts, *sums),) = engine.ask(
            f"SELECT {', '.join(f'coalesce(sum({each}), 0)::BIGINT' for each in totals)} FROM passed"  # noqa: S608 -- names of our own
        )
        one.account(found, records, dict(zip(one.sums, sums, strict=True)))
        if doubts > MOST_DOUBTFUL:
            raise NotPlainError
        owner = quoted(log.owner.name) if log.owner else "NULL"
        engine.run(
            f"""INSERT INTO cells BY NAME
            SELECT {number} AS file, trim(party, {quoted(SPACES)}) AS party, {owner} AS owner,
                {moment_sql("min(hour) OVER (PARTITION BY stretch)")} AS moment, told, n
            FROM passed WHERE stretch IS NOT NULL"""  # noqa: S608 -- quoted
        )
        if one.needs_party:
            ((blank,),) = engine.ask(
                f"SELECT count(*) FROM cells WHERE file = {number} AND party = ''"  # noqa: S608 -- a number
            )
            if blank:
                raise NotPlainError  # names of white space alone are no names
        reader = RowReader(
            first=(log.dialect,),
            later=later_dialects((log.dialect,)),
            agency=log.agency,
            owner=log.owner,
        )
        file = self._work / f"doubtful-{number}.rows"
        with file.open("w", encoding="utf-8", newline="") as handle:
            rows = SpoolWriter(handle)
            doubted = engine.ask(one.doubted) if doubts else []
            if len(doubted) != doubts:
                raise NotPlainError
            for item in reader.read([*one.above, *one.records(doubted)]):
                if not isinstance(item, Reject):
                    rows.write(item)
        if reader.counts.headers != 1:
            raise NotPlainError  # a header in mid-file changes what stands under it
        if rows.rows:
            spool = file.with_suffix(".parquet")
            to_parquet(engine, file, spool)
            self.spool(number, spool)
        file.unlink()
        counts = reader.counts
        above = len(one.above)
        return Passed(
            records=records + above,
            rows=records - doubts + rows.rows,
            rejects=counts.rejects,
        )
