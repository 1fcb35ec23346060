"""Facts taken away from several cases side by side, and the case that is left with the fewest.

Of each case there are lanes, a bit each, in which some facts are missing; a ruling is read in all lanes at once. What
is settled stays settled when more is known. So a fact without which alone an answer is open must stay; and where the
first n of the others are missing in lane n, the first open lane tells the next that must.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from comity.readings.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Fewest:
    """Which case it is, and the words that it keeps."""

    case: int
    kept: frozenset[str]


class Lanes:
    """The lanes of so many cases; `order` are the words in the order in which they are taken away."""

    def __init__(self, order: Sequence[str], cases: int) -> None:
        self.order, self.cases = tuple(order), cases
        self.width = len(self.order) + 1
        self._one = (1 << self.width) - 1
        self.every = (1 << self.width * cases) - 1

    def of_cases(self, holding: Sequence[bool]) -> Column:
        """The lanes of the cases in which something holds."""
        found = 0
        for case, holds in enumerate(holding):
            if holds:
                found |= self._one << case * self.width
        return found

    def fewest(self, settled: Callable[[Mapping[str, Column]], Column]) -> Fewest:
        """The case with the fewest facts, of several such the first. `settled` gives, from the lanes in which each word
        is known, those that are settled; with everything known every lane is.
        """
        alone = settled({key: self._but_lane(at) for at, key in enumerate(self.order, start=1)})
        kept = [self._open(alone, case) for case in range(self.cases)]
        left = [[key for key in self.order if key not in one] for one in kept]
        going, done = list(range(self.cases)), []
        while going:
            found = settled(self._known(left, kept, going))
            for case in going:
                lanes = ~(found >> case * self.width) & ((2 << len(left[case])) - 1)
                if lanes:
                    gone = (lanes & -lanes).bit_length() - 2
                    kept[case].append(left[case][gone])
                    del left[case][: gone + 1]
                else:
                    done.append(case)
            best = min((len(kept[case]) for case in done), default=self.width)
            going = [one for one in going if one not in done and len(kept[one]) < best]
        case = min(done, key=lambda one: (len(kept[one]), one))
        return Fewest(case=case, kept=frozenset(kept[case]))

    def lane(self, case: int) -> int:
        """The bit of the first lane of a case."""
        return case * self.width

    def _but_lane(self, at: int) -> Column:
        """All lanes but one of each case."""
        found = self.every
        for case in range(self.cases):
            found ^= 1 << case * self.width + at
        return found

    def _open(self, settled: Column, case: int) -> list[str]:
        """The words without which alone a case is open."""
        lanes = settled >> self.lane(case)
        return [key for at, key in enumerate(self.order, start=1) if not lanes >> at & 1]

    def _known(
        self, left: Sequence[Sequence[str]], kept: Sequence[Sequence[str]], going: Sequence[int]
    ) -> Mapping[str, Column]:
        """The lanes in which each word is known: lane n of a case is without the first n words that are left to lose."""
        known = dict.fromkeys(self.order, 0)
        for case in going:
            start = self.lane(case)
            for key in kept[case]:
                known[key] |= self._one << start
            for at, key in enumerate(left[case], start=1):
                known[key] |= ((1 << at) - 1) << start
        return known
