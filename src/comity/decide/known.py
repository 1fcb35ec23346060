"""From the facts of a question to what the readings look up: records reduced to truths, moments to
clock words, and what follows from the ties of the vocabulary. Facts that contradict are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from comity.decide.prepare import Prepared
from comity.decide.question import Question, QuestionError, known_words
from comity.law import Axiom, Clock, Corpus, Law, ends_at, reduce
from comity.logic import (
    Compare,
    Expr,
    Fact,
    Not,
    Operator,
    Predicate,
    Truth,
    Value,
    show,
)
from comity.readings import evaluate


def known_of(corpus: Corpus, prepared: Prepared, question: Question) -> dict[str, Value]:
    """Everything that is known, by the key of the leaf that asks for it.

    Raises QuestionError where facts contradict each other.
    """
    law = prepared.law
    known = known_words(question)
    for name, reading in question.readings.items():
        values = {one.id: one.value for one in corpus.questions[name].readings}
        known[name] = values[reading]
    _add_clock_words(law, known)
    for predicate in law.predicates:
        truth = reduce(predicate, question.facts, on=question.on, classes=prepared.classes)
        stated = known.get(predicate.key)
        if truth is Truth.UNKNOWN:
            continue
        if stated is not None and stated is not (truth is Truth.TRUE):
            raise QuestionError(
                (
                    f"`{predicate.key}` is stated {_said(stated)}, but the records given make it "
                    f"{_said(truth is Truth.TRUE)}: correct one of them",
                )
            )
        known[predicate.key] = truth is Truth.TRUE
    _apply_ties(prepared, known)
    return known


def _said(value: Value) -> str:
    return "true" if value is True else "false" if value is False else f"`{value}`"


def clock_end(clock: Clock, known: Mapping[str, Value]) -> datetime | None:
    """When a clock ends, or None while the moment it starts from is unknown."""
    start = known.get(clock.starts)
    return ends_at(clock, datetime.fromisoformat(start)) if isinstance(start, str) else None


def _add_clock_words(law: Law, known: dict[str, Value]) -> None:
    """A clock word is true up to and including the last moment of its limit."""
    acted = known.get("acted_at")
    if not isinstance(acted, str):
        return
    for clock in law.clocks:
        end = clock_end(clock, known)
        if end is None:
            continue
        within = datetime.fromisoformat(acted) <= end
        if known.get(clock.word, within) is not within:
            raise QuestionError(
                (
                    f"`{clock.word}` is stated {_said(known[clock.word])}, but `{clock.starts}` and "
                    f"`acted_at` make it {_said(within)}: correct one of them",
                )
            )
        known[clock.word] = within


def _apply_ties(prepared: Prepared, known: dict[str, Value]) -> None:
    """Add what follows from what is known, until nothing more does."""
    changed = True
    while changed:
        changed = False
        for axiom, truth in zip(prepared.law.axioms, prepared.axioms(known), strict=True):
            if truth is Truth.TRUE:
                changed |= _follow(axiom, known)


def _follow(axiom: Axiom, known: dict[str, Value]) -> bool:
    """Conclude what an axiom says; whether that was new."""
    truth = evaluate(axiom.then, known)
    if truth is Truth.FALSE:
        raise QuestionError(
            (
                f"the facts contradict each other: {axiom.means}, yet `{show(axiom.when)}` holds "
                f"and `{show(axiom.then)}` does not; correct one of them",
            )
        )
    return truth is Truth.UNKNOWN and _conclude(axiom.then, known)


def _conclude(then: Expr, known: dict[str, Value]) -> bool:
    match then:
        case Fact(word=key) | Predicate(key=key):
            known[key] = True
        case Not(operand=Fact(word=key)) | Not(operand=Predicate(key=key)):
            known[key] = False
        case Compare(word=key, operator=Operator.EQUAL, value=value):
            known[key] = value
        case _:
            return False
    return True
