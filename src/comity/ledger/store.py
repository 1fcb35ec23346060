"""The store of a ledger: events are added, states are read. All that is written goes through `append` and `erase`."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from comity.ledger.bodies import CHECKS
from comity.ledger.canonical import Form, NotCanonicalError, canonical, sha256
from comity.ledger.database import NEWEST, Database, migrate
from comity.ledger.documents import Document, check_quotes, quotes_in
from comity.ledger.event import FIRST_KINDS, GENESIS, Draft, Event, Kind, Record, link
from comity.ledger.fold import fold, step
from comity.ledger.problem import LedgerError
from comity.ledger.projection import Row, rows_of
from comity.ledger.shape import checked, line
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

LONGEST_ROLE = 80
_CHUNK = 5_000
_AT_ONCE = 500
"""Names in one query: databases have a limit."""
_OWNERS = {"subjects": SUBJECTS.c.id, "acts": ACTS.c.incident, "links": LINKS.c.subject, "requests": REQUESTS.c.request}  # fmt: skip
"""The column of each projection that holds whose row it is."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment on this machine's clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain: how many events there are, and the hash of the last."""

    count: int
    hash: str


class Ledger:
    """An opened ledger. Make it with `open_ledger` or `create_ledger`."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self.database = database
        self._clock = clock

    @property
    def shown(self) -> str:
        """Its name for messages, without a password."""
        return self.database.shown

    # Reading.

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view for several reads."""
        with self.database.reading() as connection:
            yield connection

    def head(self) -> Head:
        """The end of the chain."""
        with self.reading() as connection:
            return head_of(connection)

    def state(self, subject: str) -> Form:
        """The state of a subject. Raises LedgerError where there is none."""
        with self.reading() as connection:
            found = states_in(connection, [subject]).get(subject)
        if found is None:
            raise LedgerError(
                f"`{subject}` is not in the ledger: `comity ledger list` shows what is"
            )
        return found

    def records_of(self, subject: str) -> tuple[Record, ...]:
        """The events of a subject in order, with what they commit to."""
        with self.reading() as connection:
            return tuple(_records(connection, subject))

    def document(self, digest: str) -> Document | None:
        """A kept document; None where it is not, or not any more."""
        with self.reading() as connection:
            found = connection.execute(
                select(DOCUMENTS).where(DOCUMENTS.c.digest == digest)
            ).first()
        return None if found is None else Document(content=found.content, text=found.text)

    # Writing.

    def append(
        self, drafts: Sequence[Draft], *, by: str, documents: Iterable[Document] = ()
    ) -> tuple[Event, ...]:
        """Add events, all or none, in order. Documents are kept with them; one that is kept already is not kept again.

        `by` is a role. Raises LedgerError with everything that is wrong with what is to be added.
        """
        role = role_of(by)
        new = {one.digest: one for one in documents}
        checked_drafts = _checked(drafts)

        def work(connection: Connection) -> tuple[Event, ...]:
            return _Writer(connection, role, self._now()).add(checked_drafts, new)

        return self.database.write(work)

    def append_for(
        self, make: Callable[[Connection], Sequence[Draft]], *, by: str
    ) -> tuple[Event, ...]:
        """The same with drafts that hang on what the ledger holds, read in the same transaction."""
        role = role_of(by)

        def work(connection: Connection) -> tuple[Event, ...]:
            drafts = _checked(make(connection))
            return _Writer(connection, role, self._now()).add(drafts, {}) if drafts else ()

        return self.database.write(work)

    def erase(
        self,
        subject: str,
        seqs: Sequence[int] | None,
        *,
        why: str,
        by: str,
        documents: Sequence[str] = (),
    ) -> Event:
        """Delete the bodies of a subject's events (None: all), and documents, and say so by an event.

        What the chain commits to is gone, and the chain still verifies. Events that say what was erased stay.
        """
        role = role_of(by)

        def work(connection: Connection) -> Event:
            held = {one.event.seq: one for one in _records(connection, subject)}
            if not held:
                raise LedgerError(
                    f"`{subject}` is not in the ledger: `comity ledger list` shows what is"
                )
            able = {n for n, one in held.items() if one.event.kind != Kind.ERASED}
            wanted = sorted(able if seqs is None else set(seqs))
            if strange := [n for n in wanted if n not in able]:
                raise LedgerError(
                    f"event {strange[0]} is no event of `{subject}` that can be erased: `comity ledger show {subject}` lists them"
                )
            body = {"events": wanted, "why": why}
            if documents:
                body["documents"] = list(documents)
            draft = _checked([Draft(kind=Kind.ERASED, subject=subject, body=body)])
            connection.execute(delete(BODIES).where(BODIES.c.seq.in_(wanted)))
            if documents:
                connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.digest.in_(documents)))
            writer = _Writer(connection, role, self._now())
            writer.forget(subject, fold(_records(connection, subject)))
            return writer.add(draft, {})[0]

        erased = self.database.write(work)
        self._overwrite_free_pages()
        return erased

    def rebuild(self) -> int:
        """Write every projection anew from the events; the number of subjects."""
        return self.database.write(rebuild_in)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _overwrite_free_pages(self) -> None:
        """What was deleted from a file lies in its free pages and its log until these are written over."""
        if self.database.is_sqlite:
            raw = self.database.engine.raw_connection()
            try:
                for statement in (
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                    "VACUUM",
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                ):
                    raw.cursor().execute(statement).fetchall()
            finally:
                raw.close()


def open_ledger(where: str, *, clock: Clock = utc_now) -> Ledger:
    """Open a ledger that exists. Raises LedgerError: none there, an older or newer one."""
    database = Database(where)
    if database.file is not None and not database.file.is_file():
        raise LedgerError(
            f"there is no ledger `{where}`: make one with `comity ledger init {where}`"
        )
    with database.reading() as connection:
        version = database.version(connection)
    if version is None:
        raise LedgerError(f"{database.shown} holds no ledger: make one with `comity ledger init`")
    if version != NEWEST:
        raise LedgerError(
            f"{database.shown} is a ledger of step {version}, and this program keeps step {NEWEST}: "
            "after a backup, `comity ledger init` brings an older one up; a newer one needs a newer program"
        )
    return Ledger(database, clock)


def create_ledger(where: str, *, clock: Clock = utc_now) -> tuple[Ledger, bool]:
    """Make an empty ledger, or bring an older one to today's tables; True where it was made now."""
    database = Database(where)
    if database.file is not None and not database.file.parent.is_dir():
        raise LedgerError(f"`{database.file.parent}` is no folder: make it first")

    def work(connection: Connection) -> bool:
        version = database.version(connection)
        if version is None and (there := database.other_tables(connection)):
            raise LedgerError(
                f"{database.shown} holds other tables (`{there[0]}`): name an empty database for the ledger"
            )
        if version is not None and version > NEWEST:
            raise LedgerError(f"{database.shown} is of a newer program (step {version}): use that")
        if version != NEWEST:
            migrate(connection)
        return version is None

    made = database.write(work)
    return Ledger(database, clock), made


def head_of(connection: Connection) -> Head:
    """The end of the chain, in a view."""
    last = connection.execute(
        select(EVENTS.c.seq, EVENTS.c.hash).order_by(EVENTS.c.seq.desc()).limit(1)
    ).first()
    return Head(count=0, hash=GENESIS) if last is None else Head(count=last.seq, hash=last.hash)


def records_in(connection: Connection) -> Iterator[Record]:
    """Every event in order, with what it commits to."""
    with closing(
        connection.execute(_RECORDS.order_by(EVENTS.c.seq), execution_options={"yield_per": _CHUNK})
    ) as found:
        for row in found:
            yield _record(row)


def states_of(connection: Connection) -> Iterator[Form]:
    """The state of every subject, folded from its events, subject by subject."""
    with closing(
        connection.execute(
            _RECORDS.order_by(EVENTS.c.subject, EVENTS.c.seq),
            execution_options={"yield_per": _CHUNK},
        )
    ) as found:
        yield from _folded(found)


def states_in(connection: Connection, subjects: Sequence[str]) -> dict[str, Form]:
    """The states of some subjects, by their names; those that are not there are left out."""
    found: dict[str, Form] = {}
    for at in range(0, len(subjects), _AT_ONCE):
        part = subjects[at : at + _AT_ONCE]
        query = _RECORDS.where(EVENTS.c.subject.in_(part))
        rows = connection.execute(query.order_by(EVENTS.c.subject, EVENTS.c.seq)).all()
        found |= {str(state["id"]): state for state in _folded(rows)}
    return found


def subjects_of(connection: Connection, what: str) -> list[str]:
    """The names of all incidents, requests, documents or certificates that are not erased, in order."""
    query = select(SUBJECTS.c.id).where(SUBJECTS.c.what == what, SUBJECTS.c.state != "erased")
    return list(connection.execute(query.order_by(SUBJECTS.c.opened_seq)).scalars())


def _folded(rows: Iterable[Sequence[Any]]) -> Iterator[Form]:  # Any: columns of _RECORDS
    """The states of rows that come subject by subject."""
    state: Form | None = None
    for row in rows:
        record = _record(row)
        if state is not None and state["id"] != record.event.subject:
            yield state
            state = None
        body = None if record.body is None else json.loads(record.body)
        state = step(state, record.event, body)
    if state is not None:
        yield state


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


def role_of(by: str) -> str:
    """The role of who writes, as it is kept. Raises LedgerError."""
    try:
        return line(by, LONGEST_ROLE)
    except ValueError as error:
        raise LedgerError(f"the role of who writes {error}") from None


_RECORDS = select(EVENTS, BODIES.c.salt, BODIES.c.body).select_from(
    EVENTS.outerjoin(BODIES, EVENTS.c.seq == BODIES.c.seq)
)


def _record(row: Sequence[Any]) -> Record:  # Any: columns of _RECORDS
    seq, subject, kind, moment, by, commitment, previous, own, salt, body = row
    return Record(
        event=Event(
            seq=seq, subject=subject, kind=kind, moment=moment, by=by, commitment=commitment,
            previous=previous, hash=own,
        ),
        salt=salt,
        body=body,
    )  # fmt: skip


def _records(connection: Connection, subject: str) -> Iterator[Record]:
    found = connection.execute(
        _RECORDS.where(EVENTS.c.subject == subject).order_by(EVENTS.c.seq)
    ).all()
    return map(_record, found)


def _checked(drafts: Sequence[Draft]) -> list[Draft]:
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


class _Writer:
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
            self._states[subject] = step(self._states.get(subject), record.event, body)
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
