"""Questions that cannot be asked, with the words a person is told; and who employs whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from comity.decide import QuestionError, ask, decide
from tests.decide.test_hand_decided import law

Golden = Callable[[str, str], None]

DAY = date(2026, 3, 2)
GOOD: Mapping[str, Any] = {  # Any: keyword arguments of `ask`
    "place": "us-dc",
    "action": "transfer_custody",
    "on": DAY,
    "actor": "city_police",
}

MISTAKES: Mapping[str, Mapping[str, Any]] = {  # Any: as above
    "a place that is no id": {"place": "Dallas"},
    "a place by its name": {"place": "Texas"},
    "a state that there is not": {"place": "us-zz"},
    "a place in a state that there is not": {"place": "us-zz-town"},
    "an unknown action": {"action": "transfer"},
    "an unknown actor": {"actor": "sherif"},
    "an employer that is no place": {"employer": "Washington"},
    "a day long ago": {"on": date(1776, 7, 4)},
    "a day far off": {"on": date(2926, 3, 2)},
    "a day before the corpus begins": {"on": date(2012, 12, 10)},
    "an unknown word": {"facts": {"in_custdy": True}},
    "the actor as a fact": {"facts": {"actor": "sheriff"}},
    "the employer as a fact": {"facts": {"employer": "us-dc"}},
    "a boolean that is text": {"facts": {"in_custody": "yes"}},
    "a boolean that is a number": {"facts": {"in_custody": 1}},
    "a value of no list": {"facts": {"purpose": "civil"}},
    "a negative age": {"facts": {"age": -1}},
    "an age that is true": {"facts": {"age": True}},
    "a date that is none": {"facts": {"request_date": "2026-02-30"}},
    "a moment without an offset": {"facts": {"acted_at": "2026-03-02T10:00"}},
    "a moment that is none": {"facts": {"acted_at": "noon"}},
    "a fact left empty": {"facts": {"in_custody": None}},
    "a question of law as a fact": {"facts": {"dc_reaches_persons_not_in_custody": True}},
    "a defined word as a fact": {"facts": {"dc_art3_warrant": True}},
    "a list that is none": {"facts": {"documents": "i_200"}},
    "an unknown kind of document": {"facts": {"documents": ["i_300"]}},
    "an I-200 claimed to be a judge's": {
        "facts": {"documents": [{"kind": "i_200", "issuer": "federal_judge"}]}
    },
    "an I-205 claimed to be a magistrate's": {
        "facts": {"documents": [{"kind": "i_205", "issuer": "federal_magistrate"}]}
    },
    "an officer's subpoena claimed to be a court's": {
        "facts": {"documents": [{"kind": "administrative_subpoena", "issuer": "state_judge"}]}
    },
    "an unknown class": {"facts": {"convictions": [{"classes": ["ca.serious_felon"]}]}},
    "an unknown grade": {"facts": {"convictions": [{"grade": "bad"}]}},
    "a sentence that ends before it begins": {
        "facts": {"convictions": [{"on": "2020-01-02", "sentence_end": "2020-01-01"}]}
    },
    "an unknown key of a record": {"facts": {"charges": [{"date": "2020-01-02"}]}},
    "a predicate that is none": {"facts": {"convictd('any')": True}},
    "a predicate with an unknown class": {"facts": {'convicted("ca.listed_assult")': True}},
    "a condition as a fact": {"facts": {'convicted("any") or shown()': True}},
    "a predicate stated twice": {
        "facts": {
            'convicted("any", grade="felony")': True,
            "convicted('any',grade='felony')": False,
        }
    },
    "an unknown question of law": {
        "readings": {"dc_reaches_persons_not_in_custdy": "any_individual"}
    },
    "an unknown reading": {"readings": {"dc_reaches_persons_not_in_custody": "everyone"}},
    "a basis for no fact": {"basis": {"in_custody": "paper"}},
    "an unknown basis": {"facts": {"in_custody": True}, "basis": {"in_custody": "rumour"}},
    "several mistakes at once": {
        "action": "transfer",
        "actor": "sherif",
        "facts": {"in_custdy": True, "age": "old"},
    },
}

CONTRADICTIONS: Mapping[str, Mapping[str, object]] = {
    "released and in custody": {"released": True, "in_custody": True},
    "only a detainer, yet federal law requires it": {
        "documents": ["i_247a"],
        "documents_complete": True,
        "required_by_federal_law": True,
    },
    "a predicate against the records": {
        "documents": [],
        "documents_complete": True,
        "shown(effect={'take_into_custody'}, "
        "issuer={'federal_judge', 'federal_magistrate'}, names_person=True)": True,
    },
}

ON_HOLDS: Mapping[str, Mapping[str, object]] = {
    "within the form's limit and past the regulation's": {
        "within_form_limit": True,
        "within_regulation_limit": False,
    },
    "a limit against the moments given": {
        "release_due_at": "2026-03-02T10:00-05:00",
        "acted_at": "2026-03-05T10:00-05:00",
        "within_form_limit": True,
    },
}


def asked(**changed: Any) -> str:  # noqa: ANN401 -- keyword arguments of `ask`
    """What is said to a question that cannot be asked."""
    whole = {**GOOD, **changed}
    with pytest.raises(QuestionError) as refused:
        ask(law(), whole.pop("place"), whole.pop("action"), **whole)
    return "\n".join(refused.value.mistakes)


def decided(action: str, facts: Mapping[str, object]) -> str:
    """What is said to facts that contradict each other."""
    question = ask(law(), "us-dc", action, on=DAY, actor="city_police", facts=facts)
    with pytest.raises(QuestionError) as refused:
        decide(law(), question)
    return "\n".join(refused.value.mistakes)


def test_every_mistake_in_a_question_is_told_in_plain_words(golden: Golden) -> None:
    told = {name: asked(**changed) for name, changed in MISTAKES.items()}
    told |= {name: decided("transfer_custody", facts) for name, facts in CONTRADICTIONS.items()}
    told |= {name: decided("hold_on_detainer", facts) for name, facts in ON_HOLDS.items()}
    text = "".join(
        f"{name}:\n    {said.replace(chr(10), chr(10) + '    ')}\n" for name, said in told.items()
    )
    machine = r"\b(None|NoneType|dict|tuple|str|bool|int|datetime|frozenset|\w+Error|Traceback)\b"
    assert not re.search(machine, text)
    golden("decide/question_mistakes.txt", text)


def test_all_mistakes_are_told_at_once() -> None:
    assert asked(**MISTAKES["several mistakes at once"]).count("\n") == 3


@pytest.mark.parametrize(
    ("place", "actor", "employer"),
    [
        ("us-dc", "city_police", "us-dc"),
        ("us-dc", "corrections_department", "us-dc"),
        ("us-dc", "federal_agency", "us"),
        ("us-dc", "tribal_police", "none"),
        ("us-tx", "sheriff", None),
        ("us-tx", "state_police", "us-tx"),
        ("us-tx", "private_party", "none"),
        ("us-tx-sampletown", "city_police", "us-tx-sampletown"),
        ("us-tx-sampletown", "sheriff", None),
        ("us-tx-sampletown", "state_police", "us-tx"),
        ("us-tx-sampletown", "school", None),
        ("us-tx-somewhere-county", "sheriff", "us-tx-somewhere-county"),
        ("us-il-chicago", "sheriff", "us-il-cook-county"),
        ("us-il-chicago", "city_department", "us-il-chicago"),
        ("us", "city_police", None),
    ],
)
def test_the_employer_is_worked_out_from_place_and_actor_or_left_unknown(
    place: str, actor: str, employer: str | None
) -> None:
    question = ask(law(), place, "share_status", on=DAY, actor=actor)
    assert question.employer == employer


def test_an_employer_that_is_named_stands() -> None:
    question = ask(
        law(), "us-dc", "share_status", on=DAY, actor="city_police", employer="us-tx-sampletown"
    )
    assert question.employer == "us-tx-sampletown"


def test_a_date_may_be_given_as_a_day_or_as_text() -> None:
    for value in (date(2025, 1, 2), "2025-01-02"):
        question = ask(law(), "us-dc", "share_status", on=DAY, facts={"request_date": value})
        assert question.facts.words["request_date"] == "2025-01-02"


def test_absent_facts_have_no_default() -> None:
    question = ask(law(), "us-dc", "share_status", on=DAY)
    assert question.facts.words == {}
    assert question.facts.documents == ()
    assert question.actor is None
