"""A reviewed file becomes incidents: acts of one encounter are one incident, with their documents and quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from comity.evidence import ClaimedBreach, Named, ReportedAct
from comity.evidence.intake.shelf import Shelf, ShelfError
from comity.evidence.reviewed import ReviewedAct, ReviewedFileError, read_reviewed
from comity.ledger.canonical import Form
from comity.ledger.documents import Document
from comity.ledger.problem import LedgerError
from comity.ledger.taking.take import Entry
from comity.places import resolve

MEDIA = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def take_reviewed(file: Path, documents: Path) -> Iterator[Entry]:
    """The incidents of a reviewed file. `documents` is the folder of the intake, which holds the originals.

    Raises LedgerError with what to do.
    """
    try:
        acts = read_reviewed(file)
    except ReviewedFileError as error:
        raise LedgerError(str(error)) from None
    try:
        shelf = Shelf.open(documents)
    except ShelfError:
        raise LedgerError(
            f"`{documents}` does not hold the documents that `{file}` quotes: name the folder of `comity read` "
            "that was reviewed, with --documents"
        ) from None
    kept: dict[str, Document] = {}
    for encounter, told in groupby(
        sorted(acts, key=lambda one: one.encounter), lambda one: one.encounter
    ):
        several = [one for one in told if any(each.decision != "rejected" for each in one.decided)]
        if several:
            yield _entry(encounter, several, shelf, kept)


def _entry(
    encounter: str, acts: Sequence[ReviewedAct], shelf: Shelf, kept: dict[str, Document]
) -> Entry:
    wanted = {quote.document for one in acts for quote in one.act.quotes}
    for digest in sorted(wanted - set(kept)):
        kept[digest] = _document(digest, shelf)
    reviewers = sorted({each.by for one in acts for each in one.decided})
    corrected = any(each.decision == "corrected" for one in acts for each in one.decided)
    origin = {
        "kind": "reviewed_documents",
        "key": f"encounter:{encounter}",
        "story": acts[0].story,
        "proposals": [one.id for one in acts],
        "proposed_by": sorted({by for one in acts for by in one.proposed_by}),
    }
    return Entry(
        body={"origin": origin, "acts": [_act(one) for one in acts]},
        documents={digest: kept[digest] for digest in wanted},
        reviewed={"verdict": "corrected" if corrected else "accepted", "reviewers": reviewers},
    )


def _document(digest: str, shelf: Shelf) -> Document:
    try:
        held = shelf.held(digest)
        content = shelf.original(digest).read_bytes()
    except (ShelfError, OSError) as error:
        raise LedgerError(
            f"document {digest[:12]} cannot be read from {shelf.folder}: {error}"
        ) from None
    if held is None:
        raise LedgerError(
            f"{shelf.folder} does not hold document {digest[:12]}: name the folder that the review was made in"
        )
    document = Document(content=content, text=held.text, media=MEDIA[held.kind])
    if document.digest != digest:
        raise LedgerError(
            f"{shelf.original(digest)} is not the document that was read: its bytes give another digest; "
            "put the original back"
        )
    return document


def _act(reviewed: ReviewedAct) -> Form:
    told: ReportedAct = reviewed.act
    form: Form = {
        "action": told.action,
        "claimed_breach": told.claimed_breach.value,
        "became_known": told.became_known.value,
        "status": told.status.value,
        "authority": told.authority.value,
        "asserted_by": list(told.asserted_by),
        "denied_by": list(told.denied_by),
        "found_by": list(told.found_by),
        "persons": list(reviewed.people),
        "done": _done(told),
        "evidence": {
            "quotes": [
                {"document": q.document, "start": q.start, "end": q.end, "text": q.text, "public": public}
                for q, public in zip(told.quotes, reviewed.public_quotes, strict=True)
            ]
        },
    }  # fmt: skip
    if told.place is not None:
        form["place"] = _named(told.place)
    if told.agency is not None:
        form["agency"] = _named(told.agency)
        actor = resolve(told.agency.as_written).actor
        form["actor"] = actor.value if actor else None
    if told.when is not None:
        form["when"] = {
            "as_written": told.when.as_written,
            "earliest": told.when.earliest,
            "latest": told.when.latest,
        }
    return form


def _done(told: ReportedAct) -> str:
    missed = told.claimed_breach is ClaimedBreach.FAILURE_TO_ACT
    return "acted" if told.acted and not missed else "refused"


def _named(named: Named) -> Form:
    return {
        "as_written": named.as_written,
        "jurisdiction": named.jurisdiction,
        "confidence": named.confidence,
        "note": named.note or None,
    }
