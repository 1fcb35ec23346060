"""About how high a card is in print, so that what it tells fits one page of A4 or Letter, whichever has less.

It counts letters of a wide sans serif and adds what the style sheet puts between them; a narrower type leaves
some room. A test prints cards in a real browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from comity.decide.cards.card_lines import CardLines, RowLines

SIZES: Mapping[str, float] = {"roomy": 12, "large": 11, "middle": 10, "close": 9, "dense": 8}
"""Sizes of type in points, in which a card is printed: the largest in which it fits a page."""
PAGE_HEIGHT, PAGE_WIDTH = 742, 530
"""Points of a page between its margins."""
LEADING = 1.25
WIDE = 0.51
"""The width of a letter, in its size."""


class Sheet:
    """A page in a size of type; heights are lines of that type."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.room = PAGE_HEIGHT / (size * LEADING)

    def lines(self, text: str, share: float, scale: float = 1) -> float:
        """How high a text is in a share of the page's width."""
        letters = PAGE_WIDTH * share / (self.size * scale * WIDE)
        return scale * (1 + len(text) // max(letters, 1)) if text else 0

    def height(self, said: CardLines) -> float:
        """How high a whole card is."""
        total = 4.2 + sum(self.lines(text, 1, 0.85) for text in (said.how, said.check, said.given))
        for act in said.acts:
            total += 4 + self.lines(act.given, 1, 0.85) + self.rows(act.rows)
        duties = 1.8 + sum(self.lines(" ".join(parts), 0.54, 0.85) for parts in said.duties)
        clocks = 1.8 + sum(self.lines(" ".join(parts), 0.36, 0.85) for parts in said.clocks)
        total += max(
            duties + self.lines(said.more_duties, 0.56, 0.85),
            clocks + self.lines(said.clock_limits, 0.36, 0.93),
        )
        return total + 4.2 + sum(self.lines(text, 1, 0.8) for text in (said.also, said.incomplete))

    def rows(self, rows: Iterable[RowLines]) -> float:
        """How high the rows of a table are."""
        return sum(self.row(row) for row in rows)

    def row(self, row: RowLines) -> float:
        """How high a row is: its highest cell."""
        left = self.lines(row.when, IF) + self.lines(row.one_of_title, IF)
        left += sum(self.lines(f"and {text}", IF) for text in row.all_of)
        left += sum(self.lines(text, IF - 0.03) for text in row.one_of)
        left += sum(self.lines(text, IF, 0.85) for text in row.below)
        cites = sum(self.lines(text, CITES, 0.85) for _, text in row.cites)
        return max(left, self.lines(row.word, SAYS, 1.2), cites) + 0.5


IF, SAYS, CITES = 0.61, 0.12, 0.195
"""Shares of the width that the cells of a row have for their text."""


def size_of(said: CardLines) -> str:
    """The largest size of type in which a card fits a page; the smallest if it should in none."""
    sheets = {name: Sheet(size) for name, size in SIZES.items()}
    return next((name for name, one in sheets.items() if one.height(said) <= one.room), "dense")
