"""What rows ask, decided in one engine: the table reading over all questions, joined with what decides the rest.

A row's answer is that of the table reading, and where this is open, that of `decide` on the same facts. Should the
two ever differ, the rows are undetermined and say so. Rows with the same facts share one question, so that no row
is decided twice and none is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from comity.audit.columns import PLACE, columns_of
from comity.audit.engine import Engine
from comity.audit.numbered import numbered
from comity.audit.outcome import Decided, Outcome, Rulings, decide_question, outcome_of
from comity.audit.questions import QuestionBook
from comity.audit.shown import safe_cell_sql
from comity.law import Corpus
from comity.law.vocabulary import WordType
from comity.logic import (
    SETTLED,
    Answer,
    Compare,
    Fact,
    OneOf,
    Predicate,
    Ruling,
    key_of,
    leaves,
)
from comity.readings.table import OPEN, tables_of

_TYPES = {
    WordType.BOOLEAN: "BOOLEAN",
    WordType.ENUMERATION: "VARCHAR",
    WordType.JURISDICTION: "VARCHAR",
    WordType.INTEGER: "INTEGER",
    WordType.DATE: "DATE",
    WordType.MOMENT: "VARCHAR",
}

_INT, _TEXT, _YES = "INTEGER", "VARCHAR", "BOOLEAN"
_OUTCOMES = {
    "ask": _INT, "action": _TEXT, "answer": _TEXT, "possible": _TEXT, "conduct": _TEXT, "complete": _YES,
    "reservations": _TEXT, "why": _TEXT, "missing": _TEXT, "provisions": _TEXT, "citations": _TEXT,
    "verified": _TEXT, "alternatives": _INT, "question": _TEXT,
}  # fmt: skip


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
        rulings = Rulings()
        decided = [decide_question(corpus, rulings, one) for one in book.questions]
        self.decided: tuple[Decided, ...] = tuple(decided)
        self.outcomes = tuple(outcome_of([decided[n] for n in ask]) for ask in book.asks)
        self.rulings = rulings.by_name
        self.columns = columns_of(pseudonyms=pseudonyms)
        self.engine = engine
        self._load(book)
        self._read_table(corpus)
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

    def _load(self, book: QuestionBook) -> None:
        engine = self.engine
        engine.table(
            "outcomes", _OUTCOMES, (_ask_row(n, one) for n, one in enumerate(self.outcomes))
        )
        engine.table(
            "asked",
            {"ask": _INT, "question": _INT},
            ((n, question) for n, ask in enumerate(book.asks) for question in ask),
        )
        engine.table(
            "settled",
            {"question": _INT, "answer": _TEXT},
            (
                (one.question.id, one.determination.answer.value if one.determination else None)
                for one in self.decided
            ),
        )

    def _read_table(self, corpus: Corpus) -> None:
        """Put every question with its facts through the table reading of its ruling."""
        types = types_of(corpus, self.rulings)
        table = tables_of(self.rulings, types=types) if self.rulings else None
        if table is None:  # no row has a place whose law is encoded
            self.engine.run(
                f"CREATE TABLE told AS SELECT question, '{OPEN}' AS answer FROM settled"  # noqa: S608 -- a constant
            )
            return
        self.engine.table(
            "known",
            {"question": _INT, "ruling": _TEXT, **{key: types[key] for key in table.keys}},
            (
                (one.question.id, one.ruling, *(one.known.get(key) for key in table.keys))
                for one in self.decided
            ),
        )
        query = table.sql(
            "known", keep=("question",), outputs=("answer",), dialect=self.engine.dialect
        )
        self.engine.create("told", query, over=("known",))

    def _decide(self) -> None:
        """The answer of each ask: see the head of this file. Then the rows with it, and the same counted once."""
        self.engine.run(
            f"""CREATE TABLE asks AS
            WITH by_ask AS (
                SELECT asked.ask,
                    CASE WHEN min(told.answer) = max(told.answer) THEN min(told.answer)
                        ELSE '{OPEN}' END AS by_table,
                    bool_and(told.answer = '{OPEN}'
                        OR told.answer IS NOT DISTINCT FROM settled.answer) AS agrees
                FROM asked JOIN told USING (question) JOIN settled USING (question) GROUP BY asked.ask)
            SELECT o.* REPLACE (
                    CASE WHEN agrees THEN o.answer ELSE '{Answer.UNDETERMINED.value}' END AS answer,
                    CASE WHEN agrees THEN o.why ELSE 'program_disagrees' END AS why,
                    CASE WHEN agrees THEN o.conduct ELSE 'unknown' END AS conduct),
                by_table
            FROM outcomes o JOIN by_ask USING (ask)"""  # noqa: S608 -- constants
        )
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


def types_of(corpus: Corpus, rulings: Mapping[str, Ruling]) -> dict[str, str]:
    """The column type of every key that the rulings ask about."""
    found: dict[str, str] = {}
    for ruling in rulings.values():
        for part in ruling.parts:
            for leaf in leaves(part.effective):
                match leaf:
                    case Fact() | Predicate():
                        found[key_of(leaf)] = "BOOLEAN"
                    case Compare(word=word) | OneOf(word=word):
                        found[word] = _TYPES[corpus.vocabulary.words[word].type]
    return found


def _ask_row(number: int, one: Outcome) -> Sequence[object]:
    provisions = {ground.provision.id: ground.provision for ground in one.grounds}
    questions = (decided.question.text_in(PLACE) for decided in one.decided)
    return (
        number,
        one.action,
        one.answer.value,
        _possible(one),
        one.conduct.value,
        one.complete,
        " ".join(reason.value for reason in one.reservations),
        one.why.value if one.why else "",
        "; ".join(one.missing),
        " ".join(provisions),
        "; ".join(provision.cite for provision in provisions.values()),
        " ".join(sorted({ground.version.verified.value for ground in one.grounds})),
        len(one.decided),
        " or ".join(text for text in questions if text),
    )


def _possible(one: Outcome) -> str:
    if one.why is None:
        return ""
    return "any" if one.possible == SETTLED else " ".join(answer.value for answer in one.possible)
