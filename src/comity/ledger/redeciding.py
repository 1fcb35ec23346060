"""Every act decided again under the corpus of today; only what differs from what is kept becomes an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from comity.ledger.canonical import Form
from comity.ledger.deciding import Decider, same_answer
from comity.ledger.event import Draft, Kind
from comity.ledger.problem import LedgerError
from comity.ledger.reading import states_in, subjects_of
from comity.ledger.store import Ledger


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
        known = subjects_of(view, "incident")
        if strange := sorted(set(subjects) - set(known)):
            raise LedgerError(f"`{strange[0]}` is no incident of the ledger")
        wanted = [one for one in known if one in set(subjects)] if subjects else known
        nonlocal found
        found = Redecided()  # a write that is tried again starts anew
        return [
            draft
            for name, state in states_in(view, wanted).items()
            for act in state.get("acts", [])
            if (draft := _again(name, act, decider, found)) is not None
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
