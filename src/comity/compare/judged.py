"""The rules of both sides for one party, judged by what is known: the answers they settle, and what decides.

Facts are taken away one by one and the rules judged again each time, so that only those are looked at that ask about
the fact. What a tree comes to is what `evaluate` says; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from comity.compare.residue import leaves_once
from comity.compare.side import Rule
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
    Truth,
    Value,
    key_of,
    settled_answer,
)
from comity.readings import leaf_truth


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled answer and the number of the rule that decides it; None where nothing regulates.

    Of a conflict `against` is the rule that requires.
    """

    answer: Answer
    rule: int | None
    against: int | None = None


Known: TypeAlias = Mapping[str, Sequence[Value]]
"""For each known word the values of which it has one."""

_Read: TypeAlias = Callable[[list[int]], int]
"""From the truths of the leaves to the truth of a tree, as numbers."""


class Judged:
    """Several lists of rules over one set of words, judged again and again as words come and go."""

    def __init__(self, sides: Sequence[Sequence[Rule]], bare: Sequence[frozenset[int]]) -> None:
        """`bare` names for each side the rules whose exceptions are left out."""
        self.sides = [tuple(rules) for rules in sides]
        numbers: dict[Leaf, int] = {}
        made: dict[int, _Read] = {}
        self._reads: list[_Read] = []
        self._asking: dict[str, list[int]] = {}
        for rules, left_out in zip(self.sides, bare, strict=True):
            for number, rule in enumerate(rules):
                tree = rule.bare if number in left_out else rule.tree
                assert tree is not None
                for key in {key_of(leaf) for leaf in leaves_once([tree])}:
                    self._asking.setdefault(key, []).append(len(self._reads))
                self._reads.append(_reader(tree, numbers, made))
        self._leaves: dict[str, list[tuple[int, Leaf]]] = {}
        for leaf, at in numbers.items():
            self._leaves.setdefault(key_of(leaf), []).append((at, leaf))
        self._now = [int(Truth.UNKNOWN)] * len(numbers)
        self._truths = [read(self._now) for read in self._reads]

    def start(self, known: Known) -> None:
        """Judge from what is known, and nothing else."""
        for key, asked in self._leaves.items():
            values = known.get(key, ())
            for at, leaf in asked:
                self._now[at] = _truth_among(leaf, values)
        self._truths = [read(self._now) for read in self._reads]

    def put(self, key: str, values: Sequence[Value]) -> None:
        """Judge again with a word known otherwise; no value: not known."""
        for at, leaf in self._leaves.get(key, ()):
            self._now[at] = _truth_among(leaf, values)
        for number in self._asking.get(key, ()):
            self._truths[number] = self._reads[number](self._now)

    def truths(self) -> list[list[int]]:
        """The truth of each rule of each side, as it was judged last."""
        found: list[list[int]] = []
        start = 0
        for rules in self.sides:
            found.append(self._truths[start : start + len(rules)])
            start += len(rules)
        return found


def _reader(tree: Expr, numbers: dict[Leaf, int], made: dict[int, _Read]) -> _Read:
    """The reader of a tree; trees that are shared have one reader."""
    found = made.get(id(tree))
    if found is None:
        found = made[id(tree)] = _new_reader(tree, numbers, made)
    return found


def _new_reader(tree: Expr, numbers: dict[Leaf, int], made: dict[int, _Read]) -> _Read:
    match tree:
        case Const(value=value):
            held = int(Truth.of(value))
            return lambda _: held
        case Fact() | Compare() | OneOf() | Predicate():
            at = numbers.setdefault(tree, len(numbers))
            return lambda now: now[at]
        case Named(meaning=inner):
            return _reader(inner, numbers, made)
        case Not(operand=inner):
            read = _reader(inner, numbers, made)
            return lambda now: 2 - read(now)
        case AllOf(operands=operands):
            return _every([_reader(one, numbers, made) for one in operands])
        case AnyOf(operands=operands):
            return _some([_reader(one, numbers, made) for one in operands])
        case _:
            assert_never(tree)


def _every(reads: list[_Read]) -> _Read:
    def least(now: list[int]) -> int:
        found = 2
        for read in reads:
            truth = read(now)
            if not truth:
                return 0
            found = min(found, truth)
        return found

    return least


def _some(reads: list[_Read]) -> _Read:
    def most(now: list[int]) -> int:
        found = 0
        for read in reads:
            truth = read(now)
            if truth == 2:
                return 2
            found = max(found, truth)
        return found

    return most


def _truth_among(leaf: Leaf, values: Sequence[Value]) -> int:
    """What a leaf comes to whichever of some values its word has: unknown where that makes a difference."""
    if not values:
        return int(Truth.UNKNOWN)
    key = key_of(leaf)
    found = {int(leaf_truth(leaf, {key: value})) for value in values}
    return found.pop() if len(found) == 1 else int(Truth.UNKNOWN)


_RAIL: Mapping[Rail, int] = {rail: number for number, rail in enumerate(Rail)}


def answer_of(rules: Sequence[Rule], truths: Sequence[int]) -> Answer | None:
    """The answer that the truths of the rules settle."""
    rails = [0, 0, 0]
    for rule, truth in zip(rules, truths, strict=True):
        if truth:
            number = _RAIL[rule.rail]
            rails[number] = max(rails[number], truth)
    return settled_answer(*(Truth(one) for one in rails))


_DECIDES: Mapping[Answer, Rail] = {
    Answer.CONFLICT: Rail.PROHIBITED,
    Answer.PROHIBITED: Rail.PROHIBITED,
    Answer.REQUIRED: Rail.REQUIRED,
    Answer.PERMITTED: Rail.PERMITTED,
}


def outcome_of(
    rules: Sequence[Rule], truths: Sequence[int], *, first: frozenset[int] = frozenset()
) -> Outcome:
    """What settled truths come to. Of several rules that decide, one of `first` is named if there is one."""
    answer = answer_of(rules, truths)
    assert answer is not None
    return Outcome(
        answer,
        _deciding(rules, truths, _DECIDES.get(answer), first),
        _deciding(rules, truths, Rail.REQUIRED, first) if answer is Answer.CONFLICT else None,
    )


def _deciding(
    rules: Sequence[Rule], truths: Sequence[int], rail: Rail | None, first: frozenset[int]
) -> int | None:
    held = [
        number
        for number, (rule, truth) in enumerate(zip(rules, truths, strict=True))
        if rule.rail is rail and truth == Truth.TRUE
    ]
    return min(held, key=lambda number: (number not in first, number), default=None)
