"""An interview as it stands: where and when, what is in hand, and what was answered, in order.

Frozen: every step gives a new one. Only closed values are held, never a text of the person's own, so that
what is kept or shared can hold no name. What the answers mean for the law is made here into questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from comity.decide.decide import decide
from comity.decide.determination import Determination
from comity.decide.interview.check import CheckChoice
from comity.decide.interview.check_tables import CHECKS
from comity.decide.interview.form_checks import check_at, check_word, checks_of, is_check
from comity.decide.interview.papers import PAPERS, Paper
from comity.decide.known import known_of
from comity.decide.prepare import Prepared, prepare
from comity.decide.question import BASES, Question, QuestionError, ask
from comity.law import Corpus, implies, nearest
from comity.logic import Value

AnswerValue: TypeAlias = bool | int | str | tuple[str, ...]
"""What an answer can be: a truth, a number, the id of a choice, a day or moment, kinds of documents."""

DIGEST_SHOWN = 16
"""Characters of a corpus's digest by which an interview remembers it."""

_NO_READINGS: Mapping[str, str] = MappingProxyType({})
_WHO = ("actor", "employer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer. `value` is None for "I don't know"; `basis` says on what it rests, if that was said;
    `changed` is set once it is not the first answer given to its word.
    """

    word: str
    value: AnswerValue | None
    basis: str | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Make it with `begin`, or from a query. `actions` are all acts asked about at once.

    `answers` hold fact words, predicates of records, checks of a form (`i_247a.signed`), and who acts, in
    the order in which they were first answered. `digest` begins that of the corpus it began under.
    """

    place: str
    on: date
    papers: tuple[str, ...]
    actions: tuple[str, ...]
    answers: tuple[Given, ...] = ()
    readings: Mapping[str, str] = field(default_factory=lambda: _NO_READINGS)
    digest: str

    def given(self, word: str) -> Given | None:
        """The answer to a word, if there is one."""
        return next((one for one in self.answers if one.word == word), None)

    def value(self, word: str) -> AnswerValue | None:
        """What was answered to a word; None for nothing, or for "I don't know"."""
        found = self.given(word)
        return found.value if found else None

    @property
    def declined(self) -> frozenset[str]:
        """The words to which the person said that they do not know."""
        return frozenset(one.word for one in self.answers if one.value is None)


def begin(
    corpus: Corpus,
    *,
    place: str,
    on: date,
    papers: Sequence[str] = (),
    actions: Sequence[str] = (),
    actor: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> Interview:
    """Begin with papers in hand, or with acts, or with both (papers, and only some of what they ask).

    Raises QuestionError with everything that is wrong.
    """
    unknown = [
        f"`{name}` is not a known paper; {nearest(name, PAPERS)}"
        for name in papers
        if name not in PAPERS
    ]
    if unknown:
        raise QuestionError(tuple(unknown))
    asked = tuple(dict.fromkeys(actions)) or tuple(
        dict.fromkeys(action for name in papers for action in PAPERS[name].actions)
    )
    if not asked:
        raise QuestionError(
            ("nothing is asked for yet: choose a paper, or what is asked for (an action)",)
        )
    interview = Interview(
        place=place,
        on=on,
        papers=tuple(dict.fromkeys(papers)),
        actions=asked,
        answers=() if actor is None else (Given(word="actor", value=actor),),
        readings=dict(readings or {}),
        digest=corpus.digest[:DIGEST_SHOWN],
    )
    check(corpus, interview)
    return interview


def answered(
    corpus: Corpus,
    interview: Interview,
    given: Mapping[str, AnswerValue | None],
    *,
    basis: str | None = None,
) -> Interview:
    """The interview with more answers, or with other answers to words answered before, which keep their
    place and are marked as changed. None is "I don't know".

    Raises QuestionError where an answer cannot be one, or contradicts the others.
    """
    if basis is not None and basis not in BASES:
        raise QuestionError((f"`{basis}` is not a basis: use one of {', '.join(BASES)}",))
    answers = {one.word: one for one in interview.answers}
    for word, value in given.items():
        before = answers.get(word)
        answers[word] = Given(
            word=word,
            value=value,
            basis=None if value is None else basis,
            changed=before is not None and (before.changed or before.value != value),
        )
    after = replace(interview, answers=tuple(answers.values()))
    check(corpus, after)
    return after


def changed(
    corpus: Corpus,
    interview: Interview,
    word: str,
    value: AnswerValue | None,
    *,
    basis: str | None = None,
) -> Interview:
    """The interview with another answer to a word. Raises QuestionError where it has none yet."""
    if interview.given(word) is None:
        raise QuestionError((f"`{word}` has not been answered, so its answer cannot be changed",))
    return answered(corpus, interview, {word: value}, basis=basis)


def check(corpus: Corpus, interview: Interview) -> None:
    """Raises QuestionError where the interview cannot be one, with everything that is wrong with it."""
    mistakes = [mistake for one in interview.answers for mistake in _form_mistakes(corpus, one)]
    if mistakes:
        raise QuestionError(tuple(mistakes))
    for action in interview.actions:
        question = question_of(corpus, interview, action)
        prepared = prepare(corpus, question.place, action, question.on)
        mistakes += _contradictions(interview, prepared)
        if mistakes:
            raise QuestionError(tuple(mistakes))
        known_of(corpus, prepared, question)


def implied(interview: Interview, prepared: Prepared) -> Mapping[str, str]:
    """Predicates of records that an answer makes true, each with the predicate whose answer does so: a
    conviction of a class is one of each class that contains it.
    """
    predicates = prepared.law.predicates
    return {
        other.key: one.key
        for one in predicates
        if interview.value(one.key) is True
        for other in predicates
        if other.key != one.key and implies(one, other, prepared.classes)
    }


def _contradictions(interview: Interview, prepared: Prepared) -> list[str]:
    return [
        f"`{key}` is answered no, but `{ground}` is answered yes, which makes it so: correct one of them"
        for key, ground in implied(interview, prepared).items()
        if interview.value(key) is False
    ]


def _form_mistakes(corpus: Corpus, one: Given) -> list[str]:
    """What is wrong with the answer to a check of a form, or with kinds of documents."""
    if one.word == "documents":
        kinds = one.value if isinstance(one.value, tuple) else () if one.value is None else ("",)
        known = corpus.vocabulary.document_kinds
        return [
            f"`{kind}` is not a kind of document; {nearest(kind, known)}"
            for kind in kinds
            if kind not in known
        ]
    if not is_check(one.word):
        return []
    found = check_at(one.word, corpus.vocabulary)
    if found is None:
        return [f"`{one.word}` is not a check of a paper that is known here"]
    names = [choice.id for choice in found.choices]
    if one.value is not None and one.value not in names:
        return [f"`{one.word}` cannot be `{one.value}`: answer one of {', '.join(names)}"]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCheck:
    """An answered check: the kind of paper, and what was chosen."""

    kind: str
    word: str
    choice: CheckChoice


def pile(interview: Interview) -> tuple[str, ...]:
    """The kinds of documents that lie on the desk: those of the papers, those attached, those added."""
    shown = interview.value("documents")
    kinds = [kind for name in interview.papers if (kind := PAPERS[name].kind) is not None]
    kinds += shown if isinstance(shown, tuple) else ()
    kinds += [
        added
        for kind in kinds
        for one in CHECKS.get(kind, ())
        for choice in one.choices
        if choice.adds and choice.id == interview.value(check_word(kind, one.id))
        for added in choice.adds
    ]
    return tuple(dict.fromkeys(kinds))


def checked_papers(interview: Interview) -> tuple[str, ...]:
    """Under which names papers on the desk are checked: their kinds, and papers that are no document."""
    own = (PAPERS[name].checked_as for name in interview.papers)
    return tuple(dict.fromkeys((*own, *pile(interview))))


def checks_answered(corpus: Corpus, interview: Interview) -> tuple[PaperCheck, ...]:
    """The answered checks of the papers on the desk, in the order of the papers."""
    found: list[PaperCheck] = []
    for kind in checked_papers(interview):
        for one in checks_of(kind, corpus.vocabulary):
            word = check_word(kind, one.id)
            value = interview.value(word)
            found += [
                PaperCheck(kind=kind, word=word, choice=choice)
                for choice in one.choices
                if choice.id == value
            ]
    return tuple(found)


def facts_of(
    corpus: Corpus, interview: Interview
) -> tuple[Mapping[str, object], Mapping[str, str]]:
    """The facts that are stated so far, and on what each rests where that is known.

    An answer counts before a check of the form, and that before what the paper proves by itself.
    """
    checks = checks_answered(corpus, interview)
    facts: dict[str, object] = {}
    for name in interview.papers:
        facts.update(PAPERS[name].facts)
    for one in checks:
        for word in one.choice.withdraws:
            facts.pop(word, None)
    withdrawn = {word for one in checks for word in one.choice.withdraws}
    for one in checks:
        facts.update(
            {word: value for word, value in one.choice.facts.items() if word not in withdrawn}
        )
    documents = _documents(corpus, interview, checks)
    if documents or isinstance(interview.value("documents"), tuple):
        facts["documents"] = documents
    basis = dict.fromkeys(facts, "paper")
    for given in interview.answers:
        if given.value is None or given.word in (*_WHO, "documents") or is_check(given.word):
            continue
        facts[given.word] = given.value
        basis.pop(given.word, None)
        if given.basis is not None:
            basis[given.word] = given.basis
    return facts, basis


def question_of(corpus: Corpus, interview: Interview, action: str) -> Question:
    """The question about one of the actions, with all that is known so far. Raises QuestionError."""
    facts, basis = facts_of(corpus, interview)
    actor, employer = (interview.value(word) for word in _WHO)
    return ask(
        corpus,
        interview.place,
        action,
        on=interview.on,
        actor=None if actor is None else str(actor),
        employer=None if employer is None else str(employer),
        facts=facts,
        readings=interview.readings,
        basis=basis,
    )


def determinations(corpus: Corpus, interview: Interview) -> tuple[Determination, ...]:
    """The determination of each action, as far as the facts go."""
    return tuple(
        decide(corpus, question_of(corpus, interview, action)) for action in interview.actions
    )


def _documents(corpus: Corpus, interview: Interview, checks: Sequence[PaperCheck]) -> list[object]:
    found: list[object] = []
    for kind in pile(interview):
        own = [one.choice for one in checks if one.kind == kind]
        attributes: dict[str, Value] = {}
        for choice in own:
            attributes.update(choice.attributes)
        if not any(choice.no_kind for choice in own):
            found.append({"kind": kind, **attributes} if attributes else kind)
        else:
            # What it orders is still seen on it; who it is from, and so its kind, is not as taken for.
            fixed = corpus.vocabulary.document_kinds[kind].attributes
            found.append({**{k: v for k, v in fixed.items() if k != "issuer"}, **attributes})
    return [one for one in found if one]


def papers_of(interview: Interview) -> tuple[Paper, ...]:
    """The papers in hand."""
    return tuple(PAPERS[name] for name in interview.papers)
