"""What a maintainer of the law should read next: texts not seen for long, weak marks, horizons that are
past, lawsuits that were open, bills whose fate is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.law import Corpus, Verified

OPEN_DOCKETS = frozenset({"pending", "unknown"})
KINDS = ("horizon", "lawsuit", "bill", "unverified", "account", "text")
"""In the order in which they can make an answer wrong: a horizon makes every later answer incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One thing to look at. `days` is how long ago it was last checked (None: no day is on record)."""

    kind: str
    place: str
    id: str
    cite: str
    checked: date | None
    days: int | None
    says: str
    source: str


def stale(corpus: Corpus, *, on: date, place: str | None = None) -> list[Stale]:
    """Everything that was checked before a day, the longest ago first in each kind."""
    found = [
        one
        for name in corpus.jurisdictions
        if place is None or name == place or name.startswith(f"{place}-")
        for one in _of_place(corpus, name, on)
    ]
    rank = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(found, key=lambda one: (rank[one.kind], -(one.days or 10**6), one.id))


def _of_place(corpus: Corpus, name: str, on: date) -> Iterator[Stale]:
    held = corpus.jurisdictions[name]
    for horizon in held.horizons:
        if horizon.through < on:
            about = ", ".join(horizon.actions) or "everything else"
            yield _made(
                "horizon",
                name,
                f"{name}: {about}",
                "",
                horizon.through,
                on,
                "the law was checked to this day: no later answer is complete",
                "",
            )
    for provision in held.provisions:
        last = provision.versions[-1]
        if last.period.until is not None and last.period.until <= on:
            continue
        yield _made(
            last.verified.value if last.verified is not Verified.TEXT else "text",
            name,
            provision.id,
            provision.cite,
            last.retrieved,
            on,
            last.unsure or "",
            last.source,
        )
    for note in held.notes:
        is_open = note.kind == "lawsuit" and (note.docket or "unknown") in OPEN_DOCKETS
        ended = note.period.until is not None and note.period.until <= on
        if (is_open or note.kind == "bill") and not ended and note.period.from_ <= on:
            yield _made(
                note.kind,
                name,
                note.id,
                note.cite,
                note.period.from_,
                on,
                " ".join(note.says.split()),
                note.source,
            )


def _made(  # noqa: PLR0917 -- the fields of one record, in their order
    kind: str,
    place: str,
    id_: str,
    cite: str,
    checked: date | None,
    on: date,
    says: str,
    source: str,
) -> Stale:
    return Stale(
        kind=kind,
        place=place,
        id=id_,
        cite=cite,
        checked=checked,
        days=(on - checked).days if checked else None,
        says=says,
        source=source,
    )
