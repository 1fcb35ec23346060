"""What is asked of the rows, decided in one engine: the table `asks`, an answer for each ask of a book of questions.

An answer is that of the table reading, and where this is open, that of `decide` on the same facts. Should the two ever
differ, it is undetermined and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.audit.deciding.columns import PLACE
from comity.audit.deciding.outcome import Decided, Outcome, Rulings, decide_question, outcome_of
from comity.audit.deciding.questions import QuestionBook
from comity.audit.engine import Engine
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedAsks:
    """The questions decided, the outcomes of the asks by their number, and what the table reading read, by name."""

    decided: tuple[Decided, ...]
    outcomes: tuple[Outcome, ...]
    rulings: Mapping[str, Ruling]


def decide_asks(engine: Engine, book: QuestionBook, corpus: Corpus) -> DecidedAsks:
    """Make the tables `outcomes` and `asks`, each question decided once, whatever its rows."""
    rulings = Rulings()
    decided = tuple(decide_question(corpus, rulings, one) for one in book.questions)
    outcomes = tuple(outcome_of([decided[n] for n in ask]) for ask in book.asks)
    found = DecidedAsks(decided=decided, outcomes=outcomes, rulings=rulings.by_name)
    _load(engine, book, found)
    _read_table(engine, found, corpus)
    engine.run(
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
    return found


def _load(engine: Engine, book: QuestionBook, found: DecidedAsks) -> None:
    engine.table("outcomes", _OUTCOMES, (_ask_row(n, one) for n, one in enumerate(found.outcomes)))
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
            for one in found.decided
        ),
    )


def _read_table(engine: Engine, found: DecidedAsks, corpus: Corpus) -> None:
    """Put every question with its facts through the table reading of its ruling."""
    types = types_of(corpus, found.rulings)
    table = tables_of(found.rulings, types=types) if found.rulings else None
    if table is None:  # no row has a place whose law is encoded
        engine.run(
            f"CREATE TABLE told AS SELECT question, '{OPEN}' AS answer FROM settled"  # noqa: S608 -- a constant
        )
        return
    engine.table(
        "known",
        {"question": _INT, "ruling": _TEXT, **{key: types[key] for key in table.keys}},
        (
            (one.question.id, one.ruling, *(one.known.get(key) for key in table.keys))
            for one in found.decided
        ),
    )
    query = table.sql("known", keep=("question",), outputs=("answer",), dialect=engine.dialect)
    engine.create("told", query, over=("known",))


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
