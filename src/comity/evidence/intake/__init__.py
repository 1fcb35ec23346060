"""Files of any kind into stored documents: bytes kept and hashed, text with offsets, what is no evidence marked.

One bad file never stops the rest: it is refused by name, with its reason.
"""

from comity.evidence.intake.limits import Limits
from comity.evidence.intake.reading import Reader
from comity.evidence.intake.refused import DocumentRefusedError
from comity.evidence.intake.shelf import Shelf, ShelfError
from comity.evidence.intake.taking import Taken, files_of, take_in

__all__ = [
    "DocumentRefusedError",
    "Limits",
    "Reader",
    "Shelf",
    "ShelfError",
    "Taken",
    "files_of",
    "take_in",
]
