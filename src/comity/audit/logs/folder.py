"""A folder of logs: every recognised file opened, every other file listed with the reason. Reads no rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.audit.containers.limits import DEFAULT_LIMITS, Limits
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.logs.log import Log, open_file

DOCUMENTATION_ENDINGS = {".md", ".rst", ".html", ".htm"}
DOCUMENTATION_STEMS = {"readme", "license", "licence", "notice", "source", "sources", "changelog"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecognised:
    """A file that is no log, or a table of one (`inside`), with the refusal that says why."""

    path: Path
    error: LogRefusedError
    inside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFolder:
    """The logs of a folder and its sub-folders in the order of their paths; nothing in it goes unnamed."""

    path: Path
    logs: tuple[Log, ...]
    unrecognised: tuple[Unrecognised, ...]
    documentation: tuple[Path, ...]
    notes: tuple[str, ...]


def read_folder(
    path: Path | str,
    *,
    agency: str | None = None,
    dialect: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> LogFolder:
    """Open every log below a folder, with the options of `open_log` for each.

    Hidden files and folders are left alone. Raises LogRefusedError when `path` is not a folder, and
    DialectError as `open_log` does.
    """
    path = Path(path)
    if not path.is_dir():
        raise LogRefusedError(
            Refusal.NOT_A_FILE if path.exists() else Refusal.MISSING,
            path,
            "is no folder",
            "a folder of logs was asked for",
            "check the path",
        )
    logs: list[Log] = []
    unrecognised: list[Unrecognised] = []
    documentation: list[Path] = []
    for file in files_below(path):
        if is_documentation(file):
            documentation.append(file)
            continue
        if file.is_dir():
            error = LogRefusedError(
                Refusal.UNREADABLE,
                file,
                "cannot be opened",
                "the system does not let you list this folder",
                "check that you may read it",
            )
            unrecognised.append(Unrecognised(path=file, error=error))
            continue
        try:
            found = open_file(file, agency=agency, dialect=dialect, limits=limits)
            logs += found.logs
            unrecognised += [
                Unrecognised(path=file, error=error, inside=inside)
                for inside, error in found.refused
            ]
        except LogRefusedError as refused:
            unrecognised.append(Unrecognised(path=file, error=refused))
    notes = [f"{_within(path, file)}: passed over as documentation" for file in documentation]
    notes += [
        f"{_within(path, one.path)}{_of(one.inside)}: not read as a log" for one in unrecognised
    ]
    return LogFolder(
        path=path,
        logs=tuple(logs),
        unrecognised=tuple(unrecognised),
        documentation=tuple(documentation),
        notes=tuple(notes),
    )


def is_documentation(path: Path) -> bool:
    """True of files that speak of the logs beside them: README, SOURCE.md, LICENSE and the like."""
    stem = path.name.split(".")[0].casefold()
    ending = path.suffix.casefold()
    return ending in DOCUMENTATION_ENDINGS or (
        stem in DOCUMENTATION_STEMS and ending in {"", ".txt"}
    )


def files_below(folder: Path) -> Iterator[Path]:
    """Files below a folder by path, and folders that cannot be listed.

    A linked folder is not entered, so that no circle is walked.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from files_below(entry)
        elif not entry.is_dir():
            yield entry


def _of(inside: str) -> str:
    return f" [{inside}]" if inside else ""


def _within(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()
