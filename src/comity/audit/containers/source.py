"""The bytes of one log: opened with care, hashed as they lie on disk, handed on as bounded lines of UTF-8.

It knows gzip, byte order marks and line ends; it knows nothing of records, columns or agencies.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comity.audit.containers.limits import Limits
from comity.audit.containers.refusal import LogRefusedError, Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD_BYTES = 65_536
EXCERPT_BYTES = 1_024
GZIP_MAGIC = b"\x1f\x8b"
UTF8_MARK = codecs.BOM_UTF8

# First bytes of files that hold no text and are not opened where text is looked for, and what to do with them.
PACKED = {
    b"PK\x03\x04": ("a zip archive or a workbook inside gzip", "unpack the outer archive first"),
    b"%PDF": ("a PDF inside gzip", "unpack it first"),
    b"\xd0\xcf\x11\xe0": ("an old Office file inside gzip", "unpack it first"),
    b"PAR1": ("a Parquet file inside gzip", "unpack it first"),
    GZIP_MAGIC: ("a gzip file inside gzip", "unpack the outer one first"),
    b"BZh": ("a bzip2 archive", "unpack it first; plain, gzip and zip are read"),
    b"\xfd7zXZ": ("an xz archive", "unpack it first; plain, gzip and zip are read"),
    b"\x28\xb5\x2f\xfd": ("a zstd archive", "unpack it first; plain, gzip and zip are read"),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", "unpack it first; plain, gzip and zip are read"),
    b"Rar!\x1a\x07": ("a rar archive", "unpack it first; plain, gzip and zip are read"),
    b"ARROW1": ("an Arrow file", "save it as Parquet or CSV"),
}
_NOT_FOLLOWED = "archives inside archives are not followed"
TAR_MARK_AT, TAR_MARK = 257, b"ustar"
PAGE_STARTS = (b"<!doctype html", b"<html", b"<table", b"<?xml")


class Encoding(Enum):
    """How the text is encoded. Lines that are not UTF-8 after all are settled one by one (`records.py`)."""

    UTF_8 = "utf-8"
    UTF_8_MARKED = "utf-8-sig"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"

    @property
    def is_wide(self) -> bool:
        return self in {Encoding.UTF_16_LE, Encoding.UTF_16_BE}


class LineDamage(Enum):
    """Why a line is not whole: longer than the limit (only its beginning is held), or cut off mid-way."""

    OVERSIZE = "oversize"
    CUT_OFF = "cut_off"


class Line(NamedTuple):
    """One physical line with its line end. A named tuple, not a dataclass: a hundred million are made."""

    number: int
    raw: bytes
    damage: LineDamage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the first bytes of a file, `head`, say of the rest. Wide text stands in `head` as UTF-8."""

    gzipped: bool
    encoding: Encoding
    bare_returns: bool
    head: bytes = b""


class _Tee(io.RawIOBase):
    """The bytes on disk, hashed and counted on their way."""

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw
        self.digest = hashlib.sha256()
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        got = self._raw.readinto(view) or 0
        self.digest.update(view[:got])
        self.count += got
        return got

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Bounded(io.RawIOBase):
    """Plain or decompressed bytes, cut off with a refusal when they grow beyond the limits."""

    def __init__(self, path: Path, tee: _Tee, *, gzipped: bool, limits: Limits) -> None:
        disk = io.BufferedReader(tee, HEAD_BYTES)
        self._inner: io.BufferedIOBase = gzip.GzipFile(fileobj=disk, mode="rb") if gzipped else disk
        self._path, self._tee, self._gzipped, self._limits = path, tee, gzipped, limits
        self._count = 0
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            got = self._inner.readinto1(view)
        except EOFError:
            self.damage = "the gzip file ends before its own end mark"
            return 0
        except (gzip.BadGzipFile, zlib.error):
            self.damage = "the gzip file is damaged: its check sum or its packing does not hold"
            return 0
        self._count += got
        if self._count > self._limits.max_bytes:
            raise LogRefusedError(
                Refusal.TOO_LARGE,
                self._path,
                f"holds more than {self._limits.max_bytes} bytes",
                "that is the limit on what is read from one file",
                "split it, or raise `max_bytes` if you trust it",
            )
        allowed = self._tee.count * self._limits.max_gzip_ratio
        if self._gzipped and self._count > max(allowed, self._limits.gzip_ratio_from):
            raise LogRefusedError(
                Refusal.GZIP_BOMB,
                self._path,
                f"unpacks to more than {self._limits.max_gzip_ratio} times its packed size",
                "real logs shrink 3 to 20 times, so this looks like a file made to fill a machine",
                "ask where it comes from; raise `max_gzip_ratio` if you trust it",
            )
        return got


class _Rewritten(io.RawIOBase):
    """The bytes of another stream after `rewrite`, which is told when they end."""

    def __init__(self, inner: io.BufferedReader, rewrite: Callable[[bytes, bool], bytes]) -> None:
        self._inner, self._rewrite = inner, rewrite
        self._left = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        while not self._left and not self._ended:
            read = self._inner.read1(HEAD_BYTES)
            self._ended = not read
            self._left = self._rewrite(read, self._ended)
        got = min(len(view), len(self._left))
        view[:got] = self._left[:got]
        self._left = self._left[got:]
        return got


def open_regular(path: Path) -> io.FileIO:
    """A regular file opened for reading; a pipe or device is refused without waiting on it."""
    try:
        raw = io.FileIO(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except FileNotFoundError:
        raise LogRefusedError(
            Refusal.MISSING, path, "is not there", "no file has this name", "check the path"
        ) from None
    except IsADirectoryError:
        mode = stat.S_IFDIR
    except OSError as error:
        raise LogRefusedError(
            Refusal.UNREADABLE,
            path,
            "cannot be opened",
            f"the system says `{error.strerror}`",
            "check that you may read it",
        ) from error
    else:
        mode = os.fstat(raw.fileno()).st_mode
        if stat.S_ISREG(mode):
            return raw
        raw.close()
    if stat.S_ISDIR(mode):
        raise LogRefusedError(
            Refusal.DIRECTORY,
            path,
            "is a folder",
            "one log is one file",
            "name a file in it, or audit the folder as a folder",
        )
    raise LogRefusedError(
        Refusal.NOT_A_FILE,
        path,
        "is a pipe or a device",
        "a log is read twice and must stay the same",
        "save it to a file first",
    )


def probe(path: Path, limits: Limits) -> Shape:
    """Look at the first bytes: gzip, encoding, line ends. Raises LogRefusedError for what is no text."""
    with open_regular(path) as raw:
        gzipped = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        bounded = _Bounded(path, _Tee(raw), gzipped=gzipped, limits=limits)
        head = io.BufferedReader(bounded, HEAD_BYTES).read(HEAD_BYTES)
        if not head and bounded.damage:
            raise LogRefusedError(
                Refusal.DAMAGED, path, "cannot be unpacked", bounded.damage, "fetch the file again"
            )
    if not head.removeprefix(UTF8_MARK).strip():
        raise LogRefusedError(
            Refusal.EMPTY, path, "is empty", "it holds no header and no row", "fetch the file again"
        )
    for magic, (what, remedy) in PACKED.items():
        if head.startswith(magic):
            raise LogRefusedError(
                Refusal.NESTED if gzipped else Refusal.PACKED,
                path,
                f"is {what}",
                _NOT_FOLLOWED if gzipped else "this kind of packing is not read here",
                remedy,
            )
    if head[TAR_MARK_AT:].startswith(TAR_MARK):
        raise LogRefusedError(
            Refusal.NESTED if gzipped else Refusal.PACKED,
            path,
            "is a tar archive",
            _NOT_FOLLOWED if gzipped else "this kind of packing is not read here",
            "unpack it first, and name the folder",
        )
    encoding = _encoding(head)
    if encoding is None:
        raise LogRefusedError(
            Refusal.NOT_TEXT,
            path,
            "is not text",
            f"its byte {head.index(0) + 1} is zero",
            "export it as CSV (UTF-8)",
        )
    if encoding.is_wide:
        head = head.decode(encoding.value, errors="replace").encode("utf-8", errors="replace")
    if head.removeprefix(UTF8_MARK).lstrip()[:20].lower().startswith(PAGE_STARTS):
        raise LogRefusedError(
            Refusal.NOT_TEXT,
            path,
            "is a web page or an XML file, whatever its name says",
            "it holds marks of a page and not a table to be read",
            "open it in a spreadsheet and save it as a workbook (xlsx) or CSV",
        )
    return Shape(
        gzipped=gzipped,
        encoding=encoding,
        bare_returns=b"\r" in head and b"\n" not in head,
        head=head,
    )


def _encoding(head: bytes) -> Encoding | None:
    """The encoding by mark, or by the zero half of each character where wide text has no mark."""
    if head.startswith(UTF8_MARK):
        return Encoding.UTF_8_MARKED
    if head.startswith(codecs.BOM_UTF16_LE):
        return Encoding.UTF_16_LE
    if head.startswith(codecs.BOM_UTF16_BE):
        return Encoding.UTF_16_BE
    if 0 not in head:
        return Encoding.UTF_8
    even, odd = head[:512:2], head[1:512:2]
    if even.count(0) == 0 and odd.count(0) * 10 > len(odd) * 9:
        return Encoding.UTF_16_LE
    if odd.count(0) == 0 and even.count(0) * 10 > len(even) * 9:
        return Encoding.UTF_16_BE
    return None


class Source:
    """One pass over a file. After `lines` is spent, `sha256` and `damage` speak of the whole file.

    `sha256` is that of the bytes on disk, packed if the file is packed: what `sha256sum` prints.
    """

    def __init__(self, path: Path, shape: Shape, limits: Limits) -> None:
        self._path, self._shape, self._limits = path, shape, limits
        self.sha256: str | None = None
        self.damage: str | None = None
        self.ends_with_newline = True

    def lines(self) -> Iterator[Line]:
        """Physical lines in order, never holding more than one record's limit of bytes.

        The byte order mark stays in the first line; wide text arrives as UTF-8. Raises LogRefusedError when
        the file outgrows the limits.
        """
        limit = self._limits.max_record_bytes
        with open_regular(self._path) as raw:
            tee = _Tee(raw)
            bounded = _Bounded(self._path, tee, gzipped=self._shape.gzipped, limits=self._limits)
            stream = self._as_utf8(io.BufferedReader(bounded, 4 * HEAD_BYTES))
            number = 0
            while raw_line := stream.readline(limit + 1):
                number += 1
                if raw_line.endswith(b"\n"):
                    yield Line(number, raw_line, None)
                    continue
                if len(raw_line) <= limit:
                    self.ends_with_newline = False
                    yield Line(number, raw_line, LineDamage.CUT_OFF if bounded.damage else None)
                    continue
                while rest := stream.readline(limit):
                    if rest.endswith(b"\n"):
                        break
                yield Line(number, raw_line[:EXCERPT_BYTES], LineDamage.OVERSIZE)
            while tee.read(HEAD_BYTES):  # what lies behind the end of a packed text is hashed too
                pass
            self.sha256, self.damage = tee.digest.hexdigest(), bounded.damage

    def _as_utf8(self, stream: io.BufferedReader) -> io.BufferedReader:
        if self._shape.encoding.is_wide:
            decoder = codecs.getincrementaldecoder(self._shape.encoding.value)(errors="replace")
            stream = io.BufferedReader(
                _Rewritten(
                    stream,
                    lambda read, ended: decoder.decode(read, ended).encode(
                        "utf-8", errors="replace"
                    ),
                )
            )
        if self._shape.bare_returns:
            stream = io.BufferedReader(
                _Rewritten(stream, lambda read, _ended: read.replace(b"\r", b"\n"))
            )
        return stream
