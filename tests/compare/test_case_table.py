"""All cases of a claim at once: what they say is what the solver says, and what they cannot say they do not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.compare import Gaps, case_table, gaps_in, peers_of, side_of
from comity.compare.case_table import CaseTable, CaseTables, TooManyCasesError
from comity.logic import Expr, Fact, Leaf, Truth, all_of, any_of, key_of, leaves, negated
from comity.readings import evaluate
from comity.readings.formula import Formulas
from comity.readings.formula_search import Search
from tests.compare.rows import values_of
from tests.compare.test_region import KEYS
from tests.readings.strategies import trees
from tests.shipped import shipped_corpus

EXAMPLES = max((settings.default.max_examples if settings.default else 100) // 8, 1)


def asked_by(*found: Expr) -> Mapping[str, list[Leaf]]:
    by_key: dict[str, list[Leaf]] = {}
    for leaf in dict.fromkeys(leaf for tree in found for leaf in leaves(tree)):
        by_key.setdefault(key_of(leaf), []).append(leaf)
    return by_key


def tables_for(claim: Expr, ties: list[Expr]) -> CaseTables:
    asked = asked_by(claim, *ties)
    cells = values_of([leaf for found in asked.values() for leaf in found], {})
    return CaseTables(asked, cells, ties)


@settings(max_examples=EXAMPLES)
@given(tree=trees(), shift=st.integers(0, 10_000))
def test_a_table_holds_what_evaluate_says_of_each_case(tree: Expr, shift: int) -> None:
    asked = asked_by(tree)
    table = CaseTable(asked, values_of([leaf for one in asked.values() for leaf in one], {}))
    count = table.every.bit_length()
    seen = set()
    for at in range(count) if count < 40 else ((shift + 97 * step) % count for step in range(40)):
        facts = table.case(at)
        seen.add(tuple(facts.items()))
        assert bool(table.column(tree) >> at & 1) is (evaluate(tree, facts) is Truth.TRUE)
    if count < 40:
        assert len(seen) == count


@settings(max_examples=EXAMPLES)
@given(claim=trees(KEYS), ties=st.lists(trees(KEYS, max_leaves=3), max_size=4))
def test_a_claim_is_possible_just_where_the_solver_says_so(claim: Expr, ties: list[Expr]) -> None:
    formulas = Formulas([leaf for tree in (claim, *ties) for leaf in leaves(tree)])
    search = Search(formulas, [formulas.whole(tie) for tie in ties])
    assume(search.exists("the ties"))
    try:
        found = tables_for(claim, ties).case(claim)
    except TooManyCasesError:
        return
    assert (found is not None) is search.exists("the claim", formulas.whole(claim))
    if found is not None:
        assert evaluate(claim, found) is Truth.TRUE
        has = [formulas.has(key, value) for key, value in found.items()]
        assert search.exists("the case", *has)


def test_words_tied_to_those_of_a_claim_are_given_values() -> None:
    a, b, c, d = (Fact(word=word) for word in "abcd")
    ties: list[Expr] = [any_of(negated(a), b), any_of(negated(b), c), any_of(negated(c), d)]
    assert tables_for(a, ties).case(a) == {"a": True, "b": True, "c": True, "d": True}
    assert tables_for(all_of(a, negated(b)), ties).case(all_of(a, negated(b))) is None
    never = [*ties, negated(all_of(a, d))]
    assert tables_for(a, never).case(a) is None
    assert tables_for(negated(a), never).case(negated(a)) is not None


def test_what_has_too_many_cases_is_left_to_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [Fact(word=f"word_{number}") for number in range(19)]
    with pytest.raises(TooManyCasesError):
        tables_for(all_of(*words), []).case(all_of(*words))
    monkeypatch.setattr(case_table, "STEPS", 2)
    tie = all_of(*words)
    with pytest.raises(TooManyCasesError):
        tables_for(words[0], [tie]).case(words[0])


def findings(found: Gaps) -> list[tuple[str, str]]:
    return [(one.kind, one.says) for one in found.findings]


def test_the_findings_on_a_state_are_those_of_the_solver_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus, day = shipped_corpus(), date(2026, 1, 15)
    peers = peers_of(corpus, "us-nj", ["us-ny", "us-ca", "us-il"], on=day)

    def look() -> list[tuple[str, str]]:
        return findings(gaps_in(side_of(corpus, "us-nj", day, str(day)), peers))

    mine = look()

    def refuse(*_: object) -> None:
        raise TooManyCasesError

    monkeypatch.setattr(CaseTables, "case", refuse)
    assert look() == mine
    assert mine
