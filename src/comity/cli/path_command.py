"""`comity path`: how an arrest in a place reaches immigration authorities, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.place_words import level_of, named
from comity.cli.streams import fail, out, print_json, print_text, read_corpus_for, read_day
from comity.decide import ADVICE, QuestionError, place_in_sentence, place_mistakes
from comity.decide.survey import Mark, Step, path_of
from comity.decide.survey.standing import MOST_ASKED
from comity.law import Corpus, places_of

PATH_EXAMPLES = """\b
Examples:
  comity path us-il-chicago --on 2026-01-15
  comity path us-ca --on 2015-06-01 --brief"""


def path_command(
    place: PlaceArgument,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    brief: Annotated[bool, typer.Option("--brief", help="One line for each step.")] = False,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """How an arrest there reaches immigration authorities: from the stop to the data pools.

    Each step is marked automatic, a federal decision, required, permitted, prohibited, not regulated or
    undetermined, with its provisions. The papers are the usual ones: a complete detainer with an officer's warrant
    (I-200), no judge's; no proof of lawful status was shown, there is no federal charge, and the officers
    have no 287(g) powers. Of the person's record nothing is known. `undetermined` says what it turns on.
    """
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    try:
        steps = list(path_of(law, place, on=day, level=level_of(law, place)))
    except QuestionError as error:
        fail([*error.mistakes, *_federal_alone(law, place, day)])
    if json:
        print_json({"place": place, "on": day.isoformat(), "steps": [_form(one) for one in steps]})
        return
    print_text(
        f"From an arrest in {named(place_in_sentence(law, place))} to immigration authorities, {day}",
        style="bold",
    )
    shared = _said_of_every_step(steps)
    for reason in shared:
        print_text(f"Not complete, at every step: {named(reason)}.", indent=2)
    for number, step in enumerate(steps, start=1):
        _show(number, step, shared, brief=brief)
    out.print()
    print_text(f"Corpus {law.digest[:12]}. {ADVICE}")


def _federal_alone(law: Corpus, place: str, day: date) -> Iterator[str]:
    """Where a way still leads for a day before the place's own law files begin."""
    if place_mistakes(law, place):
        return
    early = [
        one
        for one in places_of(law, place)
        if one in law.jurisdictions and day < law.jurisdictions[one].encoded_from
    ]
    if early and "us" not in early:
        yield f"what ran by itself on that day, and what federal law said: `comity path us --on {day}`"


def _said_of_every_step(steps: Sequence[Step]) -> tuple[str, ...]:
    """Why no step is complete: what limits every answer alike, to be said once."""
    asked = [one.standing.incomplete for one in steps if one.standing is not None]
    first = asked[0] if asked else ()
    return tuple(reason for reason in first if all(reason in other for other in asked))


def _show(number: int, step: Step, shared: Sequence[str], *, brief: bool) -> None:
    found = step.standing
    if not brief:
        out.print()
    rests = f" [{step.rests_on}]" if step.rests_on else ""
    print_text(f"{number}. {step.stage}: {step.title}: {step.words}{rests}", indent=2)
    if brief:
        return
    for note in _said(step):
        print_text(note, indent=6)
    if found is None:
        return
    for line in found.lines:
        print_text(f"{line.cite} ({line.law}) {line.does}.", indent=6)
        print_text(f"{line.says} [{line.provision}; {line.verified}]", indent=10)
    if step.mark is Mark.UNDETERMINED and found.turns_on:
        print_text("It turns on: " + " / ".join(found.turns_on[:MOST_ASKED]), indent=6)
        if len(found.turns_on) > MOST_ASKED:
            print_text(f"and {len(found.turns_on) - MOST_ASKED} further questions.", indent=6)
    for reason in found.incomplete:
        if reason not in shared:
            print_text(f"Not complete: {named(reason)}.", indent=6)


def _said(step: Step) -> list[str]:
    """What is said of a step beside its rules."""
    return [*([step.says] if step.says else []), *step.notes]


def _form(step: Step) -> dict[str, object]:
    found = step.standing
    return {
        "stage": step.stage,
        "title": step.title,
        "mark": step.mark.value,
        "rests_on": step.rests_on or None,
        "notes": _said(step),
        "action": found.action if found else None,
        "actor": found.actor if found else None,
        "answer": found.answer.value if found else None,
        "possible": [one.value for one in found.possible] if found else [],
        "complete": found.complete if found else True,
        "incomplete": list(found.incomplete) if found else [],
        "turns_on": list(found.turns_on) if found else [],
        "provisions": [
            {
                "id": line.provision,
                "cite": line.cite,
                "place": line.place,
                "effect": line.rail.value,
                "certain": line.certain,
                "internal": line.internal,
                "says": line.says,
                "verified": line.verified,
            }
            for line in (found.lines if found else ())
        ],
    }
