"""The day on which a document was published, as it says itself. Where nothing says it, it is not known.

The day of a file on the disk or of a PDF's making is no day of publication and is not looked at.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from comity.evidence.calendar_words import FULL_DAY, day_of

_HEAD = 2_000
_FOOT = 700
_LONGEST_LINE = 90
_LABEL = re.compile(
    r"^\W*(?:published|posted|first published|date(?: of (?:report|release|publication))?|dated|filed|released?|issued"
    r"|for immediate release|report date|published on)\b",
    re.IGNORECASE,
)
_NOT_PUBLISHED = re.compile(r"\b(?:updated|last modified|effective|born|expires)\b", re.IGNORECASE)
_FOOT_LABEL = re.compile(r"\b(?:dated|date|published|filed|posted)\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .'\u2019-]{2,40},(?: [A-Za-z. ]{2,20},?)? *\(?(?P<rest>[^\u2014\u2013]{0,40}?)\)? *(?:\u2014|\u2013|--|- )"
)


def published_of(text: str, name: str, stated: str = "") -> tuple[date | None, str]:
    """The day and what said it: `the page's own data`, `the head of the text`, `the name of the file`.

    `stated` is the day that the page's metadata gives, empty if none. Nothing said: None and an empty text.
    """
    if (found := FULL_DAY.fullmatch(stated[:10])) and (day := day_of(found)):
        return day, "the page's own data"
    if day := _in_head(text[:_HEAD]):
        return day, "the head of the text"
    foot = text[-_FOOT:]
    for line in foot.split("\n"):
        if len(line) <= _LONGEST_LINE and _FOOT_LABEL.search(line) and (day := _day_in(line)):
            return day, "the foot of the text"
    if day := _day_in(PurePath(name).stem.replace("_", "-")):
        return day, "the name of the file"
    return None, ""


def _in_head(head: str) -> date | None:
    plain: date | None = None
    for line in head.split("\n"):
        text = line.strip()
        if (dateline := _DATELINE.match(text)) and (day := _day_in(dateline[0])):
            return day
        if len(text) > _LONGEST_LINE or _NOT_PUBLISHED.search(text):
            continue
        day = _day_in(text)
        if day is None:
            continue
        if _LABEL.search(text):
            return day
        found = FULL_DAY.search(text)
        # A line that is little more than a day, such as `By the Sample staff | March 3, 2025`.
        if plain is None and found and (len(text) - len(found[0]) <= 45) and not text.endswith("."):
            plain = day
    return plain


def _day_in(text: str) -> date | None:
    found = FULL_DAY.search(text)
    return day_of(found) if found else None
