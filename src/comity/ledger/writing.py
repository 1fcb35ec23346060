"""Events added to the end of a chain, and projections written, within the transaction of the only writer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from comity.ledger.bodies import CHECKS
from comity.ledger.canonical import Form, NotCanonicalError, canonical, sha256
from comity.ledger.documents import Document, check_quotes, quotes_in
from comity.ledger.event import FIRST_KINDS, Draft, Event, Kind, Record, link
from comity.ledger.fold import step, told_by
from comity.ledger.problem import LedgerError
from comity.ledger.projection import Row, rows_of
from comity.ledger.reading import head_of, states_in, states_of
from comity.ledger.shape import checked
from comity.ledger.tables import (
    ACTS,
    BODIES,
    DOCUMENTS,
    EVENTS,
    LINKS,
    PROJECTIONS,
    REQUESTS,
    SUBJECTS,
)

_CHUNK = 5_000
_OWNERS = {"subjects": SUBJECTS.c.id, "acts": ACTS.c.incident, "links": LINKS.c.subject, "requests": REQUESTS.c.request}  # fmt: skip
"""The column of each projection that holds whose row it is."""


def rebuild_in(connection: Connection) -> int:
    """Write every projection anew within a transaction; the number of subjects."""
    for table in PROJECTIONS:
        connection.execute(delete(table))
    count, rows = 0, _Rows()
    for state in states_of(connection):
        count += 1
        rows.add(state)
        if count % _CHUNK == 0:
            rows.write(connection)
    rows.write(connection)
    return count


def checked_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts with their bodies as they are kept. Raises LedgerError with everything that is wrong."""
    wrong: list[str] = []
    kept: list[Draft] = []
    for at, one in enumerate(drafts, start=1):
        where = f"entry {at}" if len(drafts) > 1 else "the entry"
        try:
            body = checked(CHECKS[one.kind], one.body, f"{where} ({one.kind})")
            canonical(body)
        except LedgerError as error:
            wrong += error.messages
        except NotCanonicalError as error:
            wrong.append(f"{where}: {error}: take it out")
        else:
            kept.append(replace(one, body=body))
    if wrong:
        raise LedgerError(*wrong)
    return kept


class _Rows:
    """Rows of projections that are yet to be written."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {table.name: [] for table in PROJECTIONS}

    def add(self, state: Form) -> None:
        for name, rows in rows_of(state).items():
            self._rows[name] += rows

    def write(self, connection: Connection) -> None:
        for table in PROJECTIONS:
            if rows := self._rows[table.name]:
                connection.execute(insert(table), rows)
                self._rows[table.name] = []


class Writer:
    """Adds drafts to the end of the chain, within one transaction of the only writer."""

    def __init__(self, connection: Connection, by: str, moment: str) -> None:
        self._connection, self._by, self._moment = connection, by, moment
        head = head_of(connection)
        self._seq, self._hash = head.count, head.hash
        self._states: dict[str, Form | None] = {}
        self._stored: set[str] = set()

    def forget(self, subject: str, state: Form | None) -> None:
        """Go on from this state of a subject, not from the stored one."""
        self._states[subject] = state
        self._stored.add(subject)

    def add(self, drafts: Sequence[Draft], documents: Mapping[str, Document]) -> tuple[Event, ...]:
        drafts = [*self._keep(documents), *drafts]
        self._load(drafts)
        check_quotes(self._connection, documents, quotes_in(drafts))
        made: list[Record] = []
        begun: list[str] = []  # what `new:N` stands for
        touched: dict[str, None] = {}
        for draft in drafts:
            subject = self._subject(draft, begun)
            body = _named(draft.body, begun)
            record = link(
                seq=self._seq + 1, subject=subject, kind=draft.kind, moment=self._moment, by=self._by,
                salt=secrets.token_hex(32), body=canonical(body), previous=self._hash,
            )  # fmt: skip
            self._must_be_known(draft.kind, body)
            self._states[subject] = step(self._states.get(subject), told_by(record), body)
            self._seq, self._hash = record.event.seq, record.event.hash
            touched[subject] = None
            made.append(record)
        self._write(made, touched)
        return tuple(one.event for one in made)

    def _subject(self, draft: Draft, begun: list[str]) -> str:
        if draft.subject is None:
            subject = f"{FIRST_KINDS[draft.kind]}-{self._seq + 1}"
            if draft.kind is not Kind.DOCUMENT_KEPT:
                begun.append(subject)
            return subject
        return _meant(draft.subject, begun)

    def _must_be_known(self, kind: Kind, body: Form) -> None:
        if kind is Kind.LINKED and body["to"] not in self._states:
            other = states_in(self._connection, [body["to"]]).get(body["to"])
            if other is None:
                raise LedgerError(
                    f"`{body['to']}` is not in the ledger: nothing can be linked to it"
                )
            self._states[body["to"]] = other
            self._stored.add(body["to"])

    def _load(self, drafts: Sequence[Draft]) -> None:
        wanted = {
            one.subject
            for one in drafts
            if one.subject
            and not one.subject.startswith("new:")
            and one.subject not in self._states
        }
        found = states_in(self._connection, sorted(wanted))
        self._states |= found
        self._stored |= set(found)

    def _keep(self, documents: Mapping[str, Document]) -> list[Draft]:
        """Keep the documents that are not kept yet; the events that say so."""
        if not documents:
            return []
        kept = set(
            self._connection.execute(
                select(DOCUMENTS.c.digest).where(DOCUMENTS.c.digest.in_(list(documents)))
            ).scalars()
        )
        new = [one for digest, one in documents.items() if digest not in kept]
        if new:
            self._connection.execute(
                insert(DOCUMENTS),
                [{"digest": d.digest, "content": d.content, "text": d.text} for d in new],
            )
        return [
            Draft(
                kind=Kind.DOCUMENT_KEPT,
                body={
                    "digest": one.digest,
                    "text_digest": sha256(one.text.encode("utf-8")),
                    "media": one.media,
                    "size": len(one.content),
                },
            )
            for one in new
        ]

    def _write(self, made: Sequence[Record], touched: Iterable[str]) -> None:
        run = self._connection.execute
        for at in range(0, len(made), _CHUNK):
            part = made[at : at + _CHUNK]
            run(
                insert(EVENTS),
                [
                    {
                        "seq": e.seq, "subject": e.subject, "kind": e.kind, "moment": e.moment, "by": e.by,
                        "commitment": e.commitment, "previous": e.previous, "hash": e.hash,
                    }
                    for e in (one.event for one in part)
                ],
            )  # fmt: skip
            run(
                insert(BODIES),
                [{"seq": r.event.seq, "salt": r.salt, "body": r.body} for r in part],
            )
        rows = _Rows()
        for count, subject in enumerate(touched, start=1):
            if subject in self._stored:
                for table in PROJECTIONS:
                    run(delete(table).where(_OWNERS[table.name] == subject))
            state = self._states[subject]
            assert state is not None
            rows.add(state)
            if count % _CHUNK == 0:
                rows.write(self._connection)
        rows.write(self._connection)


def _meant(subject: str, begun: Sequence[str]) -> str:
    """`new:0` is the first subject that this batch begins, its documents not counted."""
    return begun[int(subject.removeprefix("new:"))] if subject.startswith("new:") else subject


def _named(body: Form, begun: Sequence[str]) -> Form:
    if str(body.get("to", "")).startswith("new:"):
        return {**body, "to": _meant(str(body["to"]), begun)}
    return body
