"""An event of the ledger and the two hashes that chain it. Pure: no store, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from comity.ledger.canonical import Form, sha256, spelled

GENESIS = "0" * 64
"""What stands for the hash before the first event."""
_EVENT_MARK = "comity ledger event 1"


class Kind(StrEnum):
    """What happened to a subject. Files hold the value."""

    OPENED = "opened"
    LINKED = "linked"
    CORRECTED = "corrected"
    REVIEWED = "reviewed"
    STATUS_CHANGED = "status_changed"
    DECIDED = "decided"
    REPLY_ASKED = "reply_asked"
    REPLY_RECEIVED = "reply_received"
    PUBLISHED_OVERRIDE = "published_override"
    FINDING_MADE = "finding_made"
    CLOSED = "closed"
    REOPENED = "reopened"
    ERASED = "erased"
    DOCUMENT_KEPT = "document_kept"
    REQUEST_RECORDED = "request_recorded"
    REQUEST_ANSWERED = "request_answered"
    PERIOD_CERTIFIED = "period_certified"


FIRST_KINDS: dict[Kind, str] = {
    Kind.OPENED: "incident",
    Kind.REQUEST_RECORDED: "request",
    Kind.DOCUMENT_KEPT: "document",
    Kind.PERIOD_CERTIFIED: "certificate",
}
"""Kinds that begin a subject, and what it is then called: `incident-17` for event 17."""


class Event(NamedTuple):  # a tuple, since a check of a ledger makes one for each of its events
    """One link of the chain. `kind` is a Kind, unless it was tampered with. `moment` is UTC, as `2026-11-27T12:30:00.123456Z`; `by` is a role, never a name."""

    seq: int
    subject: str
    kind: str
    moment: str
    by: str
    commitment: str
    previous: str
    hash: str

    @property
    def own_hash(self) -> str:
        """The hash that it must have, by what it says."""
        texts = (self.kind, self.subject, self.moment, self.by, self.commitment, self.previous)
        said = "".join(texts)
        # Nothing has to be spelled otherwise in JSON: most events.
        if said.isascii() and said.isprintable() and '"' not in said and "\\" not in said:
            listed = '","'.join(texts)
            return sha256(f'["{_EVENT_MARK}",{self.seq},"{listed}"]'.encode("ascii"))
        return sha256(spelled([_EVENT_MARK, self.seq, *texts]).encode("utf-8", "surrogatepass"))


class Record(NamedTuple):
    """An event with what it commits to: both are None once that is erased. `body` is canonical JSON."""

    event: Event
    salt: str | None
    body: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to add. `subject` None begins a new one; the kind must then be one of FIRST_KINDS.

    A subject that begins in the same batch is named by its place in it: `new:0` for the first draft.
    """

    kind: Kind
    body: Form
    subject: str | None = None


def commitment_of(salt: str, body: str) -> str:
    """SHA-256 over the salt's bytes and the body's text."""
    return sha256(bytes.fromhex(salt) + body.encode("utf-8"))


def link(
    *, seq: int, subject: str, kind: Kind, moment: str, by: str, salt: str, body: str, previous: str
) -> Record:
    """The record that comes after `previous`."""
    event = Event(
        seq=seq, subject=subject, kind=kind.value, moment=moment, by=by,
        commitment=commitment_of(salt, body), previous=previous, hash="",
    )  # fmt: skip
    return Record(event=event._replace(hash=event.own_hash), salt=salt, body=body)
