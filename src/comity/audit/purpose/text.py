"""Texts as the rules read them, one character for one character, and the same in every engine.

A table of characters says it all, so that Python and SQL cannot differ on letter case, accents or spaces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

_RANGES = (
    (0x00A0, 0x024F),  # Latin letters with marks
    (0x1E00, 0x1EFF),
    (0x212A, 0x212B),  # Kelvin and Ångström signs
    (0x24B6, 0x24E9),  # letters in circles
    (0xFF01, 0xFF5E),  # wide letters
    (0x1D400, 0x1D7FF),  # styled letters
)
SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""Every character that stands for a space, but the space."""
_MARKS = {
    "+": " ",
    "_": " ",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"),
}


@cache
def plain_characters() -> dict[str, str]:
    r"""What each character becomes: a small letter of ASCII, a space, a plain mark. Others stay.

    Not `\` and `$`, which mean something in what engines put in place of a match.
    """
    found = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    found |= dict.fromkeys(SPACES, " ")
    for character in _in_ranges():
        plain = unicodedata.normalize("NFKD", character)[:1].lower()
        if plain != character and plain.isascii() and plain.isprintable() and plain not in "\\$":
            found.setdefault(character, _MARKS.get(plain, plain))
    return found | _MARKS


def _in_ranges() -> Iterator[str]:
    for first, last in _RANGES:
        yield from map(chr, range(first, last + 1))


@cache
def _table() -> dict[int, str]:
    return str.maketrans(plain_characters())


def prepared(text: str) -> str:
    """The text as the rules read it, as long as it was: small plain letters; `+`, `_`, `%20` as spaces."""
    return text.translate(_table()).replace("%20", "   ")


def is_empty(text: str) -> bool:
    """Whether a prepared text holds nothing but spaces."""
    return not text.strip(" ")
