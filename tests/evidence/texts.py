"""Documents for tests, made of a few sentences."""

from __future__ import annotations

import hashlib
from datetime import date

from comity.evidence.document import Document
from comity.evidence.intake.boilerplate import mark

DAY = date(2025, 3, 6)
"""A Thursday."""


def document(text: str, *, published: date | None = DAY, language: str = "en") -> Document:
    """A stored document of a text."""
    return Document(
        digest=hashlib.sha256(text.encode()).hexdigest(),
        name="sample.txt",
        kind="text",
        text=text,
        published=published,
        language=language,
        left_out=mark(text, ()),
    )
