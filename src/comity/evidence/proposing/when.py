"""The day of an act: which of the days that a document names belongs to it."""

from __future__ import annotations

import re

from comity.evidence.act import Moment
from comity.evidence.proposing.acts_in_text import ActMention
from comity.evidence.proposing.days_in_text import DayMention
from comity.evidence.proposing.sentences import Sentence
from comity.evidence.proposing.text_reading import TextReading

# Just before a day: it is the day of a report, not of the act.
_REPORTED = re.compile(
    r"\b(?:said|says|told|announced|sued|wrote|reported|ruled|accused|learned|admitted|confirmed|acknowledged|disclosed"
    r"|stated|statement|meeting|hearing|letter|public|released|filed|report|posted|voted|published|showed|argued|asked"
    r"|decided|obtained|call(?:ed)?|dated|commission|council|reporters|supervisors|board)"
    r"(?: (?:it|that|the|a|an|in|on|by|at|made|for|after|earlier|late|early|to|city|county|council|board of supervisors|reporters|commission|again))*,? (?:on |in |this |last |of )?$",
    re.IGNORECASE,
)
_SUED = re.compile(
    r"\b(?:sued|accused|charged|wrote to|told|arrested)\b[^,;.]{0,45}$", re.IGNORECASE
)
_REPORTED_AFTER = re.compile(
    r",? (?:show|shows|sued|said|told|announced|accused|ruled|charged|asked|filed|called|urged|ordered)\b"
    r"|'s (?:report|meeting|vote|hearing)"
)
_LAW_DAY = re.compile(
    r"\b(?:law|act|ordinance|statute|policy|order|code|bill|passed|enacted|effective|took effect|since|amended|barred)\b[^,;]{0,25}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"\b(?:will|would|plans?|planned|due|scheduled|next|until|by the end of|expected|to (?:vote|begin|meet|discuss|report))\b[^,;]{0,50}$", re.IGNORECASE)  # fmt: skip
_HAPPENED = re.compile(
    r"\b(?:took place|happened|occurred|stopped|stop|encounter|arrest(?:ed)?|incident|morning|evening|night|on)\b",
    re.IGNORECASE,
)
_NARROW = 62
"""Days of a span in a neighbouring sentence that may be the act's own: two months, not `since 2008`."""
_UNTIL = re.compile(r"\b(?:until|through|to)\b")


def moment_of(reading: TextReading, mention: ActMention, *, beside: bool = False) -> Moment | None:
    """The days of an act: of its own sentence; with `beside`, also of its paragraph and of those around it."""
    own = _of_sentence(reading, mention.sentence, mention.verb)
    if own is not None or not beside:
        return own
    others = [
        one for one in reading.paragraph(mention.sentence.paragraph) if one is not mention.sentence
    ]
    others.sort(key=lambda one: abs(one.number - mention.sentence.number))
    around = sorted(
        reading.beside(mention.sentence.paragraph),
        key=lambda one: abs(one.number - mention.sentence.number),
    )
    open_days: Moment | None = None
    for group, only_days in ((others, False), (around, True)):
        for sentence in group:
            found = _of_sentence(reading, sentence, None)
            if found is None:
                continue
            if found.earliest is None or found.latest is None:
                unknown = found.earliest is None and found.latest is None
                if unknown and not only_days and not _tells_another(reading, sentence, mention):
                    open_days = open_days or found
                continue
            days = (found.latest - found.earliest).days
            if _tells_another(reading, sentence, mention):
                continue
            if days <= _NARROW if not only_days else (days == 0 and _HAPPENED.search(reading.text(sentence))):  # fmt: skip
                return found
    return open_days  # as it is written, its days open: the day of publication is not known


def period_of(reading: TextReading) -> Moment | None:
    """The first span of time that a document names which is no day of reporting: what a report covers."""
    for sentence in reading.sentences:
        found = _of_sentence(reading, sentence, None)
        if found is not None and found.earliest is not None and found.earliest != found.latest:
            return found
    return None


def _tells_another(reading: TextReading, sentence: Sentence, mention: ActMention) -> bool:
    """Whether a sentence tells an act of its own kind that is not this one's."""
    return any(one.rule.action != mention.rule.action for one in reading.acts_of(sentence))


def moments_apart(one: Moment | None, other: Moment | None) -> bool:
    """Whether two moments are both known and share no day."""
    if one is None or other is None:
        return False
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        return True
    return other.latest is not None and one.earliest is not None and other.latest < one.earliest


def _of_sentence(reading: TextReading, sentence: Sentence, verb: int | None) -> Moment | None:
    text = reading.folded.text
    fitting = [one for one in reading.days(sentence) if _belongs(text, sentence, one, verb)]
    if not fitting:
        return None
    if len(fitting) > 1 and verb is not None:
        joined = _joined(text, fitting)
        if joined is not None:
            return joined
        # A single day says more than a month, and what stands nearer the verb belongs to it.
        fitting.sort(key=lambda one: (not one.precise, abs(one.start - verb)))
    return fitting[0].moment


def _belongs(text: str, sentence: Sentence, day: DayMention, verb: int | None) -> bool:
    before = text[sentence.start : day.start]
    if _REPORTED.search(before) or _SUED.search(before) or _LAW_DAY.search(before):
        return False
    if _PLANNED.search(before) and not (verb is not None and re.search(r"\buntil\b[^,;]{0,50}$", before)):  # fmt: skip
        return False
    after = text[day.end : day.end + 20]
    return not _REPORTED_AFTER.match(after)


def _joined(text: str, days: list[DayMention]) -> Moment | None:
    """Two single days with `until` between them: what was held from the one to the other."""
    first, last = days[0], days[-1]
    if not (first.precise and last.precise) or not _UNTIL.search(text[first.end : last.start]):
        return None
    earliest, latest = first.moment.earliest, last.moment.latest
    if earliest is None or latest is None or earliest >= latest:
        return None
    written = f"{first.moment.as_written} ... {last.moment.as_written}"
    return Moment(as_written=written, earliest=earliest, latest=latest)
