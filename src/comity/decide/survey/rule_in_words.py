"""A provision as a person reads it: whom it binds, its texts through time, its exceptions, what it takes the
effect of and gives way to, its cases as examples, and the questions of law on which it hangs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from comity.decide.condition_text import Clause, condition_text
from comity.decide.determination import Defeated
from comity.decide.fact_words import fact_words
from comity.decide.phrases import DEFEAT_WORDS, EFFECT_WORDS, NOT_REVIEWED, VERIFIED_WORDS
from comity.decide.prepare import prepare
from comity.decide.survey.in_force import does
from comity.law import (
    Case,
    Corpus,
    Defeat,
    DefeatKind,
    DefinedWord,
    Force,
    Injunction,
    Jurisdiction,
    LegalQuestion,
    Note,
    PlaceError,
    Prevailing,
    Provision,
    Version,
    plain_noun,
    says_of,
)
from comity.logic import Const, Expr, Predicate, leaves, show

OUTCOMES: Mapping[str, str] = {
    "applies": "the rule applies",
    "does not apply": "the rule does not apply",
    "excepted": "an exception is met",
    "unknown": "cannot be said: something is not known",
    "not in force": "not in force on that day",
}
"""What may come out of a case, in words."""

FORCE_WORDS: Mapping[Force, str] = {
    Force.BINDING: "binding law",
    Force.INTERNAL: "an agency's own order, not law",
    Force.DECLARATORY: "a declaration, not law",
}

_DEFEATS: Mapping[DefeatKind, str] = {
    DefeatKind.PREEMPTS: "It preempts",
    DefeatKind.SAVES: "Its savings clause lifts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition in words and as it is written."""

    clause: Clause
    expression: str
    always: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionInWords:
    """A named exception with its condition, and where it is uncertain whether it was in force."""

    id: str
    cite: str
    when: Condition
    uncertain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInWords:
    """An example: its day, each fact in words, and what comes out of them."""

    name: str
    on: date
    facts: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInWords:
    """One text of the rule."""

    version: Version
    says: str
    verified: str
    reviewed: str
    when: Condition
    unless: tuple[ExceptionInWords, ...]
    uncertain: tuple[str, ...]
    unsure: str
    cases: tuple[CaseInWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefeatInWords:
    """What a rule takes the effect of, and when."""

    says: str
    cite: str
    when: Condition
    unless: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInWords:
    """A provision in words. `gives_way` are sentences on the day asked about; `settled` are the readings that a
    court or statute has settled, by question of law.
    """

    provision: Provision
    held: Jurisdiction
    instrument: str
    force: str
    does: str
    binds: Condition
    versions: tuple[VersionInWords, ...]
    defeats: tuple[DefeatInWords, ...]
    gives_way: tuple[tuple[str, str], ...]
    to_be_done: tuple[str, ...]
    questions: tuple[LegalQuestion, ...]
    settled: Mapping[str, tuple[Prevailing, ...]]
    injunctions: tuple[Injunction, ...]
    notes: tuple[Note, ...]


def rule_in_words(corpus: Corpus, provision: Provision, *, on: date) -> RuleInWords:
    """Everything that the law files hold of one rule. What it gives way to is said for one day."""
    held = corpus.jurisdictions[provision.jurisdiction]
    said = _Said(corpus, held)
    due = provision.compliance
    asked = dict.fromkeys(_questions(corpus, provision))
    return RuleInWords(
        provision=provision,
        held=held,
        instrument=held.instruments[provision.instrument].name,
        force=FORCE_WORDS[held.instruments[provision.instrument].force],
        does=does(provision),
        binds=said.condition(provision.binds),
        versions=tuple(said.version(one) for one in provision.versions),
        defeats=tuple(said.defeat(one) for one in provision.defeats),
        gives_way=tuple(dict.fromkeys(_gives_way(corpus, provision, on))),
        to_be_done=()
        if due is None
        else tuple(
            [f"To be met by {due.comply_by}."] * (due.comply_by is not None)
            + [f"Also met where: {said.one_line(one)}." for one in due.satisfied_by]
            + [f"Owed again after {due.recurrence}."] * (due.recurrence is not None)
        ),
        questions=tuple(corpus.questions[one] for one in asked),
        settled={
            name: tuple(
                one
                for place in (held.id, *held.within)
                if place in corpus.jurisdictions
                for one in corpus.jurisdictions[place].prevailing
                if one.question == name
            )
            for name in asked
        },
        injunctions=tuple(one for one in held.injunctions if provision.id in one.provisions),
        notes=tuple(one for one in held.notes if provision.id in one.provisions),
    )


def _questions(corpus: Corpus, provision: Provision) -> Iterator[str]:
    """Questions of law in its conditions, and those of uncertain force."""
    met = provision.compliance.satisfied_by if provision.compliance else ()
    yield from _words_of(corpus, [provision.binds, *met])
    for version in provision.versions:
        trees: list[Expr] = [version.when, *(one.when for one in version.unless)]
        yield from _words_of(corpus, trees)
        yield from (one.question for one in version.uncertain)
        yield from (doubt.question for one in version.unless for doubt in one.uncertain)
    yield from _words_of(
        corpus, [tree for one in provision.defeats for tree in (one.when, one.unless)]
    )


def _words_of(corpus: Corpus, trees: Iterable[Expr]) -> Iterator[str]:
    defined = {
        word.id: word.means for place in corpus.jurisdictions.values() for word in place.words
    }
    waiting, seen = list(trees), set[str]()
    while waiting:
        for leaf in leaves(waiting.pop(0)):
            word = leaf.key if isinstance(leaf, Predicate) else leaf.word
            if word in corpus.questions:
                yield word
            elif word in defined and word not in seen:
                seen.add(word)
                waiting.append(defined[word])


def _gives_way(corpus: Corpus, provision: Provision, on: date) -> Iterator[tuple[str, str]]:
    """By what the rule may lose its effect on a day: the sentence, and the rule that does it."""
    for action in provision.actions if provision.effect else ():
        try:
            prepared = prepare(corpus, provision.jurisdiction, action, on)
        except PlaceError:  # before the corpus begins for the place
            continue
        for basis in prepared.bases:
            if basis.provision.id == provision.id:
                for one in basis.defeated:
                    yield _defeated(one), one.by


def _defeated(one: Defeated) -> str:
    said = DEFEAT_WORDS[one.kind].format(cite=one.cite)
    return f"It may be {said}."


class _Said:
    """Says the parts of a provision, knowing the words that its place and those above define."""

    def __init__(self, corpus: Corpus, held: Jurisdiction) -> None:
        self.corpus = corpus
        self.words: tuple[DefinedWord, ...] = tuple(
            word
            for place in (held.id, *held.within)
            if place in corpus.jurisdictions
            for word in corpus.jurisdictions[place].words
        )

    def condition(self, expr: Expr) -> Condition:
        return Condition(
            clause=condition_text(expr, self.corpus, self.words),
            expression=show(expr),
            always=expr == Const(value=True),
        )

    def one_line(self, expr: Expr) -> str:
        return condition_text(expr, self.corpus, self.words).text

    def version(self, version: Version) -> VersionInWords:
        return VersionInWords(
            version=version,
            says=" ".join(version.says.split()),
            verified=VERIFIED_WORDS[version.verified],
            reviewed=version.reviewed or NOT_REVIEWED,
            when=self.condition(version.when),
            unless=tuple(
                ExceptionInWords(
                    id=one.id,
                    cite=one.cite,
                    when=self.condition(one.when),
                    uncertain=tuple(
                        f"{doubt.period.in_words}: {doubt.why}" for doubt in one.uncertain
                    ),
                )
                for one in version.unless
            ),
            uncertain=tuple(f"{one.period.in_words}: {one.why}" for one in version.uncertain),
            unsure=" ".join((version.unsure or "").split()),
            cases=tuple(self.case(one, version) for one in version.cases),
        )

    def case(self, case: Case, version: Version) -> CaseInWords:
        return CaseInWords(
            name=case.name,
            on=case.on or version.period.from_,
            facts=tuple(self.fact(word, value) for word, value in case.facts.items()),
            outcome=OUTCOMES[case.expect],
        )

    def fact(self, word: str, value: object) -> str:
        corpus = self.corpus
        if word in corpus.questions and isinstance(value, bool):
            reading = next(one for one in corpus.questions[word].readings if one.value is value)
            return f"{corpus.questions[word].asks} Read so: {' '.join(reading.says.split())}"
        if not isinstance(value, list | tuple) or not value:
            return fact_words(corpus, word, value)
        known = corpus.vocabulary.words.get(word)
        listed = "; ".join(self.record(word, one) for one in value)
        return f"{known.means if known else word}: {listed}"

    def record(self, word: str, stated: object) -> str:
        """A document or record of a case: what is stated of it, in words."""
        corpus = self.corpus
        if not isinstance(stated, Mapping):
            kind = corpus.vocabulary.document_kinds.get(str(stated))
            return plain_noun(kind.means) if kind else str(stated)
        if word == "documents":
            filters = tuple(
                sorted(
                    (name, value if isinstance(value, bool) else (str(value),))
                    for name, value in stated.items()
                )
            )
            shown = Predicate(name="shown", arguments=(), filters=filters)
            return says_of((shown,), corpus).replace(" was shown", "", 1)
        return ", ".join(self.filled(name, value) for name, value in stated.items())

    def filled(self, name: str, value: object) -> str:
        """One thing stated of a record: its classes by their meaning, the rest by name."""
        label = name.replace("_", " ")
        if isinstance(value, bool):
            return f"{label}: {'yes' if value else 'no'}"
        if not isinstance(value, list | tuple):
            return f"{label} {value}"
        classes = self.corpus.classes
        listed = [
            plain_noun(classes[str(one)].means) if str(one) in classes else str(one)
            for one in value
        ]
        return f"{label}: {' and '.join(listed) or 'none'}"

    def defeat(self, defeat: Defeat) -> DefeatInWords:
        return DefeatInWords(
            says=f"{_DEFEATS[defeat.kind]} {self.selected(defeat)}.",
            cite=" ".join(defeat.cite.split()),
            when=self.condition(defeat.when),
            unless=None if defeat.unless == Const(value=False) else self.condition(defeat.unless),
        )

    def selected(self, defeat: Defeat) -> str:
        """Which rules lose their effect."""
        effects = " and ".join(EFFECT_WORDS[one].removesuffix(" it") for one in defeat.effects)
        acts = "; ".join(self.corpus.vocabulary.actions[one].phrase for one in defeat.actions)
        said = [
            f"of the level {' and '.join(defeat.levels)}" if defeat.levels else "",
            f"of the instrument {', '.join(defeat.instruments)}" if defeat.instruments else "",
            f"namely {', '.join(defeat.provisions)}" if defeat.provisions else "",
            f"on {acts}" if acts else "",
            f"where the rule {effects}" if effects else "",
        ]
        which = ", ".join(one for one in said if one)
        if not (defeat.levels or defeat.instruments or defeat.provisions):
            which = f"of the levels below it, {which}" if which else "of the levels below it"
        return f"rules {which}"
