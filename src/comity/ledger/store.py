"""The store of a ledger: events are added, states are read. All that is written goes through `append` and `erase`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from comity.ledger.canonical import Form
from comity.ledger.database import NEWEST, Database, migrate
from comity.ledger.documents import Document
from comity.ledger.event import Draft, Event, Kind, Record
from comity.ledger.fold import fold
from comity.ledger.problem import LedgerError
from comity.ledger.reading import Head, head_of, records_of, states_in
from comity.ledger.shape import line
from comity.ledger.tables import (
    BODIES,
    DOCUMENTS,
)
from comity.ledger.writing import Writer, checked_drafts, rebuild_in

LONGEST_ROLE = 80


Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment on this machine's clock, in UTC."""
    return datetime.now(UTC)


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
            return tuple(records_of(connection, subject))

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
        wanted = checked_drafts(drafts)

        def work(connection: Connection) -> tuple[Event, ...]:
            return Writer(connection, role, self._now()).add(wanted, new)

        return self.database.write(work)

    def append_for(
        self, make: Callable[[Connection], Sequence[Draft]], *, by: str
    ) -> tuple[Event, ...]:
        """The same with drafts that hang on what the ledger holds, read in the same transaction."""
        role = role_of(by)

        def work(connection: Connection) -> tuple[Event, ...]:
            drafts = checked_drafts(make(connection))
            return Writer(connection, role, self._now()).add(drafts, {}) if drafts else ()

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
            held = {one.event.seq: one for one in records_of(connection, subject)}
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
            draft = checked_drafts([Draft(kind=Kind.ERASED, subject=subject, body=body)])
            connection.execute(delete(BODIES).where(BODIES.c.seq.in_(wanted)))
            if documents:
                connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.digest.in_(documents)))
            writer = Writer(connection, role, self._now())
            writer.forget(subject, fold(records_of(connection, subject)))
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


def role_of(by: str) -> str:
    """The role of who writes, as it is kept. Raises LedgerError."""
    try:
        return line(by, LONGEST_ROLE)
    except ValueError as error:
        raise LedgerError(f"the role of who writes {error}") from None
