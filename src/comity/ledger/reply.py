"""Whether an agency was asked before it is named. Who was never asked is not named in what is published."""

from __future__ import annotations

from enum import StrEnum

from comity.ledger.canonical import Form
from comity.ledger.event import Kind


class Reply(StrEnum):
    """How far an agency has had its say about an incident."""

    NO_AGENCY = "no_agency"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    RECEIVED = "received"
    OVERRIDE = "override"

    @property
    def may_be_named(self) -> bool:
        """Whether it may be published under its name."""
        return self in {Reply.ASKED, Reply.RECEIVED, Reply.OVERRIDE}


def reply_to(state: Form, agency: str | None) -> Reply:
    """How far the agency of an act of an incident has had its say."""
    if agency is None:
        return Reply.NO_AGENCY
    if "replies" not in state:  # most incidents
        return Reply.NOT_ASKED
    held = state["replies"].get(agency, {})
    for kind, reply in (
        (Kind.REPLY_RECEIVED, Reply.RECEIVED),
        (Kind.REPLY_ASKED, Reply.ASKED),
        (Kind.PUBLISHED_OVERRIDE, Reply.OVERRIDE),
    ):
        if kind.value in held:
            return reply
    return Reply.NOT_ASKED
