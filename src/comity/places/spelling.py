"""Spellings: the key under which two ways of writing one place name meet, and slugs.

No table and no judgement here: `O'Fallon` and `OFallon` share a key, nothing else is guessed.
"""

from __future__ import annotations

import re
import unicodedata

_MAY_SHORTEN = re.compile("saint|ste|mount|fort|twp|&")
_SHORTENED = (
    (re.compile(r"\bsainte?\b|\bste\b\.?"), "st"),
    (re.compile(r"\bmount\b"), "mt"),
    (re.compile(r"\bfort\b"), "ft"),
    (re.compile(r"\btwp\b"), "township"),
    (re.compile(r"\s&\s"), " and "),
)


def key(name: str) -> str:
    """Lower-case ASCII letters and digits of a name; `Saint`, `Mount` and `Fort` cut short.

    >>> key("Saint Croix Falls"), key("La Salle"), key("Cañon City")
    ('stcroixfalls', 'lasalle', 'canoncity')
    """
    text = name.casefold()
    if _MAY_SHORTEN.search(text):
        for pattern, short in _SHORTENED:
            text = pattern.sub(short, text)
    return "".join(letter for letter in _ascii(text) if letter.isalnum())


def slug(*names: str) -> str:
    """Names as one address part: lower case, hyphens, no accents, no apostrophes.

    >>> slug("us", "md", "Prince George's County")
    'us-md-prince-georges-county'
    """
    text = _ascii(" ".join(names).casefold())
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", text)).strip("-")


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
