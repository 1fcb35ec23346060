"""What the unknown words could still make of a ruling, exactly: every completion at once.

The unknown words of a ruling span a grid: one axis a word, one cell a value (for numbers, dates
and other open words, one cell for each stretch that the ruling can tell apart). A condition is
then one Python integer with a bit for each point of the grid, and `and`, `or`, `not` are `&`, `|`
and `^` on such integers: a truth table computed all at once. Points that contradict the ties
between words are masked out. Used to strike answers that no consistent completion reaches, and to
say which words matter; where the grid would be too large the caller falls back on Kleene's superset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import assert_never

from comity.logic import (
    SETTLED,
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
    Truth,
    Value,
    key_of,
    leaves,
)
from comity.readings.evaluate import evaluate, leaf_truth

MAX_POINTS = 1 << 18
"""Points of the largest grid that is worked out: 32 KiB an integer, and a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One unknown word: its cells, each a value that stands for all values like it.

    `weights` counts the values each cell stands for; `stride` is the number of points between two
    neighbouring cells.
    """

    key: str
    cells: tuple[Value, ...]
    weights: tuple[int, ...]
    stride: int


def cells_of(
    key: str, found: Iterable[Leaf], domain: Sequence[Value] | None
) -> Mapping[Value, int]:
    """The values of an unknown word that the leaves can tell apart, the first of each kind, with
    the number of values it stands for.

    A closed list gives its values. An open word gives each literal it is compared with and one
    value just below and above: for texts the empty one and the literal with a NUL after it.
    """
    unique = tuple(dict.fromkeys(found))
    first: dict[tuple[Truth, ...], Value] = {}
    weights: dict[Value, int] = {}
    for value in _values(unique) if domain is None else domain:
        signature = tuple(leaf_truth(leaf, {key: value}) for leaf in unique)
        kind = first.setdefault(signature, value)
        weights[kind] = weights.get(kind, 0) + 1
    return weights


def _values(found: Sequence[Leaf]) -> tuple[Value, ...]:
    literals: set[Value] = set()
    for leaf in found:
        match leaf:
            case Fact() | Predicate():
                return (True, False)
            case Compare(value=value):
                literals.add(value)
            case OneOf(values=values):
                literals.update(values)
            case _:
                assert_never(leaf)
    numbers = sorted(value for value in literals if isinstance(value, int))
    if numbers:
        return tuple(sorted({near for n in numbers for near in (n - 1, n, n + 1)}))
    texts = sorted(str(value) for value in literals)
    return tuple(sorted({"", *texts, *(text + "\x00" for text in texts)}))


@dataclass(frozen=True, slots=True)
class Tie:
    """A condition that every consistent completion meets, and the keys it names."""

    expr: Expr
    keys: frozenset[str]

    @classmethod
    def of(cls, expr: Expr) -> Tie:
        """The tie of a condition."""
        return cls(expr, frozenset(key_of(leaf) for leaf in leaves(expr)))


@dataclass(frozen=True, slots=True)
class Grid:
    """The completions of a ruling: for each settled answer the points that reach it."""

    axes: tuple[Axis, ...]
    points: int
    consistent: int
    reach: Mapping[Answer, int]

    def answers(self, within: int | None = None) -> tuple[Answer, ...]:
        """Answers that some consistent completion (among the points `within`) reaches."""
        mask = self.consistent if within is None else self.consistent & within
        return tuple(answer for answer in SETTLED if self.reach[answer] & mask)

    def cell(self, axis: Axis, number: int) -> int:
        """The points at which a word has its cell of that number."""
        return _stripe(self.points, axis, number)

    def mattering(self) -> tuple[Axis, ...]:
        """The words of which some consistent completion's answer changes when one alone changes.

        Where two words stand or fall together (each is tied to the other), neither changes alone;
        then completions that break a tie are asked too, so that no word that matters is left out.
        """
        found = tuple(axis for axis in self.axes if self.matters(axis, self.consistent))
        if not self._told_apart(found)[1]:
            return found
        return tuple(axis for axis in self.axes if self.matters(axis))

    def matters(self, axis: Axis, within: int = -1) -> bool:
        """Whether the answer of some completion (among the points `within`) changes when this word
        alone changes, to another of them.
        """
        seen = [0] * len(SETTLED)
        for index, answer in enumerate(SETTLED):
            if bits := self.reach[answer] & within:
                seen[index] = self._projected(bits, axis)
        return any(one & other for one, other in combinations(seen, 2))

    def _projected(self, bits: int, axis: Axis) -> int:
        """The points of cell 0 for which some cell of the word has its bit set."""
        joined = 0
        for number in range(len(axis.cells)):
            joined |= bits >> (number * axis.stride)
        return joined & _stripe(self.points, axis, 0)

    def settled_by(self, chosen: Sequence[Axis]) -> bool:
        """Whether some values of the chosen words leave one answer, whatever the others are."""
        once, twice = self._told_apart(chosen)
        return bool(once & ~twice)

    def _told_apart(self, chosen: Sequence[Axis]) -> tuple[int, int]:
        """For which values of the chosen words an answer is left, and for which several are."""
        others = [axis for axis in self.axes if axis not in chosen]
        once = twice = 0
        for answer in SETTLED:
            bits = self.reach[answer] & self.consistent
            if not bits:
                continue
            for axis in others:
                bits = self._projected(bits, axis)
            twice |= once & bits
            once |= bits
        return once, twice


def _stripe(points: int, axis: Axis, number: int) -> int:
    """An integer with the bits of all points at which `axis` has that cell."""
    period = axis.stride * len(axis.cells)
    block = ((1 << axis.stride) - 1) << (number * axis.stride)
    return block * (((1 << points) - 1) // ((1 << period) - 1))


def grid_of(
    rails: tuple[Expr, Expr, Expr],
    known: Mapping[str, Value],
    found: frozenset[Leaf],
    *,
    domains: Mapping[str, Sequence[Value]],
    ties: Sequence[Tie] = (),
    first: Sequence[str] = (),
    max_points: int = MAX_POINTS,
) -> Grid | None:
    """The grid over the unknown leaves `found` (from `open_leaves` over the rails).

    `domains` closes the enumerations, `ties` are conditions that every consistent completion
    meets, `first` are keys whose axes come first (questions of law, then the vocabulary's order).
    None where the grid would have more than `max_points` points.
    """
    by_key: dict[str, list[Leaf]] = {}
    for leaf in found:
        by_key.setdefault(key_of(leaf), []).append(leaf)
    # A tie can move a word that the ruling does not name only through one that it names, or
    # through one that another such tie names.
    tied: list[Expr] = []
    waiting: Sequence[Tie] = ties
    while near := [tie for tie in waiting if not tie.keys.isdisjoint(by_key)]:
        waiting = [tie for tie in waiting if tie.keys.isdisjoint(by_key)]
        for tie in near:
            if evaluate(tie.expr, known) is not Truth.UNKNOWN:
                continue
            tied.append(tie.expr)
            for leaf in leaves(tie.expr):
                if leaf_truth(leaf, known) is Truth.UNKNOWN:
                    by_key.setdefault(key_of(leaf), []).append(leaf)
    rank = {key: number for number, key in enumerate(first)}
    keys = sorted(by_key, key=lambda key: (rank.get(key, len(rank)), key))
    axes: list[Axis] = []
    points = 1
    for key in keys:
        cells = cells_of(key, by_key[key], domains.get(key))
        axes.append(Axis(key, tuple(cells), tuple(cells.values()), points))
        points *= len(cells)
        if points > max_points:
            return None
    table = _Table(known, {axis.key: axis for axis in axes}, points)
    prohibited, required, permitted = (table.bits(rail) for rail in rails)
    every = table.every
    consistent = every
    for condition in tied:
        consistent &= table.bits(condition)
    free = every ^ (prohibited | required)
    reach = {
        Answer.CONFLICT: prohibited & required,
        Answer.PROHIBITED: prohibited & (every ^ required),
        Answer.REQUIRED: required & (every ^ prohibited),
        Answer.PERMITTED: free & permitted,
        Answer.NOT_REGULATED: free & (every ^ permitted),
    }
    return Grid(tuple(axes), points, consistent, reach)


class _Table:
    """Works a tree out on all points of a grid at once."""

    __slots__ = ("_axes", "_known", "_points", "_stripes", "every")

    def __init__(self, known: Mapping[str, Value], axes: Mapping[str, Axis], points: int) -> None:
        self._known, self._axes, self._points = known, axes, points
        self._stripes: dict[Leaf, int] = {}
        self.every = (1 << points) - 1

    def bits(self, expr: Expr) -> int:
        match expr:
            case Const(value=value):
                return self.every if value else 0
            case Fact() | Compare() | OneOf() | Predicate():
                return self._leaf(expr)
            case Named(meaning=inner):
                return self.bits(inner)
            case Not(operand=inner):
                return self.every ^ self.bits(inner)
            case AllOf(operands=operands):
                bits = self.every
                for operand in operands:
                    bits &= self.bits(operand)
                    if not bits:
                        break
                return bits
            case AnyOf(operands=operands):
                bits = 0
                for operand in operands:
                    bits |= self.bits(operand)
                    if bits == self.every:
                        break
                return bits
            case _:
                assert_never(expr)

    def _leaf(self, leaf: Leaf) -> int:
        axis = self._axes.get(key_of(leaf))
        if axis is None:
            # Known; or unknown and without influence, for `open_leaves` would have named it.
            return self.every if leaf_truth(leaf, self._known) is Truth.TRUE else 0
        bits = self._stripes.get(leaf)
        if bits is None:
            bits = 0
            for number, cell in enumerate(axis.cells):
                if leaf_truth(leaf, {axis.key: cell}) is Truth.TRUE:
                    bits |= _stripe(self._points, axis, number)
            self._stripes[leaf] = bits
        return bits
