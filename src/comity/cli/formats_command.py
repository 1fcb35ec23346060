"""`comity formats`: which logs are read, what their columns mean, and what an unknown one may be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from comity.audit import DialectError, TableLook, dialect_named, look_into, shipped_dialects
from comity.audit.logs.formats import (
    CONTAINERS,
    FORM_WORDS,
    KIND_WORDS,
    column_means,
    dialect_to_json,
    field_list,
    field_means,
    look_to_json,
    party_means,
)
from comity.audit.logs.guess import dialect_name, dialect_text
from comity.cli.options import JsonOption
from comity.cli.streams import (
    EXIT_OPEN,
    EXIT_PROBLEMS,
    EXIT_USAGE,
    err,
    fail,
    out,
    print_json,
    print_text,
)

FORMATS_EXAMPLES = """\b
Examples:
  comity formats                             every dialect and container, one line each
  comity formats flock-a                     one dialect: its columns, times, agencies
  comity formats --guess export.csv          what a file is, or what its columns may mean
  comity formats --guess export.csv --write own.yaml

\b
Ends with
  0  every table was recognised
  3  a table is of no known dialect: its columns were guessed, and a dialect file written
  2  no such dialect, or a file cannot be read: the message says why
  1  a dialect file has mistakes"""


def formats_command(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A dialect, or a dialect file (YAML), to explain."),
    ] = None,
    guess: Annotated[
        Path | None,
        typer.Option(
            "--guess",
            metavar="FILE",
            help="Look at a file (or a folder of them) and show how each column is read, or a guess.",
        ),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar="YAML",
            help="Where to write the dialect file of a guess; never over an older file.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the logs that are read, explain one dialect, or guess what the columns of an unknown log mean.

    A dialect is a file of plain text that says what each column of an export means; yours can be used with
    `comity audit --dialect`. Values are shown masked: letters as x, digits as 9.
    """
    try:
        if guess is not None:
            show_looks(look_into([guess], dialect=name), write=write, json=json)
        elif name is not None:
            _explain(name, json=json)
        else:
            _list(json=json)
    except DialectError as error:
        lines = [str(problem) for problem in error.problems]
        fail(lines, EXIT_PROBLEMS if any(p.line for p in error.problems) else EXIT_USAGE)


def _list(*, json: bool) -> None:
    if json:
        print_json(
            {
                "dialects": [dialect_to_json(one) for one in shipped_dialects()],
                "containers": dict(CONTAINERS),
                "fields": field_list(),
            }
        )
        return
    print_text("Dialects", style="bold")
    for one in shipped_dialects():
        print_text(f"{one.id}: {one.means} ({KIND_WORDS[one.kind]})", indent=2)
    out.print()
    print_text("Containers", style="bold")
    for container, means in CONTAINERS.items():
        print_text(f"{container}: {means}", indent=2)
    out.print()
    print_text("Fields of a dialect file", style="bold")
    for field, means in field_list().items():
        print_text(f"{field}: {means}", indent=2)


def _explain(name: str, *, json: bool) -> None:
    dialect = dialect_named(name)
    form = dialect_to_json(dialect)
    if json:
        print_json(form)
        return
    print_text(f"{dialect.id}: {dialect.means}", style="bold")
    print_text(f"kind: {KIND_WORDS[dialect.kind]}", indent=2)
    print_text(
        f"its rows are {'decided' if form['decided'] else 'recognised, and not decided'}", indent=2
    )
    for time_form in dialect.time_forms:
        print_text(f"times: {FORM_WORDS[time_form]}", indent=2)
    if dialect.zone:
        print_text(f"zone of times that state none: {dialect.zone}", indent=2)
    print_text(f"searcher: {party_means(dialect.searcher)}", indent=2)
    print_text(f"owner: {party_means(dialect.owner)}", indent=2)
    print_text("columns:", indent=2)
    for column in dialect.columns:
        print_text(f"{column.label}: {column_means(column)}", indent=4)


def show_looks(looks: Sequence[TableLook], *, write: Path | None, json: bool) -> None:
    """Show how each table is read or guessed, write a dialect file for each guess, and end with a code."""
    guesses = [look for look in looks if look.guess is not None]
    written = {look.label: _write(look, write, several=len(guesses) > 1) for look in guesses}
    if json:
        print_json(
            {
                "tables": [
                    look_to_json(look)
                    | {"written": str(written[look.label]) if look.guess else None}
                    for look in looks
                ]
            }
        )
    else:
        for number, look in enumerate(looks):
            if number:
                out.print()
            _show(look, written.get(look.label))
    refused = [look for look in looks if look.refused is not None]
    for look in refused:
        err.print(f"comity: {look.refused}", markup=False, soft_wrap=True)
    if not looks:
        fail(["no file is there to look at: name a log, or a folder of logs"])
    if len(refused) == len(looks):
        raise typer.Exit(EXIT_USAGE)
    if guesses or refused:
        raise typer.Exit(EXIT_OPEN)


def _show(look: TableLook, written: Path | None) -> None:
    print_text(look.label, style="bold")
    if look.refused is not None:
        print_text("cannot be read", indent=2)
        return
    print_text(f"read as {look.said}", indent=2)
    where = f"the header stands in line {look.line}" if look.line else "it has no header of its own"
    if look.dialect is not None:
        print_text(f"dialect {look.dialect.id}: {look.dialect.means}; {where}", indent=2)
        print_text(
            f"of the first rows, {look.rows} are read and {len(look.rejects)} rejected", indent=2
        )
        if not look.decided:
            print_text("an audit does not decide rows of this kind", indent=2)
        for note in look.notes:
            print_text(note, indent=2)
    if look.guess is not None:
        kind = KIND_WORDS[look.guess.kind]
        print_text(f"of no known dialect; perhaps a {kind}; {where}", indent=2)
        for field in look.guess.missing:
            print_text(
                f"no column seems to hold {field_means(field)}: no row can be read without",
                indent=2,
            )
    out.print(_columns(look))
    if written is not None:
        print_text(f"a dialect file to look at and edit: {written}", indent=2)


def _columns(look: TableLook) -> Table:
    table = Table.grid(padding=(0, 2))
    for width in (26, 34, None):
        table.add_column(max_width=width, overflow="fold")
    for column in look.guess.columns if look.guess else look.columns:
        held = field_means(column.field) if column.field else "not read"
        why = f"{held} ({column.why})" if column.why else held
        table.add_row(
            Text(f"  {column.label}"), Text(why), Text(" | ".join(column.examples) or "(blank)")
        )
    return table


def _write(look: TableLook, wanted: Path | None, *, several: bool) -> Path:
    """Write the dialect file of a guess where none is yet, and say where."""
    assert look.guess is not None
    name = dialect_name(Path(look.label.replace("[", "-").replace("]", "")))
    if wanted is None or several:
        folder = wanted.parent if wanted is not None else Path()
        file = next(
            path
            for number in range(1, 1_000_000)
            if not (
                path := folder / f"{name}{f'-{number}' if number > 1 else ''}.dialect.yaml"
            ).exists()
        )
    else:
        file, name = wanted, dialect_name(wanted)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(dialect_text(look.guess, name, file.name))
    except FileExistsError:
        fail(
            [
                f"{file}: is there already, and nothing is written over it: name another file with `--write`"
            ]
        )
    return file
