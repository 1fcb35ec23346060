"""A small complete case: facts from which both sides settle their answers, and what `decide` says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.compare.side import Party, Side
from comity.decide import Determination, Question, QuestionError, ask, decide, prepare
from comity.logic import Answer, Rail, Truth, Value, settled_answer
from comity.readings import evaluate


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question asked on both sides, of the same act, actor and facts, each on its own day and place."""

    before: Question
    after: Question
    facts: Mapping[str, Value]
    """All facts and readings of the case, by the key of what asks for them."""


def case_of(
    before: Side, after: Side, action: str, actor: str, facts: Mapping[str, Value]
) -> Case | None:
    """The case of some facts; None where it cannot be asked on one of the sides."""
    try:
        return Case(
            before=_question(before, action, before.parties[actor], facts),
            after=_question(after, action, after.parties[actor], facts),
            facts=facts,
        )
    except QuestionError:
        return None


def question_for(
    side: Side, action: str, party: Party, facts: Mapping[str, Value]
) -> Question | None:
    """The question of some facts on one side; None where it cannot be asked."""
    try:
        return _question(side, action, party, facts)
    except QuestionError:
        return None


def _question(side: Side, action: str, party: Party, facts: Mapping[str, Value]) -> Question:
    corpus = side.corpus
    stated: dict[str, Value] = {}
    readings: dict[str, str] = {}
    for key, value in facts.items():
        question = corpus.questions.get(key)
        if question is not None:
            readings[key] = next(one.id for one in question.readings if one.value is value)
        elif key in corpus.vocabulary.words or _asks(side, action, key):
            stated[key] = value
    return ask(
        corpus,
        side.place,
        action,
        on=side.on,
        actor=party.actor,
        employer=party.employer,
        facts=stated,
        readings=readings,
    )


def _asks(side: Side, action: str, key: str) -> bool:
    """Whether the law of a side asks for a record: a class of the other side may be unknown to its corpus."""
    return any(one.key == key for one in side.law(action).predicates)


def answers_in(case: Case, before: Side, after: Side) -> tuple[Determination, Determination]:
    """What `decide` says on both sides. Raises QuestionError where the facts contradict each other."""
    for side, question in ((before, case.before), (after, case.after)):
        law = side.law(question.action)
        prepare(side.corpus, question.place, question.action, question.on, law=law)
    return (
        decide(before.corpus, case.before, settling=0),
        decide(after.corpus, case.after, settling=0),
    )


def confirms(case: Case, before: Side, after: Side, wanted: tuple[Answer, Answer]) -> bool:
    """Whether `decide` gives just these answers on the two sides, and nothing else is possible."""
    try:
        found = answers_in(case, before, after)
    except QuestionError:
        return False
    return all(
        one.answer is answer and one.possible == (answer,)
        for one, answer in zip(found, wanted, strict=True)
    )


def replays(  # noqa: PLR0917 -- two sides, what is asked, and what must come out
    before: Side,
    after: Side,
    action: str,
    actor: str,
    facts: Mapping[str, Value],
    wanted: tuple[Answer, Answer],
) -> bool:
    """Whether `evaluate` gives these answers, on the whole ruling of each side. Quicker than `decide`, and less:
    nothing is asked, so that facts which cannot be asked together are not noticed.
    """
    for side, answer in zip((before, after), wanted, strict=True):
        known = {**facts, **side.parties[actor].words}
        ruling = side.law(action).ruling
        truths = [
            max((evaluate(part.effective, known) for part in ruling.on(rail)), default=Truth.FALSE)
            for rail in Rail
        ]
        if settled_answer(*truths) is not answer:
            return False
    return True
