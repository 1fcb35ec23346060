"""Days as they are written in full: `March 3, 2025`, `3 March 2025`, `03/14/2025`, `2025-03-14`. Nothing relative."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
"""A month as a regular expression; of capital initial only, so that `may` and `march` stay verbs."""

FULL_DAY = re.compile(
    rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{MONTH}),? (?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)\b"
    r"|\b(?P<month4>\d{1,2})/(?P<day4>\d{1,2})/(?P<year4>(?:19|20)\d\d)\b"
)
"""A day with its year. Of `03/04/2025` the month stands first, as everywhere in the United States."""


def month_number(word: str) -> int:
    """1 to 12. Raises KeyError for what is no month."""
    return MONTHS[word.rstrip(".").casefold()]


def day_of(found: re.Match[str]) -> date | None:
    """The day of a match of `FULL_DAY`; None where there is no such day."""
    parts = found.groupdict()
    for suffix in ("", "2", "3", "4"):
        if parts[f"year{suffix}"]:
            month = parts[f"month{suffix}"]
            number = int(month) if month.isdigit() else month_number(month)
            try:
                return date(int(parts[f"year{suffix}"]), number, int(parts[f"day{suffix}"]))
            except ValueError:
                return None
    return None
