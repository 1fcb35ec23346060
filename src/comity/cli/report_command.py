"""`comity report diff`: two reports of audits held side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.audit import SUBJECT_WORDS, ReportDiff, ReportDiffError, Subject, compare_reports
from comity.audit import write_changed_rows as write_rows
from comity.cli.options import JsonOption
from comity.cli.streams import EXIT_OPEN, fail, print_json, print_text
from comity.decide import ANSWER_WORDS
from comity.logic import Answer

REPORT_EXAMPLES = """\b
Examples:
  comity report diff report-march report-april
  comity report diff old new --out changed.csv      every row that came out otherwise

\b
Ends with
  0  the reports say the same of the same rows
  3  they differ
  2  a folder is no report, or was made by an older program"""


class What(StrEnum):
    """What is done with reports."""

    DIFF = "diff"


def report_command(
    what: Annotated[What, typer.Argument(help="diff: hold two reports side by side.")],
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of the older report.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of the newer report.")],
    out_file: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write every row that changed into this CSV file."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Hold two reports of audits side by side: inputs, law, program, counts, and rows that came out otherwise."""
    assert what is What.DIFF
    try:
        found = compare_reports(old, new)
        if out_file is not None:
            write_rows(old, new, out_file)
    except ReportDiffError as error:
        fail([str(error)])
    if json:
        print_json(asdict(found))
    else:
        for line in _lines(found):
            print_text(line)
    if found:
        raise typer.Exit(EXIT_OPEN)


def _lines(found: ReportDiff) -> Iterator[str]:
    for name, what in found.inputs:
        yield f"Input {name}: {what}."
    if found.law:
        yield f"Law: corpus {found.law[0][:12]} before, {found.law[1][:12]} now."
    if found.program:
        yield f"Program: comity {found.program[0]} before, {found.program[1]} now."
    for name, before, after in found.options:
        yield f"Option {name}: {before} before, {after} now."
    for one in found.counts:
        subject, answer = SUBJECT_WORDS[Subject(one.subject)], ANSWER_WORDS[Answer(one.answer)]
        yield f"{subject[0].upper()}{subject[1:]}, {answer}: {_range(one.before)} before, {_range(one.after)} now."
    for change in found.rows:
        before, after = ANSWER_WORDS[Answer(change.before)], ANSWER_WORDS[Answer(change.after)]
        yield (
            f"{change.rows:,} rows ({SUBJECT_WORDS[Subject(change.subject)]}): {before} before, {after} now; "
            f"for example {', '.join(change.examples)}."
        )
    yield (
        f"{found.same:,} rows came out the same, {found.only_before:,} are only in the old report, "
        f"{found.only_after:,} only in the new one."
    )


def _range(count: tuple[int, int] | None) -> str:
    if count is None:
        return "none"
    low, high = count
    return f"{high:,}" if low == high else f"{low:,} to {high:,}"
