"""Reads the JSON of strangers: UTF-8, no key twice, no number that JSON does not have, not deep, not endless."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from math import isinf

from comity.web.problem import Kind, refusal

MAX_QUESTION = 64_000
"""Bytes of one question; the longest of the corpus has less than a tenth."""
MAX_DEPTH = 12
"""Lists and mappings within each other; a question needs four."""
MAX_VALUES = 600
"""Values of one question, keys included; the longest of the corpus has less than a tenth."""


def read_json(content: bytes) -> object:
    """The value that one JSON text holds. Raises Trouble with what is wrong with it."""
    if len(content) > MAX_QUESTION:
        raise refusal(
            Kind.LARGE, f"one question may have {MAX_QUESTION:,} bytes; this has {len(content):,}"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal(Kind.UNREADABLE, f"byte {error.start} is not UTF-8: send UTF-8") from None
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise refusal(Kind.UNREADABLE, f"{where}: {_said(error.msg)}") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:  # ours, and numbers of too many digits
        said = str(error) if isinstance(error, _NotJsonError) else "a number has too many digits"
        raise refusal(Kind.UNREADABLE, said) from None
    if not _plainly_small(content):
        _Measure().of(value, MAX_DEPTH)
    return value


def _plainly_small(content: bytes) -> bool:
    """Whether a glance shows that nothing needs to be measured: too few brackets to be deep, too few commas to be
    long, and no escape that could hide half a character.
    """
    return (
        b"\\u" not in content
        and content.count(b"[") + content.count(b"{") <= MAX_DEPTH
        and content.count(b",") + MAX_DEPTH <= MAX_VALUES
    )


class _NotJsonError(ValueError):
    """Read by Python's reader, yet not what this one accepts."""


def _mapping(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counted.items() if count > 1)
        raise _NotJsonError(f"`{_shown(twice)}` is given twice: give it once")
    return found


def _constant(name: str) -> object:
    raise _NotJsonError(f"`{name}` is not a number of JSON: leave out what is not known")


def _number(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise _NotJsonError("a number is too large")
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_mapping, parse_constant=_constant, parse_float=_number
)


class _Measure:
    """Goes through a value once, and refuses one that is too deep, too long, or cannot be written again."""

    def __init__(self) -> None:
        self.seen = 0

    def of(self, value: object, depth: int) -> None:
        if isinstance(value, str):
            _writable(value)
        elif isinstance(value, dict):
            self._room(len(value), depth)
            for key, held in value.items():
                _writable(key)
                self.of(held, depth - 1)
        elif isinstance(value, list):
            self._room(len(value), depth)
            for held in value:
                self.of(held, depth - 1)

    def _room(self, count: int, depth: int) -> None:
        self.seen += count
        if depth < 1:
            raise _too_deep()
        if self.seen > MAX_VALUES:
            raise refusal(Kind.LARGE, f"one question may hold {MAX_VALUES} values; this has more")


def _writable(text: str) -> None:
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refusal(Kind.UNREADABLE, "a text holds half a character (a lone surrogate)") from None


def _too_deep() -> Exception:
    return refusal(
        Kind.UNREADABLE, f"more than {MAX_DEPTH} lists and mappings stand within each other"
    )


def _said(message: str) -> str:
    return message[:1].lower() + message[1:]


def _shown(key: str) -> str:
    return key.encode("utf-8", "replace").decode()[:100]
