"""The reading of many cases at once: a case a bit, a tree a column of bits.

`and`, `or` and `not` are `&`, `|` and `^` on Python integers as long as there are cases. Trees are laid out as one run
of steps in which every object stands once: combined trees share large parts, and so do the rulings of two days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import TypeAlias, assert_never

from comity.logic import (
    AllOf,
    Answer,
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
    Rail,
)

Column: TypeAlias = int
"""The cases in which something is so: bit n for case n."""

_ALL, _SOME, _NOT, _LEAF, _CONST = range(5)


class Columns:
    """Trees laid out for reading. `leaves` numbers what they ask about, in the order in which it was met."""

    def __init__(self) -> None:
        self.leaves: dict[Leaf, int] = {}
        self._steps: list[tuple[int, tuple[int, ...]]] = []
        self._places: dict[int, tuple[Expr, int]] = {}  # the kept tree keeps its identity its own

    def place(self, tree: Expr) -> int:
        """The number of a tree in what `holding` and `settled` give."""
        found = self._places.get(id(tree))
        if found is None:
            found = self._places[id(tree)] = (tree, self._placed(tree))
        return found[1]

    def _placed(self, tree: Expr) -> int:
        match tree:
            case AllOf(operands=operands):
                return self._step(_ALL, tuple([self.place(one) for one in operands]))
            case AnyOf(operands=operands):
                return self._step(_SOME, tuple([self.place(one) for one in operands]))
            case Not(operand=inner):
                return self._step(_NOT, (self.place(inner),))
            case Named(meaning=inner):
                return self.place(inner)
            case Fact() | Compare() | OneOf() | Predicate():
                number = self.leaves.setdefault(tree, len(self.leaves))
                return self._step(_LEAF, (number,))
            case Const(value=value):
                return self._step(_CONST, (int(value),))
            case _:
                assert_never(tree)

    def _step(self, kind: int, of: tuple[int, ...]) -> int:
        self._steps.append((kind, of))
        return len(self._steps) - 1

    def holding(self, leaves: Mapping[int, Column], every: Column) -> list[Column]:
        """The cases in which each placed tree holds, where every fact is known.

        `leaves` gives those of each leaf by its number, `every` has all cases.
        """
        found: list[Column] = []
        for kind, of in self._steps:
            if kind == _ALL:
                column = every
                for one in of:
                    column &= found[one]
            elif kind == _SOME:
                column = 0
                for one in of:
                    column |= found[one]
            elif kind == _NOT:
                column = every ^ found[of[0]]
            elif kind == _LEAF:
                column = leaves[of[0]]
            else:
                column = every if of[0] else 0
            found.append(column)
        return found

    def settled(
        self, leaves: Mapping[int, tuple[Column, Column]], every: Column
    ) -> tuple[list[Column], list[Column]]:
        """The cases in which each placed tree certainly holds, and those in which it certainly fails.

        `leaves` gives both of each leaf; where a case is in neither the leaf is unknown.
        """
        holds: list[Column] = []
        fails: list[Column] = []
        for kind, of in self._steps:
            if kind == _ALL:
                held, failed = every, 0
                for one in of:
                    held &= holds[one]
                    failed |= fails[one]
            elif kind == _SOME:
                held, failed = 0, every
                for one in of:
                    held |= holds[one]
                    failed &= fails[one]
            elif kind == _NOT:
                held, failed = fails[of[0]], holds[of[0]]
            elif kind == _LEAF:
                held, failed = leaves[of[0]]
            else:
                held, failed = (every, 0) if of[0] else (0, every)
            holds.append(held)
            fails.append(failed)
        return holds, fails


Rails: TypeAlias = Mapping[Rail, Sequence[int]]
"""For each rail the numbers of its trees."""


def in_effect(rails: Rails, holds: Sequence[Column]) -> Mapping[Rail, Column]:
    """For each rail the cases in which one of its trees holds."""
    return {rail: reduce(or_, [holds[one] for one in places], 0) for rail, places in rails.items()}


def answered(
    rails: Rails, holds: Sequence[Column], fails: Sequence[Column], every: Column
) -> Mapping[Answer, Column]:
    """For each settled answer the cases in which it is certain, as `settled_answer` says."""
    held = in_effect(rails, holds)
    failed = {
        rail: reduce(and_, [fails[one] for one in places], every) for rail, places in rails.items()
    }
    neither = failed[Rail.PROHIBITED] & failed[Rail.REQUIRED]
    return {
        Answer.CONFLICT: held[Rail.PROHIBITED] & held[Rail.REQUIRED],
        Answer.PROHIBITED: held[Rail.PROHIBITED] & failed[Rail.REQUIRED],
        Answer.REQUIRED: failed[Rail.PROHIBITED] & held[Rail.REQUIRED],
        Answer.PERMITTED: neither & held[Rail.PERMITTED],
        Answer.NOT_REGULATED: neither & failed[Rail.PERMITTED],
    }
