"""An agency's say recorded in every incident that names it, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from comity.ledger.choices import ReplyStep
from comity.ledger.event import Draft, Event, Kind
from comity.ledger.problem import LedgerError
from comity.ledger.store import Ledger
from comity.ledger.tables import ACTS

_KINDS = {
    ReplyStep.ASKED: Kind.REPLY_ASKED,
    ReplyStep.RECEIVED: Kind.REPLY_RECEIVED,
    ReplyStep.OVERRIDE: Kind.PUBLISHED_OVERRIDE,
}
_SLOTS = {
    ReplyStep.ASKED: ("on", "until", "how"),
    ReplyStep.RECEIVED: ("on", "says"),
    ReplyStep.OVERRIDE: ("why",),
}


def record_reply(
    ledger: Ledger,
    step: ReplyStep,
    agency: str,
    *,
    incidents: Sequence[str] = (),
    by: str,
    **slots: str | None,
) -> tuple[Event, ...]:
    """Append the step to all incidents that name the agency, or to some. Raises LedgerError where none does."""
    body = {"agency": agency, **{k: slots[k] for k in _SLOTS[step] if slots.get(k) is not None}}

    def make(view: Connection) -> list[Draft]:
        query = select(ACTS.c.incident_seq, ACTS.c.incident).where(ACTS.c.agency == agency)
        named = {row.incident: None for row in view.execute(query.order_by(ACTS.c.incident_seq))}
        if not named:
            raise LedgerError(
                f"no act names the agency `{agency}`: write it as the acts do (`comity ledger list` shows them)"
            )
        if strange := [one for one in incidents if one not in named]:
            raise LedgerError(f"`{strange[0]}` does not name the agency `{agency}`")
        return [
            Draft(kind=_KINDS[step], subject=one, body=dict(body)) for one in (incidents or named)
        ]

    return ledger.append_for(make, by=by)
