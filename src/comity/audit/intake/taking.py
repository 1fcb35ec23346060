"""Every log read once, into a spool of its own in the working folder; what an earlier run has read is taken over."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

import duckdb

from comity.audit.containers.digest import digest_of
from comity.audit.containers.limits import Limits
from comity.audit.containers.refusal import LogRefusedError
from comity.audit.engine import Engine
from comity.audit.intake.bulk import read_in_bulk
from comity.audit.intake.inputs import Inputs, NamedLog, NotRead
from comity.audit.intake.spool import NOT_KEPT, SpoolWriter, of_view_to_parquet, to_parquet
from comity.audit.intake.work_folder import WorkFolder, name_for, write_whole
from comity.audit.logs.dialect import LogKind, labels_of
from comity.audit.logs.dialect_file import shipped_dialects
from comity.audit.logs.log import Log, Reading
from comity.audit.logs.row import Counts, Reject, RejectReason
from comity.audit.logs.seal import Seal
from comity.audit.shown import safe_cell, without_values
from comity.decide import program_version

Progress = Callable[[str, int], None]
"""Told what is being done, and how many rows of it are done."""

Spread = Callable[[Log, Seal, Path, bool], tuple[Reading, tuple[Reject, ...]] | None]
"""Reads a large log on several machines at once, into a folder of Parquet files; with digests of rows or without.
None where the log must be read here."""

REJECT_COLUMNS = ("file", "line", "lines", "reason", "what")
TOLD_EVERY = 5_000
MOST_DIGESTED = 256 * 1024**2
"""Bytes of a log whose rows bear a digest each, if it is read in bulk. A row of a larger one is named by its file's
digest and its line: digests of all its rows would take longer than everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One log that was read to its end (or to where it breaks off), and what accounts for its records.

    `spool` holds its rows; `rejects` the table of what is none.
    """

    label: str
    kind: LogKind
    dialect: str
    agency: str
    size: int
    notes: tuple[str, ...]
    reading: Reading
    spool: Path
    rejects: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What reading gave: the logs in the order of their labels. `taken_over` were read by an earlier run."""

    files: tuple[FileRead, ...]
    not_read: tuple[NotRead, ...]
    rows: int
    rejects: int
    taken_over: int = 0


def read_all(
    inputs: Inputs,
    work: WorkFolder,
    *,
    seal: Seal,
    limits: Limits,
    progress: Progress,
    spread: Spread | None = None,
) -> Intake:
    """Read every log. The order in which files were named changes nothing."""
    files: list[FileRead] = []
    not_read = list(inputs.not_read)
    taken_over = rows = 0
    engine = Engine(work.new("reading"))
    reading = _Reading(work=work, engine=engine, seal=seal, progress=progress, spread=spread)
    try:
        for named in sorted(inputs.logs, key=lambda one: one.label):
            try:
                name = _name_of(named, seal, limits, spread=spread is not None)
                known = _taken_over(work, name)
                found = known or reading.read(named, name, rows)
            except LogRefusedError as refused:
                not_read.append(NotRead(label=named.label, error=refused))
                continue
            taken_over += known is not None
            rows += found.reading.counts.rows
            progress(f"reading {named.label}", rows)
            files.append(found)
    finally:
        engine.close()
    return Intake(
        files=tuple(files),
        not_read=tuple(not_read),
        rows=rows,
        rejects=sum(one.reading.counts.rejects for one in files),
        taken_over=taken_over,
    )


def write_rejects(intake: Intake, target: TextIO) -> None:
    """One table of all rejects, in the order of the files."""
    cells = csv.writer(target, lineterminator="\n")
    cells.writerow(REJECT_COLUMNS)
    for one in intake.files:
        with one.rejects.open(encoding="utf-8", newline="") as handle:
            while block := handle.read(1 << 20):
                target.write(block)


def _name_of(named: NamedLog, seal: Seal, limits: Limits, *, spread: bool) -> str:
    """What the spool is made of: another file, dialect, agency, key or program gives another name.

    Raises LogRefusedError if the file is not there any more.
    """
    log = named.log
    try:
        sha256 = digest_of(log.path)
    except OSError:
        log.part.same_as_seen()
        raise
    return name_for(
        {
            "sha256": sha256,
            "label": named.label,
            "dialect": repr(log.dialect),
            "agency": repr((log.agency, log.owner, log.inside)),
            "limits": asdict(limits),
            "notes": log.notes,
            "seal": seal.name,
            "program": (program_version(), duckdb.__version__, *(["spread"] if spread else [])),
        }
    )


def _taken_over(work: WorkFolder, name: str) -> FileRead | None:
    """The log as an earlier run has read it, if it has read it whole: its account is written last."""
    try:
        form = json.loads((work.inputs / f"{name}.json").read_text("utf-8"))
        return _from_json(form, work.inputs, name)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What reading a log needs beside the log."""

    work: WorkFolder
    engine: Engine
    seal: Seal
    progress: Progress
    spread: Spread | None

    def read(self, named: NamedLog, name: str, before: int) -> FileRead:
        """Read one log. Raises LogRefusedError if it turns out to be none; nothing of it is kept then."""
        log = named.log
        log.seal = self.seal
        inputs = self.work.inputs
        spool, rejects = inputs / f"{name}.parquet", inputs / f"{name}.rejects.csv"
        reading = self._spread(named, spool, rejects) or self._in_bulk(named, name, spool, rejects)
        if reading is None:
            self._one_by_one(named, name, before)
            reading = log.reading
        found = FileRead(
            label=named.label,
            kind=log.kind,
            dialect=log.dialect.id,
            agency=log.agency.name if log.agency else "",
            size=log.part.stamp.size,
            notes=(*log.opening_notes, *reading.notes),
            reading=reading,
            spool=spool,
            rejects=rejects,
        )
        write_whole(inputs / f"{name}.json", json.dumps(_to_json(found)).encode())
        return found

    def _spread(self, named: NamedLog, spool: Path, rejects: Path) -> Reading | None:
        """A large plain log read by many machines; None where it must be read here."""
        if self.spread is None:
            return None
        self.progress(f"reading {named.label}", 0)
        is_small = named.log.part.stamp.size <= MOST_DIGESTED
        found = self.spread(named.log, self.seal, spool, is_small)
        if found is None:
            return None
        reading, refused = found
        _write_rejects(named, refused, rejects)
        return reading

    def _in_bulk(self, named: NamedLog, name: str, spool: Path, rejects: Path) -> Reading | None:
        """A large plain log at the engine's own speed; None where it must be read one row at a time."""
        self.progress(f"reading {named.label}", 0)
        raw = self.work.inputs / f"{name}.raw.parquet"
        is_small = named.log.part.stamp.size <= MOST_DIGESTED
        try:
            bulk = read_in_bulk(
                named.log,
                self.engine.connection,
                "bulk",
                raw,
                digests=is_small,
                without=NOT_KEPT,
            )
            if bulk is None:
                return None
            of_view_to_parquet(self.engine, "bulk", self.seal, spool)
            self.engine.run("DROP VIEW IF EXISTS bulk")
            self.engine.run("DROP TABLE IF EXISTS bulk_mended")
        finally:
            raw.unlink(missing_ok=True)
        _write_rejects(named, bulk.rejects, rejects)
        return bulk.reading

    def _one_by_one(self, named: NamedLog, name: str, before: int) -> None:
        log, inputs = named.log, self.work.inputs
        labels = labels_of((*shipped_dialects(), log.dialect))
        plain = inputs / f"{name}.rows"
        try:
            with (
                plain.open("w", encoding="utf-8", newline="") as row_file,
                (inputs / f"{name}.rejects.csv").open(
                    "w", encoding="utf-8", newline=""
                ) as reject_file,
            ):
                rows = SpoolWriter(row_file)
                reject_cells = csv.writer(reject_file, lineterminator="\n")
                for item in log:
                    if isinstance(item, Reject):
                        reject_cells.writerow(_reject(named.label, item, labels))
                        continue
                    rows.write(item)
                    if rows.rows % TOLD_EVERY == 0:
                        self.progress(f"reading {named.label}", before + rows.rows)
            to_parquet(self.engine, plain, inputs / f"{name}.parquet")
        finally:
            plain.unlink(missing_ok=True)


def _write_rejects(named: NamedLog, found: Iterable[Reject], target: Path) -> None:
    labels = labels_of((*shipped_dialects(), named.log.dialect))
    with target.open("w", encoding="utf-8", newline="") as handle:
        cells = csv.writer(handle, lineterminator="\n")
        cells.writerows(_reject(named.label, one, labels) for one in found)


def _reject(label: str, one: Reject, labels: frozenset[str]) -> list[str]:
    what = without_values(one.what, labels)
    cells = (label, str(one.line), str(one.span), one.reason.value, what)
    return [safe_cell(cell) for cell in cells]


def _to_json(one: FileRead) -> dict[str, object]:
    counts = one.reading.counts
    return {
        "label": one.label,
        "kind": one.kind.value,
        "dialect": one.dialect,
        "agency": one.agency,
        "size": one.size,
        "notes": one.notes,
        "sha256": one.reading.sha256,
        "damage": one.reading.damage,
        "reading_notes": one.reading.notes,
        "counts": {
            **{
                name: getattr(counts, name)
                for name in ("lines", "records", "rows", "rejects", "headers", "blank")
            },
            "rejects_by_reason": {
                reason.value: rows for reason, rows in counts.rejects_by_reason.items()
            },
        },
    }


def _from_json(form: Mapping[str, Any], folder: Path, name: str) -> FileRead:  # Any: our own JSON
    counts = dict(form["counts"])
    by_reason = {RejectReason(key): rows for key, rows in counts.pop("rejects_by_reason").items()}
    spool, rejects = folder / f"{name}.parquet", folder / f"{name}.rejects.csv"
    if not (spool.exists() and rejects.is_file()):
        raise FileNotFoundError(spool)
    return FileRead(
        label=form["label"],
        kind=LogKind(form["kind"]),
        dialect=form["dialect"],
        agency=form["agency"],
        size=form["size"],
        notes=tuple(form["notes"]),
        reading=Reading(
            sha256=form["sha256"],
            counts=Counts(**counts, rejects_by_reason=by_reason),
            damage=form["damage"],
            notes=tuple(form["reading_notes"]),
        ),
        spool=spool,
        rejects=rejects,
    )
