"""A question as JSON and back, and what is said of a form that is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from comity.decide import (
    Done,
    QuestionError,
    ask,
    decide,
    determination_to_json,
    question_from_json,
    question_to_json,
)
from tests.decide.hand_case import Case
from tests.decide.test_hand_decided import CASES, decided, law

Golden = Callable[[str, str], None]

WHOLE: Mapping[str, object] = {
    "place": "us-dc",
    "action": "transfer_custody",
    "on": "2025-09-27",
    "actor": "city_police",
    "facts": {"in_custody": True, "documents": ["i_200"]},
}

WRONG: Mapping[str, object] = {
    "a text": "us-dc",
    "a list": [WHOLE],
    "nothing": {},
    "a key too many": {**WHOLE, "date": "2025-09-27"},
    "no day": {key: value for key, value in WHOLE.items() if key != "on"},
    "a day that is none": {**WHOLE, "on": "27 September"},
    "facts that are a list": {**WHOLE, "facts": ["in_custody"]},
    "readings that are a text": {**WHOLE, "readings": "any_individual"},
    "done that is a text": {**WHOLE, "done": "yes"},
    "done with a key too many": {**WHOLE, "done": {"acted": True, "by": "somebody"}},
    "acted that is a text": {**WHOLE, "done": {"acted": "yes"}},
    "done on a day that is none": {**WHOLE, "done": {"acted": True, "on": "yesterday"}},
    "a mistake inside": {**WHOLE, "facts": {"in_custdy": True}},
}


def test_every_mistake_in_a_form_is_told_in_plain_words(golden: Golden) -> None:
    told: list[str] = []
    for name, form in WRONG.items():
        with pytest.raises(QuestionError) as refused:
            question_from_json(law(), form)
        told.append(f"{name}:\n" + "".join(f"    {one}\n" for one in refused.value.mistakes))
    text = "".join(told)
    assert "None" not in text
    golden("decide/json_mistakes.txt", text)


def test_a_question_comes_back_from_its_form_as_it_was() -> None:
    question = ask(
        law(),
        "us-dc",
        "transfer_custody",
        on=date(2025, 9, 27),
        actor="city_police",
        facts={
            "request_date": date(2025, 9, 1),
            "documents": [{"kind": "judicial_warrant", "names_person": True}],
            "convictions": [{"classes": ["dc.homicide"], "on": date(2001, 2, 3)}],
        },
        readings={"dc_reaches_persons_not_in_custody": "custody_only"},
        basis={"documents": "paper"},
        done=Done(acted=True, on=date(2025, 9, 28)),
    )
    form = json.loads(json.dumps(question_to_json(question)))
    again = question_from_json(law(), form)
    assert again.facts == question.facts
    assert question_to_json(again) == question_to_json(question)
    assert again.done == question.done


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_case_decided_again_from_its_printed_answer_prints_the_same(case: Case) -> None:
    printed = json.dumps(determination_to_json(decided(case)), ensure_ascii=False)
    again = decide(law(), question_from_json(law(), json.loads(printed)))
    assert json.dumps(determination_to_json(again), ensure_ascii=False) == printed
