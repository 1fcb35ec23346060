"""How one act stands under the law of a place on a day: the answer as far as little is known, and the
provisions that bear on it, each in one line. Nothing here decides.

Kept for as long as a prepared law that answers so, for pages of many days show the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from weakref import WeakKeyDictionary

from comity.decide.decide import decide
from comity.decide.determination import Determination
from comity.decide.explain import answer_words
from comity.decide.phrases import (
    EFFECT_WORDS,
    MAY_WORDS,
    VERIFIED_WORDS,
    place_name,
)
from comity.decide.prepare import prepare
from comity.decide.question import Question, ask
from comity.decide.translation import Language, translate
from comity.law import Corpus, Force, Verified, WordType, either
from comity.logic import Answer, Rail, Truth
from comity.readings import Space

MOST_ASKED = 6
"""What an open answer turns on is shown up to this number of questions; JSON has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One provision that decides, or may: what it does, in its own words of the corpus."""

    provision: str
    place: str
    cite: str
    rail: Rail
    certain: bool
    internal: bool
    says: str
    verified: str
    unsure: str | None
    jurisdiction: str
    mark: Verified

    @property
    def law(self) -> str:
        """Whose law it is, as it stands in brackets: `Texas`, `federal law`, `New Orleans, internal order`."""
        whose = "federal law" if self.jurisdiction == "us" else self.place
        return f"{whose}, internal order" if self.internal else whose

    @property
    def does(self) -> str:
        """`prohibits it`, or `may prohibit it`."""
        return (EFFECT_WORDS if self.certain else MAY_WORDS)[self.rail]

    def whose(self, own: str) -> str:
        """Which law it is, as far as it is not that of the place named `own`: `, Massachusetts,`."""
        order = " (internal order)" if self.internal else ""
        return order if self.place == own else f"{order}, {self.place},"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An act in a place on a day. `possible` are the answers that further facts can still reach."""

    action: str
    phrase: str
    actor: str | None
    answer: Answer
    possible: tuple[Answer, ...]
    between: tuple[Answer, ...]
    """The answers between which facts, or readings of the law, still choose; empty where there is nothing to tell."""
    complete: bool
    incomplete: tuple[str, ...]
    lines: tuple[Line, ...]
    turns_on: tuple[str, ...]
    """What the answer turns on: the questions a person would be asked."""
    cautions: tuple[str, ...]

    @property
    def words(self) -> str:
        """The answer in the words of a desk; an open one with the answers that are left."""
        return standing_words(self)


def standing(
    corpus: Corpus,
    place: str,
    action: str,
    *,
    on: date,
    actor: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> Standing:
    """Decide an act from few facts, and say what bears on it. Raises QuestionError like `ask`."""
    question = ask(corpus, place, action, on=on, actor=actor, facts=facts)
    if _turns_on_the_day(corpus, question):
        return _standing(corpus, question)
    prepared = prepare(corpus, place, action, on)
    through = prepared.coverages[actor].through
    key = (actor, repr(question.stated), through is not None and on > through)
    kept = _KEPT.setdefault(prepared.space, {})
    found = kept.get(key)
    if found is None:
        found = _standing(corpus, question)
        if len(kept) < MOST_KEPT:
            kept[key] = found
    return found


MOST_KEPT = 64
"""Standings that are kept of laws that answer alike: more than there are standard cases of an act."""

_KEPT: WeakKeyDictionary[Space, dict[tuple[str | None, str, bool], Standing]] = WeakKeyDictionary()


def _turns_on_the_day(corpus: Corpus, question: Question) -> bool:
    """Whether the day counts beside the law of that day and its horizon: where something known has a date."""
    words = corpus.vocabulary.words
    return bool(question.facts.records) or any(
        word in words and words[word].type in (WordType.DATE, WordType.MOMENT)
        for word in question.facts.words
    )


def _standing(corpus: Corpus, question: Question) -> Standing:
    found = decide(corpus, question, settling=0)
    return Standing(
        action=question.action,
        phrase=corpus.vocabulary.actions[question.action].phrase,
        actor=question.actor,
        answer=found.answer,
        possible=found.possible,
        between=_between(found),
        complete=found.complete,
        incomplete=found.incomplete,
        lines=_lines(corpus, found),
        turns_on=tuple(one.asks for one in found.missing),
        cautions=found.warnings,
    )


def standing_words(found: Standing, language: Language = "en") -> str:
    """The answer in the words of a desk; an open or a contested one with the answers that are left."""
    if not found.between:
        return answer_words(found.answer, language)
    say = partial(translate, language=language)
    left = either_words(found.between, language)
    if found.answer is Answer.CONTESTED:
        return say("contested: {answers}").format(answers=left)
    return say("it depends: {answers}").format(answers=left)


def short_words(found: Standing, language: Language = "en") -> str:
    """The answer as a narrow column has it."""
    if found.answer is Answer.UNDETERMINED and found.between:
        return translate("depends", language)
    return answer_words(found.answer, language)


def either_words(answers: Sequence[Answer], language: Language = "en") -> str:
    """Answers as alternatives: `must or may`."""
    words = [answer_words(one, language) for one in answers]
    return either(words) if language == "en" else " / ".join(words)


def _between(found: Determination) -> tuple[Answer, ...]:
    match found.answer:
        case Answer.UNDETERMINED if not found.missing_law and len(found.possible) < 5:
            return found.possible
        case Answer.CONTESTED if len(found.possible) > 1:
            return found.possible
        case _:
            return ()


def _lines(corpus: Corpus, found: Determination) -> tuple[Line, ...]:
    made: dict[tuple[str, Rail], Line] = {}
    for ground in found.grounds:
        line = Line(
            provision=ground.provision.id,
            place=place_name(corpus, ground.provision.jurisdiction),
            cite=ground.provision.cite,
            rail=ground.rail,
            certain=ground.truth is Truth.TRUE,
            internal=ground.force is Force.INTERNAL,
            says=" ".join(ground.version.says.split()),
            verified=VERIFIED_WORDS[ground.version.verified],
            unsure=ground.version.unsure,
            jurisdiction=ground.provision.jurisdiction,
            mark=ground.version.verified,
        )
        # A ban and the exception to it are one rule and say the same: the ban stands for both.
        key = (line.provision, Rail.PROHIBITED if ground.exception else line.rail)
        if key not in made or not ground.exception:
            made[key] = line
    return tuple(made.values())
