"""Hours of the clock put together where no law and no month tells them apart, in any zone of the country.

Rows of one stretch have the same local month and the same law, whichever state they are of; one hour of it stands for
all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from comity.audit.engine import Engine
from comity.audit.logs.when import STATE_CODES, YEARS, zone_named, zones_of

FIRST_HOUR = datetime(YEARS.start, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
HOURS = (datetime(YEARS.stop, 1, 1, tzinfo=UTC) - FIRST_HOUR) // _HOUR


def make_stretches(engine: Engine, cuts: Iterable[date]) -> None:
    """Make the table `stretches` (hour, stretch): every hour of the years of logs, numbered from their first.

    `cuts`: days on which a law changes, so that the day before and the day itself are told apart.
    """
    bounds = sorted({0, *_bounds({*_months(), *cuts})})
    engine.table(
        "bounds",
        {"bound": "INTEGER", "stretch": "INTEGER"},
        ((bound, number) for number, bound in enumerate(bounds)),
    )
    engine.run(
        f"""CREATE TABLE stretches AS SELECT h.hour::INTEGER AS hour, b.stretch
        FROM (SELECT range AS hour FROM range({HOURS})) h ASOF JOIN bounds b ON h.hour >= b.bound"""  # noqa: S608 -- a number
    )
    engine.run("DROP TABLE bounds")


def hour_sql(moment: str) -> str:
    """The number of the hour of a moment in UTC, as the table has it."""
    return f"date_diff('hour', TIMESTAMP '{FIRST_HOUR:%Y-%m-%d}', {moment})::INTEGER"


def moment_sql(hour: str) -> str:
    """The moment at which an hour begins."""
    return f"(TIMESTAMP '{FIRST_HOUR:%Y-%m-%d}' + to_hours({hour}))"


def _months() -> set[date]:
    return {date(year, month, 1) for year in YEARS for month in range(1, 13)}


def _bounds(days: set[date]) -> set[int]:
    """The hours at which one of some days begins in some zone; zones here differ by whole hours."""
    zones = {"UTC", *(zone for state in STATE_CODES for zone in zones_of(state))}
    held = [zone_named(zone) for zone in sorted(zones)]
    return {
        hour
        for day in days
        if day.year in YEARS
        for zone in held
        if (
            hour := (
                datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) - FIRST_HOUR
            )
            // _HOUR
        )
        >= 0
    }
