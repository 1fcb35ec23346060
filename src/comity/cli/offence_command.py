"""`comity offence`: the classes of a place's law that a statutory section falls in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.place_words import named
from comity.cli.streams import EXIT_OPEN, fail, print_json, print_text, read_corpus_for, read_day
from comity.decide import place_in_sentence, place_mistakes
from comity.law import Corpus, Listing, OffenseClass, containing, listings_of, places_of

OFFENCE_EXAMPLES = """\b
Examples:
  comity offence us-ca "PC 459"
  comity offence us-ca                  every class, with the number of sections it lists"""


def offence_command(
    place: PlaceArgument,
    section: Annotated[
        str | None,
        typer.Argument(
            metavar="[SECTION]", help='A section as it is written in practice: "PC 459".'
        ),
    ] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """The offence classes that a statutory section falls in, at the place's own level and those above.

    In a file of facts, a conviction may give `sections: [PC 459]` in place of its classes. A section that
    no class lists is not thereby outside every class: lists may be open. Ends with 3 in that case.
    """
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    owned = {
        one.id: one
        for name in places_of(law, place)
        if name in law.jurisdictions
        for one in law.jurisdictions[name].classes
        if one.period.holds(day)
    }
    if section is None:
        _list(law, place, owned, json=json)
        return
    found = list(listings_of({name: one.members for name, one in owned.items()}, section))
    if json:
        print_json(
            {
                "place": place,
                "section": section,
                "on": day.isoformat(),
                "classes": [_form(owned, one) for one in found],
            }
        )
    else:
        _show(law, place, section, day, owned, found)
    if not found:
        raise typer.Exit(EXIT_OPEN)


def _wider(owned: Mapping[str, OffenseClass], class_id: str) -> list[str]:
    """The classes of that day that contain a class."""
    return [one for one in containing(owned, class_id) if one in owned]


def _form(owned: Mapping[str, OffenseClass], found: Listing) -> dict[str, object]:
    held = owned[found.class_id]
    return {
        "id": held.id,
        "member": found.member,
        "whole": found.whole,
        "means": held.means,
        "cite": held.cite,
        "within": _wider(owned, held.id),
    }


def _show(
    law: Corpus,
    place: str,
    section: str,
    day: date,
    owned: Mapping[str, OffenseClass],
    found: Sequence[Listing],
) -> None:
    for one in found:
        held = owned[one.class_id]
        how = "" if one.whole else f", as far as it is {one.member}"
        print_text(f"{section} is in {one.class_id}{how}: {held.means} [{held.cite}]")
        if wider := _wider(owned, held.id):
            print_text(f"and so in {', '.join(wider)}", indent=4)
    if found:
        print_text(
            "Other classes, which list no sections or only some, may hold it too: what is not named here is not known."
        )
    else:
        print_text(
            f"No class of {named(place_in_sentence(law, place))} lists {section} on {day}. That does not put it "
            "outside every class: leave the classes of such a record unknown, or name them."
        )


def _list(law: Corpus, place: str, owned: dict[str, OffenseClass], *, json: bool) -> None:
    if json:
        print_json(
            {
                "place": place,
                "classes": [
                    {
                        "id": one.id,
                        "means": one.means,
                        "cite": one.cite,
                        "within": list(one.within),
                        "members": list(one.members),
                    }
                    for one in owned.values()
                ],
            }
        )
        return
    if not owned:
        print_text(
            f"The law files of {named(place_in_sentence(law, place))} have no offence classes."
        )
    for one in owned.values():
        listed = f"{len(one.members)} sections listed" if one.members else "no sections listed"
        print_text(f"{one.id}: {one.means} [{one.cite}; {listed}]")
