"""`comity lists`: the federal lists of "sanctuary jurisdictions", on any day, and how they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.options import JsonOption
from comity.cli.streams import fail, out, print_json, print_line, print_text, read_day
from comity.law import nearest
from comity.logic import Truth
from comity.places import place_named, search_places
from comity.places.federal_lists import Comparison, Entry, compared, federal_lists
from comity.places.federal_lists.entries import LEVELS
from comity.places.federal_lists.told import entry_form, lists_csv, lists_form, sentences
from comity.places.federal_lists.words import CAUTION, LEVEL_WORDS, TITLE

LISTS_EXAMPLES = """\b
Examples:
  comity lists
  comity lists --on 2025-10-01 --all
  comity lists --place us-nv
  comity lists --out lists.csv"""


MOST_NAMED = 6
"""Counties and cities that a line names; more are counted, and `--json` names them all."""


def lists_command(
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Only what names this place.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also print every entry.")] = False,
    write: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write every entry with its dates as .csv."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """The lists of "sanctuary jurisdictions" that federal agencies published: counts, removals, differences.

    Being on a list changes no answer: nothing that decides reads them.
    """
    day = read_day(on)
    lists = federal_lists()
    first, second = lists
    if place is not None:
        _place(place, day, json=json)
        return
    if write is not None:
        if write.suffix != ".csv":
            fail([f"`{write}` does not end in .csv: that is what is written; use --json for JSON"])
        write.write_text(lists_csv(lists, day), encoding="utf-8", newline="")
        print_line(f"{write} is written.")
        return
    found = compared(first, second)
    if json:
        print_json(lists_form(lists, found, day))
        return
    print_text(TITLE, style="bold")
    print_text(CAUTION)
    for held in lists:
        out.print()
        print_text(f"{held.agency}, list of {held.published}", style="bold")
        for one in sentences(held, day):
            print_text(str(one), indent=2)
        for entry in held.removed if not held.is_withdrawn else ():
            if entry.gone is not None and entry.gone <= day:
                print_text(f"Taken off: {_dated(entry)}", indent=2)
        if everything:
            _print_entries(held.entries)
    _print_difference(found)


def _place(place: str, day: date, *, json: bool) -> None:
    """What names one place."""
    known = place_named(place)
    if known is None:
        named = {one.place for held in federal_lists() for one in held.entries}
        meant = [f"`{found.place.slug}`" for found in search_places(place)[:2]]
        remedy = f"did you mean {' or '.join(meant)}?" if meant else nearest(place, named)
        fail([f"`{place}` is not a known place; {remedy}"])
    entries = [
        (held, one) for held in federal_lists() for one in held.entries if one.place == place
    ]
    if json:
        print_json([entry_form(held, one, day) for held, one in entries])
        return
    if not entries:
        print_text(f"{known.full_name} is in no list that is held here. {CAUTION}")
        return
    for held, one in entries:
        print_text(
            f"{one.name} ({LEVEL_WORDS[one.level].lower()}): {held.agency}, list of {held.published}; "
            f"{_STANDS[held.holds(one, day)].format(day=day)}."
        )
        if one.gone is not None:
            print_text(f"Gone: {_dated(one)}", indent=2)
        print_text(f"Source: {one.source}", indent=2)
    print_text(CAUTION)


_STANDS = {
    Truth.TRUE: "on it on {day}, as far as removals are on record",
    Truth.FALSE: "not on it on {day}",
    Truth.UNKNOWN: "whether it was on it on {day} is not known",
}


def _dated(one: Entry) -> str:
    name = one.name if one.level == "state" else f"{one.name}, {one.state}"
    if one.gone == one.gone_by:
        return f"{name} on {one.gone}"
    return f"{name} between {one.gone} and {one.gone_by}"


def _print_entries(entries: Sequence[Entry]) -> None:
    for level in LEVELS:
        names = [one.name if level == "state" else f"{one.name} {one.state}" for one in entries if one.level == level]  # fmt: skip
        print_text(f"{LEVEL_WORDS[level]} ({len(names)}): {'; '.join(names)}", indent=2)


def _print_difference(found: Comparison) -> None:
    out.print()
    print_text("How they differ as published, as far as the other list is held whole", style="bold")
    for title, entries in (
        (f"only {found.first.agency}", found.only_first),
        (f"only {found.second.agency}", found.only_second),
        ("both", found.both),
    ):
        states = ", ".join(one.name for one in entries if one.level == "state")
        local = [f"{one.name}, {one.state}" for one in entries if one.level != "state"]
        if len(local) > MOST_NAMED:
            levels = Counter(one.level for one in entries)
            local = [f"{levels['county']} counties", f"{levels['city']} cities"]
        print_text(f"{title}: {'; '.join([states or 'no state', *local])}", indent=2)
    print_text(
        f"not comparable, since the first list is held in part: {len(found.not_comparable)} counties and cities",
        indent=2,
    )
