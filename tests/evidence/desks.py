"""A folder that was read, for tests of the review."""

from __future__ import annotations

from pathlib import Path

from comity.evidence.candidates import read_candidates
from comity.evidence.intake import Shelf
from comity.evidence.review import Desk
from comity.evidence.run import PROPOSALS, read_documents

ACTIONS = frozenset({"transfer_custody", "share_alpr", "assist_operation", "hold_on_detainer"})
STORIES = {
    "one.txt": "Published: March 6, 2025\n\nDENVER — Denver deputies handed a man over to ICE agents on March 3, a neighbor said.\n",
    "two.txt": "Published: March 6, 2025\n\nThe Oakland Police Department shared plate reader data with ICE in February, records show.\n",
    "three.txt": "Published: March 6, 2025\n\nPROVIDENCE, R.I. — Providence police set up a perimeter for ICE agents on Tuesday, a video shows.\n",
}


def desk(folder: Path) -> Desk:
    """Three documents read, one proposal each."""
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    read_documents([folder / name for name in STORIES], folder / "shelf")
    return desk_of(folder / "shelf")


def desk_of(folder: Path) -> Desk:
    """The desk of a folder, without the law's whole vocabulary."""
    candidates = tuple(read_candidates(folder / PROPOSALS))
    made = Desk(Shelf.open(folder), candidates, ACTIONS)
    made.check()
    return made
