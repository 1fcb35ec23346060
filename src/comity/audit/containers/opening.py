"""A file into its tables: what it is is told by its bytes, whatever its name says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from comity.audit.containers.archive import is_workbook, members_of, safe_name
from comity.audit.containers.digest import digest_of
from comity.audit.containers.json_lines import JsonPart, is_array, looks_like_objects
from comity.audit.containers.limits import Limits
from comity.audit.containers.parquet import parquet_of
from comity.audit.containers.part import Part, stamp_of
from comity.audit.containers.print_out import print_of
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.containers.source import GZIP_MAGIC, open_regular, probe
from comity.audit.containers.text import TextPart, said_of
from comity.audit.containers.workbook import sheets_of

_ZIP, _EMPTY_ZIP, _PDF, _OLD_OFFICE, _PARQUET = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"PAR1",
)
_ARCHIVES = (GZIP_MAGIC, b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!\x1a\x07")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The tables of a file, and the parts of it that are none, each with the reason."""

    parts: tuple[Part, ...]
    refused: tuple[tuple[str, LogRefusedError], ...] = ()


def parts_of(path: Path, labels: Callable[[], frozenset[str]], limits: Limits) -> Opened:
    """Open a file. `labels` gives those by which the header of a printed table is known.

    Raises LogRefusedError for a file that is no container of tables.
    """
    head = _head(path)
    if head.startswith((_ZIP, _EMPTY_ZIP)) and not is_workbook(path, limits):
        return _archive(path, labels, limits)
    return Opened(parts=tuple(_tables(path, path, path, labels, limits)))


def _head(file: Path) -> bytes:
    with open_regular(file) as raw:
        return raw.read(1024)


def _tables(
    path: Path, file: Path, naming: Path, labels: Callable[[], frozenset[str]], limits: Limits
) -> list[Part]:
    head = _head(file)
    if head.startswith((_ZIP, _OLD_OFFICE)):
        return list(sheets_of(path, file, naming, limits))
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(_PDF):
        return [print_of(path, file, naming, labels(), limits)]
    if head.startswith(_PARQUET):
        return [parquet_of(path, file, naming)]
    stamp = stamp_of(path)
    shape = probe(file, limits)
    if not looks_like_objects(shape.head):
        return [
            TextPart(
                path=path, file=file, naming=naming, stamp=stamp, said=said_of(shape), shape=shape
            )
        ]
    array = is_array(shape.head)
    return [
        JsonPart(
            path=path,
            file=file,
            naming=naming,
            stamp=stamp,
            said=said_of(shape) + (", a JSON array" if array else ", JSON objects"),
            numbering="a line is the number of the object, from 1" if array else "",
            shape=shape,
        )
    ]


def _archive(path: Path, labels: Callable[[], frozenset[str]], limits: Limits) -> Opened:
    parts: list[Part] = []
    refused: list[tuple[str, LogRefusedError]] = []
    stamp, digest = stamp_of(path), digest_of(path)
    for number, member in enumerate(members_of(path, limits), start=1):
        if isinstance(member, LogRefusedError):
            refused.append((member.path.relative_to(path).as_posix(), member))
            continue
        naming = path / safe_name(member.name, number)
        try:
            found = _member(path, member.file, naming, labels, limits)
        except LogRefusedError as error:
            refused.append((member.name, error.at(naming)))
            continue
        for part in found:
            inside = ", ".join(text for text in (member.name, part.inside) if text)
            parts.append(
                replace(
                    part,
                    stamp=stamp,
                    inside=inside,
                    said=f"{part.said}, from a zip archive",
                    sha256=digest,
                    kept=member.kept,
                )
            )
    if not parts and not refused:
        raise LogRefusedError(
            Refusal.EMPTY, path, "is an empty archive", "it holds no file", "fetch the file again"
        )
    return Opened(parts=tuple(parts), refused=tuple(refused))


def _member(
    path: Path, file: Path, naming: Path, labels: Callable[[], frozenset[str]], limits: Limits
) -> list[Part]:
    head = _head(file)
    packed = head.startswith((_ZIP, _EMPTY_ZIP)) and not is_workbook(file, limits)
    if packed or head.startswith(_ARCHIVES):
        raise LogRefusedError(
            Refusal.NESTED,
            naming,
            "is an archive inside an archive",
            "archives are followed one level deep, so that no chain of them fills a machine",
            "unpack the outer archive, and name the folder",
        )
    return _tables(path, file, naming, labels, limits)
