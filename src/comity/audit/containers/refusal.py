"""The one exception for a file that cannot be read as a log. A bad row is no refusal: it becomes a reject."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from comity.law.problem import Problem


class Refusal(Enum):
    """Why a whole file is refused."""

    MISSING = "missing"
    DIRECTORY = "directory"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    PACKED = "packed"
    TOO_LARGE = "too_large"
    GZIP_BOMB = "gzip_bomb"
    ARCHIVE_BOMB = "archive_bomb"
    XML_BOMB = "xml_bomb"
    NESTED = "nested"
    LOCKED = "locked"
    IMAGES_ONLY = "images_only"
    NO_TABLE = "no_table"
    STALLED = "stalled"
    CHANGED = "changed"
    SEVERAL_TABLES = "several_tables"
    NOT_DECIDED = "not_decided"
    DAMAGED = "damaged"
    NO_HEADER = "no_header"
    UNKNOWN_HEADER = "unknown_header"
    MISSING_COLUMN = "missing_column"


SEEM_LOGS = frozenset(
    {
        Refusal.MISSING_COLUMN,
        Refusal.ARCHIVE_BOMB,
        Refusal.IMAGES_ONLY,
        Refusal.LOCKED,
        Refusal.NESTED,
        Refusal.STALLED,
        Refusal.XML_BOMB,
        Refusal.GZIP_BOMB,
        Refusal.TOO_LARGE,
        Refusal.DAMAGED,
        Refusal.UNREADABLE,
        Refusal.CHANGED,
    }
)
"""Refusals of files that are, or seem to be, logs all the same."""


class LogRefusedError(Exception):
    """A file that cannot be read as a log. `refusal` says which kind; `problem` where, what, why, remedy."""

    def __init__(
        self, refusal: Refusal, path: Path, what: str, why: str, remedy: str, *, line: int = 0
    ) -> None:
        self.refusal = refusal
        self.path = path
        self._said = what, why, remedy
        self.problem = Problem(file=str(path), line=line, what=what, why=why, remedy=remedy)
        super().__init__(str(self.problem))

    def at(self, path: Path) -> LogRefusedError:
        """The same refusal under the name by which its user knows the file."""
        return LogRefusedError(self.refusal, path, *self._said, line=self.problem.line)
