"""The findings as they are written, each text as a number of a short list: writing takes half the time.

A finding has some thirty texts, nearly all of them one of a few. What writes a table looks each up in a dictionary,
row by row; where the small tables hold them as numbers (`ENUM`) that work is done already. The file that comes out
holds the same texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from comity.audit.deciding.columns import DISAGREE, QUESTION, Column
from comity.audit.engine import Engine, identifier, quoted

MOST_TEXTS = 8_192
"""A longer list is not numbered: each stretch of the file would hold all of it."""
_TABLES = {"a": "asks", "p": "names", "o": "names", "m": "matters", "s": "stated", "f": "files"}


@contextmanager
def numbered(engine: Engine, columns: Sequence[Column], joined: str) -> Iterator[str]:
    """A query that gives the columns of all findings in their order, over `joined`, the tables of `findings`."""
    if engine.dialect != "duckdb":
        wanted = ", ".join(identifier(one.name) for one in columns)
        yield f"SELECT {wanted} FROM findings ORDER BY seq, place"  # noqa: S608 -- names of our own
        return
    types = _types(engine, columns)
    over = joined
    for name, cells in _by_table(types).items():
        put = ", ".join(
            f"CAST({identifier(cell)} AS {kind}) AS {identifier(cell)}"
            for cell, kind in cells.items()
        )
        engine.run(f"CREATE TABLE numbered_{name} AS SELECT * REPLACE ({put}) FROM {name}")  # noqa: S608 -- names of our own
        over = over.replace(f"JOIN {name} ", f"JOIN numbered_{name} ")
    engine.run(
        f"CREATE TABLE numbered_questions AS SELECT a.ask, coalesce(p.place, '') AS place, {QUESTION} AS text "  # noqa: S608 -- constants
        "FROM (SELECT DISTINCT ask, ask_place AS place FROM tallied) p JOIN asks a USING (ask)"
    )
    over += " LEFT JOIN numbered_questions q ON q.ask = m.ask AND q.place = coalesce(CAST(p.place AS VARCHAR), '')"
    wanted = ", ".join(f"{_sql(one, types)} AS {identifier(one.name)}" for one in columns)
    try:
        yield f"SELECT {wanted} {over} ORDER BY r.seq, m.place"
    finally:
        for name in (*_by_table(types), "questions"):
            engine.run(f"DROP TABLE numbered_{name}")
        for kind in {*types.values()}:
            engine.run(f"DROP TYPE {kind}")


def _types(engine: Engine, columns: Sequence[Column]) -> Mapping[str, str]:
    """For each cell that is numbered (`p.place`) the type of its list."""
    beside: dict[str, set[str]] = {}
    for one in columns:
        if one.of:
            table, cell = one.of.split(".")
            beside.setdefault(f"{_TABLES[table]}.{cell}", {""}).add(one.instead)
    found = {}
    for of, others in sorted(beside.items()):
        table, cell = of.split(".")
        also = " UNION ".join(f"SELECT {quoted(one)}" for one in sorted(others))
        texts = f"SELECT {identifier(cell)} AS text FROM {table} WHERE {identifier(cell)} IS NOT NULL UNION {also}"  # noqa: S608 -- names of our own
        ((many,),) = engine.ask(f"SELECT count(*) FROM ({texts})")  # noqa: S608 -- from above
        if many <= MOST_TEXTS:
            found[of] = kind = f"texts_of_{table}_{cell}"
            engine.run(f"CREATE TYPE {kind} AS ENUM (SELECT text FROM ({texts}) ORDER BY text)")  # noqa: S608 -- from above
    return found


def _by_table(types: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The numbered cells of each table, with their types."""
    found: dict[str, dict[str, str]] = {}
    for of, kind in types.items():
        table, cell = of.split(".")
        found.setdefault(table, {})[cell] = kind
    return found


def _sql(one: Column, types: Mapping[str, str]) -> str:
    """A column over the numbered tables: the same text, as its number where it has one."""
    if one.sql == f"coalesce({QUESTION}, '')":
        return "q.text"
    table, _, cell = one.of.partition(".")
    kind = types.get(f"{_TABLES[table]}.{cell}") if table else None
    if kind is None:
        return one.sql
    of = one.of
    if one.instead:
        of = f"CASE WHEN {DISAGREE} THEN CAST({quoted(one.instead)} AS {kind}) ELSE {of} END"
    return f"coalesce({of}, CAST('' AS {kind}))"
