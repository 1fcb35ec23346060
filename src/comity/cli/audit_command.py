"""`comity audit`: logs in, every row decided or rejected, a report out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.table import Table
from rich.text import Text

from comity.audit import (
    LOCAL_MASTER,
    AgencyFileError,
    AttestationError,
    Audit,
    AuditAccountError,
    AuditInputError,
    AuditOptions,
    DialectError,
    LexiconError,
    PortalPagesError,
    Progress,
    ReportFolderError,
    SealError,
    SparkChoice,
    SparkError,
    WorkbookError,
    audit_logs,
    look_into,
)
from comity.cli.formats_command import show_looks
from comity.cli.options import (
    AgenciesOption,
    AgencyOption,
    AttestationsOption,
    CorpusOption,
    DialectOption,
    JsonOption,
    LexiconOption,
    OverlayOption,
)
from comity.cli.purpose_command import fail_lexicon
from comity.cli.show_answer import answer_style
from comity.cli.streams import (
    EXIT_OPEN,
    EXIT_PROBLEMS,
    EXIT_USAGE,
    err,
    fail,
    out,
    print_json,
    read_corpus,
)
from comity.decide import ADVICE

AUDIT_EXAMPLES = """\b
Examples:
  comity audit examples/flock --out report
  comity audit dover-nh-pd_search_audit.csv --out report
  comity audit export.csv --agency "Keene NH PD" --out report
  comity audit searches/ sharing.csv.gz --out report --json
  comity audit unknown.xlsx --dry-run
  comity audit network.csv --agency "Naperville IL PD" --attestations signed.csv --out report
  comity audit searches/ --agencies our-names.csv --out report
  comity audit /shared/logs --out /shared/report --engine spark --master spark://head:7077

\b
Ends with
  0  every row was decided, or rejected with its reason
  3  a log among others could not be read, or not to its end: the report holds what could
  2  the input, an option, the folder or the cluster cannot be used, or no row could be decided
  1  the corpus, a dialect file or another file of yours has mistakes

\b
An interrupted audit (Ctrl-C, a full disk, a lost machine or cluster) leaves the former report
as it was. Started again with the same --out, it takes over the logs that were read whole.

\b
Both engines give the same rows, numbers and pages. DuckDB needs nothing beside and is the
quicker one up to some hundred million rows. Spark (install comity with the extra `spark`, and
Java 17) is for logs that one machine does not hold; `--master` is this machine with all its
cores unless you say another. See docs/how-to/audit-on-a-cluster.md."""


class EngineName(StrEnum):
    """What holds the rows of an audit."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def audit_command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Logs and folders of them: CSV, Excel, PDF, Parquet, JSON, gzip, zip (`comity formats` lists all).",
        ),
    ],
    out_folder: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder for the report: new, empty, or a former report."
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Only look: how each column is read, or guessed; writes a dialect file for a guess.",
        ),
    ] = False,
    agency: AgencyOption = None,
    dialect: DialectOption = None,
    agencies: AgenciesOption = None,
    attestations: AttestationsOption = None,
    portal_pages: Annotated[
        Path | None,
        typer.Option(
            "--portal-pages",
            metavar="FILE",
            help="What agencies' own pages say their data are not used for: CSV with agency_slug,as_of,prohibited_uses.",
        ),
    ] = None,
    pseudonyms: Annotated[
        Path | None,
        typer.Option(
            "--pseudonyms",
            metavar="KEYFILE",
            help="Show officers and plates as pseudonyms made with this key; without it they are dropped.",
        ),
    ] = None,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write the findings as an Excel workbook too.")
    ] = False,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Begin anew; take nothing over from an interrupted audit."),
    ] = False,
    engine: Annotated[
        EngineName,
        typer.Option("--engine", help="What holds the rows: this machine, or Apache Spark."),
    ] = EngineName.DUCKDB,
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            metavar="URL",
            help="Spark's master: local[4], spark://HOST:7077, yarn, k8s://... Default: local[*].",
        ),
    ] = None,
    spark_folder: Annotated[
        str | None,
        typer.Option(
            "--spark-folder",
            metavar="URL",
            help="Folder that Spark's driver and executors all reach, such as hdfs://... or s3a://...; "
            "default: the report's working folder.",
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Let the report lie beside other files; none of these is changed."
        ),
    ] = False,
    lexicon: LexiconOption = [],  # noqa: B006 -- typer makes a new list for each call
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Decide every row of search audits, sharing lists and detainer logs under the law of its day, and write a report.

    Each row is decided from what it states, or rejected with a reason; none is lost. One search told by
    several logs is counted once; where that is not certain, counts are ranges. The report is a page
    (index.html) whose numbers open their rows, a page of methods, all findings (findings.csv,
    findings.parquet), rejects.csv, and manifest.json with all that is needed to repeat it. It holds no
    names of persons. A finding is a question for a person to review, never an accusation.
    """
    spark = _spark(engine, master, spark_folder)
    if dry_run:
        _look(paths, dialect, json=json)
        return
    if out_folder is None:
        fail(
            ["a folder for the report is missing: give `--out DIR`, or only look with `--dry-run`"]
        )
    law = read_corpus(corpus, overlay)
    try:
        with watched() as progress:
            found = audit_logs(
                law,
                paths,
                out=out_folder,
                options=AuditOptions(
                    agency=agency,
                    dialect=dialect,
                    lexicons=tuple(lexicon),
                    agencies=agencies,
                    attestations=attestations,
                    portal_pages=portal_pages,
                    pseudonyms=pseudonyms,
                    workbook=xlsx,
                    fresh=fresh,
                    spark=spark,
                ),
                force=force,
                progress=progress,
            )
    except (DialectError, AgencyFileError, AttestationError, PortalPagesError) as error:
        fail_file(error)
    except LexiconError as error:
        fail_lexicon(error)
    except AuditInputError as error:
        fail(error.messages)
    except (
        ReportFolderError,
        AuditAccountError,
        SealError,
        SparkError,
        WorkbookError,
    ) as error:
        fail([str(error)])
    if json:
        print_json({"folder": str(out_folder), "manifest": found.manifest})
    else:
        _show(found, out_folder)
    for line in (*found.passed_over, *found.broken):
        err.print(f"comity: {line}", markup=False, soft_wrap=True)
    if not found.tally.rows:
        fail(
            [
                "no row could be decided: the report lists what was read and what was rejected, and why"
            ]
        )
    if found.broken:
        raise typer.Exit(EXIT_OPEN)


def _spark(engine: EngineName, master: str | None, folder: str | None) -> SparkChoice | None:
    """What is asked of Spark, if anything is."""
    if engine is EngineName.SPARK:
        return SparkChoice(master=master or LOCAL_MASTER, folder=folder)
    for name, value in (("--master", master), ("--spark-folder", folder)):
        if value is not None:
            fail([f"`{name}` is for Spark: say `--engine spark` too, or leave it out"])
    return None


def _look(paths: list[Path], dialect: str | None, *, json: bool) -> None:
    try:
        looks = look_into(paths, dialect=dialect)
    except DialectError as error:
        fail_file(error)
    show_looks(looks, write=None, json=json)


def fail_file(
    error: DialectError | AgencyFileError | AttestationError | PortalPagesError,
) -> NoReturn:
    """Say what is wrong with a file of the user's own."""
    lines = [str(problem) for problem in error.problems]
    fail(lines, EXIT_PROBLEMS if any(p.line for p in error.problems) else EXIT_USAGE)


def _show(found: Audit, folder: Path) -> None:
    """Print the sentences that head the report, and where it lies."""
    for headline in found.headlines:
        out.print(Text(headline.text))
        if headline.lines:
            table = Table.grid(padding=(0, 2))
            table.add_column(justify="right", min_width=10)
            table.add_column()
            for line in headline.lines:
                told = Text(line.words, style=answer_style(line.answer))
                told.append(f" - {line.means}", style="default")
                table.add_row(str(line.count), told)
            out.print(table)
    out.print(
        Text(f"A finding is a question for a person to review, never an accusation. {ADVICE}")
    )
    out.print(Text(f"Report: {folder / 'index.html'}"), soft_wrap=True)


@contextmanager
def watched() -> Iterator[Progress]:
    """Say on a terminal's standard error what is being done; nothing where no one watches."""
    if not err.is_terminal:
        yield lambda _what, _rows: None
        return
    with err.status("looking at the files") as status:

        def tell(what: str, rows: int) -> None:
            status.update(Text(f"{what}: {rows:,} rows" if rows else what))

        yield tell
