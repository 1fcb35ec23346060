"""The register on disk: two packed tables, shipped with the program or kept in a folder of the user's own.

Equal registers give equal bytes. A folder is read whole or refused with what is wrong in it.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Protocol

from comity.places.agreements.model import (
    AgreementError,
    AgreementModel,
    Register,
    Snapshot,
    Spell,
)

SPELLS, LISTS = "spells.tsv.gz", "lists.tsv.gz"
SPELL_COLUMNS = (
    "state", "agency", "model", "signed", "sort", "county", "first", "last", "copy", "jurisdiction", "actor",
)  # fmt: skip
LIST_COLUMNS = ("day", "file", "rows")
LARGEST_TABLE = 100_000_000
"""Bytes of a packed table when unpacked; the shipped ones have half a million."""


class _Folder(Protocol):
    def joinpath(self, name: str, /) -> _File: ...


class _File(Protocol):
    def read_bytes(self) -> bytes: ...


@lru_cache(maxsize=4)
def register_in(folder: Path | None = None) -> Register:
    """The register of a folder, or the shipped one. Raises AgreementError for what is none, OSError as usual."""
    where: _Folder = (
        resources.files("comity.places.agreements").joinpath("data") if folder is None else folder
    )
    try:
        return _whole(
            tuple(_snapshot(row) for row in _rows(where, LISTS, LIST_COLUMNS)),
            tuple(_spell(row) for row in _rows(where, SPELLS, SPELL_COLUMNS)),
        )
    except FileNotFoundError as error:
        raise AgreementError(
            f"{folder}: it has no `{Path(str(error.filename)).name}`: give a folder that "
            "`comity 287g --import` has written"
        ) from error
    except (ValueError, EOFError, OSError, zlib.error) as error:
        if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
            raise
        raise AgreementError(
            f"{folder}: its tables cannot be read ({error}): write them anew with `comity 287g --import`"
        ) from error


def _whole(snapshots: tuple[Snapshot, ...], spells: tuple[Spell, ...]) -> Register:
    """The register of both tables; ValueError where one is older than the other."""
    last_list = max((one.day for one in snapshots), default=None)
    if max((one.last for one in spells), default=None) != last_list:
        raise ValueError("they do not belong together")
    return Register(snapshots=snapshots, spells=spells)


def save_register(register: Register, folder: Path) -> None:
    """Write both tables into a folder, which is made if it is not there. Half a register is not read as a whole one."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = {
        SPELLS: _packed(SPELL_COLUMNS, map(_spell_cells, register.spells)),
        LISTS: _packed(LIST_COLUMNS, map(_snapshot_cells, register.snapshots)),
    }
    for name, content in packed.items():
        (folder / f"{name}.new").write_bytes(content)
    for name in packed:
        (folder / f"{name}.new").replace(folder / name)
    register_in.cache_clear()


def _packed(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = "".join("\t".join(row) + "\n" for row in (header, *rows))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _rows(where: _Folder, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    unpacker = zlib.decompressobj(wbits=31)
    text = unpacker.decompress(where.joinpath(name).read_bytes(), LARGEST_TABLE).decode()
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError(f"`{name}` is cut off or too long")
    header, *lines = text.splitlines()
    if tuple(header.split("\t")) != columns:
        raise ValueError(f"`{name}` has other columns than this version writes")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


def _spell_cells(one: Spell) -> tuple[str, ...]:
    return (
        one.state,
        one.agency.replace("\t", " "),
        one.model.value,
        one.signed.isoformat() if one.signed else "",
        one.sort,
        one.county,
        one.first.isoformat(),
        one.last.isoformat(),
        str(one.copy),
        one.jurisdiction,
        one.actor,
    )


def _spell(row: dict[str, str]) -> Spell:
    return Spell(
        state=row["state"],
        agency=row["agency"],
        model=AgreementModel(row["model"]),
        signed=date.fromisoformat(row["signed"]) if row["signed"] else None,
        sort=row["sort"],
        county=row["county"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        copy=int(row["copy"]),
        jurisdiction=row["jurisdiction"],
        actor=row["actor"],
    )


def _snapshot_cells(one: Snapshot) -> tuple[str, ...]:
    return (one.day.isoformat(), one.file, str(one.rows))


def _snapshot(row: dict[str, str]) -> Snapshot:
    return Snapshot(day=date.fromisoformat(row["day"]), file=row["file"], rows=int(row["rows"]))
