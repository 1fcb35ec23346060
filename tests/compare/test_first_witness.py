"""The first witness of an act: found without the solver, never against it, and as small as facts can be taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.compare import Found, difference, differences_between, drawn_cases, side_of
from comity.compare.drawn_cases import DrawnCases
from comity.compare.first_witness import Act, FirstWitnesses
from comity.compare.region import Region, Regions
from comity.compare.residue import Residue
from comity.compare.side import Party
from comity.law import Corpus
from comity.logic import (
    Answer,
    Compare,
    Expr,
    Fact,
    Label,
    Operator,
    Part,
    Rail,
    Ruling,
    Truth,
    Value,
    all_of,
    any_of,
    key_of,
    leaves,
    negated,
    settled_answer,
)
from comity.readings import cells_of, evaluate
from comity.readings.formula import Formulas
from comity.readings.formula_search import Search
from tests.compare.rows import completions, table_answers, values_of
from tests.compare.test_region import SMALL, rules_of
from tests.readings import brute_force
from tests.readings.strategies import trees

EXAMPLES = max((settings.default.max_examples if settings.default else 100) // 16, 1)
POLICE = Compare(word="actor", operator=Operator.EQUAL, value="city_police")
WHO = {one: Party(actor=one, employer="us-xx-city") for one in ("city_police", "school")}
TIES: tuple[Expr, ...] = (
    any_of(negated(Fact(word="in_custody")), negated(Fact(word="released"))),
    any_of(negated(Fact(word="signed")), Fact(word="flag_a")),
    any_of(negated(Fact(word="flag_a")), Fact(word="flag_b")),
)


def bound(ruling: Ruling) -> Ruling:
    """The ruling with its first rule for the police alone."""
    return Ruling(
        parts=tuple(
            Part.of(
                label=part.label,
                rail=part.rail,
                reached=part.effective if number else all_of(POLICE, part.effective),
                defeats=(),
            )
            for number, part in enumerate(ruling.parts)
        )
    )


def witness_of(
    one: Ruling, other: Ruling, ties: tuple[Expr, ...] = (), *, alike: bool = True
) -> tuple[tuple[str, ...], Region] | None:
    act = Act(one, other, alike=alike)
    asked = dict.fromkeys((*act.asked(), *(leaf for tie in ties for leaf in leaves(tie))))
    parties = {name: (party, party) for name, party in WHO.items()}
    witnesses = FirstWitnesses(
        parties, {"act": act}, ties=ties, asked=tuple(asked), domains={}, rank={}
    )
    return witnesses.of("act")


def for_one(ruling: Ruling, actor: str) -> Ruling:
    residue = Residue(WHO[actor].words)
    return Ruling(
        parts=tuple(
            Part.of(
                label=part.label, rail=part.rail, reached=residue.of(part.effective), defeats=()
            )
            for part in ruling.parts
        )
    )


def answer(ruling: Ruling, facts: Mapping[str, Value]) -> Answer | None:
    return settled_answer(*(evaluate(ruling.tree(rail), facts) for rail in Rail))


def solver_says(one: Ruling, other: Ruling, ties: tuple[Expr, ...]) -> bool:
    """Whether some case differs, as the solver finds or proves that none does."""
    sides = (rules_of(one), rules_of(other))
    trees = [*(rule.tree for side in sides for rule in side), *ties]
    formulas = Formulas([leaf for tree in trees for leaf in leaves(tree)])
    search = Search(formulas, [formulas.whole(tie) for tie in ties])
    return Regions(search, sides, rank={}, query="differs").first() is not None


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL, some=st.booleans(), seed=st.integers(0, 2**32))
def test_a_witness_differs_whatever_else_is_so(
    one: Ruling, other: Ruling, some: bool, seed: int
) -> None:
    one = bound(one) if some else one
    found = witness_of(one, other)
    if found is None:
        return
    actors, region = found
    wanted = tuple(outcome.answer for outcome in region.outcomes)
    assert wanted[0] is not wanted[1]
    for actor in actors:
        sides = (for_one(one, actor), for_one(other, actor))
        assert tuple(answer(side, region.facts) for side in sides) == wanted
        for outcome, side in zip(region.outcomes, sides, strict=True):
            if outcome.rule is not None:
                assert evaluate(side.parts[outcome.rule].effective, region.facts) is Truth.TRUE
        for key in region.facts:
            fewer = {name: value for name, value in region.facts.items() if name != key}
            assert None in [answer(side, fewer) for side in sides]
        asked = [leaf for side in sides for part in side.parts for leaf in leaves(part.effective)]
        rows = list(completions(values_of(asked, {}), 10, Random(seed), given=region.facts))
        for row in rows:
            assert tuple(brute_force.answer(side, row) for side in sides) == wanted
        if rows[0] and "on_day" not in rows[0]:
            told = table_answers([rules_of(side) for side in sides], rows)
            assert set(told) == {tuple(one.value for one in wanted)}


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL, alike=st.booleans())
def test_no_witness_is_found_where_the_solver_proves_equal(
    one: Ruling, other: Ruling, alike: bool
) -> None:
    found = witness_of(one, other, TIES, alike=alike)
    if found is not None:
        assert solver_says(one, other, TIES)
        every = [*leaves(any_of(*TIES)), *leaves(one.tree(Rail.PROHIBITED))]
        values = values_of([leaf for leaf in every if key_of(leaf) in found[1].facts], {})
        known = {key: value for key, value in found[1].facts.items() if key in values}
        left = [Residue(known).of(tie) for tie in TIES]
        formulas = Formulas([leaf for tie in left for leaf in leaves(tie)])
        assert Search(formulas).exists("ties", *(formulas.whole(tie) for tie in left))


@settings(max_examples=EXAMPLES)
@given(ruling=SMALL)
def test_a_ruling_has_no_witness_against_itself(ruling: Ruling) -> None:
    assert witness_of(ruling, ruling) is None
    assert witness_of(bound(ruling), bound(ruling), TIES, alike=False) is None


def parts(*found: tuple[Rail, Expr]) -> Ruling:
    return Ruling(
        parts=tuple(
            Part.of(
                label=Label(source=f"us-xx/{number}", part="rule"),
                rail=rail,
                reached=tree,
                defeats=(),
            )
            for number, (rail, tree) in enumerate(found)
        )
    )


def test_the_smallest_of_the_drawn_cases_is_told() -> None:
    words = [Fact(word=name) for name in ("a", "b", "c", "d", "e")]
    banned = parts((Rail.PROHIBITED, any_of(all_of(*words[:4]), words[4])))
    found = witness_of(banned, parts())
    assert found is not None
    actors, region = found
    assert (actors, dict(region.facts)) == (("city_police", "school"), {"e": True})
    only = witness_of(parts((Rail.REQUIRED, all_of(POLICE, words[0]))), parts())
    assert only is not None
    assert (only[0], dict(only[1].facts)) == (("city_police",), {"a": True})


@pytest.mark.parametrize("rounds", [1, 6])
def test_a_case_that_no_person_can_be_in_is_no_witness(
    rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        drawn_cases, "ROUNDS", rounds
    )  # one: nothing is bent, and some cases break ties
    both = all_of(Fact(word="in_custody"), Fact(word="released"))
    assert witness_of(parts((Rail.PROHIBITED, both)), parts(), TIES) is None
    assert witness_of(parts((Rail.PROHIBITED, both)), parts()) is not None


def test_permissions_under_the_same_ban_are_no_difference() -> None:
    free, ban = Fact(word="a"), (Rail.PROHIBITED, Fact(word="b"))
    assert witness_of(parts(ban, (Rail.PERMITTED, all_of(free, ban[1]))), parts(ban)) is None


@settings(max_examples=EXAMPLES)
@given(tree=trees(), ties=st.lists(trees(max_leaves=3), max_size=3))
def test_drawn_cases_are_what_their_facts_say(tree: Expr, ties: list[Expr]) -> None:
    by_key = values_of([leaf for one in (tree, *ties) for leaf in leaves(one)], {})
    drawn = DrawnCases(by_key, 64)
    consistent = drawn.consistent(ties)
    held = drawn.column(tree)
    for at in range(0, 64, 7):
        facts = {key: drawn.value(key, at) for key in by_key}
        assert bool(held >> at & 1) is (evaluate(tree, facts) is Truth.TRUE)
        met = all(evaluate(tie, facts) is Truth.TRUE for tie in ties)
        assert bool(consistent >> at & 1) is met


def test_cases_that_break_a_tie_are_bent_to_it() -> None:
    keys = {leaf.word for tie in TIES for leaf in leaves(tie) if isinstance(leaf, Fact)}
    cells = {key: tuple(cells_of(key, [Fact(word=key)], None)) for key in sorted(keys)}
    drawn = DrawnCases(cells, 256)
    assert drawn.column(all_of(*TIES)) != drawn.every
    assert drawn.consistent(TIES) == drawn.every


def no_solver(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Acts that would have gone on to the solver."""
    went_on: list[str] = []

    def note(_: object, action: str) -> None:
        went_on.append(action)

    monkeypatch.setattr(difference._Work, "compare", note)
    return went_on


def test_every_act_that_an_amendment_changes_is_found_without_the_solver(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = (date(2025, 10, 15), date(2025, 12, 15))

    def first() -> Found:
        before, after = (side_of(corpus, "us-ri-providence", day, str(day)) for day in days)
        return differences_between(before, after, first_only=True)

    with monkeypatch.context() as patched:
        patched.setattr(FirstWitnesses, "of", lambda *_: None)
        exact = first()
    assert not exact.undecided
    went_on = no_solver(monkeypatch)
    found = first()
    acts = {one.action for one in exact.differences}
    assert {one.action for one in found.differences} == acts
    assert acts.isdisjoint(went_on)
    assert {*acts, *went_on} == set(found.actions)
    fewer = {one.action: len(one.case.facts) for one in exact.differences}
    assert all(len(one.case.facts) <= fewer[one.action] for one in found.differences)
    again = first()
    assert [one.case.facts for one in again.differences] == [
        one.case.facts for one in found.differences
    ]
