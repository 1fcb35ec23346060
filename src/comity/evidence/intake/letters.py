"""Notes on letters that deceive: marks that turn the direction of reading, unseen ones, letters of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

TURNING = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
UNSEEN = "\u200b-\u200d\u2060\ufeff\u00ad"
_TURNING = re.compile(f"[{TURNING}]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+\b")
_MOST_SHOWN = 5


def notes_on(text: str) -> Iterator[str]:
    """What a reader should know of the letters of a text."""
    if turning := len(_TURNING.findall(text)):
        yield (
            f"{turning} marks that turn the direction of reading: what is shown may not be the order in which it is "
            "written"
        )
    if unseen := len(_UNSEEN.findall(text)):
        yield f"{unseen} unseen characters; words are matched as if they were not there"
    mixed = sorted({found[0] for found in _MIXED.finditer(text)})
    if mixed:
        shown = ", ".join(f"`{word}` ({_scripts(word)})" for word in mixed[:_MOST_SHOWN])
        more = f" and {len(mixed) - _MOST_SHOWN} more" if len(mixed) > _MOST_SHOWN else ""
        yield f"words with letters of two scripts that look alike: {shown}{more}"


def _scripts(word: str) -> str:
    """The letters that are not Latin, by their place and name."""
    strange = [
        f"letter {at} is {unicodedata.name(letter, 'unnamed').title()}"
        for at, letter in enumerate(word, start=1)
        if letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
    ]
    return "; ".join(strange[:3])
