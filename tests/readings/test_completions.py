"""The grid of completions at its edges. That it equals brute force is tested in `test_agreement`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from comity.logic import Answer, Expr, Fact, Leaf, Value, parse
from comity.readings import MAX_POINTS, Grid, Space, Tie, cells_of, open_leaves


def open_in(*trees: Expr) -> frozenset[Leaf]:
    return frozenset(leaf for tree in trees for leaf in open_leaves(tree, {})[1])


def rails(prohibited: str, required: str = "False", permitted: str = "False") -> tuple[Expr, ...]:
    return parse(prohibited), parse(required), parse(permitted)


def grid_of(
    trees: tuple[Expr, ...],
    known: Mapping[str, Value],
    *,
    ties: Sequence[Tie] = (),
    max_points: int = MAX_POINTS,
) -> Grid | None:
    """The grid of three rails of one unknown tree each."""
    space = Space(trees, domains={}, ties=ties)
    each, truths = [(0,), (1,), (2,)], space.truths(known)
    return space.grid(each, truths, space.opened(each, truths), max_points=max_points)


def test_a_phantom_conflict_is_struck() -> None:
    prohibited, required, permitted = rails("signed", "not signed")
    grid = grid_of((prohibited, required, permitted), {})
    assert grid is not None
    assert grid.answers() == (Answer.PROHIBITED, Answer.REQUIRED)
    (axis,) = grid.axes
    assert grid.matters(axis)
    assert grid.settling([axis], 1) == ((axis,),)
    assert grid.settling([axis], 0) == ()


def test_a_tautology_does_not_matter() -> None:
    prohibited, required, permitted = rails("signed or not signed")
    grid = grid_of((prohibited, required, permitted), {})
    assert grid is not None
    assert grid.answers() == (Answer.PROHIBITED,)
    assert not grid.matters(grid.axes[0])


def test_a_tie_reaches_through_a_word_that_the_ruling_does_not_name() -> None:
    prohibited, required, permitted = rails("released")
    ties = [
        Tie.of(parse("not released or left_building")),
        Tie.of(parse("not left_building or door_open")),
        Tie.of(parse("not door_open or not night")),
    ]
    grid = grid_of(
        (prohibited, required, permitted),
        {"night": True},
        ties=ties,
    )
    assert grid is not None
    assert grid.answers() == (Answer.NOT_REGULATED,)


def test_a_grid_that_would_be_too_large_is_none() -> None:
    words = [f"word_{number}" for number in range(10)]
    prohibited, required, permitted = rails(" or ".join(words))
    trees = (prohibited, required, permitted)
    assert grid_of(trees, {}, max_points=1_023) is None
    assert grid_of(trees, {}, max_points=1_024) is not None


@pytest.mark.parametrize(
    ("texts", "domain", "cells"),
    [
        (["age >= 18"], None, {17: 1, 18: 2}),
        (["age >= 18", "age < 65"], None, {17: 2, 18: 3, 65: 2}),
        (['age == "x"'], None, {"": 2, "x": 1}),
        (['age in {"x", "y"}'], ["x", "y", "z", "w"], {"x": 2, "z": 2}),
        (['age >= "2024-02-29"'], None, {"": 1, "2024-02-29": 2}),
    ],
)
def test_cells_stand_for_the_values_that_leaves_tell_apart(
    texts: list[str], domain: list[str] | None, cells: dict[str | int, int]
) -> None:
    found = [leaf for text in texts for leaf in open_in(parse(text))]
    counted = dict(cells_of("age", found, domain))
    assert counted.keys() == cells.keys()
    if domain is not None:
        assert counted == cells


def test_the_cells_of_a_truth_are_both_truths() -> None:
    assert set(cells_of("signed", [Fact(word="signed")], None)) == {True, False}
