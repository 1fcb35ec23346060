"""The register of requests beside the incidents: how many came, how they were answered, what is certified. Small cells held back.

A count from 1 to below the threshold is shown as `fewer than N`; where one cell alone would be held back in a row with a
total, the next smallest is held back too, so that it cannot be reckoned from the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from comity.ledger.choices import RequestResult
from comity.ledger.reading import states_in, subjects_of
from comity.ledger.tables import REQUESTS

NOT_ANSWERED = "not_answered"
RESULTS = (*(one.value for one in RequestResult), NOT_ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A count, or None where it is held back."""

    count: int | None
    below: int = 0

    def __str__(self) -> str:
        return f"fewer than {self.below}" if self.count is None else f"{self.count:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The requests of one place: all, and by result."""

    place: str
    total: Cell
    results: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """That the register of a desk was whole from one day to another."""

    agency: str
    place: str
    first: str
    last: str
    on: str


def held_back(counts: Sequence[int], smallest: int) -> list[Cell]:
    """The cells of a row whose total is shown, with small ones held back."""
    hidden = {at for at, count in enumerate(counts) if 0 < count < smallest}
    if len(hidden) == 1:
        others = [(count, at) for at, count in enumerate(counts) if count and at not in hidden]
        if others:
            hidden.add(min(others)[1])
    return [
        Cell(count=None, below=max(smallest, count + 1)) if at in hidden else Cell(count=count)
        for at, count in enumerate(counts)
    ]


def desks(view: Connection, smallest: int) -> list[Desk]:
    """The register by place."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    query = select(REQUESTS.c.place, REQUESTS.c.result, func.count()).group_by(
        REQUESTS.c.place, REQUESTS.c.result
    )
    for place, result, count in view.execute(query):
        found[place][result or NOT_ANSWERED] += count
    made = []
    for place, results in sorted(found.items()):
        counts = [results[name] for name in RESULTS]
        total = sum(counts)
        small = total < smallest
        cells = (
            [Cell(count=None, below=smallest) if one else Cell(count=0) for one in counts]
            if small
            else held_back(counts, smallest)
        )
        made.append(
            Desk(
                place=place,
                total=Cell(count=None, below=smallest) if small else Cell(count=total),
                results=dict(zip(RESULTS, cells, strict=True)),
            )
        )
    return made


def certificates(view: Connection) -> list[Certificate]:
    """What was certified, in order."""
    forms = states_in(view, subjects_of(view, "certificate")).values()
    return [
        Certificate(agency=f["agency"], place=f["place"], first=f["first"], last=f["last"], on=f["opened"][:10])
        for f in forms
    ]  # fmt: skip
