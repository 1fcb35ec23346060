"""The door: which commands there are, and that no mistake ends in a traceback."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from comity.cli.ask_command import ask_command
from comity.cli.corpus_commands import cases_command, check_command
from comity.cli.decide_command import decide_command, repeat_command
from comity.cli.law_command import law_command
from comity.cli.streams import EXIT_HELP, err
from comity.decide import program_version

app = typer.Typer(
    name="comity",
    help=(
        "Was this act of help to federal immigration enforcement required, permitted, prohibited or "
        "left open, under the law in force in that place on that day, and on what evidence?\n\n"
        f"Information about law, not legal advice. Unknown stays unknown.\n\n{EXIT_HELP}"
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("decide")(decide_command)
app.command("ask")(ask_command)
app.command("repeat")(repeat_command)
app.command("law")(law_command)
app.command("cases")(cases_command)
app.command("check")(check_command)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"comity {program_version()}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def run() -> None:
    """Run the command line. An interrupted command ends with 130, a broken pipe quietly."""
    try:
        app()
    except KeyboardInterrupt:
        err.print("comity: interrupted; nothing half-written is kept")
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
