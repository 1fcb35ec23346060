"""Text with a record to a line: CSV, plain or packed with gzip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from comity.audit.containers.part import Part, Pass
from comity.audit.containers.records import Record, read_records
from comity.audit.containers.source import Encoding, Shape, Source

CUT_OFF = "the last line has no line end: the file may have been cut off"
ENCODING_WORDS = {
    Encoding.UTF_8: "utf-8",
    Encoding.UTF_8_MARKED: "utf-8 with a byte order mark",
    Encoding.UTF_16_LE: "utf-16 (little-endian)",
    Encoding.UTF_16_BE: "utf-16 (big-endian)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart(Part):
    """A file of comma-separated records. Line numbers are those of the text."""

    shape: Shape

    def walk(self, one: Pass) -> Iterator[Record]:
        source = Source(self.file, self.shape, one.limits)
        yield from read_records(source.lines(), one.limits, wide=self.shape.encoding.is_wide)
        finish(one, source)


def finish(one: Pass, source: Source) -> None:
    """Tell a pass what its source found at the end."""
    one.sha256 = one.part.sha256 or source.sha256
    one.damage = source.damage
    if not source.damage and not source.ends_with_newline:
        one.notes.append(CUT_OFF)


def said_of(shape: Shape) -> str:
    """How a text is encoded and packed, in words."""
    return ENCODING_WORDS[shape.encoding] + (", from gzip" if shape.gzipped else "")
