"""Regions of two rulings: what is found differs, what is not found is equal, and both survive everything unsaid."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.compare.region import Region, Regions
from comity.compare.side import Rule
from comity.logic import (
    Answer,
    Fact,
    Label,
    Part,
    Rail,
    Ruling,
    Value,
    key_of,
    leaves,
    settled_answer,
)
from comity.readings import evaluate
from comity.readings.formula import Formula, Formulas
from comity.readings.formula_search import Search, UndecidedError
from tests.compare.rows import completions, table_answers, values_of
from tests.readings import brute_force
from tests.readings.strategies import rulings

EXAMPLES = max((settings.default.max_examples if settings.default else 100) // 8, 1)
KEYS = ("in_custody", "released", "signed", "purpose", "age", "on_day")

SMALL = rulings(KEYS, max_parts=3, max_leaves=4)


def rules_of(ruling: Ruling) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            provision=part.label.source,
            place="us-xx",
            cite=part.label.source,
            rail=part.rail,
            exception=False,
            tree=part.effective,
            bare=None,
        )
        for part in ruling.parts
    )


def regions_of(one: Ruling, other: Ruling, *, by_rule: bool = True) -> list[Region]:
    sides = (rules_of(one), rules_of(other))
    asked = [leaf for rules in sides for rule in rules for leaf in leaves(rule.tree)]
    regions = Regions(Search(Formulas(asked)), sides, rank={}, query="what differs")
    return list(regions.all(by_rule=by_rule))


def answer(ruling: Ruling, facts: dict[str, Value]) -> Answer | None:
    return settled_answer(*(evaluate(ruling.tree(rail), facts) for rail in Rail))


def random_facts(one: Ruling, other: Ruling, count: int, seed: int) -> list[dict[str, Value]]:
    asked = [leaf for ruling in (one, other) for p in ruling.parts for leaf in leaves(p.effective)]
    return list(completions(values_of(asked, {}), count, Random(seed)))


@settings(max_examples=EXAMPLES)
@given(ruling=SMALL)
def test_a_ruling_does_not_differ_from_itself(ruling: Ruling) -> None:
    assert regions_of(ruling, ruling) == []


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL)
def test_what_differs_from_one_side_differs_from_the_other(one: Ruling, other: Ruling) -> None:
    found = {tuple(o.answer for o in region.outcomes) for region in regions_of(one, other)}
    turned = {tuple(o.answer for o in region.outcomes) for region in regions_of(other, one)}
    assert {(after, before) for before, after in found} == turned
    coarse = regions_of(one, other, by_rule=False)
    assert {tuple(o.answer for o in region.outcomes) for region in coarse} == found
    assert len(coarse) == len(found)


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL, seed=st.integers(0, 2**32))
def test_a_case_differs_whatever_else_is_so(one: Ruling, other: Ruling, seed: int) -> None:
    for region in regions_of(one, other):
        before, after = (outcome.answer for outcome in region.outcomes)
        facts = dict(region.facts)
        assert before is not after
        assert (answer(one, facts), answer(other, facts)) == (before, after)
        for filled in random_facts(one, other, 20, seed):
            known = filled | facts
            assert brute_force.answer(one, known) is before
            assert brute_force.answer(other, known) is after


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL)
def test_no_fact_of_a_case_is_idle(one: Ruling, other: Ruling) -> None:
    for region in regions_of(one, other):
        for key in region.facts:
            fewer = {name: value for name, value in region.facts.items() if name != key}
            settled = (answer(one, fewer), answer(other, fewer))
            decided = [
                outcome.rule is None
                or evaluate(side.parts[outcome.rule].effective, fewer).name == "TRUE"
                for side, outcome in zip((one, other), region.outcomes, strict=True)
            ]
            wanted = tuple(outcome.answer for outcome in region.outcomes)
            assert settled != wanted or not all(decided)


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL, seed=st.integers(0, 2**32))
def test_whatever_differs_is_in_a_region_and_the_table_says_so_too(
    one: Ruling, other: Ruling, seed: int
) -> None:
    found = {tuple(o.answer.value for o in r.outcomes) for r in regions_of(one, other)}
    rows = random_facts(one, other, 60, seed)
    if not rows[0]:
        return
    asked = {
        key_of(leaf) for side in (one, other) for p in side.parts for leaf in leaves(p.effective)
    }
    if "on_day" in asked:
        rows = [row | {"on_day": str(row["on_day"]).replace("\x00", "~")} for row in rows]
    for answers in table_answers((rules_of(one), rules_of(other)), rows):
        assert answers[0] == answers[1] or answers in found


@settings(max_examples=EXAMPLES)
@given(one=SMALL, other=SMALL, seed=st.integers(0, 2**32))
def test_every_value_that_a_region_names_does(one: Ruling, other: Ruling, seed: int) -> None:
    random = Random(seed)
    for region in regions_of(one, other):
        wanted = tuple(outcome.answer for outcome in region.outcomes)
        for _ in range(5):
            facts = dict(region.facts)
            facts |= {key: random.choice(values) for key, values in region.values.items()}
            assert (answer(one, facts), answer(other, facts)) == wanted


class Hurried(Search):
    """A search whose time is over after so many queries."""

    left = 3

    def exists(self, query: str, *formulas: Formula, seconds: float | None = None) -> bool:
        self.left -= 1
        if self.left < 0:
            raise UndecidedError(query, self.seconds)
        return super().exists(query, *formulas, seconds=seconds)


def test_regions_come_one_by_one_and_what_is_late_is_named() -> None:
    rails = (Rail.PROHIBITED, Rail.REQUIRED, Rail.PERMITTED)
    words = [Fact(word=name) for name in ("signed", "served", "released")]
    ruling = Ruling(
        parts=tuple(
            Part.of(label=Label(source=fact.word, part="rule"), rail=rail, reached=fact, defeats=())
            for rail, fact in zip(rails, words, strict=True)
        )
    )
    sides = (rules_of(ruling), ())
    every = list(Regions(Search(Formulas(words)), sides, rank={}, query="all").all())
    assert len(every) == 4  # conflict, prohibited, required, permitted against silence
    found: list[Region] = []
    with pytest.raises(UndecidedError, match="all of it"):
        found.extend(Regions(Hurried(Formulas(words)), sides, rank={}, query="all of it").all())
    hurried = Regions(Hurried(Formulas(words)), sides, rank={}, query="all of it").all()
    assert next(hurried).outcomes in [one.outcomes for one in every]
