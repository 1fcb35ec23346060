"""The compare room: two rulings set against each other, and one against what its neighbours regulate.

It needs the solver of the extra `analysis`, and is therefore imported only by whoever compares.
"""

from comity.compare.conflicts import Conflicts, conflicts_in
from comity.compare.conflicts_told import conflicts_lines, conflicts_to_json
from comity.compare.difference import differences_between
from comity.compare.difference_json import difference_to_json
from comity.compare.difference_text import difference_lines
from comity.compare.draft_day import day_of_draft
from comity.compare.finding import KINDS, Finding
from comity.compare.found import Difference, Found
from comity.compare.gaps import Gaps, gaps_in
from comity.compare.gaps_told import gaps_lines, gaps_to_json
from comity.compare.pages import (
    conflicts_fragment,
    difference_document,
    difference_fragment,
    document,
    gaps_fragment,
)
from comity.compare.peers import ALL, NEIGHBOURS, peers_of
from comity.compare.replay import Act, Replayed, replay
from comity.compare.side import Side, own_actors, side_of
from comity.compare.told import Told, told

__all__ = [
    "ALL",
    "KINDS",
    "NEIGHBOURS",
    "Act",
    "Conflicts",
    "Difference",
    "Finding",
    "Found",
    "Gaps",
    "Replayed",
    "Side",
    "Told",
    "conflicts_fragment",
    "conflicts_in",
    "conflicts_lines",
    "conflicts_to_json",
    "day_of_draft",
    "difference_document",
    "difference_fragment",
    "difference_lines",
    "difference_to_json",
    "differences_between",
    "document",
    "gaps_fragment",
    "gaps_in",
    "gaps_lines",
    "gaps_to_json",
    "own_actors",
    "peers_of",
    "replay",
    "side_of",
    "told",
]
