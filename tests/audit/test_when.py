"""Times as printed, and the local date that the law counts by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.logs.when import (
    STATE_CODES,
    TimeError,
    TimeForm,
    ZoneError,
    local_date,
    local_dates,
    parse_day,
    parse_moment,
    zones_of,
)

MOMENTS = st.integers(0, 100 * 365 * 86_400 * 1_000).map(
    lambda thousandths: datetime(2000, 1, 3, tzinfo=UTC) + timedelta(milliseconds=thousandths)
)
FORMS = (TimeForm.ISO, TimeForm.US_12_HOUR)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-10T04:31:52.901Z", "2026-03-10T04:31:52.901000+00:00"),
        ("2025-06-18 00:02:04.789", "2025-06-18T00:02:04.789000+00:00"),
        ("2025-06-18T00:02:04-07:00", "2025-06-18T07:02:04+00:00"),
        ("01/25/2024, 01:27:03 PM UTC", "2024-01-25T13:27:03+00:00"),
        ("1/9/2025, 05:53:48 PM UTC", "2025-01-09T17:53:48+00:00"),
        ("1/9/2025, 12:00:00 AM UTC", "2025-01-09T00:00:00+00:00"),
        (" 1/9/2025, 12:00:01 PM ", "2025-01-09T12:00:01+00:00"),
        ("02/29/2024, 1:00:00 am", "2024-02-29T01:00:00+00:00"),
    ],
)
def test_times_as_logs_print_them(text: str, moment: str) -> None:
    assert parse_moment(text, forms=FORMS, zone="UTC").isoformat() == moment


def test_a_zone_that_a_dialect_gives_holds_only_for_times_that_state_none() -> None:
    local = {"forms": FORMS, "zone": "America/Chicago"}
    assert parse_moment("2025-07-01 00:00:00", **local).hour == 5  # type: ignore[arg-type]  # one dict for three calls
    assert parse_moment("2025-07-01 00:00:00Z", **local).hour == 0  # type: ignore[arg-type]  # as above
    assert parse_moment("7/1/2025, 12:00:00 AM UTC", **local).hour == 0  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "02/29/2025, 1:00:00 AM",
        "2025-06-18",
        "20250618T000204",
        "2025-W25-3T00:00:00",
        "9999-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "1/9/2025, 13:00:00 PM UTC",
        "25/1/2025, 01:00:00 PM UTC",
        "２０２５-06-18T00:00:00Z",
        "2025-06-18T00:00:00Z trailing",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeError):
        parse_moment(text, forms=FORMS, zone="UTC")


def test_only_the_forms_of_the_dialect_count() -> None:
    with pytest.raises(TimeError):
        parse_moment("1/9/2025, 05:53:48 PM UTC", forms=(TimeForm.ISO,), zone="UTC")


def test_plain_dates() -> None:
    assert parse_day("2026-04-26") == parse_day(" 4/26/2026 ") == date(2026, 4, 26)
    for text in ("2026-02-30", "26.4.2026", "1776-07-04", ""):
        with pytest.raises(TimeError):
            parse_day(text)


def test_the_date_is_that_of_the_place() -> None:
    late = datetime(2026, 3, 1, 6, 30, tzinfo=UTC)
    assert local_date(late, "America/New_York") == date(2026, 3, 1)
    assert local_date(late, "America/Los_Angeles") == date(2026, 2, 28)


def test_the_hour_of_midnight_moves_with_summer_time() -> None:
    assert local_dates(datetime(2026, 7, 1, 7, 30, tzinfo=UTC), "CA") == (date(2026, 7, 1),)
    assert local_dates(datetime(2026, 1, 1, 7, 30, tzinfo=UTC), "CA") == (date(2025, 12, 31),)


def test_a_state_in_two_zones_may_have_two_dates() -> None:
    between = datetime(
        2026, 1, 10, 5, 30, tzinfo=UTC
    )  # half past midnight Eastern, not yet Central
    assert local_dates(between, "TN") == (date(2026, 1, 9), date(2026, 1, 10))
    assert local_dates(between.replace(hour=12), "TN") == (date(2026, 1, 10),)


def test_arizona_keeps_no_summer_time_but_the_navajo_nation_does() -> None:
    between = datetime(2026, 7, 10, 6, 30, tzinfo=UTC)
    assert local_dates(between, "AZ") == (date(2026, 7, 9), date(2026, 7, 10))


def test_every_state_and_territory_has_a_zone_and_nothing_else_has() -> None:
    assert len(STATE_CODES) == 56
    assert zones_of("DC") == ("America/New_York",)
    for code in STATE_CODES:
        assert local_dates(datetime(2026, 1, 1, tzinfo=UTC), code)
    with pytest.raises(ZoneError, match="`Oregon`"):
        zones_of("Oregon")
    with pytest.raises(ZoneError, match="`Mars/Olympus`"):
        local_date(datetime(2026, 1, 1, tzinfo=UTC), "Mars/Olympus")


@given(MOMENTS)
def test_a_printed_moment_is_read_back(moment: datetime) -> None:
    assert parse_moment(moment.isoformat(), forms=FORMS, zone="UTC") == moment
    whole = moment.replace(microsecond=0)
    printed = whole.strftime("%m/%d/%Y, %I:%M:%S %p UTC")
    assert parse_moment(printed, forms=FORMS, zone="UTC") == whole


@given(MOMENTS, st.sampled_from(sorted(STATE_CODES)))
def test_a_state_has_one_date_or_two_that_are_neighbours(moment: datetime, state: str) -> None:
    dates = local_dates(moment, state)
    assert 1 <= len(dates) <= 2
    assert (dates[-1] - dates[0]).days == len(dates) - 1
    if len(zones_of(state)) == 1:
        assert len(dates) == 1


def test_a_time_that_the_clocks_skipped_is_none_and_one_shown_twice_is_the_first() -> None:
    zone = "America/Chicago"
    for text in ("2025-03-09 02:30:00", "3/9/2025, 02:30:00 AM", "3/9/2025 2:30"):
        with pytest.raises(TimeError):
            parse_moment(text, forms=list(TimeForm), zone=zone)
    first = parse_moment("2025-11-02 01:30:00", forms=[TimeForm.ISO], zone=zone)
    assert first.isoformat() == "2025-11-02T06:30:00+00:00"
    utc = parse_moment("3/9/2025, 02:30:00 AM UTC", forms=[TimeForm.US_12_HOUR], zone=zone)
    assert utc.isoformat() == "2025-03-09T02:30:00+00:00"


def test_a_day_may_have_a_clock_behind_it() -> None:
    for text in ("2024-11-05 13:04:05", "2024-11-05T00:00:00", "11/5/2024 1:04", "2024-11-05"):
        assert parse_day(text).isoformat() == "2024-11-05"
    with pytest.raises(TimeError):
        parse_day("2024-11-05 noon")


def test_a_clock_of_24_hours_has_the_month_first() -> None:
    moment = parse_moment("1/9/2025 17:53:48", forms=[TimeForm.US_24_HOUR], zone="UTC")
    assert moment.isoformat() == "2025-01-09T17:53:48+00:00"
    with pytest.raises(TimeError):
        parse_moment("13/9/2025 17:53", forms=[TimeForm.US_24_HOUR], zone="UTC")
