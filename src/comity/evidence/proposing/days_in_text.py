"""The days that a document names: `March 3`, `last Tuesday`, `in late September`, `between January and May`.

What is relative is counted from the day of publication; without one it stays as written, its days open.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from comity.evidence.act import Moment
from comity.evidence.calendar_words import FULL_DAY, MONTH, day_of, month_number

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
} | {"a": 1, "an": 1}
_NUMBER = r"(?:\d{1,3}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?)"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}  # fmt: skip
_FORMS = (
    ("full_day", FULL_DAY.pattern),
    ("month_day", rf"(?P<md_month>{MONTH}) (?P<md_day>\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?\d{{3}})"),
    ("month_part", rf"(?P<mp_part>[Ee]arly|[Mm]id|[Ll]ate)[ -](?P<mp_month>{MONTH})(?:,? (?:of )?(?P<mp_year>(?:19|20)\d\d))?"),
    ("month_year", rf"(?P<my_month>{MONTH})(?:,? (?:of )?(?P<my_year>(?:19|20)\d\d))\b"),
    ("bare_month", rf"(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Ll]ast )|(?<=[Tt]his )|(?<=[Dd]uring )|(?<=[Bb]etween )|(?<=and )|(?<=from )|(?<=through )|(?<=until )|(?<=to )|(?<=of )|(?<=in May and ))(?P<m_month>{MONTH})\b"),
    ("day_of_week", rf"(?:(?P<w_last>[Ll]ast|this past) )?(?P<weekday>{_WEEKDAY})\b"),
    ("relative", r"\b(?:(?P<today>[Tt]oday|this (?:morning|afternoon|evening)|tonight)|(?P<yesterday>[Yy]esterday|[Ll]ast night)|(?P<unit_last>[Ll]ast|[Tt]his|[Ee]arlier this|[Ll]ater this) (?P<unit>week|month|year|spring|summer|fall|autumn|winter)|(?P<ago>" + _NUMBER + r") (?P<ago_unit>days?|weeks?|months?|years?) ago(?: this (?:week|month|summer|spring|fall|winter))?|(?P<first>[Tt]he first (?P<first_n>\w+) months of (?:the year|this year|(?P<first_year>(?:19|20)\d\d))))\b"),
    ("since_year", r"\b(?P<sy_word>[Ss]ince|[Ii]n|[Dd]uring|[Tt]hroughout|most of|over|for) (?P<sy_year>(?:19|20)\d\d)\b"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS))
_SPAN = re.compile(r"\s*(?:,? (?:and|through|until|to|till)|-|\u2013)\s*(?:late |early )?$")
_SPAN_OPENS = re.compile(r"\b(?:between|from|span\w*)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMention:
    """Where a day stands in the folded text, and what it means; `precise` where it is a single day."""

    start: int
    end: int
    moment: Moment

    @property
    def precise(self) -> bool:
        """Whether it is one single known day."""
        return self.moment.earliest is not None and self.moment.earliest == self.moment.latest


def days_in(text: str, start: int, end: int, published: date | None) -> Iterator[DayMention]:
    """The days named in a part of a folded text, in order; two that are a span are one."""
    held: DayMention | None = None
    for found in _ANY.finditer(text, start, end):
        one = _mention(text, found, published)
        if one is None:
            continue
        if held is not None and _is_span(text, start, held, one):
            held = _spanned(text, held, one)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _is_span(text: str, start: int, one: DayMention, other: DayMention) -> bool:
    between = text[one.end : other.start]
    if not _SPAN.fullmatch(between):
        return False
    if " and" in between:
        return bool(_SPAN_OPENS.search(text[start : one.start]))
    return one.moment.earliest is not None and other.moment.latest is not None


def _spanned(text: str, one: DayMention, other: DayMention) -> DayMention:
    earliest, latest = one.moment.earliest, other.moment.latest
    if earliest is not None and latest is not None and earliest > latest:
        # `from June 2 to August 26, 2025`, `between December and May`: the first lies a year earlier, or in the year of the last.
        earliest = _moved(earliest, latest)
    with_year = re.compile(r"(?:19|20)\d\d")
    if (
        earliest is not None
        and latest is not None
        and with_year.search(text[other.start : other.end])
        and not with_year.search(text[one.start : one.end])
    ):
        earliest = _moved(_in_year(earliest, latest.year), latest)
    return DayMention(
        start=one.start,
        end=other.end,
        moment=Moment(as_written=text[one.start : other.end], earliest=earliest, latest=latest),
    )


def _in_year(day: date, year: int) -> date:
    """The same day of another year; of 29 February the day before where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _moved(earliest: date, latest: date | None) -> date:
    while latest is not None and earliest > latest:
        earliest = _in_year(earliest, earliest.year - 1)
    return earliest


def _mention(text: str, found: re.Match[str], published: date | None) -> DayMention | None:
    earliest, latest = _days(found, published)
    if earliest is None and latest is None and found["full_day"]:
        return None
    if found["bare_month"] and re.match(r" \d", text[found.end() : found.end() + 2]):
        return None
    begin = found.start()
    word = re.search(r"(?:\b[Ss]ince|\b[Ss]ummer of) $", text[max(0, begin - 10) : begin])
    if word is not None and earliest is not None and word[0].casefold().startswith("since"):
        latest = published
    written = text[begin : found.end()]
    return DayMention(
        start=begin,
        end=found.end(),
        moment=Moment(as_written=written, earliest=earliest, latest=latest),
    )


def _days(found: re.Match[str], published: date | None) -> tuple[date | None, date | None]:
    parts = found.groupdict()
    if parts["full_day"]:
        day = day_of(found)
        return day, day
    if parts["my_year"]:
        return _month(int(parts["my_year"]), month_number(parts["my_month"]))
    if parts["mp_part"]:
        return _part(parts, published)
    if parts["sy_year"]:
        year = int(parts["sy_year"])
        if parts["sy_word"].casefold() == "since":
            return date(year, 1, 1), published
        return date(year, 1, 1), date(year, 12, 31)
    if parts["first_year"]:
        return _first_months(parts, int(parts["first_year"]))
    if published is None:
        return None, None
    if parts["md_month"]:
        return _month_day(month_number(parts["md_month"]), int(parts["md_day"]), published)
    if parts["m_month"]:
        number = month_number(parts["m_month"])
        year = published.year if number <= published.month else published.year - 1
        first, last = _month(year, number)
        return first, min(last, published) if first <= published else last
    if parts["weekday"]:
        return _weekday(parts, published)
    return _relative(parts, published)


def _month(year: int, number: int) -> tuple[date, date]:
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def _part(parts: dict[str, str | None], published: date | None) -> tuple[date | None, date | None]:
    number = month_number(parts["mp_month"] or "")
    if parts["mp_year"]:
        year = int(parts["mp_year"])
    elif published is not None:
        year = published.year if number <= published.month else published.year - 1
    else:
        return None, None
    last = calendar.monthrange(year, number)[1]
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[(parts["mp_part"] or "").casefold()]  # fmt: skip
    return date(year, number, first_day), date(year, number, last_day)


def _month_day(number: int, day: int, published: date) -> tuple[date | None, date | None]:
    """The latest such day that is not long after publication: a day of the next week is a plan of this year."""
    for year in (published.year, published.year - 1):
        try:
            found = date(year, number, day)
        except ValueError:
            continue
        if found <= published + timedelta(days=92):
            return found, found
    return None, None


def _weekday(parts: dict[str, str | None], published: date) -> tuple[date, date]:
    wanted = _WEEKDAYS.index((parts["weekday"] or "").casefold())
    back = (published.weekday() - wanted) % 7
    latest = published - timedelta(days=back)
    if parts["w_last"] is None:
        return latest, latest
    if back == 0:
        latest -= timedelta(days=7)
    # `last Friday` on a Thursday is six days ago; on a Saturday it may be yesterday or a week earlier.
    earliest = latest if latest.isocalendar()[:2] != published.isocalendar()[:2] else latest - timedelta(days=7)  # fmt: skip
    return earliest, latest


def _first_months(parts: dict[str, str | None], year: int) -> tuple[date | None, date | None]:
    number = _NUMBERS.get((parts["first_n"] or "").casefold())
    if number is None or number > 12:
        return None, None
    return date(year, 1, 1), _month(year, number)[1]


def _relative(parts: dict[str, str | None], published: date) -> tuple[date | None, date | None]:
    if parts["today"]:
        return published, published
    if parts["yesterday"]:
        return published - timedelta(days=1), published - timedelta(days=1)
    if parts["first"]:
        return _first_months(parts, published.year)
    if parts["ago"]:
        return _ago(parts["ago"], (parts["ago_unit"] or "").rstrip("s"), published)
    last = (parts["unit_last"] or "").casefold() == "last"
    match parts["unit"]:
        case "week":
            monday = published - timedelta(days=published.weekday() + (7 if last else 0))
            return monday, monday + timedelta(days=6) if last else published
        case "month":
            first = published.replace(day=1)
            if not last:
                return first, published
            before = first - timedelta(days=1)
            return before.replace(day=1), before
        case "year":
            if last:
                return date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)
            return date(published.year, 1, 1), published
        case str(season):
            return _season(season, published)
        case None:
            return None, None


def _season(season: str, published: date) -> tuple[date, date]:
    first, last = _SEASONS[season]
    year = published.year
    if date(year, first, 1) > published:
        year -= 1
    start = date(year, first, 1)
    end = _month(year + (1 if last < first else 0), last)[1]
    return start, min(end, published)


def _ago(number: str, unit: str, published: date) -> tuple[date | None, date | None]:
    count = int(number) if number.isdigit() else _NUMBERS[number.casefold()]
    match unit:
        case "day":
            day = published - timedelta(days=count)
            return day, day
        case "week":
            middle = published - timedelta(days=7 * count)
            return middle - timedelta(days=3), middle + timedelta(days=3)
        case "month":
            months = published.year * 12 + published.month - 1 - count
            return _month(months // 12, months % 12 + 1)
        case _:
            year = published.year - count
            return date(year, 1, 1), date(year, 12, 31)
