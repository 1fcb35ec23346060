"""The table reading at its edges: wording, shapes, dialects, sizes. Agreement is tested elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from comity.logic import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Expr,
    Fact,
    Label,
    Not,
    Part,
    Rail,
    Ruling,
    key_of,
    parse,
    settled_answer,
)
from comity.readings import evaluate, open_leaves
from comity.readings.lanes import LANES
from comity.readings.table import OPEN, OUTPUTS, TableError, table_of, tables_of

TYPES = {
    "in_custody": "BOOLEAN",
    "purpose": "VARCHAR",
    "release": "DATE",
    "age": "INTEGER",
    'shown(effect={"search"})': "BOOLEAN",
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute("SET threads = 1")
        yield made


def part(source: str, rail: Rail, tree: Expr) -> Part:
    return Part.of(label=Label(source=source, part="when"), rail=rail, reached=tree, defeats=())


def ruling_of(*parts: tuple[str, Rail, str]) -> Ruling:
    return Ruling(parts=tuple(part(source, rail, parse(text)) for source, rail, text in parts))


TRANSFER = ruling_of(
    (
        "xx/code-1",
        Rail.PROHIBITED,
        'purpose in {"civil", "unknown"} and not shown(effect={"search"})',
    ),
    ("xx/code-2", Rail.REQUIRED, 'release >= "2026-12-01" and (in_custody or age < 18)'),
    ("xx/code-3", Rail.PERMITTED, 'purpose == "crime"'),
)
"""One provision a rail, one column of each type, names that need quotes."""


def written(query: exp.Query, dialect: str) -> str:
    return query.sql(dialect=dialect, pretty=True, max_text_width=160) + "\n"


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_a_ruling_renders_in_each_dialect(dialect: str, golden: Callable[[str, str], None]) -> None:
    table, enumerated = table_of(TRANSFER, types=TYPES), dialect == "duckdb"
    query = table.select("facts", keep=("row",), outputs=OUTPUTS, enumerated=enumerated)
    golden(f"readings/ruling_{dialect}.sql", written(query, dialect))


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_several_rulings_render_in_each_dialect(
    dialect: str, golden: Callable[[str, str], None]
) -> None:
    older = ruling_of(("xx/code-2", Rail.REQUIRED, "in_custody"))
    table = tables_of({"before": older, "after": TRANSFER}, types=TYPES, column="which law")
    query = table.select("facts", keep=("row",), enumerated=dialect == "duckdb")
    golden(f"readings/rulings_{dialect}.sql", written(query, dialect))


def test_an_empty_ruling_leaves_every_row_not_regulated(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    query = table_of(Ruling(parts=()), types={}).sql(sqlglot.parse_one("SELECT 1 AS row"))
    assert connection.execute(query).fetchall() == [("not_regulated", None, None, [])]


def test_texts_are_the_same_enumerated_or_not_and_plain_texts_in_parquet(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    table = table_of(ruling_of(("xx/p", Rail.PROHIBITED, "in_custody and age > 20")), types=TYPES)
    rows = sqlglot.parse_one(
        "SELECT * FROM (VALUES (1, NULL::BOOLEAN, NULL::INTEGER), (2, TRUE, 30), (3, FALSE, NULL)) "
        "AS facts(row, in_custody, age)"
    )
    written = table.sql(rows, keep=("row",))
    plain = table.select(rows, keep=("row",)).sql("duckdb")
    assert "ENUM" in written
    assert "ENUM" not in plain
    answers = connection.execute(f"{plain} ORDER BY row").fetchall()
    assert connection.execute(f"{written} ORDER BY row").fetchall() == answers
    path = tmp_path / "out.parquet"
    connection.execute(f"COPY ({written}) TO '{path}' (FORMAT parquet)")
    described = connection.execute(f"DESCRIBE SELECT * EXCLUDE row FROM '{path}'").fetchall()
    assert [row[1] for row in described] == ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR[]"]


def test_parts_that_always_or_never_hold_need_no_column(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    always = Ruling(
        parts=(part("xx/never", Rail.PROHIBITED, NEVER), part("xx/always", Rail.REQUIRED, ALWAYS))
    )
    table = table_of(always, types={})
    assert table.keys == ()
    query = table.sql(sqlglot.parse_one("SELECT 1 AS row"), keep=("row",))
    assert connection.execute(query).fetchall() == [(1, "required", "xx/always", None, [])]


def test_a_conflict_names_both_grounds(connection: duckdb.DuckDBPyConnection) -> None:
    both = ruling_of(
        ("xx/p1", Rail.PROHIBITED, "in_custody and age > 90"),
        ("xx/p2", Rail.PROHIBITED, "in_custody"),
        ("xx/r", Rail.REQUIRED, "in_custody"),
    )
    rows = sqlglot.parse_one("SELECT TRUE AS in_custody, 20 AS age")
    query = table_of(both, types=TYPES).sql(rows)
    assert connection.execute(query).fetchall() == [("conflict", "xx/p2", "xx/r", [])]


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2024-02-28", "not_regulated"),
        ("2024-02-29", "required"),
        ("2024-03-01", "required"),
        ("2026-11-30", "required"),
        ("2026-12-01", "not_regulated"),
    ],
)
def test_a_version_holds_from_its_first_day_until_the_day_it_ends(
    connection: duckdb.DuckDBPyConnection, day: str, answer: str
) -> None:
    version = ruling_of(
        ("xx/v", Rail.REQUIRED, 'release >= "2024-02-29" and not release >= "2026-12-01"')
    )
    rows = sqlglot.parse_one(f"SELECT DATE '{day}' AS release")
    query = table_of(version, types=TYPES).sql(rows, outputs=("answer",))
    assert connection.execute(query).fetchall() == [(answer,)]


def wide_ruling(random: Random, parts: int, keys: list[str]) -> Ruling:
    """Many parts over many boolean keys, nested as deep as three levels."""

    def tree(depth: int) -> Expr:
        if depth == 0 or random.random() < 0.3:
            leaf = Fact(word=random.choice(keys))
            return Not(operand=leaf) if random.random() < 0.4 else leaf
        joint = random.choice((AllOf, AllOf, AnyOf))
        return joint(operands=tuple(tree(depth - 1) for _ in range(random.randint(2, 3))))

    rails = list(Rail)
    return Ruling(parts=tuple(part(f"xx/{n}", random.choice(rails), tree(3)) for n in range(parts)))


@pytest.mark.parametrize("parts", [LANES, LANES + 1, 2 * LANES + 5])
def test_rulings_of_more_parts_and_keys_than_a_word_has_lanes_agree_too(
    connection: duckdb.DuckDBPyConnection, parts: int
) -> None:
    random = Random(parts)
    keys = [f"flag_{number}" for number in range(LANES + 20)]
    ruling = wide_ruling(random, parts, keys)
    rows = [
        {key: random.random() < 0.3 for key in keys if random.random() < share}
        for share in (0.0, 0.2, 0.5, 0.8, 0.9, 0.95, 1.0)
        for _ in range(30)
    ]
    columns = ", ".join(f"{key} BOOLEAN" for key in keys)
    connection.execute(f"CREATE OR REPLACE TABLE wide (number INTEGER, {columns})")
    written = [
        "(" + ", ".join([str(n), *(str(row.get(key, "NULL")) for key in keys)]) + ")"
        for n, row in enumerate(rows)
    ]
    connection.execute(f"INSERT INTO wide VALUES {', '.join(written)}")
    table = table_of(ruling, types=dict.fromkeys(keys, "BOOLEAN"))
    query = table.sql("wide", keep=("number",))
    found = {row[0]: row[1:] for row in connection.execute(query).fetchall()}
    assert len(found) == len(rows)
    trees = [ruling.tree(rail) for rail in Rail]
    answers = set()
    for number, row in enumerate(rows):
        prohibited, required, permitted = (evaluate(tree, row) for tree in trees)
        settled = settled_answer(prohibited, required, permitted)
        answers.add(settled)
        assert found[number][0] == (OPEN if settled is None else settled.value)
        missing = {key_of(leaf) for tree in trees for leaf in open_leaves(tree, row)[1]}
        assert found[number][3] == (sorted(missing) if settled is None else [])
    assert None in answers
    assert len(answers) > 1


def test_a_relation_may_be_a_name_that_needs_quotes_or_a_query(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    table = table_of(ruling_of(("xx/1", Rail.PROHIBITED, "in_custody")), types=TYPES)
    connection.execute('CREATE OR REPLACE TABLE "the ""log""" AS SELECT TRUE AS in_custody')
    assert connection.execute(table.sql('the "log"', outputs=("answer",))).fetchall() == [
        ("prohibited",)
    ]
    query = sqlglot.parse_one("SELECT NULL::BOOLEAN AS in_custody", dialect="duckdb")
    assert connection.execute(table.sql(query, outputs=("answer",))).fetchall() == [(OPEN,)]


def test_a_column_may_be_kept_and_asked_about(connection: duckdb.DuckDBPyConnection) -> None:
    table = table_of(ruling_of(("xx/1", Rail.PROHIBITED, "in_custody")), types=TYPES)
    rows = sqlglot.parse_one("SELECT TRUE AS in_custody, 7 AS row")
    query = table.sql(rows, keep=("row", "in_custody", "row"), outputs=("answer",))
    assert connection.execute(query).fetchall() == [(7, True, "prohibited")]


@pytest.mark.parametrize(
    ("text", "types", "message"),
    [
        ("signed", {}, "`signed` has the type ``: use one of BOOLEAN, VARCHAR, INTEGER, DATE"),
        ("signed", {"signed": "TEXT"}, "`signed` has the type `TEXT`"),
        (
            "signed",
            {"signed": "VARCHAR"},
            "`signed` is asked as true or false, its column is VARCHAR",
        ),
        ("age > 17", {"age": "VARCHAR"}, "`age` is compared with `17`, its column is VARCHAR"),
        ('age == "x"', {"age": "INTEGER"}, "`age` is compared with `x`, its column is INTEGER"),
        ('age in {"x"}', {"age": "BOOLEAN"}, "`age` is compared with `x`, its column is BOOLEAN"),
        (
            'day < "2023-02-29"',
            {"day": "DATE"},
            "`day` is compared with `2023-02-29`, its column is DATE",
        ),
        ('day < "20230228"', {"day": "DATE"}, "`day` is compared with `20230228`"),
    ],
)
def test_a_question_that_a_column_cannot_hold_is_refused(
    text: str, types: dict[str, str], message: str
) -> None:
    with pytest.raises(TableError) as caught:
        table_of(ruling_of(("xx/1", Rail.PROHIBITED, text)), types=types)
    assert message in str(caught.value)


def test_keys_that_differ_only_in_case_are_refused() -> None:
    both = ruling_of(("xx/1", Rail.PROHIBITED, 'convicted("Theft") and convicted("theft")'))
    types = {'convicted("Theft")': "BOOLEAN", 'convicted("theft")': "BOOLEAN"}
    with pytest.raises(TableError, match="are one column to an engine"):
        table_of(both, types=types)


def test_a_key_with_the_name_of_the_ruling_column_is_refused() -> None:
    with pytest.raises(TableError, match="are one column to an engine"):
        tables_of({"a": TRANSFER}, types=TYPES, column="Purpose")


def test_several_rulings_are_at_least_one() -> None:
    with pytest.raises(TableError, match="there is no ruling: give at least one"):
        tables_of({}, types={})


def test_an_output_that_is_not_there_is_refused() -> None:
    table = table_of(TRANSFER, types=TYPES)
    with pytest.raises(TableError, match="`verdict` is not an output: use some of answer,"):
        table.select("facts", outputs=("verdict",))


def test_a_kept_column_may_not_hide_an_output() -> None:
    table = table_of(TRANSFER, types=TYPES)
    with pytest.raises(TableError, match="`Answer` is the name of an output: rename"):
        table.select("facts", keep=("Answer",))
