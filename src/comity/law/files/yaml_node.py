"""What a YAML text says, with the line and column of everything. It knows nothing of law."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
"""What a node says once places are forgotten."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `text_line` and `text_column` say where its text itself begins.

    For a `|` block that is its first line, not the line of the `|`.
    """

    value: bool | int | str | None
    line: int
    column: int
    text_line: int
    text_column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping. `keys` holds the place of each key, `entries` its value; same order, same keys.

    `in_braces` says that it is written `{key: value, ...}`.
    """

    entries: Mapping[str, Node]
    keys: Mapping[str, Scalar]
    line: int
    column: int
    in_braces: bool = False


Node: TypeAlias = Scalar | Items | Entries

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_PLAIN: Mapping[str, bool | None] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}


def plain(node: Node) -> Plain:
    """The node without its places: texts, whole numbers, truth values, lists, mappings."""
    match node:
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Entries(entries=entries):
            return {key: plain(value) for key, value in entries.items()}


def scalar_of(text: str, line: int, column: int) -> Scalar:
    """A value written without quotes: a truth value, a whole number, nothing, or the text itself."""
    if text in _PLAIN:
        return Scalar(_PLAIN[text], line, column, line, column)
    if _INTEGER.match(text):
        return Scalar(int(text), line, column, line, column)
    return Scalar(text, line, column, line, column)
