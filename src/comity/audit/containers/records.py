"""Physical lines into CSV records, each whole or with its fault; every line lands in exactly one record.

Strict on purpose: a quotation mark that is never closed, or is closed in mid-field, is a fault and not a
guess. It knows no headers and no columns.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from comity.audit.containers.limits import LONGEST_FIELD_OF_CSV, Limits
from comity.audit.containers.source import UTF8_MARK, Line, LineDamage

QUOTE = b'"'
WIDE_DAMAGE = "\ufffd"


class Fault(Enum):
    """Why a record cannot be cut into fields."""

    LINE_TOO_LONG = "line_too_long"
    FIELD_TOO_LONG = "field_too_long"
    STRAY_BYTES = "stray_bytes"
    STRAY_QUOTE = "stray_quote"
    OPEN_QUOTE = "open_quote"
    SWALLOWED = "swallowed"
    CUT_OFF = "cut_off"
    NOT_AN_OBJECT = "not_an_object"
    IMAGE = "image"


_DAMAGES = {
    LineDamage.OVERSIZE: Fault.LINE_TOO_LONG,
    LineDamage.CUT_OFF: Fault.CUT_OFF,
}


class Record(NamedTuple):
    """One record: where it starts, how many lines it takes, its bytes, and its cells or its fault.

    A named tuple, not a dataclass: a hundred million are made. `opened` is, for a swallowed line, the line
    whose quotation mark swallowed it. `cp1252`: some line was not UTF-8 and was read as Windows-1252.
    """

    line: int
    span: int
    raw: bytes
    cells: list[str]
    fault: Fault | None = None
    opened: int = 0
    cp1252: bool = False


_WORDS = {
    Fault.LINE_TOO_LONG: "the line is longer than the limit; it was read past, not held",
    Fault.FIELD_TOO_LONG: "a field is longer than the limit",
    Fault.STRAY_BYTES: "it holds bytes that are no text in UTF-8 or Windows-1252",
    Fault.STRAY_QUOTE: "a quotation mark, or a bare line return, stands where none can stand",
    Fault.CUT_OFF: "the packed file breaks off in the middle of it",
    Fault.NOT_AN_OBJECT: "the line is not one JSON object in UTF-8",
    Fault.IMAGE: "the page is an image: no text can be read from it",
    Fault.OPEN_QUOTE: "a quotation mark opens a field here and is never closed",
}


def fault_words(record: Record) -> str:
    """What is wrong with a record that has a fault, in words that follow its line number."""
    if record.fault is Fault.SWALLOWED:
        return f"the quotation mark opened in line {record.opened} swallows it"
    assert record.fault is not None
    return _WORDS[record.fault]


class _Cut(Enum):
    OPEN = "open"
    BROKEN = "broken"
    TOO_LONG = "too_long"


def read_records(lines: Iterable[Line], limits: Limits, *, wide: bool) -> Iterator[Record]:
    """Records in file order. `wide`: the text was UTF-16, so a replacement character marks damage."""
    return _Splitter(lines, limits, wide=wide).records()


def _decode(raw: bytes) -> tuple[str, bool] | None:
    """The text of one line, and whether it was read as Windows-1252; None when it is neither.

    A line that holds sound UTF-8 beside broken bytes is damaged, not Windows-1252.
    """
    body = raw[3:] if raw.startswith(UTF8_MARK) else raw
    try:
        return body.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    if not body.decode("utf-8", errors="ignore").isascii():
        return None
    try:
        return body.decode("cp1252"), True
    except UnicodeDecodeError:
        return None


def _cut(text: str, limits: Limits) -> list[str] | _Cut:
    """The cells of one record, or why there are none yet. The text may hold line ends inside quotes."""
    if '"' not in text:
        cells = text.rstrip("\r\n").split(",")
    else:
        wants_more = False

        def feed() -> Iterator[str]:
            nonlocal wants_more
            yield text
            wants_more = True

        try:
            cells = next(csv.reader(feed(), strict=True), [""])
        except csv.Error:
            if wants_more:
                return _Cut.OPEN
            return _Cut.TOO_LONG if len(text) > LONGEST_FIELD_OF_CSV else _Cut.BROKEN
    if len(text) > limits.max_field_bytes and any(
        len(cell.encode()) > limits.max_field_bytes for cell in cells
    ):
        return _Cut.TOO_LONG
    return cells


class _Splitter:
    """The state of one pass: the lines to come, and those handed back to be read again."""

    def __init__(self, lines: Iterable[Line], limits: Limits, *, wide: bool) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self._limits, self._wide = limits, wide

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _sound(self, line: Line) -> tuple[str, bool] | None:
        decoded = None if b"\0" in line.raw else _decode(line.raw)
        return None if self._wide and decoded and WIDE_DAMAGE in decoded[0] else decoded

    @staticmethod
    def _joined(held: list[Line], cells: list[str], fault: Fault | None, *, cp1252: bool) -> Record:
        raw = b"".join(line.raw for line in held)
        return Record(held[0].number, len(held), raw, [] if fault else cells, fault, 0, cp1252)

    def records(self) -> Iterator[Record]:
        while (line := self._next()) is not None:
            number, raw, damage = line
            if damage is not None:
                yield Record(number, 1, raw, [], _DAMAGES[damage])
                continue
            decoded = self._sound(line)
            if decoded is None:
                yield Record(number, 1, raw, [], Fault.STRAY_BYTES)
                continue
            text, cp1252 = decoded
            match _cut(text, self._limits):
                case list() as cells:
                    yield Record(number, 1, raw, cells, None, 0, cp1252)
                case _Cut.TOO_LONG:
                    yield Record(number, 1, raw, [], Fault.FIELD_TOO_LONG)
                case _Cut.BROKEN:
                    yield Record(number, 1, raw, [], Fault.STRAY_QUOTE)
                case _Cut.OPEN:
                    yield from self._quoted_over_lines(line, text, cp1252=cp1252)

    def _quoted_over_lines(self, first: Line, text: str, *, cp1252: bool) -> Iterator[Record]:
        """A record whose quoted field runs over line ends, or the faults that it turns out to be."""
        held = [first]
        size = len(first.raw)
        fault: Fault | None = None
        while len(held) < self._limits.max_record_lines:
            line = self._next()
            if line is None:
                break
            held.append(line)
            size += len(line.raw)
            if line.damage is not None or size > self._limits.max_record_bytes:
                break
            decoded = self._sound(line)
            if decoded is None:
                fault, decoded = Fault.STRAY_BYTES, (line.raw.decode("utf-8", "replace"), False)
            text += decoded[0]
            cp1252 = cp1252 or decoded[1]
            if QUOTE not in line.raw.replace(b'""', b""):
                continue  # doubled quotation marks are text: the field stays open
            match _cut(text, self._limits):
                case list() as cells:
                    yield self._joined(held, cells, fault, cp1252=cp1252)
                    return
                case _Cut.TOO_LONG:
                    yield self._joined(held, [], Fault.FIELD_TOO_LONG, cp1252=cp1252)
                    return
                case _Cut.BROKEN:
                    # The mark that would close the field stands where only an opening one can: the first
                    # line lacks its own. The lines after it stand for themselves.
                    self._again.extendleft(reversed(held[1:]))
                    yield Record(first.number, 1, first.raw, [], Fault.OPEN_QUOTE)
                    return
                case _Cut.OPEN:
                    pass
        yield Record(first.number, 1, first.raw, [], Fault.OPEN_QUOTE)
        self._again.extendleft(reversed(held[1:]))
        yield from self._swallowed(first.number)

    def _swallowed(self, opened: int) -> Iterator[Record]:
        """The lines that a never-closed quotation mark swallows: to the next mark, or to the end of the file.

        A line that opens a quoted field of its own and reads well alone is no part of the quoted text.
        """
        while (line := self._next()) is not None:
            opens = line.raw.startswith(QUOTE) or b"," + QUOTE in line.raw
            if opens and line.damage is None:
                decoded = _decode(line.raw)
                if decoded is not None and isinstance(_cut(decoded[0], self._limits), list):
                    self._again.appendleft(line)
                    return
            yield Record(line.number, 1, line.raw, [], Fault.SWALLOWED, opened)
            if QUOTE in line.raw:
                return
