"""Claims about the facts of a case, and whether any case meets them.

A claim is first tried on many random cases at once: a bit each of one number, so that `and`, `or` and `not` are
`&`, `|` and `^`. One that holds of some random case is possible. That none was met proves nothing: then all cases of
its words are gone through, and where they are too many the solver is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.compare.case_table import CaseTables, Columned, TooManyCasesError
from comity.compare.drawn_cases import DrawnCases
from comity.compare.ties import domains_of, ties_for
from comity.law import Axiom, Corpus
from comity.logic import NEVER, Expr, Leaf, Truth, Value, all_of, any_of, key_of, leaves, negated
from comity.readings import cells_of, leaf_truth
from comity.readings.formula import Formulas, start_afresh
from comity.readings.formula_search import SECONDS, Search

CASES = 1024
"""Random cases that are tried before all cases are gone through, or the solver is asked."""
EXAMPLES = 4
"""Cases that are given for a claim, where so many were drawn."""


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
        cells = {
            key: tuple(cells_of(key, listed, self.domains.get(key)))
            for key, listed in by_key.items()
        }
        self._drawn = DrawnCases(cells, CASES)
        self._consistent = self._drawn.consistent(ties)
        self._columns = Columned(
            {leaf: self._drawn.leaf(leaf) for leaf in every}, self._drawn.every
        )
        self._tables = CaseTables(by_key, cells, ties)
        self._search: Search | None = None

    def of(self, tree: Expr) -> Claim:
        """That a tree holds. It asks about no word that was not named at the start."""
        return Claim(tree, self._columns.column(tree))

    def knows(self, tree: Expr) -> bool:
        """Whether a tree asks about no other words than were named at the start."""
        return all(leaf in self._columns.leaves for leaf in leaves(tree))

    def has(self, key: str, value: Value) -> Claim:
        """That a word has a value."""
        return self.of(_value_is(key, value, self._by_key[key]))

    def every(self, *claims: Claim) -> Claim:
        """All of them."""
        met = self._drawn.every
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
        return Claim(negated(claim.tree), self._drawn.every ^ claim.met)

    def possible(self, query: str, *claims: Claim) -> bool:
        """Whether some case meets all the claims; False is a proof. Raises UndecidedError."""
        claim = self.every(*claims)
        return bool(claim.met & self._consistent) or self._case(query, claim) is not None

    def examples(
        self, query: str, among: Collection[str], *claims: Claim
    ) -> tuple[Mapping[str, Value], ...]:
        """Some cases that meet all the claims; none is a proof that there are none.

        What is told of each are the words `among`, those of the claims among them if it tells all. Raises
        UndecidedError.
        """
        keys = [key for key in self._by_key if key in among]
        claim = self.every(*claims)
        met = claim.met & self._consistent
        if not met:
            one = self._case(query, claim)
            return () if one is None else ({key: one[key] for key in keys if key in one},)
        found: list[Mapping[str, Value]] = []
        while met and len(found) < EXAMPLES:
            at = (met & -met).bit_length() - 1
            found.append({key: self._drawn.value(key, at) for key in keys})
            met &= met - 1
        return tuple(found)

    def _case(self, query: str, claim: Claim) -> Mapping[str, Value] | None:
        """A case that was not drawn: all cases of the words are gone through, or, where they are too many, the solver
        is asked.
        """
        if claim.tree == NEVER:
            return None
        if self._consistent:  # else even what is tied to no word of the claim may be impossible
            try:
                return self._tables.case(claim.tree)
            except TooManyCasesError:
                pass
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


def _value_is(key: str, value: Value, asked: Sequence[Leaf]) -> Expr:
    """That a word has a value, in the leaves that the trees ask about anyway."""
    return all_of(
        *(leaf if leaf_truth(leaf, {key: value}) is Truth.TRUE else negated(leaf) for leaf in asked)
    )
