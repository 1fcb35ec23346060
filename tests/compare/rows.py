"""Random complete facts for two rulings, and what the table reading says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

import duckdb

from comity.compare.side import Rule
from comity.logic import Expr, Label, Leaf, Part, Ruling, Value, key_of, leaves
from comity.readings import cells_of
from comity.readings.table import tables_of


def ruling_of(rules: Sequence[Rule]) -> Ruling:
    """The rules of one side as a ruling of their own."""
    return Ruling(
        parts=tuple(
            Part.of(
                label=Label(source=rule.provision, part="rule"),
                rail=rule.rail,
                reached=rule.tree,
                defeats=(),
            )
            for rule in rules
        )
    )


def values_of(
    asked: Iterable[Leaf], domains: Mapping[str, Sequence[Value]]
) -> dict[str, tuple[Value, ...]]:
    """For each word the values that its leaves can tell apart."""
    by_key: dict[str, list[Leaf]] = {}
    for leaf in asked:
        by_key.setdefault(key_of(leaf), []).append(leaf)
    return {key: tuple(cells_of(key, found, domains.get(key))) for key, found in by_key.items()}


def completions(
    values: Mapping[str, Sequence[Value]],
    count: int,
    random: Random,
    *,
    given: Mapping[str, Value] | None = None,
) -> Iterator[dict[str, Value]]:
    """Complete facts, whatever is given among them."""
    for _ in range(count):
        yield {key: random.choice(held) for key, held in values.items()} | dict(given or {})


def table_answers(
    sides: Sequence[Sequence[Rule]], rows: Sequence[Mapping[str, Value]]
) -> list[tuple[str, ...]]:
    """The answer of each side for each row, as the table reading gives it."""
    rulings = {f"side {number}": ruling_of(rules) for number, rules in enumerate(sides)}
    trees: list[Expr] = [part.effective for one in rulings.values() for part in one.parts]
    kinds = {key_of(leaf): _type(rows[0][key_of(leaf)]) for tree in trees for leaf in leaves(tree)}
    table = tables_of(rulings, types=kinds)
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        columns = "".join(
            f', "{key.replace(chr(34), chr(34) * 2)}" {kind}' for key, kind in kinds.items()
        )
        connection.execute(f"CREATE TABLE facts (number INTEGER, ruling VARCHAR{columns})")
        marks = ", ".join("?" * (2 + len(kinds)))
        for start in range(0, len(rows), 500):
            block = [
                cell
                for number, row in enumerate(rows[start : start + 500], start)
                for name in rulings
                for cell in (number, name, *(row[key] for key in kinds))
            ]
            lines = ", ".join([f"({marks})"] * (len(block) // (2 + len(kinds))))
            connection.execute(f"INSERT INTO facts VALUES {lines}", block)
        query = table.sql("facts", keep=("number", "ruling"), outputs=("answer",))
        found: dict[int, dict[str, str]] = {}
        for number, name, answer in connection.execute(query).fetchall():
            found.setdefault(number, {})[name] = answer
    return [tuple(found[number][name] for name in rulings) for number in range(len(rows))]


def _type(value: Value) -> str:
    return (
        "BOOLEAN" if isinstance(value, bool) else "INTEGER" if isinstance(value, int) else "VARCHAR"
    )
