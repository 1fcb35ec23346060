"""Findings written with their texts as numbers hold the very texts, whatever is numbered and whatever is not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from comity.audit.deciding import numbered
from comity.law import Corpus
from tests.audit.reports import save_searches, save_sharing, taken_in


@pytest.mark.parametrize("most", [0, 3, numbered.MOST_TEXTS])
def test_the_file_holds_what_the_view_says(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(numbered, "MOST_TEXTS", most)
    searches = [("2026-02-10T06:30:00Z", "ICE"), ("2026-02-10T18:30:00Z", 'it\'s "theft"')]
    paths = [
        save_searches(tmp_path, searches, f"{name}_search_audit.csv")
        for name in ("el-paso-county-tx-so", "lodi-ca-pd", "waco-tx-pd")
    ]
    paths.append(save_searches(tmp_path, [*searches, *searches], "galt-ca-pd_search_audit.csv"))
    names = ("Dallas TX PD", "[Federal] DHS", "O'Neill's \"own\"")
    pairs = [("lodi-ca-pd", "2026-02-10", name) for name in names]
    file = tmp_path / "findings.parquet"
    with taken_in(corpus, tmp_path, save_sharing(tmp_path, pairs), *paths) as (_, findings):
        findings.write_parquet(file)
        wanted = ", ".join(f'"{one.name}"' for one in findings.columns)
        told = findings.ask(f"SELECT {wanted} FROM findings ORDER BY seq, place")
        left = {name for (name,) in findings.ask("SELECT table_name FROM duckdb_tables()")}
    with duckdb.connect() as engine:
        asked = engine.execute(f"SELECT * FROM read_parquet('{file}')")
        kinds = {str(one[1]) for one in asked.description or ()}
        found = asked.fetchall()
    assert found == told
    assert len(found) > len(names) + 8
    assert kinds == {"VARCHAR", "BIGINT", "BOOLEAN", "DATE"}
    assert not any(name.startswith("numbered_") for name in left)
