"""Corrects one slot of an act from what a person types: on a keyboard, or into a cell of the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from comity.evidence.act import Moment, Named, ReportedAct
from comity.evidence.codebook import BecameKnown, ClaimedBreach, Code, ShownAuthority, Status
from comity.evidence.proposing.named_places import place_named_in
from comity.evidence.proposing.state_names import state_of
from comity.places import place_named, resolve

C = TypeVar("C", bound=Code)

SLOTS: Mapping[str, str] = {
    "action": "the act, from the law's vocabulary; empty where none fits",
    "acted": "yes, or no where it was refused or not done",
    "place": "the place: an id such as us-ri-providence, or a name with its state",
    "agency": "the agency as the document writes it",
    "when": "a day as 2025-03-04, a span as 2025-03-01..2025-03-31, or empty",
    "claimed_breach": "the departure that is claimed",
    "became_known": "how it became known",
    "status": "where the claim stands",
    "authority": "what paper was shown",
}
"""What can be corrected, in the order of its number on the keyboard, with what is written there."""


class CorrectionError(ValueError):
    """What was typed cannot stand in the slot; the message says what can."""


def slot_text(act: ReportedAct, slot: str) -> str:
    """What a slot holds, in the form in which it is typed."""
    match slot:
        case "action":
            return act.action or ""
        case "acted":
            return "yes" if act.acted else "no"
        case "place":
            return "" if act.place is None else act.place.jurisdiction or act.place.as_written
        case "agency":
            return "" if act.agency is None else act.agency.as_written
        case "when":
            return _days(act.when)
        case coded:
            value: Code = getattr(act, coded)
            return str(value.value)


def corrected(act: ReportedAct, slot: str, typed: str, actions: frozenset[str]) -> ReportedAct:
    """The act with one slot as typed. Raises CorrectionError."""
    text = typed.strip()
    match slot:
        case "action":
            if text and text not in actions:
                raise CorrectionError(f"`{text}` is no action: `comity vocabulary` lists them")
            return replace(act, action=text or None)
        case "acted":
            if text.casefold() not in {"yes", "no", "y", "n"}:
                raise CorrectionError(f"`{text}` is neither `yes` nor `no`")
            return replace(act, acted=text.casefold().startswith("y"))
        case "place":
            return replace(act, place=_place(text))
        case "agency":
            return replace(act, agency=_agency(text, act.place))
        case "when":
            return replace(act, when=_moment(text))
        case "claimed_breach":
            return replace(act, claimed_breach=_code(ClaimedBreach, slot, text))
        case "became_known":
            return replace(act, became_known=_code(BecameKnown, slot, text))
        case "status":
            return replace(act, status=_code(Status, slot, text))
        case "authority":
            return replace(act, authority=_code(ShownAuthority, slot, text))
        case _:
            raise CorrectionError(f"`{slot}` is no slot: {', '.join(SLOTS)}")


def _code(codes: type[C], slot: str, text: str) -> C:
    for code in codes:
        if code.value == text:
            return code
    listed = ", ".join(str(code.value) for code in codes)
    raise CorrectionError(f"`{text}` is no value of `{slot}`: write one of {listed}")


def _place(text: str) -> Named | None:
    if not text:
        return None
    if text.startswith("us-") or text == "us":
        found = place_named(text)
        if found is None and state_of(text[3:5].upper()) is None and text != "us-dc":
            raise CorrectionError(f"`{text}` is no place of the tables: write its name and state")
        name = text if found is None else found.full_name
        return Named(as_written=name, jurisdiction=text, confidence="certain")
    name, _, state = text.rpartition(", ")
    code = state_of(state) if name else None
    resolved = place_named_in(name, code, None) if code else place_named_in(text, None, None)
    if resolved is None:
        return Named(as_written=text, note="resolves to nothing; kept as written")
    return replace(resolved, as_written=text)


def _agency(text: str, place: Named | None) -> Named | None:
    if not text:
        return None
    found = resolve(text)
    if found.jurisdiction is not None:
        return Named(as_written=text, jurisdiction=found.jurisdiction, confidence=found.confidence.value)  # fmt: skip
    jurisdiction = None if place is None else place.jurisdiction
    confidence = "guess" if jurisdiction else None
    return Named(as_written=text, jurisdiction=jurisdiction, confidence=confidence)


def _moment(text: str) -> Moment | None:
    if not text:
        return None
    first, sign, last = text.partition("..")
    earliest, latest = _day(first), _day(last) if sign else _day(first)
    if earliest is None and latest is None:
        return None
    if earliest is not None and latest is not None and latest < earliest:
        raise CorrectionError(f"`{text}` ends before it begins")
    return Moment(as_written=text, earliest=earliest, latest=latest)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise CorrectionError(f"`{text.strip()}` is no day: write it as 2025-03-04") from None


def _days(moment: Moment | None) -> str:
    if moment is None or (moment.earliest is None and moment.latest is None):
        return ""
    if moment.earliest == moment.latest:
        return str(moment.earliest)
    return f"{moment.earliest or ''}..{moment.latest or ''}"
