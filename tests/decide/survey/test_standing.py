"""How an act stands: the answer of `decide` with its rules in a line each."""

from __future__ import annotations

from datetime import date

import pytest

from comity.decide import QuestionError, ask, decide
from comity.decide.survey import STANDARD_CASES, askable_changes, standing
from comity.law import Corpus
from comity.logic import Answer, Rail


def test_it_is_the_answer_of_decide(corpus: Corpus) -> None:
    for place, action in (
        ("us-tx", "join_287g"),
        ("us-il-chicago", "hold_on_detainer"),
        ("us-gu", "share_status"),
        ("us-dc", "transfer_custody"),
    ):
        day = date(2025, 6, 1)
        found = decide(corpus, ask(corpus, place, action, on=day, actor="sheriff"), settling=0)
        stood = standing(corpus, place, action, on=day, actor="sheriff")
        assert (stood.answer, stood.possible) == (found.answer, found.possible)
        assert (stood.complete, stood.incomplete) == (found.complete, found.incomplete)
        assert {one.provision for one in stood.lines} == {one.provision.id for one in found.grounds}
        assert stood.turns_on == tuple(one.asks for one in found.missing)


def test_a_ban_and_its_exception_are_one_line(corpus: Corpus) -> None:
    stood = standing(corpus, "us-ca", "hold_on_detainer", on=date(2026, 3, 1), actor="county_jail")
    keys = [(one.provision, one.rail) for one in stood.lines]
    assert len(keys) == len(set(keys))


def test_an_open_answer_says_which_are_left(corpus: Corpus) -> None:
    stood = standing(corpus, "us-tx", "notify_release", on=date(2025, 6, 1), actor="sheriff")
    assert stood.answer is Answer.UNDETERMINED
    assert stood.words.startswith("it depends: ")
    unknown = standing(corpus, "us-gu", "notify_release", on=date(2025, 6, 1), actor="sheriff")
    assert unknown.words == "cannot be decided yet"
    assert not unknown.complete


def test_a_line_says_what_it_does_and_whether_it_may(corpus: Corpus) -> None:
    stood = standing(corpus, "us-il", "join_287g", on=date(2025, 6, 1), actor="sheriff")
    (line,) = [one for one in stood.lines if one.rail is Rail.PROHIBITED]
    assert (line.certain, line.does) == (True, "prohibits it")
    opened = standing(corpus, "us-dc", "transfer_custody", on=date(2026, 3, 1))
    assert {one.does for one in opened.lines if not one.certain} >= {"may prohibit it"}


def test_what_is_kept_of_one_day_is_what_is_found_on_another(corpus: Corpus) -> None:
    facts = STANDARD_CASES["detainer_hold"].facts
    for place in ("us-il-chicago", "us-tx"):
        for day in (*askable_changes(corpus, place), date(2026, 11, 20), date(2031, 1, 1)):
            stood = standing(
                corpus, place, "hold_on_detainer", on=day, actor="sheriff", facts=facts
            )
            question = ask(
                corpus, place, "hold_on_detainer", on=day, actor="sheriff", facts=dict(facts)
            )
            found = decide(corpus, question, settling=0)
            assert (stood.answer, stood.possible) == (found.answer, found.possible), day
            assert (stood.incomplete, stood.cautions) == (found.incomplete, found.warnings), day
            assert {one.provision for one in stood.lines} == {
                one.provision.id for one in found.grounds
            }, day


def test_where_something_known_has_a_date_every_day_counts(corpus: Corpus) -> None:
    conviction = {
        "classes": ["ca.listed_wobbler"],
        "classes_complete": True,
        "grade": "misdemeanor",
        "on": "2020-05-01",
    }
    facts: dict[str, object] = {**STANDARD_CASES["detainer_transfer"].facts}
    facts |= {name: [] for name in ("charges", "arrests", "registries")}
    facts |= {f"{name}_complete": True for name in ("convictions", "charges", "arrests")}
    facts |= {"convictions": [conviction], "registries_complete": True}
    answers = []
    for day in (date(2025, 4, 30), date(2025, 5, 2)):  # five years, and a day more
        question = ask(corpus, "us-ca", "transfer_custody", on=day, actor="sheriff", facts=facts)
        found = decide(corpus, question, settling=0)
        stood = standing(corpus, "us-ca", "transfer_custody", on=day, actor="sheriff", facts=facts)
        assert (stood.answer, stood.possible) == (found.answer, found.possible), day
        answers.append((stood.answer, stood.possible, stood.turns_on))
    assert answers[0] != answers[1]


def test_a_question_that_cannot_be_asked_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuestionError):
        standing(corpus, "us-tx", "join_287g", on=date(2000, 1, 1))
