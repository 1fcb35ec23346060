"""Lists of objects: a JSON object to a line, or one array of them. Keys are the header, in their own order.

A key that an object lacks is a column that its row has not: the header changes there, and is not blank.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from comity.audit.containers.part import Part, Pass
from comity.audit.containers.text import finish
from comity.audit.records import Fault, Record
from comity.audit.source import UTF8_MARK, Line, LineDamage, Shape, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPart(Part):
    """A file of JSON objects. Line numbers are those of the text."""

    shape: Shape

    def walk(self, one: Pass) -> Iterator[Record]:
        source = Source(self.file, self.shape, one.limits)
        yield from _records(source.lines())
        finish(one, source)


def _records(lines: Iterator[Line]) -> Iterator[Record]:
    keys: tuple[str, ...] | None = None
    for number, raw, damage in lines:
        if damage is not None:
            fault = Fault.LINE_TOO_LONG if damage is LineDamage.OVERSIZE else Fault.CUT_OFF
            yield Record(number, 1, raw, [], fault)
            continue
        text = raw.removeprefix(UTF8_MARK).strip()
        if text in {b"[", b"]", b"],", b""}:
            yield Record(number, 1, raw, [""])
            continue
        found = _object(text)
        if found is None:
            yield Record(number, 1, raw, [], Fault.NOT_AN_OBJECT)
            continue
        if keys is None or set(found) != set(keys):
            keys = tuple(found)
            yield Record(number, 0, raw, list(keys))
        yield Record(number, 1, raw, [_cell(found[key]) for key in keys])


def _object(text: bytes) -> dict[str, object] | None:
    """The object that a line holds, alone or as an element of an array that has a line for each."""
    text = text.removeprefix(b"[").removesuffix(b"]").strip().removesuffix(b",")
    try:
        found = json.loads(text.decode("utf-8"), parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):  # also what is no UTF-8
        return None
    return found if isinstance(found, dict) and found else None


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case _:
            return json.dumps(value, default=str, ensure_ascii=True)


def looks_like_objects(head: bytes) -> bool:
    """True of text that begins with a JSON object, or with an array of them."""
    text = head.removeprefix(UTF8_MARK).lstrip()
    if text.startswith(b"["):
        text = text[1:].lstrip()
    if not text.startswith(b"{"):
        return False
    rest = text[1:].lstrip()
    return rest.startswith((b'"', b"}"))
