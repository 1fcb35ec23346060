"""Officers' names and licence plates, turned into keyed marks as they are read: what a row holds is never the name.

Without a key of the user's the marks are made with one that is thrown away with the audit, serve only to count how
many different ones there are, and are written nowhere. With one (`--pseudonyms KEYFILE`) they are HMAC-SHA-256.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from functools import lru_cache
from pathlib import Path

from comity.audit.logs.row import ABSENT, Cell

SHORTEST_KEY = 16
"""Bytes that a key file must hold: a shorter key could be tried through."""
LONGEST_KEY = 4096
MARK_DIGITS = 16
_REMEMBERED = 65_536

# What stands where a name or a plate was: asterisks, dashes, and the words that agencies write instead.
_HIDDEN = re.compile(
    "[\\s*#.\\-\u2013\u2014\u2588xX0?]*|\\[?\\s*redacted\\s*\\]?|n/?a|none|null|unknown",
    re.IGNORECASE,
)


class SealError(ValueError):
    """A key file that cannot be used."""


class Seal:
    """Marks made with one key. `shown` says whether the user asked to see them."""

    def __init__(self, key: bytes, *, shown: bool) -> None:
        self.key, self.shown = key, shown
        self.user = lru_cache(_REMEMBERED)(self._user)
        self.plate = lru_cache(_REMEMBERED)(self._plate)

    @property
    def name(self) -> str:
        """Tells keys apart without telling the key."""
        return self._mark("key", "")

    def _user(self, text: Cell) -> Cell:
        return ABSENT if text is ABSENT else self._mark("user", text.casefold(), text)

    def _plate(self, text: Cell) -> Cell:
        if text is ABSENT or not self.shown:
            return ABSENT
        return self._mark("plate", re.sub(r"[\s-]+", "", text.upper()), text)

    def _mark(self, what: str, text: str, printed: str = "-") -> str:
        """The mark of a text, empty for one that is hidden already, or where there is no key."""
        if not self.key or (what != "key" and is_hidden(printed)):
            return ""
        # What it is stands in front, so that a plate and a name of the same letters have different marks.
        said = f"{what}\0{text}".encode()
        return hmac.new(self.key, said, hashlib.sha256).hexdigest()[:MARK_DIGITS]


NO_SEAL = Seal(b"", shown=False)
"""For readers that count nobody. An audit makes its own."""


def is_hidden(text: str) -> bool:
    """True of a cell that is blank, blacked out or holds a word for nothing."""
    return _HIDDEN.fullmatch(text.strip()) is not None


def is_wildcard(plate: Cell) -> bool:
    """True of a plate searched with a wildcard, `ABC*`: it is no redaction, and it stands for many plates."""
    return plate is not ABSENT and ("*" in plate or "?" in plate) and not is_hidden(plate)


def wildcard_sql(column: str) -> str:
    """The same as `is_wildcard`, as an expression of DuckDB over a column of text."""
    hidden = _HIDDEN.pattern.replace("'", "''")
    return (
        f"coalesce(regexp_matches({column}, '[*?]') AND NOT regexp_full_match(lower(trim({column})), '{hidden}'), "
        "false)"
    )


def seal_of(file: Path) -> Seal:
    """The seal of a user's key file: its bytes are the key. Raises SealError."""
    try:
        with file.open("rb") as handle:
            key = handle.read(LONGEST_KEY + 1).strip()
    except OSError as error:
        raise SealError(
            f"{file}: the key file cannot be read: the system says `{(error.strerror or '').lower()}`"
        ) from error
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise SealError(
            f"{file}: the key has {len(key)} bytes: give a file of {SHORTEST_KEY} to {LONGEST_KEY} random bytes, "
            "for example `head -c 32 /dev/urandom > KEYFILE`, and keep it secret"
        )
    return Seal(key, shown=True)
