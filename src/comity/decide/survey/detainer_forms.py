"""The forms on which immigration authorities send detainers, by day: what a text of a day calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DetainerForm:
    """What was in use from a day on, in words that can follow `on`; `source` says whence the day is known."""

    from_: date
    words: str
    source: str


FORMS: tuple[DetainerForm, ...] = (
    DetainerForm(
        from_=date.min, words="Form I-247", source="8 C.F.R. § 287.7(a) names it (from knowledge)"
    ),
    DetainerForm(
        from_=date(2015, 1, 1),
        words="Form I-247, or from mid-2015 on I-247D, I-247N or I-247X",
        source=(
            "forms of the Priority Enforcement Program; from knowledge: the day in 2015 was not seen"
        ),
    ),
    DetainerForm(
        from_=date(2016, 1, 1),
        words="Form I-247D, I-247N or I-247X",
        source="the forms that I-247A replaced (ICE, Guidance for Form I-247A)",
    ),
    DetainerForm(
        from_=date(2017, 4, 2),
        words="Form I-247A",
        source="https://www.scribd.com/document/343192456/ICE-Guidance-for-Form-I-247A",
    ),
)
"""In the order of their days."""


def form_on(day: date) -> str:
    """What a detainer of that day is written on: `Form I-247A`."""
    return next(one.words for one in reversed(FORMS) if one.from_ <= day)


def for_each_form(text: str) -> Mapping[str, str]:
    """A text with `{form}` in it, whole for each form: each is translated as one."""
    return {one.words: text.format(form=one.words) for one in FORMS}
