"""Facts taken away from several cases side by side, and the case that is left with the fewest.

Of each case there are lanes, a bit each, in which some facts are missing; a ruling is read in all lanes at once. What
is settled stays settled when more is known. So a fact without which alone an answer is open must stay; and where the
first n of the others are missing in lane n, the first open lane tells the next that must.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from comity.compare.side import Rule
from comity.logic import Answer, Rail, Truth, Value, key_of
from comity.readings import leaf_truth
from comity.readings.columns import Column, Columns, answered


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
                assert not lanes & 1, "with everything known it is settled"
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


class RulesInLanes:
    """Some rules on an act, as one party meets them, read in lanes."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._columns = Columns()
        self._rails = {
            rail: [self._columns.place(rule.tree) for rule in rules if rule.rail is rail]
            for rail in Rail
        }
        self._places = [self._columns.place(rule.tree) for rule in rules]

    def fewest(
        self, cases: Sequence[Mapping[str, Value]], numbers: Sequence[int], answer: Answer
    ) -> dict[str, Value]:
        """Of some cases the one with the fewest facts: none of them can be taken away, for together they bring the
        rules of these numbers about and settle the answer. Each case does so with all its facts.
        """
        keys = sorted(cases[0], key=lambda key: ("(" in key, key))
        lanes = Lanes(keys, len(cases))
        leaves = self._columns.leaves
        true = {
            number: lanes.of_cases([leaf_truth(leaf, case) is Truth.TRUE for case in cases])
            for leaf, number in leaves.items()
        }

        def settled(known: Mapping[str, Column]) -> Column:
            pairs = {
                number: (some & true[number], some & ~true[number])
                for leaf, number in leaves.items()
                for some in [known.get(key_of(leaf), 0)]
            }
            holds, fails = self._columns.settled(pairs, lanes.every)
            found = answered(self._rails, holds, fails, lanes.every)[answer]
            for number in numbers:
                found &= holds[self._places[number]]
            return found

        fewest = lanes.fewest(settled)
        case = cases[fewest.case]
        return {key: value for key, value in case.items() if key in fewest.kept}
