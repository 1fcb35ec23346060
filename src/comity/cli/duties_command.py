"""`comity duties`: what is owed in a place beside the acts themselves."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.streams import fail, out, print_json, print_text, read_corpus, read_day
from comity.decide import ADVICE, place_in_sentence, place_mistakes
from comity.decide.survey import obligations
from comity.decide.survey.obligations import TRIGGERS
from comity.law import PlaceError, nearest, places_of

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
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    if action is not None and action not in law.vocabulary.actions:
        fail([f"`{action}` is not a known action; {nearest(action, law.vocabulary.actions)}"])
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    try:
        found = list(obligations(law, place, on=day, action=action))
    except PlaceError as error:
        fail([str(error)])
    absent = [one for one in places_of(law, place) if one not in law.jurisdictions]
    through = min(
        (
            horizon.through
            for name in places_of(law, place)
            if name in law.jurisdictions
            for horizon in law.jurisdictions[name].horizons
        ),
        default=None,
    )
    if json:
        print_json(
            {
                "place": place,
                "on": day.isoformat(),
                "through": through.isoformat() if through else None,
                "not_encoded": absent,
                "duties": [{**asdict(one), "actions": list(one.actions)} for one in found],
            }
        )
        return
    print_text(f"Owed in {place_in_sentence(law, place)} on {day}", style="bold")
    for name in absent:
        print_text(
            f"Not encoded, so not listed: the law of {place_in_sentence(law, name)}.", indent=2
        )
    if through is not None and through < day:
        print_text(f"The law was checked to {through}: what came later is not listed.", indent=2)
    if not found:
        print_text("The law files list nothing that is owed beside the acts themselves.", indent=2)
    for kind, said in TRIGGERS.items():
        listed = [one for one in found if one.kind == kind]
        if listed:
            out.print()
            print_text(f"Owed {said}", indent=2, style="italic")
        for one in listed:
            print_text(f"{one.says} [{one.cite}]", indent=4)
            to = f"To: {one.to}. " if one.to else ""
            when = f"When: {one.by}. " if one.by else ""
            print_text(f"{to}{when}Acts: {', '.join(one.actions)}.", indent=8)
            print_text(f"{one.place}; {one.verified}. [{one.id}]", indent=8)
    out.print()
    print_text(f"Corpus {law.digest[:12]}. {ADVICE}")
