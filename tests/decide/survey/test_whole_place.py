"""A whole place on a day: what the single surveys say, put together and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from comity.decide import QuestionError
from comity.decide.survey import (
    in_force,
    owed_in,
    participation,
    path_of,
    usual_actor,
    whole_place,
)
from comity.law import Corpus, PlaceError

DAY = date(2026, 2, 1)


def test_it_is_what_the_single_surveys_say(corpus: Corpus) -> None:
    found = whole_place(corpus, "us-tx", on=DAY)
    row = next(participation(corpus, ["us-tx"], on=DAY))
    assert found.acts == row.standings
    assert found.steps == tuple(path_of(corpus, "us-tx", on=DAY))
    assert found.levels == tuple(in_force(corpus, "us-tx", on=DAY))
    assert found.owed == owed_in(corpus, "us-tx", on=DAY)


def test_every_act_stands_in_one_list(corpus: Corpus) -> None:
    found = whole_place(corpus, "us-dc", on=DAY)
    listed = [one.action for one in (*found.acts, *found.further, *found.silent)]
    assert sorted(listed) == sorted(corpus.vocabulary.actions)
    assert all(not one.lines for one in found.silent)


def test_what_is_kept_is_another_days_only_between_changes(corpus: Corpus) -> None:
    before = whole_place(corpus, "us-dc", on=date(2025, 9, 2))
    after = whole_place(corpus, "us-dc", on=date(2025, 9, 3))
    assert before.levels != after.levels
    assert date(2025, 9, 3) in before.later
    assert date(2025, 9, 3) in after.earlier
    again = whole_place(replace(corpus), "us-dc", on=date(2025, 9, 2))
    assert again == before


def test_the_day_after_a_horizon_is_kept_apart(corpus: Corpus) -> None:
    last = corpus.jurisdictions["us-dc"].through("hold_on_detainer")
    inside = whole_place(corpus, "us-dc", on=last)
    beyond = whole_place(corpus, "us-dc", on=date.fromordinal(last.toordinal() + 1))
    late = "the day asked about is later"
    assert not any(late in reason for one in inside.acts for reason in one.incomplete)
    assert all(any(late in reason for reason in one.incomplete) for one in beyond.acts)


def test_a_place_without_a_law_file_is_asked_as_what_it_is(corpus: Corpus) -> None:
    county = whole_place(corpus, "us-tx-dallas-county", on=DAY, level="county")
    nobody = whole_place(corpus, "us-tx-dallas-county", on=DAY)
    assert {one.actor for one in county.acts} == {"sheriff"}
    assert {one.actor for one in nobody.acts} == {None}
    assert county.levels[0].held is None
    assert county.owed.not_encoded == ("us-tx-dallas-county",)


def test_what_cannot_be_asked_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="speaks from"):
        whole_place(corpus, "us-dc", on=date(2001, 1, 1))
    with pytest.raises(QuestionError, match="not a likely day"):
        whole_place(corpus, "us-dc", on=date(1700, 1, 1))
    with pytest.raises(PlaceError):
        whole_place(corpus, "us-zz", on=DAY)


@pytest.mark.parametrize(
    ("place", "action", "actor"),
    [
        ("us-dc", "hold_on_detainer", "corrections_department"),
        ("us-tx", "hold_on_detainer", "sheriff"),
        ("us-tx", "inquire_status", "city_police"),
        ("us-il-cook-county", "inquire_status", "sheriff"),
        ("us-il-chicago", "hold_on_detainer", "city_police"),
        ("us-tx-dallas", "hold_on_detainer", None),
        ("us-ct", "hold_on_detainer", "state_prison"),
        ("us-pa", "notify_release", "county_jail"),
        ("us-pa-allegheny-county", "notify_release", "county_jail"),
        ("us-md-baltimore-county", "notify_release", "county_jail"),
        ("us-md", "notify_release", "sheriff"),
        ("us-pa-philadelphia", "transfer_custody", "corrections_department"),
        ("us-ny-new-york-city", "transfer_custody", "corrections_department"),
    ],
)
def test_whose_act_it_usually_is(
    corpus: Corpus, place: str, action: str, actor: str | None
) -> None:
    assert usual_actor(corpus, place, action) == actor
