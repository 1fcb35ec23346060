"""What a user names, files and folders, into logs that each stand once; nothing named goes unaccounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.audit.containers.limits import DEFAULT_LIMITS, Limits
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.logs.dialect import NOT_DECIDED
from comity.audit.logs.folder import read_folder
from comity.audit.logs.log import Log, open_file
from comity.audit.shown import printable

MOST_LISTED = 10
"""Files of a folder without logs that a message names."""


class AuditInputError(Exception):
    """Input that cannot be used; `messages` says what is wrong with each part of it."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLog:
    """A log, and the name by which the report calls it: that of what the user named and the path below."""

    label: str
    log: Log


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A file that is no log, or could not be read to its end: why, without the path before it."""

    label: str
    error: LogRefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that was named: logs in order, files that are none, files that speak of them."""

    logs: tuple[NamedLog, ...]
    not_read: tuple[NotRead, ...]
    documentation: tuple[str, ...]
    notes: tuple[str, ...]


def open_inputs(
    paths: Sequence[Path],
    *,
    agency: str | None = None,
    dialect: str | None = None,
    own_files: frozenset[Path] = frozenset(),
    limits: Limits = DEFAULT_LIMITS,
) -> Inputs:
    """Look at every file that the paths name or hold.

    `own_files`: resolved paths of a former report, which are passed over. A file met twice is read once.
    Raises AuditInputError if a path cannot be used or no log is found, with everything that is wrong, and
    DialectError as `open_log` does.
    """
    logs: list[NamedLog] = []
    not_read: list[NotRead] = []
    documentation: list[str] = []
    notes: list[str] = []
    mistakes: list[str] = []
    met: dict[tuple[Path, str], str] = {}
    for path, top in zip(paths, _tops(paths), strict=True):
        try:
            if not path.is_dir():
                file = open_file(path, agency=agency, dialect=dialect, limits=limits)
                opened = list(file.logs)
                found = [NamedLog(label=_of(top, log.inside), log=log) for log in opened]
                others = [
                    NotRead(label=_of(top, inside), error=error) for inside, error in file.refused
                ]
            else:
                folder = read_folder(path, agency=agency, dialect=dialect, limits=limits)
                found = [
                    NamedLog(label=_of(_below(top, path, log.path), log.inside), log=log)
                    for log in folder.logs
                ]
                others = [
                    NotRead(label=_of(_below(top, path, one.path), one.inside), error=one.error)
                    for one in folder.unrecognised
                    if one.path.resolve() not in own_files
                ]
                documentation += [
                    _below(top, path, file)
                    for file in folder.documentation
                    if file.resolve() not in own_files
                ]
            acts = [one for one in found if one.log.kind not in NOT_DECIDED]
            others += [
                NotRead(label=one.label, error=_no_acts(one.log))
                for one in found
                if one.log.kind in NOT_DECIDED and one.log.path.resolve() not in own_files
            ]
            not_read += others
            if not acts and not path.is_dir():
                raise others[-1].error
            if not acts:
                mistakes.append(
                    f"{printable(str(path))}: holds no log that can be read: "
                    f"{len(others)} other files are in it; name a folder with search audits or "
                    "sharing lists"
                )
                mistakes += [str(one.error) for one in others[:MOST_LISTED]]
                if len(others) > MOST_LISTED:
                    mistakes.append(
                        f"... and {len(others) - MOST_LISTED} more files that are no logs"
                    )
        except LogRefusedError as refused:
            mistakes.append(str(refused))
            continue
        for one in acts:
            real = one.log.path.resolve()
            if real in own_files:
                continue
            key = (real, one.log.inside)
            if key in met:
                notes.append(f"{one.label} is the same file as {met[key]} and was read once")
                continue
            met[key] = one.label
            logs.append(one)
    if not paths:
        mistakes.append("no file is named: name a log or a folder of logs")
    if mistakes:
        raise AuditInputError(mistakes)
    return Inputs(
        logs=tuple(logs),
        not_read=tuple(not_read),
        documentation=tuple(documentation),
        notes=tuple(notes),
    )


def _tops(paths: Sequence[Path]) -> list[str]:
    """The last name of each path, numbered where two are alike: a report tells nothing of a user's disk."""
    tops: list[str] = []
    for path in paths:
        name = printable(path.name or path.resolve().name or "input", 200)
        alike = sum(top.split(" (", 1)[0] == name for top in tops)
        tops.append(f"{name} ({alike + 1})" if alike else name)
    return tops


def _no_acts(log: Log) -> LogRefusedError:
    """Why the rows of a recognised log are not decided."""
    what, remedy = NOT_DECIDED[log.kind]
    return LogRefusedError(
        Refusal.NOT_DECIDED,
        log.part.shown,
        f"is {what} (dialect `{log.dialect.id}`)",
        "its rows are no acts of a local agency that the law here speaks of",
        remedy,
    )


def _of(label: str, inside: str) -> str:
    """The name of a table of a file, by which the report calls it."""
    return f"{label} [{printable(inside, 300)}]" if inside else label


def _below(top: str, folder: Path, file: Path) -> str:
    return f"{top}/{printable(file.relative_to(folder).as_posix(), 500)}"
