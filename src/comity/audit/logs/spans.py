"""From when to when a log speaks, and whether its name and its own rows agree on that. It corrects nothing."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

_MOST_SHOWN = 3
_FAR = 12
"""Months between a row and the others that make its date one to look at."""
_FEW = 0.01
_NEAR = timedelta(days=2)
"""Files are cut at local midnight, so that a day or two beside those of the name may stand in them."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_US_DAY = re.compile(r"(?<!\d)(\d{1,2})[_-](\d{1,2})[_-](20\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)[_-]?(\d\d)(?:[_-]?(\d\d))?(?!\d)")
_WORD_MONTH = re.compile(
    r"(?<![a-z])(" + "|".join(_MONTHS) + r")[a-z]*[ _-]?(20\d\d)(?!\d)", re.IGNORECASE
)


class Span:
    """The days that the rows of one log speak of."""

    def __init__(self) -> None:
        self._days: Counter[date] = Counter()

    def add(self, day: date, rows: int = 1) -> None:
        """Count rows of a day."""
        self._days[day] += rows

    def notes(self, name: str) -> list[str]:
        """What to look at: days far from all others, and a name that speaks of other months than the rows."""
        if not self._days:
            return []
        notes = []
        odd = self._odd()
        if odd:
            shown = ", ".join(str(day) for day in sorted(odd)[:_MOST_SHOWN])
            notes.append(
                f"{sum(self._days[day] for day in odd)} rows lie a year or more from all others ({shown}): "
                "a clock or a cell may be wrong; they are read as printed"
            )
        named = _days_named(name)
        if named and not any(named[0] - _NEAR <= day <= named[1] + _NEAR for day in self._days):
            first, last = min(self._days), max(self._days)
            notes.append(
                f"its name speaks of {named[0]} to {named[1]} and its rows are of {first} to {last}: the name "
                "is not used"
            )
        return notes

    def _odd(self) -> set[date]:
        """The few days that lie a year or more from the month where most rows are, beyond a gap."""
        months = Counter[int]()
        for day, rows in self._days.items():
            months[_month(day)] += rows
        ordered = sorted(months)
        groups: list[list[int]] = [[ordered[0]]]
        for month in ordered[1:]:
            if month - groups[-1][-1] >= _FAR:
                groups.append([])
            groups[-1].append(month)
        largest = max(groups, key=lambda group: sum(months[m] for m in group))
        outside = {m for group in groups if group is not largest for m in group}
        if sum(months[m] for m in outside) > _FEW * months.total():
            return set()
        return {day for day in self._days if _month(day) in outside}


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _days_named(name: str) -> tuple[date, date] | None:
    """The first and the last day that a file's name speaks of; a month stands for all its days."""
    found: list[tuple[int, int, int | None]] = [
        (int(y), int(m), int(d)) for m, d, y in _US_DAY.findall(name)
    ]
    rest = _US_DAY.sub(" ", name)
    found += [(int(y), int(m), int(d) if d else None) for y, m, d in _ISO_DAY.findall(rest)]
    found += [
        (int(y), _MONTHS.index(word.lower()) + 1, None) for word, y in _WORD_MONTH.findall(rest)
    ]
    days: list[date] = []
    for year, month, day in found:
        with suppress(ValueError):
            days += [date(year, month, day or 1)]
            if day is None:
                days += [date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)]
    return (min(days), max(days)) if days else None
