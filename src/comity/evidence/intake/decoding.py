"""Bytes of a text or page to characters, with a note wherever they were not plain UTF-8."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, *, page: bool = False) -> tuple[str, tuple[str, ...]]:
    """The characters, each line ended by one line feed, and notes. Never fails; what cannot be read is U+FFFD, and counted."""
    text, notes = _characters(data, page=page)
    lost = text.count("\ufffd")
    if lost:
        notes.append(f"{lost} characters could not be read and stand as `\ufffd`")
    controls = len(_CONTROL.findall(text))
    if controls:
        # As many characters as before, so that what is counted stays countable; none of them is seen.
        text = _CONTROL.sub(" ", text)
        notes.append(f"{controls} control characters were read as blanks")
    return text.replace("\r\n", "\n").replace("\r", "\n"), tuple(notes)


def is_binary(data: bytes) -> bool:
    """Whether bytes that claim to be text are none: many control characters and no Unicode mark."""
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return False
    head = data[:65_536]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return strange * 20 > len(head)


def _characters(data: bytes, *, page: bool) -> tuple[str, list[str]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), []
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), []
    if page and (named := _CHARSET.search(data[:4096])):
        name = named[1].decode("ascii")
        with suppress(LookupError, UnicodeDecodeError):
            if codecs.lookup(name).name != "utf-8":
                return data.decode(name), [f"read as `{name}`, as the page says"]
    broken = data.decode("utf-8", "replace")
    # A few broken bytes in UTF-8 are damage; many are another encoding.
    if 1000 * broken.count("\ufffd") < len(broken) and re.search("[\u0080-\ufffc]", broken):
        return broken, ["not all of it is UTF-8"]
    return data.decode("cp1252", "replace"), ["not UTF-8: read as Windows-1252"]
