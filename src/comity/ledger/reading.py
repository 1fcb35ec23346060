"""A ledger read in one view: the end of its chain, its events, the states folded from them. It writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from comity.ledger.canonical import Form
from comity.ledger.event import GENESIS, Event, Record
from comity.ledger.fold import Told, step
from comity.ledger.tables import BODIES, EVENTS, SUBJECTS

_CHUNK = 5_000
AT_ONCE = 500
"""Names in one query: databases have a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain: how many events there are, and the hash of the last."""

    count: int
    hash: str


def head_of(connection: Connection) -> Head:
    """The end of the chain, in a view."""
    last = connection.execute(
        select(EVENTS.c.seq, EVENTS.c.hash).order_by(EVENTS.c.seq.desc()).limit(1)
    ).first()
    return Head(count=0, hash=GENESIS) if last is None else Head(count=last.seq, hash=last.hash)


def records_in(connection: Connection) -> Iterator[Record]:
    """Every event in order, with what it commits to."""
    for row in _rows(connection, _RECORDS.order_by(EVENTS.c.seq)):
        yield _record(row)


def states_of(connection: Connection) -> Iterator[Form]:
    """The state of every subject, folded from its events, subject by subject."""
    yield from _folded(_rows(connection, _TOLD.order_by(EVENTS.c.subject, EVENTS.c.seq)))


def states_in(connection: Connection, subjects: Sequence[str]) -> dict[str, Form]:
    """The states of some subjects, by their names; those that are not there are left out."""
    found: dict[str, Form] = {}
    for at in range(0, len(subjects), AT_ONCE):
        part = subjects[at : at + AT_ONCE]
        query = _TOLD.where(EVENTS.c.subject.in_(part))
        rows = connection.execute(query.order_by(EVENTS.c.subject, EVENTS.c.seq)).all()
        found |= {str(state["id"]): state for state in _folded(rows)}
    return found


def subjects_of(connection: Connection, what: str) -> list[str]:
    """The names of all incidents, requests, documents or certificates that are not erased, in order."""
    query = select(SUBJECTS.c.id).where(SUBJECTS.c.what == what, SUBJECTS.c.state != "erased")
    return list(connection.execute(query.order_by(SUBJECTS.c.opened_seq)).scalars())


def _folded(rows: Iterable[Sequence[Any]]) -> Iterator[Form]:  # Any: columns of _TOLD
    """The states of rows that come subject by subject."""
    state: Form | None = None
    for seq, subject, kind, moment, body in rows:
        if state is not None and state["id"] != subject:
            yield state
            state = None
        form = None if body is None else json.loads(body)
        state = step(state, Told(seq, subject, kind, moment), form)
    if state is not None:
        yield state


def _rows(
    connection: Connection, query: Select[Any]
) -> Iterator[Sequence[Any]]:  # Any: its columns
    with closing(connection.execute(query, execution_options={"yield_per": _CHUNK})) as found:
        while part := found.fetchmany(_CHUNK):
            yield from part


def records_of(connection: Connection, subject: str) -> Iterator[Record]:
    """The events of a subject in order."""
    found = connection.execute(
        _RECORDS.where(EVENTS.c.subject == subject).order_by(EVENTS.c.seq)
    ).all()
    return map(_record, found)


_RECORDS = select(EVENTS, BODIES.c.salt, BODIES.c.body).select_from(
    EVENTS.outerjoin(BODIES, EVENTS.c.seq == BODIES.c.seq)
)
_TOLD = select(
    EVENTS.c.seq, EVENTS.c.subject, EVENTS.c.kind, EVENTS.c.moment, BODIES.c.body
).select_from(EVENTS.outerjoin(BODIES, EVENTS.c.seq == BODIES.c.seq))
"""What a state is folded from: who wrote an event, and its hashes, are no part of it."""


def _record(row: Sequence[Any]) -> Record:  # Any: columns of _RECORDS
    return Record(Event(*row[:8]), row[8], row[9])
