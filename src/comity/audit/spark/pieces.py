"""Large plain logs read by the executors, a piece each, by the same reader as on one machine.

Every executor must have this package, in the same version, and see the log under the same path. Where one has not,
or a piece is not plain to its end, the log is read by the driver as it would be without Spark: the rows are the same.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from comity.audit.containers.limits import Limits
from comity.audit.containers.part import stamp_of
from comity.audit.containers.records import Record
from comity.audit.containers.source import Shape
from comity.audit.containers.text import CUT_OFF, TextPart
from comity.audit.engine import Engine, EngineLostError
from comity.audit.intake.bulk import read_in_bulk
from comity.audit.intake.plain_log import MOST_DOUBTFUL
from comity.audit.intake.spool import of_view_to_parquet
from comity.audit.logs.agency import Agency
from comity.audit.logs.dialect import ColumnMap
from comity.audit.logs.log import Log, Reading
from comity.audit.logs.recognise import Recognised
from comity.audit.logs.row import Counts, Reject, RejectReason
from comity.audit.logs.seal import Seal
from comity.audit.logs.spans import Span
from comity.audit.logs.tail import Tail
from comity.audit.spark.choice import Session
from comity.audit.spark.cuts import Cuts, cuts_of, write_piece
from comity.audit.spark.session import told
from comity.decide import program_version

LIST = "pieces.json"
"""In the folder of a spool: its pieces in their order, see `Piece`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The spool of one piece. Its first `plain` rows come before those of all pieces that had to be looked at closely,
    as they do in a log that is read at once. `above`: lines of the log before those that the piece counts.
    """

    file: str
    rows: int
    plain: int
    above: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What an executor is sent: the rows of a piece and nothing of the law."""

    file: Path
    size: int
    begin: int
    end: int
    naming: Path
    shape: Shape
    header: bytes
    head: tuple[Record, ...]
    columns: ColumnMap
    agency: Agency | None
    owner: Agency | None
    limits: Limits
    key: bytes
    shown: bool
    digests: bool
    target: Path
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What it sends back; the rows lie in the target. `doubts`: rows that had to be looked at closely."""

    counts: Counts
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]
    doubts: int
    last: int
    days: Mapping[date, int]


def read_pieces(
    session: Session, log: Log, seal: Seal, target: Path, piece_bytes: int, *, digests: bool
) -> tuple[Reading, tuple[Reject, ...]] | None:
    """Let the executors read a log into the folder `target`; None where the driver must read it."""
    cuts = cuts_of(log, piece_bytes)
    if cuts is None:
        return None
    log.part.same_as_seen()
    partial = target.with_name(f"{target.name}.pieces")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    tasks = _tasks(log, cuts, seal, partial, target.stem, digests=digests)
    try:
        found = _sent_out(session, tasks)
    except EngineLostError as error:
        if not any(mark in str(error.__cause__) for mark in _NOT_INSTALLED):
            raise
        found = []
    log.part.same_as_seen()
    read = [one for one in found if one is not None]
    made = _together(log, cuts, read, tasks) if len(read) == len(tasks) else None
    if made is None:
        shutil.rmtree(partial, ignore_errors=True)
        return None
    reading, rejects, pieces = made
    listed = [
        {"file": one.file, "rows": one.rows, "plain": one.plain, "above": one.above}
        for one in pieces
    ]
    (partial / LIST).write_text(json.dumps(listed), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return reading, rejects


_NOT_INSTALLED = ("ModuleNotFoundError", "ImportError")
"""Marks of an executor whose Python has not this package, or not all that it needs."""


def _sent_out(session: Session, tasks: Sequence[_Task]) -> list[_Read | None]:
    with told():
        sent = session.sparkContext.parallelize(tasks, len(tasks)).map(read_piece)
        found: list[_Read | None] = sent.collect()
    return found


def pieces_in(spool: Path) -> list[Piece]:
    """The pieces of a spool that is a folder."""
    return [Piece(**one) for one in json.loads((spool / LIST).read_text("utf-8"))]


def _tasks(
    log: Log, cuts: Cuts, seal: Seal, folder: Path, name: str, *, digests: bool
) -> list[_Task]:
    part = log.part
    assert isinstance(part, TextPart)
    return [
        _Task(
            file=part.file.resolve(),
            size=part.stamp.size,
            begin=begin,
            end=end,
            naming=part.naming,
            shape=replace(part.shape, head=b""),
            header=cuts.above[-1].raw,
            head=cuts.head[len(cuts.above) - 1 :] if begin else cuts.head,
            columns=log.columns,
            agency=log.agency,
            owner=log.owner,
            limits=log.limits,
            key=seal.key,
            shown=seal.shown,
            digests=digests,
            target=folder.resolve() / f"{name}-{number:05}.parquet",
            version=program_version(),
        )
        for number, (begin, end) in enumerate(cuts.pieces)
    ]


def read_piece(task: _Task) -> _Read | None:
    """What one executor does. None: it has another version, does not see the log, or the piece is not plain."""
    if program_version() != task.version:
        return None
    try:
        if stamp_of(task.file).size != task.size or not task.target.parent.is_dir():
            return None
    except Exception:  # noqa: BLE001 -- whatever it is, the driver reads the log and says what is wrong with it
        return None
    with tempfile.TemporaryDirectory(prefix="comity-") as name:
        folder = Path(name)
        file = folder / "piece.csv"
        write_piece(task.file, task.begin, task.end, task.header, file)
        engine = Engine(folder)
        try:
            return _read(task, file, engine, folder)
        finally:
            engine.close()


def _read(task: _Task, file: Path, engine: Engine, folder: Path) -> _Read | None:
    part = TextPart(
        path=file, file=file, naming=task.naming, stamp=stamp_of(file), said="", shape=task.shape, head=task.head
    )  # fmt: skip
    log = Log(
        part=part,
        recognised=Recognised(columns=task.columns, at=0, notes=(), agencies=frozenset()),
        agency=task.agency,
        owner=task.owner,
        limits=task.limits,
        notes=(),
    )
    bulk = read_in_bulk(
        log, engine.connection, "bulk", folder / "raw.parquet", digests=task.digests, from_bytes=0
    )
    if bulk is None:
        return None
    made = folder / "spool.parquet"
    of_view_to_parquet(engine, "bulk", Seal(task.key, shown=task.shown), made)
    # Another attempt at the same piece may write the same bytes at the same time.
    passing = Path(tempfile.mkdtemp(dir=task.target.parent)) / "piece"
    shutil.copyfile(made, passing)
    passing.replace(task.target)
    passing.parent.rmdir()
    ((doubts,),) = engine.ask("SELECT count(*) FROM bulk_mended")
    ((last,),) = engine.ask("SELECT coalesce(max(line), 0) FROM bulk")
    days = engine.ask("SELECT CAST(moment AS DATE), count(*) FROM bulk GROUP BY 1")
    return _Read(
        counts=bulk.reading.counts,
        rejects=bulk.rejects,
        notes=bulk.reading.notes,
        doubts=doubts,
        last=last,
        days=dict(days),
    )


def _together(
    log: Log, cuts: Cuts, read: Sequence[_Read], tasks: Sequence[_Task]
) -> tuple[Reading, tuple[Reject, ...], list[Piece]] | None:
    """The account of the whole log from those of its pieces; None if they do not fit."""
    span, tail, rejects = Span(), Tail(), list[Reject]()
    above, pieces, last = 0, list[Piece](), 0
    by_reason: Counter[RejectReason] = Counter()
    for number, (one, task) in enumerate(zip(read, tasks, strict=True)):
        if not _is_sound(one):
            return None
        repeated = 1 if number else 0
        rejects += [replace(reject, line=reject.line + above - repeated) for reject in one.rejects]
        if one.counts.rows:
            last = one.last + above - repeated
        by_reason.update(one.counts.rejects_by_reason)
        for day, rows in one.days.items():
            span.add(day, rows)
        pieces.append(
            Piece(
                file=task.target.name,
                rows=one.counts.rows,
                plain=one.counts.rows - one.doubts,
                above=above - repeated,
            )
        )
        above += one.counts.lines - repeated
    if not last or sum(one.doubts for one in read) + len(rejects) > MOST_DOUBTFUL:
        return None
    for reject in rejects:
        if reject.line > last:
            tail.reject(reject)
    again = len(read) - 1
    counts = Counts(
        lines=above,
        records=sum(one.counts.records for one in read) - again,
        rows=sum(one.counts.rows for one in read),
        rejects=len(rejects),
        headers=1,
        blank=sum(one.counts.blank for one in read),
        rejects_by_reason=dict(by_reason),
    )
    cut = (CUT_OFF,) if CUT_OFF in read[-1].notes else ()
    part = log.part
    notes = (*cut, *tail.notes(), *span.notes(part.naming.name))
    reading = Reading(sha256=part.file_digest(), counts=counts, damage=None, notes=notes)
    return reading, tuple(rejects), pieces


# Faults that reach over lines: a piece that holds one may have been cut in the wrong place.
_OVER_LINES = {
    RejectReason.OPEN_QUOTE,
    RejectReason.STRAY_QUOTE,
    RejectReason.SWALLOWED,
    RejectReason.UNDER_UNKNOWN_HEADER,
    RejectReason.UNKNOWN_HEADER,
    RejectReason.CUT_OFF,
}


def _is_sound(one: _Read) -> bool:
    return one.counts.headers == 1 and _OVER_LINES.isdisjoint(one.counts.rejects_by_reason)
