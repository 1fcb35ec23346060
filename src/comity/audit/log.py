"""One file as a log: what it is, its rows and rejects in one stream, and what accounts for them.

It decides nothing. Folders are read by `folder.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from comity.audit.agency import Agency, agency_named, agency_of_file
from comity.audit.dialect import Dialect, LogKind, PartyFrom, detect, normal_label
from comity.audit.dialect_file import dialect_named, shipped_dialects
from comity.audit.limits import DEFAULT_LIMITS, Limits
from comity.audit.records import Record, fault_words, read_records
from comity.audit.refusal import LogRefusedError, Refusal
from comity.audit.row import Counts, Item, safe_excerpt
from comity.audit.rows import RowReader
from comity.audit.seal import NO_SEAL
from comity.audit.source import Encoding, Shape, Source, probe

_ENCODING_WORDS = {
    Encoding.UTF_8: "utf-8",
    Encoding.UTF_8_MARKED: "utf-8 with a byte order mark",
    Encoding.UTF_16_LE: "utf-16 (little-endian)",
    Encoding.UTF_16_BE: "utf-16 (big-endian)",
}


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

    Iterating gives rows of its kind and `Reject`s, in file order and in constant memory, and raises LogRefusedError if the file turns out to be a gzip bomb or too large. After a whole
    pass `reading`, and with it `sha256`, `counts` and `damage`, can be asked. `seal` makes the marks that
    stand for officers and plates; set it before reading.
    """

    def __init__(
        self,
        *,
        path: Path,
        dialect: Dialect,
        agency: Agency | None,
        shape: Shape,
        limits: Limits,
        first: Sequence[Dialect],
        notes: tuple[str, ...],
    ) -> None:
        self.path, self.dialect, self.agency = path, dialect, agency
        self._shape, self._limits, self._first, self._opening_notes = shape, limits, first, notes
        self._reading: Reading | None = None
        self.seal = NO_SEAL

    @property
    def kind(self) -> LogKind:
        return self.dialect.kind

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
        source = Source(self.path, self._shape, self._limits)
        later = (*self._first, *(d for d in shipped_dialects() if d not in self._first))
        reader = RowReader(first=self._first, later=later, agency=self.agency, seal=self.seal)
        yield from reader.read(_records(source, self._shape, self._limits))
        assert source.sha256 is not None
        notes = list(reader.notes)
        if source.damage:
            notes.append(f"{source.damage}; what came before it was read")
        elif not source.ends_with_newline:
            notes.append("the last line has no line end: the file may have been cut off")
        self._reading = Reading(
            sha256=source.sha256, counts=reader.counts, damage=source.damage, notes=tuple(notes)
        )


def open_log(
    path: Path | str,
    *,
    agency: str | None = None,
    dialect: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Log:
    """Look at a file and say what log it is; its rows are read by iterating the result.

    `agency`: name or portal slug of the agency whose log this is, for files that do not say; without it the
    file's name and its folder's name are asked. `dialect`: a dialect's name or a dialect file, to overrule
    detection. Raises LogRefusedError (the file cannot be read as a log) or DialectError (no such dialect).
    """
    path = Path(path)
    first = (dialect_named(dialect),) if dialect else shipped_dialects()
    shape = probe(path, limits)
    source = Source(path, shape, limits)
    head = list(islice(_records(source, shape, limits), limits.header_records))
    for record in head:
        found = detect(record.cells, first) if record.fault is None else None
        if found is None:
            continue
        chosen = "it was asked for" if dialect else found.reason
        notes = [
            f"read as {_ENCODING_WORDS[shape.encoding]}" + (", from gzip" if shape.gzipped else ""),
            f"dialect `{found.dialect.id}` ({found.dialect.means}): {chosen}",
        ]
        if found.unread:
            unread = ", ".join(f"`{label}`" for label in found.unread)
            notes.append(f"not read, because the dialect does not know them: {unread}")
        whose, note = _agency(path, agency, found.dialect)
        notes.append(note)
        return Log(
            path=path,
            dialect=found.dialect,
            agency=whose,
            shape=shape,
            limits=limits,
            first=first,
            notes=tuple(notes),
        )
    raise _no_header(path, head, first)


def _records(source: Source, shape: Shape, limits: Limits) -> Iterator[Record]:
    return read_records(source.lines(), limits, wide=shape.encoding.is_wide)


def _agency(path: Path, named: str | None, dialect: Dialect) -> tuple[Agency | None, str]:
    """The agency that stands for the whole file, and a note that says where it comes from."""
    party = dialect.searcher if dialect.kind is LogKind.SEARCH_AUDIT else dialect.owner
    if party.from_ is PartyFrom.COLUMNS:
        unused = "; the agency given as an option is not used" if named else ""
        return None, f"the file names the agency of each row itself{unused}"
    if party.from_ is PartyFrom.UNSTATED:
        return None, f"no agency: {party.why}"
    if named:
        agency = agency_named(named)
        return agency, f"agency `{agency.name}`: given as an option"
    if found := agency_of_file(path):
        where = found.source.value.replace("_", " ").replace("file", "file's")
        where = where.replace("folder", "folder's")
        return found, f"agency `{found.name}`: read from the {where} (`{found.slug}`)"
    return None, "no agency: neither the file's name nor its folder's name spells one; name it"


def _no_header(path: Path, head: Sequence[Record], dialects: Sequence[Dialect]) -> LogRefusedError:
    """Why no header was found: one that lacks a column if there is one near, else an unknown one."""
    readable = [r for r in head if r.fault is None and any(cell.strip() for cell in r.cells)]
    if not readable:
        return LogRefusedError(
            Refusal.NO_HEADER,
            path,
            "has no header",
            f"none of its first {len(head)} records can be read: {fault_words(faulty)}"
            if (faulty := next((r for r in head if r.fault is not None), None))
            else f"its first {len(head)} records are blank",
            "open it in a text editor and see whether it is a CSV file",
            line=head[0].line,
        )
    known = {d.id: {normal_label(column.label) for column in d.columns} for d in dialects}
    nearest: list[
        tuple[int, int, Record, Dialect]
    ] = []  # fewest columns missing, most labels known
    for record in readable:
        labels = {normal_label(cell) for cell in record.cells}
        for d in dialects:
            hits = len(labels & known[d.id])
            if hits >= 2:
                nearest.append((len(d.missing_from(record.cells)), -hits, record, d))
    if not nearest:
        shown = safe_excerpt(readable[0].raw)
        separated = next((mark for mark in ";\t|" if readable[0].raw.count(mark.encode()) > 1), "")
        return LogRefusedError(
            Refusal.UNKNOWN_HEADER,
            path,
            f"the header `{shown}` is of no known dialect",
            "its columns are not those of a search audit or a sharing list known here"
            + (", and they are not separated by commas" if separated else ""),
            "export it with commas as CSV" if separated else "give a dialect file for it",
            line=readable[0].line,
        )
    _, _, record, d = min(nearest, key=lambda one: one[:2])
    missing = d.missing_from(record.cells)
    if not missing:
        return LogRefusedError(
            Refusal.UNKNOWN_HEADER,
            path,
            f"the header `{safe_excerpt(record.raw)}` names a column twice",
            "which of the two holds the values is not known",
            "mend the header in a copy and say so beside the result",
            line=record.line,
        )
    labels_missing = ", ".join(f"`{label}`" for label in missing)
    return LogRefusedError(
        Refusal.MISSING_COLUMN,
        path,
        f"the header lacks {labels_missing}",
        f"the nearest dialect, `{d.id}`, cannot be read without",
        "ask for the export with this column, or give a dialect file that does without",
        line=record.line,
    )
