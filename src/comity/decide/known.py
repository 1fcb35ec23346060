"""From the facts of a question to what the readings look up: records reduced to truths, moments to
clock words, and what follows from the ties of the vocabulary. Facts that contradict are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from comity.decide.prepare import Prepared
from comity.decide.question import Question, QuestionError, known_words
from comity.law import Axiom, Clock, Corpus, Law, ends_at, is_given, list_of, reduce
from comity.logic import (
    Compare,
    Expr,
    Fact,
    Not,
    Operator,
    Predicate,
    Truth,
    Value,
    key_of,
    leaves,
)
from comity.readings import evaluate


def known_of(corpus: Corpus, prepared: Prepared, question: Question) -> dict[str, Value]:
    """Everything that is known, by the key of the leaf that asks for it.

    Raises QuestionError where facts contradict each other.
    """
    law = prepared.law
    known = known_words(question)
    _refuse_unfit(prepared, known)
    for name, reading in question.readings.items():
        values = {one.id: one.value for one in corpus.questions[name].readings}
        known[name] = values[reading]
    _add_clock_words(law, known)
    facts = question.facts
    given = (found for name, found in prepared.predicates.items() if is_given(name, facts))
    for predicate in chain.from_iterable(given):
        truth = reduce(predicate, facts, on=question.on, classes=prepared.classes)
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


def _refuse_unfit(prepared: Prepared, known: Mapping[str, Value]) -> None:
    """`ask` has checked every value; one that came another way must not decide anything."""
    kinds, domains = prepared.kinds, prepared.domains
    for name, value in known.items():
        if type(value) is not kinds.get(name, bool) or (
            name in domains and value not in domains[name]
        ):
            raise QuestionError(
                (f"`{name}` cannot be {_said(value)}: leave it out, or correct it",)
            )


def _said(value: Value) -> str:
    return "true" if value is True else "false" if value is False else f"`{value}`"


def clock_end(clock: Clock, law: Law, known: Mapping[str, Value]) -> datetime | None:
    """When a clock ends, or None while the moment it starts from is unknown.

    Days and hours are those of the place; where it has several time zones, or none on record,
    those of the moment as it was given.
    """
    start = known.get(clock.starts)
    if not isinstance(start, str):
        return None
    moment = datetime.fromisoformat(start)
    zone = next((one.time_zone for one in law.chain if one.time_zone), None)
    if zone:
        from zoneinfo import ZoneInfo  # noqa: PLC0415 -- most questions hold no moment

        moment = moment.astimezone(ZoneInfo(zone))
    return ends_at(clock, moment)


def _add_clock_words(law: Law, known: dict[str, Value]) -> None:
    """A clock word is true up to and including the last moment of its limit."""
    acted = known.get("acted_at")
    if not isinstance(acted, str):
        return
    for clock in law.clocks:
        end = clock_end(clock, law, known)
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
        leaves_of = (*leaves(axiom.when), *leaves(axiom.then))
        keys = dict.fromkeys(
            f"`{list_of(leaf) if isinstance(leaf, Predicate) else key_of(leaf)}`"
            for leaf in leaves_of
        )
        raise QuestionError(
            (
                f"{' and '.join(keys)} contradict each other as stated: {axiom.means}; "
                "correct one of them",
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
