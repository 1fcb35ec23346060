"""PDF files with printed tables: all pages are one table, and a line number tells page and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.audit.containers.isolated import frames
from comity.audit.containers.limits import Limits
from comity.audit.containers.part import Part, Pass, stamp_of
from comity.audit.containers.records import Fault, Record
from comity.audit.containers.workbook import HEAD_ROWS, record_of

NUMBERING = "line 3012 is line 12 of page 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPart(Part):
    """The pages of a PDF. `labels` are those by which a header is known, as they are compared."""

    labels: tuple[str, ...]

    def walk(self, one: Pass) -> Iterator[Record]:
        yield from _records(self.path, self.file, self.labels, 0, one.limits)
        one.sha256 = self.file_digest()


def print_of(
    path: Path, file: Path, naming: Path, labels: frozenset[str], limits: Limits
) -> PrintPart:
    """A PDF as a table. Raises LogRefusedError, also for one whose pages are all images."""
    listed = tuple(sorted(labels))
    stamp = stamp_of(path)
    head = tuple(_records(path, file, listed, HEAD_ROWS, limits))
    return PrintPart(
        path=path,
        file=file,
        naming=naming,
        stamp=stamp,
        said="a table printed to PDF",
        numbering=NUMBERING,
        head=head,
        labels=listed,
    )


def _records(
    path: Path, file: Path, labels: tuple[str, ...], most: int, limits: Limits
) -> Iterator[Record]:
    order: dict[str, object] = {"most": most, "labels": labels}
    for frame in frames(path, file, "pdf", order, limits):
        match frame:
            case ["row", number, cells]:
                yield record_of(number, cells, limits)
            case ["image", number]:
                yield Record(number, 1, b"", [], Fault.IMAGE)
            case _:
                pass
