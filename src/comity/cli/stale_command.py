"""`comity stale`: what a maintainer of the law should read next."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.place_words import named
from comity.cli.streams import fail, out, print_json, print_text, read_corpus, read_day
from comity.decide import place_mistakes, place_name
from comity.decide.survey import stale
from comity.decide.survey.staleness import KINDS

STALE_EXAMPLES = """\b
Examples:
  comity stale
  comity stale us-tx --on 2027-06-01 --kind lawsuit"""

_TITLES = {
    "horizon": "Horizons that are past: no later answer is complete",
    "lawsuit": "Lawsuits that were open when last seen",
    "bill": "Bills whose fate was open when last seen: look what became of them",
    "unverified": "Rules whose text was not read (unverified)",
    "account": "Rules known from an account",
    "text": "Rules whose text was read, the longest ago first",
}


def stale_command(
    place: Annotated[
        str | None, typer.Argument(metavar="[PLACE]", help="Only this place and those in it.")
    ] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As seen on this day: 2026-11-21, or today.")
    ] = "today",
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help=f"Only one of: {', '.join(KINDS)}."),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """What to read next: horizons that are past, open lawsuits and bills, and rules by age of last check.

    Of a lawsuit or a bill stands the day since which its note speaks of it. Bills that failed, were vetoed or
    enacted, or gave way to another are not listed.
    """
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    if place is not None and (mistakes := place_mistakes(law, place)):
        fail(mistakes)
    if kind is not None and kind not in KINDS:
        fail([f"`{kind}` is not a kind: use one of {', '.join(KINDS)}"])
    found = [one for one in stale(law, on=day, place=place) if kind in (None, one.kind)]
    if json:
        print_json(
            [
                {
                    **asdict(one),
                    "checked": one.checked.isoformat() if one.checked else None,
                    "since": one.since.isoformat() if one.since else None,
                }
                for one in found
            ]
        )
        return
    for name, listed in groupby(found, key=lambda one: one.kind):
        rows = list(listed)
        print_text(f"{_TITLES[name]} ({len(rows)})", style="bold")
        for one in rows:
            checked = f"{one.checked}, {one.days} days" if one.checked else "no day on record"
            since = f"since {one.since}" if one.since else checked
            cite = f" {one.cite}" if one.cite else ""
            print_text(f"{one.id}{cite} ({since})", indent=2)
            if one.says and name != "horizon":
                print_text(one.says, indent=6)
            if one.source:
                print_text(one.source, indent=6)
        out.print()
    if not found:
        if place is None or place in law.jurisdictions:
            print_text("Nothing of what was asked for is on record.")
        else:
            print_text(f"{named(place_name(law, place))} has no law file: nothing can be stale.")
