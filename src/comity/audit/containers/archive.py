"""Zip archives: each member is unpacked, within limits of size and ratio, and read as the file it is.

Archives inside archives are not followed. What a member is called is never used as a path.
"""

from __future__ import annotations

import errno
import shutil
import struct
import tempfile
import weakref
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from comity.audit.containers.limits import Limits
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.shown import printable

_BLOCK = 1 << 20
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_LONGEST_COMMENT = 65_536 + 22 + 20 + 56
_DIRECTORY_PER_MEMBER = 65_536
_NO_LOGS = ("__macosx/", ".ds_store", "thumbs.db")
_OTHER_OFFICE = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
}


class UnpackedFolder:
    """A folder for unpacked files; it goes when nothing holds it any more, or when the program ends."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="comity-unpacked-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive, unpacked. `kept` holds the folder in which it lies; `name` is as the archive has it."""

    name: str
    file: Path
    kept: object


def is_workbook(file: Path, limits: Limits) -> bool:
    """True of a packed workbook: Excel (xlsx, xlsm, xlsb) or OpenDocument.

    Raises LogRefusedError for other office files, and for an archive of too many files.
    """
    _count(file, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {info.filename for info in archive.infolist()}
            if "mimetype" in names:
                with archive.open("mimetype") as handle:
                    return handle.read(200).startswith(
                        b"application/vnd.oasis.opendocument.spreadsheet"
                    )
    except (OSError, ValueError, RuntimeError, NotImplementedError, *_BROKEN):
        return False
    for name, what in _OTHER_OFFICE.items():
        if name in names:
            raise LogRefusedError(
                Refusal.NO_TABLE,
                file,
                f"is {what}",
                "tables in texts are not read",
                "ask for the export as CSV or Excel",
            )
    return any(name in names for name in ("xl/workbook.xml", "xl/workbook.bin"))


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, UnicodeError, LookupError)


def members_of(path: Path, limits: Limits) -> Iterator[Member | LogRefusedError]:
    """The members of an archive, each unpacked, or why it is not. Raises LogRefusedError for the archive itself."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, NotImplementedError, *_BROKEN) as error:
        raise _damaged(path, error) from None
    kept = UnpackedFolder()
    left = limits.max_unpacked
    met: Counter[str] = Counter()
    with archive:
        for number, info in enumerate(archive.infolist(), start=1):
            if info.is_dir() or info.filename.casefold().startswith(_NO_LOGS[0]):
                continue
            if PurePosixPath(info.filename).name.casefold() in _NO_LOGS[1:]:
                continue
            name = printable(info.filename, 200)
            met[name] += 1
            if met[name] > 1:
                name = f"{name} ({met[name]})"
            within = path / safe_name(info.filename, number)
            if info.flag_bits & 1:
                yield LogRefusedError(
                    Refusal.LOCKED,
                    within,
                    "is locked with a password",
                    "what is in it cannot be read",
                    "unpack it yourself, and name the file",
                )
                continue
            file = kept.path / f"{number}{PurePosixPath(printable(info.filename, 200)).suffix[:10]}"
            try:
                left -= _unpack(path, archive, info, file, left, limits)
            except LogRefusedError as refused:
                if refused.refusal is Refusal.ARCHIVE_BOMB:
                    raise
                yield refused
                continue
            yield Member(name=name, file=file, kept=kept)


def safe_name(name: str, number: int) -> str:
    """A member's name as the end of a path that is only shown and never opened."""
    parts = [
        part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in {"/", ".."}
    ]
    return printable("/".join(parts) or f"member {number}", 200)


def _unpack(  # noqa: PLR0917 -- each is one thing, and there is one caller
    path: Path,
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    file: Path,
    left: int,
    limits: Limits,
) -> int:
    """Write one member to a file. The bytes that come out count, not those that the archive promises."""
    within = path / safe_name(info.filename, 0)
    allowed = max(info.compress_size * limits.max_gzip_ratio, limits.gzip_ratio_from)
    done = 0
    try:
        with archive.open(info) as packed, file.open("wb") as out:
            while block := packed.read(_BLOCK):
                done += len(block)
                if done > min(allowed, left):
                    raise LogRefusedError(
                        Refusal.ARCHIVE_BOMB,
                        path,
                        f"unpacks to more than {min(allowed, left)} bytes at `{printable(info.filename, 80)}`",
                        f"real logs shrink 3 to 20 times; more than {limits.max_gzip_ratio} times, or "
                        f"{limits.max_unpacked} bytes in all, looks like a file made to fill a machine",
                        "ask where it comes from; raise `max_gzip_ratio` or `max_unpacked` if you trust it",
                    )
                out.write(block)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise _damaged(within, error) from None
        raise LogRefusedError(
            Refusal.UNREADABLE,
            within,
            "cannot be unpacked here",
            f"the system says `{error.strerror}` in the folder for temporary files",
            "make room there, or set TMPDIR to a folder with room",
        ) from None
    except (ValueError, RuntimeError, NotImplementedError, *_BROKEN) as error:
        raise _damaged(within, error) from None
    return done


def _count(path: Path, limits: Limits) -> None:
    """Refuse an archive whose list of members is itself a bomb, before it is read."""
    with path.open("rb") as handle:
        size = handle.seek(0, 2)
        handle.seek(max(0, size - _LONGEST_COMMENT))
        tail = handle.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return  # no zip file: opening it says so
    members, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    wide = tail.rfind(_END_64)
    if wide >= 0 and len(tail) >= wide + 48:
        members, directory = struct.unpack("<QQ", tail[wide + 32 : wide + 48])
    if members > limits.max_members or directory > limits.max_members * _DIRECTORY_PER_MEMBER:
        raise LogRefusedError(
            Refusal.ARCHIVE_BOMB,
            path,
            f"holds {members} files",
            f"that is more than the limit of {limits.max_members}",
            "unpack what you need and name that",
        )


def _damaged(path: Path, error: Exception) -> LogRefusedError:
    said = printable(" ".join(str(error).split()) or type(error).__name__, 160)
    return LogRefusedError(
        Refusal.DAMAGED,
        path,
        "cannot be unpacked",
        f"the archive is damaged or packed in an unknown way: `{said}`",
        "fetch the file again, or unpack it yourself",
    )
