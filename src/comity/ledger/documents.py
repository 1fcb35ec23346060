"""Documents that a ledger keeps, and the check that a quote is an exact part of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from comity.ledger.canonical import Form, sha256
from comity.ledger.event import Draft
from comity.ledger.problem import LedgerError
from comity.ledger.tables import DOCUMENTS


@dataclass(frozen=True, kw_only=True)
class Document:
    """The bytes of a document and the text taken from it, in which quotes count."""

    content: bytes
    text: str
    media: str = "text/plain"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return sha256(self.content)


def quotes_in(drafts: Iterable[Draft]) -> Iterator[tuple[int, Form]]:
    """Every quote of some entries, with the place of its entry."""
    for at, one in enumerate(drafts, start=1):
        holders = [
            one.body,
            one.body.get("set", {}),
            *one.body.get("acts", []),
            *one.body.get("add", []),
        ]
        for holder in holders:
            for quote in holder.get("evidence", {}).get("quotes", []) if _has(holder) else ():
                yield at, quote


def _has(holder: Form) -> bool:
    return isinstance(holder.get("evidence"), dict)


def check_quotes(
    connection: Connection, documents: Mapping[str, Document], quotes: Iterable[tuple[int, Form]]
) -> None:
    """Refuse a quote that is no exact part of a document that is kept. Raises LedgerError with all of them."""
    held = list(quotes)
    wanted = {quote["document"] for _, quote in held}
    texts = {digest: one.text for digest, one in documents.items() if digest in wanted}
    texts |= _kept_texts(connection, sorted(wanted - set(texts)))
    wrong = [
        f"entry {at}: the quote from {quote['start']} to {quote['end']} {flaw}"
        for at, quote in held
        if (flaw := flaw_of(quote, texts.get(quote["document"])))
    ]
    if wrong:
        raise LedgerError(*wrong)


def flaw_of(quote: Form, text: str | None) -> str | None:
    """What is wrong with a quote of a document with this text (None: it is not kept); None of a good one."""
    digest = quote["document"][:12]
    if text is None:
        return f"is of document {digest}, which the ledger does not keep: bring the document along"
    if text[quote["start"] : quote["end"]] != quote["text"] or not quote["text"]:
        return f"is not what document {digest} says from {quote['start']} to {quote['end']}: quote it exactly"
    return None


def _kept_texts(connection: Connection, digests: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for at in range(0, len(digests), 200):
        rows = connection.execute(
            select(DOCUMENTS.c.digest, DOCUMENTS.c.text).where(
                DOCUMENTS.c.digest.in_(digests[at : at + 200])
            )
        )
        found |= {row.digest: row.text for row in rows}
    return found
