"""The rules as SQL decide every row as the rules in Python do: labelled texts, their mixtures, and made-up ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.audit.purpose.classify import StatedIn, purpose_of
from comity.audit.purpose.lexicon import Cells, Lexicon
from comity.audit.purpose.lexicon_file import lexicon_from, shipped_lexicon
from comity.audit.purpose.sql import (
    code_meanings,
    gate_in_row,
    purpose_in_row,
    purpose_query,
    ready_in_row,
    states_of,
)
from comity.audit.purpose.text import SPACES, plain_characters, prepared
from tools.measure_purpose import labelled

FIELDS = tuple(Cells.__dataclass_fields__)
STATES = (None, "CA", "TX")
SHIPPED = shipped_lexicon()
LABELLED = [one.cells for one in labelled()]

# A rule of one's own for another state, one that is asked last of all, and a second label that must stand alone.
OWN = b"""
rules:
  - {id: tx-section, class: other_criminal, signal: statute_code, states: [TX], pattern: '(?:^|[^a-z0-9])(30\\.0[0-9])(?:[^a-z0-9]|$)', cases: {yes: [{reason: "30.02", state: TX}], no: ["30.02"]}}
  - {id: alone-too, class: administrative, signal: offense_type, alone: true, labels: [Robbery Detail], cases: {yes: [Robbery Detail], no: [Robbery]}}
  - {id: label-and-word, class: federal_unknown, labels: [Border Detail], words: [border detal], cases: {yes: [Border Detail - x, border detal], no: [border]}}
  - {id: own-word, class: criminal_immigration, words: ["alpha (1)", beta*], except: [beta test*], cases: {yes: ["alpha (1)"], no: [beta tester]}}
"""


def table(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, list[Any]]) -> None:
    """A table of texts, and the place of each as `n`."""
    (many,) = {len(held) for held in columns.values()}
    listed = ", ".join(f'unnest(?::VARCHAR[]) AS "{column}"' for column in columns)
    connection.execute(
        f"CREATE TABLE {name} AS SELECT {listed}, unnest(?::INTEGER[]) AS n",
        [*columns.values(), list(range(many))],
    )


def decided_by_sql(rows: Sequence[Cells], lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    connection = duckdb.connect()
    columns = {name: [getattr(one, name) for one in rows] for name in FIELDS}
    table(connection, '"log ""x"""', columns)
    query = purpose_query(
        lexicon, 'log "x"', {cell: cell.value for cell in StatedIn}, state="state"
    )
    codes = connection.execute(f"SELECT purpose_code FROM ({query}) ORDER BY n").fetchall()
    means = {one.code: one for one in code_meanings(lexicon)}
    assert len(codes) == len(rows)
    return [
        (one.rule, one.purpose_class.value, one.purpose.value, one.signal.value)
        for (code,) in codes
        for one in (means[code],)
    ]


def decided_in_row(rows: Sequence[Cells], lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    """By the expression for one pass; a case number that its gate does not meet is left out, as there."""
    connection = duckdb.connect()
    table(connection, "log", {name: [getattr(one, name) for one in rows] for name in FIELDS})
    columns = {cell: cell.value for cell in StatedIn}
    for cell in (StatedIn.CASE_NUMBER, StatedIn.MODERATION):
        columns[cell] = f"CASE WHEN {gate_in_row(lexicon, cell.value)} THEN {cell.value} END"
    ready = ", ".join(
        f"{ready_in_row(lexicon, text)} AS {cell.value}" for cell, text in columns.items()
    )
    told = purpose_in_row(lexicon, {cell: cell.value for cell in StatedIn})
    found = connection.execute(
        f"WITH r AS MATERIALIZED (SELECT {ready}, state, n FROM log) SELECT {told}, state FROM r ORDER BY n"
    ).fetchall()
    means = {one.code: one for one in code_meanings(lexicon)}
    states = states_of(lexicon)
    decided = []
    for codes, state in found:
        general, *by_state = map(int, codes.split())
        own = by_state[states.index(state)] if state in states else general
        one = means[min(general, own)]
        decided.append((one.rule, one.purpose_class.value, one.purpose.value, one.signal.value))
    return decided


def decided_in_python(rows: Sequence[Cells], lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    found = (purpose_of(one, lexicon) for one in rows)
    return [
        (one.rule or "", one.purpose_class.value, one.purpose.value, one.signal.value)
        for one in found
    ]


def pieces() -> list[str]:
    """What texts are made of: words of every rule, labels, traps, marks, spaces, letters of all kinds."""
    cases = [case.text for rule in SHIPPED.rules for case in (*rule.yes, *rule.no)]
    labels = [*sorted(SHIPPED.labels), "Something New"]
    marks = [" ", "  ", ", ", ",", " - ", " -", "-", "/", "+", "_", "%20", "%", "~", "(", ")", ".", "*", "0", "\\", "$", "'", '"', "\x00"]  # fmt: skip
    letters = [
        "é",
        "İ",
        "ı",
        "Ｉ",
        "＋",
        "＿",
        "％２０",
        "ß",
        "K",
        "𝐈𝐂𝐄",
        "Ⓘ",
        "ñ",
        "–",
        "’",
        "移民",
        "🧊",
        *SPACES,
    ]
    return [*cases, *labels, *(marks * 8), *letters]


def made_up(many: int, seed: int) -> Iterator[Cells]:
    chance = random.Random(seed)
    held = pieces()

    def text(empty: float) -> str | None:
        if chance.random() < empty:
            return chance.choice([None, "", " ", "+"])
        made = "".join(chance.choice(held) for _ in range(chance.randint(1, 5)))
        return made.upper() if chance.random() < 0.1 else made

    for _ in range(many):
        yield Cells(
            reason=text(0.1),
            offense_type=text(0.7)
            if chance.random() < 0.5
            else chance.choice(sorted(SHIPPED.labels)),
            text_prompt=text(0.8),
            case_number=text(0.7),
            moderation=text(0.8),
            state=chance.choice(STATES),
        )


def without_nul(one: Cells) -> Cells:
    """DuckDB's parameters hold every character but this."""
    return Cells(
        **{
            name: text and text.replace("\x00", "")
            for name in FIELDS
            for text in (getattr(one, name),)
        }
    )


@pytest.mark.parametrize("laid_over", [False, True], ids=["shipped", "with rules of one's own"])
def test_sql_decides_as_python_does(laid_over: bool) -> None:
    lexicon = SHIPPED
    if laid_over:
        data = (Path(__file__).parents[2] / "src/comity/audit/purpose/purpose.yaml").read_bytes()
        lexicon = lexicon_from([("purpose.yaml", data), ("own.yaml", OWN)])
    rows = [
        *(
            Cells(**{**{name: getattr(one, name) for name in FIELDS}, "state": state})
            for one in LABELLED
            for state in STATES
        ),
        *(without_nul(one) for one in made_up(1_500, seed=15 + laid_over)),
        *(
            Cells(reason=text, state="TX")
            for text in ("30.02 x", "Robbery Detail - b", "beta testers alpha (1)", "beta")
        ),
        Cells(reason="x", case_number="Border Detail"),
        Cells(reason="x", case_number="border detal"),
        Cells(reason="Border Detail, Arson - x", moderation="Border Detail"),
        Cells(reason="Robbery Detail", offense_type="Immigration (criminal)"),
    ]
    told, expected = decided_by_sql(rows, lexicon), decided_in_python(rows, lexicon)
    unlike = [row for row in zip(rows, told, expected, strict=True) if row[1] != row[2]]
    assert unlike == []
    told = decided_in_row(rows, lexicon)
    assert [row for row in zip(rows, told, expected, strict=True) if row[1] != row[2]] == []
    assert len({rule for rule, *_ in told}) > 35


def test_every_character_is_prepared_alike() -> None:
    texts = [f"a{chr(code)}B" for code in range(1, 0x3000) if not 0xD800 <= code < 0xE000]
    texts += [f"a{character}%20B" for character in plain_characters()]
    connection = duckdb.connect()
    table(connection, "log", {"reason": texts})
    query = purpose_query(SHIPPED, "log", {StatedIn.REASON: "reason"})
    ready = query.split("reason_ready AS MATERIALIZED (SELECT text, ")[1].split(" AS ready FROM")[0]
    found = connection.execute(
        f"SELECT {ready} FROM (SELECT reason AS text, n FROM log) ORDER BY n"
    ).fetchall()
    assert [text for (text,) in found] == [prepared(text) for text in texts]


def test_columns_that_a_log_does_not_have_are_absent() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE log AS SELECT 'ICE' AS why UNION ALL SELECT NULL")
    query = purpose_query(SHIPPED, "log", {StatedIn.REASON: "why"})
    means = {one.code: one.signal.value for one in code_meanings(SHIPPED)}
    found = connection.execute(query).fetchall()
    assert {(why, means[code]) for why, code in found} == {
        ("ICE", "immigration_mention"),
        (None, "absent"),
    }
