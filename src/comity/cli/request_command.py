"""`comity request`: the public-records request for exactly the facts that an audit lacks."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.audit import RequestError, requests_of
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import fail, print_json, print_line, print_text, read_corpus
from comity.decide import ADVICE

REQUEST_EXAMPLES = """\b
Examples:
  comity request report                             every letter, those about most acts first
  comity request report --agency "Lodi CA PD"
  comity request report --out letters               a file for each agency

\b
Ends with
  0  the letters are drafted
  2  the folder is no report, or it lacks no fact that a record could tell"""


def request_command(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="The folder of a report of `comity audit`.")
    ],
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="NAME", help="Only the letter to this agency."),
    ] = None,
    out_folder: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Write a file for each letter into a new folder."
        ),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Draft the request for public records that asks an agency for exactly what an audit could not know.

    Each letter asks for the facts on which the open answers hang, says how many acts each would help to
    decide and which provision asks for it, and asks for no name and no plate. Read it, complete it and
    send it yourself: nothing is sent.
    """
    law = read_corpus(corpus, overlay)
    try:
        letters = requests_of(report, law, agency=agency)
    except RequestError as error:
        fail([str(error)])
    if json:
        print_json([{"agency": one.party, "acts": one.acts, "text": one.text} for one in letters])
        return
    if out_folder is None:
        sys.stdout.write("\n\f\n".join(one.text for one in letters))
        return
    try:
        out_folder.mkdir(parents=True)
    except FileExistsError:
        fail([f"{out_folder}: is there already: name a new folder"])
    for number, one in enumerate(letters, start=1):
        name = re.sub(r"[^a-z0-9]+", "-", one.party.casefold()).strip("-")[:60] or "agency"
        (out_folder / f"{number:03}-{name}.txt").write_text(one.text, encoding="utf-8")
    print_line(f"{len(letters)} letters are in {out_folder}")
    print_text(ADVICE)
