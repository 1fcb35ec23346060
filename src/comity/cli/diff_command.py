"""`comity diff`: what changes in a place between two days, or by a draft amendment."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from comity.cli.options import CorpusOption, JsonOption, OverlayOption, PlaceArgument
from comity.cli.replaying import (
    ReplayedRows,
    replay_from,
    replay_sentence,
    replay_to_json,
    show_replay,
)
from comity.cli.streams import EXIT_OPEN, fail, print_json, read_corpus, read_day
from comity.decide import place_mistakes
from comity.law import Corpus, PlaceError

if TYPE_CHECKING:
    from comity.compare import Side, Told

DIFF_EXAMPLES = """\b
Examples:
  comity diff us-ri-providence --from 2025-10-01 --to 2025-12-01
  comity diff us-pa-philadelphia --draft amendment.yaml
  comity diff us-or --from 2021-01-01 --to 2026-01-01 --replay build/demo-report
  comity diff us-ri --from 2021-01-01 --to 2026-01-01 --replay incidents.ledger
  comity diff us-pa-philadelphia --draft amendment.yaml --format html > hand-out.html"""


def diff_command(
    place: PlaceArgument,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The earlier day.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The later day.")] = None,
    draft: Annotated[
        Path | None,
        typer.Option(
            "--draft", metavar="FILE", help="A draft amendment, laid over the law of the day."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="With --draft: the day. Left out: the day on which all of the draft is in force.",
        ),
    ] = None,
    replay: Annotated[
        str | None,
        typer.Option(
            "--replay",
            metavar="LOG-OR-LEDGER",
            help="A log, a report of `comity audit` or a ledger: how many of its acts would be answered otherwise.",
        ),
    ] = None,
    action: ActionsOption = [],  # noqa: B006 -- typer makes a new list for each call
    actor: ActorsOption = [],  # noqa: B006 -- as above
    form: FormOption = Form.TEXT,
    seconds: SecondsOption = DEFAULT_SECONDS,
    overlay: OverlayOption = [],  # noqa: B006 -- as above
    corpus: CorpusOption = None,
    json: JsonOption = False,
) -> None:
    """What changes in a place: for every act and actor the cases that are answered otherwise.

    Each difference is told by the fewest conditions, with a small case that was decided on both sides before it is
    shown. What is the same in every case is said to be the same; that is proved by a solver, not sampled.
    A draft is a law file like an overlay (see `comity draft`): what it lists is added, amended or repealed.
    """
    need_solver()
    law = read_corpus(corpus, overlay)
    actions, actors = acts_and_actors(law, action, actor)
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    from comity.compare import differences_between, told  # noqa: PLC0415 -- needs the solver

    before, after = (
        _with_draft(law, place, draft, [*overlay, draft], corpus, on, from_ or to)
        if draft is not None
        else _two_days(law, place, from_, to, on)
    )
    found = told(
        differences_between(before, after, actions=actions, actors=actors, seconds=seconds)
    )
    replayed = replay_from(law, replay, before, after) if replay is not None else None
    write(found, Form.JSON if json else form, replayed)


def write(found: Told, form: Form, replayed: ReplayedRows | None) -> None:
    """Write a comparison and a replay, and end with the code that they deserve."""
    from comity.compare import (  # noqa: PLC0415 -- needs the solver
        difference_document,
        difference_lines,
        difference_to_json,
    )

    if form is Form.JSON:
        told_as = difference_to_json(found)
        print_json(told_as | ({"replay": replay_to_json(replayed)} if replayed else {}))
    elif form is Form.HTML:
        note = replay_sentence(replayed) if replayed else ""
        sys.stdout.write(difference_document([found], note=note))
    else:
        print_lines(difference_lines(found))
        if replayed:
            show_replay(replayed)
    if found.undecided:
        raise typer.Exit(EXIT_OPEN)


def _side(law: Corpus, place: str, on: date, name: str) -> Side:
    from comity.compare import side_of  # noqa: PLC0415 -- needs the solver

    try:
        return side_of(law, place, on, name)
    except PlaceError as error:
        fail([str(error)])


def _two_days(
    law: Corpus, place: str, from_: str | None, to: str | None, on: str | None
) -> tuple[Side, Side]:
    if from_ is None or to is None or on is not None:
        fail(
            [
                "say what to compare: two days (`--from 2025-10-01 --to 2025-12-01`), or the law with a draft laid "
                "over it (`--draft FILE`, and `--on DATE` if you like)"
            ]
        )
    earlier, later = read_day(from_), read_day(to)
    if earlier == later:
        fail([f"`--from` and `--to` are both {earlier}: name two days"])
    if earlier > later:
        fail([f"`--from` ({earlier}) is after `--to` ({later}): give the earlier day first"])
    return _side(law, place, earlier, str(earlier)), _side(law, place, later, str(later))


def _with_draft(
    law: Corpus,
    place: str,
    draft: Path,
    overlays: list[Path],
    corpus: Path | None,
    on: str | None,
    day_given: str | None,
) -> tuple[Side, Side]:
    if day_given is not None:
        fail(["`--draft` goes with `--on DATE`, not with `--from` and `--to`"])
    from comity.compare import day_of_draft  # noqa: PLC0415 -- needs the solver

    amended = read_corpus(corpus, overlays)
    day = read_day(on) if on else day_of_draft(law, amended)
    if day is None:
        fail([f"{draft} changes nothing that has a first day: name the day with `--on DATE`"])
    return (
        _side(law, place, day, "as the law stands"),
        _side(amended, place, day, f"with {draft.name}"),
    )
