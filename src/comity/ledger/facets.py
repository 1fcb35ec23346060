"""The values that the acts of a list have, each with how many acts it would leave: for whoever narrows a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from comity.ledger.listing import Wanted, conditions
from comity.ledger.store import Ledger
from comity.ledger.tables import ACTS

FACETS = ("action", "claimed_breach", "status", "became_known", "answer", "finding")
"""The columns by which a list is narrowed, beside place and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A value, and how many acts fit the other conditions with it."""

    value: str
    acts: int


def facets(ledger: Ledger, wanted: Wanted) -> Mapping[str, Sequence[Facet]]:
    """The values of each facet, under all conditions but its own: `place` (states and what lies in them), FACETS, `year`."""
    with ledger.reading() as view:
        found = {name: _counted(view, replace(wanted, **{name: None}), name) for name in FACETS}
        return {
            "place": _places(view, replace(wanted, place=None)),
            **found,
            "year": _years(view, replace(wanted, since=None, until=None)),
        }


def _counted(view: Connection, wanted: Wanted, name: str) -> Sequence[Facet]:
    column = ACTS.c[name]
    query = select(column, func.count()).where(*conditions(wanted), column.is_not(None))
    rows = view.execute(query.group_by(column).order_by(column))
    return [Facet(value=value, acts=count) for value, count in rows]


def _places(view: Connection, wanted: Wanted) -> Sequence[Facet]:
    """Each place, and each state with what lies in it, a state before its places."""
    query = select(ACTS.c.region, ACTS.c.place, func.count()).where(
        *conditions(wanted), ACTS.c.place.is_not(None)
    )
    held: Counter[str] = Counter()
    for region, place, count in view.execute(query.group_by(ACTS.c.region, ACTS.c.place)):
        # A place counts in every place whose id its own begins with, as the condition does.
        held[place] += count
        if region != place:
            held[region] += count
    return [Facet(value=place, acts=held[place]) for place in sorted(held)]


def _years(view: Connection, wanted: Wanted) -> Sequence[Facet]:
    """Each year in which an act may have been."""
    first, last = func.substr(ACTS.c.earliest, 1, 4), func.substr(ACTS.c.latest, 1, 4)
    query = select(first, last, func.count()).where(
        *conditions(wanted), ACTS.c.earliest.is_not(None), ACTS.c.latest.is_not(None)
    )
    held: Counter[str] = Counter()
    for begins, ends, count in view.execute(query.group_by(first, last)):
        for year in range(int(begins), int(ends) + 1):
            held[f"{year:04}"] += count
    return [Facet(value=year, acts=held[year]) for year in sorted(held, reverse=True)]
