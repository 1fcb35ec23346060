"""The rows decided in one engine: the table reading over all of them, joined with what decides the rest.

A row's answer is that of the table reading, and where this is open, that of `decide` on the row's own facts.
Should the two ever differ, the row is undetermined and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from comity.audit.agreements import AGREEMENT_COLUMNS, agreement_cells
from comity.audit.columns import COLUMNS
from comity.audit.engine import Engine
from comity.audit.intake import NONE, ROWS, Intake
from comity.audit.lexicon import Purpose, Signal
from comity.audit.outcome import Decided, Outcome, Rulings, decide_question, outcome_of
from comity.audit.party import party_named
from comity.audit.recipient import recipient_named
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
from comity.places import AgencyKind, Confidence
from comity.readings.table import OPEN, tables_of

_IMMIGRATION = {Purpose.CIVIL_IMMIGRATION.value, Purpose.CRIMINAL_IMMIGRATION.value}

_TYPES = {
    WordType.BOOLEAN: "BOOLEAN",
    WordType.ENUMERATION: "VARCHAR",
    WordType.JURISDICTION: "VARCHAR",
    WordType.INTEGER: "INTEGER",
    WordType.DATE: "DATE",
    WordType.MOMENT: "VARCHAR",
}

_INT, _BIG, _TEXT, _DAY, _YES = "INTEGER", "BIGINT", "VARCHAR", "DATE", "BOOLEAN"
_ROWS = {
    "seq": _BIG, "file": _INT, "line": _BIG, "digest": _TEXT, "day": _DAY, "later": _DAY,
    "party": _INT, "other": _INT, "stated": _INT, "ask": _INT,
}  # fmt: skip
_NAMES = {
    "id": _INT, "name": _TEXT, "place": _TEXT, "actor": _TEXT, "method": _TEXT, "confidence": _TEXT,
    "recipient_kind": _TEXT, "recipient_state": _TEXT, "inactive": _YES, "guess": _YES, "test": _YES,
    "no_place": _TEXT, **AGREEMENT_COLUMNS,
}  # fmt: skip
_ASKS = {
    "ask": _INT, "answer": _TEXT, "possible": _TEXT, "complete": _YES, "reservations": _TEXT, "why": _TEXT,
    "missing": _TEXT, "provisions": _TEXT, "citations": _TEXT, "verified": _TEXT, "alternatives": _INT,
    "question": _TEXT,
}  # fmt: skip


class Findings:
    """All decided rows of an audit. Close it when done.

    `outcomes` are those of the asks, by their number; `rulings` what the table reading read, by name.
    """

    def __init__(self, intake: Intake, corpus: Corpus, *, work: Path) -> None:
        rulings = Rulings()
        decided = [decide_question(corpus, rulings, one) for one in intake.book.questions]
        self.decided: tuple[Decided, ...] = tuple(decided)
        self.outcomes = tuple(outcome_of([decided[n] for n in ask]) for ask in intake.book.asks)
        self.rulings = rulings.by_name
        self._engine = Engine(work)
        self._load(intake, work)
        self._load_asks(intake)
        self._read_table(corpus)
        self._decide()

    def close(self) -> None:
        self._engine.close()

    def ask(self, sql: str) -> list[tuple[Any, ...]]:  # Any: each caller knows its columns
        """The rows of a query over the view `findings`: COLUMNS, `seq`, `ask`; and over `names`."""
        return self._engine.ask(sql)

    def write_parquet(self, file: Path) -> None:
        """All findings in the order of the rows."""
        wanted = ", ".join(column.name for column in COLUMNS)
        self._engine.save(
            f"SELECT {wanted} FROM findings ORDER BY seq",  # noqa: S608 -- names of our own
            file,
            "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880",
        )

    def write_csv(self, file: Path) -> None:
        """The same for a spreadsheet, with safe cells: see `shown.py`."""
        wanted = ", ".join(
            f"{safe_cell_sql(one.name)} AS {one.name}" if one.is_text else one.name
            for one in COLUMNS
        )
        self._engine.save(
            f"SELECT {wanted} FROM findings ORDER BY seq",  # noqa: S608 -- names of our own
            file,
            "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"'",
        )

    def _load(self, intake: Intake, work: Path) -> None:
        engine = self._engine
        engine.numbers("spooled", _ROWS, work / ROWS)
        engine.run(
            f"CREATE TABLE rows AS SELECT * REPLACE (nullif(other, {NONE}) AS other, "  # noqa: S608 -- a number
            f"nullif(stated, {NONE}) AS stated) FROM spooled"
        )
        engine.run("DROP TABLE spooled")
        engine.table(
            "files",
            {"id": _INT, "label": _TEXT, "kind": _TEXT},
            ((n, one.label, one.kind.value) for n, one in enumerate(intake.files)),
        )
        engine.table(
            "stated",
            {"id": _INT, "purpose": _TEXT, "signal": _TEXT, "rule": _TEXT, "mention": _YES},
            (
                (n, purpose, signal, rule, is_mention(purpose, signal))
                for n, (purpose, signal, rule) in enumerate(intake.stated)
            ),
        )
        engine.table("names", _NAMES, (_name_row(n, name) for n, name in enumerate(intake.names)))

    def _load_asks(self, intake: Intake) -> None:
        engine = self._engine
        engine.table("asks", _ASKS, (_ask_row(n, one) for n, one in enumerate(self.outcomes)))
        engine.table(
            "asked",
            {"ask": _INT, "question": _INT},
            ((n, question) for n, ask in enumerate(intake.book.asks) for question in ask),
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
        """Put every row, with the facts of each question it asks, through the table reading of its ruling."""
        types = types_of(corpus, self.rulings)
        table = tables_of(self.rulings, types=types) if self.rulings else None
        if table is None:  # no row has a place whose law is encoded
            self._engine.run(
                f"CREATE TABLE told AS SELECT r.seq, asked.question, '{OPEN}' AS answer "  # noqa: S608 -- a constant
                "FROM rows r JOIN asked USING (ask)"
            )
            return
        self._engine.table(
            "known",
            {"question": _INT, "ruling": _TEXT, **{key: types[key] for key in table.keys}},
            (
                (one.question.id, one.ruling, *(one.known.get(key) for key in table.keys))
                for one in self.decided
            ),
        )
        self._engine.run(
            "CREATE VIEW facts AS SELECT r.seq, known.* FROM rows r JOIN asked USING (ask) "
            "JOIN known USING (question)"
        )
        query = table.sql("facts", keep=("seq", "question"), outputs=("answer",))
        self._engine.run(f"CREATE TABLE told AS {query}")

    def _decide(self) -> None:
        """The answer of each row: see the head of this file."""
        self._engine.run(
            f"""CREATE TABLE decided AS
            WITH by_row AS (
                SELECT told.seq,
                    CASE WHEN min(told.answer) = max(told.answer) THEN min(told.answer)
                        ELSE '{OPEN}' END AS by_table,
                    bool_and(told.answer = '{OPEN}'
                        OR told.answer IS NOT DISTINCT FROM settled.answer) AS agrees
                FROM told JOIN settled USING (question) GROUP BY told.seq)
            SELECT by_row.*, CASE WHEN agrees THEN asks.answer ELSE '{Answer.UNDETERMINED.value}' END
                AS answer
            FROM by_row JOIN rows USING (seq) JOIN asks USING (ask)"""  # noqa: S608 -- constants
        )
        columns = ", ".join(f"{one.sql} AS {one.name}" for one in COLUMNS)
        self._engine.run(
            f"""CREATE VIEW findings AS SELECT r.seq, r.ask, {columns}
            FROM rows r
            JOIN decided d USING (seq)
            JOIN asks a USING (ask)
            JOIN files f ON f.id = r.file
            JOIN names p ON p.id = r.party
            LEFT JOIN names o ON o.id = r.other
            LEFT JOIN stated s ON s.id = r.stated"""  # noqa: S608 -- from COLUMNS
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


def is_mention(purpose: str, signal: str) -> bool:
    """Whether a stated purpose names immigration enforcement. A mention is no finding."""
    return signal == Signal.IMMIGRATION_MENTION.value or purpose in _IMMIGRATION


def _name_row(number: int, name: str) -> Sequence[object]:
    party, found = party_named(name), recipient_named(name)
    resolution = found.resolution
    words = [dict(one) for one in found.words]
    kinds = dict.fromkeys(one["recipient_kind"] for one in words if "recipient_kind" in one)
    return (
        number,
        name,
        party.place,
        party.actor,
        resolution.method.value,
        resolution.confidence.value,
        " or ".join(kinds),
        words[0].get("recipient_state"),
        resolution.active is False,
        resolution.confidence is Confidence.GUESS,
        resolution.kind is AgencyKind.TEST,
        party.no_place.name.lower() if party.no_place else None,
        *agreement_cells(name),
    )


def _ask_row(number: int, one: Outcome) -> Sequence[object]:
    provisions = {ground.provision.id: ground.provision for ground in one.grounds}
    questions = (decided.question.text for decided in one.decided)
    return (
        number,
        one.answer.value,
        _possible(one),
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
