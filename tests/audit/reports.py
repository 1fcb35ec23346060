"""Audits for tests: of the bundled records, of rows written on the spot, and their findings read back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from comity.audit import Audit, audit_logs
from comity.audit.columns import COLUMNS
from comity.audit.findings import Findings
from comity.audit.inputs import open_inputs
from comity.audit.intake import Intake, read_all
from comity.audit.lexicon_file import shipped_lexicon
from comity.audit.shown import unsafe_cell
from comity.law import Corpus
from tests.audit.exports import P2, SHARING, save_lines

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "examples" / "flock"
PORTALS = ROOT.parent / "shared" / "data" / "flock-portal-ca"

Row = dict[str, Any]  # Any: a row of a table, of its column's types


def sharing_line(owner: str, day: str, recipient: str) -> str:
    quoted = recipient.replace('"', '""')
    return f'{owner},{day},"{quoted}"'


def search_line(number: int, time: str, reason: str) -> str:
    return f"id-{number},***,{time},449,{reason}"


def save_sharing(
    folder: Path, lines: Sequence[tuple[str, str, str]], name: str = "sharing.csv"
) -> Path:
    return save_lines(folder, [SHARING, *(sharing_line(*line) for line in lines)], name)


def save_searches(
    folder: Path, lines: Sequence[tuple[str, str]], name: str = "lodi-ca-pd_search_audit.csv"
) -> Path:
    return save_lines(folder, [P2, *(search_line(n, *line) for n, line in enumerate(lines))], name)


def audited(corpus: Corpus, folder: Path, *paths: Path) -> Audit:
    return audit_logs(corpus, paths, out=folder / "report")


def rows_of(report: Path) -> list[Row]:
    """The findings as the Parquet file holds them."""
    names = [column.name for column in COLUMNS]
    with duckdb.connect() as engine:
        found = engine.execute("SELECT * FROM read_parquet(?)", [str(report / "findings.parquet")])
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def cells_of(report: Path) -> list[dict[str, str]]:
    """The findings as the CSV file holds them, the guards of text cells taken away."""
    text = {column.name for column in COLUMNS if column.is_text}
    with (report / "findings.csv").open(encoding="utf-8", newline="") as handle:
        return [
            {name: unsafe_cell(cell) if name in text else cell for name, cell in row.items()}
            for row in csv.DictReader(handle)
        ]


def taken_in(corpus: Corpus, work: Path, *paths: Path) -> tuple[Intake, Findings]:
    """The findings themselves, before they become a report. Close them."""
    intake = read_all(
        open_inputs(paths),
        corpus,
        lexicon=shipped_lexicon(),
        work=work,
        rejects=work / "rejects.csv",
        progress=lambda *_: None,
    )
    return intake, Findings(intake, corpus, work=work)
