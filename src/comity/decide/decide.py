"""One question against one corpus: the determination. It never fails open: what it cannot settle it
leaves open, and says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from comity.decide.cautions import slips
from comity.decide.conduct import conduct_of
from comity.decide.decided import by_reading_of, decided_of, open_answer
from comity.decide.determination import Determination, Limit, Missing
from comity.decide.known import clock_end, known_of
from comity.decide.open_words import next_word, openness_of
from comity.decide.prepare import Prepared, prepare
from comity.decide.question import Question
from comity.law import Corpus
from comity.logic import Answer, Value


def decide(corpus: Corpus, question: Question, *, settling: int = 3) -> Determination:
    """Decide a question. `settling` bounds the size of the settling sets (0: none are sought).

    Raises QuestionError where the facts contradict each other.
    """
    prepared = prepare(corpus, question.place, question.action, question.on)
    known = known_of(corpus, prepared, question)
    decided = decided_of(corpus, prepared, known, settling=settling)
    law, coverage, answer = prepared.law, prepared.coverages[question.actor], decided.answer
    determination = Determination(
        question=question,
        answer=answer,
        possible=decided.possible,
        exact=decided.exact,
        incomplete=coverage.incomplete(
            question.on, banned=answer is Answer.PROHIBITED or answer is Answer.CONFLICT
        ),
        through=coverage.through,
        levels=coverage.levels,
        missing_law=prepared.missing_law,
        grounds=decided.grounds,
        defeated=decided.defeated,
        missing=decided.missing,
        settling=decided.settling,
        settling_more=decided.settling_more,
        by_reading=decided.by_reading,
        leaning=decided.leaning,
        prevailing=prepared.prevailing,
        conduct=None,
        duties=decided.duties,
        duties_open=decided.duties_open,
        remedies=decided.remedies,
        limits=_limits(prepared, known),
        notes=decided.notes,
        doubts=tuple(
            one for one in law.doubts if one.uncertainty.question not in question.readings
        ),
        out_of_force=decided.out_of_force,
        warnings=decided.warnings + slips(question, corpus.vocabulary),
        corpus=prepared.version,
    )
    if question.done is None:
        return determination
    return replace(determination, conduct=conduct_of(determination, law, known))


def next_question(
    corpus: Corpus, question: Question, *, declined: frozenset[str] = frozenset()
) -> Missing | None:
    """What to ask a person next, or None when nothing they can answer would still matter.

    `declined` are words to which the person said that they do not know.
    Raises QuestionError where the facts contradict each other.
    """
    prepared = prepare(corpus, question.place, question.action, question.on)
    known = known_of(corpus, prepared, question)
    if prepared.missing_law or prepared.compiled(known) is not None:
        return None
    truths, leaves = prepared.truths(known), prepared.space.truths(known)
    opened = openness_of(prepared, truths, leaves, settling=0)
    if len(opened.possible) == 1:
        return None
    by_reading = by_reading_of(corpus, prepared, known, opened)
    if open_answer(by_reading) is Answer.CONTESTED:
        return None
    askable = frozenset(opened.missing) - frozenset(corpus.questions) - declined
    word = next_word(opened, askable=askable)
    return prepared.asked[word] if word else None


def _limits(prepared: Prepared, known: Mapping[str, Value]) -> tuple[Limit, ...]:
    """The clocks that bear on the act: those whose word the ruling asks about."""
    return tuple(
        Limit(
            clock=clock.id,
            word=clock.word,
            cite=clock.cite,
            says=clock.says,
            ends_at=clock_end(clock, prepared.law, known),
        )
        for clock in prepared.clocks
    )
