"""The law of a place, action and stretch of days, made ready once for every decision under it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, permutations
from threading import Lock
from typing import TypeAlias, TypeVar
from weakref import WeakKeyDictionary, ref

from comity._version import __version__
from comity.decide.coverage import Coverage, coverage_of
from comity.decide.determination import (
    CorpusVersion,
    Decided,
    Defeated,
    Ground,
    Missing,
    OutOfForce,
)
from comity.decide.kept import Kept
from comity.law import (
    ClassOrder,
    Clock,
    Corpus,
    Force,
    Law,
    Provision,
    Version,
    WordType,
    asks_of,
    class_order_of,
    dates_of_change,
    excludes,
    implies,
    law_on,
    list_of,
)
from comity.logic import Expr, Part, Predicate, Rail, Value, all_of, any_of, negated
from comity.readings import Compiled, CompiledTruths, Space, Tie, compile_answer, compile_truths

Key = TypeVar("Key")
One = TypeVar("One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a part of the ruling is shown with: its provision, and each defeat it may suffer."""

    part: Part
    provision: Provision
    version: Version
    force: Force
    defeated: tuple[Defeated, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Prepared:
    """A law with all that the decisions under it share, whatever the facts are. Two are equal if they are the same.

    `compiled` gives the answer. `truths` are those of the ruling's parts, `defeats` of each part
    that can be defeated and then of its defeats, `beside` of the duties, the notes, and what binds
    the provisions `out_of_force`; `axioms` of the conditions of the ties. `space` has a tree for
    each part and is shared by laws that answer alike, `rails` the place of each part's rail among `Rail`. `predicates` stand by the list they are answered from, `coverages` by actor.
    `number` is no other prepared law's; under it `decided` and `grounds`, which all laws of a corpus share, keep what
    was worked out.
    """

    law: Law
    compiled: Compiled
    truths: CompiledTruths
    defeats: CompiledTruths
    beside: CompiledTruths
    axioms: CompiledTruths
    space: Space
    bases: tuple[Basis, ...]
    rails: tuple[int, ...]
    out_of_force: tuple[OutOfForce, ...]
    predicates: Mapping[str, tuple[Predicate, ...]]
    classes: ClassOrder
    kinds: Mapping[str, type]
    domains: Mapping[str, Sequence[Value]]
    asked: Mapping[str, Missing]
    coverages: Mapping[str | None, Coverage]
    prevailing: tuple[tuple[str, str, str], ...]
    clocks: tuple[Clock, ...]
    missing_law: tuple[str, ...]
    version: CorpusVersion
    number: int
    decided: Kept[DecidedKey, Decided]
    grounds: Kept[GroundKey, Ground]


class _Shelf:
    """The prepared laws of one corpus, kept for as long as the corpus lives and there is room.

    Any id below a state is a place that can be asked about, so that a stranger can name places without end:
    what was kept longest goes first.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.laws: dict[tuple[str, str, int], Prepared] = {}
        self.dates: dict[tuple[str, str], tuple[date, ...]] = {}
        self.keeping = Lock()
        words = corpus.vocabulary.words.values()
        self.domains: dict[str, Sequence[Value]] = {
            word.id: tuple(value.id for value in word.values) for word in words if word.values
        }
        self.kinds = {word.id: _KINDS.get(word.type, str) for word in words}
        self.classes = class_order_of(corpus.classes.values())
        self.rank = {word: number for number, word in enumerate(corpus.vocabulary.words)}
        self.asked: dict[str, Missing] = {}
        self.version = CorpusVersion(digest=corpus.digest, program=program_version())
        self.numbers = count()
        self.decided: Kept[DecidedKey, Decided] = Kept(MAX_DECIDED)
        self.grounds: Kept[GroundKey, Ground] = Kept(MAX_GROUNDS)


class _Coverages(dict[str | None, Coverage]):
    """How far the law is encoded, by kind of actor; worked out when a kind is first asked about."""

    def __init__(self, corpus: Corpus, law: Law) -> None:
        super().__init__()
        # Weakly: the prepared law hangs on the corpus, and must not keep it alive.
        self._corpus, self._law = ref(corpus), law

    def __missing__(self, actor: str | None) -> Coverage:
        corpus = self._corpus()
        assert corpus is not None
        kind = corpus.vocabulary.actors[actor] if actor is not None else None
        self[actor] = found = coverage_of(corpus, self._law, kind)
        return found


MAX_KEPT = 4096
"""Prepared laws that are kept, at some 30 kB each: more than all acts in all places on one day."""

MAX_DECIDED, MAX_GROUNDS = 4096, 8192
"""What was decided, and grounds with their traces, that are kept: some kB each."""

DecidedKey: TypeAlias = tuple[int, bytes, bytes, bytes, int]
GroundKey: TypeAlias = tuple[int, int, bytes]

_RAILS = tuple(Rail)

_KINDS: Mapping[WordType, type] = {WordType.BOOLEAN: bool, WordType.INTEGER: int}
"""What a value is in Python; of every other word a text."""


_SHELVES: WeakKeyDictionary[Corpus, _Shelf] = WeakKeyDictionary()


def prepare(
    corpus: Corpus, place: str, action: str, on: date, *, law: Law | None = None
) -> Prepared:
    """The law on a day, ready to decide under. Kept, for it is the same between the days that bear on the act.

    `law` is what `law_on` gives for just these, if the caller has it at hand.
    """
    shelf = _SHELVES.get(corpus)
    if shelf is None:
        shelf = _SHELVES[corpus] = _Shelf(corpus)
    dates = shelf.dates.get((place, action))
    if dates is None:
        dates = dates_of_change(corpus, place, action)
        _keep(shelf, shelf.dates, (place, action), dates)
    stretch = bisect_right(dates, on)
    key = (place, action, stretch)
    prepared = shelf.laws.get(key)
    if prepared is None:
        law = law or law_on(corpus, place, action, on)
        before = shelf.laws.get((place, action, stretch - 1))
        if before is not None and replace(before.law, on=on) == law:
            prepared = before
        else:
            like = before if before is not None and _is_alike(before.law, law) else None
            prepared = _prepared(corpus, law, shelf, like)
        _keep(shelf, shelf.laws, key, prepared)
    return prepared


def _is_alike(one: Law, other: Law) -> bool:
    """Whether two laws answer alike, from the same texts of the same levels: what they differ in stands beside."""
    return (
        one.ruling == other.ruling
        and one.standing == other.standing
        and one.levels == other.levels
        and one.injunctions == other.injunctions
        and one.axioms == other.axioms
        and one.predicates == other.predicates
    )


def _keep(shelf: _Shelf, kept: dict[Key, One], key: Key, one: One) -> None:
    with shelf.keeping:
        while len(kept) >= MAX_KEPT:
            del kept[next(iter(kept))]
        kept[key] = one


def _prepared(corpus: Corpus, law: Law, shelf: _Shelf, like: Prepared | None) -> Prepared:
    """The law made ready, with what it shares with a law that is alike."""
    parts = law.ruling.parts
    effective = [part.effective for part in parts]
    space = (
        like.space
        if like
        else Space(
            effective,
            domains=shelf.domains,
            ties=ties_of(law, shelf.classes),
            first=_order(law, shelf.rank),
        )
    )
    for key in space.keys:
        if key not in shelf.asked:
            shelf.asked[key] = _missing(corpus, key)
    predicates: dict[str, list[Predicate]] = {}
    for predicate in law.predicates:
        predicates.setdefault(list_of(predicate), []).append(predicate)
    binds = [one.provision.binds for one in law.out_of_force]
    return Prepared(
        law=law,
        compiled=like.compiled if like else compile_answer(law.ruling),
        truths=like.truths if like else compile_truths(effective),
        defeats=like.defeats
        if like
        else compile_truths(
            [
                tree
                for part in parts
                if part.defeats
                for tree in (part.reached, *(tree for _, tree in part.defeats))
            ]
        ),
        beside=compile_truths([*(tree for _, tree in (*law.duties, *law.notes)), *binds]),
        axioms=like.axioms if like else compile_truths([axiom.when for axiom in law.axioms]),
        space=space,
        bases=tuple(_basis(law, part) for part in parts),
        rails=tuple(_RAILS.index(part.rail) for part in parts),
        out_of_force=tuple(
            OutOfForce(provision=one.provision, version=one.version) for one in law.out_of_force
        ),
        predicates={name: tuple(found) for name, found in predicates.items()},
        classes=shelf.classes,
        kinds=shelf.kinds,
        domains=shelf.domains,
        asked=shelf.asked,
        coverages=_Coverages(corpus, law),
        prevailing=tuple(
            (one.question, one.reading, one.cite)
            for one in law.prevailing
            if one.question in law.words
        ),
        clocks=tuple(clock for clock in law.clocks if clock.word in law.words),
        missing_law=law.missing_law,
        version=shelf.version,
        number=next(shelf.numbers),
        decided=shelf.decided,
        grounds=shelf.grounds,
    )


def _basis(law: Law, part: Part) -> Basis:
    standing = law.standing[part.label.source]
    provision = standing.provision
    owner = next(one for one in law.chain if one.id == provision.jurisdiction)
    notes = [law.defeats[label] for label, _ in part.defeats]
    return Basis(
        part=part,
        provision=provision,
        version=standing.version,
        force=owner.instruments[provision.instrument].force,
        defeated=tuple(
            Defeated(
                provision=provision,
                version=standing.version,
                rail=part.rail,
                by=note.provision,
                kind=note.kind,
                cite=note.cite,
            )
            for note in notes
        ),
    )


def _missing(corpus: Corpus, key: str) -> Missing:
    word = corpus.vocabulary.words.get(key)
    question = corpus.questions.get(key)
    if word is not None:
        asks, where = word.asks, word.found
    elif question is not None:
        asks, where = question.asks, "a question of law: no fact of the case answers it"
    else:
        asks, where = asks_of(key, corpus)
    return Missing(word=key, asks=asks, found=where, question_of_law=question is not None)


def program_version() -> str:
    """The version of the program."""
    return __version__


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
