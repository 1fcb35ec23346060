"""`comity duties`: what is owed in a place beside the acts themselves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.place_words import named
from comity.cli.streams import fail, out, print_json, print_text, read_corpus_for, read_day
from comity.decide import ADVICE, place_in_sentence, place_mistakes
from comity.decide.survey import Obligation, owed_in
from comity.law import PlaceError, nearest

DUTIES_EXAMPLES = """\b
Examples:
  comity duties us-tx --on 2026-12-01
  comity duties us-dc --action notify_release"""


def duties_command(
    place: PlaceArgument,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    action: Annotated[
        str | None,
        typer.Option("--action", metavar="ACTION", help="Only what is owed with this act."),
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """What is owed there beside the acts themselves: notices, records, reports, deadlines.

    At the place's own level and those above. Whether one is owed in a case hangs on its facts and on
    who acts: `comity decide` says that.
    """
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    if action is not None and action not in law.vocabulary.actions:
        fail([f"`{action}` is not a known action; {nearest(action, law.vocabulary.actions)}"])
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    try:
        owed = owed_in(law, place, on=day, action=action)
    except PlaceError as error:
        fail([str(error)])
    if json:
        print_json(
            {
                "place": place,
                "on": day.isoformat(),
                "through": owed.through.isoformat() if owed.through else None,
                "not_encoded": list(owed.not_encoded),
                "duties": [_form(one, day) for one in owed.found],
            }
        )
        return
    print_text(f"Owed in {named(place_in_sentence(law, place))} on {day}", style="bold")
    for reservation in owed.reservations(law):
        print_text(named(reservation), indent=2)
    for title, listed in owed.by_trigger():
        out.print()
        print_text(title, indent=2, style="italic")
        for one in listed:
            print_text(f"{one.sentence} [{one.cite}]", indent=4)
            to = f"To: {one.to}. " if one.to else ""
            when = f"When: {one.by}. " if one.by else ""
            print_text(f"{to}{when}Acts: {', '.join(one.actions)}.", indent=8)
            print_text(f"{one.place}; {one.verified}. [{one.id}]", indent=8)
    out.print()
    print_text(f"Corpus {law.digest[:12]}. {ADVICE}")


def _form(one: Obligation, day: date) -> dict[str, object]:
    due = one.due.isoformat() if one.due else None
    return {**asdict(one), "actions": list(one.actions), "due": due, "past": one.past(day)}
