"""A connection to the database of a ledger: SQLite in a file, or PostgreSQL by URL. It knows no events.

SQLite writes ahead (WAL), so that who reads never waits for who writes; a transaction that writes says so at its
beginning (`BEGIN IMMEDIATE`), so that two writers can never both have read the same end.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from comity.ledger.problem import LedgerError

WAIT_SECONDS = 30
"""How long a writer waits for another."""
ATTEMPTS = 8
"""How often a write that a lock refused is tried again."""
NEWEST = "0001"
"""The newest step of `migrations/`."""
_RETRIED = {"40001", "40P01", "55P03"}  # serialization, deadlock, lock not available (PostgreSQL)

Result = TypeVar("Result")


class Database:
    """One database. `shown` names it without a password."""

    def __init__(self, where: str) -> None:
        self.url = url_of(where)
        self.shown = (
            str(self.url.database)
            if self.is_sqlite
            else self.url.set(drivername="postgresql").render_as_string(hide_password=True)
        )
        self.engine = self._engine()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file, of SQLite."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view, whatever is written meanwhile."""
        with self._told(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run some work as the only writer, whole or not at all; again where a lock refused it."""
        for attempt in range(ATTEMPTS):
            with self._told():
                try:
                    return self._once(work)
                except DBAPIError as error:
                    if attempt + 1 == ATTEMPTS or not _is_busy(error):
                        raise
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 -- only to part two writers
        raise AssertionError

    def _once(self, work: Callable[[Connection], Result]) -> Result:
        with self.engine.connect() as connection:
            writer = connection.execution_options(comity_writes=True)
            with writer.begin():
                if not self.is_sqlite:
                    writer.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
                    if self.version(writer) is not None:
                        writer.execute(text("LOCK TABLE events IN EXCLUSIVE MODE"))
                return work(writer)

    def version(self, connection: Connection) -> str | None:
        """The step of `migrations/` that it is at; None where it holds no ledger."""
        found = connection.dialect.has_table(connection, "alembic_version")
        if not found or not connection.dialect.has_table(connection, "events"):
            return None
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())

    def other_tables(self, connection: Connection) -> list[str]:
        """What lies there that is no ledger's."""
        return sorted(connection.dialect.get_table_names(connection))

    def _engine(self) -> Engine:
        try:
            engine = create_engine(self.url, hide_parameters=True, poolclass=NullPool)
        except ModuleNotFoundError:
            raise LedgerError(
                "PostgreSQL needs a driver that is not installed: install `comity[postgresql]`"
            ) from None
        if self.is_sqlite:
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the database says as one message, without values: they may be anybody's."""
        try:
            yield
        except DBAPIError as error:
            said = str(error.orig).strip().splitlines()
            raise LedgerError(
                f"{self.shown}: the database says `{said[0] if said else 'nothing'}`; nothing of this was written"
            ) from error
        except SQLAlchemyError as error:
            raise LedgerError(f"{self.shown}: {str(error).splitlines()[0]}") from error


def url_of(where: str) -> URL:
    """The URL of a database that a user names by a file or a URL. Raises LedgerError."""
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where)))
    try:
        url = make_url(where)
    except (ArgumentError, NoSuchModuleError, ValueError):
        url = URL.create("none")
    name = url.drivername.partition("+")[0]
    if name in {"postgresql", "postgres"} and url.database:
        return url.set(drivername="postgresql+psycopg")
    if name == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    raise LedgerError(
        "this is the address of no ledger: name a file (`ledger.db`) or `postgresql://user@host/name`"
    )


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest step, within the connection's transaction."""
    from alembic import command  # noqa: PLC0415 -- only needed where there is something to do
    from alembic.config import Config  # noqa: PLC0415 -- as above

    config = Config()
    config.set_main_option("script_location", "comity.ledger:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("comity_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_busy(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    said = str(error.orig)
    return state in _RETRIED or "database is locked" in said or "database is busy" in said
