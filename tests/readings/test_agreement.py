"""All readings of a tree agree: one row at a time, compiled, as a table, and with brute force.

A normal run walks 10,000 pairs of ruling and row; `COMITY_PROFILE=deep` walks millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import prod
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.logic import (
    SETTLED,
    Answer,
    Expr,
    Part,
    Rail,
    Ruling,
    Truth,
    Value,
    key_of,
    leaves,
    possible_answers,
    settled_answer,
)
from comity.readings import (
    Circuit,
    Grid,
    Space,
    Tie,
    compile_answer,
    compile_truth,
    compile_truths,
    evaluate,
    open_leaves,
    traced,
)
from comity.readings.circuit import SURE
from comity.readings.table import OPEN, OUTPUTS, TableRuling, table_of, tables_of
from tests.readings import brute_force
from tests.readings.strategies import (
    TYPES,
    Row,
    Small,
    random_rows,
    rulings,
    small_worlds,
    trees,
    value_of,
)

EXAMPLES = settings.default.max_examples if settings.default else 100
ROWS = 100
"""Rows for each ruling: with the 100 examples of a normal run, 10,000 pairs."""


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute("SET threads = 1")
        yield made


def rails_of(ruling: Ruling) -> tuple[Expr, Expr, Expr]:
    prohibited, required, permitted = (ruling.tree(rail) for rail in Rail)
    return prohibited, required, permitted


def truths_of(ruling: Ruling, row: Row) -> tuple[Truth, Truth, Truth]:
    prohibited, required, permitted = (evaluate(tree, row) for tree in rails_of(ruling))
    return prohibited, required, permitted


def first_source(parts: Sequence[Part], row: Row, *, at_least: Truth) -> str | None:
    found = [part for part in parts if evaluate(part.effective, row) >= at_least]
    return found[0].label.source if found else None


def expected(ruling: Ruling, row: Row) -> dict[str, object]:
    """What the table must give for a row, said with `evaluate` alone."""
    truths = truths_of(ruling, row)
    settled = settled_answer(*truths)
    possible = possible_answers(*truths)
    deciding = None
    for rail, truth in zip(Rail, truths, strict=True):
        if truth is not Truth.FALSE:
            deciding = first_source(ruling.on(rail), row, at_least=truth)
            break
    against = None
    if settled is Answer.CONFLICT:
        against = first_source(ruling.on(Rail.REQUIRED), row, at_least=Truth.TRUE)
    missing: set[str] = set()
    if settled is None:
        for tree in rails_of(ruling):
            missing |= {key_of(leaf) for leaf in open_leaves(tree, row)[1]}
    return {
        "answer": OPEN if settled is None else settled.value,
        "deciding": deciding,
        "against": against,
        "missing": sorted(missing),
        **{f"certain_{one.value}": one is settled for one in SETTLED},
        **{f"possible_{one.value}": one in possible for one in SETTLED},
    }


def write_rows(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, object]], kinds: Row
) -> None:
    """The rows as the table `facts`, with their numbers."""
    quoted = ", ".join('"' + key.replace('"', '""') + f'" {kind}' for key, kind in kinds.items())
    connection.execute(f"CREATE OR REPLACE TABLE facts (number INTEGER, {quoted})")
    cells = [
        "(" + ", ".join([str(number), *(literal(row.get(key)) for key in kinds)]) + ")"
        for number, row in enumerate(rows)
    ]
    connection.execute(f"INSERT INTO facts VALUES {', '.join(cells)}")


def literal(value: object) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


# Any: a row of an engine holds values of all the types of SQL.
def read_rows(
    connection: duckdb.DuckDBPyConnection, table: TableRuling
) -> dict[int, dict[str, Any]]:
    query = table.sql("facts", keep=("number",), outputs=OUTPUTS)
    found = connection.execute(query).fetchall()
    return {row[0]: dict(zip(OUTPUTS, row[1:], strict=True)) for row in found}


@settings(max_examples=EXAMPLES)
@given(ruling=rulings(), seed=st.integers(0, 2**32))
def test_evaluate_compiled_and_table_agree_on_every_row(
    connection: duckdb.DuckDBPyConnection, ruling: Ruling, seed: int
) -> None:
    rows = random_rows(Random(seed), ROWS)
    rails = rails_of(ruling)
    answers, together = compile_answer(ruling), compile_truths(rails)
    compiled = [compile_truth(tree) for tree in rails]
    circuit = Circuit(rails)
    write_rows(connection, rows, TYPES)
    table = read_rows(connection, table_of(ruling, types=TYPES))
    assert sorted(table) == list(range(len(rows)))
    for number, row in enumerate(rows):
        truths = truths_of(ruling, row)
        assert tuple(one(row) for one in compiled) == truths
        assert together(row) == truths
        assert answers(row) is settled_answer(*truths)
        assert tuple(traced(tree, row).truth for tree in rails) == truths
        assert tuple(open_leaves(tree, row)[0] for tree in rails) == truths
        leaf_truths = circuit.truths(row)
        for tree, gate in zip(rails, circuit.gates, strict=True):
            assert gate.trace(leaf_truths) == traced(tree, row)
            opens = gate.opens(leaf_truths)
            found = frozenset(
                leaf for n, leaf in enumerate(circuit.leaves) if opens > 0 and opens >> n & 1
            )
            truth = {0: Truth.FALSE, SURE: Truth.TRUE}.get(opens, Truth.UNKNOWN)
            assert (truth, found) == open_leaves(tree, row)
        assert table[number] == expected(ruling, row), row


@settings(max_examples=max(10, EXAMPLES // 5))
@given(
    several=st.dictionaries(
        st.sampled_from(["us-ca 2014", "us-ca 2018", "us-il", "it's", ""]), rulings(), min_size=1
    ),
    seed=st.integers(0, 2**32),
)
def test_a_query_over_several_rulings_gives_each_row_the_answer_of_its_own(
    connection: duckdb.DuckDBPyConnection, several: dict[str, Ruling], seed: int
) -> None:
    random = Random(seed)
    rows = random_rows(random, ROWS)
    names = [random.choice([*several, *several, "unknown", None]) for _ in rows]
    named = [
        {**row, **({} if name is None else {"ruling": name})}
        for row, name in zip(rows, names, strict=True)
    ]
    write_rows(connection, named, {**TYPES, "ruling": "VARCHAR"})
    table = read_rows(connection, tables_of(several, types=TYPES))
    assert sorted(table) == list(range(len(rows)))
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        if name in several:
            assert table[number] == expected(several[name], row)
        else:
            found = table[number]
            assert found["answer"] == OPEN
            assert (found["deciding"], found["against"], found["missing"]) == (None, None, [])
            assert not any(found[f"certain_{one.value}"] for one in SETTLED)
            assert all(found[f"possible_{one.value}"] for one in SETTLED)


@settings(max_examples=EXAMPLES * 2)
@given(tree=trees(max_leaves=12), seed=st.integers(0, 2**32))
def test_learning_a_fact_never_overturns_a_settled_truth(tree: Expr, seed: int) -> None:
    random = Random(seed)
    for row in random_rows(random, 5):
        before = evaluate(tree, row)
        keys = [key for key in TYPES if key not in row]
        random.shuffle(keys)
        learned = dict(row)
        for key in keys:
            learned[key] = value_of(key, random)
            after = evaluate(tree, learned)
            assert before in {after, Truth.UNKNOWN}
            before = after


@settings(max_examples=EXAMPLES * 2)
@given(ruling=rulings(max_parts=4), seed=st.integers(0, 2**32))
def test_a_key_outside_missing_never_changes_the_answer(ruling: Ruling, seed: int) -> None:
    random = Random(seed)
    for row in random_rows(random, 5):
        shown = expected(ruling, row)
        missing = shown["missing"]
        assert isinstance(missing, list)
        beside = [key for key in TYPES if key not in row and key not in missing]
        for _ in range(3):
            filled = {**row, **{key: value_of(key, random) for key in beside}}
            assert expected(ruling, filled)["answer"] == shown["answer"]


class Walked:
    """A small world with every completion of its unknown words, walked by brute force."""

    def __init__(self, world: Small) -> None:
        self.ruling, self.known = world.ruling, world.known
        self.rails = rails_of(world.ruling)
        open_keys = {
            key_of(leaf) for tree in self.rails for leaf in open_leaves(tree, world.known)[1]
        }
        self.open_keys = sorted(open_keys)
        everything = [*(part.reached for part in world.ruling.parts), *world.ties]
        everything += [tree for part in world.ruling.parts for _, tree in part.defeats]
        asked = {key_of(leaf) for tree in everything for leaf in leaves(tree)}
        self.values: dict[str, tuple[Value, ...]] = {
            key: world.domains.get(key) or brute_force.values_of(key, everything)
            for key in sorted(asked - world.known.keys())
        }
        assume(prod(len(some) for some in self.values.values()) <= 3_000)
        assume(all(evaluate(tie, world.known) is not Truth.FALSE for tie in world.ties))
        self.all = brute_force.completions(self.values, world.known, ())
        self.consistent = brute_force.completions(self.values, world.known, world.ties)
        assume(self.consistent)

    def reached(self, facts: Sequence[Mapping[str, Value]]) -> set[Answer]:
        return {brute_force.answer(self.ruling, one) for one in facts}

    def matters(self, key: str) -> bool:
        """Whether some completion's answer changes when one word alone changes."""
        return any(
            len(self.reached([{**facts, key: value} for value in self.values[key]])) > 1
            for facts in self.all
        )

    def matters_alone(self, key: str) -> bool:
        """The same, both completions being consistent."""
        reached: dict[tuple[tuple[str, Value], ...], set[Answer]] = {}
        for facts in self.consistent:
            others = tuple((word, facts[word]) for word in self.values if word != key)
            reached.setdefault(others, set()).add(brute_force.answer(self.ruling, facts))
        return any(len(answers) > 1 for answers in reached.values())

    def left_open_by(self, keys: Sequence[str]) -> bool:
        """Whether for some values of some words consistent completions have several answers."""
        return any(len(answers) > 1 for answers in self._by_values(keys))

    def settled_by(self, keys: Sequence[str]) -> bool:
        """Whether for some values of some words all consistent completions have one answer."""
        return any(len(answers) == 1 for answers in self._by_values(keys))

    def _by_values(self, keys: Sequence[str]) -> Iterable[set[Answer]]:
        reached: dict[tuple[Value, ...], set[Answer]] = {}
        for facts in self.consistent:
            chosen = tuple(facts[key] for key in keys)
            reached.setdefault(chosen, set()).add(brute_force.answer(self.ruling, facts))
        return reached.values()

    def grid(self, world: Small) -> Grid:
        space = Space(self.rails, domains=world.domains, ties=[Tie.of(tie) for tie in world.ties])
        truths = space.truths(world.known)
        trees = [traced(tree, world.known).truth for tree in self.rails]
        rails = [
            None if truth is Truth.TRUE else [number] * (truth is Truth.UNKNOWN)
            for number, truth in enumerate(trees)
        ]
        found = space.grid(rails, truths, space.opened(rails, truths))
        assert found is not None
        return found


@settings(max_examples=EXAMPLES * 2)
@given(world=small_worlds())
def test_every_reading_lies_within_brute_force(world: Small) -> None:
    walked = Walked(world)
    truths = truths_of(world.ruling, world.known)
    settled, reached = settled_answer(*truths), walked.reached(walked.all)
    if settled is not None:
        assert reached == {settled}
    assert reached <= set(possible_answers(*truths))
    assert {key for key in walked.values if walked.matters(key)} <= set(walked.open_keys)


@settings(max_examples=EXAMPLES * 2)
@given(world=small_worlds())
def test_the_grid_is_exactly_what_brute_force_finds(world: Small) -> None:
    walked = Walked(world)
    grid = walked.grid(world)
    assert set(grid.answers()) == walked.reached(walked.consistent)
    by_key = {axis.key: axis for axis in grid.axes}
    for key in walked.open_keys:
        assert grid.matters(by_key[key]) == walked.matters(key), key
        alone = grid.matters(by_key[key], grid.consistent)
        assert alone == walked.matters_alone(key), key
    mattering = [key for key in walked.values if walked.matters_alone(key)]
    if walked.left_open_by(mattering):
        mattering = [key for key in walked.values if walked.matters(key)]
    assert sorted(axis.key for axis in grid.mattering()) == mattering
    own = grid.over(len(walked.open_keys))
    assert sorted(axis.key for axis in own.axes) == walked.open_keys
    assert own.answers() == grid.answers()
    for size in range(min(3, len(grid.axes) + 1)):
        for seen in (grid, own):
            settling = set(seen.settling(seen.axes, size))
            for chosen in combinations(seen.axes, size):
                keys = [axis.key for axis in chosen]
                assert (chosen in settling) == walked.settled_by(keys), keys
