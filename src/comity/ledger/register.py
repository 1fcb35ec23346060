"""The register of requests: every request and answer, with the determination behind it. Name-free by its shape.

What it keeps are closed words, days and moments; there is no slot for a name or an account in free words. Reports take
their denominators from it, and their zeros from certificates that it was kept whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.decide import Determination, place_name
from comity.law import Corpus
from comity.ledger.bodies import HANDLED
from comity.ledger.canonical import Form
from comity.ledger.choices import Charge, Requester
from comity.ledger.deciding import determination_form
from comity.ledger.event import Draft, Event, Kind
from comity.ledger.problem import LedgerError
from comity.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a desk adds to an answer when it records the request: all of it may be left out."""

    received: date | None = None
    agency: str | None = None
    requester: Requester = Requester.NOT_RECORDED
    charge: Charge | None = None


def request_of(corpus: Corpus, found: Determination, more: Recorded) -> Draft:
    """The request behind an answer, as the register keeps it."""
    asked = found.question
    papers = _papers(asked.stated)
    body: Form = {
        "received": more.received or asked.on,
        "agency": more.agency or place_name(corpus, asked.place),
        "place": asked.place,
        "actor": asked.actor,
        "asked_for": asked.action,
        "requester": more.requester.value,
        "papers": papers,
        "judicial_warrant": None if papers is None else "judicial_warrant" in papers or None,
        "charge": more.charge.value if more.charge else None,
        "determination": {**determination_form([found]), "on": [asked.on.isoformat()]},
    }
    if papers is not None and asked.stated.get("documents_complete") is True:
        body["judicial_warrant"] = "judicial_warrant" in papers
    return Draft(kind=Kind.REQUEST_RECORDED, body=body)


def record_answer(
    ledger: Ledger, corpus: Corpus, found: Determination, *, by: str, more: Recorded | None = None
) -> Event:
    """Append a request with the answer that was given to it. The doors call this; they keep nothing else of it."""
    return record_answers(ledger, corpus, [found], by=by, more=more)[0]


def record_answers(
    ledger: Ledger,
    corpus: Corpus,
    found: Sequence[Determination],
    *,
    by: str,
    more: Recorded | None = None,
) -> tuple[Event, ...]:
    """The same for a paper that asks for several acts: a request for each, all or none."""
    drafts = [request_of(corpus, one, more or Recorded()) for one in found]
    return ledger.append(drafts, by=by)


def handled(fields: Mapping[str, str]) -> Form:
    """How a request was dealt with, from `name=value` texts. Raises LedgerError with the fields there are."""
    form: Form = {}
    for name, text in fields.items():
        if name not in HANDLED:
            known = ", ".join(f"`{one}`" for one in HANDLED)
            raise LedgerError(f"`{name}` is no field of an answered request: use {known}")
        form[name] = _value(name, text)
    return form


def _value(name: str, text: str) -> object:
    if text in {"true", "false"}:
        return text == "true"
    if name == "cost_cents" and text.isascii() and text.isdigit():
        return int(text)
    if name == "information":
        return [one.strip() for one in text.split(",") if one.strip()]
    return text


def _papers(stated: Mapping[str, object]) -> list[str] | None:
    """The kinds of paper that a question states; None where it says nothing of papers."""
    given = stated.get("documents")
    if not isinstance(given, list | tuple):
        return None
    kinds = [one.get("kind") if isinstance(one, Mapping) else one for one in given]
    return [str(kind) for kind in kinds if kind]
