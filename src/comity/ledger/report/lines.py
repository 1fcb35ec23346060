"""The acts of a ledger as a report may show them: an agency that was never asked is not named, nor is its place.

Read from the projection in one pass; only what is published is read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from comity.ledger.reply import Reply
from comity.ledger.tables import ACTS

_NAMED = {reply.value for reply in Reply if reply.may_be_named or reply is Reply.NO_AGENCY}


class Line(NamedTuple):
    """One act. `place`, `agency` and `shown` are None or narrowed where the agency may not be named."""

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


_C = ACTS.c
_COLUMNS = (
    _C.incident_seq, _C.number, _C.incident, _C.action, _C.agency, _C.place, _C.region, _C.earliest, _C.latest,
    _C.claimed_breach, _C.became_known, _C.status, _C.authority, _C.cause, _C.finding, _C.standard, _C.answer,
    _C.conduct, _C.complete, _C.missing, _C.provisions, _C.reply, _C.surely, _C.shown,
)  # fmt: skip


def read_lines(view: Connection, incidents: Collection[int] | None = None) -> list[Line]:
    """Every act of an incident that is counted: not erased, and not counted as another. `incidents`: only of these."""
    query = (
        select(*_COLUMNS)
        .where(_C.counted_as.is_(None), _C.incident_state != "erased")
        .order_by(_C.incident_seq, _C.number)
    )
    if incidents is not None:
        query = query.where(_C.incident_seq.in_(incidents))
    return [_published(Line._make(row)) for row in view.execute(query)]


def _published(line: Line) -> Line:
    if line.reply in _NAMED:
        return line
    return line._replace(agency=None, place=line.region, shown=_without(line.shown, line.agency))


def _without(shown: str | None, agency: str | None) -> str | None:
    """The quotes that do not name the agency; rows of logs go, since their file names it."""
    if shown is None:
        return None
    form = json.loads(shown)
    name = (agency or "").casefold()
    quotes = [
        one
        for one in form["quotes"]
        if one[0] is not None and name and name not in one[0].casefold()
    ]
    return json.dumps(
        {"quotes": quotes, "held": form["held"] + len(form["quotes"]) - len(quotes), "rows": []}
    )


class Quoted(NamedTuple):
    """What an act rests on, as it may be published: quotes with the document of each, how many are held back, rows."""

    quotes: Sequence[tuple[str, str]]
    held: int
    rows: Sequence[tuple[str, int]]


def quoted(line: Line) -> Quoted:
    """What may be shown of an act's evidence."""
    if line.shown is None:
        return Quoted((), 0, ())
    form = json.loads(line.shown)
    return Quoted(
        [(text, document) for text, document in form["quotes"]],
        form["held"],
        [(file, number) for file, number in form["rows"]],
    )


def by_incident(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """The acts of each incident together."""
    held: list[Line] = []
    for line in lines:
        if held and held[0].seq != line.seq:
            yield held[0].seq, held
            held = []
        held.append(line)
    if held:
        yield held[0].seq, held
