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
from functools import reduce
from itertools import combinations
from operator import or_
from typing import TypeAlias, assert_never

from comity.logic import (
    SETTLED,
    Answer,
    Compare,
    Expr,
    Fact,
    Leaf,
    OneOf,
    Predicate,
    Truth,
    Value,
    key_of,
    leaves,
)
from comity.readings.circuit import Circuit
from comity.readings.evaluate import Trace, leaf_truth

MAX_POINTS = 1 << 18
"""Points of the largest grid that is worked out: 32 KiB an integer, and a few milliseconds."""

MAX_CELLS = 4096
"""Words with their cells that a space keeps from one question to the next."""


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
    """The completions of a ruling: for each settled answer, in order, the points that reach it.

    INVARIANT: each point reaches exactly one answer.
    """

    axes: tuple[Axis, ...]
    points: int
    consistent: int
    reach: tuple[int, ...]

    def answers(self, within: int = -1) -> tuple[Answer, ...]:
        """Answers that some consistent completion (among the points `within`) reaches."""
        mask = self.consistent & within
        return tuple(
            answer for answer, bits in zip(SETTLED, self.reach, strict=True) if bits & mask
        )

    def is_settled(self, within: int) -> bool:
        """Whether the consistent completions among some points reach one answer at most."""
        mask = self.consistent & within
        found = False
        for bits in self.reach:
            if bits & mask:
                if found:
                    return False
                found = True
        return True

    def over(self, count: int) -> Grid:
        """The grid over its first words: consistent is what is so with some values of the others."""
        points, consistent = self.points, self.consistent
        for axis in reversed(self.axes[count:]):
            points = axis.stride
            consistent = _laid(consistent, axis) & ((1 << points) - 1)
        every = (1 << points) - 1
        return Grid(self.axes[:count], points, consistent, tuple(one & every for one in self.reach))

    def cell(self, axis: Axis, number: int) -> int:
        """The points at which a word has its cell of that number."""
        return _stripe(self.points, axis, (number,))

    def mattering(self) -> tuple[Axis, ...]:
        """The words of which some consistent completion's answer changes when one alone changes.

        Where two words stand or fall together (each is tied to the other), neither changes alone;
        then completions that break a tie are asked too, so that no word that matters is left out.
        """
        found = tuple(axis for axis in self.axes if self.matters(axis, self.consistent))
        if self._tell_apart(found):
            return found
        return tuple(axis for axis in self.axes if self.matters(axis))

    def matters(self, axis: Axis, within: int = -1) -> bool:
        """Whether the answer of some completion (among the points `within`) changes when this word
        alone changes, to another of them.
        """
        first = self.cell(axis, 0)
        once = 0
        for reached in self.reach:
            if bits := reached & within:
                laid = _laid(bits, axis) & first
                if once & laid:
                    return True
                once |= laid
        return False

    def _tell_apart(self, chosen: Sequence[Axis]) -> bool:
        """Whether the values of the chosen words leave one answer at most, whichever they are."""
        once = 0
        for reached in self.reach:
            if bits := reached & self.consistent:
                for axis in self.axes:
                    if axis not in chosen:
                        bits = _laid(bits, axis) & self.cell(axis, 0)
                if once & bits:
                    return False
                once |= bits
        return True

    def settling(self, among: Sequence[Axis], size: int) -> tuple[tuple[Axis, ...], ...]:
        """The sets of so many of the words `among` that, for some of their values, leave one
        answer, whatever the others are. In the order of the axes.
        """
        reached = tuple(bits & self.consistent for bits in self.reach)
        found = _settling(reached, self.axes, frozenset(axis.key for axis in among), size)
        return tuple(tuple(self.axes[number] for number in chosen) for chosen in sorted(found))


def _settling(
    reached: tuple[int, ...], axes: Sequence[Axis], among: frozenset[str], size: int
) -> set[tuple[int, ...]]:
    """The sets, as numbers of axes, from the points of each answer. Each step takes the last axis
    away: it is not chosen and its cells are laid on each other, or it is and some cell has to do.
    """
    live = tuple(bits for bits in reached if bits)
    choice = [number for number, axis in enumerate(axes) if axis.key in among]
    if len(live) <= 1:
        return set(combinations(choice, size)) if live else set()
    if not size or len(choice) < size:
        return set()
    *others, last = axes
    cell = (1 << last.stride) - 1
    found = _settling(tuple(_laid(bits, last) & cell for bits in live), others, among, size)
    if last.key in among:
        for number in range(len(last.cells)):
            within = tuple((bits >> (number * last.stride)) & cell for bits in live)
            inside = _settling(within, others, among, size - 1)
            found |= {(*chosen, len(others)) for chosen in inside}
    return found


def _laid(bits: int, axis: Axis) -> int:
    """The points with the cells of a word laid on each other; only those of cell 0 mean anything."""
    laid = bits
    for number in range(1, len(axis.cells)):
        laid |= bits >> (number * axis.stride)
    return laid


def _stripe(points: int, axis: Axis, numbers: Iterable[int]) -> int:
    """An integer with the bits of all points at which `axis` has one of those cells."""
    block = (1 << axis.stride) - 1
    bits = 0
    for number in numbers:
        bits |= block << (number * axis.stride)
    width = axis.stride * len(axis.cells)
    while width < points:
        bits |= bits << width
        width *= 2
    return bits & ((1 << points) - 1)


Rails: TypeAlias = Sequence[Sequence[int] | None]
"""For each rail, in the order of `Rail`: None if one of its trees holds, else the numbers of those
that are unknown.
"""


class Space:
    """The trees of a ruling, with what their completions share under every question.

    `truths` gives those of the leaves, which everything else here takes; `keys` are all that the
    trees and the ties ask about, in order. `domains` closes the enumerations, `ties` are conditions that every consistent completion
    meets, `first` are keys whose axes come first (questions of law, then the vocabulary's order).
    """

    def __init__(
        self,
        trees: Sequence[Expr],
        *,
        domains: Mapping[str, Sequence[Value]],
        ties: Sequence[Tie] = (),
        first: Sequence[str] = (),
    ) -> None:
        circuit = Circuit((*trees, *(tie.expr for tie in ties)))
        self.truths = circuit.truths
        self._leaves, self._gates = circuit.leaves, circuit.gates
        self._trees = tuple(trees)
        self._asked_by: dict[int, tuple[int, ...]] = {}
        self._key_of = tuple(key_of(leaf) for leaf in circuit.leaves)
        rank = {key: number for number, key in enumerate(first)}
        self.keys = tuple(
            sorted(set(self._key_of), key=lambda key: (rank.get(key, len(rank)), key))
        )
        self._rank = {key: number for number, key in enumerate(self.keys)}
        self._domains = domains
        self._ties: dict[str, list[int]] = {}
        for number, tie in enumerate(ties, start=len(trees)):
            for key in tie.keys:
                self._ties.setdefault(key, []).append(number)
        self._cells: dict[tuple[str, int], _Cells] = {}

    def trace(self, number: int, truths: Sequence[Truth]) -> Trace:
        """What `traced` gives for a tree."""
        return self._gates[number].trace(truths)

    def asked_by(self, number: int, truths: Sequence[Truth]) -> tuple[Truth, ...]:
        """The truths of those leaves that stand in a tree: its trace depends on nothing else."""
        asked = self._asked_by.get(number)
        if asked is None:
            of_tree = frozenset(leaves(self._trees[number]))
            asked = tuple(place for place, leaf in enumerate(self._leaves) if leaf in of_tree)
            self._asked_by[number] = asked
        return tuple([truths[place] for place in asked])

    def opened(self, rails: Rails, truths: Sequence[Truth]) -> Mapping[str, int]:
        """The keys on which unknown trees may still depend, in order, each with its open leaves as
        bits.
        """
        mask = 0
        for rail in rails:
            for number in rail or ():
                mask |= self._gates[number].opens(truths)
        found = self._by_key(mask)
        return {key: found[key] for key in sorted(found, key=self._rank.__getitem__)}

    def grid(
        self,
        rails: Rails,
        truths: Sequence[Truth],
        opened: Mapping[str, int],
        *,
        max_points: int = MAX_POINTS,
    ) -> Grid | None:
        """The grid over the keys that are open, in order, and then those tied to them; None where
        it would have more than `max_points` points.
        """
        involved, ties = self._tied(opened, truths)
        cells = [self._cells_of(key, mask) for key, mask in involved.items()]
        axes: list[Axis] = []
        points = 1
        for key, (weights, _) in zip(involved, cells, strict=True):
            axes.append(Axis(key, tuple(weights), tuple(weights.values()), points))
            points *= len(weights)
            if points > max_points:
                return None
        every = (1 << points) - 1
        # A leaf that is unknown, but open on no axis, has no influence.
        table = [every if truth is Truth.TRUE else 0 for truth in truths]
        for axis, (_, holds) in zip(axes, cells, strict=True):
            for leaf, numbers in holds.items():
                table[leaf] = _stripe(points, axis, numbers)
        consistent = every
        for number in ties:
            consistent &= self._gates[number].bits(table, every)
        prohibited, required, permitted = (
            every
            if rail is None
            else reduce(or_, (self._gates[number].bits(table, every) for number in rail), 0)
            for rail in rails
        )
        free = every ^ (prohibited | required)
        reach = (
            prohibited & required,
            prohibited & (every ^ required),
            required & (every ^ prohibited),
            free & permitted,
            free & (every ^ permitted),
        )
        return Grid(tuple(axes), points, consistent, reach)

    def _by_key(self, mask: int) -> dict[str, int]:
        """The leaves of a mask, apart by their keys."""
        found: dict[str, int] = {}
        while mask:
            leaf = mask & -mask
            mask ^= leaf
            key = self._key_of[leaf.bit_length() - 1]
            found[key] = found.get(key, 0) | leaf
        return found

    def _tied(
        self, opened: Mapping[str, int], truths: Sequence[Truth]
    ) -> tuple[Mapping[str, int], list[int]]:
        """The open keys with those tied to them, and the ties that are open.

        A tie can move a word that the ruling does not name only through one that it names, or
        through one that another such tie names.
        """
        involved = dict(opened)
        found: list[int] = []
        seen: set[int] = set()
        waiting = list(opened)
        while waiting:
            for number in self._ties.get(waiting.pop(), ()):
                if number in seen:
                    continue
                seen.add(number)
                mask = self._gates[number].opens(truths)
                if mask <= 0:
                    continue
                found.append(number)
                for key, leaves_of in self._by_key(mask).items():
                    if key not in involved:
                        waiting.append(key)
                    involved[key] = involved.get(key, 0) | leaves_of
        return involved, found

    def _cells_of(self, key: str, mask: int) -> _Cells:
        found = self._cells.get((key, mask))
        if found is None:
            asked = {number: leaf for number, leaf in enumerate(self._leaves) if mask >> number & 1}
            weights = cells_of(key, asked.values(), self._domains.get(key))
            holds = {
                number: [
                    cell
                    for cell, value in enumerate(weights)
                    if leaf_truth(leaf, {key: value}) is Truth.TRUE
                ]
                for number, leaf in asked.items()
            }
            if len(self._cells) >= MAX_CELLS:
                self._cells.clear()
            found = self._cells[key, mask] = (weights, holds)
        return found


_Cells: TypeAlias = tuple[Mapping[Value, int], Mapping[int, Sequence[int]]]
"""The cells of a word with their weights; and for each of its leaves the cells in which it holds."""
