"""One table in a file, and one pass over it: what all containers have in common.

A file that changes between the first look and the end of a pass is noticed here, whatever it holds.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from comity.audit.containers.digest import digest_of
from comity.audit.containers.limits import Limits
from comity.audit.containers.records import Record
from comity.audit.containers.refusal import LogRefusedError, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the system says of a file without reading it; another stamp means that the file has changed."""

    size: int
    modified: int
    inode: int


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file as it is now. Raises LogRefusedError if it has gone."""
    try:
        status = path.stat()
    except OSError as error:
        raise LogRefusedError(
            Refusal.CHANGED,
            path,
            "is no longer there",
            f"the system says `{error.strerror}`",
            "copy the file to a place where nothing changes it, and read the copy",
        ) from None
    return Stamp(size=status.st_size, modified=status.st_mtime_ns, inode=status.st_ino)


@dataclass(slots=True, kw_only=True)
class Pass:
    """One pass over a part. `sha256` and `damage` speak of the whole file once `records` is spent.

    `notes` is what a reader of the result should know beside them.
    """

    part: Part
    limits: Limits
    sha256: str | None = None
    damage: str | None = None
    notes: list[str] = field(default_factory=list)

    def records(self) -> Generator[Record, None, None]:
        """All records in their order. Raises LogRefusedError, also when the file changes meanwhile."""
        part = self.part
        part.same_as_seen()
        try:
            yield from part.walk(self)
        except LogRefusedError as refused:
            part.same_as_seen()  # a file that changes may look damaged: the change is what is told
            raise refused.at(part.shown) from None
        part.same_as_seen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(ABC):
    """One table of a file.

    `path` is the file as its user knows it; `file` what is read, the same or an unpacked copy that lasts as
    long as `kept`. `inside` says which table of the file it is, empty where it holds only one; `naming` is
    the path whose words may name an agency. `said` is how it is read, in words; `numbering` says how a line
    number is found in the original where it is not plain. `head`: its first records, if the look gave them.
    """

    path: Path
    file: Path
    naming: Path
    stamp: Stamp
    said: str
    inside: str = ""
    numbering: str = ""
    head: tuple[Record, ...] | None = None
    sha256: str | None = None
    kept: object = None

    @property
    def shown(self) -> Path:
        """The path by which messages call it: never that of an unpacked copy."""
        return self.path if self.file == self.path else self.naming

    @abstractmethod
    def walk(self, one: Pass) -> Iterator[Record]:
        """The records of one pass, which is told of digest and damage."""

    def same_as_seen(self) -> None:
        """Raise LogRefusedError if the file is not the one that was looked at."""
        if stamp_of(self.path) != self.stamp:
            raise LogRefusedError(
                Refusal.CHANGED,
                self.path,
                "changed while it was read",
                "its size or its date is not what it was when it was looked at",
                "wait until nothing writes to it, or read a copy",
            )

    def file_digest(self) -> str:
        """The digest of the file on disk, as its user would take it."""
        return self.sha256 or digest_of(self.path)
