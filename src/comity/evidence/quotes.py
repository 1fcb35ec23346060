"""The gate that every quote passes: exactly what stands at its place in the stored document, or refused.

Whoever proposes it, rules or a language model, passes here; and a quote that denies the act, or says that it was
only planned or forbidden, is refused as evidence that it was done.
"""

from __future__ import annotations

from comity.evidence.act import Quote
from comity.evidence.document import Document

LONGEST = 1_500
"""Characters of a quote: more is a passage, and nobody checks it word for word."""
SHORTEST = 12


class QuoteRefusedError(ValueError):
    """A quote that is not what the document says; the message says why."""


def check_quote(quote: Quote, document: Document) -> Quote:
    """The quote itself. Raises QuoteRefusedError."""
    if quote.document != document.digest:
        raise QuoteRefusedError("the quote is of another document")
    if not 0 <= quote.start < quote.end <= len(document.text):
        raise QuoteRefusedError("the quote's offsets lie outside the document")
    if document.text[quote.start : quote.end] != quote.text:
        raise QuoteRefusedError("the document does not say that at that place")
    if not SHORTEST <= len(quote.text) <= LONGEST:
        raise QuoteRefusedError(
            f"the quote has {len(quote.text)} characters: {SHORTEST} to {LONGEST} can be checked"
        )
    if not document.is_evidence(quote.start, quote.end):
        raise QuoteRefusedError("the quote stands in a part that is no evidence")
    return quote


def quote_at(document: Document, start: int, end: int) -> Quote:
    """The quote of a part of the document. Raises QuoteRefusedError."""
    quote = Quote(document=document.digest, start=start, end=end, text=document.text[start:end])
    return check_quote(quote, document)


def find_quote(document: Document, text: str) -> Quote:
    """The place where the document says exactly that. Raises QuoteRefusedError where it does not, or says it twice."""
    start = document.text.find(text) if text else -1
    if start < 0:
        raise QuoteRefusedError("the document does not hold these words")
    if document.text.find(text, start + 1) >= 0:
        raise QuoteRefusedError("the document holds these words more than once: quote more of it")
    return quote_at(document, start, start + len(text))
