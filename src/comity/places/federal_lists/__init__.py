"""The federal lists of "sanctuary jurisdictions": who is named by whom, from when until when. They change no answer.

A list is a statement of a federal agency about a place. No law file, no ruling and no decision reads this room.
"""

from comity.places.federal_lists.entries import (
    Comparison,
    Entry,
    FederalList,
    compared,
    federal_lists,
)

__all__ = ["Comparison", "Entry", "FederalList", "compared", "federal_lists"]
