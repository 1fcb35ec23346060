"""The compare room: two rulings set against each other, and one against what its neighbours regulate.

It needs the solver of the extra `analysis`, and is therefore imported only by whoever compares.
"""

from comity.compare.difference import Difference, Found, differences_between
from comity.compare.difference_json import difference_to_json
from comity.compare.difference_page import difference_document, difference_fragment
from comity.compare.difference_text import difference_lines
from comity.compare.draft_day import day_of_draft
from comity.compare.side import Side, own_actors, side_of
from comity.compare.told import Told, told

__all__ = [
    "Difference",
    "Found",
    "Side",
    "Told",
    "day_of_draft",
    "difference_document",
    "difference_fragment",
    "difference_lines",
    "difference_to_json",
    "differences_between",
    "own_actors",
    "side_of",
    "told",
]
