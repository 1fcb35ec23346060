"""A provision as a person reads it: whom it binds, its texts through time, its exceptions, what it takes the
effect of and gives way to, its cases as examples, and the questions of law on which it hangs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.decide.condition_text import Clause, condition_text
from comity.decide.determination import Defeated
from comity.decide.fact_words import fact_words
from comity.decide.phrases import (
    DEFEAT_WORDS,
    EFFECT_WORDS,
    NOT_REVIEWED,
    TRUTH_WORDS,
    VERIFIED_WORDS,
)
from comity.decide.prepare import prepare
from comity.decide.survey.in_force import does
from comity.decide.translation import ENGLISH, Speech, contracted
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
    Uncertainty,
    Version,
    plain_noun,
    says_of,
)
from comity.logic import Const, Expr, Predicate, Truth, leaves, show

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


_SELECTED: Mapping[str, str] = {
    "levels": "of the level {names}",
    "instruments": "of the instrument {names}",
    "provisions": "namely {names}",
    "actions": "on {names}",
    "effects": "where the rule {names}",
}
"""Which rules a defeat selects; without a level, an instrument or names, those of the levels below it."""
BELOW = "of the levels below it"
RULES = "{takes} rules {which}."
COMPLY_BY, SATISFIED_BY, AGAIN = (
    "To be met by {day}.",
    "Also met where: {says}.",
    "Owed again after {window}.",
)
GIVES_WAY = "It may be {defeated}."
READ_SO = "{question} Read so: {reading}"
NO_CLASS = "none"
FROM, FROM_UNTIL = "from {first}", "from {first} until {last}"


def rule_in_words(
    corpus: Corpus, provision: Provision, *, on: date, say: Speech = ENGLISH
) -> RuleInWords:
    """Everything that the law files hold of one rule. What it gives way to is said for one day.

    In another language what the law files say in their own words (summaries, citations, what an encoder was
    unsure of) stays English.
    """
    held = corpus.jurisdictions[provision.jurisdiction]
    said = _Said(corpus, held, say)
    due = provision.compliance
    asked = dict.fromkeys(_questions(corpus, provision))
    return RuleInWords(
        provision=provision,
        held=held,
        instrument=held.instruments[provision.instrument].name,
        force=say(FORCE_WORDS[held.instruments[provision.instrument].force]),
        does=say(does(provision)),
        binds=said.condition(provision.binds),
        versions=tuple(said.version(one) for one in provision.versions),
        defeats=tuple(said.defeat(one) for one in provision.defeats),
        gives_way=tuple(dict.fromkeys(_gives_way(corpus, provision, on, say))),
        to_be_done=()
        if due is None
        else tuple(
            [say(COMPLY_BY, day=due.comply_by)] * (due.comply_by is not None)
            + [say(SATISFIED_BY, says=said.one_line(one)) for one in due.satisfied_by]
            + [say(AGAIN, window=due.recurrence)] * (due.recurrence is not None)
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


def _gives_way(
    corpus: Corpus, provision: Provision, on: date, say: Speech
) -> Iterator[tuple[str, str]]:
    """By what the rule may lose its effect on a day: the sentence, and the rule that does it."""
    for action in provision.actions if provision.effect else ():
        try:
            prepared = prepare(corpus, provision.jurisdiction, action, on)
        except PlaceError:  # before the corpus begins for the place
            continue
        for basis in prepared.bases:
            if basis.provision.id == provision.id:
                for one in basis.defeated:
                    yield _defeated(one, say), one.by


def _defeated(one: Defeated, say: Speech) -> str:
    return say(GIVES_WAY, defeated=say(DEFEAT_WORDS[one.kind], cite=one.cite))


class _Said:
    """Says the parts of a provision, knowing the words that its place and those above define."""

    def __init__(self, corpus: Corpus, held: Jurisdiction, say: Speech) -> None:
        self.corpus, self.say = corpus, say
        self.words: tuple[DefinedWord, ...] = tuple(
            word
            for place in (held.id, *held.within)
            if place in corpus.jurisdictions
            for word in corpus.jurisdictions[place].words
        )

    def condition(self, expr: Expr) -> Condition:
        return Condition(
            clause=condition_text(expr, self.corpus, self.words, self.say),
            expression=show(expr),
            always=expr == Const(value=True),
        )

    def one_line(self, expr: Expr) -> str:
        return condition_text(expr, self.corpus, self.words, self.say).text

    def version(self, version: Version) -> VersionInWords:
        return VersionInWords(
            version=version,
            says=" ".join(version.says.split()),
            verified=self.say(VERIFIED_WORDS[version.verified]),
            reviewed=version.reviewed or self.say(NOT_REVIEWED),
            when=self.condition(version.when),
            unless=tuple(
                ExceptionInWords(
                    id=one.id,
                    cite=one.cite,
                    when=self.condition(one.when),
                    uncertain=tuple(self.doubt(doubt) for doubt in one.uncertain),
                )
                for one in version.unless
            ),
            uncertain=tuple(self.doubt(one) for one in version.uncertain),
            unsure=" ".join((version.unsure or "").split()),
            cases=tuple(self.case(one, version) for one in version.cases),
        )

    def doubt(self, one: Uncertainty) -> str:
        """When and why it is uncertain that a text was in force; the reason is the law file's."""
        first, last = one.period.from_, one.period.until
        days = self.say(FROM_UNTIL if last else FROM, first=first, last=last)
        return f"{days}: {one.why}"

    def case(self, case: Case, version: Version) -> CaseInWords:
        return CaseInWords(
            name=case.name,
            on=case.on or version.period.from_,
            facts=tuple(self.fact(word, value) for word, value in case.facts.items()),
            outcome=self.say(OUTCOMES[case.expect]),
        )

    def fact(self, word: str, value: object) -> str:
        corpus = self.corpus
        if word in corpus.questions and isinstance(value, bool):
            reading = next(one for one in corpus.questions[word].readings if one.value is value)
            return self.say(
                READ_SO,
                question=self.say(corpus.questions[word].asks),
                reading=" ".join(self.say(reading.says).split()),
            )
        if not isinstance(value, list | tuple) or not value:
            return fact_words(corpus, word, value, self.say)
        known = corpus.vocabulary.words.get(word)
        listed = "; ".join(self.record(word, one) for one in value)
        return f"{self.say(known.means) if known else word}: {listed}"

    def record(self, word: str, stated: object) -> str:
        """A document or record of a case: what is stated of it, in words."""
        corpus = self.corpus
        if not isinstance(stated, Mapping):
            kind = corpus.vocabulary.document_kinds.get(str(stated))
            return self.say(plain_noun(kind.means)) if kind else str(stated)
        if word == "documents":
            filters = tuple(
                sorted(
                    (name, value if isinstance(value, bool) else (str(value),))
                    for name, value in stated.items()
                )
            )
            shown = Predicate(name="shown", arguments=(), filters=filters)
            says = says_of((shown,), corpus, self.say)
            return (
                says.replace(" was shown", "", 1) if self.say.language == "en" else contracted(says)
            )
        return ", ".join(self.filled(name, value) for name, value in stated.items())

    def filled(self, name: str, value: object) -> str:
        """One thing stated of a record: its classes by their meaning, the rest by name."""
        label = name.replace("_", " ")
        if isinstance(value, bool):
            return f"{label}: {self.say(TRUTH_WORDS[Truth.of(value)])}"
        if not isinstance(value, list | tuple):
            return f"{label} {value}"
        classes = self.corpus.classes
        listed = [
            self.say(plain_noun(classes[str(one)].means)) if str(one) in classes else str(one)
            for one in value
        ]
        return f"{label}: {self.joined(listed) if listed else self.say(NO_CLASS)}"

    def joined(self, texts: Sequence[str]) -> str:
        """Several things that are all so."""
        text, *more = texts
        for one in more:
            text = self.say("{rest} and {last}", rest=text, last=one)
        return text

    def defeat(self, defeat: Defeat) -> DefeatInWords:
        return DefeatInWords(
            says=self.say(
                RULES, takes=self.say(_DEFEATS[defeat.kind]), which=self.selected(defeat)
            ),
            cite=" ".join(defeat.cite.split()),
            when=self.condition(defeat.when),
            unless=None if defeat.unless == Const(value=False) else self.condition(defeat.unless),
        )

    def selected(self, defeat: Defeat) -> str:
        """Which rules lose their effect."""
        say = self.say
        effects = [say(EFFECT_WORDS[one].removesuffix(" it")) for one in defeat.effects]
        named: Mapping[str, str] = {
            "levels": self.joined([say(one) for one in defeat.levels]) if defeat.levels else "",
            "instruments": ", ".join(defeat.instruments),
            "provisions": ", ".join(defeat.provisions),
            "actions": "; ".join(
                say(self.corpus.vocabulary.actions[one].phrase) for one in defeat.actions
            ),
            "effects": self.joined(effects) if effects else "",
        }
        said = [say(_SELECTED[what], names=names) for what, names in named.items() if names]
        if not (defeat.levels or defeat.instruments or defeat.provisions):
            said.insert(0, say(BELOW))
        return ", ".join(said)
