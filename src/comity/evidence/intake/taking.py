"""Files, folders and lists into a shelf: every file taken, known already, or refused by name with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comity.evidence.document import Document
from comity.evidence.intake.limits import Limits
from comity.evidence.intake.reading import Reader
from comity.evidence.intake.refused import DocumentRefusedError
from comity.evidence.intake.shelf import Shelf

Progress = Callable[[str, int, int], None]
"""What is being done, how many are done, of how many."""


@dataclass(slots=True, kw_only=True)
class Taken:
    """What came of an intake: documents in the order of their files, refusals, files that hold the same bytes."""

    documents: list[Document] = field(default_factory=list)
    refused: list[DocumentRefusedError] = field(default_factory=list)
    same_bytes: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of a file and the earlier file that holds the same bytes."""
    read_before: int = 0
    """Documents that an earlier run had read."""


def files_of(paths: Sequence[Path], lists: Sequence[Path] = ()) -> Iterator[Path]:
    """The files named, those of folders in order and hidden ones left out, then those that list files name.

    A list file names one path a line, relative to the folder of the list; empty lines and `#` count for nothing.
    Raises OSError where a list cannot be read.
    """
    for path in paths:
        yield from _within(path)
    for listed in lists:
        for line in listed.read_text("utf-8-sig", errors="replace").splitlines():
            text = line.strip()
            if text and not text.startswith("#"):
                yield from _within(listed.parent / text)


def _within(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):  # links to folders are not followed
        hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
        if not hidden and not found.is_dir():
            yield found


def take_in(
    shelf: Shelf,
    files: Iterable[Path],
    *,
    made_by: str,
    limits: Limits | None = None,
    progress: Progress = lambda _what, _done, _of: None,
) -> Taken:
    """Read every file into the shelf. What `made_by` read before is not read again. Raises ShelfError, OSError.

    OSError only of the shelf itself: a file that cannot be read is refused, and the rest goes on.
    """
    listed = list(files)
    taken = Taken()
    names: dict[str, str] = {}
    with Reader(limits) as reader:
        for number, path in enumerate(listed):
            progress("reading", number, len(listed))
            try:
                data = reader.bytes_of(path)
                digest = hashlib.sha256(data).hexdigest()
                if digest in names:
                    taken.same_bytes.append((str(path), names[digest]))
                    continue
                names[digest] = str(path)
                document = shelf.held(digest, made_by)
                if document is None:
                    kept = shelf.keep_original(digest, data)
                    document = reader.read(data, path.name, kept)
                    shelf.keep(document, made_by)
                else:
                    taken.read_before += 1
                taken.documents.append(document)
            except DocumentRefusedError as refused:
                # Messages name the file as the user did.
                taken.refused.append(
                    DocumentRefusedError(str(path), refused.what, refused.why, refused.remedy)
                )
    progress("reading", len(listed), len(listed))
    return taken
