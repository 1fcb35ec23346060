"""Two windows on one review: a decision made on an older view of the log is known, and can be refused."""

from __future__ import annotations

import hashlib
import json

from comity.evidence.act_json import act_to_json
from comity.evidence.review.log import Decision, ReviewLog

NOTHING = "none"
"""The mark of a view in which nothing was decided."""


def mark_of(log: ReviewLog, proposal: str) -> str:
    """A mark of what a reviewer has decided of a proposal; another decision gives another mark."""
    return _mark(log.decisions().get(proposal))


def last_mark(log: ReviewLog) -> str:
    """A mark of the last decision that holds: what `undo` would take back."""
    return _mark(next(reversed(log.decisions().values()), None))


def _mark(one: Decision | None) -> str:
    if one is None:
        return NOTHING
    act = None if one.act is None else act_to_json(one.act)
    form = json.dumps([one.id, one.does, act, one.into, one.note], sort_keys=True)
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()[:16]
