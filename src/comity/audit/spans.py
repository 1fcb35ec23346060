"""From when to when a log speaks, and whether its name and its own rows agree on that. It corrects nothing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

_MOST_SHOWN = 3
_FAR = 12
"""Months between a row and the others that make its date one to look at."""
_FEW = 0.01

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

    def add(self, day: date) -> None:
        """Count one row."""
        self._days[day] += 1

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
        named = _months(name)
        met = {_month(day) for day in self._days if day not in odd}
        # Files are cut at local midnight, so that a day of the month beside may stand in them.
        near = met | {month + step for month in met for step in (-1, 1)}
        if named and near.isdisjoint(named):
            said = " to ".join(
                f"{m // 12}-{m % 12 + 1:02}" for m in sorted({min(named), max(named)})
            )
            first, last = min(self._days), max(self._days)
            notes.append(
                f"its name speaks of {said} and its rows are of {first} to {last}: the name is not used"
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


def _months(name: str) -> set[int]:
    """The months that a file's name speaks of, all between the first and the last."""
    found = [int(y) * 12 + int(m) - 1 for m, _, y in _US_DAY.findall(name) if 1 <= int(m) <= 12]
    rest = _US_DAY.sub(" ", name)
    found += [int(y) * 12 + int(m) - 1 for y, m, _ in _ISO_DAY.findall(rest) if 1 <= int(m) <= 12]
    found += [int(y) * 12 + _MONTHS.index(word.lower()) for word, y in _WORD_MONTH.findall(rest)]
    return set(range(min(found), max(found) + 1)) if found else set()
