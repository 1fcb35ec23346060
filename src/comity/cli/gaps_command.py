"""`comity gaps`: what the law of a place leaves open, closes further than a higher law, or cannot do."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from comity.cli.comparing import (
    DEFAULT_SECONDS,
    ActionsOption,
    ActorsOption,
    Form,
    FormOption,
    SecondsOption,
    acts_and_actors,
    known_names,
    need_solver,
    print_lines,
)
from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.streams import EXIT_OPEN, fail, print_json, read_corpus, read_day
from comity.decide import place_mistakes
from comity.law import PlaceError, nearest

GAPS_EXAMPLES = """\b
Examples:
  comity gaps us-pa-philadelphia --on 2026-05-06
  comity gaps us-ri --on 2026-01-01 --against neighbours
  comity gaps us-il-chicago --on 2025-10-01 --against us-ma-boston --kind opens_nothing"""


def gaps_command(
    place: PlaceArgument,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    against: Annotated[
        list[str],
        typer.Option(
            "--against",
            metavar="PLACE",
            help="Places to set it beside: ids, `neighbours`, or `all` of its kind. Repeatable.",
        ),
    ] = ["all"],  # noqa: B006 -- typer makes a new list for each call
    kind: Annotated[
        list[str],
        typer.Option("--kind", metavar="KIND", help="Only these kinds of findings. Repeatable."),
    ] = [],  # noqa: B006 -- as above
    action: ActionsOption = [],  # noqa: B006 -- as above
    actor: ActorsOption = [],  # noqa: B006 -- as above
    form: FormOption = Form.TEXT,
    seconds: SecondsOption = DEFAULT_SECONDS,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """What a place leaves open that others regulate, what it closes further than a higher law does, and what in its
    law can never have effect.

    Asked about are the actors of the place itself (of a state: those of its cities and counties too). A finding is no
    judgment. What is said never to happen is proved by a solver; cases were decided before they are shown.
    """
    need_solver()
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    actions, actors = acts_and_actors(law, action, actor)
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    if place not in law.jurisdictions:
        fail(
            [
                f"`{place}` has no law file: what its own law leaves open cannot be told; `comity law {place}` shows the "
                "law above it"
            ]
        )
    from comity.compare import (  # noqa: PLC0415 -- needs the solver
        ALL,
        KINDS,
        NEIGHBOURS,
        document,
        gaps_fragment,
        gaps_in,
        gaps_lines,
        gaps_to_json,
        peers_of,
        side_of,
    )

    kinds = known_names(kind, KINDS, "kind")
    for one in against:
        if one not in {ALL, NEIGHBOURS, *law.jurisdictions}:
            known = nearest(one, [ALL, NEIGHBOURS, *law.jurisdictions])
            fail([f"`{one}` is no place with a law file; {known}"])
    try:
        side = side_of(law, place, day, str(day))
        peers = peers_of(law, place, against, on=day)
        found = gaps_in(side, peers, actions=actions, actors=actors, kinds=kinds, seconds=seconds)
    except PlaceError as error:
        fail([str(error)])
    form = Form.JSON if json else form
    if form is Form.JSON:
        print_json(gaps_to_json(found))
    elif form is Form.HTML:
        title = f"{side.place_name}, {day}: what its law leaves open and what it cannot do"
        sys.stdout.write(document(title, [gaps_fragment(found)], corpus=law.digest))
    else:
        print_lines(gaps_lines(found))
    if found.undecided:
        raise typer.Exit(EXIT_OPEN)
