"""Rulings laid out as bits, so that one machine word decides up to 62 parts of a ruling at once.

Each part of a ruling has a *lane*: one bit, the same in every word. A *node* is a place in the
tree of a part (the root; its first disjunction; that one's first conjunction ...), shared by all
parts that have such a place, with two words of lanes:

* `absorbed`: lanes in which the node has the truth that absorbs (false of a conjunction, true of a
  disjunction);
* `touched`: lanes in which it has that truth, or some operand is unknown.

A known or unknown value of one key sets bits in both words of each node that asks about the key.
The bits of all keys are joined by `or`, which is all that a row costs. How nodes are then joined
is said in `comity.readings.table_outputs`; Kleene's laws that make it right are:

    part false = absorbed          part unknown = touched and not absorbed
    node in its parent: absorbed there unless touched, touched there unless absorbed (neutral)

This module knows trees and no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

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
    Part,
    Predicate,
    Rail,
    Ruling,
    Truth,
    all_of,
    any_of,
    key_of,
    leaves,
    negated,
)
from comity.readings.cells import Column, column_of
from comity.readings.evaluate import leaf_truth

LANES = 62
"""Lanes of one word: a signed 64-bit number holds them, and the lowest set bit can be taken out."""

Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A place in the tree of up to 62 parts: conjunctions at even depth, disjunctions at odd."""

    word: int
    path: Path

    @property
    def is_conjunction(self) -> bool:
        """Whether the operands at this place are joined by `and`."""
        return len(self.path) % 2 == 0


@dataclass(frozen=True, slots=True)
class Literal:
    """A leaf, or its negation, as an operand of a node in one lane."""

    node: int
    lane: int
    leaf: Leaf
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One ruling in the lanes: its literals by key, and the lanes that each node does without."""

    literals: Mapping[str, tuple[Literal, ...]]
    absent: tuple[int, ...]
    sources: Mapping[int, str]

    def bits(self, column: Column, cell: int, nodes: Sequence[Node]) -> tuple[tuple[int, int], ...]:
        """For each node the bits (absorbed, touched) that a cell of a column sets."""
        found = [(0, 0)] * len(nodes)
        value = column.cells[cell].value
        known = {} if value is None else {column.key: value}
        for one in self.literals.get(column.key, ()):
            truth = leaf_truth(one.leaf, known)
            absorbing = Truth.of(nodes[one.node].is_conjunction is not one.holds)
            absorbed, touched = found[one.node]
            if truth is absorbing:
                absorbed |= one.lane
            if truth is absorbing or truth is Truth.UNKNOWN:
                touched |= one.lane
            found[one.node] = (absorbed, touched)
        return tuple(found)

    def asks(self, key: str, nodes: Sequence[Node]) -> tuple[int, ...]:
        """For each node the lanes in which it asks about a key."""
        found = [0] * len(nodes)
        for one in self.literals.get(key, ()):
            found[one.node] |= one.lane
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """Rulings that share nodes and lanes, so that one query decides rows of all of them.

    `rails` gives for each rail its lanes in each word; `width` is the number of lanes in use, 62
    where there are several words. A position counts lanes through all words.
    INVARIANT: `nodes` is sorted, so that a node stands after its parent.
    """

    columns: tuple[Column, ...]
    nodes: tuple[Node, ...]
    words: int
    width: int
    rails: Mapping[Rail, tuple[int, ...]]
    placed: tuple[Placed, ...]

    @property
    def all_lanes(self) -> int:
        """A word with every lane in use."""
        return (1 << self.width) - 1

    def place(self, node: int) -> tuple[int, int]:
        """Where the words of a node are kept: number of the packed word, and first bit in it.

        Few lanes leave room for the words of several nodes in one.
        """
        packed, turn = divmod(node, LANES // self.width)
        return packed, turn * self.width

    def packed(self, words: Sequence[int]) -> tuple[int, ...]:
        """One word for each node, packed."""
        found = [0] * (self.place(len(self.nodes) - 1)[0] + 1)
        for node, word in enumerate(words):
            number, start = self.place(node)
            found[number] |= word << start
        return tuple(found)


def lanes_of(rulings: Sequence[Ruling], *, types: Mapping[str, str]) -> Lanes:
    """Lay out rulings. `types` gives the SQL type of the column of each key.

    Raises TableError for a key without a type, or one that a leaf cannot ask about.
    """
    builders = [_Builder() for _ in rulings]
    starts: dict[Rail, int] = {}
    ends: dict[Rail, int] = {}
    position = 0
    for rail in Rail:
        starts[rail] = position
        position += max((len(ruling.on(rail)) for ruling in rulings), default=0)
        ends[rail] = position
    words = max(1, -(-position // LANES))
    width = max(1, min(position, LANES))
    for ruling, builder in zip(rulings, builders, strict=True):
        for rail in Rail:
            for number, part in enumerate(ruling.on(rail), start=starts[rail]):
                builder.add(part, number)
    nodes = sorted(
        {Node(word, ()) for word in range(words)}.union(*(builder.present for builder in builders))
    )
    found: dict[str, list[Leaf]] = {}
    for builder in builders:
        for _, _, leaf, _ in builder.literals:
            found.setdefault(key_of(leaf), []).append(leaf)
    return Lanes(
        columns=tuple(column_of(key, found[key], types.get(key, "")) for key in sorted(found)),
        nodes=tuple(nodes),
        words=words,
        width=width,
        rails={rail: _masks(starts[rail], ends[rail], words) for rail in Rail},
        placed=tuple(builder.placed(nodes, width) for builder in builders),
    )


def _masks(start: int, end: int, words: int) -> tuple[int, ...]:
    lanes = ((1 << end) - 1) ^ ((1 << start) - 1)
    return tuple((lanes >> (word * LANES)) & ((1 << LANES) - 1) for word in range(words))


@dataclass(slots=True)
class _Builder:
    """Places the parts of one ruling."""

    literals: list[tuple[Node, int, Leaf, bool]] = field(default_factory=list)
    present: dict[Node, int] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)

    def add(self, part: Part, position: int) -> None:
        self.sources[position] = part.label.source
        tree = signed(part.effective, holds=True)
        if tree == Const(value=False):
            return  # A lane that is absent at the root is false.
        word, bit = divmod(position, LANES)
        self._place(tree, Node(word, ()), 1 << bit)

    def _place(self, tree: Expr, node: Node, lane: int) -> None:
        self.present[node] = self.present.get(node, 0) | lane
        joint = AllOf if node.is_conjunction else AnyOf
        operands = tree.operands if isinstance(tree, joint) else (tree,)
        inner: list[Expr] = []
        for operand in operands:
            match operand:
                case Const():
                    pass  # Only a whole tree is constant here, and a node without operands is true.
                case Not(operand=Fact() | Compare() | OneOf() | Predicate() as leaf):
                    self.literals.append((node, lane, leaf, False))
                case Fact() | Compare() | OneOf() | Predicate():
                    self.literals.append((node, lane, operand, True))
                case _:
                    inner.append(operand)
        # The larger first, so that like shapes fall on the same nodes.
        inner.sort(key=lambda one: -sum(1 for _ in leaves(one)))
        for number, operand in enumerate(inner):
            self._place(operand, Node(node.word, (*node.path, number)), lane)

    def placed(self, nodes: Sequence[Node], width: int) -> Placed:
        numbers = {node: number for number, node in enumerate(nodes)}
        everything = (1 << width) - 1
        literals: dict[str, list[Literal]] = {}
        for node, lane, leaf, holds in self.literals:
            one = Literal(numbers[node], lane, leaf, holds)
            literals.setdefault(key_of(leaf), []).append(one)
        return Placed(
            literals={key: tuple(some) for key, some in literals.items()},
            absent=tuple(everything ^ self.present.get(node, 0) for node in nodes),
            sources=self.sources,
        )


def signed(expr: Expr, *, holds: bool) -> Expr:
    """The tree, or its negation, with `not` only before leaves and without defined words.

    Equal in Kleene's logic, with the same open leaves.
    """
    match expr:
        case Const(value=value):
            return Const(value=value is holds)
        case Fact() | Compare() | OneOf() | Predicate():
            return expr if holds else negated(expr)
        case Named(meaning=inner):
            return signed(inner, holds=holds)
        case Not(operand=inner):
            return signed(inner, holds=not holds)
        case AllOf(operands=operands) | AnyOf(operands=operands):
            join = all_of if isinstance(expr, AllOf) is holds else any_of
            return join(*(signed(operand, holds=holds) for operand in operands))
        case _:
            assert_never(expr)
