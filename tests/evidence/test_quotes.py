"""The gate: a quote is exactly what stands there, or it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.evidence.proposing import propose
from comity.evidence.quotes import QuoteRefusedError, check_quote, find_quote, quote_at
from tests.evidence.texts import document

TEXT = (
    "Officers set up a perimeter. Become a member to support our work today.\n\nThe jail held him."
)
DOCUMENT = document(
    "The jail held him for ICE.\n\nBecome a member to support our work.\n\nThe jail held him for ICE.\n"
)


def test_an_exact_part_passes() -> None:
    quote = quote_at(DOCUMENT, 0, 26)
    assert quote.text == "The jail held him for ICE."
    assert check_quote(quote, DOCUMENT) is quote


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"text": "The jail held her for ICE."}, "does not say that"),
        ({"start": 1}, "does not say that"),
        ({"end": 10_000}, "outside"),
        ({"start": -3}, "outside"),
        ({"document": "f" * 64}, "another document"),
    ],
)
def test_anything_else_is_refused(change: dict[str, object], why: str) -> None:
    quote = replace(quote_at(DOCUMENT, 0, 26), **change)  # type: ignore[arg-type]  # the changes are of its fields
    with pytest.raises(QuoteRefusedError, match=why):
        check_quote(quote, DOCUMENT)


def test_what_is_no_evidence_cannot_be_quoted() -> None:
    start = DOCUMENT.text.index("Become")
    with pytest.raises(QuoteRefusedError, match="no evidence"):
        quote_at(DOCUMENT, start, start + 36)


def test_a_quote_that_is_not_there_or_there_twice_is_refused() -> None:
    with pytest.raises(QuoteRefusedError, match="does not hold"):
        find_quote(DOCUMENT, "The jail let him go.")
    with pytest.raises(QuoteRefusedError, match="more than once"):
        find_quote(DOCUMENT, "The jail held him for ICE.")


@given(st.text(max_size=400))
def test_whatever_the_text_every_quote_is_exact(text: str) -> None:
    plain = text.replace("\r", "")
    one = document(f"{plain} Denver police handed a man over to ICE. {plain}")
    found = propose(one)
    for quote in [quote for each in found.proposals for quote in each.act.quotes] + [each.quote for each in found.counts]:  # fmt: skip
        assert one.text[quote.start : quote.end] == quote.text
        check_quote(quote, one)
