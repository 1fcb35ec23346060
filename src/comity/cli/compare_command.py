"""`comity compare`: the law of several places on one day, each set beside the first."""

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
    need_solver,
    print_lines,
)
from comity.cli.options import CorpusOption, JsonOption, OverlayOption
from comity.cli.streams import EXIT_OPEN, fail, out, print_json, read_corpus, read_day
from comity.decide import place_mistakes, place_name
from comity.law import PlaceError

COMPARE_EXAMPLES = """\b
Examples:
  comity compare us-ma-boston us-ri-providence --on 2026-01-01
  comity compare us-tx us-fl us-ga --on 2026-01-01 --action hold_on_detainer --actor sheriff
  comity compare us-il-chicago us-il-cook-county --on 2026-01-01 --format html > beside.html"""


def compare_command(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="PLACES", help="Two places or more; the first is set beside each other one."
        ),
    ],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day asked about: 2026-11-21, or today.")
    ] = "today",
    action: ActionsOption = [],  # noqa: B006 -- typer makes a new list for each call
    actor: ActorsOption = [],  # noqa: B006 -- as above
    by_rule: Annotated[
        bool,
        typer.Option(
            "--by-rule",
            help="Tell every pair of rules that brings a difference about, not each pair of answers once.",
        ),
    ] = False,
    form: FormOption = Form.TEXT,
    seconds: SecondsOption = DEFAULT_SECONDS,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """Where the law of places differs on a day, act by act, each difference with a case that was decided in both.

    Asked about are the actors that both places employ, unless `--actor` names others. Facts and readings of the law
    are the same on both sides. What is the same in every case is said to be; that is proved by a solver.
    """
    need_solver()
    law = read_corpus(corpus, overlay)
    day = read_day(on)
    actions, actors = acts_and_actors(law, action, actor)
    if len(places) < 2 or len(set(places)) < len(places):
        fail(["name two places or more, each once: `comity compare us-ma-boston us-ri-providence`"])
    for place in places:
        if mistakes := place_mistakes(law, place):
            fail(mistakes)
    from comity.compare import (  # noqa: PLC0415 -- needs the solver
        difference_document,
        difference_lines,
        difference_to_json,
        differences_between,
        own_actors,
        side_of,
        told,
    )

    try:
        first, *others = [side_of(law, place, day, place_name(law, place)) for place in places]
    except PlaceError as error:
        fail([str(error)])
    found = [
        told(
            differences_between(
                first,
                other,
                actions=actions,
                actors=actors or own_actors(first, other),
                by_rule=by_rule,
                seconds=seconds,
            )
        )
        for other in others
    ]
    form = Form.JSON if json else form
    if form is Form.JSON:
        print_json({"comparisons": [difference_to_json(one) for one in found]})
    elif form is Form.HTML:
        sys.stdout.write(difference_document(found))
    else:
        for number, one in enumerate(found):
            if number:
                out.print("\n")
            print_lines(difference_lines(one))
    if any(one.undecided for one in found):
        raise typer.Exit(EXIT_OPEN)
