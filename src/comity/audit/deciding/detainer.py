"""What a detainer row asks: may the facility hold, notify, hand over, as the law stood when the detainer was sent.

Only what the row carries is asked and stated. The day of the act itself is not in such logs; the answers are those of
the day on which the detainer was sent, and say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.audit.logs.row import ABSENT, Cell

HOLD, NOTIFY, TRANSFER = "hold_on_detainer", "notify_release", "transfer_custody"

# A form that asks for a notice only is no detainer. Forms of every year before and after ask to hold.
_NOTICE_ONLY = re.compile(r"\bI-?247\s*N\b", re.IGNORECASE)
_DECLINED = re.compile(r"\bdeclined\b", re.IGNORECASE)
_TAKEN = re.compile(r"\bbooked into detention\b|\btransferred\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DetainerAsk:
    """One act that a row asks about. `acted`: whether the log says it was done; None where it does not say."""

    action: str
    facts: tuple[tuple[str, object], ...]
    acted: bool | None


def asks_of(paper: Cell, lifted: Cell) -> tuple[DetainerAsk, ...]:
    """The acts that a row of this form and this ending carries facts for.

    A hold wherever a detainer was sent; a notice of release where the form is named, for the forms ask for one; a
    transfer where the person came into immigration detention. That the person came there does not say that this
    facility handed them over, nor that it held them past their release: such conduct stays unknown.
    """
    form = "" if paper is ABSENT else paper.strip()
    end = "" if lifted is ABSENT else lifted.strip()
    notice_only = _NOTICE_ONLY.search(form) is not None
    detainer: tuple[tuple[str, object], ...] = (("in_custody", True),)
    if not notice_only:
        detainer = (*detainer, ("documents", ("i_247a",)))
    asks = []
    if not notice_only:
        declined = _DECLINED.search(end) is not None
        asks.append(DetainerAsk(action=HOLD, facts=detainer, acted=False if declined else None))
    if form:
        asks.append(DetainerAsk(action=NOTIFY, facts=detainer, acted=None))
    if _TAKEN.search(end):
        asks.append(DetainerAsk(action=TRANSFER, facts=detainer, acted=None))
    return tuple(asks)
