"""Whether events are the chain that they claim to be. Pure: it reads records from wherever they come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from comity.ledger.event import GENESIS, Event, Kind, Record, commitment_of
from comity.ledger.problem import Flaw
from comity.ledger.receipt import Receipt

_RESTORE = "hold it against a backup or another copy; `comity ledger restore` brings back the last good one"
_ASK = "ask who has the database's rights, and " + _RESTORE

_NOTED = frozenset({Kind.ERASED.value, Kind.DOCUMENT_KEPT.value})


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a pass over a chain has seen: the end, what is gone and what may be, the documents it names."""

    count: int = 0
    last: str = GENESIS
    at_receipt: str | None = None
    gone: set[int] = field(default_factory=set)
    erased: dict[int, int] = field(default_factory=dict)
    documents: dict[str, tuple[int, str]] = field(default_factory=dict)
    documents_erased: set[str] = field(default_factory=set)


def flaws_of_chain(
    records: Iterable[Record], seen: Checked, receipt: Receipt | None = None
) -> Iterator[Flaw]:
    """Every break of a chain, in order. `seen` is filled on the way; it is whole when all flaws were taken."""
    expected = 1
    held: set[int] = set()
    for record in records:
        event = record.event
        if event.seq > expected:
            missing = (
                str(expected) if event.seq == expected + 1 else f"{expected} to {event.seq - 1}"
            )
            yield Flaw(
                seq=expected,
                code="event_missing",
                what=f"it is not there (missing: {missing})",
                remedy=_RESTORE,
            )
        elif event.previous != seen.last:
            yield Flaw(
                seq=event.seq,
                code="chain_broken",
                what="it does not follow the event before it: one of the two was changed, or put in",
                remedy=_ASK,
            )
        expected = event.seq + 1
        if event.own_hash != event.hash:
            yield _event_changed(event)
        if record.body is None:
            seen.gone.add(event.seq)
        else:
            if _commitment(record.salt, record.body) != event.commitment:
                yield _body_changed(event)
            held.add(event.seq)
            if event.kind in _NOTED:
                _note(event, record.body, seen)
        seen.count, seen.last = event.seq, event.hash
        if receipt is not None and event.seq == receipt.count:
            seen.at_receipt = event.hash
    yield from _flaws_of_erasure(seen, held)
    if receipt is not None:
        yield from _flaws_against(receipt, seen)


def _event_changed(event: Event) -> Flaw:
    return Flaw(
        seq=event.seq,
        code="event_changed",
        what="what it says does not give its hash: it was changed after it was written",
        remedy=_ASK,
    )


def _body_changed(event: Event) -> Flaw:
    return Flaw(
        seq=event.seq,
        code="body_changed",
        what=f"its body ({event.kind} of {event.subject}) is not the one that it was written with",
        remedy=_ASK,
    )


def _commitment(salt: str | None, body: str) -> str | None:
    if salt is None:
        return None
    try:
        return commitment_of(salt, body)
    except ValueError:  # a salt that is no salt, a text that is no text
        return None


def _note(event: Event, body: str, seen: Checked) -> None:
    try:
        form = json.loads(body)
        if event.kind == Kind.ERASED:
            seen.erased |= dict.fromkeys(form["events"], event.seq)
            seen.documents_erased |= set(form.get("documents", []))
        else:
            seen.documents[form["digest"]] = (event.seq, form["text_digest"])
    except (ValueError, KeyError, TypeError):
        return  # its body was changed, and that is said


def _flaws_of_erasure(seen: Checked, held: set[int]) -> Iterator[Flaw]:
    for seq in sorted(seen.gone - set(seen.erased)):
        yield Flaw(
            seq=seq,
            code="body_missing",
            what="its body is gone, and no event says that it was erased",
            remedy=_RESTORE,
        )
    for seq in sorted(held & set(seen.erased)):
        yield Flaw(
            seq=seq,
            code="body_returned",
            what=f"its body is there, though event {seen.erased[seq]} says that it was erased",
            remedy="erase it again, and look which copy brought it back",
        )


def _flaws_against(receipt: Receipt, seen: Checked) -> Iterator[Flaw]:
    if receipt.count > seen.count:
        yield Flaw(
            seq=seen.count + 1,
            code="tail_cut",
            what=f"the receipt knows {receipt.count} events, and only {seen.count} are there: the end was cut off",
            remedy=_RESTORE,
        )
    elif receipt.count and seen.at_receipt != receipt.hash:
        yield Flaw(
            seq=receipt.count,
            code="rewritten",
            what="its hash is not the one of the receipt: history up to here was written anew, or the receipt is of another ledger",
            remedy=_ASK,
        )
