"""While an answer is open: which answers consistent completions reach, which words matter, which sets
of words settle it, and what to ask next. Exact as far as the grid of completions can be worked out;
beyond that Kleene's superset, said to be one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from comity.decide.prepare import Prepared
from comity.logic import Answer, Truth, Value, possible_answers
from comity.readings import Axis, Grid, Rails

MAX_SETS = 8
"""Settling sets that are listed; more are said to exist."""
LOOK_AHEAD = 3
"""Questions that are looked ahead when the next one is chosen, while few words are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """What is open. `exact` is false where the grid was too large to be worked out."""

    possible: tuple[Answer, ...]
    exact: bool
    missing: tuple[str, ...]
    settling: tuple[tuple[str, ...], ...]
    settling_more: bool
    grid: Grid | None

    def answers_where(self, chosen: Mapping[str, Value]) -> tuple[Answer, ...] | None:
        """The answers that remain when some open words are given; None if that is not worked out."""
        if self.grid is None:
            return None
        return self.grid.answers(_points(self.grid, chosen))


def openness_of(
    prepared: Prepared, truths: Sequence[Truth], leaves: Sequence[Truth], *, settling: int
) -> Openness:
    """Work out what is open while Kleene's logic leaves the answer unsettled.

    `truths` are those of the ruling's parts, `leaves` those of the leaves of the law's space.
    """
    rails = unknown_parts(prepared, truths)
    opened = prepared.space.opened(rails, leaves)
    grid = prepared.space.grid(rails, leaves, opened)
    if grid is None:
        return Openness(
            possible=possible_answers(*rail_truths(prepared, truths)),
            exact=False,
            missing=tuple(opened),
            settling=(),
            settling_more=settling > 0,
            grid=None,
        )
    mattering = grid.mattering()
    grid = grid.over(len(opened))
    sets, more = _settling(grid, mattering, settling)
    return Openness(
        possible=grid.answers(),
        exact=True,
        missing=tuple(axis.key for axis in mattering),
        settling=sets,
        settling_more=more,
        grid=grid,
    )


def rail_truths(prepared: Prepared, truths: Sequence[Truth]) -> tuple[Truth, Truth, Truth]:
    """The truth of each rail, from those of the ruling's parts."""
    found = [Truth.FALSE, Truth.FALSE, Truth.FALSE]
    for rail, truth in zip(prepared.rails, truths, strict=True):
        found[rail] = max(found[rail], truth)
    prohibited, required, permitted = found
    return prohibited, required, permitted


def unknown_parts(prepared: Prepared, truths: Sequence[Truth]) -> Rails:
    """The parts that are unknown, by rail. A permission says nothing once there is a ban or a duty."""
    unknown: list[list[int] | None] = [[], [], []]
    for number, (rail, truth) in enumerate(zip(prepared.rails, truths, strict=True)):
        if truth is Truth.TRUE:
            unknown[rail] = None
        elif truth is Truth.UNKNOWN and (one := unknown[rail]) is not None:
            one.append(number)
    if unknown[0] is None or unknown[1] is None:
        unknown[2] = None
    return unknown


def _points(grid: Grid, chosen: Mapping[str, Value]) -> int:
    mask = grid.consistent
    for axis in grid.axes:
        if axis.key in chosen:
            mask &= grid.cell(axis, axis.cells.index(chosen[axis.key]))
    return mask


def _settling(
    grid: Grid, mattering: Sequence[Axis], most: int
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The smallest sets of at most so many words that, for some of their values, settle the answer."""
    for size in range(1, most + 1):
        found = grid.settling(mattering, size)
        if found:
            shown = tuple(tuple(axis.key for axis in chosen) for chosen in found[:MAX_SETS])
            return shown, len(found) > MAX_SETS
    return (), most > 0


def next_word(opened: Openness, *, askable: frozenset[str]) -> str | None:
    """The word to ask next: the one with the fewest expected remaining questions.

    Its values count alike. Only words that can change the answer and that a person can answer are
    asked; ties go to the vocabulary's order. Looks LOOK_AHEAD questions ahead, and takes one more
    question where that leaves the answer open: exact whenever so many questions settle everything.
    None when nothing that can be asked matters.
    """
    words = [word for word in opened.missing if word in askable]
    grid = opened.grid
    if not words or grid is None:
        return words[0] if words else None
    axes = [axis for axis in grid.axes if axis.key in words]
    split = [
        [(weight, grid.cell(axis, number)) for number, weight in enumerate(axis.weights)]
        for axis in axes
    ]
    depth = LOOK_AHEAD if len(axes) <= 4 else 2 if len(axes) <= 9 else 1
    costs = [_cost_of(grid, split, number, grid.consistent, depth) for number in range(len(split))]
    return axes[costs.index(min(costs))].key


_Split: TypeAlias = list[list[tuple[int, int]]]
"""For each word that may still be asked its cells, each with its weight and its points."""


def _cost_of(grid: Grid, split: _Split, asked: int, points: int, depth: int) -> float:
    """The expected number of questions, beginning with that one."""
    rest = split[:asked] + split[asked + 1 :]
    total = weights = 0.0
    for weight, cell in split[asked]:
        part = points & cell
        if part:
            total += weight * _remaining(grid, rest, part, depth - 1)
            weights += weight
    return 1 + total / weights


def _remaining(grid: Grid, split: _Split, points: int, depth: int) -> float:
    if not split or grid.is_settled(points):
        return 0.0
    if depth == 0:
        return 1.0
    return min(_cost_of(grid, split, number, points, depth) for number in range(len(split)))
