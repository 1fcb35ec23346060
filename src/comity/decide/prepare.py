"""The law of a place, action and stretch of days, made ready once for every decision under it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from weakref import WeakKeyDictionary

from comity.law import (
    ClassOrder,
    Corpus,
    Law,
    class_order_of,
    dates_of_change,
    excludes,
    implies,
    law_on,
    list_of,
)
from comity.logic import Expr, Rail, Value, all_of, any_of, negated
from comity.readings import Compiled, CompiledTruths, Tie, compile_answer, compile_truths


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A law with what every decision under it shares: its compiled forms, ties and closed lists.

    `truths` are those of the ruling's parts, `beside` of the duties and then the notes, `axioms` of
    the conditions of the ties.
    """

    law: Law
    compiled: Compiled
    truths: CompiledTruths
    beside: CompiledTruths
    axioms: CompiledTruths
    rails: tuple[Expr, Expr, Expr]
    classes: ClassOrder
    ties: tuple[Tie, ...]
    domains: Mapping[str, Sequence[Value]]
    order: tuple[str, ...]


class _Shelf:
    """The prepared laws of one corpus, kept for as long as the corpus lives."""

    def __init__(self, corpus: Corpus) -> None:
        self.laws: dict[tuple[str, str, int], Prepared] = {}
        self.dates: dict[str, tuple[date, ...]] = {}
        words = corpus.vocabulary.words.values()
        self.domains: dict[str, Sequence[Value]] = {
            word.id: tuple(value.id for value in word.values) for word in words if word.values
        }
        self.classes = class_order_of(corpus.jurisdictions.values())
        self.rank = {word: number for number, word in enumerate(corpus.vocabulary.words)}


_SHELVES: WeakKeyDictionary[Corpus, _Shelf] = WeakKeyDictionary()


def prepare(corpus: Corpus, place: str, action: str, on: date) -> Prepared:
    """The law on a day, ready to decide under. Kept, for it is the same between dates of change."""
    shelf = _SHELVES.get(corpus)
    if shelf is None:
        shelf = _SHELVES[corpus] = _Shelf(corpus)
    dates = shelf.dates.get(place)
    if dates is None:
        dates = shelf.dates[place] = dates_of_change(corpus, place)
    key = (place, action, bisect_right(dates, on))
    prepared = shelf.laws.get(key)
    if prepared is None:
        law = law_on(corpus, place, action, on)
        prohibited, required, permitted = (law.ruling.tree(rail) for rail in Rail)
        prepared = shelf.laws[key] = Prepared(
            law=law,
            compiled=compile_answer(law.ruling),
            truths=compile_truths([part.effective for part in law.ruling.parts]),
            beside=compile_truths([tree for _, tree in (*law.duties, *law.notes)]),
            axioms=compile_truths([axiom.when for axiom in law.axioms]),
            rails=(prohibited, required, permitted),
            classes=shelf.classes,
            ties=ties_of(law, shelf.classes),
            domains=shelf.domains,
            order=_order(law, shelf.rank),
        )
    return prepared


def _order(law: Law, rank: Mapping[str, int]) -> tuple[str, ...]:
    """Words in the order of the vocabulary, each predicate where its list of records stands."""
    places = {predicate.key: rank[list_of(predicate)] for predicate in law.predicates}
    every = {**rank, **places}
    return tuple(sorted(every, key=lambda key: (every[key], key)))


def ties_of(law: Law, classes: ClassOrder) -> tuple[Tie, ...]:
    """Conditions that every consistent completion meets: the axioms, and what one predicate says
    of another (a conviction within 5 years is a conviction).
    """
    found: list[Expr] = [any_of(negated(axiom.when), axiom.then) for axiom in law.axioms]
    for one, other in permutations(law.predicates, 2):
        if implies(one, other, classes):
            found.append(any_of(negated(one), other))
        elif excludes(one, other):
            found.append(negated(all_of(one, other)))
    return tuple(Tie.of(expr) for expr in found)
