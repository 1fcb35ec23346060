"""Acts and requests that fit some conditions, from the projections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from comity.ledger.store import Ledger
from comity.ledger.tables import ACTS, REQUESTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Conditions on acts, by column; None asks for nothing. A place asks for what lies in it too.

    `since` and `until` are days: an act fits if it may have been between them, both inclusive.
    """

    place: str | None = None
    agency: str | None = None
    action: str | None = None
    claimed_breach: str | None = None
    became_known: str | None = None
    status: str | None = None
    answer: str | None = None
    conduct: str | None = None
    finding: str | None = None
    incident_state: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Rows by column, at most so many as were asked for, and how many there are in all."""

    rows: Sequence[dict[str, Any]]  # Any: columns of a projection
    in_all: int


def list_acts(ledger: Ledger, wanted: Wanted, *, most: int | None, skip: int = 0) -> Listed:
    """The acts that fit, newest day first; `skip` leaves out so many of the first."""
    query = select(ACTS).where(*conditions(wanted))
    order = (ACTS.c.earliest.desc().nulls_last(), ACTS.c.incident_seq, ACTS.c.number)
    with ledger.reading() as view:
        return _listed(view, query, order, most, skip)


def list_requests(
    ledger: Ledger,
    *,
    place: str | None,
    since: str | None,
    until: str | None,
    most: int | None,
    skip: int = 0,
) -> Listed:
    """The requests that fit, newest first; `skip` leaves out so many of the first."""
    query = select(REQUESTS)
    if place:
        query = query.where(in_place(REQUESTS.c.place, place))
    if since:
        query = query.where(REQUESTS.c.received >= since)
    if until:
        query = query.where(REQUESTS.c.received <= until)
    with ledger.reading() as view:
        return _listed(
            view, query, (REQUESTS.c.received.desc(), REQUESTS.c.request_seq), most, skip
        )


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions as a query takes them."""
    found: list[ColumnElement[bool]] = []
    for one in fields(wanted):
        value = getattr(wanted, one.name)
        if value is None:
            continue
        match one.name:
            case "place":
                found.append(in_place(ACTS.c.place, value))
            case "since":
                found.append(ACTS.c.latest >= value)
            case "until":
                found.append(ACTS.c.earliest <= value)
            case name:
                found.append(ACTS.c[name] == value)
    return found


def in_place(column: ColumnElement[str], place: str) -> ColumnElement[bool]:
    """Whether a place is this one or lies in it, by their ids."""
    return (column == place) | column.startswith(f"{place}-", autoescape=True)


def _listed(
    view: Connection,
    query: Select[Any],  # Any: rows of either projection
    order: Sequence[ColumnElement[Any]],  # Any: as above
    most: int | None,
    skip: int,
) -> Listed:
    in_all = view.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    found = view.execute(query.order_by(*order).limit(most).offset(skip))
    names = tuple(found.keys())
    rows = [dict(zip(names, row, strict=True)) for row in found.all()]
    return Listed(rows=rows, in_all=in_all)
