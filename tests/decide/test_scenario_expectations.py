"""What a scenario may expect beside an answer: that something is absent, or that the question is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from comity.decide import run_scenario
from comity.law import Corpus, Expectation, Scenario
from comity.logic import Answer, Span


def scenario(answer: Answer | None, *absent: str) -> Scenario:
    return Scenario(
        name="fingerprints",
        from_sheet=None,
        overlay=None,
        place="us",
        action="submit_fingerprints",
        actor="sheriff",
        employer=None,
        on=date(2026, 2, 2),
        facts={},
        readings={},
        done=None,
        expect=Expectation(answer=answer, absent=absent or None),
        span=Span(file="a file", line=1, column=1),
    )


def test_what_is_absent_may_be_said_to_be(corpus: Corpus) -> None:
    assert run_scenario(corpus, scenario(Answer.NOT_REGULATED, "us/gonzalez")) == ()


def test_what_is_found_is_not_absent(corpus: Corpus) -> None:
    found = run_scenario(
        corpus, scenario(Answer.NOT_REGULATED, "us/gonzalez", "us/interoperability")
    )
    assert found == (
        "absent: expected without us/gonzalez, us/interoperability; found us/interoperability",
    )


def test_a_day_before_the_corpus_is_refused_as_expected(corpus: Corpus) -> None:
    early = replace(scenario(None), on=date(2007, 12, 31))
    assert run_scenario(corpus, early) == ()
    assert run_scenario(corpus, replace(early, expect=Expectation(answer=Answer.NOT_REGULATED)))


def test_a_question_that_is_answered_was_not_refused(corpus: Corpus) -> None:
    assert run_scenario(corpus, scenario(None)) == (
        "the question: expected refused; found not_regulated",
    )


def test_facts_that_contradict_are_refused_as_expected(corpus: Corpus) -> None:
    both = {"in_custody": True, "released": True}
    assert run_scenario(corpus, replace(scenario(None), facts=both)) == ()
