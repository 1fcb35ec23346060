"""Mutants of stretches of days: each day that is written, a day earlier and a day later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from comity.law import Period

DAY = timedelta(days=1)
EVER = Period(from_=date.min)


def moved_days(day: date) -> Iterator[tuple[str, date]]:
    """A day, one earlier and one later. The first day there is stands for no day at all."""
    if day != date.min:
        yield "-1 day", day - DAY
        yield "+1 day", day + DAY


def moved(period: Period) -> Iterator[tuple[str, Period]]:
    """A stretch with its first or last day moved."""
    for what, day in moved_days(period.from_):
        yield f"from {what}", replace(period, from_=day)
    if period.until is not None:
        for what, day in moved_days(period.until):
            yield f"until {what}", replace(period, until=day)


def moved_inside(period: Period, bounds: Period) -> Iterator[tuple[str, Period]]:
    """As `moved`, leaving out what changes nothing within `bounds`."""
    for what, other in moved(period):
        if _cut(other, bounds) != _cut(period, bounds):
            yield what, other


def _cut(period: Period, bounds: Period) -> tuple[date, date] | None:
    from_ = max(period.from_, bounds.from_)
    until = min(period.until or date.max, bounds.until or date.max)
    return (from_, until) if from_ < until else None
