"""A stored document: the text that was taken from its bytes, and what is known of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of the text that is no evidence (an ask for donations, a menu), with the reason.

    It stays in the stored text, so that offsets hold; no quote may touch it.
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document. `digest` is the SHA-256 of its bytes, in hex; `name` that of the first file that held them.

    `kind` is `text`, `html`, `pdf` or `docx`. `published` is None where nothing says the day; `published_from`
    tells what said it. `language` is an ISO 639-1 code, or `unknown`. `left_out` is in order and does not overlap.
    `notes` say what a reader should know: a broken encoding, pages that are images, letters that look like others.
    """

    digest: str
    name: str
    kind: str
    text: str
    title: str = ""
    published: date | None = None
    published_from: str = ""
    language: str = "unknown"
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()

    def is_evidence(self, start: int, end: int) -> bool:
        """Whether a part of the text touches nothing that is left out."""
        return not any(part.start < end and start < part.end for part in self.left_out)

    def kept(self) -> str:
        """The text without what is left out; offsets do not hold in it."""
        parts, at = [], 0
        for part in self.left_out:
            parts.append(self.text[at : part.start])
            at = part.end
        return "".join([*parts, self.text[at:]])
