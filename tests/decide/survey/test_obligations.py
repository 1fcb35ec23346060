"""What is owed beside an act, at every level that can bind."""

from __future__ import annotations

from datetime import date

import pytest

from comity.decide.survey import obligations
from comity.decide.survey.obligations import TRIGGERS
from comity.law import ActTrigger, Corpus, PlaceError


def ids(corpus: Corpus, place: str, on: date, action: str | None = None) -> set[str]:
    return {one.id for one in obligations(corpus, place, on=on, action=action)}


def test_every_trigger_has_words() -> None:
    assert set(TRIGGERS) == {one.value for one in ActTrigger} | {"deadline"}


def test_a_duty_is_listed_on_its_first_day_and_not_on_its_last(corpus: Corpus) -> None:
    for held in corpus.jurisdictions.values():
        for duty in held.duties:
            first, until = duty.period.from_, duty.period.until
            above = [
                corpus.jurisdictions[one].encoded_from
                for one in held.within
                if one in corpus.jurisdictions
            ]
            if first >= max([held.encoded_from, *above]):
                assert duty.id in ids(corpus, held.id, first)
            if until is not None:
                assert duty.id not in ids(corpus, held.id, until)


def test_those_of_the_levels_above_are_owed_too(corpus: Corpus) -> None:
    day = date(2025, 6, 1)
    assert ids(corpus, "us-il", day) <= ids(corpus, "us-il-chicago", day)
    assert ids(corpus, "us-tx-dallas", day) == ids(corpus, "us-tx", day)


def test_an_action_chooses(corpus: Corpus) -> None:
    day = date(2026, 2, 1)
    chosen = list(obligations(corpus, "us-tx", on=day, action="join_287g"))
    assert chosen
    assert all("join_287g" in one.actions for one in chosen)
    assert len(chosen) < len(list(obligations(corpus, "us-tx", on=day)))


def test_a_deadline_is_named_with_its_day(corpus: Corpus) -> None:
    found = [
        one for one in obligations(corpus, "us-tx", on=date(2026, 2, 1)) if one.kind == "deadline"
    ]
    assert any("by 2026-12-01" in one.by for one in found)
    before = obligations(corpus, "us-tx", on=date(2025, 6, 1))
    assert not {one.id for one in found} & {one.id for one in before}


def test_a_day_before_the_law_begins_and_a_place_that_is_none_are_refused(corpus: Corpus) -> None:
    for place, day in (("us-tx", date(1990, 1, 1)), ("us-qq", date(2025, 1, 1))):
        with pytest.raises(PlaceError):
            list(obligations(corpus, place, on=day))
