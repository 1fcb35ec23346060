"""Limits that run from a moment: when they end, by the calendar of the place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from comity.law.provision import Clock


def ends_at(clock: Clock, start: datetime) -> datetime:
    """The moment a limit ends, in the time zone of `start`, which must be aware.

    Hours are hours that pass, also where clocks go forward or back meanwhile; days are those of the
    place. An excluded day does not count at all: time runs on the hours that are left. Where federal holidays are excluded, the day on which one is
    observed is the holiday (5 U.S.C. 6103(b)), and the calendar day it falls on is too.
    """
    if start.tzinfo is None:
        raise ValueError("a limit needs a moment with its time zone")
    if clock.until_midnight:
        return datetime.combine(start.date() + timedelta(days=1), time(), tzinfo=start.tzinfo)
    zone, now = start.tzinfo, start.astimezone(UTC)
    left = timedelta(hours=clock.hours or 0)
    while True:
        day = now.astimezone(zone).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
        if not excluded(clock, day):
            if left <= midnight - now:
                return (now + left).astimezone(zone)
            left -= midnight - now
        now = midnight


def excluded(clock: Clock, day: date) -> bool:
    """Whether a day does not count for a limit."""
    if "saturdays" in clock.excludes and day.weekday() == 5:
        return True
    if "sundays" in clock.excludes and day.weekday() == 6:
        return True
    return "federal_holidays" in clock.excludes and day in _federal_holidays(day.year)


@lru_cache(maxsize=64)
def _federal_holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 -- takes longer to import than all else together, and few need it

    found = holidays.country_holidays("US", years=year, observed=True)
    return frozenset(day for day in found if day.year == year)
