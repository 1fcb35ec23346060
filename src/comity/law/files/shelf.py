"""A shelf of checked law: what files came to, kept so that the next start need not read them again.

Content-addressed: a shelf is named by the digest of every law file and of the program that read them,
so that it can say nothing else than the files do. What cannot be kept or taken is read anew from the
files; a shelf is never needed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import IO, cast, overload

from comity.law.corpus import Corpus
from comity.law.problem import CorpusError
from comity.law.provision import Case, Jurisdiction

KEPT = 4
"""Shelves that stay; the oldest make way."""

SWITCH = "COMITY_CACHE"
"""The environment variable that names another folder, or, set to `off`, keeps nothing."""

_HEAD = "head"
_NAME = re.compile(r"[0-9a-f]{32}")
_MAKING = ".comity-making-"
_ABANDONED = 3600
"""Seconds after which a shelf that is still being made was left by a process that died."""


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


def name_of(digest: str, shown: str, package: Path | None = None) -> str:
    """The name of the shelf of some law files, read by this program and called `shown` in problems."""
    seen = hashlib.sha256(f"{digest}\n{shown}\n{sys.version}\n".encode())
    root = Path(__file__).parents[2] if package is None else package
    # The program by its bytes, not by its version or times: a checkout changes without a new version,
    # and some installers give every file the same time.
    for path in sorted((*root.glob("law/**/*.py"), *root.glob("logic/*.py"))):
        content = path.read_bytes()
        seen.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        seen.update(content)
    return seen.hexdigest()[:32]


def take(name: str, anew: Callable[[], Corpus]) -> Corpus | None:
    """The corpus that stands on a shelf; None if there is none that can be read.

    `anew` reads it from its files: what is later found damaged, or gone, is taken from there.
    """
    folder = shelves()
    if folder is None:
        return None
    try:
        if not _is_ours(folder / name):
            return None
        shelf = _Shelf(folder / name, anew)
        # cast: each file of a shelf holds what its name says, and this program wrote it
        corpus, places = cast("tuple[Corpus, tuple[str, ...]]", shelf.read(_HEAD))
        shelf.digest = corpus.digest
        with suppress(OSError):
            os.utime(shelf.folder)
        return replace(corpus, jurisdictions=_Places(shelf, places))
    except Exception:  # noqa: BLE001 -- a damaged shelf must never cost an answer: read anew
        return None


def put(name: str, corpus: Corpus) -> None:
    """Keep a corpus, whole or not at all. Nothing is said where it cannot be kept."""
    folder = shelves()
    if folder is None:
        return
    import tempfile  # noqa: PLC0415 -- most starts find their law on the shelf

    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder))
        try:
            _write(made, _HEAD, (replace(corpus, jurisdictions={}), tuple(corpus.jurisdictions)))
            for place, jurisdiction in corpus.jurisdictions.items():
                _write(made, place, jurisdiction)
            # What stands there was found damaged, or another process was quicker: it says the same.
            shutil.rmtree(folder / name, ignore_errors=True)
            made.rename(folder / name)
        except Exception:  # noqa: BLE001 -- the disk is full, say: an answer needs no shelf
            shutil.rmtree(made, ignore_errors=True)
        _prune(folder)


def packed(corpus: Corpus) -> bytes:
    """The whole corpus for another process of this program, which `unpacked` gives back."""
    content = BytesIO()
    whole = replace(corpus, jurisdictions=dict(corpus.jurisdictions))
    _Pickler(content, aside=False).dump(whole)
    return content.getvalue()


def unpacked(content: bytes) -> Corpus:
    """What `packed` gave. Only for what this program itself has packed: other bytes could do anything."""
    # cast: as the docstring says
    return cast("Corpus", pickle.loads(content))  # noqa: S301 -- as the docstring says


def _is_ours(shelf: Path) -> bool:
    """Whether a shelf is there that nobody but this user can have written: what others wrote is not run."""
    about = shelf.lstat()
    mine = not hasattr(os, "getuid") or about.st_uid == os.getuid()
    closed = os.name != "posix" or not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(about.st_mode) and mine and closed


def _prune(folder: Path) -> None:
    """Remove all but the newest shelves, and what dead processes left; whatever else is there stays."""
    held = sorted(
        (one for one in folder.iterdir() if _NAME.fullmatch(one.name) and (one / _HEAD).is_file()),
        key=lambda one: one.stat().st_mtime,
        reverse=True,
    )
    old = held[KEPT:]
    if held:
        newest = held[0].stat().st_mtime
        making = (one for one in folder.iterdir() if one.name.startswith(_MAKING))
        old += [one for one in making if newest - one.stat().st_mtime > _ABANDONED]
    for one in old:
        shutil.rmtree(one, ignore_errors=True)


class _DamagedError(Exception):
    """A file of a shelf is not what was written."""


class _Shelf:
    """A shelf that was taken, and the way back to the files if it turns out to be damaged."""

    def __init__(self, folder: Path, anew: Callable[[], Corpus]) -> None:
        self.folder = folder
        self.digest = ""
        self._anew = anew
        self._whole: Corpus | None = None

    def read(self, name: str) -> object:
        """What a file of the shelf holds, if it is what was written under that name."""
        written = (self.folder / name).read_bytes()
        if _seal(name, written[_SEAL:]) != written[:_SEAL]:
            raise _DamagedError
        return _Unpickler(BytesIO(written[_SEAL:]), self, name).load()

    def place(self, name: str) -> Jurisdiction:
        """A place of the shelf; from the law files if the shelf cannot be read."""
        try:
            return cast("Jurisdiction", self.read(name))  # cast: as in `take`
        except Exception:  # noqa: BLE001 -- as in `take`
            return self.whole().jurisdictions[name]

    def cases(self, name: str) -> list[Sequence[Case]]:
        """The cases beside every version of a place that has any, in order."""
        try:
            return cast("list[Sequence[Case]]", self.read(f"{name}.cases"))  # cast: as in `take`
        except Exception:  # noqa: BLE001 -- as in `take`
            provisions = self.whole().jurisdictions[name].provisions
            return [one.cases for held in provisions for one in held.versions if one.cases]

    def whole(self) -> Corpus:
        """The same corpus from its files. Never another: an answer rests on one law."""
        if self._whole is None:
            with suppress(CorpusError):
                self._whole = self._anew()
            if self._whole is None or self._whole.digest != self.digest:
                raise OSError(
                    errno.EAGAIN, "it changed while it was read: run the command again", "the law"
                )
        return self._whole


class _Places(Mapping[str, Jurisdiction]):
    """The places of a shelf, each read when it is first asked for."""

    def __init__(self, shelf: _Shelf, names: tuple[str, ...]) -> None:
        self._shelf, self._names = shelf, dict.fromkeys(names)
        self._known: dict[str, Jurisdiction] = {}

    def __getitem__(self, name: str) -> Jurisdiction:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._shelf.place(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Cases(Sequence[Case]):
    """The cases beside one version, read when they are first asked for: an answer needs none."""

    def __init__(self, shelf: _Shelf, name: str, number: int) -> None:
        self._shelf, self._name, self._number = shelf, name, number
        self._known: Sequence[Case] | None = None

    def _all(self) -> Sequence[Case]:
        if self._known is None:
            self._known = self._shelf.cases(self._name)[self._number]
        return self._known

    @overload
    def __getitem__(self, index: int) -> Case: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Case]: ...
    def __getitem__(self, index: int | slice) -> Case | Sequence[Case]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())


def _plain(
    frozen: MappingProxyType[object, object],
) -> tuple[type[MappingProxyType[object, object]], tuple[dict[object, object]]]:
    return MappingProxyType, (dict(frozen),)


def _rebuilt(kind: type, *values: object) -> object:
    """One of our frozen things from its values. What dataclasses do by themselves takes several times as long."""
    one: object = object.__new__(kind)
    for write, value in zip(_setters(kind), values, strict=True):
        write(one, value)
    return one


_SLOTS: dict[type, tuple[str, ...]] = {}
_SETTERS: dict[type, tuple[Callable[[object, object], None], ...]] = {}


def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    """What sets each field of a class of ours, in order."""
    found = _SETTERS.get(kind)
    if found is None:
        found = _SETTERS[kind] = tuple(kind.__dict__[name].__set__ for name in _slots(kind))
    return found


def _slots(kind: type) -> tuple[str, ...]:
    """The fields of a class of ours that holds nothing else, in order; none of another class."""
    found = _SLOTS.get(kind)
    if found is None:
        own = kind.__dict__.get("__slots__", ())
        names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
        found = _SLOTS[kind] = names if all(name in own for name in names) else ()
    return found


def _all(cases: _Cases) -> tuple[type[tuple[Case, ...]], tuple[list[Case]]]:
    return tuple, (list(cases),)


class _Pickler(pickle.Pickler):
    """Sets cases aside, in the order met, or (`aside` false) writes them like the rest."""

    dispatch_table = {MappingProxyType: _plain, _Cases: _all}  # noqa: RUF012 -- the form that pickle asks for

    def __init__(self, file: IO[bytes], *, aside: bool) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._aside = aside
        self.cases: list[tuple[Case, ...]] = []

    def reducer_override(self, obj: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        """How our own frozen classes are written; everything else as it is by itself."""
        names = _slots(type(obj))
        if not names:
            # cast: so pickle is told to go on by itself
            return cast("tuple[Callable[..., object], tuple[object, ...]]", NotImplemented)
        return _rebuilt, (type(obj), *(getattr(obj, name) for name in names))

    def persistent_id(self, obj: object) -> int | None:
        """The number of a tuple of cases."""
        if self._aside and isinstance(obj, tuple) and obj and isinstance(obj[0], Case):
            self.cases.append(obj)
            return len(self.cases) - 1
        return None


class _Unpickler(pickle.Unpickler):
    """Puts a promise in the place of cases."""

    def __init__(self, file: IO[bytes], shelf: _Shelf, name: str) -> None:
        super().__init__(file)
        self._shelf, self._name = shelf, name

    def persistent_load(self, pid: int) -> _Cases:
        """The cases of a number."""
        return _Cases(self._shelf, self._name, pid)


_SEAL = hashlib.sha256().digest_size


def _seal(name: str, content: bytes) -> bytes:
    """What stands before the content of a file, so that a changed byte, or another's file, is noticed."""
    seen = hashlib.sha256(f"{name}\n".encode())
    seen.update(content)
    return seen.digest()


def _write(folder: Path, name: str, what: object) -> None:
    pickler = _write_one(folder, name, what)
    if pickler.cases:
        _write_one(folder, f"{name}.cases", pickler.cases, aside=False)


def _write_one(folder: Path, name: str, what: object, *, aside: bool = True) -> _Pickler:
    content = BytesIO()
    pickler = _Pickler(content, aside=aside)
    pickler.dump(what)
    held = content.getvalue()
    (folder / name).write_bytes(_seal(name, held) + held)
    return pickler
