"""What rows ask, decided in one engine: the table reading over all questions, joined with what decides the rest.

The answers are those of `asks.py`. Rows with the same facts share one question, so that no row
is decided twice and none is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.audit.deciding.asks import decide_asks
from comity.audit.deciding.columns import columns_of
from comity.audit.deciding.numbered import numbered
from comity.audit.deciding.outcome import Decided
from comity.audit.deciding.questions import QuestionBook
from comity.audit.engine import Engine
from comity.audit.shown import safe_cell_sql
from comity.law import Corpus

JOINED = """FROM rows r
    JOIN matters m USING (matter)
    JOIN asks a USING (ask)
    JOIN files f ON f.id = r.file
    JOIN names p ON p.id = CASE WHEN m.subject = 'access' THEN r.owner ELSE r.party END
    LEFT JOIN names o ON o.id = CASE m.subject WHEN 'access' THEN r.party
        WHEN 'search' THEN r.owner ELSE r.other END
    LEFT JOIN stated s ON s.id = r.stated
    LEFT JOIN acts x ON x.seq = r.seq
    LEFT JOIN elsewhere e ON e.seq = r.seq"""
"""The tables that a finding is put together from, by the names that `columns.py` uses."""


class Findings:
    """All decided rows of an audit, over the tables that `gather`, `matters` and `identity` made.

    `outcomes` are those of the asks, by their number; `rulings` what the table reading read, by name.
    """

    def __init__(
        self, engine: Engine, book: QuestionBook, corpus: Corpus, *, pseudonyms: bool = False
    ) -> None:
        asks = decide_asks(engine, book, corpus)
        self.decided: tuple[Decided, ...] = asks.decided
        self.outcomes = asks.outcomes
        self.rulings = asks.rulings
        self.columns = columns_of(pseudonyms=pseudonyms)
        self.engine = engine
        self._decide()

    def ask(self, sql: str) -> list[tuple[Any, ...]]:  # Any: each caller knows its columns
        """The rows of a query over the views `findings` (the columns, `seq`, `ask`) and `tallied`; and over `names`."""
        return self.engine.ask(sql)

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:  # Any: as above
        """The same, never holding more than a batch."""
        return self.engine.stream(sql)

    def write_parquet(self, file: Path) -> None:
        """All findings in the order of the rows."""
        with numbered(self.engine, self.columns, JOINED) as query:
            self.engine.save(query, file, "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880")

    def write_csv(self, file: Path, *, where: str = "true") -> None:
        """Those that a condition names, for a spreadsheet, with safe cells: see `shown.py`."""
        wanted = ", ".join(
            f"{safe_cell_sql(quote)} AS {quote}" if one.is_text else quote
            for one in self.columns
            for quote in (f'"{one.name}"',)
        )
        self.engine.save(
            f"SELECT {wanted} FROM findings WHERE {where} ORDER BY seq, place",  # noqa: S608 -- names of our own
            file,
            "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"'",
        )

    def _decide(self) -> None:
        """The rows with their answers, and the same counted once."""
        # Of the few rows that tell the act of another, where that stands.
        self.engine.run(
            """CREATE TABLE elsewhere AS
            SELECT x.seq, concat(ff.label, ':', fr.line) AS place
            FROM acts x JOIN rows fr ON fr.seq = x.same_as JOIN files ff ON ff.id = fr.file
            WHERE NOT x.counted"""
        )
        wanted = ", ".join(f'{one.sql} AS "{one.name}"' for one in self.columns)
        self.engine.run(
            f"CREATE VIEW findings AS SELECT r.seq, m.place, m.ask, r.party AS party_id, {wanted} {JOINED}"
        )
        self._tally()

    def _tally(self) -> None:
        """Rows counted once by all that a report groups by: small, however many rows there are."""
        self.engine.run(
            """CREATE TABLE cube AS
            SELECT row_number() OVER () AS cell, * FROM (SELECT r.matter, r.file, r.party, r.owner, r.other, r.stated, date_trunc('month', r.day) AS month,
                coalesce(x.disagree, false) AS disagree, count(*) AS rows,
                count(*) FILTER (coalesce(x.counted, true)) AS high,
                count(*) FILTER (coalesce(x.low, true)) AS low,
                count(*) FILTER (coalesce(x.low_all, true)) AS low_all,
                count(*) FILTER (r.wildcard) AS wildcards, min(r.day) AS first, max(r.later) AS last
            FROM rows r LEFT JOIN acts x USING (seq) GROUP BY ALL)"""
        )
        self.engine.run(
            """CREATE TABLE tallied AS
            SELECT f.kind, m.subject, m.ask, c.*,
                p.name AS party_name, p.id AS party_id, o.name AS other_name, o.recipient_kind AS other_kind,
                o.recipient_state AS other_state, o.confidence AS other_confidence, o.inactive,
                p.no_place, p.place AS ask_place, s.purpose, s.signal, s.mention, s.level,
                CASE WHEN c.disagree THEN 'undetermined' ELSE a.answer END AS answer,
                CASE WHEN c.disagree THEN 'logs_disagree' ELSE a.why END AS why_open,
                CASE WHEN c.disagree THEN 'unknown' ELSE a.conduct END AS conduct,
                a.complete, a.reservations, a.missing
            FROM cube c
            JOIN files f ON f.id = c.file
            JOIN matters m USING (matter)
            JOIN asks a USING (ask)
            JOIN names p ON p.id = CASE WHEN m.subject = 'access' THEN c.owner ELSE c.party END
            LEFT JOIN names o ON o.id = CASE m.subject WHEN 'access' THEN c.party
                WHEN 'search' THEN c.owner ELSE c.other END
            LEFT JOIN stated s ON s.id = c.stated"""
        )
