"""How much of a hostile file is read before it is refused. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what one document may ask of this machine; the defaults are far above any real one.

    `file_bytes`: largest file. `page_bytes`: largest HTML page. `unpacked_bytes`: most that a DOCX may unpack to.
    `text_letters`: longest text, in characters. `pages`: most pages of a PDF. `child_bytes` and `child_seconds`:
    memory of the process that reads, and its time for one file.
    """

    file_bytes: int = 200_000_000
    page_bytes: int = 20_000_000
    unpacked_bytes: int = 300_000_000
    text_letters: int = 5_000_000
    pages: int = 3_000
    child_bytes: int = 3_000_000_000
    child_seconds: int = 120
