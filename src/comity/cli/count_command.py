"""`comity count`: how the law answers every row of some logs, at once, with no report."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from comity.audit import COUNTS_ROWS as WHAT_COUNTS
from comity.audit import (
    AgencyFileError,
    AttestationError,
    AuditInputError,
    CountError,
    CountOptions,
    CountTable,
    DialectError,
    LexiconError,
    RowCounts,
    count_rows,
    count_tables,
    counts_csv,
    counts_json,
)
from comity.cli.audit_command import fail_file, watched
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
from comity.cli.streams import EXIT_OPEN, err, fail, out, print_json, print_text, read_corpus
from comity.decide import ADVICE, ANSWER_WORDS

COUNT_EXAMPLES = """\b
Examples:
  comity count examples/flock
  comity count export.csv --agency "Keene NH PD"
  comity count searches/ --csv > counts.csv
  comity count searches.parquet --json
  comity count huge.csv --memory 2GB --spill /mnt/scratch

\b
Ends with
  0  every row was counted, or rejected
  3  a log among others could not be read, or not to its end: the counts hold what could
  2  the input or an option cannot be used, the disk is full, or no row could be counted
  1  the corpus, a dialect file or another file of yours has mistakes

\b
It counts rows and writes nothing. `comity audit` tells which rows tell one act, says on what
each answer rests, and writes a report whose numbers open their rows."""

_MEMORY = re.compile(r"([1-9]\d{0,5}) ?(MB|GB|MiB|GiB)")
_LEAST_MEMORY = 128
"""MB below which the engine does not start to read."""


def count_command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Logs and folders of them: CSV, Excel, PDF, Parquet, JSON, gzip, zip (`comity formats` lists all).",
        ),
    ],
    agency: AgencyOption = None,
    dialect: DialectOption = None,
    agencies: AgenciesOption = None,
    attestations: AttestationsOption = None,
    memory: Annotated[
        str,
        typer.Option(
            "--memory",
            metavar="SIZE",
            help="What the table engine may hold, such as 2GB; more goes to the disk.",
        ),
    ] = "512MB",
    spill: Annotated[
        Path | None,
        typer.Option(
            "--spill",
            metavar="DIR",
            help="Folder for what does not fit; it is empty again afterwards. Default: the system's.",
        ),
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print all counts as CSV: a line for each.")
    ] = False,
    lexicon: LexiconOption = [],  # noqa: B006 -- typer makes a new list for each call
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Count how the law answers every row of logs, by agency, month and stated purpose, with no report.

    A quick look: it counts rows, not acts, so a search that two logs tell counts twice. Every row is decided by
    the rules of `comity audit`, or rejected; none is lost. The agency of a count is the one whose act it is: the
    searcher, or the owner that gave access. Names of persons and plates are in no count. An answer is
    about what is written in the log, and a question for a person to review, never an accusation.
    """
    if as_csv and json:
        fail(["`--csv` and `--json` are two forms of the same counts: give one of them"])
    options = CountOptions(
        agency=agency,
        dialect=dialect,
        lexicons=tuple(lexicon),
        agencies=agencies,
        attestations=attestations,
        memory=_memory(memory),
        spill=_spill(spill),
    )
    law = read_corpus(corpus, overlay)
    try:
        with watched() as progress:
            found = count_rows(law, paths, options=options, progress=progress)
    except (DialectError, AgencyFileError, AttestationError) as error:
        fail_file(error)
    except LexiconError as error:
        fail_lexicon(error)
    except AuditInputError as error:
        fail(error.messages)
    except CountError as error:
        fail([str(error)])
    if json:
        print_json(counts_json(found))
    elif as_csv:
        sys.stdout.writelines(counts_csv(found))
    else:
        _show(found)
    for line in (*found.passed_over, *found.broken):
        err.print(f"comity: {line}", markup=False, soft_wrap=True)
    if not found.rows:
        fail(["no row could be counted: `comity audit` lists what was rejected, and why"])
    if found.broken:
        raise typer.Exit(EXIT_OPEN)


def _memory(text: str) -> str:
    found = _MEMORY.fullmatch(text.strip())
    if found is None:
        fail([f"`{text}` in --memory is no size: write it as 512MB or 2GB"])
    number, unit = int(found[1]), found[2]
    if number * (1024 if unit.startswith("G") else 1) < _LEAST_MEMORY:
        fail([f"`{text}` in --memory is too little: give {_LEAST_MEMORY}MB or more"])
    return f"{number}{unit}"


def _spill(folder: Path | None) -> Path | None:
    if folder is not None and not folder.is_dir():
        fail([f"`{folder}` in --spill is no folder: make it, or name another"])
    return folder


def _show(found: RowCounts) -> None:
    """Print the tables of a count, under what they count."""
    were = "was" if found.rows == 1 else "were"
    told = f"{_many(found.rows, 'row')} of {_many(len(found.logs), 'log')} {were} counted"
    if found.rejects:
        told += f"; {_many(found.rejects, 'record')} rejected"
    print_text(f"{told}.", style="bold")
    print_text(WHAT_COUNTS)
    title = ""
    for table in count_tables(found):
        if table.title != title:
            title = table.title
            out.print()
            print_text(title[0].upper() + title[1:], style="bold")
        out.print()
        out.print(_grid(table))
        if table.left_out:
            print_text(f"{table.left_out:,} agencies more: `--csv` and `--json` hold all", indent=2)
    out.print()
    print_text(f"An answer is a question for a person to review, never an accusation. {ADVICE}")


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _grid(table: CountTable) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(Text(f"  {table.by}"), overflow="fold")
    for answer in table.answers:
        grid.add_column(
            Text(ANSWER_WORDS[answer], style=answer_style(answer)), justify="right", no_wrap=False
        )
    grid.add_column(Text("rows"), justify="right")
    for words, counts in table.lines:
        cells = [f"{count:,}" if count else "-" for count in counts]
        grid.add_row(Text(f"  {words}"), *cells, f"{sum(counts):,}")
    return grid
