"""Every case of a few words at once, as a truth table: a tree is a column of bits, one bit a case.

What holds in no case of its own words holds in none, whatever else is so; and what holds in one holds, once the other
words that are tied to these can be given values too. So a claim of few words is decided here, both ways, without the
solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import assert_never

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
    key_of,
    nodes_once,
)
from comity.readings import MAX_POINTS, evaluate, leaf_truth
from comity.readings.columns import Column

TRIED = 64
"""Cases of a table for which values of the words tied to theirs are looked for."""
STEPS = 2_000
"""Values that are given to tied words on the way, in all; after that nothing is said."""


class Columned:
    """Trees read over a list of cases; each object is worked out once."""

    def __init__(self, leaves: Mapping[Leaf, Column], every: Column) -> None:
        self.leaves, self.every = leaves, every
        self._found: dict[int, tuple[Expr, Column]] = {}

    def column(self, tree: Expr) -> Column:
        """The cases in which a tree holds. It asks about no leaf that was not given."""
        found = self._found.get(id(tree))
        if found is None:
            found = self._found[id(tree)] = (tree, self._column(tree))
        return found[1]

    def _column(self, tree: Expr) -> Column:
        match tree:
            case AllOf(operands=operands):
                return reduce(and_, map(self.column, operands), self.every)
            case AnyOf(operands=operands):
                return reduce(or_, map(self.column, operands), 0)
            case Not(operand=inner):
                return self.every ^ self.column(inner)
            case Named(meaning=inner):
                return self.column(inner)
            case Fact() | Compare() | OneOf() | Predicate():
                return self.leaves[tree]
            case Const(value=value):
                return self.every if value else 0
            case _:
                assert_never(tree)


class CaseTable(Columned):
    """All cases of some words, the first values first."""

    def __init__(
        self, asked: Mapping[str, Sequence[Leaf]], cells: Mapping[str, Sequence[Value]]
    ) -> None:
        """`asked` are the leaves of each word of the table, `cells` its values."""
        self._cells = {key: cells[key] for key in asked}
        points = reduce(lambda count, key: count * len(cells[key]), asked, 1)
        columns: dict[Leaf, Column] = {}
        stride = 1
        for key, leaves in asked.items():
            stripes = _stripes(stride, len(cells[key]), points)
            for leaf in leaves:
                columns[leaf] = reduce(
                    or_,
                    (
                        stripe
                        for cell, stripe in zip(cells[key], stripes, strict=True)
                        if leaf_truth(leaf, {key: cell}) is Truth.TRUE
                    ),
                    0,
                )
            stride *= len(cells[key])
        super().__init__(columns, (1 << points) - 1)

    def case(self, at: int) -> dict[str, Value]:
        """The values of a case."""
        found: dict[str, Value] = {}
        for key, cells in self._cells.items():
            at, number = divmod(at, len(cells))
            found[key] = cells[number]
        return found


def _stripes(stride: int, cells: int, points: int) -> list[Column]:
    """For each cell of a word the cases that have it: blocks of `stride` cases, taking turns."""
    block, width = (1 << stride) - 1, stride * cells
    while width < points:
        block |= block << width
        width *= 2
    every = (1 << points) - 1
    return [block << stride * number & every for number in range(cells)]


class TooManyCasesError(Exception):
    """A claim of too many words, or whose ties to others are too many, to go through its cases."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words: the table of them, the ties among them, and all other ties that reach them."""

    table: CaseTable | None
    near: tuple[Expr, ...]
    far: tuple[Expr, ...]


class CaseTables:
    """The tables of the words of claims."""

    def __init__(
        self,
        asked: Mapping[str, Sequence[Leaf]],
        cells: Mapping[str, Sequence[Value]],
        ties: Sequence[Expr],
    ) -> None:
        """`asked` are the leaves of each word, `cells` its values. Some case must meet all the ties."""
        self._asked = asked
        # Most facts of a case are not so: such cases come first.
        self._cells = {
            key: sorted(one, key=lambda cell: cell is True) for key, one in cells.items()
        }
        self._ties = [(tie, words_of(tie)) for tie in ties]
        self._found: dict[frozenset[str], _Words] = {}

    def case(self, claim: Expr) -> dict[str, Value] | None:
        """A case that meets a claim, of its words and those tied to them; None, a proof, if there is none.

        Raises TooManyCasesError where that cannot be told here.
        """
        words = self._of(words_of(claim))
        if words.table is None:
            raise TooManyCasesError
        met = reduce(and_, map(words.table.column, words.near), words.table.column(claim))
        steps = iter(range(STEPS))
        for _ in range(TRIED):
            if not met:
                return None
            found = self._completed(
                words.table.case((met & -met).bit_length() - 1), words.far, steps
            )
            if found is not None:
                return found
            met &= met - 1
        raise TooManyCasesError

    def _of(self, words: frozenset[str]) -> _Words:
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = self._new(words)
        return found

    def _new(self, words: frozenset[str]) -> _Words:
        points = reduce(lambda count, key: count * len(self._cells[key]), words, 1)
        table = None
        if points <= MAX_POINTS:
            table = CaseTable({key: self._asked[key] for key in sorted(words)}, self._cells)
        reached, grown = set(words), True
        while grown:
            grown = False
            for _, named in self._ties:
                if not named.isdisjoint(reached) and not named <= reached:
                    reached |= named
                    grown = True
        near = tuple(tie for tie, named in self._ties if named <= words)
        far = tuple(tie for tie, named in self._ties if named <= reached and not named <= words)
        return _Words(table, near, far)

    def _completed(
        self, facts: dict[str, Value], ties: Sequence[Expr], steps: Iterator[int]
    ) -> dict[str, Value] | None:
        """The facts with those that meet the ties; None, a proof, if there are none."""
        still: list[Expr] = []
        for tie in ties:
            truth = evaluate(tie, facts)
            if truth is Truth.FALSE:
                return None
            if truth is Truth.UNKNOWN:
                still.append(tie)
        if not still:
            return facts
        key = next(key for key in sorted(words_of(still[0])) if key not in facts)
        for cell in self._cells[key]:
            if next(steps, None) is None:
                raise TooManyCasesError
            found = self._completed({**facts, key: cell}, still, steps)
            if found is not None:
                return found
        return None


def words_of(tree: Expr) -> frozenset[str]:
    """The keys of all leaves of a tree."""
    return frozenset(
        key_of(one)
        for one in nodes_once([tree])
        if isinstance(one, Fact | Compare | OneOf | Predicate)
    )
