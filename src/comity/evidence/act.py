"""A reported act: who is said to have done what, where and when, and the exact words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.evidence.codebook import BecameKnown, ClaimedBreach, ShownAuthority, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An exact part of a stored document: `text == document text[start:end]`, or it is refused.

    `document` is the SHA-256 digest of the original bytes, in hex; offsets count characters of the text that was
    taken from them, `end` exclusive.
    """

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place or agency as the document writes it, and what that stands for.

    `jurisdiction` is an id of the corpus or of the tables of places, None where it resolves to nothing;
    `confidence` is a value of `places.Confidence`, None likewise. `note` says what a reader should know: that no such
    county exists, that two names are run together.
    """

    as_written: str
    jurisdiction: str | None = None
    confidence: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The days within which something lies, both inclusive; None where that side is open.

    A single day has `earliest == latest`. `as_written` is what the document says ("last Tuesday").
    """

    as_written: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAct:
    """What a document says that somebody did, or failed to do.

    `acted` is False where the document says that the act was refused or not done, and that a law or a request asked
    for it: a detainer that was not honoured. `action` is an id of the law's vocabulary, None where no action fits. `asserted_by`, `denied_by` and `found_by`
    name roles and bodies as the document does, and never a private person.
    """

    action: str | None
    place: Named | None
    agency: Named | None
    when: Moment | None
    claimed_breach: ClaimedBreach
    became_known: BecameKnown
    status: Status
    authority: ShownAuthority
    quotes: tuple[Quote, ...]
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()
    acted: bool = True
