"""The brute-force oracle: what an answer means, worked out one completion at a time.

It takes every word that could bear on a question, tries every value each unknown one can have, drops
what contradicts itself, and asks of each completion in plain two-valued logic what the law does.
Slow and obvious; it shares with the engine the data types and the reduction of records, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from comity.law import ClassOrder, Corpus, Facts, Provision, reduce
from comity.law.provision import Jurisdiction, Uncertainty
from comity.law.vocabulary import WordType
from comity.logic import (
    NEVER,
    Answer,
    Compare,
    Expr,
    Fact,
    OneOf,
    Predicate,
    Value,
    key_of,
    leaves,
)
from tests.oracle_law import Completion, DirectLaw
from tests.oracle_ties import predicate_ties

SOMEWHERE_ELSE = "us-zz-elsewhere"
"""An employer that no condition names stands for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the completions show. `missing` are the words that alone change some completion's answer."""

    answers: frozenset[Answer]
    answer: Answer
    by_reading: Mapping[tuple[tuple[str, bool], ...], frozenset[Answer]]
    missing: frozenset[str]


class Oracle(DirectLaw):
    """The law of one place, action and day, read by brute force.

    With `every_tie` the ties of the vocabulary are kept that do not bear on the question, too.
    """

    def __init__(
        self, corpus: Corpus, place: str, action: str, on: date, *, every_tie: bool = False
    ) -> None:
        super().__init__(corpus, place, action, on)
        self.leaves: dict[str, list[Expr]] = {}
        self.predicates: dict[str, Predicate] = {}
        for provision in self.provisions:
            if provision.effect is not None and action in provision.actions:
                self._note_provision(provision, frozenset())
        self._note_axioms(every=every_tie)
        self.ties = tuple(predicate_ties(self.predicates, corpus.jurisdictions.values()))

    # Which words can bear on the question at all.

    def _note_provision(self, provision: Provision, seen: frozenset[str]) -> None:
        version = self.version(provision)
        if version is None or provision.id in seen:
            return
        self._note(provision.binds)
        self._note(version.when)
        for doubt in version.uncertain:
            self._note_doubt(doubt)
        for exception in version.unless:
            self._note(exception.when)
            for doubt in exception.uncertain:
                self._note_doubt(doubt)
        for injunction in self.injunctions(provision):
            self._note(injunction)
        for other in self.provisions:
            for defeat in other.defeats:
                if self.selects(other, defeat, provision) and self.version(other) is not None:
                    self._note(defeat.when)
                    self._note(defeat.unless)
                    self._note_provision(other, seen | {provision.id})

    def _note_doubt(self, doubt: Uncertainty) -> None:
        if doubt.period.holds(self.on):
            self._note(Fact(word=doubt.question))

    def _note(self, expr: Expr) -> None:
        for leaf in leaves(expr):
            key = key_of(leaf)
            if isinstance(leaf, Predicate):
                self.predicates[key] = leaf
            elif key in self.defined:
                self._note(self.meanings.get(key, NEVER))
                continue
            known = self.leaves.setdefault(key, [])
            if leaf in known:
                continue
            known.append(leaf)
            for when, _ in self.settled.get(key, ()):
                self._note(when)

    def _note_axioms(self, *, every: bool) -> None:
        """Ties bring in the words that they tie to a word already there, and so on."""
        before = -1
        while before != len(self.leaves):
            before = len(self.leaves)
            for axiom in self.corpus.vocabulary.axioms:
                keys = {
                    key
                    for tree in (axiom.when, axiom.then)
                    for leaf in leaves(tree)
                    for key in self._plain_keys(leaf)
                }
                if every or keys & self.leaves.keys():
                    self._note(axiom.when)
                    self._note(axiom.then)

    def _plain_keys(self, leaf: Expr) -> Iterator[str]:
        for inner in leaves(leaf):
            if key_of(inner) in self.defined:
                yield from self._plain_keys(self.meanings.get(key_of(inner), NEVER))
            else:
                yield key_of(inner)

    # Completions.

    def known(
        self,
        facts: Facts,
        classes: ClassOrder,
        *,
        actor: str | None = None,
        employer: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> dict[str, Value]:
        """What a question makes known, by the key of the leaf that asks for it."""
        known = dict(facts.words)
        if actor is not None:
            known["actor"] = actor
        if employer is not None:
            known["employer"] = employer
        for name, chosen in (readings or {}).items():
            offered = self.corpus.questions[name].readings
            known[name] = next(one.value for one in offered if one.id == chosen)
        for key, predicate in self.predicates.items():
            truth = reduce(predicate, facts, on=self.on, classes=classes)
            if truth.name != "UNKNOWN":
                known[key] = truth.name == "TRUE"
        return known

    def values(self, key: str) -> tuple[Value, ...]:
        """Every value that a word can have, as far as the conditions could tell."""
        if key in self.predicates or key in self.corpus.questions:
            return (True, False)
        word = self.corpus.vocabulary.words[key]
        if word.type is WordType.BOOLEAN:
            return (True, False)
        if word.values:
            return tuple(one.id for one in word.values)
        literals: set[Value] = set()
        for leaf in self.leaves[key]:
            match leaf:
                case Compare(value=value):
                    literals.add(value)
                case OneOf(values=values):
                    literals.update(values)
                case _:
                    pass
        numbers = {one for one in literals if isinstance(one, int)}
        if numbers:
            near = {max(0, one + step) for one in numbers for step in (-1, 0, 1)}
            return tuple(sorted(near))
        if word.type is WordType.JURISDICTION:
            return (*sorted(str(one) for one in literals), SOMEWHERE_ELSE)
        texts = {str(one) for one in literals}
        return tuple(sorted({"", *texts, *(one + "~" for one in texts)}))

    def completions(self, known: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """Every consistent way in which the unknown words could turn out."""
        unknown = [key for key in self.leaves if key not in known]
        for chosen in product(*(self.values(key) for key in unknown)):
            world = {**known, **dict(zip(unknown, chosen, strict=True))}
            if self.consistent(world):
                yield world

    def consistent(self, world: Completion) -> bool:
        """Whether a completion breaks no tie: of the vocabulary, or between two predicates."""
        for axiom in self.corpus.vocabulary.axioms:
            try:
                if self.holds(axiom.when, world) and not self.holds(axiom.then, world):
                    return False
            except KeyError:
                continue  # a tie between words that do not bear on the question
        return all(world[one] is False or world[other] is truth for one, other, truth in self.ties)

    def look(self, known: Mapping[str, Value]) -> Seen:
        """All completions of what is known, summed up."""
        decided = [(world, self.answer_in(world)) for world in self.completions(known)]
        unknown = [key for key in self.leaves if key not in known]
        answers = frozenset(answer for _, answer in decided)
        missing: set[str] = set()
        for key in unknown:
            alone: dict[tuple[Value, ...], Answer] = {}
            for world, answer in decided:
                rest = tuple(world[other] for other in unknown if other != key)
                if alone.setdefault(rest, answer) is not answer:
                    missing.add(key)
        questions = [key for key in unknown if key in self.corpus.questions]
        by_reading: dict[tuple[tuple[str, bool], ...], frozenset[Answer]] = {}
        for world, answer in decided:
            combination = tuple((key, world[key] is True) for key in questions)
            by_reading[combination] = by_reading.get(combination, frozenset()) | {answer}
        if len(answers) == 1:
            (settled,) = answers
        elif answers and all(len(one) == 1 for one in by_reading.values()):
            settled = Answer.CONTESTED
        else:
            settled = Answer.UNDETERMINED
        return Seen(
            answers=answers, answer=settled, by_reading=by_reading, missing=frozenset(missing)
        )

    # Completeness.

    def complete(self, answer: Answer, actor: str | None) -> bool:
        """Whether every level that could bind was encoded, named, and checked through the day."""
        horizons = [_horizon(place, self.action) for place in self.chain]
        if horizons and self.on > min(horizons):
            return False
        if answer in (Answer.PROHIBITED, Answer.CONFLICT):
            return True
        if any(one not in self.corpus.jurisdictions for one in self.ids):
            return False
        for gap in self.corpus.gaps:
            touched = "*" in gap.actions or self.action in gap.actions
            if touched and gap.jurisdiction in self.ids and gap.period.holds(self.on):
                return False
        level = self.corpus.vocabulary.actors[actor].level if actor else "unknown"
        if level in (None, "tribal", "federal"):
            return False  # what binds such an actor itself is not in a corpus of help by localities
        lowest = self.chain[0].level
        return lowest not in ("federal", "state") or (lowest == "state" and level == "state")

    def law_missing(self) -> bool:
        """Whether the law of the state itself is not encoded."""
        return any(
            one in self.corpus.states and one not in self.corpus.jurisdictions for one in self.ids
        )


def _horizon(place: Jurisdiction, action: str) -> date:
    named = [one.through for one in place.horizons if action in one.actions]
    rest = [one.through for one in place.horizons if not one.actions]
    return min(named or rest)
