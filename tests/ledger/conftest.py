"""A new, empty place for a ledger, once on SQLite and once on a real PostgreSQL that the tests start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from comity.ledger import Ledger, create_ledger, open_ledger

_NUMBERS = count(1)


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps them off the path."""
    for found in (*sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True), shutil.which("pg_ctl")):  # fmt: skip
        if found:
            return Path(found).parent
    return None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of this run, without a database; it listens on a socket only."""
    programs = _programs()
    if programs is None:
        why = "no PostgreSQL on this machine: install Debian's `postgresql`"
        if os.environ.get("COMITY_POSTGRESQL") == "required":
            pytest.fail(why)
        pytest.skip(why)
    folder = Path(tempfile.mkdtemp(prefix="comity-pg-"))
    # PostgreSQL refuses to run as root; Debian's package brings a user of its own.
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if before:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*before, str(programs / program), *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    data = str(folder / "data")
    run(
        "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"
    )
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://tests@/{{name}}?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Empty ledgers that tests get copies of, by the kind of their database; made when first wanted."""
    return {"sqlite": create_ledger(str(tmp_path_factory.mktemp("empty") / "ledger.db"))[0].shown}


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def where(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made: a file, or an empty database of the server."""
    if kind == "sqlite":
        return str(tmp_path / "ledger.db")
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def ledger(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, templates: dict[str, str]
) -> Ledger:
    """An empty ledger."""
    if kind == "sqlite":
        shutil.copy(templates[kind], tmp_path / "ledger.db")
        return open_ledger(str(tmp_path / "ledger.db"))
    server = request.getfixturevalue("postgresql")
    if kind not in templates:
        templates[kind] = new_database(server)
        create_ledger(templates[kind])
    name = templates[kind].removeprefix(server.partition("{name}")[0]).partition("?")[0]
    return open_ledger(new_database(server, like=name))


def new_database(server: str, like: str = "template0") -> str:
    """A new database of a server, like another."""
    import psycopg

    name = f"ledger{next(_NUMBERS)}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
    return server.format(name=name)
