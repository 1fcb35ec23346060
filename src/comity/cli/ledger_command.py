"""`comity ledger`: the verbs of the ledger, each in the module that holds its kin."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import typer

VERBS: Mapping[str, tuple[str, str]] = {
    "init": ("ledger_entries", "Make an empty ledger."),
    "add": ("ledger_entries", "Add incidents that you wrote."),
    "take": ("ledger_entries", "Make incidents of audit findings or reviewed acts."),
    "list": ("ledger_entries", "List acts or requests."),
    "show": ("ledger_entries", "Show an incident or request, with its history."),
    "status": ("ledger_changes", "Record where a claim stands."),
    "correct": ("ledger_changes", "Correct an incident; the earlier event stays."),
    "link": ("ledger_changes", "Say that two incidents are, or may be, one."),
    "decide": ("ledger_changes", "Decide acts again under today's law."),
    "reply": ("ledger_changes", "Record an agency's say, before it is named."),
    "finding": ("ledger_changes", "Record what a body with authority found."),
    "close": ("ledger_changes", "Close an incident."),
    "reopen": ("ledger_changes", "Open a closed incident again."),
    "answer": ("ledger_changes", "Record how a request was dealt with."),
    "certify": ("ledger_changes", "Certify that the register was kept whole."),
    "erase": ("ledger_changes", "Erase what events hold; the chain still verifies."),
    "person": ("ledger_entries", "Put a name to a pseudonym, in a key kept apart."),
    "report": ("ledger_publishing", "Write counts that open, as pages, CSV and JSON."),
    "statutory": ("ledger_publishing", "Write the report that a law asks for."),
    "sheet": ("ledger_publishing", "Write the finding sheet of an incident."),
    "verify": ("ledger_checks", "Check that nothing was changed or left out."),
    "receipt": ("ledger_checks", "Write a receipt that somebody else keeps."),
    "rebuild": ("ledger_checks", "Write the tables of lists and reports anew."),
    "export": ("ledger_checks", "Write everything, for other programs."),
    "import": ("ledger_checks", "Put an export into an empty ledger."),
    "backup": ("ledger_checks", "Write all of it into one checked file."),
    "restore": ("ledger_checks", "Make a ledger from a backup."),
}
"""Every verb in the order of the help: its module in `comity.cli`, and its one line.

A module holds for a verb `Y` the function `Y_command` and its examples, `Y_EXAMPLES`.
"""

_HELP = """Keep incidents and requests as events that are only ever added, and show that none was changed.

An incident is an encounter with its acts: who is said to have done what, when, on what evidence; each is
decided under the law of its place and day. The register holds every request for help and its answer, so
that reports have denominators and certified zeros. Whom an act affected is `person-1`, never a name.

A ledger is a file (SQLite), or a PostgreSQL database by URL."""

LEDGER_EXAMPLES = """\b
First steps:
  comity ledger init ledger.db
  comity ledger take ledger.db report                 findings of `comity audit` become incidents
  comity ledger list ledger.db --status alleged
  comity ledger report ledger.db --out published
  comity ledger verify ledger.db"""


def ledger_section() -> typer.Typer:
    """The verbs as a part of the program."""
    section = typer.Typer(
        help=_HELP,
        epilog=LEDGER_EXAMPLES,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"max_content_width": 100, "help_option_names": ["--help", "-h"]},
    )
    for name, (module, short) in VERBS.items():
        room = import_module(f"comity.cli.{module}")
        section.command(name, short_help=short, epilog=getattr(room, f"{name.upper()}_EXAMPLES"))(
            getattr(room, f"{name}_command")
        )
    return section
