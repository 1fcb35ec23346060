"""What a form sends, read into the interview it goes on from.

The form holds the pairs of the query so far, and beside them `asked` (each word that it asks about),
`answer.WORD` (a value of that word; a tick is `yes`), `rest` (`yes`: nothing of the kind but what is
ticked) and `basis`. Pairs of another name are the query's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from comity.decide.interview.form_checks import is_check
from comity.decide.interview.pages import page_of
from comity.decide.interview.query import MOST_PAIRS, UNKNOWN, Pairs, from_query, read_answer
from comity.decide.interview.state import (
    AnswerValue,
    Interview,
    answered,
    implied,
    question_of,
)
from comity.decide.known import known_of
from comity.decide.prepare import prepare
from comity.decide.question import BASES, QuestionError
from comity.law import Corpus, WordType

ASKED, ANSWER, REST, BASIS = "asked", "answer.", "rest", "basis"
"""The names of a form's own fields."""


def submitted(corpus: Corpus, pairs: Pairs, *, places: Collection[str] = frozenset()) -> Interview:
    """The interview after a form was sent. Without fields of a form it is that of the query.

    A word of several boxes that is not ticked is answered no with `rest=yes`, and not known without.
    A check of a paper that is left open is not known. Raises QuestionError.
    """
    if len(pairs) > MOST_PAIRS:
        raise QuestionError((f"the query holds more than {MOST_PAIRS} values: leave some out",))
    asked = tuple(dict.fromkeys(value for key, value in pairs if key == ASKED))
    answers: dict[str, list[str]] = {}
    for key, value in pairs:
        if key.startswith(ANSWER):
            answers.setdefault(key.removeprefix(ANSWER), []).append(value)
    named = {key: value for key, value in pairs if key in (REST, BASIS) and value}
    interview = from_query(
        corpus,
        [
            (key, value)
            for key, value in pairs
            if key not in (ASKED, REST, BASIS) and not key.startswith(ANSWER)
        ],
        places=places,
    )
    if not asked:
        return interview
    mistakes: list[str] = []
    strange = sorted(set(answers) - set(asked))
    if strange:
        mistakes.append("an answer is given to something that the form did not ask: ask it first")
    basis = named.get(BASIS)
    if basis is not None and basis not in BASES:
        raise QuestionError((f"the basis is not one of {', '.join(BASES)}: choose one of them",))
    given: dict[str, AnswerValue | None] = {}
    boxes = len(asked) > 1
    if not answers and REST not in named and not all(is_check(word) for word in asked):
        raise QuestionError(("nothing is chosen: choose an answer, or say that you do not know",))
    for word in asked:
        texts = answers.get(word, [])
        try:
            if word == "documents_complete" and "documents" in asked:
                continue  # the last box says it
            if word == "documents":
                given |= _documents(corpus, interview, texts, rest=named.get(REST) == "yes")
            elif len(texts) > 1:
                mistakes.append(f"`{word[:60]}` is answered twice: answer it once")
            elif texts and texts[0]:
                given[word] = read_answer(corpus, interview, word, texts[0])
            elif boxes or is_check(word):
                read_answer(corpus, interview, word, UNKNOWN)
                ticked_off = named.get(REST) == "yes" and _has_box(corpus, word)
                given[word] = False if ticked_off else None
            else:
                mistakes.append("nothing is chosen: choose an answer, or say that you do not know")
        except QuestionError as error:
            mistakes += error.mistakes
    if mistakes:
        raise QuestionError(tuple(mistakes))
    if named.get(REST) == "yes":
        given = _without_what_follows(corpus, interview, given, ticked=frozenset(answers))
    return answered(corpus, interview, given, basis=basis)


def _without_what_follows(
    corpus: Corpus,
    interview: Interview,
    given: Mapping[str, AnswerValue | None],
    *,
    ticked: frozenset[str],
) -> dict[str, AnswerValue | None]:
    """The answers without the boxes left empty that follow from those that are ticked.

    Who ticks the narrower box (a limit that is inside another, a conviction within 5 years) and says that
    none of the others is so does not deny the wider one.
    """
    sure = answered(corpus, interview, {w: v for w, v in given.items() if w in ticked})
    wider: set[str] = set()
    known: set[str] = set()
    for action in sure.actions:
        prepared = prepare(corpus, sure.place, action, sure.on)
        wider |= implied(sure, prepared).keys()
        known |= known_of(corpus, prepared, question_of(corpus, sure, action)).keys()
    return {
        word: True if value is False and word in wider else value
        for word, value in given.items()
        if word in ticked or word in wider or word not in known
    }


def taken_back(corpus: Corpus, interview: Interview) -> Interview:
    """The interview without what was answered on its last page; the same where nothing was answered."""
    answers = interview.answers
    if not answers:
        return interview
    last = page_of(corpus, answers[-1].word)
    while answers and page_of(corpus, answers[-1].word) == last:
        answers = answers[:-1]
    return replace(interview, answers=answers)


def _has_box(corpus: Corpus, word: str) -> bool:
    found = corpus.vocabulary.words.get(word)
    return "(" in word or (found is not None and found.type is WordType.BOOLEAN)


def _documents(
    corpus: Corpus, interview: Interview, kinds: list[str], *, rest: bool
) -> dict[str, AnswerValue | None]:
    """The papers that are ticked. Nothing ticked and nothing said of the rest is "I don't know"."""
    if not kinds and not rest:
        return {"documents": None, "documents_complete": None}
    text = ",".join(dict.fromkeys(kinds)) or "none"
    value = read_answer(corpus, interview, "documents", text)
    return {"documents": value, "documents_complete": True if rest else None}
