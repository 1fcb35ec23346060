"""What ties facts together, as conditions that every case meets: the axioms of the vocabulary, what one
record or document says of another, and what the values of a word can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from comity.law import Axiom, ClassOrder, Corpus, WordType, class_order_of, excludes, implies
from comity.law.check_words import NEVER_HAPPENED
from comity.logic import (
    Compare,
    Expr,
    Leaf,
    Not,
    OneOf,
    Predicate,
    Value,
    all_of,
    any_of,
    key_of,
    leaves,
    negated,
)


class Ties:
    """The ties of a corpus, worked out as far as they were asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._kinds = {
            one.id: dict(one.attributes) for one in corpus.vocabulary.document_kinds.values()
        }
        self._classes: ClassOrder = class_order_of(corpus.classes.values())
        self._pairs: dict[tuple[str, str], Expr | None] = {}
        self._fixed: dict[str, Predicate] = {}

    def between(self, predicates: Iterable[Predicate]) -> Iterator[Expr]:
        """What each of some predicates says of the others."""
        found = {one.key: one for one in predicates}
        lists: dict[str, list[Predicate]] = {}
        for one in found.values():
            lists.setdefault("shown" if one.name.startswith("shown") else one.name, []).append(one)
        for listed in lists.values():
            for one in listed:
                for other in listed:
                    if one is not other and (tie := self._pair(one, other)) is not None:
                        yield tie

    def implies(self, one: Predicate, other: Predicate) -> bool:
        """Whether whatever makes the one true makes the other true."""
        return implies(self._with_what_its_kinds_fix(one), other, self._classes)

    def _pair(self, one: Predicate, other: Predicate) -> Expr | None:
        key = (one.key, other.key)
        if key not in self._pairs:
            self._pairs[key] = self._tie(one, other)
        return self._pairs[key]

    def _tie(self, one: Predicate, other: Predicate) -> Expr | None:
        fixed = self._with_what_its_kinds_fix(one)
        if implies(fixed, other, self._classes):
            return any_of(negated(one), other)
        if excludes(fixed, self._with_what_its_kinds_fix(other)):
            return negated(all_of(one, other))
        return None

    def _with_what_its_kinds_fix(self, predicate: Predicate) -> Predicate:
        """A document predicate with the attributes that its kinds have anyway: an I-200 is an officer's."""
        filters = dict(predicate.filters)
        kinds = filters.get("kind")
        if not predicate.name.startswith("shown") or not isinstance(kinds, tuple):
            return predicate
        if predicate.key not in self._fixed:
            attributes = [self._kinds.get(kind, {}) for kind in kinds]
            for name in ("issuer", "effect", "matter"):
                values = {str(one[name]) for one in attributes if name in one}
                if name not in filters and all(name in one for one in attributes):
                    filters[name] = tuple(sorted(values))
            self._fixed[predicate.key] = Predicate(
                name=predicate.name,
                arguments=predicate.arguments,
                filters=tuple(sorted(filters.items())),
            )
        return self._fixed[predicate.key]


_TIES: WeakKeyDictionary[Corpus, Ties] = WeakKeyDictionary()


def ties_for(
    corpus: Corpus, axioms: Sequence[Axiom], asked: Iterable[Leaf]
) -> tuple[tuple[Expr, ...], tuple[Leaf, ...]]:
    """The conditions that every case meets, of some words and those tied to them; and all their leaves."""
    kept = dict.fromkeys(asked)
    keys = {key_of(leaf) for leaf in kept}
    found: list[Expr] = []
    waiting = [(axiom, [*leaves(axiom.when), *leaves(axiom.then)]) for axiom in axioms]
    grown = True
    while grown:
        grown = False
        for axiom, named in tuple(waiting):
            if keys.isdisjoint(key_of(leaf) for leaf in named):
                continue
            waiting.remove((axiom, named))
            found.append(any_of(negated(axiom.when), axiom.then))
            kept.update(dict.fromkeys(named))
            keys.update(key_of(leaf) for leaf in named)
            grown = True
    ties = _ties_of(corpus)
    predicates = [leaf for leaf in kept if isinstance(leaf, Predicate)]
    return (*found, *ties.between(predicates)), tuple(kept)


def _ties_of(corpus: Corpus) -> Ties:
    ties = _TIES.get(corpus)
    if ties is None:
        ties = _TIES[corpus] = Ties(corpus)
    return ties


def without_implied(corpus: Corpus, conditions: Sequence[Expr]) -> tuple[Expr, ...]:
    """Conditions without those that another of them says anyway: whoever is told that a judge ordered this person's
    arrest need not be told that a judge ordered somebody's.
    """
    ties = _ties_of(corpus)
    held = [one for one in conditions if isinstance(one, Predicate)]
    denied = [
        one.operand
        for one in conditions
        if isinstance(one, Not) and isinstance(one.operand, Predicate)
    ]

    def says_more(one: Predicate, other: Predicate) -> bool:
        return ties.implies(one, other) and not ties.implies(other, one)

    idle: set[Expr] = {other for one in held for other in held if says_more(one, other)}
    idle |= {Not(operand=one) for one in denied for other in denied if says_more(one, other)}
    return tuple(one for one in conditions if one not in idle)


def domains_of(corpus: Corpus, asked: Iterable[Leaf]) -> Mapping[str, Sequence[Value]]:
    """The values that stand for all values of a word, such as a person could state them."""
    literals: dict[str, list[Value]] = {}
    for leaf in asked:
        if isinstance(leaf, Compare):
            literals.setdefault(leaf.word, []).append(leaf.value)
        elif isinstance(leaf, OneOf):
            literals.setdefault(leaf.word, []).extend(leaf.values)
    found: dict[str, Sequence[Value]] = {}
    for key, named in literals.items():
        word = corpus.vocabulary.words.get(key)
        if word is None:
            continue
        if word.values:
            found[key] = tuple(one.id for one in word.values)
        elif word.type is WordType.JURISDICTION:
            others = (place for place in corpus.states if place not in named)
            found[key] = (
                *dict.fromkeys(named),
                *(place for place, _ in zip(others, "1", strict=False)),
            )
        elif word.type is WordType.INTEGER:
            numbers = {n + step for n in named if isinstance(n, int) for step in (-1, 0, 1)}
            found[key] = tuple(sorted(number for number in numbers if number >= 0))
        elif word.type is WordType.DATE:
            found[key] = (*_days(named), NEVER_HAPPENED)
    return found


def _days(named: Sequence[Value]) -> tuple[str, ...]:
    days = {date.fromisoformat(str(one)) for one in named if one != NEVER_HAPPENED}
    near = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
    return tuple(day.isoformat() for day in sorted(near))
