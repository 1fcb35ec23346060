"""Cases drawn at random, and bent to what is asked: many at once, a bit each.

A drawn case proves that something is possible; that none was drawn proves nothing. The same words give the same cases
on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
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
)
from comity.readings import leaf_truth
from comity.readings.columns import Column

SHARES = 4
"""Parts of the cases: in each a truth is true more often than in the one before, up to a half. Most facts of a case
are not so, and most conditions ask for a few."""
ROUNDS = 6
"""How often cases that break a tie are bent to it; bending to one tie can break another."""


class DrawnCases:
    """So many cases of some words, each with one of its `cells` in every case."""

    def __init__(self, cells: Mapping[str, Sequence[Value]], count: int) -> None:
        self.count, self.every = count, (1 << count) - 1
        self._random = Random(20_261_121)  # noqa: S311 -- for trying, not for secrets
        self._cells = {key: tuple(values) for key, values in cells.items()}
        self._has = {key: self._drawn(values) for key, values in self._cells.items()}
        self._fits: dict[tuple[Leaf, bool], tuple[int, ...]] = {}

    def _drawn(self, values: Sequence[Value]) -> list[Column]:
        """For each cell the cases that have it: all together each case once."""
        if len(values) == 2 and isinstance(values[0], bool):
            true, part = 0, self.count // SHARES
            for share in range(SHARES):
                bits = self._random.getrandbits(part)
                for _ in range(share):
                    bits &= self._random.getrandbits(part)
                true |= bits << (SHARES - 1 - share) * part
            return [true if value else self.every ^ true for value in values]
        return self._split(self.every, len(values))

    def _split(self, cases: Column, parts: int) -> list[Column]:
        """Some cases dealt out at random."""
        if parts <= 1:
            return [cases] * parts
        half = self._random.getrandbits(self.count)
        left = (parts + 1) // 2
        return [*self._split(cases & half, left), *self._split(cases & ~half, parts - left)]

    def value(self, key: str, at: int) -> Value:
        """What a word is in a case."""
        return next(
            cell
            for cell, cases in zip(self._cells[key], self._has[key], strict=True)
            if cases >> at & 1
        )

    def cases_with(self, key: str) -> Iterable[tuple[Value, Column]]:
        """The values of a word with the cases that have them."""
        return zip(self._cells[key], self._has[key], strict=True)

    def leaf(self, leaf: Leaf) -> Column:
        """The cases in which a leaf holds."""
        has, found = self._has[key_of(leaf)], 0
        for number in self._fitting(leaf, wanted=True):
            found |= has[number]
        return found

    def _fitting(self, leaf: Leaf, *, wanted: bool) -> tuple[int, ...]:
        """The numbers of the cells that make a leaf so."""
        found = self._fits.get((leaf, wanted))
        if found is None:
            key = key_of(leaf)
            found = self._fits[leaf, wanted] = tuple(
                number
                for number, cell in enumerate(self._cells[key])
                if (leaf_truth(leaf, {key: cell}) is Truth.TRUE) is wanted
            )
        return found

    def column(self, tree: Expr) -> Column:
        """The cases in which a tree holds."""
        match tree:
            case Const(value=value):
                return self.every if value else 0
            case Fact() | Compare() | OneOf() | Predicate():
                return self.leaf(tree)
            case Named(meaning=inner):
                return self.column(inner)
            case Not(operand=inner):
                return self.every ^ self.column(inner)
            case AllOf(operands=operands):
                found = self.every
                for one in operands:
                    found &= self.column(one)
                return found
            case AnyOf(operands=operands):
                found = 0
                for one in operands:
                    found |= self.column(one)
                return found
            case _:
                assert_never(tree)

    def bend(self, tree: Expr, cases: Column, *, wanted: bool = True) -> None:
        """Change the facts of some cases so that a tree holds there, or does not; where its own parts ask for
        opposite things it may not come about. Words that are not drawn stay as they are.
        """
        if not cases:
            return
        match tree:
            case Const():
                return
            case Fact() | Compare() | OneOf() | Predicate():
                if key_of(tree) in self._has:
                    self._bend_leaf(tree, cases, wanted=wanted)
            case Named(meaning=inner):
                self.bend(inner, cases, wanted=wanted)
            case Not(operand=inner):
                self.bend(inner, cases, wanted=not wanted)
            case AllOf(operands=operands) | AnyOf(operands=operands):
                each = isinstance(tree, AllOf) is wanted
                dealt = [cases] * len(operands) if each else self._split(cases, len(operands))
                for one, some in zip(operands, dealt, strict=True):
                    self.bend(one, some, wanted=wanted)
            case _:
                assert_never(tree)

    def _bend_leaf(self, leaf: Leaf, cases: Column, *, wanted: bool) -> None:
        has, fitting = self._has[key_of(leaf)], self._fitting(leaf, wanted=wanted)
        for number in fitting:
            cases &= ~has[number]
        if not cases or not fitting:
            return
        for number in range(len(has)):
            has[number] &= ~cases
        for number, some in zip(fitting, self._split(cases, len(fitting)), strict=True):
            has[number] |= some

    def consistent(self, ties: Sequence[Expr]) -> Column:
        """The cases that meet all the ties, after those that broke one were bent to it."""
        met = 0
        for left in reversed(range(ROUNDS)):
            met = self.every
            for tie in ties:
                column = self.column(tie)
                met &= column
                if left:
                    self.bend(tie, self.every ^ column)
            if met == self.every:
                break
        return met
