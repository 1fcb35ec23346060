"""`comity law`: what the corpus holds for a place on a day, level by level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.place_words import named
from comity.cli.streams import (
    EXIT_OPEN,
    fail,
    out,
    print_json,
    print_text,
    read_corpus_for,
    read_day,
)
from comity.decide import ADVICE, EFFECT_WORDS, VERIFIED_WORDS, place_mistakes
from comity.decide.survey import law_to_json
from comity.decide.survey.in_force import LIMITS, NOT_ENCODED
from comity.law import Verified, nearest

_DOES = {rail.value: words.removesuffix(" it") for rail, words in EFFECT_WORDS.items()}
"""What a rule does to the acts it names, by the effect of its JSON form."""

LAW_EXAMPLES = """\b
Examples:
  comity law us-il-chicago --on 2018-01-01 --action hold_on_detainer
  comity law us-tx --on 2026-12-15 --brief"""


def law_command(
    place: PlaceArgument,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    action: Annotated[
        str | None, typer.Option("--action", metavar="ACTION", help="Only rules on this act.")
    ] = None,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line for each rule.")] = False,
    json: JsonOption = False,
) -> None:
    """Show the provisions in force for a place on a day, at its own level and those above.

    Also duties, remedies, courts' orders that suspend a rule, what stands beside the law, the horizon of each level,
    and the gaps that are known. Ends with 3 for a day before or after what a file speaks of.
    """
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    if action is not None and action not in law.vocabulary.actions:
        fail([f"`{action}` is not a known action; {nearest(action, law.vocabulary.actions)}"])
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    form = law_to_json(law, place, on=day, action=action)
    levels = form["levels"]
    assert isinstance(levels, list)
    for level in levels:
        level["name"] = named(level["name"])
    if json:
        print_json(form)
        return
    for level in levels:
        _show(level, day, brief=brief)
    print_text(f"Corpus {law.digest[:12]}. {ADVICE}")
    if any(
        level["encoded"] and not level["from"] <= str(day) <= level["through"] for level in levels
    ):
        raise typer.Exit(EXIT_OPEN)


_TITLES = {
    "provisions": "Provisions",
    "injunctions": "Suspended by a court",
    "duties": "Duties",
    "remedies": "Remedies",
    "notes": "Beside the law (changes no answer)",
    "gaps": "Gaps",
}
"""What stands under the name of a level, in this order."""


def _show(form: Mapping[str, object], day: date, *, brief: bool) -> None:
    print_text(f"{form['name']} ({form['place']})", style="bold")
    if not form["encoded"]:
        print_text(NOT_ENCODED, indent=2)
        out.print()
        return
    print_text(f"Encoded from {form['from']}; checked through {form['through']}.", indent=2)
    horizons = form["horizons"]
    assert isinstance(horizons, list)
    for one in horizons:
        if one["actions"] and one["through"] != form["through"]:
            print_text(f"Checked through {one['through']}: {', '.join(one['actions'])}.", indent=2)
    if str(day) < str(form["from"]):
        print_text(f"{day} is before that: other law may have stood there on that day.", indent=2)
    elif str(day) > str(form["through"]):
        print_text(f"{day} is after that: what has changed since is not here.", indent=2)
    for title, words in _TITLES.items():
        entries = form[title]
        assert isinstance(entries, list)
        if entries:
            out.print()
            print_text(words, indent=2, style="italic")
        for entry in entries:
            first, *rest = _lines(title, entry)
            print_text(first, indent=4)
            for line in () if brief else rest:
                print_text(line, indent=8)
    out.print()


def _lines(title: str, entry: Mapping[str, object]) -> Iterator[str]:
    """The entry itself, and then what stands below it."""
    if title == "provisions":
        does = _DOES[str(entry["effect"])] if entry["effect"] else LIMITS
        yield f"{entry['cite']} {does}: {', '.join(_listed(entry['actions']))}"
        yield str(entry["says"])
        until = f" until {entry['until']}" if entry["until"] else ""
        verified = VERIFIED_WORDS[Verified(entry["verified"])]
        yield f"In force from {entry['from']}{until}; {verified}. [{entry['id']}]"
    elif title == "gaps":
        yield f"{entry['why']} [{entry['id']}]"
        yield f"Needed: {entry['needs']}"
    elif title == "injunctions":
        yield f"{entry['cite']}: {entry['says']} [{', '.join(_listed(entry['provisions']))}]"
    elif title == "notes":
        yield f"{str(entry['kind']).replace('_', ' ')}: {entry['says']} [{entry['cite']}]"
    elif title == "duties":
        yield f"{entry['says']} [{entry['cite']}]"
        yield f"To: {entry['to']}. When: {entry['by']}."
    else:
        yield f"{entry['who']}, against {entry['against']}: {entry['says']} [{entry['cite']}]"


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
