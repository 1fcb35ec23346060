"""The days that a report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from comity.ledger.problem import LedgerError

_EXAMPLES = {"calendar_year": "2025", "year_to_june": "2025", "quarter": "2025-Q3", "month": "2025-07"}  # fmt: skip
_MEANS = {
    "calendar_year": "the calendar year 2025",
    "year_to_june": "the year that ended on June 30, 2025",
    "quarter": "the third quarter of 2025",
    "month": "July 2025",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days, both inclusive, and how they are called."""

    name: str
    first: date
    last: date


def period_of(kind: str, text: str) -> Period:
    """The period of a kind that a text names. Raises LedgerError with what to write."""
    year = text[:4]
    if re.fullmatch(r"(19|20)\d\d", year, re.ASCII):
        number = int(year)
        match kind:
            case "calendar_year" if text == year:
                return Period(name=year, first=date(number, 1, 1), last=date(number, 12, 31))
            case "year_to_june" if text == year:
                return Period(
                    name=f"July {number - 1} to June {number}",
                    first=date(number - 1, 7, 1),
                    last=date(number, 6, 30),
                )
            case "quarter" if re.fullmatch(r"\d{4}-Q[1-4]", text, re.ASCII):
                return _months(text, number, 3 * int(text[-1]) - 2, 3)
            case "month" if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII):
                return _months(text, number, int(text[5:]), 1)
            case _:
                pass
    raise LedgerError(
        f"`{text}` names no time of this report: write `{_EXAMPLES[kind]}` for {_MEANS[kind]}"
    )


def _months(name: str, year: int, first: int, count: int) -> Period:
    after = first + count
    end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return Period(name=name, first=date(year, first, 1), last=end - timedelta(days=1))
