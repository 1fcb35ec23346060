"""One file as a log: what it is, its rows and rejects in one stream, and what accounts for them.

It decides nothing. Folders are read by `folder.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from comity.audit.containers import Part, Pass, parts_of
from comity.audit.containers.limits import DEFAULT_LIMITS, Limits
from comity.audit.containers.records import Record
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.logs.agency import Agency, agency_named, agency_of_file
from comity.audit.logs.dialect import ColumnMap, Dialect, LogKind, PartyFrom, labels_of
from comity.audit.logs.dialect_file import dialect_named, shipped_dialects
from comity.audit.logs.recognise import (
    SAMPLE_ROWS,
    Recognised,
    later_dialects,
    no_header,
    recognise,
)
from comity.audit.logs.row import Counts, EntryRow, Item, Reject, SearchRow, SharingRow
from comity.audit.logs.rows import RowReader
from comity.audit.logs.seal import NO_SEAL
from comity.audit.logs.spans import Span
from comity.audit.logs.tail import Tail


class LogNotReadError(Exception):
    """Something was asked that is known only once the log has been read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one whole pass over the file found.

    `sha256` is that of the bytes on disk, as `sha256sum` prints it. `damage` is None, or says in words why
    the file breaks off; what came before it has been read.
    """

    sha256: str
    counts: Counts
    damage: str | None
    notes: tuple[str, ...]


class Log:
    """A log that has been looked at and can be read, any number of times, each time from the disk.

    Iterating gives `SearchRow` and `Reject`, or `SharingRow` and `Reject`, in file order and in constant
    memory, and raises LogRefusedError if the file turns out to be a gzip bomb or too large. After a whole
    pass `reading`, and with it `sha256`, `counts` and `damage`, can be asked. `seal` makes the marks that stand
    for officers and plates; set it before reading.
    """

    def __init__(
        self,
        *,
        part: Part,
        recognised: Recognised,
        agency: Agency | None,
        owner: Agency | None,
        limits: Limits,
        notes: tuple[str, ...],
    ) -> None:
        self.part, self.agency, self.owner = part, agency, owner
        self.columns: ColumnMap = recognised.columns
        self.limits, self._opening_notes = limits, notes
        self._reading: Reading | None = None
        self.seal = NO_SEAL

    @property
    def path(self) -> Path:
        """The file as its user named it; `inside` says which table of it."""
        return self.part.path

    @property
    def inside(self) -> str:
        """Which table of the file the log is: a sheet, a member of an archive; empty where it is the file."""
        return self.part.inside

    @property
    def dialect(self) -> Dialect:
        return self.columns.dialect

    @property
    def kind(self) -> LogKind:
        return self.dialect.kind

    @property
    def opening_notes(self) -> tuple[str, ...]:
        """What is known of the log before it is read."""
        return self._opening_notes

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the result should know: encoding, dialect and why, agency; then what reading met."""
        return self._opening_notes + (self._reading.notes if self._reading else ())

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            raise LogNotReadError(f"{self.path}: read the log to its end first")
        return self._reading

    @property
    def sha256(self) -> str:
        return self.reading.sha256

    @property
    def counts(self) -> Counts:
        return self.reading.counts

    @property
    def damage(self) -> str | None:
        return self.reading.damage

    def __iter__(self) -> Iterator[Item]:
        self._reading = None
        one = Pass(part=self.part, limits=self.limits)
        first = (self.dialect,)
        reader = RowReader(
            first=first,
            later=later_dialects(first),
            agency=self.agency,
            owner=self.owner,
            seal=self.seal,
        )
        span, tail = Span(), Tail()
        for item in reader.read(one.records()):
            match item:
                case SearchRow():
                    span.add(item.moment.date())
                case SharingRow():
                    span.add(item.as_of)
                case EntryRow() if item.on is not None:
                    span.add(item.on)
                case Reject():
                    tail.reject(item)
                case _:
                    pass
            if not isinstance(item, Reject):
                tail.row()
            yield item
        assert one.sha256 is not None
        damage = [f"{one.damage}; what came before it was read"] if one.damage else []
        notes = (*reader.notes, *one.notes, *damage, *tail.notes())
        notes = (*notes, *span.notes(self.part.naming.name))
        self._reading = Reading(
            sha256=one.sha256, counts=reader.counts, damage=one.damage, notes=notes
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile:
    """One file: the logs in it, and each table or member that is none, with the reason."""

    path: Path
    logs: tuple[Log, ...]
    refused: tuple[tuple[str, LogRefusedError], ...]


def open_log(
    path: Path | str,
    *,
    agency: str | None = None,
    dialect: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Log:
    """Look at a file that holds one log; its rows are read by iterating the result. Options as for `open_file`.

    Raises LogRefusedError (the file cannot be read as a log, or holds several) or DialectError.
    """
    found = open_file(path, agency=agency, dialect=dialect, limits=limits)
    if len(found.logs) == 1:
        return found.logs[0]
    raise LogRefusedError(
        Refusal.SEVERAL_TABLES,
        found.path,
        f"holds {len(found.logs)} logs",
        "one was asked for: " + ", ".join(f"`{log.inside}`" for log in found.logs[:5]),
        "open it as a file of several logs",
    )


def open_file(
    path: Path | str,
    *,
    agency: str | None = None,
    dialect: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> LogFile:
    """Look at a file and say which logs it holds.

    `agency`: name or portal slug of the agency whose log this is, for files that do not say; without it the
    file's name and its folder's name are asked. `dialect`: a dialect's name or a dialect file, to overrule
    detection. Raises LogRefusedError if no log is in the file, DialectError if there is no such dialect.
    """
    path = Path(path)
    first = (dialect_named(dialect),) if dialect else shipped_dialects()
    opened = parts_of(path, lambda: labels_of((*first, *shipped_dialects())), limits)
    logs: list[Log] = []
    refused = list(opened.refused)
    for part in opened.parts:
        try:
            logs.append(_log(part, first, agency, limits, asked=dialect is not None))
        except LogRefusedError as error:
            refused.append((part.inside, error))
    if not logs:
        raise _no_log(path, refused)
    return LogFile(path=path, logs=tuple(logs), refused=tuple(refused))


def _no_log(path: Path, refused: Sequence[tuple[str, LogRefusedError]]) -> LogRefusedError:
    """Why a file holds no log: the reason of its only table, or of each."""
    if len(refused) == 1:
        return refused[0][1]
    reasons = "; ".join(f"{inside}: {error.problem.what}" for inside, error in refused[:10])
    more = f"; and {len(refused) - 10} more" if len(refused) > 10 else ""
    return LogRefusedError(
        refused[0][1].refusal,
        path,
        f"none of its {len(refused)} tables is a log",
        reasons + more,
        refused[0][1].problem.remedy,
    )


def head_of(part: Part, limits: Limits) -> list[Record]:
    """The first records of a part: those that may be a header, and a sample of rows."""
    most = limits.header_records + SAMPLE_ROWS
    if part.head is not None:
        return list(part.head[:most])
    records = Pass(part=part, limits=limits).records()
    try:
        return list(islice(records, most))
    finally:
        records.close()


def _log(
    part: Part, first: Sequence[Dialect], named: str | None, limits: Limits, *, asked: bool
) -> Log:
    head = head_of(part, limits)
    found = recognise(head, first, limits.header_records)
    if found is None:
        raise no_header(part, head[: limits.header_records], first)
    dialect, columns = found.columns.dialect, found.columns
    chosen = "it was asked for" if asked else columns.reason
    notes = [f"read as {part.said}" + (f" ({part.numbering})" if part.numbering else "")]
    notes.append(f"dialect `{dialect.id}` ({dialect.means}): {chosen}")
    notes += found.notes
    if columns.unread:
        unread = ", ".join(f"`{label}`" for label in columns.unread)
        notes.append(f"not read, because the dialect does not know them: {unread}")
    whose, note = _agency(part.naming, named, columns)
    notes.append(note)
    owner = None
    if dialect.kind is LogKind.SEARCH_AUDIT and columns.owner_from is PartyFrom.FILE:
        owner, note = _owner(part.naming, named, found)
        notes.append(note)
    return Log(
        part=part, recognised=found, agency=whose, owner=owner, limits=limits, notes=tuple(notes)
    )


def _owner(path: Path, named: str | None, found: Recognised) -> tuple[Agency | None, str]:
    """The agency whose network audit this is, if it is one: others than that agency have searched in it."""
    own = None, "an organization audit: one agency's own searches, wherever the cameras were"
    if found.columns.searcher_from is not PartyFrom.COLUMNS:
        return own
    whose = agency_named(named) if named else agency_of_file(path)
    if whose is None:
        if len(found.agencies) == 1:
            return own
        return None, "a network audit whose agency is not named: name it with `--agency`"
    if found.agencies and {name.casefold() for name in found.agencies} <= {whose.name.casefold()}:
        return own
    return whose, f"a network audit of `{whose.name}`, whose cameras the searches reached"


def _agency(path: Path, named: str | None, columns: ColumnMap) -> tuple[Agency | None, str]:
    """The agency that stands for the whole file, and a note that says where it comes from."""
    dialect = columns.dialect
    searches = dialect.kind is LogKind.SEARCH_AUDIT
    party = dialect.searcher if searches else dialect.owner
    from_ = columns.searcher_from if searches else columns.owner_from
    if from_ is PartyFrom.COLUMNS:
        unused = (
            "; the agency given as an option is not used"
            if named and columns.owner_from is not PartyFrom.FILE
            else ""
        )
        return None, f"the file names the agency of each row itself{unused}"
    if from_ is PartyFrom.UNSTATED:
        return None, f"no agency: {party.why}"
    if named:
        agency = agency_named(named)
        return agency, f"agency `{agency.name}`: given as an option"
    if found := agency_of_file(path):
        where = found.source.value.replace("_", " ").replace("file", "file's")
        where = where.replace("folder", "folder's")
        return found, f"agency `{found.name}`: read from the {where} (`{found.slug or path.name}`)"
    return None, "no agency: neither the file's name nor its folder's name spells one; name it"
