"""A tree of questions as rules that are read from the top, as few and as short as they can be found.

A rule need not say all that lies on the way to its end: it may leave out what only ends above it, or ends that
say the same, are told apart by. So the same circumstance is not repeated on every line of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import or_

from comity.decide.cards.branches import Asked, Settled, Tree, weighed_ends
from comity.logic import Value

MOST_TRIED = 3
"""Answers that are tried out as the one that stands last."""
NOT_SO = 1.3
"""How much longer a reader looks at what is not so than at what is so."""
RULE = 1.5
"""What a rule costs a page beside its conditions, where a condition costs about 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A word has one of some values. `whole` are all the values that its question offers; of a number, the
    last of them stands for every larger one too.
    """

    word: str
    values: tuple[Value, ...]
    whole: tuple[Value, ...]

    def fits(self, facts: Mapping[str, object]) -> bool:
        """Whether it is known to hold."""
        value = facts.get(self.word)
        if self.is_number and isinstance(value, int):
            value = min(value, max(self.whole))
        return value in self.values

    @property
    def is_number(self) -> bool:
        """Whether the word is a number."""
        return all(isinstance(value, int) and not isinstance(value, bool) for value in self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where all conditions hold, the ends say what is so. `share` is how much of a desk's work it settles."""

    conditions: tuple[Condition, ...]
    ends: tuple[Settled, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Rules from the top, and the ends that none of them fits: of these all say the same."""

    rules: tuple[Rule, ...]
    rest: Rule


Said = Callable[[Settled], object]
"""What an end says: two ends of the same can stand on one line."""
Long = Callable[[Condition], float]
"""How many lines of print a condition has, about."""


def one_line(_: Condition) -> float:
    """The length of a condition where its words do not matter."""
    return 1


def rules_of(tree: Tree, said: Said, long: Long = one_line) -> Rules:
    """The rules of a tree. For every case, the first rule that fits says what its end of the tree says.

    What stands last, for every other case, is tried out among what most ends say: the list that is the
    shortest is taken.
    """
    search = _Search(tree, said, long)
    often = sorted(search.sayings, key=lambda one: -search.sayings[one].bit_count())
    found = [search.rules(last) for last in often[:MOST_TRIED]]
    return min(found, key=lambda one: _length(one, said, long))


def _length(found: Rules, said: Said, long: Long) -> tuple[bool, float]:
    """Open ends are left for the last line, for they send the reader away; neighbours that say the same
    share a line.
    """
    is_open = any(end.is_open for rule in found.rules for end in rule.ends)
    every = [*found.rules, found.rest]
    lines = 1 + sum(said(a.ends[0]) != said(b.ends[0]) for a, b in pairwise(every))
    return is_open, RULE * lines + sum(
        _cost(one, long) for rule in every for one in rule.conditions
    )


def _cost(one: Condition, long: Long) -> float:
    return long(one) * (NOT_SO if one.values == (False,) else 1)


class _Search:
    """Finds rules one after the other: each time the one that settles most for its length.

    Ends and sets of ends are bits of a number, conditions are numbers.
    """

    def __init__(self, tree: Tree, said: Said, long: Long) -> None:
        self.long = long
        self.numbers: dict[Condition, int] = {}
        self.conditions: list[Condition] = []
        self.known: list[int] = []
        self.refuted: list[int] = []
        self.costs: list[float] = []
        groups: dict[str, dict[tuple[Value, ...], None]] = {}
        _groups(tree, groups)
        self.groups = {word: tuple(found) for word, found in groups.items()}
        ways = tuple(_ways(tree, ()))
        self.ends = tuple(end for _, end in ways)
        self.shares = tuple(share for _, share in weighed_ends(tree))
        self.ways = tuple(tuple(self._number(*one) for one in way) for way, _ in ways)
        self.sayings: dict[object, int] = {}
        said_of = [said(end) for end in self.ends]
        for number, says in enumerate(said_of):
            self.sayings[says] = self.sayings.get(says, 0) | 1 << number
        self.same = [self.sayings[says] for says in said_of]
        self.shared: dict[int, float] = {}
        self.shortest: dict[tuple[int, int], tuple[tuple[int, ...], ...]] = {}

    def rules(self, last: object) -> Rules:
        """The rules where an answer is left for the end."""
        kept = self.sayings[last]
        left, found = (1 << len(self.ends)) - 1, list[Rule]()
        while left & ~self.same[_first(left)]:
            best = max(self._candidates(left, kept), key=lambda one: one[0], default=None)
            if best is None:
                break
            _, conditions, covered = best
            found.append(self._rule(conditions, covered))
            left &= ~covered
        return Rules(rules=tuple(found), rest=self._rule((), left))

    def _candidates(self, left: int, kept: int) -> Iterator[tuple[float, tuple[int, ...], int]]:
        """For each end that is left the shortest rule that was found for it, its worth, and what it covers."""
        seen: set[tuple[int, ...]] = set()
        for number in _numbers(left):
            if self.ends[number].is_open:
                continue
            for conditions in self._shortest(number, left & ~self.same[number]):
                if conditions in seen:
                    continue
                seen.add(conditions)
                covered = left
                for one in conditions:
                    covered &= self.known[one]
                length = RULE + sum(self.costs[one] for one in conditions)
                worth = self._share(covered) / length
                yield (worth / 4 if kept >> number & 1 else worth), conditions, covered

    def _shortest(self, number: int, wrong: int) -> tuple[tuple[int, ...], ...]:
        """The short rules for an end, read from either side of its way; kept, for every list that is tried asks again."""
        key = number, wrong
        if key not in self.shortest:
            way = self.ways[number]
            orders = (way, way[::-1]) if len(way) > 1 else (way,)
            self.shortest[key] = tuple(self._shortened(way, order, wrong) for order in orders)
        return self.shortest[key]

    def _shortened(self, way: Sequence[int], order: Sequence[int], wrong: int) -> tuple[int, ...]:
        """The conditions of a way without those that tell it from no end that says otherwise."""
        below = list(accumulate((self.refuted[one] for one in reversed(order)), or_, initial=0))
        above, wanted = 0, set[int]()
        for place, one in enumerate(order, start=1):
            if wrong & ~(above | below[-1 - place]):
                above |= self.refuted[one]
                wanted.add(one)
        kept = [one for one in way if one in wanted]
        for place, one in enumerate(kept):
            kept[place] = self._widened(one, kept, wrong)
        return tuple(kept)

    def _widened(self, one: int, kept: Sequence[int], wrong: int) -> int:
        """The condition with each further value that leads to nothing that says otherwise."""
        held = self.conditions[one]
        if len(self.groups[held.word]) == 2:
            return one  # with its other value it would say nothing
        others = self._refuted_by(kept, one)
        for group in self.groups[held.word]:
            wider = {*self.conditions[one].values, *group}
            # With all its values it would say nothing, and would have been left out.
            if group[0] not in self.conditions[one].values and len(wider) < len(held.whole):
                trial = self._number(held.word, wider)
                if not wrong & ~(others | self.refuted[trial]):
                    one = trial
        return one

    def _refuted_by(self, conditions: Sequence[int], but: int) -> int:
        """The ends on whose way one of the conditions, but for one, does not hold."""
        found = 0
        for one in conditions:
            if one != but:
                found |= self.refuted[one]
        return found

    def _number(self, word: str, values: Collection[Value]) -> int:
        """The number of a condition, and with it the ends on whose way it holds, and does not."""
        whole = tuple(value for group in self.groups[word] for value in group)
        made = Condition(word=word, values=tuple(v for v in whole if v in values), whole=whole)
        if made not in self.numbers:
            known = refuted = 0
            for number, end in enumerate(self.ends):
                if word in end.facts:
                    fits = made.fits(end.facts)
                    known |= fits << number
                    refuted |= (not fits) << number
            self.numbers[made] = len(self.conditions)
            self.conditions.append(made)
            self.known.append(known)
            self.refuted.append(refuted)
            self.costs.append(_cost(made, self.long))
        return self.numbers[made]

    def _share(self, ends: int) -> float:
        if ends not in self.shared:
            self.shared[ends] = sum(self.shares[one] for one in _numbers(ends))
        return self.shared[ends]

    def _rule(self, conditions: tuple[int, ...], covered: int) -> Rule:
        numbers = list(_numbers(covered))
        return Rule(
            conditions=tuple(self.conditions[one] for one in conditions),
            ends=tuple(self.ends[one] for one in numbers),
            share=sum(self.shares[one] for one in numbers if not self.ends[one].is_open),
        )


def _first(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _groups(tree: Tree, found: dict[str, dict[tuple[Value, ...], None]]) -> None:
    """The values of each word that lead on together, wherever it is asked."""
    if isinstance(tree, Asked):
        for branch in tree.branches:
            found.setdefault(tree.word, {})[branch.values] = None
            _groups(branch.then, found)


def _ways(
    tree: Tree, above: tuple[tuple[str, tuple[Value, ...]], ...]
) -> Iterator[tuple[tuple[tuple[str, tuple[Value, ...]], ...], Settled]]:
    """Every way through a tree, as words with their values, and its end."""
    match tree:
        case Settled():
            yield above, tree
        case Asked():
            for branch in tree.branches:
                # A question that can be answered in one way only tells nothing apart.
                own = ((tree.word, branch.values),) if len(tree.branches) > 1 else ()
                yield from _ways(branch.then, (*above, *own))
