"""What an open question would come to if the fact that matters most were known: for a reader, decided, not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from comity.audit.deciding.outcome import Openness, Outcome
from comity.decide import ANSWER_WORDS, QuestionError, ask, decide, next_question
from comity.law import Corpus
from comity.logic import Answer

MOST_VALUES = 8
"""A word with more values is not gone through: the list would say less than the question."""


def what_if(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    """The next question to ask, then one line for each answer with the values that lead to it.

    Nothing where the outcome is open for another reason than a missing fact, or the word has many values.
    """
    decided = outcome.decided[0]
    question = decided.question.question
    if outcome.why is not Openness.FACTS_MISSING or len(outcome.decided) > 1 or question is None:
        return
    wanted = next_question(corpus, question)
    word = corpus.vocabulary.words.get(wanted.word) if wanted else None
    if word is None or not 0 < len(word.values) <= MOST_VALUES:
        return
    by_answer: dict[Answer, list[str]] = {}
    for value in word.values:
        try:
            asked = ask(
                corpus,
                question.place,
                question.action,
                on=question.on,
                actor=question.actor,
                facts={**question.stated, word.id: value.id},
            )
            found = decide(corpus, replace(asked, readings=question.readings), settling=0)
        except QuestionError:
            continue  # the value contradicts another fact: it cannot be the case
        by_answer.setdefault(found.answer, []).append(value.means)
    yield word.asks
    for answer in Answer:
        if answer in by_answer:
            yield f"{ANSWER_WORDS[answer]}: {'; '.join(by_answer[answer])}"
