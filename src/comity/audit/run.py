"""The main job: logs in, every row decided or rejected, a report out. The one place that puts the steps in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from comity.audit.dialect_file import dialect_named
from comity.audit.findings import Findings
from comity.audit.inputs import Inputs, open_inputs
from comity.audit.intake import Intake, Progress, read_all
from comity.audit.limits import DEFAULT_LIMITS, Limits
from comity.audit.manifest import digest_of, manifest_of, write_manifest
from comity.audit.page import page_of
from comity.audit.refusal import Refusal
from comity.audit.report_folder import (
    CSV,
    PAGE,
    PARQUET,
    REJECTS,
    ReportFolder,
    ReportFolderError,
    folder_for,
)
from comity.audit.summary import Headline, headlines
from comity.audit.tally import Tally, tally_of
from comity.law import Corpus


class AuditAccountError(Exception):
    """Rows that do not add up: a fault of the program. No report is written then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A finished audit: its counts, its sentences, its manifest, and where the report lies."""

    folder: Path
    tally: Tally
    intake: Intake
    inputs: Inputs
    headlines: tuple[Headline, ...]
    manifest: Mapping[str, object]

    @property
    def broken(self) -> tuple[str, ...]:
        """Logs that could not be read, or not to their end, in words: the audit is whole without them only."""
        refused = (str(one.error) for one in self.intake.not_read if one.error.refusal in _A_LOG)
        damaged = (
            f"{one.label}: {one.reading.damage}; what came before it was decided"
            for one in self.intake.files
            if one.reading.damage
        )
        return (*refused, *damaged)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Files of a folder that seem to be no logs, each with the reason."""
        others = (one for one in self.intake.not_read if one.error.refusal not in _A_LOG)
        return tuple(f"not read as a log: {one.error}" for one in others)


# Refusals of files that are, or seem to be, logs all the same.
_A_LOG = frozenset(
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
    }
)


def audit_logs(
    corpus: Corpus,
    paths: Sequence[Path],
    *,
    out: Path,
    agency: str | None = None,
    dialect: str | None = None,
    force: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda _what, _rows: None,
) -> Audit:
    """Decide every row of every log that the paths name or hold, and put the report into the folder `out`.

    `agency`, `dialect` and `limits` are those of `open_log`. `out` must be new, empty or a former report;
    `force` lets a report lie beside other files. An audit that is interrupted leaves what was there before.
    Raises AuditInputError, DialectError, ReportFolderError; AuditAccountError if rows were lost.
    """
    folder = folder_for(out, force=force)
    try:
        return _audit(
            corpus, paths, folder, agency=agency, dialect=dialect, limits=limits, progress=progress
        )
    except (OSError, duckdb.IOException) as error:
        said = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ReportFolderError(
            f"the audit stopped, nothing was written: the system says `{said}`"
        ) from error


def _audit(
    corpus: Corpus,
    paths: Sequence[Path],
    folder: ReportFolder,
    *,
    agency: str | None,
    dialect: str | None,
    limits: Limits,
    progress: Progress,
) -> Audit:
    inputs = open_inputs(
        paths, agency=agency, dialect=dialect, own_files=folder.own_files, limits=limits
    )
    options = _options(agency, dialect)
    with folder.building() as work:
        made = work / "report"
        made.mkdir()
        intake = read_all(inputs, corpus, work=work, rejects=made / REJECTS, progress=progress)
        progress("deciding", intake.rows)
        findings = Findings(intake, corpus, work=work)
        try:
            tally = tally_of(findings)
            _account(intake, tally)
            progress("writing the report", intake.rows)
            findings.write_parquet(made / PARQUET)
            findings.write_csv(made / CSV)
            said = headlines(tally, intake, findings.outcomes, corpus)
            page = page_of(tally, intake, inputs, findings.outcomes, corpus)
        finally:
            findings.close()
        (made / PAGE).write_text(page, encoding="utf-8", newline="\n")
        manifest = manifest_of(
            intake=intake,
            inputs=inputs,
            tally=tally,
            corpus=corpus,
            options=options,
            outputs=[made / name for name in (PAGE, PARQUET, CSV, REJECTS)],
        )
        write_manifest(made, manifest)
        folder.publish(made)
    return Audit(
        folder=folder.path,
        tally=tally,
        intake=intake,
        inputs=inputs,
        headlines=said,
        manifest=manifest,
    )


def _account(intake: Intake, tally: Tally) -> None:
    """Rows in = decided + rejected, for each file and in all."""
    read = sum(one.reading.counts.rows for one in intake.files)
    if not read == intake.rows == tally.rows:
        raise AuditAccountError(
            f"{read} rows were read, {intake.rows} kept and {tally.rows} decided: a fault of the program, "
            "please report it; no report was written"
        )


def _options(agency: str | None, dialect: str | None) -> dict[str, object]:
    """The options as the manifest holds them: a dialect file by its digest, not by its place on a disk."""
    named: object = dialect
    if dialect is not None and dialect != dialect_named(dialect).id:
        named = {"file": Path(dialect).name, "sha256": digest_of(Path(dialect))}
    return {"agency": agency, "dialect": named}
