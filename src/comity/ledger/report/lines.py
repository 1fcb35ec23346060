"""The acts of a ledger as a report may show them: an agency that was never asked is not named, nor is its place.

Read from the projection; only what is published is read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, case, select

from comity.ledger.reading import AT_ONCE
from comity.ledger.reply import Reply
from comity.ledger.tables import ACTS

_MAY = [reply.value for reply in Reply if reply.may_be_named or reply is Reply.NO_AGENCY]


class Line(NamedTuple):
    """One act. Where the agency may not be named, `agency` is None, `place` only its state; `hidden` is for checks alone."""

    seq: int
    number: int
    incident: str
    action: str | None
    agency: str | None
    place: str | None
    region: str | None
    earliest: str | None
    latest: str | None
    claimed_breach: str
    became_known: str
    status: str
    authority: str
    cause: str
    finding: str | None
    standard: str | None
    answer: str | None
    conduct: str | None
    complete: bool | None
    missing: str | None
    provisions: str | None
    reply: str
    surely: bool
    shown: str | None
    hidden: str | None


_C = ACTS.c
_IS_NAMED = _C.reply.in_(_MAY)
AGENCY = case((_IS_NAMED, _C.agency))
PLACE = case((_IS_NAMED, _C.place), else_=_C.region)
# The provisions of a city name it, and so do its questions of law.
MISSING, PROVISIONS = (case((_IS_NAMED, column)) for column in (_C.missing, _C.provisions))
_COLUMNS = (
    _C.incident_seq, _C.number, _C.incident, _C.action, AGENCY, PLACE, _C.region, _C.earliest, _C.latest,
    _C.claimed_breach, _C.became_known, _C.status, _C.authority, _C.cause, _C.finding, _C.standard, _C.answer,
    _C.conduct, _C.complete, MISSING, PROVISIONS, _C.reply, _C.surely, _C.shown, case((~_IS_NAMED, _C.agency)),
)  # fmt: skip


def read_lines(view: Connection, incidents: Collection[int] | None = None) -> list[Line]:
    """Every act of an incident that is counted: not erased, and not counted as another. `incidents`: only of these."""
    query = counted(select(*_COLUMNS))
    if incidents is None:
        return list(map(Line._make, view.execute(query).all()))
    wanted = sorted(incidents)
    found: list[Line] = []
    for at in range(0, len(wanted), AT_ONCE):
        part = query.where(_C.incident_seq.in_(wanted[at : at + AT_ONCE]))
        found += map(Line._make, view.execute(part).all())
    return found


def by_incident(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """The acts of each incident together."""
    for seq, held in groupby(lines, key=lambda line: line.seq):
        yield seq, list(held)


def counted(query: Select[Any]) -> Select[Any]:  # Any: columns of acts
    """A query over acts, of those that are counted, in the order of their incidents."""
    query = query.where(_C.counted_as.is_(None), _C.incident_state != "erased")
    return query.order_by(_C.incident_seq, _C.number)


class Quoted(NamedTuple):
    """What an act rests on, as it may be published: quotes with the document of each, how many are held back, rows."""

    quotes: Sequence[tuple[str, str]]
    held: int
    rows: Sequence[tuple[str, int]]


def quoted(line: Line) -> Quoted:
    """What may be shown of an act's evidence: no quote that names an agency which was not asked, and no row, whose file
    often does.
    """
    if line.shown is None:
        return Quoted((), 0, ())
    form = json.loads(line.shown)
    if line.hidden is None:
        return Quoted(form["quotes"], form["held"], form["rows"])
    name = line.hidden.casefold()
    quotes = [one for one in form["quotes"] if name not in one[0].casefold()]
    return Quoted(quotes, form["held"] + len(form["quotes"]) - len(quotes), ())
