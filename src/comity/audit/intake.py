"""Every row of every log, read once: its parties, its purpose, its days and what it asks, as numbers on disk.

The numbers stand for names, purposes and asks, which are few; the rows may be many and are never all held.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import TextIO

from comity.audit.dialect import LogKind, labels_of
from comity.audit.dialect_file import shipped_dialects
from comity.audit.inputs import Inputs, NamedLog, NotRead
from comity.audit.lexicon import Lexicon
from comity.audit.log import Reading
from comity.audit.party import Party, party_named
from comity.audit.purpose import StatedPurpose, stated_purpose
from comity.audit.questions import QuestionBook
from comity.audit.recipient import recipient_named
from comity.audit.refusal import LogRefusedError
from comity.audit.row import Reject, SearchRow, SharingRow
from comity.audit.shown import safe_cell, without_values
from comity.audit.when import STATE_CODES, local_dates
from comity.law import Corpus

Progress = Callable[[str, int], None]
"""Told what is being done, and how many rows of it are done."""

ROWS = "rows.csv"
REJECT_COLUMNS = ("file", "line", "lines", "reason", "what")
TOLD_EVERY = 5_000
NONE = -1
"""Stands in the spool where a row has no such thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One log that was read to its end (or to where it breaks off), and what accounts for its records."""

    label: str
    kind: LogKind
    dialect: str
    agency: str
    size: int
    notes: tuple[str, ...]
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What reading gave. `names` and `stated` are in the order of the numbers that the rows hold."""

    files: tuple[FileRead, ...]
    not_read: tuple[NotRead, ...]
    book: QuestionBook
    names: Sequence[str]
    stated: Sequence[tuple[str, str, str]]
    rows: int
    rejects: int


class _Spool:
    """The files that reading writes, and how to take back what a refused log has left in them."""

    def __init__(self, rows: TextIO, rejects: TextIO) -> None:
        self.rows, self._rejects = rows, rejects
        self._cells = csv.writer(rejects, lineterminator="\n")
        self._cells.writerow(REJECT_COLUMNS)

    def reject(self, label: str, one: Reject, labels: frozenset[str]) -> None:
        what = without_values(one.what, labels)
        cells = (label, str(one.line), str(one.span), one.reason.value, what)
        self._cells.writerow([safe_cell(cell) for cell in cells])

    def mark(self) -> tuple[int, int]:
        return self.rows.tell(), self._rejects.tell()

    def back_to(self, mark: tuple[int, int]) -> None:
        for handle, at in zip((self.rows, self._rejects), mark, strict=True):
            handle.seek(at)
            handle.truncate()


class _Reader:
    """One pass over all logs."""

    def __init__(self, corpus: Corpus, lexicon: Lexicon, spool: _Spool, progress: Progress) -> None:
        self._lexicon = lexicon
        self.book = QuestionBook(corpus)
        self.names: dict[str, int] = {}
        self.stated: dict[tuple[str, str, str], int] = {}
        self.rows = 0
        self._spool, self._progress = spool, progress
        self._labels = labels_of(shipped_dialects())

    def read(self, number: int, named: NamedLog) -> FileRead:
        """Read one log. Raises LogRefusedError if it turns out to be none; nothing of it is kept then."""
        mark, rows = self._spool.mark(), self.rows
        log = named.log
        labels = self._labels | labels_of((log.dialect,))
        try:
            for item in log:
                match item:
                    case SearchRow():
                        self._search(number, item)
                    case SharingRow():
                        self._sharing(number, item)
                    case Reject():
                        self._spool.reject(named.label, item, labels)
                if self.rows % TOLD_EVERY == 0:
                    self._progress(f"reading {named.label}", self.rows)
        except LogRefusedError:
            self._spool.back_to(mark)
            self.rows = rows
            raise
        return FileRead(
            label=named.label,
            kind=log.kind,
            dialect=log.dialect.id,
            agency=log.agency.name if log.agency else "",
            size=log.path.stat().st_size,
            notes=log.notes,
            reading=log.reading,
        )

    def _search(self, number: int, row: SearchRow) -> None:
        party = party_named(row.searcher)
        stated = stated_purpose(row, state=party.state, lexicon=self._lexicon)
        days = _days(row, party)
        ask = self.book.of_search(party, stated.purpose, days)
        self._write(number, row, days, (self._name(party.name), NONE, self._stated(stated), ask))

    def _sharing(self, number: int, row: SharingRow) -> None:
        party, recipient = party_named(row.owner), recipient_named(row.recipient)
        ask = self.book.of_sharing(party, recipient, row.as_of)
        names = self._name(party.name), self._name(row.recipient)
        self._write(number, row, (row.as_of,), (*names, NONE, ask))

    def _write(
        self,
        number: int,
        row: SearchRow | SharingRow,
        days: tuple[date, ...],
        about: tuple[int, int, int, int],
    ) -> None:
        """One line: where the row stands, its days, and the numbers of party, other, purpose and ask."""
        party, other, stated, ask = about
        self._spool.rows.write(
            f"{self.rows},{number},{row.line},{row.digest},{days[0]},{days[-1]},{party},{other},{stated},{ask}\n"
        )
        self.rows += 1

    def _name(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def _stated(self, one: StatedPurpose) -> int:
        key = (one.purpose.value, one.signal.value, one.rule or "")
        return self.stated.setdefault(key, len(self.stated))


def _days(row: SearchRow, party: Party) -> tuple[date, ...]:
    """The local days on which a search may have been made; the day in UTC where no state is known."""
    state = party.state
    if state is None or state not in STATE_CODES:
        return (row.moment.astimezone(UTC).date(),)
    return local_dates(row.moment, state)


def read_all(
    inputs: Inputs,
    corpus: Corpus,
    *,
    lexicon: Lexicon,
    work: Path,
    rejects: Path,
    progress: Progress,
) -> Intake:
    """Read every log into `work`, and the rejects into a table of their own."""
    files: list[FileRead] = []
    not_read = list(inputs.not_read)
    rejected = 0
    with (
        (work / ROWS).open("w", encoding="utf-8", newline="") as row_file,
        rejects.open("w", encoding="utf-8", newline="") as reject_file,
    ):
        reader = _Reader(corpus, lexicon, _Spool(row_file, reject_file), progress)
        for named in inputs.logs:
            try:
                read = reader.read(len(files), named)
            except LogRefusedError as refused:
                not_read.append(NotRead(label=named.label, error=refused))
                continue
            files.append(read)
            rejected += read.reading.counts.rejects
    return Intake(
        files=tuple(files),
        not_read=tuple(not_read),
        book=reader.book,
        names=tuple(reader.names),
        stated=tuple(reader.stated),
        rows=reader.rows,
        rejects=rejected,
    )
