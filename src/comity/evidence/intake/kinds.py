"""What kind of document some bytes are, told by the bytes first and by the name of the file last."""

from __future__ import annotations

import re
from pathlib import PurePath

LOOKED_AT = 4_096

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save it as DOCX, or print it to PDF"),
    (b"{\\rtf", "an RTF file", "save it as DOCX or as text"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"\x89PNG", "an image", "there is no text in it: type what it says into a text file"),
    (b"\xff\xd8\xff", "an image", "there is no text in it: type what it says into a text file"),
)


def kind_of(head: bytes, name: str) -> str:
    """`pdf`, `zip` (perhaps a DOCX), `html` or `text`, of the first `LOOKED_AT` bytes of a file."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if _PAGE.search(head.replace(b"\0", b"")):
        return "html"
    if PurePath(name).suffix.casefold() in {".html", ".htm", ".xhtml"}:
        return "html"
    return "text"


def foreign(head: bytes) -> tuple[str, str] | None:
    """What a kind that is not read is called, and what to do; None of one that may be read."""
    for mark, what, remedy in _FOREIGN:
        if head.startswith(mark):
            return what, remedy
    return None
