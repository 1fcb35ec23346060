"""The acts of a ledger as a report may show them: an agency that was never asked is not named, nor is its place.

Read from the projection in one pass; only what is published is read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from comity.ledger.reply import Reply
from comity.ledger.tables import ACTS
from comity.ledger.tabular import FORMULA_STARTS, GUARD

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
_AGENCY = case((_IS_NAMED, _C.agency))
_PLACE = case((_IS_NAMED, _C.place), else_=_C.region)
# The provisions of a city name it, and so do its questions of law.
_MISSING, _PROVISIONS = (case((_IS_NAMED, column)) for column in (_C.missing, _C.provisions))
_COLUMNS = (
    _C.incident_seq, _C.number, _C.incident, _C.action, _AGENCY, _PLACE, _C.region, _C.earliest, _C.latest,
    _C.claimed_breach, _C.became_known, _C.status, _C.authority, _C.cause, _C.finding, _C.standard, _C.answer,
    _C.conduct, _C.complete, _MISSING, _PROVISIONS, _C.reply, _C.surely, _C.shown, case((~_IS_NAMED, _C.agency)),
)  # fmt: skip
PUBLIC = (
    "incident", "action", "agency", "place", "earliest", "latest", "claimed_breach", "became_known", "status",
    "authority", "cause", "finding", "standard", "answer", "conduct", "complete", "missing", "provisions", "reply",
    "surely",
)  # fmt: skip
"""The columns of acts.csv."""


def read_lines(view: Connection, incidents: Collection[int] | None = None) -> list[Line]:
    """Every act of an incident that is counted: not erased, and not counted as another. `incidents`: only of these."""
    query = _counted(select(*_COLUMNS))
    if incidents is not None:
        query = query.where(_C.incident_seq.in_(incidents))
    return list(map(Line._make, view.execute(query).all()))


def by_incident(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """The acts of each incident together."""
    for seq, held in groupby(lines, key=lambda line: line.seq):
        yield seq, list(held)


def public_rows(view: Connection) -> Iterable[Sequence[object]]:
    """The same as rows of PUBLIC, with cells that no spreadsheet runs."""
    columns: list[ColumnElement[Any]] = []  # Any: of texts and flags
    for name in PUBLIC:
        match name:
            case "agency":
                columns.append(_guarded(_AGENCY))
            case "place":
                columns.append(_PLACE)
            case "missing":
                columns.append(_MISSING)
            case "provisions":
                columns.append(_PROVISIONS)
            case "complete" | "surely":
                columns.append(case((_C[name].is_(True), "true"), (_C[name].is_(False), "false")))
            case "incident" | "earliest" | "latest":
                columns.append(_C[name])
            case _:
                columns.append(_guarded(_C[name]))
    return view.execute(_counted(select(*columns))).all()


def _counted(query: Select[Any]) -> Select[Any]:  # Any: as above
    query = query.where(_C.counted_as.is_(None), _C.incident_state != "erased")
    return query.order_by(_C.incident_seq, _C.number)


def _guarded(column: ColumnElement[Any]) -> ColumnElement[Any]:  # Any: of texts
    return case(
        (func.substr(column, 1, 1).in_((*FORMULA_STARTS, GUARD)), GUARD + column), else_=column
    )


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
