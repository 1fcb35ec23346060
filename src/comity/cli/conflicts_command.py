"""`comity conflicts`: acts that one law requires and another prohibits, over the whole corpus."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from comity.cli.comparing import (
    DEFAULT_SECONDS,
    Form,
    FormOption,
    SecondsOption,
    need_solver,
    print_lines,
)
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import EXIT_OPEN, err, fail, print_json, read_corpus, read_day
from comity.law import nearest

CONFLICTS_EXAMPLES = """\b
Examples:
  comity conflicts --on 2026-01-01
  comity conflicts us-tx us-ca           on every day on which such rules change"""


def conflicts_command(
    places: Annotated[
        list[str],
        typer.Argument(metavar="[PLACES]", help="Places; left out: every place with a law file."),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="One day. Left out: every day on which an act with both a ban and a duty changes.",
        ),
    ] = None,
    form: FormOption = Form.TEXT,
    seconds: SecondsOption = DEFAULT_SECONDS,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Acts that one law requires and another prohibits, at all levels, with the days and a case each.

    Which of the two prevails is not settled in the law files: each case was decided, and is a conflict.
    """
    need_solver()
    law = read_corpus(corpus, overlay)
    day = read_day(on) if on else None
    for place in places:
        if place not in law.jurisdictions:
            fail([f"`{place}` is no place with a law file; {nearest(place, law.jurisdictions)}"])
    from comity.compare import (  # noqa: PLC0415 -- needs the solver
        conflicts_fragment,
        conflicts_in,
        conflicts_lines,
        conflicts_to_json,
        document,
    )

    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as shown:
        task = shown.add_task("looking")
        found = conflicts_in(
            law,
            places=places or None,
            on=day,
            seconds=seconds,
            progress=lambda place: shown.update(task, description=f"looking at {place}"),
        )
    form = Form.JSON if json else form
    if form is Form.JSON:
        print_json(conflicts_to_json(found))
    elif form is Form.HTML:
        title = "Acts that one law requires and another prohibits"
        sys.stdout.write(document(title, [conflicts_fragment(found)], corpus=law.digest))
    else:
        print_lines(conflicts_lines(found))
    if found.undecided:
        raise typer.Exit(EXIT_OPEN)
