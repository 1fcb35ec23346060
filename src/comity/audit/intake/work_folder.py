"""Where an audit works: a folder beside the report's place, kept when it is interrupted, gone when it is done.

What is finished in it has a name that tells what it was made of; only whole things get such a name.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from comity.audit.engine import EngineLostError
from comity.audit.logs.seal import Seal

_LOCK = "lock"
_KEY = "key"
_INPUTS = "inputs"


class WorkFolderBusyError(Exception):
    """Another audit works on the same report."""


class WorkFolder:
    """The folder. Open it with `working`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.inputs = path / _INPUTS
        self.inputs.mkdir(exist_ok=True)

    def seal(self) -> Seal:
        """Marks for counting only: their key lives as long as this folder."""
        key = self.path / _KEY
        if not key.is_file():
            write_whole(key, secrets.token_bytes(32))
        return Seal(key.read_bytes(), shown=False)

    def new(self, name: str) -> Path:
        """An empty folder of this name; what an earlier run left in it is removed."""
        folder = self.path / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder


@contextmanager
def working(path: Path, *, fresh: bool) -> Iterator[WorkFolder]:
    """Open or make the folder, alone. It is removed unless the block is interrupted or the disk fills.

    An exception leaves it where `resumable` says so. Raises WorkFolderBusyError, OSError.
    """
    if fresh:
        with suppress(FileNotFoundError), _alone(path):
            shutil.rmtree(path)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path):
        try:
            yield WorkFolder(path)
        except BaseException as error:
            if not resumable(error):
                shutil.rmtree(path, ignore_errors=True)
            raise
        shutil.rmtree(path, ignore_errors=True)


def resumable(error: BaseException) -> bool:
    """Whether what is done already is of use when the same audit is started again: an interrupt, a full disk, a lost
    cluster.
    """
    full = OSError | MemoryError | duckdb.IOException | duckdb.OutOfMemoryException
    return not isinstance(error, Exception) or isinstance(error, full | EngineLostError)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it when the process ends, however it ends."""
    handle = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkFolderBusyError(
                f"another audit is writing the same report: wait for it, or name another folder than "
                f"`{path.name}` belongs to"
            ) from None
        yield
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is either whole or not there."""
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(path)


def name_for(parts: Mapping[str, object]) -> str:
    """A file name that tells everything it was made of apart: 24 hex digits."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
