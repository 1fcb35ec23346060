"""Cells that no spreadsheet runs and that lose nothing; names that cannot hide; messages without values."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.shown import (
    FORMULA_STARTS,
    printable,
    safe_cell,
    safe_cell_sql,
    unsafe_cell,
    without_values,
)

STARTS = st.sampled_from([*FORMULA_STARTS, "'", "", "a", "’"])


@given(start=STARTS, rest=st.text())
def test_a_safe_cell_starts_no_formula_and_goes_back_to_what_it_was(start: str, rest: str) -> None:
    text = start + rest
    assert not safe_cell(text).startswith(FORMULA_STARTS)
    assert unsafe_cell(safe_cell(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2", "@x", "\tx", "\rx", "\n=x", "＝1", "'x", "x", ""]
)
def test_the_engine_guards_cells_as_python_does(text: str) -> None:
    with duckdb.connect() as engine:
        found = engine.execute(
            f"SELECT {safe_cell_sql('t')} FROM (SELECT ? AS t)", [text]
        ).fetchone()
    assert found == (safe_cell(text),)


def test_names_are_shown_on_one_line_with_nothing_hidden() -> None:
    assert printable("a\n\x1b[2Jb\u202ec\x00") == "a\\n\\x1b[2Jb\\u202ec\\x00"
    assert len(printable("x" * 500)) == 120


def test_a_message_keeps_labels_and_drops_what_it_quotes_from_a_record() -> None:
    what = "`Jane Doe` stands where column `networkCount` has numbers"
    assert without_values(what, frozenset({"networkcount"})) == (
        "`…` stands where column `networkCount` has numbers"
    )
