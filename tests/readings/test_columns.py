"""Trees read in many cases at once say of each what `evaluate` says."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.logic import Expr, Rail, Ruling, Truth, key_of, leaves, settled_answer
from comity.readings import evaluate, leaf_truth
from comity.readings.columns import Columns, answered, in_effect
from tests.readings.strategies import Row, random_rows, rulings, trees, value_of

EXAMPLES = max((settings.default.max_examples if settings.default else 100) // 8, 1)
ROWS = 6


def column(truths: list[bool]) -> int:
    return sum(1 << number for number, truth in enumerate(truths) if truth)


def read(columns: Columns, rows: list[Row]) -> tuple[list[int], list[int]]:
    pairs = {
        number: (
            column([leaf_truth(leaf, row) is Truth.TRUE for row in rows]),
            column([leaf_truth(leaf, row) is Truth.FALSE for row in rows]),
        )
        for leaf, number in columns.leaves.items()
    }
    return columns.settled(pairs, (1 << len(rows)) - 1)


@settings(max_examples=EXAMPLES)
@given(one=trees(), other=trees(), seed=st.integers(0, 2**32))
def test_each_case_is_settled_as_evaluate_says(one: Expr, other: Expr, seed: int) -> None:
    rows = list(random_rows(Random(seed), ROWS))
    columns = Columns()
    places = {columns.place(tree): tree for tree in (one, other, one)}
    holds, fails = read(columns, rows)
    for place, tree in places.items():
        truths = [evaluate(tree, row) for row in rows]
        assert holds[place] == column([truth is Truth.TRUE for truth in truths])
        assert fails[place] == column([truth is Truth.FALSE for truth in truths])


@settings(max_examples=EXAMPLES)
@given(tree=trees(), seed=st.integers(0, 2**32))
def test_whole_cases_hold_or_fail(tree: Expr, seed: int) -> None:
    random = Random(seed)
    keys = {key_of(leaf) for leaf in leaves(tree)}
    rows: list[Row] = [{key: value_of(key, random) for key in keys} for _ in range(ROWS)]
    columns = Columns()
    place = columns.place(tree)
    held = {
        number: column([leaf_truth(leaf, row) is Truth.TRUE for row in rows])
        for leaf, number in columns.leaves.items()
    }
    every = (1 << ROWS) - 1
    assert columns.holding(held, every)[place] == column(
        [evaluate(tree, row) is Truth.TRUE for row in rows]
    )


@settings(max_examples=EXAMPLES)
@given(ruling=rulings(), seed=st.integers(0, 2**32))
def test_the_answers_of_a_ruling_are_the_settled_ones(ruling: Ruling, seed: int) -> None:
    rows = list(random_rows(Random(seed), ROWS))
    columns = Columns()
    rails = {rail: [columns.place(part.effective) for part in ruling.on(rail)] for rail in Rail}
    holds, fails = read(columns, rows)
    found = answered(rails, holds, fails, (1 << ROWS) - 1)
    answers = [settled_answer(*(evaluate(ruling.tree(rail), row) for rail in Rail)) for row in rows]
    for answer, cases in found.items():
        assert cases == column([one is answer for one in answers])
    for rail, cases in in_effect(rails, holds).items():
        assert cases == column([evaluate(ruling.tree(rail), row) is Truth.TRUE for row in rows])
