"""What a question makes known: clock words from moments, what ties conclude, values that do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from comity.decide import Question, QuestionError, ask, decide, prepare
from comity.decide.known import known_of
from comity.logic import Answer, Rail, Value, parse
from tests.decide.small_law import corpus_of, rule, version
from tests.decide.test_hand_decided import law

DAY = date(2026, 7, 3)


def question(facts: Mapping[str, object], **who: str) -> Question:
    return ask(
        law(),
        "us-dc",
        "hold_on_detainer",
        on=DAY,
        actor="corrections_department",
        facts=facts,
        readings=who,
    )


def known(facts: Mapping[str, object]) -> Mapping[str, Value]:
    asked = question(facts)
    return known_of(law(), prepare(law(), asked.place, asked.action, asked.on), asked)


@pytest.mark.parametrize(
    ("acted_at", "form", "regulation"),
    [
        ("2026-07-05T18:00-04:00", True, True),  # the last moment of the form's limit is inside it
        ("2026-07-05T18:01-04:00", False, True),
        ("2026-07-08T00:00-04:00", False, True),
        ("2026-07-08T00:01-04:00", False, False),
        ("2026-07-08T04:00+00:00", False, True),  # the same moment in universal time
    ],
)
def test_moments_become_clock_words(acted_at: str, form: bool, regulation: bool) -> None:
    told = known({"release_due_at": "2026-07-03T18:00-04:00", "acted_at": acted_at})
    assert told["within_form_limit"] is form
    assert told["within_regulation_limit"] is regulation


def test_a_moment_in_universal_time_is_counted_by_the_days_of_the_place() -> None:
    """Thursday 20:30 in Washington is already Friday, the observed holiday, in universal time."""
    due = {"release_due_at": "2026-07-03T00:30+00:00"}
    found = decide(law(), question(due))
    ends = {limit.clock: limit.ends_at for limit in found.limits}
    ended = ends["us/regulation-limit"]
    assert ended is not None
    assert ended.isoformat() == "2026-07-07T20:30:00-04:00"


def test_without_the_moment_of_the_act_clock_words_stay_unknown() -> None:
    assert "within_form_limit" not in known({"release_due_at": "2026-07-03T18:00-04:00"})
    assert "within_form_limit" not in known({"acted_at": "2026-07-03T18:00-04:00"})


def test_a_tie_says_what_follows() -> None:
    assert known({"released": True})["in_custody"] is False
    assert known({"within_form_limit": True})["within_regulation_limit"] is True
    assert (
        known({"documents": ["i_247a", "i_200"], "documents_complete": True})[
            "required_by_federal_law"
        ]
        is False
    )


def test_a_tie_says_nothing_where_its_own_condition_is_unknown() -> None:
    assert "in_custody" not in known({})
    assert "in_custody" not in known({"released": False})
    assert "required_by_federal_law" not in known({"documents": ["i_247a"]})


def test_ties_are_followed_to_their_end() -> None:
    corpus = corpus_of(
        [rule("us/r0", Rail.PROHIBITED, version(parse("in_custody")))],
        axioms=("due_when_agreed", "due_in_custody"),
    )
    asked = ask(corpus, "us-aa-town", "hold", on=date(2020, 1, 1), facts={"agreed": True})
    assert decide(corpus, asked).answer is Answer.PROHIBITED
    asked = ask(
        corpus,
        "us-aa-town",
        "hold",
        on=date(2020, 1, 1),
        facts={"agreed": True, "in_custody": False},
    )
    with pytest.raises(QuestionError, match="contradict"):
        decide(corpus, asked)


def test_a_tie_read_backwards_strikes_answers_too() -> None:
    """Not in custody, so release is not due, so nothing was agreed."""
    corpus = corpus_of(
        [rule("us/r0", Rail.PROHIBITED, version(parse("agreed")))],
        axioms=("due_when_agreed", "due_in_custody"),
    )
    asked = ask(corpus, "us-aa-town", "hold", on=date(2020, 1, 1), facts={"in_custody": False})
    assert decide(corpus, asked).answer is Answer.NOT_REGULATED


def test_a_phantom_conflict_that_one_fact_decides_is_struck() -> None:
    corpus = corpus_of(
        [
            rule("us/r0", Rail.PROHIBITED, version(parse("in_custody"))),
            rule("us-aa/r1", Rail.REQUIRED, version(parse("not in_custody"))),
        ]
    )
    found = decide(corpus, ask(corpus, "us-aa-town", "hold", on=date(2020, 1, 1)))
    assert set(found.possible) == {Answer.PROHIBITED, Answer.REQUIRED}
    assert [one.word for one in found.missing] == ["in_custody"]


def test_an_adopted_reading_is_known_and_a_leaning_is_not() -> None:
    name = "dc_reaches_persons_not_in_custody"
    asked = ask(
        law(),
        "us-dc",
        "transfer_custody",
        on=date(2025, 9, 27),
        readings={name: "custody_only"},
    )
    prepared = prepare(law(), asked.place, asked.action, asked.on)
    assert known_of(law(), prepared, asked)[name] is False
    bare = replace(asked, readings={})
    assert name not in known_of(law(), prepared, bare)


@pytest.mark.parametrize(
    ("word", "value"),
    [("in_custody", "true"), ("in_custody", 1), ("age", "18"), ("purpose", "civil"), ("age", True)],
)
def test_a_value_that_its_word_cannot_hold_is_refused_past_the_door_too(
    word: str, value: Value
) -> None:
    asked = question({})
    spoiled = replace(asked, facts=replace(asked.facts, words=MappingProxyType({word: value})))
    with pytest.raises(QuestionError, match=f"`{word}` cannot be"):
        decide(law(), spoiled)
