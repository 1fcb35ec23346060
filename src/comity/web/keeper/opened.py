"""What the keeper's pages are made from: an opened ledger, and the desk of a review. Both may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from comity.evidence.review import Desk, open_desk
from comity.evidence.run import PROPOSALS
from comity.law import Corpus
from comity.web.site import Settings

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.ledger.report.read import ReadReport


class Keeper:
    """The opened ledger and desk of a server. What was counted last is kept until the ledger has another end."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Open both. Raises LedgerError, ReviewError."""
        self._corpus = corpus
        self._folder = settings.review
        self.ledger: Ledger | None = None
        if settings.ledger is not None:
            from comity.ledger import open_ledger  # noqa: PLC0415 -- a review alone needs no database library

            self.ledger = open_ledger(settings.ledger)
        self.deciding = Lock()
        """Held while a decision of a review is checked and written: two windows of this server never overlap."""
        self._lock = Lock()
        self._read: ReadReport | None = None
        self._desk: tuple[tuple[int, int], Desk] | None = None
        if self._folder is not None:
            self.desk()

    def report(self) -> ReadReport:
        """What may be published, counted; its numbers link to the page that they stand on, with their columns."""
        from comity.ledger.report.read import read_report  # noqa: PLC0415 -- as above

        assert self.ledger is not None
        with self._lock:
            if self._read is None or self._read.head != self.ledger.head():
                self._read = read_report(self.ledger, self._corpus, address=_address)
            return self._read

    def desk(self) -> Desk:
        """The desk of the review, read anew where proposals were. Raises ReviewError."""
        assert self._folder is not None
        with self._lock:
            stamp = _stamp(self._folder / PROPOSALS)
            if self._desk is None or self._desk[0] != stamp:
                self._desk = (stamp, open_desk(self._folder, self._corpus))
            return self._desk[1]


def _address(_at: int, columns: Mapping[str, str]) -> str:
    """From the page of counts to itself, so that language and root stay."""
    return f"?{urlencode(columns)}" if columns else "?all=yes"


def _stamp(file: Path) -> tuple[int, int]:
    try:
        there = file.stat()
    except OSError:
        return (0, 0)  # opening it says what is wrong
    return (there.st_mtime_ns, there.st_size)
