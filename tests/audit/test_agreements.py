"""The fact `has_287g_agreement` of both parties of a row: by agency and day, and not known where no list speaks."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from comity.audit import audit_logs
from comity.audit.deciding.agreements import AGREEMENT_COLUMNS, agreement_cells, agreement_sql
from comity.law import Corpus
from comity.logic import Truth
from comity.places.agreements import agreement_on, register_in

SHARING = """\
agency_slug,as_of,receiving_org
berkeley-ca-pd,2026-04-26,Dallas TX PD
berkeley-ca-pd,2026-04-26,Dallas GA PD
berkeley-ca-pd,2026-04-26,Dallas PD
"""
NAMES = (
    "Dallas TX PD",
    "Dallas GA PD",
    "Dallas PD",
    "Etowah County AL SO",
    "Miami-Dade County FL SO",
    "Florida Highway Patrol",
    "[Federal] FBI",
    "Las Vegas Metro Police Department - NV",
)


def test_the_table_says_for_each_name_and_day_what_the_record_says() -> None:
    register = register_in()
    turns = {date(2018, 1, 1), date(2021, 1, 13), date(2026, 3, 28), register.days[-1]}
    days = sorted({turn + timedelta(days=one) for turn in turns for one in (-1, 0, 1)} | {date(2025, month, 15) for month in range(1, 13)})  # fmt: skip
    engine = duckdb.connect()
    declared = ", ".join(f"{name} {kind}" for name, kind in AGREEMENT_COLUMNS.items())
    engine.execute(f"CREATE TABLE names (name VARCHAR, {declared})")
    for name in NAMES:
        engine.execute("INSERT INTO names VALUES (?, ?, ?, ?, ?)", [name, *agreement_cells(name)])
    engine.execute("CREATE TABLE rows AS SELECT unnest(?::DATE[]) AS day, day AS later", [days])
    found = engine.execute(
        f"SELECT p.name, r.day, {agreement_sql('p')} FROM rows r, names p"
    ).fetchall()
    assert len(found) == len(NAMES) * len(days)
    expected = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
    for name, day, holds in found:
        assert holds is expected[agreement_on(name, day, register).holds], (name, day)


def test_a_row_of_two_days_has_an_answer_only_where_both_agree() -> None:
    engine = duckdb.connect()
    declared = ", ".join(f"{name} {kind}" for name, kind in AGREEMENT_COLUMNS.items())
    engine.execute(f"CREATE TABLE names ({declared})")
    engine.execute("INSERT INTO names VALUES (?, ?, ?, ?)", list(agreement_cells("Dallas GA PD")))
    engine.execute(
        "CREATE TABLE rows AS SELECT * FROM (VALUES "
        "(DATE '2026-03-26', DATE '2026-03-27'), (DATE '2026-03-27', DATE '2026-03-28'), "
        "(DATE '2026-03-28', DATE '2026-03-29')) AS t(day, later)"
    )
    found = engine.execute(
        f"SELECT {agreement_sql('p')} FROM rows r, names p ORDER BY r.day"
    ).fetchall()
    assert [holds for (holds,) in found] == [False, None, True]


@pytest.mark.parametrize("answer_column", ["answer", "possible"])
def test_an_audit_carries_it_beside_the_answer_and_changes_none(
    tmp_path: Path, corpus: Corpus, answer_column: str
) -> None:
    log = tmp_path / "sharing.csv"
    log.write_text(SHARING, encoding="utf-8")
    audit_logs(corpus, [log], out=tmp_path / "report")
    with (tmp_path / "report" / "findings.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["other"]: row for row in csv.DictReader(lines)}
    assert rows["Dallas GA PD"]["other_has_287g_agreement"] == "true"
    assert rows["Dallas TX PD"]["other_has_287g_agreement"] == "false"
    assert rows["Dallas PD"]["other_has_287g_agreement"] == ""
    assert rows["Dallas GA PD"]["party_has_287g_agreement"] == "false"
    # Both are agencies of other states to the law of California.
    assert rows["Dallas GA PD"][answer_column] == rows["Dallas TX PD"][answer_column]
