"""How an act stands: the answer of `decide` with its rules in a line each."""

from __future__ import annotations

from datetime import date

import pytest

from comity.decide import QuestionError, ask, decide
from comity.decide.survey import standing
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


def test_a_question_that_cannot_be_asked_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuestionError):
        standing(corpus, "us-tx", "join_287g", on=date(2000, 1, 1))
