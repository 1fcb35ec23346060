"""The main job: logs in, every row decided or rejected, a report out. The one place that puts the steps in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from comity.audit.containers.digest import digest_of
from comity.audit.containers.limits import DEFAULT_LIMITS, Limits
from comity.audit.containers.refusal import SEEM_LOGS
from comity.audit.counting.acts import tally_of
from comity.audit.counting.identity import sameness_of, tell_acts_apart
from comity.audit.counting.tally import Tally
from comity.audit.deciding.attestations import Attestations, read_attestations
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.gather import gather
from comity.audit.deciding.matters import put_questions
from comity.audit.deciding.own_agencies import OwnAgencies, read_agencies
from comity.audit.deciding.questions import QuestionBook
from comity.audit.engine import Engine, EngineLostError, quoted
from comity.audit.engines import engines
from comity.audit.intake.inputs import Inputs, open_inputs
from comity.audit.intake.taking import Intake, Progress, read_all
from comity.audit.intake.work_folder import WorkFolder
from comity.audit.logs.dialect_file import dialect_named
from comity.audit.logs.seal import seal_of
from comity.audit.purpose.lexicon import Lexicon
from comity.audit.purpose.lexicon_cases import lexicon_with
from comity.audit.report.folder import PARQUET, ReportFolder, ReportFolderError, folder_for
from comity.audit.report.portal_pages import PortalPages, read_portal_pages
from comity.audit.report.summary import Headline
from comity.audit.report.workbook import library
from comity.audit.report.write import Made, write_report
from comity.audit.spark import SparkChoice, make_ready
from comity.law import Corpus


class AuditAccountError(Exception):
    """Rows that do not add up: a fault of the program. No report is written then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """What a user may ask for. The paths are of files of the user's own.

    `agency`, `dialect` and `limits` are those of `open_log`. `lexicons`: files of the user's own rules for purposes,
    laid over the shipped ones. `agencies`: what names of agencies stand for, see `deciding/own_agencies.py`.
    `attestations`: declarations and attestations that were signed, see `deciding/attestations.py`. `portal_pages`:
    what agencies' own pages say that data are not used for, see `report/portal_pages.py`. `pseudonyms`: a key file,
    with which officers and plates are shown as keyed marks; they are dropped without. `workbook`: write an Excel
    workbook too. `fresh`: take nothing over from an audit of the same report that was interrupted. `spark`: let Spark
    hold the rows.
    """

    agency: str | None = None
    dialect: str | None = None
    lexicons: tuple[Path, ...] = ()
    agencies: Path | None = None
    attestations: Path | None = None
    portal_pages: Path | None = None
    pseudonyms: Path | None = None
    workbook: bool = False
    fresh: bool = False
    spark: SparkChoice | None = None
    limits: Limits = field(default=DEFAULT_LIMITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A finished audit: its counts, its sentences, its manifest, and where the report lies."""

    folder: Path
    tally: Tally
    intake: Intake
    inputs: Inputs
    headlines: tuple[Headline, ...]
    manifest: Mapping[str, object]
    remarks: tuple[str, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """Logs that could not be read, or not to their end, in words: the audit is whole without them only."""
        refused = (str(one.error) for one in self.intake.not_read if one.error.refusal in SEEM_LOGS)
        damaged = (
            f"{one.label}: {one.reading.damage}; what came before it was decided"
            for one in self.intake.files
            if one.reading.damage
        )
        return (*refused, *damaged)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Files of a folder that seem to be no logs, each with the reason; and what was given and not used."""
        others = (one for one in self.intake.not_read if one.error.refusal not in SEEM_LOGS)
        return (*(f"not read as a log: {one.error}" for one in others), *self.remarks)


def audit_logs(
    corpus: Corpus,
    paths: Sequence[Path],
    *,
    out: Path,
    options: AuditOptions | None = None,
    force: bool = False,
    progress: Progress = lambda _what, _rows: None,
) -> Audit:
    """Decide every row of every log that the paths name or hold, and put the report into the folder `out`.

    `out` must be new, empty or a former report; `force` lets a report lie beside other files. An audit that is
    interrupted leaves what was there before, and beside it a working folder: started again, it takes over the
    logs that were read whole. Raises AuditInputError, DialectError, AgencyFileError, AttestationError,
    PortalPagesError, LexiconError, SealError, WorkbookError, SparkError, ReportFolderError; AuditAccountError if
    rows were lost.
    """
    options = options or AuditOptions()
    if options.workbook:
        library()
    if options.spark:
        make_ready(options.spark)
    lexicon = lexicon_with(options.lexicons)
    folder = folder_for(out, force=force)
    agencies = read_agencies(options.agencies, corpus) if options.agencies else OwnAgencies()
    named = agencies.party
    signed = (
        read_attestations(options.attestations, named) if options.attestations else Attestations()
    )
    pages = (
        read_portal_pages(options.portal_pages, named) if options.portal_pages else PortalPages()
    )
    seal = seal_of(options.pseudonyms) if options.pseudonyms else None
    given = (
        one
        for one in (
            *options.lexicons,
            options.agencies,
            options.attestations,
            options.portal_pages,
            options.pseudonyms,
        )
        if one
    )
    inputs = open_inputs(
        paths,
        agency=options.agency,
        dialect=options.dialect,
        own_files=folder.own_files | {one.resolve() for one in given},
        limits=options.limits,
    )
    if options.spark:
        progress(f"starting Spark on {options.spark.master}", 0)
    try:
        with folder.building(fresh=options.fresh) as work, engines(options.spark, work) as held:
            intake = read_all(
                inputs,
                work,
                seal=seal or work.seal(),
                limits=options.limits,
                progress=progress,
                spread=held.spread,
            )
            progress("deciding", intake.rows)
            engine = held.make(work.new("deciding"))
            try:
                job = _Job(
                    corpus=corpus, lexicon=lexicon, intake=intake, inputs=inputs, agencies=agencies, signed=signed, pages=pages,
                    options=options,                     progress=progress,
                )  # fmt: skip
                made = _decide(job, engine, work)
            finally:
                engine.close()
            folder.publish(made.folder)
    except EngineLostError as error:
        raise ReportFolderError(
            f"the audit stopped, no report was written: {error}; start it again: what was read whole is taken over "
            f"from `{folder.work_path.name}`, unless you say --fresh"
        ) from error
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise _stopped(folder, error) from error
    return Audit(
        folder=folder.path,
        tally=made.tally,
        intake=intake,
        inputs=inputs,
        headlines=made.headlines,
        manifest=made.manifest,
        remarks=tuple(_remarks(agencies, signed, pages)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """Everything that deciding and writing work from."""

    corpus: Corpus
    lexicon: Lexicon
    intake: Intake
    inputs: Inputs
    agencies: OwnAgencies
    signed: Attestations
    pages: PortalPages
    options: AuditOptions
    progress: Progress


def _decide(job: _Job, engine: Engine, work: WorkFolder) -> Made:
    intake, rows, progress = job.intake, job.intake.rows, job.progress
    gathered = gather(
        engine, intake, job.lexicon, lambda what: progress(f"reading {what}", rows), job.agencies
    )
    book = QuestionBook(job.corpus)
    progress("asking", rows)
    put_questions(engine, gathered, book, job.signed)
    progress("telling acts apart", rows)
    tell_acts_apart(engine, intake.files)
    progress("deciding", rows)
    pseudonyms = job.options.pseudonyms is not None
    findings = Findings(engine, book, job.corpus, pseudonyms=pseudonyms)
    tally = tally_of(findings, rows, sameness_of(engine))
    _account(engine, intake, tally)
    progress("writing the report", rows)
    made = write_report(
        corpus=job.corpus,
        lexicon=job.lexicon,
        findings=findings,
        tally=tally,
        intake=intake,
        inputs=job.inputs,
        pages=job.pages,
        options=_options(job.options),
        workbook=job.options.workbook,
        folder=work.new("report"),
        progress=progress,
    )
    _account_of_file(engine, made.folder / PARQUET)
    return made


def _account_of_file(engine: Engine, file: Path) -> None:
    """The file of findings holds what was counted, no more and no less."""
    ((written,),) = engine.ask(f"SELECT count(*) FROM read_parquet({quoted(str(file))})")  # noqa: S608 -- quoted
    ((counted,),) = engine.ask("SELECT coalesce(sum(rows), 0)::BIGINT FROM tallied")
    if written != counted:
        raise AuditAccountError(
            f"{counted} findings were counted and {written} written: a fault of the program, please report it; no "
            "report was written"
        )


def _account(engine: Engine, intake: Intake, tally: Tally) -> None:
    """Rows in = decided + rejected, for each file and in all; and no row is counted for an act it does not tell."""
    read = sum(one.reading.counts.rows for one in intake.files)
    ((decided, acts),) = engine.ask(
        "SELECT count(DISTINCT seq), count(*) FILTER (coalesce(counted, true)) FROM rows LEFT JOIN acts USING (seq)"
    )
    told = sum(one.rows for one in tally.sameness), sum(one.high for one in tally.sameness)
    if not read == intake.rows == decided or told != (decided, acts):
        raise AuditAccountError(
            f"{read} rows were read, {intake.rows} kept and {decided} decided, which tell {acts} acts; the report "
            f"would say {told[0]} and {told[1]}: a fault of the program, please report it; no report was written"
        )


def _stopped(folder: ReportFolder, error: Exception) -> ReportFolderError:
    said = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return ReportFolderError(
        f"the audit stopped, no report was written: the system says `{said}`; make room and start it again: what was "
        f"read whole is taken over from `{folder.work_path.name}`, unless you say --fresh"
    )


def _remarks(agencies: OwnAgencies, signed: Attestations, pages: PortalPages) -> list[str]:
    """What a user gave that no row asked for: often a name spelled in another way."""
    found = [
        f"agencies, line {line}: `{name}` is in no log: check its spelling"
        for line, name in agencies.unused()
    ]
    found += [
        f"attestations, line {one.line}: `{one.owner}` and `{one.recipient}` meet in no row that asks for a "
        "declaration: check the spelling of the names"
        for one in signed.unused()
    ]
    others = [f"`{name}` (line {line})" for line, name in pages.unused()]
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        found.append(
            f"portal pages of agencies that are in no log were not used: {', '.join(others[:3])}{more}"
        )
    return found


def _options(options: AuditOptions) -> dict[str, object]:
    """The options as the manifest holds them: a user's file by its digest, not by its place on a disk."""
    named: object = options.dialect
    if options.dialect is not None and options.dialect != dialect_named(options.dialect).id:
        named = _file(Path(options.dialect))
    return {
        "agency": options.agency,
        "dialect": named,
        "agencies": _file(options.agencies),
        "attestations": _file(options.attestations),
        "portal_pages": _file(options.portal_pages),
        "pseudonyms": options.pseudonyms is not None,
        "workbook": options.workbook,
    }


def _file(path: Path | None) -> dict[str, str] | None:
    return None if path is None else {"file": path.name, "sha256": digest_of(path)}
