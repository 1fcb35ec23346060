"""A first case in which two sides answer an act otherwise, found without the solver.

Where something differs one case is enough, and drawn cases nearly always hold one: whole rulings are read in thousands
of them at once. Facts are then taken away from several such cases, and the one that is left with the fewest is the
witness. Where none is drawn nothing is said: that two sides are equal is for the solver to prove.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

from comity.compare.drawn_cases import SHARES, DrawnCases
from comity.compare.fewest_facts import Lanes
from comity.compare.judged import Outcome
from comity.compare.region import Region
from comity.compare.residue import WHO
from comity.compare.side import Party
from comity.logic import Answer, Expr, Leaf, Rail, Ruling, Truth, Value, key_of
from comity.readings import cells_of, leaf_truth
from comity.readings.columns import Column, Columns, Rails, answered, in_effect

T = TypeVar("T")

CASES = 4096
"""Cases that are drawn."""
TRIED = 6
"""Cases of each share of the drawn ones from which facts are taken away."""


class Act:
    """The two rulings on an act, laid out for reading; `alike`: whoever acts is told in the same words on both sides."""

    def __init__(self, before: Ruling, after: Ruling, *, alike: bool) -> None:
        self.parts = (before.parts, after.parts)
        first = Columns()
        self.columns = (first, first if alike else Columns())
        self.places = tuple(
            tuple(columns.place(part.effective) for part in parts)
            for columns, parts in zip(self.columns, self.parts, strict=True)
        )
        self.rails: tuple[Rails, ...] = tuple(
            {
                rail: [at for part, at in zip(parts, places, strict=True) if part.rail is rail]
                for rail in Rail
            }
            for parts, places in zip(self.parts, self.places, strict=True)
        )

    def on_sides(self, read: Callable[[int], T]) -> tuple[T, T]:
        """What a reading gives on each side; once, where both are laid out as one."""
        first = read(0)
        return (first, first if self.columns[0] is self.columns[1] else read(1))

    def asked(self) -> Iterator[Leaf]:
        """What the rulings ask about, but for who acts."""
        for columns in dict.fromkeys(self.columns):
            yield from (leaf for leaf in columns.leaves if key_of(leaf) not in WHO)

    def outcome(self, side: int, holds: Sequence[Column], at: int) -> Outcome:
        """The answer of one settled case and the part that decides: of several one that the other side does not have."""
        held = [number for number, place in enumerate(self.places[side]) if holds[place] >> at & 1]
        first = {rail: self._first(side, rail, held) for rail in Rail}
        banned, required, permitted = (first[rail] for rail in Rail)
        if banned is not None and required is not None:
            return Outcome(Answer.CONFLICT, banned, required)
        if banned is not None:
            return Outcome(Answer.PROHIBITED, banned)
        if required is not None:
            return Outcome(Answer.REQUIRED, required)
        if permitted is not None:
            return Outcome(Answer.PERMITTED, permitted)
        return Outcome(Answer.NOT_REGULATED, None)

    def _first(self, side: int, rail: Rail, held: Sequence[int]) -> int | None:
        found = [number for number in held if self.parts[side][number].rail is rail]
        changed = (one for one in found if self.parts[side][one] not in self.parts[1 - side])
        return next(changed, found[0]) if found else None


class FirstWitnesses:
    """Looks for a witness of each of some acts."""

    def __init__(
        self,
        parties: Mapping[str, tuple[Party, Party]],
        acts: Mapping[str, Act],
        *,
        ties: Sequence[Expr],
        asked: Sequence[Leaf],
        domains: Mapping[str, Sequence[Value]],
        rank: Mapping[str, tuple[int, int]],
    ) -> None:
        """`parties` are those who act, on either side; `ties` the conditions that every case meets; `asked` all leaves of
        them and of the acts; `domains` and `rank` the values of some words and the order of all.
        """
        self.asked, self.domains = asked, domains
        self._parties, self._acts, self._rank = parties, acts, rank
        by_key: dict[str, list[Leaf]] = {}
        for leaf in self.asked:
            by_key.setdefault(key_of(leaf), []).append(leaf)
        self.cells: dict[str, Sequence[Value]] = {
            key: tuple(cells_of(key, leaves, domains.get(key))) for key, leaves in by_key.items()
        }
        self._drawn = DrawnCases({**self.cells, "actor": tuple(parties)}, CASES)
        self._consistent = self._drawn.consistent(ties)

    def of(self, action: str) -> tuple[tuple[str, ...], Region] | None:
        """A small case of an act, and the actors of which it holds. None says nothing.

        The numbers of its outcomes are those of the parts of the rulings.
        """
        act, drawn = self._acts[action], self._drawn
        leaves = act.on_sides(lambda side: self._leaves(act, side))
        holds = act.on_sides(lambda side: act.columns[side].holding(leaves[side], drawn.every))
        one, other = (in_effect(act.rails[side], holds[side]) for side in (0, 1))
        banned, required, permitted = (one[rail] ^ other[rail] for rail in Rail)
        open_ = drawn.every ^ (one[Rail.PROHIBITED] | one[Rail.REQUIRED])
        differ = banned | required | (permitted & open_)
        picked = tuple(_spread(differ & self._consistent, drawn.count))
        return self._smallest(act, leaves, picked) if picked else None

    def _leaves(self, act: Act, side: int) -> dict[int, Column]:
        """The cases in which each leaf holds, by its number."""
        return {
            number: self._who(leaf, side) if key_of(leaf) in WHO else self._drawn.leaf(leaf)
            for leaf, number in act.columns[side].leaves.items()
        }

    def _who(self, leaf: Leaf, side: int) -> Column:
        found = 0
        for actor, cases in self._drawn.cases_with("actor"):
            if leaf_truth(leaf, self._parties[str(actor)][side].words) is Truth.TRUE:
                found |= cases
        return found

    def _smallest(
        self,
        act: Act,
        leaves: Sequence[Mapping[int, Column]],
        picked: Sequence[int],
    ) -> tuple[tuple[str, ...], Region]:
        """Of some cases the one that needs the fewest facts."""
        lanes = Lanes(self._order(act), len(picked))
        true = act.on_sides(
            lambda side: {
                number: lanes.of_cases([bool(column >> at & 1) for at in picked])
                for number, column in leaves[side].items()
            }
        )
        read: list[tuple[Sequence[Column], Sequence[Column]]] = []

        def read_on(side: int, known: Mapping[str, Column]) -> tuple[list[Column], list[Column]]:
            pairs = {}
            for leaf, number in act.columns[side].leaves.items():
                some = known.get(key_of(leaf), lanes.every)
                pairs[number] = (some & true[side][number], some & ~true[side][number])
            return act.columns[side].settled(pairs, lanes.every)

        def settled(known: Mapping[str, Column]) -> Column:
            read[:] = act.on_sides(lambda side: read_on(side, known))
            found = lanes.every
            for side, (holds, fails) in enumerate(read):
                answers = answered(act.rails[side], holds, fails, lanes.every)
                found &= reduce(or_, answers.values())
            return found

        fewest = lanes.fewest(settled)
        settled(dict.fromkeys(lanes.order, 0) | dict.fromkeys(fewest.kept, lanes.every))
        at, drawn = picked[fewest.case], self._drawn
        facts = {key: drawn.value(key, at) for key in sorted(fewest.kept, key=self._place_of)}
        before, after = (
            act.outcome(side, read[side][0], lanes.lane(fewest.case)) for side in (0, 1)
        )
        region = Region(
            outcomes=(before, after),
            facts=facts,
            needed=tuple(facts),
            values={key: (value,) for key, value in facts.items()},
            unmet=(),
            whole=False,
        )
        return self._treated_as(act, str(drawn.value("actor", at))), region

    def _order(self, act: Act) -> list[str]:
        """What no fact can answer first, then from the last word of the vocabulary to the first."""
        keys = sorted({key_of(leaf) for leaf in act.asked()}, key=self._place_of)
        law = [key for key in keys if self._place_of(key)[0] > 0]
        return [*law, *reversed(keys[: len(keys) - len(law)])]

    def _place_of(self, key: str) -> tuple[int, int, str]:
        return (*self._rank.get(key, (1, 0)), key)

    def _treated_as(self, act: Act, actor: str) -> tuple[str, ...]:
        """The actors whom the rules of both sides treat as they treat one."""
        kinds = {
            one: [
                leaf_truth(leaf, parties[side].words)
                for side in (0, 1)
                for leaf in act.columns[side].leaves
                if key_of(leaf) in WHO
            ]
            for one, parties in self._parties.items()
        }
        return tuple(one for one in self._parties if kinds[one] == kinds[actor])


def _spread(cases: Column, count: int) -> Iterator[int]:
    """Some of the cases: a few of each share."""
    part = count // SHARES
    for share in range(SHARES):
        some = cases >> share * part & ((1 << part) - 1)
        for _ in range(TRIED):
            if some:
                yield share * part + (some & -some).bit_length() - 1
                some &= some - 1
