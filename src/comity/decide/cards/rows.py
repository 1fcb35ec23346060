"""A tree of questions as lines that are read from the top: the first line that fits answers.

What settles the answer at once stands first; what the lines above have used up need not be said again, and
neighbours with the same answer become one line with alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from comity.decide.cards.branches import Asked, Settled, Tree, ends_of
from comity.decide.determination import Determination
from comity.logic import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A word has one of some values. `whole` are all the values that its question offers; of a number, the
    last of them stands for every larger one too.
    """

    word: str
    values: tuple[Value, ...]
    whole: tuple[Value, ...]

    def fits(self, facts: Mapping[str, object]) -> bool:
        """Whether it is known to hold."""
        value = facts.get(self.word)
        if self.is_number and isinstance(value, int):
            value = min(value, max(self.whole))
        return value in self.values

    @property
    def is_number(self) -> bool:
        """Whether the word is a number."""
        return all(isinstance(value, int) and not isinstance(value, bool) for value in self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: `always` holds and, where there are any, one of the alternatives, each a few conditions.

    Neither: whatever is left. `ends` are the ways of the tree that it stands for.
    """

    always: tuple[Condition, ...]
    alternatives: tuple[tuple[Condition, ...], ...]
    ends: tuple[Settled, ...]

    def fits(self, facts: Mapping[str, object]) -> bool:
        """Whether it is known to fit; the lines above it are not looked at."""
        return all(one.fits(facts) for one in self.always) and (
            not self.alternatives
            or any(all(one.fits(facts) for one in some) for some in self.alternatives)
        )

    @property
    def found(self) -> Determination:
        """What `decide` says on the first way to it."""
        return self.ends[0].found

    @property
    def conditions(self) -> int:
        """How many conditions are said."""
        return len(self.always) + sum(len(some) for some in self.alternatives)


class Lines:
    """Trees as lines. Trees that are cut from one another share most of their branches: these are sorted once."""

    def __init__(self) -> None:
        # With the question itself, so that no other can come to have its number.
        self._known: dict[int, tuple[Asked, _Together]] = {}

    def of(self, tree: Tree) -> tuple[Line, ...]:
        """The lines of a tree, in order."""
        found: list[Line] = []
        self._add(tree, (), found)
        return tuple(_merged(found))

    def _add(self, tree: Tree, above: tuple[Condition, ...], found: list[Line]) -> None:
        if isinstance(tree, Settled):
            found.append(Line(always=above, alternatives=(), ends=(tree,)))
            return
        for own, thens in self._together(tree):
            if len(thens) > 1:
                ends = tuple(end for then in thens for end in ends_of(then))
                found.append(Line(always=(*above, *own), alternatives=(), ends=ends))
            else:
                self._add(thens[0], (*above, *own), found)

    def _together(self, tree: Asked) -> _Together:
        held = self._known.get(id(tree))
        if held is None:
            held = self._known[id(tree)] = (tree, tuple(_conditions(tree)))
        return held[1]


def lines_of(tree: Tree) -> tuple[Line, ...]:
    """The lines of a tree, in order."""
    return Lines().of(tree)


_Together: TypeAlias = tuple[tuple[tuple[Condition, ...], tuple[Tree, ...]], ...]
"""What has to hold for some branches (nothing: whatever is left), and where they lead."""


def _conditions(tree: Asked) -> Iterator[tuple[tuple[Condition, ...], tuple[Tree, ...]]]:
    branches = _together(tree)
    whole = tuple(value for values, _ in branches for value in values)
    for number, (values, thens) in enumerate(branches):
        # Those above have used up every other value, so the last needs not be said.
        last = number == len(branches) - 1
        yield (() if last else (Condition(word=tree.word, values=values, whole=whole),)), thens


def _together(tree: Asked) -> list[tuple[tuple[Value, ...], tuple[Tree, ...]]]:
    """The branches, those that end in the same answer as one; the shortest first, a plain yes before a no."""
    merged: list[tuple[tuple[Value, ...], tuple[Tree, ...]]] = []
    for branch in tree.branches:
        same = next(
            (
                number
                for number, (_, thens) in enumerate(merged)
                if isinstance(branch.then, Settled)
                and isinstance(thens[0], Settled)
                and says_the_same(branch.then, thens[0])
            ),
            None,
        )
        if same is None:
            merged.append((branch.values, (branch.then,)))
        else:
            values, thens = merged[same]
            merged[same] = ((*values, *branch.values), (*thens, branch.then))
    return sorted(merged, key=lambda one: _weight(one[1][0]))


def _weight(tree: Tree) -> tuple[bool, int]:
    """Open ends last, for they send the reader away; then by the ways to the end."""
    ends = list(ends_of(tree))
    return all(end.is_open for end in ends), len(ends)


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Neighbours with the same answer as one line, where both differ only in what they say last."""
    found: list[Line] = []
    for line in lines:
        found.append(line)
        while len(found) > 1 and (joined := _joined(found[-2], found[-1])):
            found[-2:] = [joined]
    return found


def _joined(first: Line, second: Line) -> Line | None:
    if second.alternatives or not says_the_same(first.ends[0], second.ends[0]):
        return None
    ends = (*first.ends, *second.ends)
    shared = _shared(first.always, second.always)
    rest_first = first.always[len(shared) :]
    rest_second = second.always[len(shared) :]
    if first.alternatives and rest_first:
        return None
    if not rest_second:
        # The second takes whatever is left there: then the first need not be told apart from it.
        return replace(second, ends=ends, alternatives=())
    if not first.alternatives and not rest_first:
        return None
    alternatives = first.alternatives or (rest_first,)
    return Line(always=shared, alternatives=(*alternatives, rest_second), ends=ends)


def _shared(one: Sequence[Condition], other: Sequence[Condition]) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        found.append(left)
    return tuple(found)


def says_the_same(one: Settled, other: Settled) -> bool:
    """Whether two ends can stand on one line: the same answer, with the same reservation and readings;
    or both are open.
    """
    return _said(one) == _said(other)


def _said(end: Settled) -> tuple[object, ...]:
    found = end.found
    if end.is_open:
        return (found.answer, found.missing_law)  # what each of them lacks is said together
    return (
        found.answer,
        found.complete,
        found.leaning,
        tuple((tuple(one.readings.items()), one.answers) for one in found.by_reading),
    )
