"""A shelf of checked law: what files came to, kept so that the next start need not read them again.

Content-addressed: a shelf is named by the digest of every law file and of the program that read them,
so that it can say nothing else than the files do. What cannot be kept or taken is read anew from the
files; a shelf is never needed.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import IO, cast, overload

from comity.law.corpus import Corpus
from comity.law.provision import Case, Jurisdiction

KEPT = 4
"""Shelves that stay; the oldest make way."""

SWITCH = "COMITY_CACHE"
"""The environment variable that names another folder, or, set to `off`, keeps nothing."""

_HEAD = "head"


def shelves() -> Path | None:
    """The folder that shelves stand in: the user's cache. None where nothing is to be kept."""
    named = os.environ.get(SWITCH)
    if named == "off":
        return None
    if named:
        return Path(named)
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # nobody's home: a service account
        return None
    return Path(base) / "comity"


def name_of(digest: str, shown: str) -> str:
    """The name of the shelf of some law files, read by this program and called `shown` in problems."""
    seen = hashlib.sha256(f"{digest}\n{shown}\n{sys.version}\n".encode())
    package = Path(__file__).parents[2]
    # The program by its files, not by its version: in a checkout they change without a new one.
    for path in sorted((*package.glob("law/**/*.py"), *package.glob("logic/*.py"))):
        about = path.stat()
        seen.update(f"{path.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:32]


def take(name: str) -> Corpus | None:
    """The corpus that stands on a shelf; None if there is none that can be read."""
    folder = shelves()
    if folder is None or not (folder / name / _HEAD).is_file():
        return None
    shelf = folder / name
    if hasattr(os, "getuid") and shelf.stat().st_uid != os.getuid():
        return None  # what another user wrote is not run
    try:
        corpus, places = cast(
            "tuple[Corpus, tuple[str, ...]]", _read(shelf, _HEAD)
        )  # cast: as below
        corpus = replace(corpus, jurisdictions=_Places(shelf, places))
        with suppress(OSError):
            os.utime(shelf)
    except Exception:  # noqa: BLE001 -- a damaged shelf must never cost an answer: read anew
        return None
    return corpus


def put(name: str, corpus: Corpus) -> None:
    """Keep a corpus, whole or not at all. Nothing is said where it cannot be kept."""
    folder = shelves()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
        try:
            _write(made, _HEAD, (replace(corpus, jurisdictions={}), tuple(corpus.jurisdictions)))
            for place, jurisdiction in corpus.jurisdictions.items():
                _write(made, place, jurisdiction)
            made.rename(folder / name)
        except OSError:
            shutil.rmtree(
                made, ignore_errors=True
            )  # another process was quicker, or the disk is full
        _prune(folder)


def _prune(folder: Path) -> None:
    held = sorted(
        (one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")),
        key=lambda one: one.stat().st_mtime,
        reverse=True,
    )
    for old in held[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


class _Places(Mapping[str, Jurisdiction]):
    """The places of a shelf, each read when it is first asked for."""

    def __init__(self, shelf: Path, names: tuple[str, ...]) -> None:
        self._shelf, self._names = shelf, dict.fromkeys(names)
        self._known: dict[str, Jurisdiction] = {}

    def __getitem__(self, name: str) -> Jurisdiction:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            # cast: each file of a shelf holds what its name says, and this program wrote it
            self._known[name] = cast("Jurisdiction", _read(self._shelf, name))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Cases(Sequence[Case]):
    """The cases beside one version, read when they are first asked for: an answer needs none."""

    def __init__(self, shelf: Path, name: str, number: int) -> None:
        self._shelf, self._name, self._number = shelf, name, number
        self._known: tuple[Case, ...] | None = None

    def _all(self) -> tuple[Case, ...]:
        if self._known is None:
            every = cast("list[tuple[Case, ...]]", _read(self._shelf, f"{self._name}.cases"))
            self._known = every[self._number]  # cast: as above
        return self._known

    @overload
    def __getitem__(self, index: int) -> Case: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Case, ...]: ...
    def __getitem__(self, index: int | slice) -> Case | tuple[Case, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())


def _plain(
    frozen: MappingProxyType[object, object],
) -> tuple[type[MappingProxyType[object, object]], tuple[dict[object, object]]]:
    return MappingProxyType, (dict(frozen),)


class _Pickler(pickle.Pickler):
    """Sets cases aside, in the order met."""

    dispatch_table = {MappingProxyType: _plain}  # noqa: RUF012 -- the form that pickle asks for

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.cases: list[tuple[Case, ...]] = []

    def persistent_id(self, obj: object) -> int | None:
        """The number of a tuple of cases."""
        if isinstance(obj, tuple) and obj and isinstance(obj[0], Case):
            self.cases.append(obj)
            return len(self.cases) - 1
        return None


class _Unpickler(pickle.Unpickler):
    """Puts a promise in the place of cases."""

    def __init__(self, file: IO[bytes], shelf: Path, name: str) -> None:
        super().__init__(file)
        self._shelf, self._name = shelf, name

    def persistent_load(self, pid: int) -> _Cases:
        """The cases of a number."""
        return _Cases(self._shelf, self._name, pid)


def _write(shelf: Path, name: str, what: object) -> None:
    with (shelf / name).open("wb") as file:
        pickler = _Pickler(file)
        pickler.dump(what)
    if pickler.cases:
        with (shelf / f"{name}.cases").open("wb") as file:
            plain = pickle.Pickler(file, protocol=pickle.HIGHEST_PROTOCOL)
            plain.dispatch_table = _Pickler.dispatch_table
            plain.dump(pickler.cases)


def _read(shelf: Path, name: str) -> object:
    with (shelf / name).open("rb") as file:
        return _Unpickler(file, shelf, name).load()
