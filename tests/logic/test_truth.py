"""Kleene's three values, each table written out."""

from __future__ import annotations

from itertools import product

import pytest

from comity.logic import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (F, F, F, F),
        (F, U, F, U),
        (F, T, F, T),
        (U, F, F, U),
        (U, U, U, U),
        (U, T, U, T),
        (T, F, F, T),
        (T, U, U, T),
        (T, T, T, T),
    ],
)
def test_and_is_the_minimum_and_or_the_maximum(
    left: Truth, right: Truth, both: Truth, either: Truth
) -> None:
    assert min(left, right) is both
    assert max(left, right) is either


def test_negation_changes_true_and_false_and_leaves_unknown() -> None:
    assert [~truth for truth in (F, U, T)] == [T, U, F]


def test_de_morgan_holds() -> None:
    for left, right in product(Truth, repeat=2):
        assert ~min(left, right) is max(~left, ~right)
        assert ~max(left, right) is min(~left, ~right)


def test_none_is_unknown() -> None:
    assert [Truth.of(value) for value in (False, None, True)] == [F, U, T]
