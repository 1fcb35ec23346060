"""Counts of incidents as ranges, each with the incidents behind it. Pure.

`high` counts every incident that is not recorded as another. `low` counts what is there for certain: of incidents that
may be one, one, and none where one of them stands outside the group, for they may all be that one; nothing that may be
the same as a counted row; of a month, nothing that may have been in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

LONGEST_SPAN = 12
"""Months over which the day of an act may be open and still be counted in each of them; beyond, no month is known."""
NO_MONTH = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A range of incidents. `of` are the numbers of their first events, in order: all that `high` counts."""

    low: int
    high: int
    of: Sequence[int] = ()

    def __str__(self) -> str:
        return f"{self.high:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


@dataclass(kw_only=True)  # no slots: what is worked out once is kept
class Sameness:
    """Which incidents may be one: a cluster by incident, for those that are in one; and those that are not sure at all."""

    cluster: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, frozenset[int]] = field(default_factory=dict)
    unsure: frozenset[int] = frozenset()

    @cached_property
    def _open(self) -> frozenset[int]:
        """Those of which one alone may be no incident more."""
        return frozenset(self.cluster) | self.unsure

    def number(self, incidents: Iterable[int], certain: Iterable[int] | None = None) -> Number:
        """The range of a group. `certain` are those of it that surely belong to it; None: all."""
        every = sorted(dict.fromkeys(incidents))  # often in order: kept so, it is soon sorted
        surely = every if certain is None else set(certain)
        doubtful = self._open.intersection(surely)
        clustered = doubtful - self.unsure
        whole = sum(
            self.members[one] <= clustered for one in {self.cluster[one] for one in clustered}
        )
        return Number(low=len(surely) - len(doubtful) + whole, high=len(every), of=every)


def sameness_of(
    incidents: Iterable[int], unsure: Iterable[int], links: Iterable[tuple[int, int, str]]
) -> Sameness:
    """From all incidents, those of which no act is sure, and links `(one, other, relation)`.

    A recorded difference parts two directly; ways by others remain.
    """
    there = frozenset(incidents)
    apart: set[frozenset[int]] = set()
    pairs: list[tuple[int, int]] = []
    for one, other, relation in links:
        if one in there and other in there and one != other:
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
        unsure=frozenset(unsure),
    )


def split(
    values: Iterable[str | None], breaches: Iterable[str], incidents: Iterable[int]
) -> dict[str, dict[str, list[int]]]:
    """From columns of acts: the incidents that have an act with each value, by the claimed breach of that act.

    An act without a value is left out. Incidents come in order, and stand in order, each once.
    """
    held: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for key, seq in zip(zip(values, breaches, strict=True), incidents, strict=True):
        held[key].append(seq)
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for (value, breach), of in held.items():
        if value is not None:
            found[value][breach] = list(dict.fromkeys(of))
    return found


def by_month(
    earliest: Iterable[str | None],
    latest: Iterable[str | None],
    incidents: Iterable[int],
    same: Sameness,
) -> dict[str, Number]:
    """From columns of acts: the incidents of each month, from the first to the last without a gap; NO_MONTH for those of no known month."""
    spans: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for days, seq in zip(zip(earliest, latest, strict=True), incidents, strict=True):
        spans[days].append(seq)
    perhaps: dict[str, list[int]] = defaultdict(list)
    certain: dict[str, list[int]] = defaultdict(list)
    for days, held in spans.items():
        months = _months(*days)
        for month in months:
            perhaps[month] += held
        if len(months) == 1:
            certain[months[0]] += held
    known = [month for month in perhaps if month != NO_MONTH]
    every = _between(min(known), max(known)) if known else ()
    made = {month: same.number(perhaps.get(month, ()), certain.get(month, ())) for month in every}
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
