"""The door: which commands there are, and that no mistake ends in a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from comity.cli.ask_command import ASK_EXAMPLES, ask_command
from comity.cli.corpus_commands import (
    CASES_EXAMPLES,
    CHECK_EXAMPLES,
    cases_command,
    check_command,
)
from comity.cli.decide_command import (
    DECIDE_EXAMPLES,
    REPEAT_EXAMPLES,
    decide_command,
    repeat_command,
)
from comity.cli.law_command import LAW_EXAMPLES, law_command
from comity.cli.streams import EXIT_HELP, EXIT_INTERRUPTED, EXIT_USAGE, err
from comity.cli.vocabulary_command import VOCABULARY_EXAMPLES, vocabulary_command
from comity.decide import program_version

_HELP = """Was this act of help to federal immigration enforcement required, permitted, prohibited or left
open, under the law in force in that place on that day, and on what evidence?

A place is `us-` and the state's two letters, then the county or city: us-tx, us-dc, us-il-chicago. What is
not stated is unknown: it is never assumed, and the answer says what is missing and where it is found.

Information about law, not legal advice."""

_FIRST_STEPS = f"""\b
First steps:
  comity ask us-dc transfer_custody --on today        be asked, one question at a time
  comity decide us-tx share_status --on 2026-05-01 --actor city_police
  comity law us-il-chicago --on 2026-01-01            what the law held on that day
  comity audit examples/flock --out report            decide every row of a log
  comity vocabulary                                   the words in which facts are stated

\b
{EXIT_HELP}"""

Command = tuple[Callable[..., None], str, str]
"""A command, its one line in the help, and its examples."""

COMMANDS: Mapping[str, Command] = {
    "ask": (ask_command, "Be asked only what can still change the answer.", ASK_EXAMPLES),
    "decide": (decide_command, "Decide one act from what is stated.", DECIDE_EXAMPLES),
    "repeat": (repeat_command, "Ask an earlier answer's question again.", REPEAT_EXAMPLES),
    "law": (law_command, "Show the law in force for a place on a day.", LAW_EXAMPLES),
    "vocabulary": (vocabulary_command, "Explain the words of questions.", VOCABULARY_EXAMPLES),
    "cases": (cases_command, "Run the corpus's cases, or your own.", CASES_EXAMPLES),
    "check": (check_command, "Check law files: every mistake at once.", CHECK_EXAMPLES),
}
"""The commands that need no table engine, in the order of the help."""


def commands_for(arguments: Sequence[str]) -> Mapping[str, Command]:
    """Every command, in the order of the help, that some arguments can be about.

    `audit` is left out where another command is named: importing what audits need takes as long
    as everything else together, and a desk at night waits for one answer.
    """
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS
    from comity.cli.audit_command import (  # noqa: PLC0415 -- as the docstring says
        AUDIT_EXAMPLES,
        audit_command,
    )

    audit = (audit_command, "Audit logs and sharing lists: every row decided.", AUDIT_EXAMPLES)
    return {**COMMANDS, "audit": audit}


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The program with the commands that some arguments can be about."""
    app = typer.Typer(
        name="comity",
        help=_HELP,
        epilog=_FIRST_STEPS,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"max_content_width": 100, "help_option_names": ["--help", "-h"]},
    )
    for name, (command, short, examples) in commands_for(arguments).items():
        app.command(name, short_help=short, epilog=examples)(command)
    app.callback()(main)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"comity {program_version()}\n")
        raise typer.Exit


def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def run() -> None:
    """Run the command line, and end with a documented code whatever happens."""
    code: int | str | None = 0
    try:
        app_for(sys.argv[1:])(prog_name="comity")
    except OSError as error:
        reason = (error.strerror or "no reason is given").lower()
        err.print(f"comity: {error.filename or 'a file'}: {reason}", markup=False, soft_wrap=True)
        code = EXIT_USAGE
    except SystemExit as ended:
        code = ended.code
    if code == EXIT_INTERRUPTED:
        err.print("comity: stopped before the end; nothing half-written is kept")
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # who read the output left before its end: nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(code)
