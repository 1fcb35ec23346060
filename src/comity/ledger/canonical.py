"""One spelling of a JSON value, so that a hash over it means the same on every machine. It knows no ledger."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeAlias

Form: TypeAlias = dict[str, Any]
"""A JSON object of our own: texts, whole numbers, booleans, None, lists and objects of these."""

_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


class NotCanonicalError(ValueError):
    """A value that has no canonical spelling: a fraction, a lone surrogate, something that is no JSON."""


def canonical(value: object) -> str:
    """Keys sorted, no spaces, UTF-8, no fractions. Equal values give equal texts. Raises NotCanonicalError."""
    _check(value)
    text = _encode(value)
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise NotCanonicalError("a text holds half a character (a lone surrogate)") from None
    return text


def spelled(value: object) -> str:
    """The same of a value that was read from canonical JSON, or of plain texts and numbers: nothing is checked again."""
    return _encode(value)


def sha256(data: bytes) -> str:
    """The digest in hex."""
    return hashlib.sha256(data).hexdigest()


def _check(value: object) -> None:
    # A fraction may be spelled in several ways, and a key that is no text is silently made one.
    match value:
        case str() | bool() | int() | None:
            return
        case list() | tuple():
            for one in value:
                _check(one)
        case dict():
            for key, one in value.items():
                if not isinstance(key, str):
                    raise NotCanonicalError(f"`{key}` is a key and no text")
                _check(one)
        case _:
            raise NotCanonicalError(f"`{value}` is neither text, whole number, yes/no nor a list")
