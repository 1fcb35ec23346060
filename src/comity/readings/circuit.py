"""Trees made ready to be read many times: leaves are numbered once, and each node is an object that
reads itself. The meaning is that of `traced` and `open_leaves`, tested equal to them; the truths of
the leaves come from `compiled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, assert_never

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
    leaves,
)
from comity.readings.compiled import CompiledTruths, compile_truths
from comity.readings.evaluate import Trace

SURE = -1
"""What `Gate.opens` gives for a tree that is true; 0 is false, anything else is open."""


class Gate(Protocol):
    """One node. `truths` are those of the numbered leaves."""

    def opens(self, truths: Sequence[Truth]) -> int:
        """SURE if true, 0 if false, else the unknown leaves it depends on: bit n for leaf n."""
        ...

    def trace(self, truths: Sequence[Truth]) -> Trace:
        """What `traced` gives."""
        ...

    def bits(self, table: Sequence[int], every: int) -> int:
        """The points at which it holds, from those of each leaf; `every` has all points."""
        ...


class Circuit:
    """Several trees over one numbering of their leaves; `gates` are theirs, in order."""

    __slots__ = ("_truths", "gates", "leaves")

    def __init__(self, trees: Iterable[Expr]) -> None:
        kept = tuple(trees)
        numbers = {
            leaf: number
            for number, leaf in enumerate(
                dict.fromkeys(one for tree in kept for one in leaves(tree))
            )
        }
        self.leaves = tuple(numbers)
        self.gates = tuple(_gate(tree, numbers) for tree in kept)
        self._truths: CompiledTruths | None = None

    @property
    def truths(self) -> CompiledTruths:
        """From what is known to the truths of the leaves, compiled when first asked for."""
        if self._truths is None:
            self._truths = compile_truths(self.leaves)
        return self._truths


def _gate(expr: Expr, numbers: Mapping[Leaf, int]) -> Gate:
    match expr:
        case Const():
            return _Const(expr)
        case Fact() | Compare() | OneOf() | Predicate():
            return _Leaf(expr, numbers[expr])
        case Named(meaning=inner):
            return _Named(expr, _gate(inner, numbers))
        case Not(operand=inner):
            return _Not(expr, _gate(inner, numbers))
        case AllOf(operands=operands):
            return _AllOf(expr, tuple(_gate(one, numbers) for one in operands))
        case AnyOf(operands=operands):
            return _AnyOf(expr, tuple(_gate(one, numbers) for one in operands))
        case _:
            assert_never(expr)


class _Const:
    __slots__ = ("_holds", "_trace")

    def __init__(self, expr: Const) -> None:
        self._holds, self._trace = expr.value, Trace(expr, Truth.of(expr.value))

    def opens(self, truths: Sequence[Truth]) -> int:
        return SURE if self._holds else 0

    def trace(self, truths: Sequence[Truth]) -> Trace:
        return self._trace

    def bits(self, table: Sequence[int], every: int) -> int:
        return every if self._holds else 0


class _Leaf:
    __slots__ = ("_number", "_opens", "_traces")

    def __init__(self, leaf: Leaf, number: int) -> None:
        self._number = number
        self._opens = (0, 1 << number, SURE)
        self._traces = tuple(Trace(leaf, truth) for truth in Truth)

    def opens(self, truths: Sequence[Truth]) -> int:
        return self._opens[truths[self._number]]

    def trace(self, truths: Sequence[Truth]) -> Trace:
        return self._traces[truths[self._number]]

    def bits(self, table: Sequence[int], every: int) -> int:
        return table[self._number]


class _Named:
    __slots__ = ("_expr", "_inner")

    def __init__(self, expr: Expr, inner: Gate) -> None:
        self._expr, self._inner = expr, inner

    def opens(self, truths: Sequence[Truth]) -> int:
        return self._inner.opens(truths)

    def trace(self, truths: Sequence[Truth]) -> Trace:
        part = self._inner.trace(truths)
        return Trace(self._expr, part.truth, (part,))

    def bits(self, table: Sequence[int], every: int) -> int:
        return self._inner.bits(table, every)


class _Not(_Named):
    __slots__ = ()

    def opens(self, truths: Sequence[Truth]) -> int:
        found = self._inner.opens(truths)
        return found if found > 0 else ~found

    def trace(self, truths: Sequence[Truth]) -> Trace:
        part = self._inner.trace(truths)
        return Trace(self._expr, ~part.truth, (part,))

    def bits(self, table: Sequence[int], every: int) -> int:
        return every ^ self._inner.bits(table, every)


class _AllOf:
    __slots__ = ("_expr", "_operands")

    def __init__(self, expr: Expr, operands: tuple[Gate, ...]) -> None:
        self._expr, self._operands = expr, operands

    def opens(self, truths: Sequence[Truth]) -> int:
        mask = 0
        for operand in self._operands:
            found = operand.opens(truths)
            if not found:
                return 0
            if found > 0:
                mask |= found
        return mask or SURE

    def trace(self, truths: Sequence[Truth]) -> Trace:
        parts = tuple([operand.trace(truths) for operand in self._operands])
        return Trace(self._expr, min([part.truth for part in parts]), parts)

    def bits(self, table: Sequence[int], every: int) -> int:
        found = every
        for operand in self._operands:
            found &= operand.bits(table, every)
            if not found:
                break
        return found


class _AnyOf(_AllOf):
    __slots__ = ()

    def opens(self, truths: Sequence[Truth]) -> int:
        mask = 0
        for operand in self._operands:
            found = operand.opens(truths)
            if found < 0:
                return SURE
            mask |= found
        return mask

    def trace(self, truths: Sequence[Truth]) -> Trace:
        parts = tuple([operand.trace(truths) for operand in self._operands])
        return Trace(self._expr, max([part.truth for part in parts]), parts)

    def bits(self, table: Sequence[int], every: int) -> int:
        found = 0
        for operand in self._operands:
            found |= operand.bits(table, every)
            if found == every:
                break
        return found
