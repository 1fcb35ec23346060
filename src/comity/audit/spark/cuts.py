"""Where a large plain log can be cut into pieces that are read apart, and the pieces put together again.

A cut is a guess: a line behind which a row seems to begin. That it was right is known afterwards, for then each piece
ends where a record ends. Where anything speaks against it the log is read in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from comity.audit.containers.part import Pass
from comity.audit.containers.records import Record, read_records
from comity.audit.containers.source import Line
from comity.audit.containers.text import TextPart
from comity.audit.intake.plain_log import is_plain
from comity.audit.logs.dialect import ColumnMap
from comity.audit.logs.log import Log, head_of
from comity.audit.logs.row_cells import Refused, moment_of

_LOOKED_AT = 120
"""Lines behind a place in which a row must begin; a record has at most 50."""
_HELD = 8
"""Records that must read as rows behind a cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The pieces of a log: the bytes from each of `places` to the next. `above` are the records down to the header."""

    places: tuple[int, ...]
    above: tuple[Record, ...]
    head: tuple[Record, ...]

    @property
    def pieces(self) -> list[tuple[int, int]]:
        """From where to where each piece goes."""
        return list(pairwise(self.places))


def cuts_of(log: Log, piece_bytes: int) -> Cuts | None:
    """Cut a log into pieces of about so many bytes; None where it is small, or not plain."""
    if not is_plain(log, 2 * piece_bytes):
        return None
    part = log.part
    assert isinstance(part, TextPart)
    above = _above(log)
    if above is None:
        return None
    size = part.stamp.size
    places = [0]
    with part.file.open("rb") as handle:
        for target in range(piece_bytes, size - piece_bytes // 2, piece_bytes):
            handle.seek(max(target, places[-1] + 1))
            handle.readline()
            start = handle.tell()
            lines = [line for _ in range(_LOOKED_AT) if (line := handle.readline())]
            at = _begins(lines, log)
            if at is None:
                return None
            place = start + sum(map(len, lines[:at]))
            if places[-1] < place < size:
                places.append(place)
    if len(places) == 1:
        return None
    return Cuts(places=(*places, size), above=tuple(above), head=tuple(head_of(part, log.limits)))


def _above(log: Log) -> list[Record] | None:
    """The records down to the header, each a line of its own."""
    above: list[Record] = []
    records = Pass(part=log.part, limits=log.limits).records()
    try:
        for record in records:
            above.append(record)
            labels = tuple(label.replace("\ufeff", "").strip() for label in record.cells)
            if record.fault is not None or record.span != 1:
                return None
            if labels == log.columns.labels:
                return above
    finally:
        records.close()
    return None


def _begins(lines: Sequence[bytes], log: Log) -> int | None:
    """The first of some lines with which rows begin."""
    for at in range(min(len(lines), log.limits.max_record_lines)):
        numbered = (Line(number, raw, None) for number, raw in enumerate(lines[at:], 1))
        records = list(islice(read_records(numbered, log.limits, wide=False), _HELD))
        if len(records) == _HELD and all(_is_row(record, log.columns) for record in records):
            return at
    return None


def _is_row(record: Record, columns: ColumnMap) -> bool:
    if record.fault is not None or len(record.cells) != columns.width:
        return False
    try:
        moment_of(record.cells, columns)
    except Refused:
        return False
    return True


def write_piece(file: Path, begin: int, end: int, header: bytes, target: Path) -> None:
    """A piece as a file of its own, with the header in front if it is not the first."""
    with file.open("rb") as source, target.open("wb") as handle:
        if begin:
            handle.write(header)
        source.seek(begin)
        for block in _blocks(end - begin):
            read = source.read(block)
            handle.write(read)


def _blocks(size: int) -> Iterator[int]:
    while size > 0:
        yield min(size, 1 << 22)
        size -= 1 << 22
