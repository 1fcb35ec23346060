"""Counts of incidents as ranges, each with the incidents behind it. Pure.

`high` counts every incident that is not recorded as another. `low` counts what is there for certain: of incidents that
may be one, one, and none where one of them stands outside the group, for they may all be that one; nothing that may be
the same as a counted row; of a month, nothing that may have been in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comity.ledger.report.lines import Line

LONGEST_SPAN = 12
"""Months over which the day of an act may be open and still be counted in each of them; beyond, no month is known."""
NO_MONTH = ""

Key = Callable[[Line], str | None]
"""The value of an act by which incidents are grouped; None leaves it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A range of incidents. `of` are the numbers of their first events, in order: all that `high` counts."""

    low: int
    high: int
    of: Sequence[int] = ()

    def __str__(self) -> str:
        return f"{self.high:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


@dataclass(slots=True, kw_only=True)
class Sameness:
    """Which incidents may be one: a cluster by incident, for those that are in one; and those that are not sure at all."""

    cluster: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, frozenset[int]] = field(default_factory=dict)
    unsure: frozenset[int] = frozenset()

    def number(self, incidents: Iterable[int], certain: Iterable[int] | None = None) -> Number:
        """The range of a group. `certain` are those of it that surely belong to it; None: all."""
        every = sorted(set(incidents))
        if not self.cluster and not self.unsure and certain is None:
            return Number(low=len(every), high=len(every), of=every)
        sure = set(every if certain is None else certain) - self.unsure
        clusters = {self.cluster[one] for one in sure if one in self.cluster}
        alone = sum(one not in self.cluster for one in sure)
        whole = sum(self.members[one] <= sure for one in clusters)
        return Number(low=alone + whole, high=len(every), of=every)


def sameness_of(lines: Sequence[Line], links: Iterable[tuple[int, int, str]]) -> Sameness:
    """From links `(one, other, relation)`. A recorded difference parts two directly; ways by others remain."""
    surely: dict[int, bool] = {}
    for line in lines:
        surely[line.seq] = surely.get(line.seq, False) or line.surely
    apart: set[frozenset[int]] = set()
    pairs: list[tuple[int, int]] = []
    for one, other, relation in links:
        if one in surely and other in surely and one != other:
            if relation == "different":
                apart.add(frozenset((one, other)))
            elif relation == "perhaps_same":
                pairs.append((one, other))
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        if frozenset((one, other)) not in apart:
            parent[root(one)] = root(other)
    cluster = {one: root(one) for one in list(parent)}
    members: dict[int, set[int]] = defaultdict(set)
    for one, of in cluster.items():
        members[of].add(one)
    return Sameness(
        cluster=cluster,
        members={of: frozenset(held) for of, held in members.items()},
        unsure=frozenset(seq for seq, sure in surely.items() if not sure),
    )


def split(lines: Sequence[Line], key: Key) -> dict[str, dict[str, list[int]]]:
    """The incidents that have an act with each value, by the claimed breach of that act; in order, each once."""
    found: dict[str, dict[str, list[int]]] = {}
    for line in lines:
        value = key(line)
        if value is None:
            continue
        of = found.get(value)
        if of is None:
            of = found[value] = {}
        held = of.get(line.claimed_breach)
        if held is None:
            of[line.claimed_breach] = [line.seq]
        elif held[-1] != line.seq:
            held.append(line.seq)
    return found


def by_month(lines: Sequence[Line], same: Sameness) -> dict[str, Number]:
    """The incidents of each month, from the first to the last without a gap; NO_MONTH for those of no known month."""
    perhaps: dict[str, set[int]] = defaultdict(set)
    certain: dict[str, set[int]] = defaultdict(set)
    spans: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
    for line in lines:
        days = (line.earliest, line.latest)
        if days not in spans:
            spans[days] = _months(*days)
        months = spans[days]
        for month in months:
            perhaps[month].add(line.seq)
        if len(months) == 1:
            certain[months[0]].add(line.seq)
    known = [month for month in perhaps if month != NO_MONTH]
    every = _between(min(known), max(known)) if known else ()
    made = {month: same.number(perhaps[month], certain[month]) for month in every}
    if NO_MONTH in perhaps:
        made[NO_MONTH] = same.number(perhaps[NO_MONTH])
    return made


def _months(earliest: str | None, latest: str | None) -> tuple[str, ...]:
    if earliest is None or latest is None:
        return (NO_MONTH,)
    if earliest[:7] == latest[:7]:
        return (earliest[:7],)
    months = tuple(_between(earliest[:7], latest[:7]))
    return months if 0 < len(months) <= LONGEST_SPAN else (NO_MONTH,)


def _between(first: str, last: str) -> Sequence[str]:
    year, month = map(int, first.split("-"))
    made = []
    while (text := f"{year:04}-{month:02}") <= last:
        made.append(text)
        year, month = year + month // 12, month % 12 + 1
    return made
