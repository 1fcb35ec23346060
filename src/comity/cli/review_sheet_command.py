"""`comity review-sheet`: a place's law on paper, for the two people who sign it."""

from __future__ import annotations

import sys

from comity.cli.options import CorpusOption, OverlayOption, PlaceArgument
from comity.cli.streams import fail, read_corpus_for
from comity.decide import place_mistakes
from comity.decide.survey import review_sheet

REVIEW_SHEET_EXAMPLES = """\b
Example:
  comity review-sheet us-tx > review-us-tx.md"""


def review_sheet_command(
    place: PlaceArgument,
    overlay: OverlayOption = [],  # noqa: B006 -- typer makes a new list for each call
    corpus: CorpusOption = None,
) -> None:
    """A sheet in Markdown with every rule of a place, its conditions and cases, and two signatures a text.

    The first signer reads the official text against the rule, the second reads the cases.
    """
    law = read_corpus_for(place, corpus, overlay)
    if mistakes := place_mistakes(law, place):
        fail(mistakes)
    if place not in law.jurisdictions:
        fail([f"`{place}` has no law file: there is nothing to review"])
    sys.stdout.write(review_sheet(law, place))
