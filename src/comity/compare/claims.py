"""Claims about the facts of a case, and whether any case meets them.

A claim is first tried on many random cases at once: a bit each of one number, so that `and`, `or` and `not` are
`&`, `|` and `^`. One that holds of some random case is possible, and the solver need not be asked; that none was
met proves nothing, and then it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import assert_never

from comity.compare.ties import domains_of, ties_for
from comity.law import Axiom, Corpus
from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Leaf,
    Named,
    Not,
    OneOf,
    Predicate,
    Truth,
    Value,
    all_of,
    any_of,
    key_of,
    leaves,
    negated,
)
from comity.readings import cells_of, leaf_truth
from comity.readings.formula import Formulas, start_afresh
from comity.readings.formula_search import SECONDS, Search

CASES = 1024
"""Random cases that are tried before the solver is asked."""
SHARES = 4
"""Parts of the random cases: in each a truth is true less often than in the one before, from a half down. Most
facts of a case are not so, and most conditions ask for a few."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: as a tree, and the random cases that meet it."""

    tree: Expr
    met: int


class Claims:
    """Claims over the words of some trees. The same trees give the same random cases every time."""

    def __init__(
        self,
        corpus: Corpus,
        axioms: Sequence[Axiom],
        asked: Iterable[Leaf],
        *,
        seconds: float = SECONDS,
    ) -> None:
        ties, every = ties_for(corpus, axioms, asked)
        self.seconds = seconds
        self._ties, self._leaves = ties, every
        self.domains = domains_of(corpus, every)
        by_key: dict[str, list[Leaf]] = {}
        for leaf in every:
            by_key.setdefault(key_of(leaf), []).append(leaf)
        self._by_key = by_key
        self._all = (1 << CASES) - 1
        self._table: dict[Leaf, int] = {}
        self._drawn: dict[str, Callable[[int], Value]] = {}
        random = Random(20_261_121)  # noqa: S311 -- for trying, not for secrets
        for key, listed in by_key.items():
            self._draw(key, listed, random)
        self._bits: dict[int, tuple[Expr, int]] = {}
        self._consistent = self._all
        for tie in ties:
            self._consistent &= self._met(tie)
        self._search: Search | None = None

    def _draw(self, key: str, listed: Sequence[Leaf], random: Random) -> None:
        """Give a word a value in each random case, and note which leaves hold there."""
        cells = tuple(cells_of(key, listed, self.domains.get(key)))
        met = dict.fromkeys(listed, 0)
        if set(cells) == {True, False} and isinstance(cells[0], bool):
            bits = 0
            for share in range(SHARES):
                bits = bits << (CASES // SHARES) | _rarely(share, CASES // SHARES, random)
            met = dict.fromkeys(listed, bits)
            self._drawn[key] = lambda at: bool(bits >> at & 1)
        else:
            drawn = random.choices(range(len(cells)), k=CASES)
            # The first drawn stands in the highest bit.
            self._drawn[key] = lambda at: cells[drawn[CASES - 1 - at]]
            for number, cell in enumerate(cells):
                some = int("".join("1" if one == number else "0" for one in drawn), 2)
                for leaf in listed:
                    if leaf_truth(leaf, {key: cell}) is Truth.TRUE:
                        met[leaf] |= some
        self._table.update(met)

    def of(self, tree: Expr) -> Claim:
        """That a tree holds. It asks about no word that was not named at the start."""
        return Claim(tree, self._met(tree))

    def knows(self, tree: Expr) -> bool:
        """Whether a tree asks about no other words than were named at the start."""
        return all(leaf in self._table for leaf in leaves(tree))

    def has(self, key: str, value: Value) -> Claim:
        """That a word has a value."""
        return self.of(_value_is(key, value, self._by_key[key]))

    def every(self, *claims: Claim) -> Claim:
        """All of them."""
        met = self._all
        for one in claims:
            met &= one.met
        return Claim(all_of(*(one.tree for one in claims)), met)

    def some(self, *claims: Claim) -> Claim:
        """At least one of them."""
        met = 0
        for one in claims:
            met |= one.met
        return Claim(any_of(*(one.tree for one in claims)), met)

    def denied(self, claim: Claim) -> Claim:
        """Not it."""
        return Claim(negated(claim.tree), self._all ^ claim.met)

    def possible(self, query: str, *claims: Claim) -> bool:
        """Whether some case meets all the claims; False is a proof. Raises UndecidedError."""
        claim = self.every(*claims)
        if claim.met & self._consistent:
            return True
        if isinstance(claim.tree, Const):
            return claim.tree.value
        return self.search.exists(query, self.search.formulas.whole(claim.tree))

    def example(self, query: str, *claims: Claim) -> dict[str, Value] | None:
        """A whole case that meets all the claims; None, a proof, if there is none. Raises UndecidedError."""
        claim = self.every(*claims)
        if claim.tree == Const(value=False):
            return None
        if met := claim.met & self._consistent:
            at = (met & -met).bit_length() - 1
            return {key: values(at) for key, values in self._drawn.items()}
        return self.search.facts(query, self.search.formulas.whole(claim.tree))

    @property
    def search(self) -> Search:
        """The solver over the same words."""
        if self._search is None:
            start_afresh()
            formulas = Formulas(self._leaves, domains=self.domains)
            required = [formulas.whole(tie) for tie in self._ties]
            self._search = Search(formulas, required, seconds=self.seconds)
        return self._search

    def _met(self, tree: Expr) -> int:
        found = self._bits.get(id(tree))
        if found is None:
            found = self._bits[id(tree)] = (tree, self._work_out(tree))
        return found[1]

    def _work_out(self, tree: Expr) -> int:
        match tree:
            case Const(value=value):
                return self._all if value else 0
            case Fact() | Compare() | OneOf() | Predicate():
                return self._table[tree]
            case Named(meaning=inner):
                return self._met(inner)
            case Not(operand=inner):
                return self._all ^ self._met(inner)
            case AllOf(operands=operands):
                met = self._all
                for one in operands:
                    met &= self._met(one)
                return met
            case AnyOf(operands=operands):
                met = 0
                for one in operands:
                    met |= self._met(one)
                return met
            case _:
                assert_never(tree)


def _value_is(key: str, value: Value, asked: Sequence[Leaf]) -> Expr:
    """That a word has a value, in the leaves that the trees ask about anyway."""
    return all_of(
        *(leaf if leaf_truth(leaf, {key: value}) is Truth.TRUE else negated(leaf) for leaf in asked)
    )


def _rarely(share: int, count: int, random: Random) -> int:
    """So many bits, each set once in 2, 4, 8 or 16 times."""
    bits = random.getrandbits(count)
    for _ in range(share):
        bits &= random.getrandbits(count)
    return bits
