"""Where uploads and reports lie while they are needed: one folder for each, named by a secret, and all that is
known of it in files of that folder, so that several server processes can share it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from comity.audit import REPORT_FILES
from comity.web.page import NotFoundError
from comity.web.site import Settings

_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_ROWS = re.compile(r"rows/[0-9]+-[a-z0-9-]*\.csv")
_UNSAFE = re.compile(r"[^A-Za-z0-9._ -]+")
_STATE = "state.json"
_LONGEST_NAME = 120


class State(Enum):
    """How far an audit is."""

    LOOKED = "looked"
    REFUSED = "refused"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One audit as it stands: kept `since`, on this machine's clock. `told` is what the child process wrote last: a
    guess, progress, counts, messages.
    """

    id: str
    folder: Path
    since: datetime
    state: State
    names: tuple[str, ...]
    told: Mapping[str, object]


class BusyError(Exception):
    """As many audits run as this server allows at once."""


class Store:
    """The audits of a server, on disk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._own = settings.upload_folder is None
        self.root = settings.upload_folder or Path(tempfile.mkdtemp(prefix="comity-audits-"))
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def close(self) -> None:
        """End what runs, and remove everything if the folder is the server's own."""
        for child in self._children.values():
            _end(child.pid)
        for child in self._children.values():
            child.wait()
        if self._own:
            shutil.rmtree(self.root, ignore_errors=True)

    def new(self) -> Path:
        """A new folder with a place for the files. Its name is the only key to it."""
        folder = self.root / secrets.token_urlsafe(16)
        (folder / "input").mkdir(parents=True, mode=0o700)
        return folder

    def kept(self, name: str) -> Kept:
        """An audit by its id. Raises NotFoundError: it never was, or was deleted, or its time is over."""
        self.expire()
        folder = self._folder(name)
        try:
            files = tuple(sorted(one.name for one in (folder / "input").iterdir()))
            since = datetime.fromtimestamp((folder / "input").stat().st_mtime).astimezone()
            told = json.loads((folder / _STATE).read_text("utf-8"))
        except (OSError, ValueError):
            raise NotFoundError(
                "no audit is kept here: it was deleted, or its time is over"
            ) from None
        state = State(told.get("state", "failed"))
        if state is State.RUNNING and not self._runs(name, told):
            told = {**told, "messages": told.get("messages") or [_STOPPED]}
            state = State.FAILED
        return Kept(id=name, folder=folder, since=since, state=state, names=files, told=told)

    def all(self) -> tuple[Kept, ...]:
        """Every audit that is kept, the newest first."""
        found: list[Kept] = []
        for folder in self._folders():
            with suppress(NotFoundError):  # deleted meanwhile, or still being put here
                found.append(self.kept(folder.name))
        return tuple(sorted(found, key=lambda one: (one.since, one.id), reverse=True))

    def look(self, folder: Path) -> None:
        """Let a child process say what the files seem to be. Waits for it."""
        child = self._start(folder, "look", ())
        try:
            child.wait(timeout=self.settings.look_seconds)
        except subprocess.TimeoutExpired:
            _end(child.pid)
            child.wait()
        if not (folder / _STATE).is_file():
            write_state(folder, {"state": State.REFUSED.value, "messages": [_STOPPED]})

    def start(self, one: Kept, options: Sequence[str]) -> None:
        """Start the audit of files that were looked at. Raises BusyError; an audit that runs is left alone."""
        if one.state is State.RUNNING:
            return
        if (
            sum(child.poll() is None for child in self._children.values())
            >= self.settings.max_audits
        ):
            raise BusyError
        write_state(one.folder, {**one.told, "state": State.RUNNING.value, "messages": []})
        self._children[one.id] = self._start(one.folder, "run", options)

    def delete(self, name: str) -> None:
        """End an audit and remove its files and its report."""
        folder = self._folder(name)
        child = self._children.pop(name, None)
        if child is not None:
            _end(child.pid)
            child.wait()
        shutil.rmtree(folder, ignore_errors=True)

    @property
    def expire_every(self) -> float:
        """Seconds between two looks at what is over its time."""
        return max(1.0, min(600.0, self.settings.keep_seconds / 4))

    def expire(self, now: float | None = None) -> None:
        """Remove what was put here longer ago than it is kept."""
        limit = (time.time() if now is None else now) - self.settings.keep_seconds
        for folder in self._folders():
            with suppress(OSError):
                if (folder / "input").stat().st_mtime < limit:
                    self.delete(folder.name)

    def _folders(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from [one for one in self.root.iterdir() if _ID.fullmatch(one.name)]

    def _folder(self, name: str) -> Path:
        # Ids are what `token_urlsafe` makes: no path can be spelled with them.
        if not _ID.fullmatch(name) or not (self.root / name).is_dir():
            raise NotFoundError("no audit is kept here: it was deleted, or its time is over")
        return self.root / name

    def _start(self, folder: Path, what: str, options: Sequence[str]) -> subprocess.Popen[bytes]:
        settings = self.settings
        limits = [str(settings.audit_memory), str(settings.audit_seconds)]
        corpus = ["--corpus", str(settings.corpus_folder)] if settings.corpus_folder else []
        overlays = [part for path in settings.overlays for part in ("--overlay", str(path))]
        # A fixed program and paths of our own; what a user typed is passed as one argument each, without a shell.
        return subprocess.Popen(  # noqa: S603 -- as said
            [
                sys.executable,
                "-m",
                "comity.web.audits.child",
                what,
                str(folder),
                *limits,
                *corpus,
                *overlays,
                *list(options),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _runs(self, name: str, told: Mapping[str, object]) -> bool:
        child = self._children.get(name)
        if child is not None:
            return child.poll() is None
        pid = told.get("pid")
        if not isinstance(pid, int):
            return False
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True


_STOPPED = (
    "the audit ended before its report was written: it met a limit of this server, or was stopped"
)


def write_state(folder: Path, told: Mapping[str, object]) -> None:
    """Write what is known of an audit, whole or not at all."""
    written = folder / f".{_STATE}.{os.getpid()}"
    written.write_text(json.dumps(told), encoding="utf-8")
    written.replace(folder / _STATE)


def safe_name(name: str | None, number: int) -> str:
    """A file name that is nothing but a name: the last part of what the browser sent, plain characters only.

    The ending stays, for it says what the file is; so does the agency's name that portals put in front.
    """
    last = re.split(r"[/\\]", name or "")[-1]
    plain = _UNSAFE.sub("_", last).strip(" .")
    return plain[-_LONGEST_NAME:].lstrip(" .") or f"file-{number}"


def report_file(one: Kept, name: str) -> Path:
    """A file of the report by its name. Raises NotFoundError for any other file."""
    path = one.folder / "report" / name
    is_ours = name in REPORT_FILES or _ROWS.fullmatch(name) is not None
    if one.state is not State.DONE or not is_ours or not path.is_file():
        raise NotFoundError("this report has no such file")
    return path


def _end(pid: int) -> None:
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
