"""Times as logs print them, and the local date that the law of a place counts by. No clock, no guess.

Where a state lies in two zones and the hour is such that its zones have different dates, both dates are
given: which of them holds is unknown until the place is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class TimeForm(Enum):
    """How a log prints a time."""

    ISO = "iso"
    US_12_HOUR = "us_12_hour"
    US_24_HOUR = "us_24_hour"
    DAY = "day"


class TimeError(ValueError):
    """A text that is no time of the forms asked for."""


class ZoneError(ValueError):
    """A zone or a state that has no entry."""


# Years outside are taken for misprints: no plate-reader log is older, none is from the future.
YEARS = range(2000, 2100)

_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_US = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}),? (\d{1,2}):(\d\d):(\d\d) ?([AaPp])[Mm](?: UTC)?", re.ASCII
)
_US_24 = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}),? (\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII)
# A clock behind a day is passed over: whoever asks for a day has said that the day is local already.
_DAY = re.compile(
    r"(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})/(\d{1,2})/(\d{4}))(?:,?[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?",
    re.ASCII,
)


_ZONES = {
    "E": "America/New_York",
    "C": "America/Chicago",
    "M": "America/Denver",
    "P": "America/Los_Angeles",
    "K": "America/Anchorage",
    "A": "America/Adak",
    "H": "Pacific/Honolulu",
    "Z": "America/Phoenix",
    "V": "America/Puerto_Rico",
    "G": "Pacific/Guam",
    "S": "Pacific/Pago_Pago",
}

# 49 CFR part 71 for the lines between zones. Indiana's and Michigan's own zone names differ from these only
# before 2007. AZ: the Navajo Nation keeps summer time, the rest of the state does not. Towns that keep a
# neighbour's time by custom (Phenix City AL, Kenton OK) are not counted; West Wendover NV is law since 1999.
_STATES = {
    "AL": "C", "AK": "KA", "AZ": "ZM", "AR": "C", "CA": "P", "CO": "M", "CT": "E", "DE": "E", "DC": "E",
    "FL": "EC", "GA": "E", "HI": "H", "ID": "MP", "IL": "C", "IN": "EC", "IA": "C", "KS": "CM", "KY": "EC",
    "LA": "C", "ME": "E", "MD": "E", "MA": "E", "MI": "EC", "MN": "C", "MS": "C", "MO": "C", "MT": "M",
    "NE": "CM", "NV": "PM", "NH": "E", "NJ": "E", "NM": "M", "NY": "E", "NC": "E", "ND": "CM", "OH": "E",
    "OK": "C", "OR": "PM", "PA": "E", "RI": "E", "SC": "E", "SD": "CM", "TN": "CE", "TX": "CM", "UT": "M",
    "VT": "E", "VA": "E", "WA": "P", "WV": "E", "WI": "C", "WY": "M",
    "PR": "V", "VI": "V", "GU": "G", "MP": "G", "AS": "S",
}  # fmt: skip
STATE_CODES = frozenset(_STATES)


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone of this name (`America/Chicago`). Raises ZoneError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ZoneError(
            f"time zone `{name}` is not known here: check its spelling, or install the package `tzdata`"
        ) from None


def parse_moment(text: str, *, forms: Iterable[TimeForm], zone: str) -> datetime:
    """The moment, in UTC. `zone` is the one that the log's dialect gives to times that state none.

    `2026-03-10T04:31:52.901Z` and `2025-06-18 00:02:04.789` are of the form ISO; `1/9/2025, 05:53:48 PM UTC`
    is of the form US_12_HOUR, `1/9/2025 17:53` of the form US_24_HOUR. A time that the clocks of the zone
    skipped in spring is none; one that they showed twice in autumn is taken for the first. Raises TimeError.
    """
    text = text.strip()
    for form in forms:
        try:
            if form is TimeForm.ISO and _ISO.fullmatch(text):
                return _in_utc(datetime.fromisoformat(text), zone)
            if form is TimeForm.US_12_HOUR and (found := _US.fullmatch(text)):
                return _in_utc(_from_us(found), "UTC" if text.endswith("UTC") else zone)
            if form is TimeForm.US_24_HOUR and (found := _US_24.fullmatch(text)):
                month, day, year, hour, minute, second = (int(part or 0) for part in found.groups())
                return _in_utc(datetime(year, month, day, hour, minute, second), zone)  # noqa: DTZ001  # given next
        except ValueError:
            break
    raise TimeError(f"`{text}` is no time of this log")


def _from_us(found: re.Match[str]) -> datetime:
    month, day, year, hour, minute, second = (int(part) for part in found.groups()[:6])
    if not 1 <= hour <= 12:
        raise TimeError(f"`{found.group()}` has no such hour on a clock of twelve")
    hour = hour % 12 + (12 if found.group(7) in "Pp" else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # the caller gives the zone


def _in_utc(moment: datetime, zone: str) -> datetime:
    if moment.year not in YEARS:
        raise TimeError(f"{moment.year} is no year of a plate-reader log")
    if moment.tzinfo is None:
        if zone == "UTC":
            return moment.replace(tzinfo=UTC)
        printed, known = moment, zone_named(zone)
        moment = printed.replace(tzinfo=known).astimezone(UTC)
        if moment.astimezone(known).replace(tzinfo=None) != printed:
            raise TimeError(f"`{printed}` was skipped by the clocks of {zone}")
        return moment
    return moment.astimezone(UTC)


def parse_day(text: str) -> date:
    """A plain date, `2026-04-26` or `4/26/2026`. Raises TimeError."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise TimeError(f"`{text.strip()}` is no date")
    parts = found.groups()
    year, month, day = parts[:3] if parts[0] else (parts[5], parts[3], parts[4])
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise TimeError(f"`{text.strip()}` is no day of the calendar") from None
    if on.year not in YEARS:
        raise TimeError(f"{on.year} is no year of a plate-reader log")
    return on


def local_date(moment: datetime, zone: str) -> date:
    """The calendar day of a moment on the clocks of a zone. Raises ZoneError."""
    return moment.astimezone(zone_named(zone)).date()


def local_dates(moment: datetime, state: str) -> tuple[date, ...]:
    """The calendar days that a moment may fall on in a state, earliest first: one, or two where zones differ.

    `state` is the two-letter code. Raises ZoneError for a state that has no entry.
    """
    return tuple(sorted({local_date(moment, zone) for zone in zones_of(state)}))


def zones_of(state: str) -> tuple[str, ...]:
    """The zones of a state, district or territory, the one of most people first. Raises ZoneError."""
    try:
        return tuple(_ZONES[letter] for letter in _STATES[state])
    except KeyError:
        raise ZoneError(f"state `{state}` has no time zone here: use its two-letter code") from None
