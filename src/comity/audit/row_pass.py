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
from comity.audit.dialect import Field, PartyFrom
from comity.audit.engine import Engine, heeding_interrupts, quoted
from comity.audit.lexicon import Lexicon
from comity.audit.log import Log
from comity.audit.plain import CountedBytes, counted_bytes
from comity.audit.plain_log import FROM_BYTES, MOST_DOUBTFUL, SPACES, NotPlainError, PlainLog
from comity.audit.plain_log import is_plain as is_plain_log
from comity.audit.purpose import ASIDE, MAIN, StatedIn
from comity.audit.purpose_sql import gate_in_row, purpose_in_row, ready_in_row
from comity.audit.recognise import later_dialects
from comity.audit.row import Reject
from comity.audit.rows import RowReader
from comity.audit.spool import SpoolWriter, to_parquet
from comity.audit.stretches import hour_sql, moment_sql

_SAMPLE, _MOST_USUAL = 100_000, 4_096
_BETWEEN = "chr(31)"

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

_FIELDS = {
    StatedIn.OFFENSE_TYPE: Field.OFFENSE_TYPE,
    StatedIn.REASON: Field.REASON,
    StatedIn.TEXT_PROMPT: Field.TEXT_PROMPT,
    StatedIn.CASE_NUMBER: Field.CASE_NUMBER,
    StatedIn.MODERATION: Field.MODERATION,
}
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
        engine.table("cells", CELLS, ())

    def plain(self, number: int, log: Log, *, from_bytes: int = FROM_BYTES) -> Passed | None:
        """Count a log in plain CSV; None, with nothing counted, where it must be read one row at a time.

        Raises LogRefusedError if the log changes meanwhile.
        """
        if not is_plain_log(log, from_bytes):
            return None
        part = log.part
        assert isinstance(part, TextPart)
        part.same_as_seen()
        passed = None
        try:
            with heeding_interrupts(), ThreadPoolExecutor(max_workers=1) as aside:
                stopped = Event()
                counting = aside.submit(counted_bytes, part.file, stopped)
                try:
                    plain = _PlainPass(PlainLog(log, part))
                    self._run(plain.source, plain.party, plain.texts, plain.hour, plain.sums)
                except BaseException:
                    stopped.set()  # nobody waits for the end of a long file that is not read after all
                    raise
                passed = self._account(number, plain, counting.result())
        except (NotPlainError, duckdb.Error):
            self._engine.run(f"DELETE FROM cells WHERE file = {number}")  # noqa: S608 -- a number
            passed = None
        finally:
            self._engine.run("DROP TABLE IF EXISTS passed")
        part.same_as_seen()
        return passed

    def spool(self, number: int, spool: Path) -> None:
        """Count the rows of a log that the reader of rows has read."""
        names = ("party", "owner", "other", "city", "state", "paper", "lifted", "day")
        ready, told = self._codes(SPOOLED)
        self._engine.run(
            f"""INSERT INTO cells
            WITH r AS MATERIALIZED (SELECT {", ".join(names)}, moment, {hour_sql("moment")} AS hour, {ready}
                FROM read_parquet({quoted(str(spool))}))
            SELECT {number}, {", ".join(names[:-1])}, min(moment), day, told, count(*)
            FROM (SELECT *, {told} AS told FROM r) LEFT JOIN stretches USING (hour)
            GROUP BY {", ".join(names)}, stretch, told"""  # noqa: S608 -- quoted
        )

    def _codes(self, texts: Mapping[StatedIn, str], when: str = "true") -> tuple[str, str]:
        """The texts made ready under names of their own, where a condition holds; and over these names the codes."""
        ready = ", ".join(
            f"CASE WHEN {when} THEN {ready_in_row(self._lexicon, text)} END AS ready_{cell.value}"
            for cell, text in texts.items()
        )
        named = {cell: f"ready_{cell.value}" for cell in texts}
        return ready or "NULL AS ready_none", purpose_in_row(self._lexicon, named)

    def _run(
        self,
        source: str,
        party: str,
        texts: Mapping[StatedIn, str],
        hour: str,
        sums: Mapping[str, str],
    ) -> None:
        """Make the table `passed`: rows by party, stretch and what they state, with sums over them.

        Most rows state what many others state: these texts are put to the rules once, before. A row without an hour
        has no stretch.
        """
        main = {cell: text for cell, text in texts.items() if cell in MAIN}
        aside = [text for cell, text in texts.items() if cell in ASIDE]
        key = f"concat_ws({_BETWEEN}, {', '.join(main.values())})" if main else "''"
        self._usual(source, main)
        may = " OR ".join(gate_in_row(self._lexicon, text) for text in aside) or "false"
        ready, told = self._codes(texts, "u.told IS NULL OR r.may")
        summed = "".join(f", {sql} AS {name}" for name, sql in sums.items())
        total = "".join(f", sum({name})::BIGINT AS {name}" for name in sums)
        # A text is made ready below the join with the stretches, a barrier: once, and not for each rule.
        self._engine.run_as_written(
            f"""CREATE TABLE passed AS
            SELECT party, stretch, told, min(hour) AS hour, count(*) AS n{total} FROM (
                SELECT q.party, s.stretch, q.hour, {", ".join(f"q.{name}" for name in sums)},
                    CASE WHEN q.asked THEN {told} ELSE q.told END AS told
                FROM (SELECT r.party, r.hour, {", ".join(f"r.{name}" for name in sums)}, u.told,
                        u.told IS NULL OR r.may AS asked, {ready}
                    FROM (SELECT *, {party} AS party, {hour} AS hour, {key} AS key, {may} AS may{summed}
                        FROM {source}) r
                    LEFT JOIN usual u ON u.key = r.key) q
                LEFT JOIN stretches s ON s.hour = q.hour)
            GROUP BY party, stretch, told"""  # noqa: S608 -- names of our own
        )
        self._engine.run("DROP TABLE usual")

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

    def _account(self, number: int, plain: _PlainPass, found: CountedBytes) -> Passed:
        """Count the rows once every byte is known to be in them; doubtful records go through the reader of rows."""
        engine, log = self._engine, plain.log.log
        ((records, doubts, size, quotes, ends),) = engine.ask(
            "SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(n) FILTER (stretch IS NULL), 0)::BIGINT, "
            "coalesce(sum(size), 0)::BIGINT, coalesce(sum(quotes), 0)::BIGINT, "
            "coalesce(sum(ends), 0)::BIGINT FROM passed"
        )
        plain.account(found, records=records, size=size, quotes=quotes, ends=ends)
        if doubts > MOST_DOUBTFUL:
            raise NotPlainError
        owner = quoted(log.owner.name) if log.owner else "NULL"
        engine.run(
            f"""INSERT INTO cells BY NAME
            SELECT {number} AS file, trim(party, {quoted(SPACES)}) AS party, {owner} AS owner,
                {moment_sql("hour")} AS moment, told, n
            FROM passed WHERE stretch IS NOT NULL"""  # noqa: S608 -- quoted
        )
        if plain.needs_party:
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
        file = self._work / "doubtful.rows"
        with file.open("w", encoding="utf-8", newline="") as handle:
            rows = SpoolWriter(handle)
            doubted = engine.ask(plain.doubted) if doubts else []
            if len(doubted) != doubts:
                raise NotPlainError
            for item in reader.read([*plain.log.above, *plain.log.records(doubted)]):
                if not isinstance(item, Reject):
                    rows.write(item)
        if reader.counts.headers != 1:
            raise NotPlainError  # a header in mid-file changes what stands under it
        if rows.rows:
            spool = file.with_suffix(".parquet")
            to_parquet(engine, file, spool)
            self.spool(number, spool)
            spool.unlink()
        file.unlink()
        counts = reader.counts
        above = len(plain.log.above)
        return Passed(
            records=records + above,
            rows=records - doubts + rows.rows,
            rejects=counts.rejects,
        )


class _PlainPass:
    """The SQL of the pass over one plain log, and what must come out equal."""

    def __init__(self, log: PlainLog) -> None:
        self.log = log
        columns, names = log.columns, log.names
        self.source = log.raw_source()
        self.needs_party = (
            columns.searcher_from is PartyFrom.COLUMNS
            and Field.SEARCHER_NAME in columns.at
            and Field.SEARCHER_NAME in columns.required
        )
        self.party = self._party()
        self.texts = {
            cell: f"coalesce({name}, '')"
            for cell, field in _FIELDS.items()
            if (name := log.name_of(field)) is not None
        }
        self.hour = f"CASE WHEN {self._plainly()} THEN {hour_sql(log.moment)} END"
        bare = f"concat({', '.join(names)})"
        ends = " + ".join(f"coalesce({log.ends_in(name)}, 0)" for name in log.broken) or "0"
        self.sums = {
            "size": f"strlen({bare})",
            "quotes": f"CASE WHEN contains({bare}, '\"') THEN strlen({bare}) - strlen(replace({bare}, '\"', '')) ELSE 0 END",
            "ends": ends,
        }

    @property
    def doubted(self) -> str:
        """The records that are not plainly rows, in their order, each with a number for a line."""
        names = ", ".join(self.log.names)
        return (
            f"SELECT 1 AS line, {self.log.written}, {names} FROM {self.log.with_bare()} "  # noqa: S608 -- names of our own
            f"WHERE ({self.hour}) IS NULL"
        )

    def account(
        self, found: CountedBytes, *, records: int, size: int, quotes: int, ends: int
    ) -> None:
        """Raise NotPlainError unless every byte is in a cell, or is a comma, a line end or a quotation mark that must
        be there. What the engine forgives it leaves out, and never puts anything in: nothing is missing then.
        """
        above = b"".join(record.raw for record in self.log.above)
        end = 2 if found.returns else 1
        lines = len(self.log.above) + records + ends
        held = (
            len(above)
            + size
            + records * (self.log.columns.width - 1 + end)
            - (0 if found.ends_with_newline else end)
            + found.quotes
            - above.count(b'"')
            - quotes
        )
        if not found.is_uniform or lines != found.lines or held != found.size:
            raise NotPlainError

    def _party(self) -> str:
        """The searcher as the log writes it, untrimmed: names are trimmed once each."""
        log, columns = self.log, self.log.columns
        name = log.name_of(Field.SEARCHER_NAME)
        if columns.searcher_from is PartyFrom.COLUMNS and name is not None:
            return f"coalesce({name}, '')"
        if columns.searcher_from is PartyFrom.FILE and log.log.agency is not None:
            return quoted(log.log.agency.name)
        return "CAST(NULL AS VARCHAR)"

    def _plainly(self) -> str:
        """The condition of a record that is a row for certain: less is certain here than to `PlainLog.doubtful`."""
        log = self.log
        time = log.names[log.columns.at[Field.TIME]]
        frame = log.name_of(Field.TIME_FRAME)
        numbers = ", ".join(log.names[place] for place in log.columns.numbers)
        shown = f"concat({numbers}, ' ', {time})" if numbers else f"concat(' ', {time})"
        sure = [f"regexp_full_match({shown}, {quoted(log.plain_pattern)})"]
        for name in log.broken:
            ends = f"coalesce({log.ends_in(name)}, 0)"
            sure.append(
                f"({ends} = 0 OR ({ends} = 1 AND contains({time}, ',')))"
                if name == frame
                else f"{ends} = 0"
            )
        if self.needs_party:
            sure.append(f"coalesce({log.name_of(Field.SEARCHER_NAME)}, '') <> ''")
        return " AND ".join(sure)
