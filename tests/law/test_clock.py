"""When limits end: the two limits of a detainer, holidays, summer time, midnight."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from comity.law import Clock, Period, Verified, ends_at
from comity.law.clock import excluded
from comity.logic import Span

NEW_YORK = ZoneInfo("America/New_York")


def clock(
    *, hours: int | None = 48, excludes: tuple[str, ...] = (), until_midnight: bool = False
) -> Clock:
    return Clock(
        id="us/limit",
        word="within_limit",
        cite="",
        starts="release_due_at",
        hours=hours,
        until_midnight=until_midnight,
        excludes=excludes,
        says="",
        period=Period(from_=date(2000, 1, 1)),
        verified=Verified.TEXT,
        source="",
        span=Span(file="", line=0, column=0),
    )


FORM = clock()
REGULATION = clock(excludes=("saturdays", "sundays", "federal_holidays"))


def end(limit: Clock, start: str) -> str:
    """The end of a limit, by the clock on the wall in New York."""
    return ends_at(limit, datetime.fromisoformat(start).replace(tzinfo=NEW_YORK)).strftime(
        "%Y-%m-%dT%H:%M"
    )


def test_the_forms_limit_runs_through_the_weekend_of_the_fourth_of_july() -> None:
    """Release due on Friday 2026-07-03 at 18:00 (the sheet of federal law, US-S2)."""
    assert end(FORM, "2026-07-03T18:00") == "2026-07-05T18:00"


def test_the_regulations_limit_leaves_out_the_weekend_and_the_observed_holiday() -> None:
    """Friday the 3rd is the observed holiday, so all 48 hours fall on Monday and Tuesday."""
    assert end(REGULATION, "2026-07-03T18:00") == "2026-07-08T00:00"


def test_hours_on_the_day_before_an_excluded_day_count_to_midnight() -> None:
    assert end(REGULATION, "2026-07-02T18:00") == "2026-07-07T18:00"


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("2026-03-05T10:00", "2026-03-09T10:00"),  # Thursday: Saturday and Sunday do not count
        ("2026-03-07T10:00", "2026-03-11T00:00"),  # Saturday: it begins with Monday
        ("2026-03-02T10:00", "2026-03-04T10:00"),  # Monday: nothing lies between
        ("2026-12-24T12:00", "2026-12-29T12:00"),  # Thursday: Christmas is a Friday
    ],
)
def test_the_regulations_limit_counts_whole_days_that_are_not_excluded(
    start: str, ends: str
) -> None:
    assert end(REGULATION, start) == ends


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("2026-03-07T18:00", "2026-03-09T19:00"),  # clocks go forward on the 8th
        ("2026-10-31T18:00", "2026-11-02T17:00"),  # clocks go back on 1 November
    ],
)
def test_forty_eight_hours_pass_also_where_summer_time_begins_or_ends(
    start: str, ends: str
) -> None:
    assert end(FORM, start) == ends


def test_a_limit_until_midnight_ends_with_the_local_day() -> None:
    midnight = clock(hours=None, until_midnight=True)
    assert end(midnight, "2026-07-03T23:30") == "2026-07-04T00:00"
    assert end(midnight, "2026-07-04T00:00") == "2026-07-05T00:00"


def test_the_offset_of_the_start_is_kept() -> None:
    start = datetime.fromisoformat("2026-03-02T10:00-06:00")
    assert ends_at(FORM, start).isoformat() == "2026-03-04T10:00:00-06:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="with its time zone"):
        ends_at(FORM, datetime(2026, 3, 2, 10))  # noqa: DTZ001 -- the mistake that is tested


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 7, 3), True),  # Independence Day, observed
        (date(2026, 7, 4), True),  # Independence Day itself, a Saturday
        (date(2026, 7, 6), False),
        (date(2026, 6, 19), True),  # Juneteenth
        (date(2020, 6, 19), False),  # before it was a holiday
        (date(2026, 11, 26), True),  # Thanksgiving
        (date(2021, 12, 31), True),  # New Year's Day of 2022, observed in the year before
    ],
)
def test_a_federal_holiday_does_not_count_on_the_day_it_is_observed(day: date, free: bool) -> None:
    assert excluded(clock(excludes=("saturdays", "federal_holidays")), day) is free


def test_only_what_the_limit_names_is_excluded() -> None:
    assert not excluded(FORM, date(2026, 7, 4))
    assert excluded(clock(excludes=("sundays",)), date(2026, 7, 5))
    assert not excluded(clock(excludes=("sundays",)), date(2026, 7, 4))
