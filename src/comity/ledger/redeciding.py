"""Every act decided again under the corpus of today; only what differs from what is kept becomes an event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from comity.ledger.canonical import Form
from comity.ledger.deciding import Decider, same_answer
from comity.ledger.event import Draft, Kind
from comity.ledger.problem import LedgerError
from comity.ledger.store import Ledger
from comity.ledger.tables import SUBJECTS


@dataclass(slots=True, kw_only=True)
class Redecided:
    """How many acts were asked, how many outcomes kept, and where the answer is another: act, before, now."""

    acts: int = 0
    kept: int = 0
    changed: list[tuple[str, str, str]] = field(default_factory=list)


def decide_again(
    ledger: Ledger, decider: Decider, subjects: Sequence[str] = (), *, by: str
) -> Redecided:
    """Decide all acts, or those of some incidents. Raises LedgerError: an incident is not there."""
    found = Redecided()

    def make(view: Connection) -> list[Draft]:
        query = select(SUBJECTS.c.id, SUBJECTS.c.form).where(SUBJECTS.c.what == "incident")
        if subjects:
            query = query.where(SUBJECTS.c.id.in_(subjects))
        rows = view.execute(query.order_by(SUBJECTS.c.opened_seq)).all()
        if strange := [one for one in subjects if one not in {row.id for row in rows}]:
            raise LedgerError(f"`{strange[0]}` is no incident of the ledger")
        nonlocal found
        found = Redecided()  # a write that is tried again starts anew
        return [
            draft
            for row in rows
            for act in json.loads(row.form).get("acts", [])
            if (draft := _again(row.id, act, decider, found)) is not None
        ]

    ledger.append_for(make, by=by)
    return found


def _again(incident: str, act: Form, decider: Decider, found: Redecided) -> Draft | None:
    found.acts += 1
    now, before = decider.of(act), act.get("decided")
    if same_answer(before, now):
        return None
    found.kept += 1
    if before is not None and before["answer"] != now["answer"]:
        found.changed.append((f"{incident}, {act['act']}", before["answer"], now["answer"]))
    return Draft(
        kind=Kind.DECIDED, subject=incident, body={"act": act["act"], "determination": now}
    )
