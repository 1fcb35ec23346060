"""The tree of questions behind a card: what to ask, what each answer leads to, until the answer is settled
or a page could not hold more. Each leaf is the determination of `decide` for the facts of its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import TypeAlias

from comity.decide.decide import decide, next_question
from comity.decide.determination import Determination
from comity.decide.known import known_of
from comity.decide.prepare import prepare, ties_of
from comity.decide.question import Question, QuestionError, ask
from comity.law import Corpus
from comity.logic import Answer, Compare, Leaf, Truth, Value, key_of, leaves
from comity.readings import evaluate, leaf_truth

MAX_ASKED = 60
"""Questions of one tree; a law that needs more does not fit a page."""
MOST_NUMBERS = 400
"""Beyond it a number is not asked about on a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a card is about, before anything is asked: an act there, on a day, by someone, with facts."""

    place: str
    action: str
    on: date
    actor: str | None
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The end of a way: what `decide` says of the facts stated on it. Open where nothing more is asked."""

    facts: Mapping[str, Value]
    found: Determination

    @property
    def is_open(self) -> bool:
        """Whether facts that nobody asked for could still decide."""
        return self.found.answer is Answer.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One way to answer: the values that lead on alike."""

    values: tuple[Value, ...]
    then: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, its branches, and what `decide` says before it is answered.

    INVARIANT: the branches hold every value of the word that does not contradict the facts so far.
    """

    word: str
    branches: tuple[Branch, ...]
    before: Settled


Tree: TypeAlias = Settled | Asked


def tree_of(corpus: Corpus, case: Case, *, most: int = MAX_ASKED) -> Tree:
    """The tree of a case. Raises QuestionError where the case itself cannot be asked."""
    return _Grown(corpus, case, most).tree()


def weighed_ends(tree: Tree, weight: float = 1) -> Iterator[tuple[Settled, float]]:
    """The ends of all ways, in order, and how much of what comes to a desk goes each way, if a special
    circumstance (a yes) is so once in five.
    """
    if isinstance(tree, Settled):
        yield tree, weight
        return
    shares = _shares([branch.values for branch in tree.branches])
    for branch, share in zip(tree.branches, shares, strict=True):
        yield from weighed_ends(branch.then, weight * share)


YES = 0.2
"""Only for choosing what a page tells first and what it leaves to Comity; it touches no answer."""


def _shares(ways: Sequence[tuple[Value, ...]]) -> list[float]:
    """How much goes each way of a question."""
    if len(ways) == 2 and (True,) in ways:
        return [YES if values == (True,) else 1 - YES for values in ways]
    return [1 / len(ways)] * len(ways)


def ends_of(tree: Tree) -> Iterator[Settled]:
    """The ends of all ways, in order."""
    if isinstance(tree, Settled):
        yield tree
    else:
        for branch in tree.branches:
            yield from ends_of(branch.then)


@dataclass(slots=True, kw_only=True)
class _Twig:
    """A tree while it grows: an end, until something is asked there."""

    end: Settled
    weight: float
    word: str = ""
    values: tuple[tuple[Value, ...], ...] = ()
    twigs: list[_Twig] = field(default_factory=list)

    def tree(self) -> Tree:
        """What has grown."""
        if not self.twigs:
            return self.end
        branches = tuple(
            Branch(values=values, then=twig.tree())
            for values, twig in zip(self.values, self.twigs, strict=True)
        )
        return Asked(word=self.word, branches=branches, before=self.end)


class _Grown:
    """Grows the tree of a case, a bounded number of questions."""

    def __init__(self, corpus: Corpus, case: Case, most: int) -> None:
        self.corpus, self.case, self.left = corpus, case, most
        self.asked = ask(
            corpus, case.place, case.action, on=case.on, actor=case.actor, facts=case.facts
        )
        self.prepared = prepare(corpus, case.place, case.action, case.on)
        self.ties = ties_of(self.prepared.law, self.prepared.classes)
        self.leaves: dict[str, list[Leaf]] = {}
        self.grouped: dict[str, tuple[tuple[Value, ...], ...]] = {}
        trees = [basis.part.effective for basis in self.prepared.bases]
        # What a tie tells apart may move a word that the ruling asks about.
        for axiom in self.prepared.law.axioms:
            trees += (axiom.when, axiom.then)
        for tree in trees:
            for leaf in leaves(tree):
                self.leaves.setdefault(key_of(leaf), []).append(leaf)

    def tree(self) -> Tree:
        """The tree: what comes to a desk most is asked on first, until there is no room for more questions."""
        root = _Twig(end=self.settled({}), weight=1)
        waiting = [root]
        while waiting and self.left > 0:
            twig = max(waiting, key=lambda one: one.weight)
            waiting.remove(twig)
            self.grow(twig)
            waiting += [one for one in twig.twigs if one.end.is_open]
        return root.tree()

    def grow(self, twig: _Twig) -> None:
        """Ask what is asked next there; a twig where there is nothing to ask stays an end."""
        word = self.next_word(twig.end)
        groups = self.values(word) if word is not None else ()
        if word is None or not groups:
            return
        self.left -= 1
        ways = [(values, {**twig.end.facts, word: values[0]}) for values in groups]
        can_be = [(values, facts) for values, facts in ways if self.can_be(facts)]
        shares = _shares([values for values, _ in can_be])
        twig.word = word
        twig.values = tuple(values for values, _ in can_be)
        twig.twigs = [
            _Twig(end=self.settled(facts), weight=twig.weight * share)
            for (_, facts), share in zip(can_be, shares, strict=True)
        ]

    def can_be(self, facts: Mapping[str, Value]) -> bool:
        """Whether anybody can be in this case: nothing stated contradicts the rest, or a tie."""
        try:
            known = known_of(self.corpus, self.prepared, self.question(facts))
        except QuestionError:
            return False
        return all(evaluate(tie.expr, known) is not Truth.FALSE for tie in self.ties)

    def settled(self, facts: Mapping[str, Value]) -> Settled:
        """The end of a way with these facts."""
        return Settled(facts=facts, found=decide(self.corpus, self.question(facts), settling=0))

    def question(self, facts: Mapping[str, Value]) -> Question:
        """The question with these facts. Their values come from the ruling's own leaves, so they are of
        the right type.
        """
        stated, known = self.asked.stated, self.asked.facts
        return replace(
            self.asked,
            stated={**stated, **facts},
            facts=replace(known, words={**known.words, **facts}),
        )

    def next_word(self, end: Settled) -> str | None:
        """The word that settles the most of its values at once, for then a row answers; else the one
        that `next_question` would ask.
        """
        found = end.found
        if found.missing_law:
            return None
        askable = [
            one.word for one in found.missing if not one.question_of_law and self.values(one.word)
        ]
        if not askable:
            return None
        known = known_of(self.corpus, self.prepared, found.question)
        readings = _combinations(
            self.corpus, [one.word for one in found.missing if one.question_of_law]
        )
        shares = {word: self.share(word, known, readings) for word in askable}
        best = max(askable, key=lambda word: shares[word])
        if shares[best] > 0:
            return best
        opening = {word: self.opens(word, askable, known, readings) for word in askable}
        best = max(askable, key=lambda word: opening[word])
        if opening[best] > 0:
            return best
        declined = frozenset(one.word for one in found.missing) - frozenset(askable)
        chosen = next_question(self.corpus, found.question, declined=declined)
        return chosen.word if chosen else None

    def opens(
        self,
        word: str,
        askable: Sequence[str],
        known: Mapping[str, Value],
        readings: Sequence[Mapping[str, Value]],
    ) -> float:
        """How many other words settle the answer with one of their values, once a word has its usual one."""
        usual = self.values(word)[-1][0]
        return sum(
            self.share(other, {**known, word: usual}, readings)
            for other in askable
            if other != word
        )

    def share(
        self, word: str, known: Mapping[str, Value], readings: Sequence[Mapping[str, Value]]
    ) -> float:
        """The share of a word's values that settle the answer, under each combination of readings."""
        groups = self.values(word)
        settled = sum(
            all(
                self.prepared.compiled({**known, word: values[0], **read}) is not None
                for read in readings
            )
            for values in groups
        )
        return settled / len(groups) if groups else 0

    def values(self, word: str) -> tuple[tuple[Value, ...], ...]:
        """The values of a word, those together that the ruling cannot tell apart. True comes first.

        Of a number one value for each stretch end that matters. Empty for a day or a place, and for who
        acts: a card is made for one actor, and asks only what is one of a few.
        """
        if word not in self.grouped:
            self.grouped[word] = self._groups(word)
        return self.grouped[word]

    def _groups(self, word: str) -> tuple[tuple[Value, ...], ...]:
        found = self.leaves.get(word)
        if found is None or word in _WHO:
            return ()
        domain = self.prepared.domains.get(word)
        kind = bool if "(" in word else self.prepared.kinds.get(word, bool)
        if domain is None and kind is bool:
            return ((True,), (False,))
        if domain is None and kind is int:
            domain = _numbers(found)
        if domain is None:
            return ()
        alike: dict[tuple[object, ...], list[Value]] = {}
        for value in domain:
            signature = tuple(leaf_truth(leaf, {word: value}) for leaf in found)
            alike.setdefault(signature, []).append(value)
        return tuple(tuple(values) for values in alike.values())


_WHO = frozenset({"actor", "employer"})


def _numbers(found: Sequence[Leaf]) -> tuple[int, ...]:
    """Every whole number from 0 to just beyond the last one that the ruling compares with, if few."""
    last = max(
        (leaf.value for leaf in found if isinstance(leaf, Compare) and isinstance(leaf.value, int)),
        default=0,
    )
    return tuple(range(last + 2)) if last < MOST_NUMBERS else ()


def _combinations(corpus: Corpus, names: Sequence[str]) -> tuple[Mapping[str, Value], ...]:
    """The readings of some questions of law in every combination, while these are few."""
    if len(names) > 3:
        return ({},)
    return tuple(
        {name: one.value for name, one in zip(names, chosen, strict=True)}
        for chosen in product(*(corpus.questions[name].readings for name in names))
    )
