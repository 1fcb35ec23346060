"""The tables of a ruling, against brute force over the truths of its rails."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from comity.logic import (
    ALWAYS,
    NEVER,
    SETTLED,
    AllOf,
    Answer,
    Const,
    Expr,
    Fact,
    Label,
    Not,
    Part,
    Rail,
    Ruling,
    Truth,
    all_of,
    answer_trees,
    any_of,
    negated,
    parse,
    possible_answers,
    settled_answer,
    show,
)
from tests.readings import brute_force
from tests.readings.strategies import TYPES, random_rows, rulings

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE

WRITTEN = {
    (True, True, True): Answer.CONFLICT,
    (True, True, False): Answer.CONFLICT,
    (True, False, True): Answer.PROHIBITED,
    (True, False, False): Answer.PROHIBITED,
    (False, True, True): Answer.REQUIRED,
    (False, True, False): Answer.REQUIRED,
    (False, False, True): Answer.PERMITTED,
    (False, False, False): Answer.NOT_REGULATED,
}
"""The table of the semantics page, section 6, for facts that are all known."""


def reachable(truths: tuple[Truth, ...]) -> set[Answer]:
    """The answers of all ways to decide what is unknown."""
    ways = [(False, True) if truth is U else (truth is T,) for truth in truths]
    return {
        WRITTEN[prohibited, required, permitted]
        for prohibited, required, permitted in product(*ways)
    }


def test_an_answer_is_settled_exactly_if_every_way_to_decide_the_rails_gives_it() -> None:
    for prohibited, required, permitted in product(Truth, repeat=3):
        found = reachable((prohibited, required, permitted))
        settled = settled_answer(prohibited, required, permitted)
        assert settled == (found.pop() if len(found) == 1 else None)


def test_the_possible_answers_are_those_that_some_way_gives_in_the_order_of_settled() -> None:
    for prohibited, required, permitted in product(Truth, repeat=3):
        found = possible_answers(prohibited, required, permitted)
        assert set(found) == reachable((prohibited, required, permitted))
        assert list(found) == [answer for answer in SETTLED if answer in found]


@given(ruling=rulings(max_parts=4), seed=st.integers(0, 2**32))
def test_exactly_one_answer_tree_holds_where_everything_is_known(ruling: Ruling, seed: int) -> None:
    random = Random(seed)
    full = [row for row in random_rows(random, 40) if len(row) == len(TYPES)]
    trees = answer_trees(ruling)
    assert list(trees) == list(SETTLED)
    for row in full:
        holding = [answer for answer, tree in trees.items() if brute_force.holds(tree, row)]
        assert holding == [brute_force.answer(ruling, row)]


def test_a_part_takes_effect_where_it_is_reached_and_nothing_defeats_it() -> None:
    by = Label(source="xx/state-1", part="when")
    part = Part.of(
        label=Label(source="xx/city-1", part="when"),
        rail=Rail.PROHIBITED,
        reached=parse("a or b"),
        defeats=((by, parse("c")), (by, parse("not d"))),
    )
    assert show(part.effective) == "(a or b) and not c and d"
    ruling = Ruling(parts=(part,))
    assert ruling.on(Rail.PROHIBITED) == (part,)
    assert ruling.on(Rail.REQUIRED) == ()
    assert ruling.tree(Rail.PROHIBITED) == part.effective
    assert ruling.tree(Rail.REQUIRED) == NEVER


def test_joining_leaves_no_needless_nodes() -> None:
    a, b, c = Fact(word="a"), Fact(word="b"), Fact(word="c")
    none: tuple[Expr, ...] = ()
    assert (all_of(*none), any_of(*none)) == (ALWAYS, NEVER)
    assert (all_of(a), any_of(a)) == (a, a)
    assert (all_of(a, NEVER), any_of(a, ALWAYS)) == (NEVER, ALWAYS)
    assert (all_of(a, ALWAYS), any_of(a, NEVER)) == (a, a)
    assert all_of(AllOf(operands=(a, b)), c) == AllOf(operands=(a, b, c))
    assert (negated(negated(a)), negated(a)) == (a, Not(operand=a))
    assert negated(Const(value=True)) == NEVER
