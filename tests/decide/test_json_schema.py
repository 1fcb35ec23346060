"""The JSON of answers is what its schema says, and an answer can be asked again from it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from comity.decide import (
    ask,
    decide,
    determination_schema,
    determination_text,
    determination_to_json,
    question_from_json,
    question_of_scenario,
    question_schema,
)
from comity.law import Corpus, Scenario
from tests.shipped import shipped_scenarios

ANSWERS = Draft202012Validator(determination_schema(), format_checker=FormatChecker())
QUESTIONS = Draft202012Validator(question_schema(), format_checker=FormatChecker())


@pytest.fixture(scope="module")
def scenarios(corpus: Corpus) -> list[Scenario]:
    """Every scenario of the corpus that is decided, and under no overlay."""
    return [
        one for one in shipped_scenarios() if one.overlay is None and one.expect.answer is not None
    ]


def question_of(corpus: Corpus, scenario: Scenario) -> tuple[dict[str, object], str]:
    question = question_of_scenario(corpus, scenario)
    found = decide(corpus, question, settling=1)
    return determination_to_json(found), determination_text(found)


def test_the_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(determination_schema())
    Draft202012Validator.check_schema(question_schema())


def test_every_answer_of_the_corpus_keeps_to_the_schema_and_to_its_own_json(
    corpus: Corpus, scenarios: list[Scenario]
) -> None:
    assert len(scenarios) > 50
    answers: set[object] = set()
    for scenario in scenarios:
        form, text = question_of(corpus, scenario)
        assert text == json.dumps(form, ensure_ascii=False, separators=(",", ":")), scenario.name
        read = json.loads(json.dumps(form))
        assert read == form, scenario.name
        assert [error.message for error in ANSWERS.iter_errors(read)] == [], scenario.name
        assert [error.message for error in QUESTIONS.iter_errors(read["question"])] == []
        again = decide(corpus, question_from_json(corpus, read), settling=1)
        assert determination_to_json(again) == form, scenario.name
        answers.add(form["answer"])
    assert len(answers) >= 6


def test_the_schema_refuses_what_no_answer_holds(corpus: Corpus) -> None:
    form = determination_to_json(
        decide(corpus, ask(corpus, "us-dc", "transfer_custody", on=date(2026, 3, 1)))
    )
    assert ANSWERS.is_valid(form)
    assert not ANSWERS.is_valid({**form, "verdict": "guilty"})
    assert not ANSWERS.is_valid({**form, "answer": "allowed"})
    assert not ANSWERS.is_valid({key: value for key, value in form.items() if key != "complete"})


def test_a_question_needs_only_place_action_and_day(corpus: Corpus) -> None:
    form = {"place": "us-dc", "action": "transfer_custody", "on": "2026-03-01"}
    assert QUESTIONS.is_valid(form)
    assert question_from_json(corpus, form).actor is None
    assert not QUESTIONS.is_valid({**form, "age": 17})
