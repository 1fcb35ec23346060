"""A text as rules read it: plain quotes and blanks, letters of other scripts as the Latin ones they look like, unseen
characters left out; every offset leads back to the stored text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from comity.evidence.intake.letters import TURNING, UNSEEN

_UNSEEN = re.compile(f"[{TURNING}{UNSEEN}]")
# Letters of Cyrillic and Greek that stand in for Latin ones.
_LOOK_ALIKES = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u04bb\u0455\u0410\u0415\u041e\u0420\u0421\u0425\u0423\u0406\u0408\u0405\u0412\u041a\u041c\u041d\u0422\u03bf\u03b1\u03b9\u0391\u0395\u039f\u0399\u039a\u039c\u039d\u03a1\u03a4\u03a7\u0392",
        "aeopcxyijhsAEOPCXYIJSBKMHToaiAEOIKMNPTXB",
        strict=True,
    )
)
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\t": " ",
        **_LOOK_ALIKES,
    }
)


@dataclass(frozen=True)
class Folded:
    """`text` and `small` (in small letters) have the same length; `place(n)` is where letter `n` stands in the stored text."""

    text: str
    small: str
    places: tuple[int, ...] | None

    @classmethod
    def of(cls, stored: str) -> Folded:
        """The folded form of a stored text."""
        places: tuple[int, ...] | None = None
        text = stored
        if _UNSEEN.search(stored):
            places = tuple(at for at, one in enumerate(stored) if not _UNSEEN.match(one))
            text = "".join(stored[at] for at in places)
        text = text.translate(_PLAIN)
        small = text.lower()
        if len(small) != len(text):  # a few letters have small forms of two characters
            small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
        return cls(text=text, small=small, places=places)

    def place(self, at: int) -> int:
        """The offset in the stored text of an offset here; of the end, the end."""
        if self.places is None:
            return at
        if at >= len(self.places):
            return self.places[-1] + 1 if self.places else 0
        return self.places[at]

    def end_place(self, at: int) -> int:
        """Like `place`, of the offset behind a last letter."""
        return self.place(at - 1) + 1 if at else 0

    @cached_property
    def length(self) -> int:
        """Letters of the folded text."""
        return len(self.text)
