"""The acts of a ledger as they would be asked on another day or under another law: what `comity diff --replay` asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from comity.ledger.canonical import Form
from comity.ledger.deciding import fact_sets_of
from comity.ledger.projection import place_of
from comity.ledger.reading import states_in, subjects_of
from comity.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAct:
    """An act without its day. `place` and `action` are None where nobody knows them: it cannot be asked then.

    `fact_sets` are what may be known of it; where there are several, one of them is true.
    """

    name: str
    place: str | None
    action: str | None
    actor: str | None
    employer: str | None
    fact_sets: tuple[Form, ...]


def asked_acts(ledger: Ledger) -> Iterator[AskedAct]:
    """Every act of every incident that counts for itself; one that was merged into another is counted there."""
    with ledger.reading() as connection:
        states = states_in(connection, subjects_of(connection, "incident"))
    for incident, state in states.items():
        if state.get("counted_as"):
            continue
        for act in state.get("acts", []):
            yield AskedAct(
                name=f"{incident}, {act['act']}",
                place=place_of(act),
                action=act.get("action"),
                actor=act.get("actor"),
                employer=act.get("employer"),
                fact_sets=fact_sets_of(act),
            )
