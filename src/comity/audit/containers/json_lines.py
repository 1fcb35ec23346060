"""Lists of objects: a JSON object to a line, or one array of them, however it is broken into lines.

Keys are the header, in their own order.

A key that an object lacks is a column that its row has not: the header changes there, and is not blank.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from comity.audit.containers.limits import Limits
from comity.audit.containers.part import Part, Pass
from comity.audit.containers.records import Fault, Record
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.containers.source import UTF8_MARK, Line, LineDamage, Shape, Source
from comity.audit.containers.text import finish

_AT_ONCE = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPart(Part):
    """A file of JSON objects. Line numbers are those of the text; in an array, those of its elements."""

    shape: Shape

    def walk(self, one: Pass) -> Iterator[Record]:
        if is_array(self.shape.head):
            yield from _records(_elements(self, one.limits))
            one.sha256 = self.file_digest()
            return
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
        if not text:
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
    """The object that a line holds."""
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


def _elements(part: JsonPart, limits: Limits) -> Iterator[Line]:
    """The elements of an array as lines. The engine cuts them, and holds one block of the file at a time."""
    packing = "gzip" if part.shape.gzipped else "none"
    most = max(part.file.stat().st_size * limits.max_gzip_ratio, limits.gzip_ratio_from)
    most = min(most, limits.max_bytes)
    try:
        with duckdb.connect() as engine:
            engine.execute("SET threads = 1")
            engine.execute("SET enable_progress_bar = false")
            rows = engine.execute(
                "SELECT CAST(json AS VARCHAR) FROM read_json_objects(?, format = 'array', "  # noqa: S608 -- fixed words
                f"compression = '{packing}', maximum_object_size = {limits.max_record_bytes})",
                [str(part.file)],
            )
            number = given = 0
            while block := rows.fetchmany(_AT_ONCE):
                for (text,) in block:
                    number += 1
                    raw = str(text).encode("utf-8", "replace") + b"\n"
                    given += len(raw)
                    yield Line(number, raw, None)
                if given > most:
                    raise LogRefusedError(
                        Refusal.GZIP_BOMB,
                        part.shown,
                        f"unpacks to more than {most} bytes",
                        "that is the limit on what is read from a file of its size",
                        "split it, or raise `max_gzip_ratio` if you trust it",
                    )
    except (duckdb.Error, UnicodeDecodeError) as error:
        said = (
            (str(error).splitlines() or ["no reason"])[0]
            .replace(str(part.file), part.shown.name)[:200]
            .strip()
        )
        raise LogRefusedError(
            Refusal.DAMAGED,
            part.shown,
            "is not a sound JSON array of objects",
            f"the engine says `{said}`",
            "fetch the file again, or export it with one object to a line",
        ) from None


def is_array(head: bytes) -> bool:
    """True of text that begins as a JSON array does."""
    return head.removeprefix(UTF8_MARK).lstrip().startswith(b"[")


def looks_like_objects(head: bytes) -> bool:
    """True of text that begins with a JSON object, or with an array of them."""
    text = head.removeprefix(UTF8_MARK).lstrip()
    if text.startswith(b"["):
        text = text[1:].lstrip()
    if not text.startswith(b"{"):
        return False
    rest = text[1:].lstrip()
    return rest.startswith((b'"', b"}"))
