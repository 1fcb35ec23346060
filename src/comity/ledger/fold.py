"""The state of a subject, folded from its events. Pure: the same events give the same state.

A state is a plain object; the rows of projections are taken from it, and compared with the stored ones by `verify`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from comity.ledger.bodies import NOT_SAID
from comity.ledger.canonical import Form
from comity.ledger.event import FIRST_KINDS, Kind, Record
from comity.ledger.problem import LedgerError


class Told(NamedTuple):
    """What of an event a state rests on, beside its body."""

    seq: int
    subject: str
    kind: str
    moment: str


def told_by(record: Record) -> Told:
    """The same of a whole record."""
    event = record.event
    return Told(event.seq, event.subject, event.kind, event.moment)


def fold(records: Iterable[Record]) -> Form | None:
    """The state after some events of one subject, in order; None of none."""
    state: Form | None = None
    for one in records:
        state = step(state, told_by(one), None if one.body is None else json.loads(one.body))
    return state


def step(state: Form | None, event: Told, body: Form | None) -> Form:
    """The state after one more event. `body` None: it was erased. Raises LedgerError where it does not fit."""
    if state is None:
        if event.kind not in FIRST_KINDS:
            raise LedgerError(
                f"`{event.subject}` is not in the ledger: `comity ledger list` shows what is"
            )
        state = {"id": event.subject, "what": FIRST_KINDS[Kind(event.kind)], "state": "open"}
        state["opened"] = event.moment
    elif event.kind in FIRST_KINDS:
        raise LedgerError(f"`{event.subject}` is in the ledger already: it cannot begin again")
    state["last_event"] = event.seq
    if body is None:
        state["erased"] = [*state.get("erased", []), event.seq]
        if event.kind in FIRST_KINDS:
            state["state"] = "erased"
        return state
    if state["state"] == "erased":
        return state
    try:
        _apply(state, event, body)
    except LedgerError:
        if "erased" not in state:
            raise  # otherwise the act that this is about went with what was erased
    return state


def _apply(state: Form, event: Told, body: Form) -> None:
    match event.kind:
        case Kind.OPENED:
            state |= {"origin": body["origin"], "acts": []}
            if "summary" in body:
                state["summary"] = body["summary"]
            _add_acts(state, body["acts"])
        case Kind.CORRECTED:
            _correct(state, body)
        case Kind.STATUS_CHANGED:
            act = act_of(state, body["act"])
            act["status"] = body["status"]
            act["status_by"] = body["by_whom"]
            _more_evidence(act, body.get("evidence", {}))
        case Kind.DECIDED:
            act_of(state, body["act"])["decided"] = body["determination"]
        case Kind.FINDING_MADE:
            found = {key: value for key, value in body.items() if key != "act"}
            act_of(state, body["act"])["finding"] = found
        case Kind.REPLY_ASKED | Kind.REPLY_RECEIVED | Kind.PUBLISHED_OVERRIDE:
            reply = state.setdefault("replies", {}).setdefault(body["agency"], {})
            reply[event.kind] = {k: v for k, v in body.items() if k != "agency"}
        case Kind.LINKED:
            state.setdefault("links", []).append(body)
            if body["relation"] == "same":
                state["counted_as"] = body["to"]
        case Kind.REVIEWED:
            state["reviewed"] = body
        case Kind.CLOSED:
            state["state"] = "closed"
        case Kind.REOPENED:
            state["state"] = "open"
        case Kind.ERASED:
            pass  # that the bodies are gone is seen from them
        case Kind.REQUEST_RECORDED:
            state |= body
        case Kind.REQUEST_ANSWERED:
            state["handled"] = body
            state["state"] = "closed"
        case Kind.PERIOD_CERTIFIED | Kind.DOCUMENT_KEPT:
            state |= body
        case _:
            raise LedgerError(f"event {event.seq} is of a kind that there is not")


def act_of(state: Form, name: str) -> Form:
    """An act of an incident. Raises LedgerError with those there are."""
    acts: list[Form] = state.get("acts", [])
    for one in acts:
        if one["act"] == name:
            return one
    known = ", ".join(f"`{one['act']}`" for one in acts) or "none"
    raise LedgerError(f"`{state['id']}` has no `{name}`: its acts are {known}")


def _add_acts(state: Form, acts: Iterable[Form]) -> None:
    for one in acts:
        state["acts"].append({**NOT_SAID, **one, "act": f"act-{len(state['acts']) + 1}"})


def _correct(state: Form, body: Form) -> None:
    if "act" in body:
        act = act_of(state, body["act"])
        act |= body.get("set", {})
        for slot in body.get("unset", []):
            act.pop(slot, None)
            if slot in NOT_SAID:
                act[slot] = NOT_SAID[slot]
    _add_acts(state, body.get("add", []))


def _more_evidence(act: Form, more: Form) -> None:
    held = act.setdefault("evidence", {})
    for kind, items in more.items():
        held[kind] = [*held.get(kind, []), *items]
