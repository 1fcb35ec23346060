"""The formula reading agrees with `evaluate` and with brute force, and says what it could not decide."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.logic import (
    Compare,
    Expr,
    Fact,
    Not,
    Operator,
    Predicate,
    Rail,
    Ruling,
    Truth,
    all_of,
    any_of,
    key_of,
    leaves,
    settled_answer,
)
from comity.readings import evaluate
from comity.readings.formula import Formulas, answers_of
from comity.readings.formula_search import Search, UndecidedError
from tests.readings import brute_force
from tests.readings.strategies import TYPES, Row, random_rows, rulings, trees, value_of

EXAMPLES = (settings.default.max_examples if settings.default else 100) // 2


def formulas_for(*found: Expr) -> Formulas:
    return Formulas([leaf for tree in found for leaf in leaves(tree)])


def truth_by_formula(formulas: Formulas, tree: Expr, row: Row) -> Truth:
    """What the pair of a tree comes to where exactly the words of a row are known."""
    pair = formulas.pair(tree)
    facts = [
        formulas.every((variable.known, formulas.has(key, row[key])))
        if key in row
        else formulas.negated(variable.known)
        for key, variable in formulas.variables.items()
    ]
    search = Search(formulas, facts)
    holds, fails = search.exists("holds", pair.holds), search.exists("fails", pair.fails)
    assert not (holds and fails)
    assert search.exists("does not hold", formulas.negated(pair.holds)) is not holds
    return Truth.TRUE if holds else Truth.FALSE if fails else Truth.UNKNOWN


@settings(max_examples=EXAMPLES)
@given(tree=trees(), seed=st.integers(0, 2**32))
def test_the_pair_of_a_tree_is_what_evaluate_says(tree: Expr, seed: int) -> None:
    formulas = formulas_for(tree)
    for row in random_rows(Random(seed), 4):
        assert truth_by_formula(formulas, tree, row) is evaluate(tree, row)


@settings(max_examples=EXAMPLES)
@given(ruling=rulings(max_parts=4, max_leaves=5), seed=st.integers(0, 2**32))
def test_where_everything_is_known_one_answer_holds_and_it_is_brute_forces(
    ruling: Ruling, seed: int
) -> None:
    rails = [ruling.tree(rail) for rail in Rail]
    formulas = formulas_for(*rails)
    answers = answers_of(formulas, *(formulas.whole(tree) for tree in rails))
    random = Random(seed)
    row = {key: value_of(key, random) for key in TYPES}
    search = Search(formulas, [formulas.has(key, row[key]) for key in formulas.variables])
    found = [answer for answer, formula in answers.items() if search.exists("answer", formula)]
    assert found == [brute_force.answer(ruling, row)]


@settings(max_examples=EXAMPLES)
@given(ruling=rulings(max_parts=4, max_leaves=5))
def test_facts_that_are_found_bring_about_what_was_looked_for(ruling: Ruling) -> None:
    rails = [ruling.tree(rail) for rail in Rail]
    formulas = formulas_for(*rails)
    whole = answers_of(formulas, *(formulas.whole(tree) for tree in rails))
    for answer, formula in whole.items():
        facts = Search(formulas).facts(answer.value, formula)
        if facts is not None:
            prohibited, required, permitted = (evaluate(tree, facts) for tree in rails)
            assert settled_answer(prohibited, required, permitted) is answer


@settings(max_examples=EXAMPLES)
@given(tree=trees(max_leaves=6))
def test_known_facts_are_only_those_that_are_known(tree: Expr) -> None:
    formulas = formulas_for(tree)
    pair = formulas.pair(tree)
    for formula, truth in ((pair.holds, Truth.TRUE), (pair.fails, Truth.FALSE)):
        known = Search(formulas).known_facts("settled", formula)
        if known is not None:
            assert evaluate(tree, known) is truth


def test_nothing_found_is_a_proof() -> None:
    age = Compare(word="age", operator=Operator.AT_LEAST, value=18)
    younger = Compare(word="age", operator=Operator.BELOW, value=12)
    tree = all_of(age, younger)
    formulas = formulas_for(tree)
    assert Search(formulas).facts("both", formulas.whole(tree)) is None
    assert Search(formulas).facts("either", formulas.whole(any_of(age, younger))) is not None


def test_a_tie_takes_facts_away() -> None:
    shown = Predicate(name="shown", arguments=(), filters=(("kind", ("i_200",)),))
    served = Fact(word="served")
    tree = all_of(shown, Not(operand=served))
    formulas = formulas_for(tree)
    tie = formulas.whole(any_of(Not(operand=shown), served))
    assert Search(formulas).exists("without the tie", formulas.whole(tree))
    assert not Search(formulas, [tie]).exists("with the tie", formulas.whole(tree))


def test_a_closed_list_has_no_other_value() -> None:
    tree = all_of(
        *(
            Not(operand=Compare(word="purpose", operator=Operator.EQUAL, value=one))
            for one in ("alpha", "beta")
        )
    )
    found = list(leaves(tree))
    open_, closed = Formulas(found), Formulas(found, domains={"purpose": ("alpha", "beta")})
    assert Search(open_).exists("another", open_.whole(tree))
    assert not Search(closed).exists("another", closed.whole(tree))
    assert {key_of(leaf) for leaf in found} == set(closed.variables)


def test_what_was_not_decided_in_time_names_its_query() -> None:
    """Pigeons in holes: hard for every solver of this kind, and quick to write."""
    pigeons, holes = 13, 12
    sits = [[Fact(word=f"p{one}_{hole}") for hole in range(holes)] for one in range(pigeons)]
    tree = all_of(
        *(any_of(*row) for row in sits),
        *(
            Not(operand=all_of(sits[one][hole], sits[other][hole]))
            for hole in range(holes)
            for one in range(pigeons)
            for other in range(one)
        ),
    )
    formulas = formulas_for(tree)
    search = Search(formulas, seconds=0.05)
    with pytest.raises(UndecidedError, match="a place for every pigeon") as raised:
        search.exists("a place for every pigeon", formulas.whole(tree))
    assert raised.value.query == "a place for every pigeon"
    assert search.exists("anything at all")
