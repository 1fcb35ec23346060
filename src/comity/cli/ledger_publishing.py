"""`comity ledger report|statutory|sheet`: what goes out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.ledger_door import LedgerArgument, opened, said
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import print_json, print_text, read_corpus

REPORT_EXAMPLES = """\b
Examples:
  comity ledger report ledger.db --out published
  comity ledger report ledger.db --out published --title "Plate data of the county" --smallest 10"""


def report_command(
    ledger: LedgerArgument,
    to: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="The folder: new, empty, or a former report."),
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="What stands at the head.")
    ] = "Incidents and requests",
    smallest: Annotated[
        int,
        typer.Option(
            "--smallest",
            metavar="N",
            min=1,
            help="Hold back counts of requests below this; 1 holds none back.",
        ),
    ] = 5,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Write what may be published: counts by place, claim, standing, way of becoming known, month and law, with a map.

    Every number opens its incidents with their quotes. An agency that was not asked for a reply is not
    named, a quote in which nobody has looked for names is held back, and so are small counts of requests.
    """
    store = opened(ledger)
    law = read_corpus(corpus, overlay)
    with said():
        from comity.ledger.report import ReportOptions, write_report  # noqa: PLC0415 -- needs a library that others must not wait for

        made = write_report(store, to, law, ReportOptions(title=title, smallest=smallest))
    if json:
        print_json(
            {
                "folder": str(to), "incidents": made.incidents, "acts": made.acts, "numbers": made.numbers,
                "withheld": made.withheld, "hash": made.head.hash,
            }
        )  # fmt: skip
        return
    print_text(
        f"{made.incidents} incidents with {made.acts:,} acts, in {made.numbers:,} numbers that open."
    )
    if made.withheld:
        print_text(
            f"In {made.withheld:,} of them the agency is not named: it has not been asked for a reply "
            "(`comity ledger reply`)."
        )
    print_text(f"Report: {to / 'index.html'}")


STATUTORY_EXAMPLES = SHEET_EXAMPLES = ""
statutory_command = sheet_command = report_command
