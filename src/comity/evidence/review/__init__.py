"""A person decides: accept, correct, reject or merge each proposal, with undo; two people, and how far they agree.

Every decision is a line of an append-only log in the folder (`review/SIGN.jsonl`), one log for each reviewer.
"""

from comity.evidence.review.agreement import Agreement, agreement_of
from comity.evidence.review.correction import SLOTS, CorrectionError, corrected, slot_text
from comity.evidence.review.desk import Desk, ReviewError, open_desk
from comity.evidence.review.log import Decision, ReviewLog
from comity.evidence.review.outcome import Outcome, outcome_of
from comity.evidence.review.session import Session
from comity.evidence.review.sheet import SheetError, take_sheet, write_sheet
from comity.evidence.review.shown import Shown, in_context, safe, show_candidate, slot_words
from comity.evidence.review.windows import last_mark, mark_of

__all__ = [
    "SLOTS",
    "Agreement",
    "CorrectionError",
    "Decision",
    "Desk",
    "Outcome",
    "ReviewError",
    "ReviewLog",
    "Session",
    "SheetError",
    "Shown",
    "agreement_of",
    "corrected",
    "in_context",
    "last_mark",
    "mark_of",
    "open_desk",
    "outcome_of",
    "safe",
    "show_candidate",
    "slot_text",
    "slot_words",
    "take_sheet",
    "write_sheet",
]
