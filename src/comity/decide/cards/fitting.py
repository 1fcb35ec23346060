"""What of the trees behind a card fits the room of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from comity.decide.cards.branches import Settled, Tree, cuts_of, share_settled
from comity.decide.cards.rows import Line, Lines


def fitting(trees: Sequence[Tree], height: Callable[[Line], int], room: int) -> tuple[Tree, ...]:
    """The trees, cut so that the lines of all fit a room together, and that together they settle the most.

    `height` says how much of it one line fills.
    """
    chosen: list[tuple[int, float, tuple[Tree, ...]]] = [(0, 0, ())]
    for tree in trees:
        heights = _Heights(height)
        sizes = [(heights.of(cut), share_settled(cut), cut) for cut in cuts_of(tree)]
        joined = [
            (filled + own, share + settled, (*before, cut))
            for filled, share, before in chosen
            for own, settled, cut in sizes
        ]
        chosen = _best(joined)
    fit = [one for one in chosen if one[0] <= room]
    return max(fit, key=lambda one: (one[1], -one[0]))[2] if fit else chosen[0][2]


def _best(
    found: Iterable[tuple[int, float, tuple[Tree, ...]]],
) -> list[tuple[int, float, tuple[Tree, ...]]]:
    """For each height, in order, what settles the most, if it settles more than what is lower."""
    best: list[tuple[int, float, tuple[Tree, ...]]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not best or one[1] > best[-1][1]:
            best.append(one)
    return best


class _Heights:
    """How many lines of print the rows of a tree fill. Trees that are cut from one another share most of them."""

    def __init__(self, height: Callable[[Line], int]) -> None:
        self._own, self._lines = height, Lines()
        # With the ends themselves, so that no others can come to have their numbers.
        self._known: dict[object, tuple[tuple[Settled, ...], int]] = {}

    def of(self, tree: Tree) -> int:
        """Of all its rows."""
        return sum(self._height(line) for line in self._lines.of(tree))

    def _height(self, line: Line) -> int:
        key = (line.always, line.alternatives, *map(id, line.ends))
        held = self._known.get(key)
        if held is None:
            held = self._known[key] = (line.ends, self._own(line))
        return held[1]
