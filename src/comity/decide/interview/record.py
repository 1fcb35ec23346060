"""What the printable record of an interview holds. No name is in it: only closed values are kept at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from comity.decide.condition_words import value_words
from comity.decide.determination import Determination, Limit
from comity.decide.explain import explain, headline
from comity.decide.explanation import Explanation
from comity.decide.interview.form_checks import check_at, is_check
from comity.decide.interview.pages import paper_title
from comity.decide.interview.papers import PAPERS
from comity.decide.interview.query import corpus_changed
from comity.decide.interview.state import (
    Given,
    Interview,
    checks_answered,
    determinations,
    facts_of,
    pile,
)
from comity.decide.phrases import place_name
from comity.decide.translation import Language
from comity.law import Corpus, asks_of, plain_noun

BASIS_WORDS: Mapping[str, str] = {
    "paper": "as a paper says",
    "phone": "as said on the telephone",
    "record": "as a record shows",
    "assumed": "assumed",
}
"""On what a fact rests, as a record says it."""

BASIS_NOT_SAID = "not said on what it rests"
NOT_KNOWN = "not known"
CHANGED_SINCE = "changed after a first answer"
FROM_PAPER = "follows from the paper in hand"
OTHER_CORPUS = (
    "The law on record has changed since this interview began: "
    "the answers below are those of the law as it is on record now."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """One fact: how it was asked, what was answered, on what it rests, whether it was changed.

    `from_paper` is set where nobody was asked, since it follows from holding the paper.
    """

    word: str
    asks: str
    answer: str
    basis: str
    changed: bool
    from_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCheck:
    """One check of a paper: which paper, what was looked at, what was seen, and what that warns of."""

    word: str
    paper: str
    asks: str
    where: str
    answer: str
    warning: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """The answer about one act: in a sentence, with its grounds, duties and clocks in words.

    `limits` are the clocks once more, with the moment each ends where that can be told.
    """

    action: str
    headline: str
    explanation: Explanation
    limits: tuple[Limit, ...]
    determination: Determination


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is printed. `contact` is whom the agency says to call; `corpus` the full digest.

    `corpus_changed` is set where the interview began under other law files than the answers are from.
    """

    place: str
    on: date
    actor: str | None
    papers: tuple[str, ...]
    checks: tuple[RecordedCheck, ...]
    facts: tuple[RecordedFact, ...]
    answers: tuple[RecordedAnswer, ...]
    corpus: str
    program: str
    corpus_changed: bool
    contact: str | None


def record_of_interview(
    corpus: Corpus,
    interview: Interview,
    *,
    contact: str | None = None,
    language: Language = "en",
    brief: bool = True,
) -> Record:
    """The record of an interview as it stands. Raises QuestionError where its answers contradict."""
    found = determinations(corpus, interview)
    actor = found[0].question.actor
    return Record(
        place=place_name(corpus, interview.place),
        on=interview.on,
        actor=None if actor is None else corpus.vocabulary.actors[actor].means,
        papers=tuple(PAPERS[name].title for name in interview.papers),
        checks=tuple(_checks(corpus, interview)),
        facts=tuple(_facts(corpus, interview)),
        answers=tuple(
            RecordedAnswer(
                action=one.question.action,
                headline=headline(one, corpus, language),
                explanation=explain(one, corpus, language=language, brief=brief),
                limits=one.limits,
                determination=one,
            )
            for one in found
        ),
        corpus=corpus.digest,
        program=found[0].corpus.program,
        corpus_changed=corpus_changed(corpus, interview),
        contact=contact,
    )


def warnings_of(corpus: Corpus, interview: Interview) -> tuple[str, ...]:
    """What the check of the papers warns of. It answers nothing."""
    return tuple(
        dict.fromkeys(
            one.choice.warning for one in checks_answered(corpus, interview) if one.choice.warning
        )
    )


def _checks(corpus: Corpus, interview: Interview) -> Iterator[RecordedCheck]:
    for one in interview.answers:
        check = check_at(one.word, corpus.vocabulary)
        if check is None:
            continue
        choice = next((found for found in check.choices if found.id == one.value), None)
        yield RecordedCheck(
            word=one.word,
            paper=paper_title(corpus, one.word.partition(".")[0]),
            asks=check.asks,
            where=check.where,
            answer=choice.means if choice else NOT_KNOWN,
            warning=choice.warning if choice else "",
            changed=one.changed,
        )


def _facts(corpus: Corpus, interview: Interview) -> Iterator[RecordedFact]:
    """What follows from the papers, then what was answered, each once."""
    facts, _ = facts_of(corpus, interview)
    asked = {one.word for one in interview.answers}
    for word, value in facts.items():
        if word not in asked and word != "documents":
            yield RecordedFact(
                word=word,
                asks=_asks(corpus, word),
                answer=value_words(corpus, word, value),
                basis=FROM_PAPER,
                changed=False,
                from_paper=True,
            )
    for one in interview.answers:
        if not is_check(one.word):
            yield RecordedFact(
                word=one.word,
                asks=_asks(corpus, one.word),
                answer=answer_in_words(
                    corpus, one if one.word != "documents" else _every_paper(interview, one)
                ),
                basis=BASIS_WORDS[one.basis] if one.basis else BASIS_NOT_SAID,
                changed=one.changed,
                from_paper=False,
            )


def answer_in_words(corpus: Corpus, given: Given) -> str:
    """An answer as a person reads it."""
    check = check_at(given.word, corpus.vocabulary)
    if given.value is None:
        return NOT_KNOWN
    if check is not None:
        return next(one.means for one in check.choices if one.id == given.value)
    if isinstance(given.value, tuple):
        kinds = corpus.vocabulary.document_kinds
        return "; ".join(plain_noun(kinds[kind].means) for kind in given.value) or "none"
    return value_words(corpus, given.word, given.value)


def _every_paper(interview: Interview, given: Given) -> Given:
    """The papers that were added, together with those that lay on the desk already."""
    return given if given.value is None else replace(given, value=pile(interview))


def _asks(corpus: Corpus, word: str) -> str:
    found = corpus.vocabulary.words.get(word)
    return found.asks if found else asks_of(word, corpus)[0]
