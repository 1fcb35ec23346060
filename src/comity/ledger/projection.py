"""The state of a subject as rows of the projections. Pure; the store writes them, `verify` compares them.

INVARIANT: an event changes the rows of its own subject only, so that each subject can be folded alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from comity.ledger.canonical import Form, spelled
from comity.ledger.reply import reply_to

Row: TypeAlias = dict[str, Any]
"""A row of a table, by column."""


def rows_of(state: Form) -> Mapping[str, list[Row]]:
    """The rows of every projection that one subject makes, by table."""
    opened = int(str(state["id"]).rpartition("-")[2])
    rows: dict[str, list[Row]] = {
        "subjects": [
            {
                "id": state["id"],
                "what": state["what"],
                "opened_seq": opened,
                "last_seq": state["last_event"],
                "state": state["state"],
                "source_key": state.get("origin", {}).get("key"),
            }
        ],
        "acts": [],
        "links": [],
        "requests": [],
    }
    for number, act in enumerate(state.get("acts", ()), start=1):
        rows["acts"].append(_act(state, opened, number, act))
    for number, one in enumerate(state.get("links", []), start=1):
        rows["links"].append(
            {
                "subject": state["id"],
                "number": number,
                "relation": one["relation"],
                "other": one["to"],
            }
        )
    if state["what"] == "request" and "received" in state:
        rows["requests"].append(_request(state, opened))
    return rows


def place_of(act: Form) -> str | None:
    """The place whose law is asked about an act: that of the agency whose act it is, else where it happened."""
    for slot in ("agency", "place"):
        found = act.get(slot, {}).get("jurisdiction")
        if found:
            return str(found)
    return None


@lru_cache(maxsize=10_000)
def region_of(place: str) -> str:
    """The state in which a place lies, by their ids."""
    return "-".join(place.split("-")[:2])


def _act(state: Form, opened: int, number: int, act: Form) -> Row:
    decided: Form = act.get("decided", {})
    finding: Form = act.get("finding", {})
    place = place_of(act)
    when: Form = act.get("when", {})
    evidence: Form = act.get("evidence", {})
    agency = act.get("agency", {}).get("as_written")
    return {
        "incident_seq": opened,
        "number": number,
        "incident": state["id"],
        "incident_state": state["state"],
        "counted_as": state.get("counted_as"),
        "action": act.get("action"),
        "actor": act.get("actor"),
        "agency": agency,
        "place": place,
        "region": region_of(place) if place else None,
        "earliest": when.get("earliest"),
        "latest": when.get("latest"),
        "claimed_breach": act["claimed_breach"],
        "became_known": act["became_known"],
        "status": act["status"],
        "authority": act["authority"],
        "cause": finding.get("cause", act["cause"]),
        "finding": finding.get("finding"),
        "standard": finding.get("standard"),
        "answer": decided.get("answer"),
        "conduct": decided.get("conduct"),
        "complete": decided.get("complete"),
        "missing": " ".join(decided.get("missing", [])) if decided else None,
        "provisions": " ".join(decided.get("provisions", [])) if decided else None,
        "corpus": decided.get("corpus"),
        "reply": reply_to(state, agency).value,
        "surely": act.get("surely", True),
        "quotes": len(evidence.get("quotes", [])),
        "rows": len(evidence.get("rows", [])),
        "shown": _shown(evidence),
    }


def _shown(evidence: Form) -> str | None:
    """What of the evidence may be published: masked quotes, how many are held back until names were looked for, rows."""
    if not evidence:
        return None
    quotes = evidence.get("quotes", [])
    public = [[one["public"], one["document"][:12]] for one in quotes if "public" in one]
    rows = [[one["file"], one["line"]] for one in evidence.get("rows", [])]
    return spelled({"quotes": public, "held": len(quotes) - len(public), "rows": rows})


def _request(state: Form, opened: int) -> Row:
    decided: Form = state.get("determination", {})
    return {
        "request_seq": opened,
        "request": state["id"],
        "agency": state["agency"],
        "place": state["place"],
        "received": state["received"],
        "asked_for": state["asked_for"],
        "requester": state.get("requester", "not_recorded"),
        "judicial_warrant": state.get("judicial_warrant"),
        "charge": state.get("charge"),
        "papers": " ".join(state["papers"]) if "papers" in state else None,
        "answer": decided.get("answer"),
        "conduct": decided.get("conduct"),
        "complete": decided.get("complete"),
        "result": state.get("handled", {}).get("result"),
        "corpus": decided.get("corpus"),
    }
