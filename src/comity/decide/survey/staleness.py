"""What a maintainer of the law should read next: texts not seen for long, weak marks, horizons that are
past, lawsuits that were open, bills on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.law import Corpus, Jurisdiction, Note

OPEN_DOCKETS = frozenset({"pending", "unknown"})
OPEN_FATE = "open"
KINDS = ("horizon", "lawsuit", "bill", "unverified", "account", "text")
"""In the order in which they can make an answer wrong: a horizon makes every later answer incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One thing to look at. `days` is how long ago it was last checked (None: no day is on record).

    Of a lawsuit or a bill no day of a check is on record: `since` is the first day that its note speaks of.
    """

    kind: str
    place: str
    id: str
    cite: str
    checked: date | None
    days: int | None
    says: str
    source: str
    since: date | None = None


def stale(corpus: Corpus, *, on: date, place: str | None = None) -> list[Stale]:
    """What there is to look at as seen on a day, the longest ago first in each kind.

    `place` asks for that place and those in it.
    """
    found = [
        one
        for name, held in corpus.jurisdictions.items()
        if place is None or name == place or place in held.within
        for one in (*_horizons(held, on), *_texts(held, on), *_notes(held, on))
    ]
    rank = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(
        found, key=lambda one: (rank[one.kind], one.checked or one.since or date.min, one.id)
    )


def _horizons(held: Jurisdiction, on: date) -> Iterator[Stale]:
    for horizon in held.horizons:
        if horizon.through < on:
            yield _made(
                kind="horizon",
                place=held.id,
                id_=f"{held.id}: {', '.join(horizon.actions) or 'everything else'}",
                checked=horizon.through,
                on=on,
                says="the law was checked to this day: no later answer is complete",
            )


def _texts(held: Jurisdiction, on: date) -> Iterator[Stale]:
    """Each rule that is in force or still to come, by its last text."""
    for provision in held.provisions:
        last = provision.versions[-1]
        if last.period.until is None or on < last.period.until:
            yield _made(
                kind=last.verified.value,
                place=held.id,
                id_=provision.id,
                cite=provision.cite,
                checked=last.retrieved,
                on=on,
                says=" ".join((last.unsure or "").split()),
                source=last.source,
            )


def _notes(held: Jurisdiction, on: date) -> Iterator[Stale]:
    """Lawsuits and bills that were open when their note was written."""
    for note in held.notes:
        if _is_open(note) and note.period.holds(on):
            yield Stale(
                kind=note.kind,
                place=held.id,
                id=note.id,
                cite=note.cite,
                checked=None,
                days=None,
                says=" ".join(note.says.split()),
                source=note.source,
                since=note.period.from_,
            )


def _is_open(note: Note) -> bool:
    match note.kind:
        case "lawsuit":
            return (note.docket or "unknown") in OPEN_DOCKETS
        case "bill":
            return (note.fate or OPEN_FATE) == OPEN_FATE
        case _:
            return False


def _made(
    *,
    kind: str,
    place: str,
    id_: str,
    checked: date | None,
    on: date,
    says: str,
    cite: str = "",
    source: str = "",
) -> Stale:
    return Stale(
        kind=kind,
        place=place,
        id=id_,
        cite=cite,
        checked=checked,
        days=max((on - checked).days, 0) if checked else None,
        says=says,
        source=source,
    )
