"""Cases decided by hand from the research on each place before the engine was run on them.

They do not come from `corpus/scenarios`, and say for each case which rule decides it and why.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from comity.decide import Determination, QuestionError, ask, decide
from comity.law import Corpus, load_corpus
from tests.decide.hand_case import CONTESTED, DETAINER, HOLD, SILENT, UNDETERMINED, Case
from tests.decide.hand_cases_ca import CALIFORNIA
from tests.decide.hand_cases_dc import DISTRICT
from tests.decide.hand_cases_il import ILLINOIS
from tests.decide.hand_cases_tx import TEXAS

CASES = (*DISTRICT, *CALIFORNIA, *ILLINOIS, *TEXAS)


@cache
def law() -> Corpus:
    return load_corpus(overlays=[Path(__file__).parent / "us-tx-sampletown.yaml"])


def decided(case: Case) -> Determination:
    question = ask(
        law(),
        case.place,
        case.action,
        on=case.day,
        actor=case.actor,
        facts=case.facts,
        done=case.done,
    )
    return decide(law(), question)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_case_comes_out_as_a_person_decided_it(case: Case) -> None:
    found = decided(case)
    assert found.answer is case.answer, case.why
    assert {one.provision.id for one in found.grounds} == set(case.deciding), case.why
    assert {one.provision.id for one in found.defeated} == set(case.defeated), case.why
    assert found.complete is case.complete, (case.why, found.incomplete)
    assert found.exact
    assert found.leaning is case.leaning
    assert {
        " ".join(one.readings.values()): answer
        for one in found.by_reading
        if found.answer is CONTESTED
        for answer in one.answers
    } == dict(case.by_reading), case.why
    if case.missing is not None:
        assert {one.word for one in found.missing} == set(case.missing)
    assert found.conduct is case.conduct, case.why


def test_where_the_state_is_not_encoded_the_law_itself_is_missing() -> None:
    question = ask(
        law(),
        "us-gu",
        "hold_on_detainer",
        on=date(2026, 3, 2),
        actor="sheriff",
        facts={**HOLD, **DETAINER},
    )
    found = decide(law(), question)
    assert found.answer is UNDETERMINED
    assert found.missing_law == ("us-gu",)
    assert not found.complete
    assert found.missing == ()


def test_a_day_before_the_corpus_begins_for_a_place_is_refused() -> None:
    with pytest.raises(QuestionError, match="before the corpus begins for `us-dc`"):
        ask(law(), "us-dc", "transfer_custody", on=date(2012, 12, 10), actor="city_police")


def test_the_first_day_of_the_corpus_is_not() -> None:
    question = ask(law(), "us-dc", "transfer_custody", on=date(2012, 12, 11), actor="city_police")
    assert decide(law(), question).answer is SILENT


def test_a_place_without_a_file_says_as_far_as_encoded_and_names_the_level() -> None:
    case = next(one for one in TEXAS if one.name == "a county that is not encoded")
    found = decided(case)
    assert found.incomplete == ("the law of `us-tx-somewhere-county` is not encoded",)


def test_the_transfer_of_late_september_says_what_was_of_uncertain_force_and_what_was_over() -> (
    None
):
    case = next(one for one in DISTRICT if one.name == "handed over from the street")
    found = decided(case)
    doubts = {(one.provision, one.exception) for one in found.doubts}
    assert doubts == {("us-dc/transfer", "federal_law_requires")}
    assert "us/eo-14333" in {one.provision.id for one in found.out_of_force}
    (ground,) = found.grounds
    assert ground.provision.cite == "D.C. Code § 24-211.07(a)(4)(D)"
    assert ground.version.period.from_ == date(2025, 9, 3)


def test_both_limits_of_a_hold_are_shown_where_one_has_run() -> None:
    case = next(one for one in TEXAS if one.name == "forty-nine hours after release was due")
    ends = {one.clock: one.ends_at for one in decided(case).limits}
    shown = {clock: end.isoformat() for clock, end in ends.items() if end is not None}
    assert shown["us/form-limit"] == "2026-03-04T10:00:00-06:00"
    assert shown["us/regulation-limit"] == "2026-03-04T10:00:00-06:00"
