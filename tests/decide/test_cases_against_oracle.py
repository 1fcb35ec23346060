"""The real law against the brute-force oracle: each case decided by hand, whole and with one fact fewer."""

from __future__ import annotations

from math import prod

import pytest

from comity.decide import QuestionError, ask, decide
from tests.decide.asking import known_to
from tests.decide.hand_case import Case
from tests.decide.test_hand_decided import CASES, law
from tests.oracle import Oracle

MAX_COMPLETIONS = 2_048
"""Completions of one question that are tried; a case with more on every fact is an error here."""

WITHOUT_CLOCKS = [one for one in CASES if "acted_at" not in one.facts]
"""The oracle knows no clocks, so the case that gives moments is left out."""


@pytest.mark.parametrize("case", WITHOUT_CLOCKS, ids=lambda case: str(case.name))
def test_a_case_with_any_one_fact_forgotten_is_what_the_oracle_finds(case: Case) -> None:
    compared = 0
    for forgotten in ("", *case.facts):
        facts = {word: value for word, value in case.facts.items() if word != forgotten}
        question = ask(law(), case.place, case.action, on=case.day, actor=case.actor, facts=facts)
        oracle = Oracle(law(), case.place, case.action, question.on)
        known = known_to(oracle, question)
        if prod(len(oracle.values(key)) for key in oracle.leaves if key not in known) > (
            MAX_COMPLETIONS
        ):
            continue
        seen = oracle.look(known)
        try:
            found = decide(law(), question)
        except QuestionError:
            every = Oracle(law(), case.place, case.action, question.on, every_tie=True)
            assert not every.look(known_to(every, question)).answers, forgotten
            continue
        assert set(found.possible) == seen.answers, forgotten
        assert found.answer is seen.answer, forgotten
        assert {one.word for one in found.missing} == seen.missing, forgotten
        compared += 1
    assert compared
