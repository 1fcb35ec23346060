"""`comity card`: a decision card as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from comity.cli.options import CorpusOption, LanguageOption, OnOption, OverlayOption, PlaceArgument
from comity.cli.place_words import level_of, named
from comity.cli.streams import fail, read_corpus_for, read_day
from comity.decide import QuestionError, place_mistakes
from comity.decide.cards import card_of, card_text

CARD_EXAMPLES = """\b
Examples:
  comity card us-dc i_247a --on today
  comity card us-il-chicago judicial_warrant --on 2026-01-15 --language es"""


def card_command(
    place: PlaceArgument,
    paper: Annotated[
        str,
        typer.Argument(
            metavar="PAPER",
            help="The paper in hand, such as i_247a, i_200, judicial_warrant or officer_at_counter.",
        ),
    ],
    on: OnOption = "today",
    language: LanguageOption = "en",
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
) -> None:
    """Print a decision card: what the law of a place says to a paper, line by line, for the wall.

    Every line is what `comity decide` answers; what one page cannot hold is sent back to Comity.
    """
    law = read_corpus_for(place, corpus, overlay)
    day = read_day(on)
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    try:
        card = card_of(law, place, paper, on=day, language=language, level=level_of(law, place))
    except QuestionError as error:
        fail(error.mistakes)
    shown = replace(
        card, name=named(card.name), incomplete=tuple(named(one) for one in card.incomplete)
    )
    typer.echo(card_text(shown, language=language), nl=False)
