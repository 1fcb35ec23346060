"""While an answer is open: which answers consistent completions reach, which words matter, which sets
of words settle it, and what to ask next. Exact as far as the grid of completions can be worked out;
beyond that Kleene's superset, said to be one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from comity.logic import Answer, Expr, Value, key_of, possible_answers
from comity.readings import Axis, Grid, Tie, grid_of, open_leaves

MAX_SETS = 8
"""Settling sets that are listed; more are said to exist."""
MAX_TRIES = 600
"""Sets of words that are tried before the search for settling sets stops and says so."""
LOOK_AHEAD = 3
"""Questions that are looked ahead when the next one is chosen, while few words are open."""


class Domains(Protocol):
    """What the words of a law can hold, and in which order they are asked."""

    @property
    def ties(self) -> tuple[Tie, ...]: ...
    @property
    def domains(self) -> Mapping[str, Sequence[Value]]: ...
    @property
    def order(self) -> tuple[str, ...]: ...


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
    rails: tuple[Expr, Expr, Expr],
    known: Mapping[str, Value],
    domains: Domains,
    *,
    settling: int,
) -> Openness:
    """Work out what is open on three rails that Kleene's logic left unsettled."""
    opened = [open_leaves(rail, known) for rail in rails]
    found = frozenset().union(*(leaves for _, leaves in opened))
    grid = grid_of(
        rails, known, found, domains=domains.domains, ties=domains.ties, first=domains.order
    )
    if grid is None:
        keys = {key_of(leaf) for leaf in found}
        rank = {key: number for number, key in enumerate(domains.order)}
        missing = tuple(sorted(keys, key=lambda key: (rank.get(key, len(rank)), key)))
        possible = possible_answers(*(truth for truth, _ in opened))
        return Openness(
            possible=possible,
            exact=False,
            missing=missing,
            settling=(),
            settling_more=settling > 0,
            grid=None,
        )
    mattering = grid.mattering()
    sets, more = _settling(grid, mattering, settling)
    return Openness(
        possible=grid.answers(),
        exact=True,
        missing=tuple(axis.key for axis in mattering),
        settling=sets,
        settling_more=more,
        grid=grid,
    )


def _points(grid: Grid, chosen: Mapping[str, Value]) -> int:
    mask = grid.consistent
    for axis in grid.axes:
        if axis.key in chosen:
            mask &= grid.cell(axis, axis.cells.index(chosen[axis.key]))
    return mask


def _settling(
    grid: Grid, mattering: Sequence[Axis], size: int
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The smallest sets of words that, for some of their values, settle the answer."""
    if not size:
        return (), False
    tries = 0
    for count in range(1, size + 1):
        found: list[tuple[str, ...]] = []
        for chosen in combinations(mattering, count):
            tries += 1
            if tries > MAX_TRIES:
                return tuple(found[:MAX_SETS]), True
            if grid.settled_by(chosen):
                found.append(tuple(axis.key for axis in chosen))
        if found:
            return tuple(found[:MAX_SETS]), len(found) > MAX_SETS
    return (), True


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
    depth = LOOK_AHEAD if len(axes) <= 4 else 2 if len(axes) <= 9 else 1
    costs = [(_cost_of(grid, axis, axes, grid.consistent, depth), axis.key) for axis in axes]
    best = min(cost for cost, _ in costs)
    return next(key for cost, key in costs if cost == best)


def _cost_of(grid: Grid, axis: Axis, axes: list[Axis], mask: int, depth: int) -> float:
    rest = [other for other in axes if other is not axis]
    total = weights = 0.0
    for number, weight in enumerate(axis.weights):
        part = mask & grid.cell(axis, number)
        if part:
            total += weight * _remaining(grid, rest, part, depth - 1)
            weights += weight
    return 1 + total / weights


def _remaining(grid: Grid, axes: list[Axis], mask: int, depth: int) -> float:
    if len(grid.answers(mask)) <= 1 or not axes:
        return 0.0
    if depth == 0:
        return 1.0
    return min(_cost_of(grid, axis, axes, mask, depth) for axis in axes)
