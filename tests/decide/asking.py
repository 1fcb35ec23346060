"""Asking the engine and the oracle the same made-up question; examples that cannot be asked are left."""

from __future__ import annotations

from typing import Any

from hypothesis import assume

from comity.decide import Determination, Question, QuestionError, ask, decide
from comity.law import class_order_of
from comity.logic import Value
from tests.decide.strategies import Made
from tests.oracle import Oracle


def asked(made: Made, **changed: Any) -> Question:  # noqa: ANN401 -- keyword arguments of `ask`
    """The question that comes with a made-up law, or a changed one."""
    return ask(made.corpus, made.place, made.action, on=made.on, **{**made.asked, **changed})


def oracle_of(made: Made, question: Question) -> tuple[Oracle, dict[str, Value]]:
    """The oracle of a made-up law, and what a question makes known."""
    oracle = Oracle(made.corpus, made.place, made.action, made.on)
    return oracle, known_to(oracle, question)


def known_to(oracle: Oracle, question: Question) -> dict[str, Value]:
    """What a question makes known to an oracle."""
    return oracle.known(
        question.facts,
        class_order_of(oracle.corpus.classes.values()),
        actor=question.actor,
        employer=question.employer,
        readings=question.readings,
    )


def decided(made: Made, question: Question | None = None) -> Determination:
    """The determination, where the facts hold together and the law of the state is encoded."""
    try:
        found = decide(made.corpus, question or asked(made))
    except QuestionError:
        assume(False)
        raise
    assume(not found.missing_law)
    return found


def learnt(made: Made, **facts: object) -> Determination:
    """The determination once more is known; examples in which that contradicts are left."""
    question = asked(made)
    return decided(made, asked(made, facts={**question.stated, **facts}))


def stated_list(question: Question, name: str) -> list[object]:
    """A list of records among the facts, as it was given."""
    listed = question.stated.get(name, [])
    assert isinstance(listed, list)
    return listed
