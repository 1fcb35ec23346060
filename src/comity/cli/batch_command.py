"""`comity batch`: a table of questions decided row by row, and given back by row number only."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from comity.cli.options import CorpusOption, OverlayOption
from comity.cli.streams import EXIT_OPEN, err, fail, read_corpus
from comity.decide import BatchError, BatchRow, decide_rows

BATCH_EXAMPLES = """\b
Examples:
  comity batch questions.csv > answers.csv

\b
  place,action,on,actor,purpose
  us-ca-lodi,query_alpr,2026-03-09,city_police,civil_immigration
  us-tx-dallas,share_alpr,2026-03-09,city_police,

\b
Ends with
  0  every row was decided
  3  a row could not be asked: its line says why
  2  the header cannot be used, or holds a column that may tell who a person is"""

COLUMNS = ("row", "answer", "complete", "possible", "missing", "provisions", "mistakes")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def batch_command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV: place, action, on, and columns of facts; - for standard input.",
        ),
    ],
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
) -> None:
    """Decide a table of questions, one a row; the answers come back as CSV by row number.

    The columns are place, action and on, if wanted actor and employer, and the words of facts (`comity
    vocabulary` lists them). A blank cell is not known. Columns that may tell who a person is are refused:
    no roster is turned into a list of people to hand over, and no answer bears more than its row's number.
    """
    law = read_corpus(corpus, overlay)
    try:
        with _opened(file) as table:
            wrong = _write(decide_rows(law, table))
    except BatchError as error:
        fail(f"{file}: {one}" for one in error.mistakes)
    except UnicodeDecodeError:
        fail(
            [
                f"{file}: is not UTF-8: save it as CSV (UTF-8); rows that were printed are not the whole table"
            ]
        )
    if wrong:
        rows = "1 row" if wrong == 1 else f"{wrong:,} rows"
        err.print(f"comity: {rows} could not be asked: the column `mistakes` says why")
        raise typer.Exit(EXIT_OPEN)


def _opened(file: Path) -> AbstractContextManager[TextIO]:
    """The table as text, of a file or of standard input for `-`."""
    if str(file) == "-":
        return nullcontext(TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline=""))
    return file.open(encoding="utf-8-sig", newline="")


def _write(rows: Iterable[BatchRow]) -> int:
    cells = csv.writer(sys.stdout, lineterminator="\n")
    cells.writerow(COLUMNS)
    wrong = 0
    for row in rows:
        cells.writerow(_guarded(_line(row)))
        wrong += row.determination is None
    return wrong


def _line(row: BatchRow) -> Sequence[str]:
    found = row.determination
    if found is None:
        return (str(row.row), "", "", "", "", "", "; ".join(row.mistakes))
    return (
        str(row.row),
        found.answer.value,
        str(not found.incomplete).lower(),
        " ".join(one.value for one in found.possible),
        "; ".join(one.word for one in found.missing),
        " ".join(dict.fromkeys(ground.provision.id for ground in found.grounds)),
        "",
    )


def _guarded(cells: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet runs."""
    return ["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells]
