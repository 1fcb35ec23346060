"""What is owed beside an act, at every level that can bind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from comity.decide.survey import obligations, owed_in, whole_place
from comity.decide.survey.obligations import PAST, TRIGGERS
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


def _listed(corpus: Corpus, place: str, on: date) -> dict[str, tuple[str, str]]:
    """By id: the heading under which it is listed, and when it is owed."""
    return {
        one.id: (title, one.by)
        for title, listed in owed_in(corpus, place, on=on).by_trigger()
        for one in listed
    }


def test_what_is_owed_once_is_listed_apart_after_its_day(corpus: Corpus) -> None:
    title, by = _listed(corpus, "us-il-chicago", date(2025, 6, 1))["us-il/guidance"]
    assert (title, by) == (PAST, "by 2018-01-01")
    title, by = _listed(corpus, "us-il-chicago", date(2018, 1, 1))["us-il/guidance"]
    assert (title, by) == ("Owed by a day that the law sets", "by 2018-01-01")
    assert _listed(corpus, "us-il-chicago", date(2018, 1, 2))["us-il/guidance"][0] == PAST


def test_the_last_of_several_days_counts_and_what_goes_on_is_never_past(corpus: Corpus) -> None:
    for day, title in (("2026-03-01", "Owed by a day that the law sets"), ("2026-03-02", PAST)):
        assert (
            _listed(corpus, "us-il", date.fromisoformat(day))["us-il/hospital-policy"][0] == title
        )
    on = date(2026, 12, 1)
    assert _listed(corpus, "us-wa", on)["us-wa/plate-reader-register"][0] == "Owed at set times"
    assert _listed(corpus, "us-ms", date(2026, 10, 1))["us-ms/county-agreement"][0] != PAST
    assert _listed(corpus, "us-ms", date(2026, 10, 2))["us-ms/county-agreement"][0] == PAST


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("2018-01-01", "2018-01-01"),
        ("2018-03-01 (90 days after 2017-12-01)", "2018-03-01"),
        ("2026-01-01 (hospitals), 2026-03-01 (others)", "2026-03-01"),
        ("2026-02-30", None),
        ("2026-09-26 (180 days) and after", None),
        ("October 15 of each year, from 2015", None),
        ("promptly", None),
    ],
)
def test_a_day_alone_is_a_last_day(corpus: Corpus, by: str, day: str | None) -> None:
    held = corpus.jurisdictions["us-il"]
    changed = replace(held, duties=(replace(held.duties[0], by=by),))
    other = replace(corpus, jurisdictions={**corpus.jurisdictions, "us-il": changed})
    found = next(
        one
        for one in obligations(other, "us-il", on=date(2026, 6, 1))
        if one.id == held.duties[0].id
    )
    assert found.due == (date.fromisoformat(day) if day else None)
    assert not found.provision


def test_a_page_that_is_kept_lists_what_is_past_on_its_own_day(corpus: Corpus) -> None:
    """Between two days on which the law changes one page is kept; what is past moves within them."""
    titles = [
        {
            one.id: title
            for title, listed in whole_place(corpus, "us-il", on=day).owed.by_trigger()
            for one in listed
        }["us-il/guidance"]
        for day in (date(2018, 1, 1), date(2018, 1, 2))
    ]
    assert titles == ["Owed by a day that the law sets", PAST]


def test_a_day_before_the_law_begins_and_a_place_that_is_none_are_refused(corpus: Corpus) -> None:
    for place, day in (("us-tx", date(1990, 1, 1)), ("us-qq", date(2025, 1, 1))):
        with pytest.raises(PlaceError):
            list(obligations(corpus, place, on=day))
