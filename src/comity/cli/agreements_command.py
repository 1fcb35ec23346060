"""`comity 287g`: who had a 287(g) agreement on a day, how the list grew, and the next list taken in."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import JsonOption
from comity.cli.streams import (
    EXIT_OPEN,
    err,
    fail,
    out,
    print_json,
    print_line,
    print_text,
    read_day,
)
from comity.law import nearest
from comity.logic import Truth
from comity.places import State, all_states
from comity.places.agreements import (
    MODEL_WORDS,
    AgreementError,
    AgreementModel,
    Count,
    Register,
    agreement_on,
    periods_of,
    read_workbook,
    register_in,
    save_register,
    with_listings,
)
from comity.places.agreements.told import (
    Overview,
    agency_form,
    agency_sentence,
    alike_title,
    growth_csv,
    named_alike,
    overview,
    overview_form,
    spells_csv,
    years_sentence,
)

SECTION_287G_EXAMPLES = """\b
Examples:
  comity 287g --since 2025-01-19 --on 2025-09-24
  comity 287g --agency "Dallas GA PD" --on 2026-04-01
  comity 287g --state TX --out texas.html
  comity 287g --import participatingAgencies06012026am.xlsx --to register"""

KINDS = (".html", ".csv", ".json")
MOST_NAMED_ALIKE = 8


def section_287g_command(
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Also say what was gained since this day."),
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="Only this state: TX or us-tx.")
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(
            "--agency", metavar="NAME", help="One agency, as a log names it: `Dallas TX PD`."
        ),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write a page with the chart (.html), the table (.csv) or all of it (.json).",
        ),
    ] = None,
    register: Annotated[
        Path | None,
        typer.Option(
            "--register", metavar="DIR", help="Use the lists of this folder, not the ones shipped."
        ),
    ] = None,
    workbook: Annotated[
        list[Path],
        typer.Option(
            "--import",
            metavar="FILE",
            help="Add a list as ICE publishes it (.xlsx), of the day in its name or of --on. Repeatable.",
        ),
    ] = [],  # noqa: B006 -- typer makes a new list for each call
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="DIR", help="The folder that the lists with the new one go to."
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Import a list that has less than half the agreements of the one before it.",
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """287(g) agreements as the published lists have them: how many, whose, since when, and on what day.

    A day before the first list or after the last is not known; it is never taken for no agreement. A name that
    cannot be matched to one body is not known either. What stands on a list changes no answer about the law.
    """
    with _said():
        held = register_in(register)
        if workbook or to is not None:
            _take_in(held, workbook, to, on, force=force)
            return
        day = read_day(on)
        if agency is not None:
            _agency(held, agency, day, write, json=json)
            return
        found = overview(
            held, on=day, since=read_day(since) if since else None, state=_state(state)
        )
    if write is not None:
        _write(write, found)
    elif json:
        print_json(overview_form(found))
    else:
        _tell(found)


@contextmanager
def _said() -> Iterator[None]:
    """End with every mistake of the lists."""
    try:
        yield
    except AgreementError as error:
        fail(error.mistakes)


def _state(text: str | None) -> State | None:
    if text is None:
        return None
    code = text.upper().removeprefix("US-")
    if code not in all_states():
        fail([f"`{text}` is not a state; {nearest(code, all_states())}"])
    return all_states()[code]


def _take_in(held: Register, files: list[Path], to: Path | None, on: str, *, force: bool) -> None:
    """Add lists to the register and write it into a folder."""
    if not files or to is None:
        fail(
            ["--import FILE and --to DIR belong together: give the list and the folder to write to"]
        )
    if len(files) > 1 and on != "today":
        fail(["--on is the day of one list: give one --import at a time"])
    day = None if on == "today" else read_day(on)
    listings = sorted((read_workbook(file, day=day) for file in files), key=lambda one: one.day)
    for note in (note for one in listings for note in one.notes):
        err.print(f"comity: {note}", markup=False, soft_wrap=True)
    grown = with_listings(held, listings)
    for before, after in pairwise(grown.snapshots[-len(listings) - 1 :]):
        if 2 * after.rows < before.rows and not force:
            fail([f"{after.file}: it has {after.rows:,} agreements, the list before it {before.rows:,}: a part of a list would say no of all the others; if it is whole, use --force"])  # fmt: skip
    save_register(grown, to)
    for one in listings:
        print_line(f"{one.file}: {len(one.rows):,} agreements as of {one.day}")
    print_line(f"{to}: {len(grown.days)} lists from {grown.days[0]} to {grown.days[-1]}")
    print_line(f"Use it with: --register {shlex.quote(str(to))}")


def _agency(held: Register, agency: str, day: date, write: Path | None, *, json: bool) -> None:
    found = agreement_on(agency, day, held)
    periods = periods_of(agency, held)
    if write is not None:
        if write.suffix == ".csv":
            write.write_text(spells_csv(found.spells), encoding="utf-8")
            return
        fail(
            [
                f"`{write}`: of one agency the agreements are written as .csv; use --json for all of it"
            ]
        )
    if json:
        print_json(agency_form(found, periods))
        if found.holds is Truth.UNKNOWN:
            raise typer.Exit(EXIT_OPEN)
        return
    holds, basis = agency_sentence(found)
    print_text(f"{holds}: {basis}.", style="bold")
    if found.models:
        print_text(f"Models: {', '.join(MODEL_WORDS[one] for one in found.models).lower()}.")
    read = found.agency
    if read.jurisdiction:
        office = f"{read.actor} of {read.jurisdiction}" if read.actor else read.jurisdiction
        print_text(f"The name is read as {office} ({read.confidence}).")
    elif read.candidates:
        named, more = read.candidates[:MOST_NAMED_ALIKE], len(read.candidates) - MOST_NAMED_ALIKE
        rest = f" and {more} more places" if more > 0 else ""
        print_text(f"The name may mean a body of {', '.join(named)}{rest}.")
    print_text(f"Source: {found.source}.")
    if years := years_sentence(found):
        print_text(str(years))
    if found.spells:
        out.print()
        print_text("On the lists", style="bold")
    for one in found.spells:
        signed = f"signed {one.signed}" if one.signed else "no day of signing"
        print_text(
            f"{one.agency} ({one.state}), {MODEL_WORDS[one.model].lower()}: {signed}; on every list from "
            f"{one.first} to {one.last}",
            indent=2,
        )
    names = () if found.spells else named_alike(agency, held)
    if names:
        out.print()
        print_text(str(alike_title(found)), style="bold")
        for name in names[:MOST_NAMED_ALIKE]:
            print_text(name, indent=2)
        if len(names) > MOST_NAMED_ALIKE:
            print_text(f"and {len(names) - MOST_NAMED_ALIKE} more", indent=2)
    if found.holds is Truth.UNKNOWN:
        raise typer.Exit(EXIT_OPEN)


def _tell(found: Overview) -> None:
    where = f", {found.state.name}" if found.state else ""
    print_text(f"287(g) agreements{where}", style="bold")
    for one in found.sentences:
        print_text(str(one))
    out.print()
    rows = [found.increase.before, *_after(found)] if found.increase else list(found.months[-13:])
    heads = (
        "list",
        "agreements",
        *(MODEL_WORDS[model].lower() for model in AgreementModel),
        "agencies",
    )
    width = [max(len(head), 10) for head in heads]
    sys.stdout.write("  ".join(h.rjust(w) for h, w in zip(heads, width, strict=True)) + "\n")
    for count in rows:
        cells = (str(count.day), f"{count.agreements:,}", *(f"{count.by_model[m]:,}" for m in AgreementModel), f"{count.agencies:,}")  # fmt: skip
        sys.stdout.write("  ".join(c.rjust(w) for c, w in zip(cells, width, strict=True)) + "\n")
    out.print()
    for one in found.foot:
        print_text(str(one))


def _after(found: Overview) -> list[Count]:
    """The month ends after the day counted from, and the last list."""
    assert found.increase is not None
    since = found.increase.before.day
    return [one for one in found.months if one.day > since]


def _write(file: Path, found: Overview) -> None:
    match file.suffix:
        case ".html":
            file.write_text(_page(found), encoding="utf-8", newline="\n")
        case ".csv":
            file.write_text(growth_csv(found.every), encoding="utf-8", newline="")
        case ".json":
            import json as plain  # noqa: PLC0415 -- the option has its name

            text = plain.dumps(overview_form(found), indent=2, ensure_ascii=False)
            file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        case _:
            fail([f"`{file}` ends in none of {', '.join(KINDS)}: the ending says what is written"])
    print_line(f"{file} is written.")


def _page(found: Overview) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- only this form needs it

    from comity.places.agreements.chart import STYLE, growth_chart  # noqa: PLC0415 -- as above

    environment = Environment(
        loader=PackageLoader("comity.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("agreements.html").render(
        found=found,
        models=AgreementModel,
        model_words=MODEL_WORDS,
        style=STYLE,
        chart=growth_chart(found.every, title=str(found.chart_title), names=MODEL_WORDS),
    )
