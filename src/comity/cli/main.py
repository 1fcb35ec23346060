"""The door: which commands there are, and that no mistake ends in a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.streams import EXIT_HELP, EXIT_INTERRUPTED, EXIT_UNREAD, EXIT_USAGE, err, visible
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

COMMANDS: Mapping[str, tuple[str, str]] = {
    "ask": ("ask_command", "Be asked only what can still change the answer."),
    "decide": ("decide_command", "Decide one act from what is stated."),
    "repeat": ("decide_command", "Ask an earlier answer's question again."),
    "recheck": ("recheck_command", "Decide saved answers and reports again: what changed?"),
    "law": ("law_command", "Show the law in force for a place on a day."),
    "duties": ("duties_command", "What is owed beside an act: notices, reports, deadlines."),
    "path": ("path_command", "How an arrest there reaches immigration authorities."),
    "table": ("table_command", "What agencies may do, place by place."),
    "offence": ("offence_command", "The offence classes that a section falls in."),
    "vocabulary": ("vocabulary_command", "Explain the words of questions."),
    "audit": ("audit_command", "Audit logs and sharing lists: every row decided."),
    "count": ("count_command", "Count how the law answers every row; no report."),
    "read": ("read_command", "Read documents: the acts they tell, with exact quotes."),
    "review": ("review_command", "Decide on what was proposed; export what stands."),
    "purpose": ("purpose_command", "What a stated reason is read as, and why."),
    "formats": ("formats_command", "The logs that are read, and what an unknown one is."),
    "report": ("report_command", "Hold two reports of audits side by side."),
    "ledger": ("ledger_command", "Incidents and requests, kept so that none can be changed."),
    "request": ("request_command", "Draft the records request that an audit calls for."),
    "batch": ("batch_command", "Decide a table of questions, row by row."),
    "287g": ("agreements_command", "287(g) agreements: whose, since when, on what day."),
    "lists": ("lists_command", "Federal lists of places; they change no answer."),
    "card": ("card_command", "A decision card for the wall: a place and a paper."),
    "serve": ("serve_command", "Serve the pages and the API on this machine."),
    "publish": ("publish_command", "Write the pages as files, for any host or a disk."),
    "cases": ("corpus_commands", "Run the corpus's cases, or your own."),
    "check": ("corpus_commands", "Check law files: every mistake at once."),
    "corpus": ("corpus_commands", "Count what the corpus holds, place by place."),
    "diff": ("diff_command", "What changes between two days, or by a draft."),
    "compare": ("compare_command", "Set the law of places beside each other."),
    "gaps": ("gaps_command", "What a place leaves open, and what cannot take effect."),
    "conflicts": ("conflicts_command", "What one law requires and another prohibits."),
    "draft": ("draft_command", "Write a draft amendment from plain choices."),
    "stale": ("stale_command", "What a maintainer of the law should read next."),
    "review-sheet": ("review_sheet_command", "A sheet for two people to review a place's law."),
}
"""Every command in the order of the help: its module in `comity.cli`, and its one line.

A module `X` holds for a command `Y` the function `Y_command` and its examples, `Y_EXAMPLES`; `287g`, which is no
name in Python, is `section_287g` there. A command with verbs of its own has VERBS, and `Y_section` there.
"""


def commands_for(arguments: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """The commands that some arguments can be about: the one they name, none for the version, else all.

    The others are not imported: that takes longer than an answer, and a desk at night waits for one.
    """
    named = arguments[0] if arguments else ""
    if named == "--version":
        return {}
    return {named: COMMANDS[named]} if named in COMMANDS else COMMANDS


def verbs_of(name: str) -> tuple[str, ...]:
    """The verbs of a command that has some."""
    return tuple(getattr(import_module(f"comity.cli.{COMMANDS[name][0]}"), "VERBS", ()))


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
    for name, (module, short) in commands_for(arguments).items():
        room = import_module(f"comity.cli.{module}")
        own = ("section_" if name[0].isdigit() else "") + name.replace("-", "_")
        if hasattr(room, "VERBS"):
            app.add_typer(getattr(room, f"{own}_section")(), name=name, short_help=short)
            continue
        examples = getattr(room, f"{own.upper()}_EXAMPLES")
        app.command(name, short_help=short, epilog=examples)(getattr(room, f"{own}_command"))
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
    _open_closed_streams()
    output = sys.stdout
    try:
        app_for(sys.argv[1:])(prog_name="comity")
    except KeyboardInterrupt:  # before a command began
        code = EXIT_INTERRUPTED
    except OSError as error:
        code = _failed(error)
    except SystemExit as ended:
        # Typer puts a stand-in in the place of an output that nobody reads any more.
        code = EXIT_UNREAD if sys.stdout is not output else ended.code
    if code == EXIT_INTERRUPTED:
        err.print("comity: stopped before the end; nothing half-written is kept")
    try:
        sys.stdout.flush()
    except OSError as error:
        # What is still to be written would be tried once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
        code = EXIT_UNREAD if isinstance(error, BrokenPipeError) else _failed(error)
    raise SystemExit(code)


def _failed(error: OSError) -> int:
    """Say what the system refused: a file by its name; what has none is the output."""
    reason = (error.strerror or "no reason is given").lower()
    what = error.filename or (
        "the output" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else "a file"
    )
    err.print(f"comity: {visible(str(what))}: {reason}", markup=False, soft_wrap=True)
    return EXIT_USAGE


def _open_closed_streams() -> None:
    """Give standard streams that were closed before the start (`>&-`) a place, or end where output has none.

    Without, the next file that is opened would take a closed stream's number, and get what is printed.
    """
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    for name in closed:
        how = "r" if name == "stdin" else "w"
        stands_in = Path(os.devnull).open(how, encoding="utf-8")  # noqa: SIM115 -- open to the end
        setattr(sys, name, stands_in)
    if "stdout" in closed:
        err.print("comity: standard output is closed: send it to a file, or to /dev/null")
        raise SystemExit(EXIT_USAGE)
