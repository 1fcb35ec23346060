"""The face of the package: its names, its documented example, and its use by another program."""

from __future__ import annotations

import doctest
import inspect
from datetime import UTC, date, datetime

import pytest

import comity
from tests.typing import api


def test_the_example_in_the_package_runs() -> None:
    found = doctest.testmod(comity)
    assert found.attempted > 0
    assert found.failed == 0


def test_every_offered_name_exists_and_says_what_it_is() -> None:
    undocumented = [
        name
        for name in comity.__all__
        if (inspect.isclass(held := getattr(comity, name)) or inspect.isfunction(held))
        and not inspect.getdoc(held)
    ]
    assert undocumented == []
    assert comity.__all__ == sorted(comity.__all__, key=lambda name: (not name[:1].isupper(), name))


def test_another_program_can_decide_ask_repeat_and_explain() -> None:
    corpus = comity.load_corpus()
    days = [date(2019, 1, 1), date(2026, 3, 1)]
    found = api.answers_through_the_year(corpus, "us-dc", "transfer_custody", days)
    assert list(found) == days
    question = comity.ask(corpus, "us-dc", "transfer_custody", on=days[1], actor="city_police")
    determination = comity.decide(corpus, question)
    assert api.what_to_ask(corpus, question) in {one.asks for one in determination.missing}
    assert api.asked_again(corpus, determination) is determination.answer
    (nearest, *_) = comity.in_force(corpus, "us-dc", on=days[1])
    assert "us-dc/transfer" in {rule.provision.id for rule in nearest.rules}
    assert api.told(corpus, determination)[0].startswith("En el Distrito de Columbia")


def test_mistakes_come_all_at_once_in_words() -> None:
    mistakes = api.mistakes_of(comity.load_corpus(), "Texas")
    assert len(mistakes) == 2
    assert "did you mean `us-tx`?" in mistakes[0]
    assert "write `true` or `false`" in mistakes[1]


@pytest.mark.parametrize("day", ["2026-03-01", datetime(2026, 3, 1, tzinfo=UTC), 20260301])
def test_what_is_no_day_is_refused_in_words(day: object) -> None:
    corpus = comity.load_corpus()
    with pytest.raises(comity.QuestionError, match="is not a plain day"):
        comity.ask(corpus, "us-dc", "transfer_custody", on=day)  # type: ignore[arg-type]  # a caller without types
