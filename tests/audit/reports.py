"""Audits for tests: of the bundled records, of rows written on the spot, and their findings read back."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from comity.audit import DEFAULT_LIMITS, Audit, AuditOptions, audit_logs
from comity.audit.counting.identity import tell_acts_apart
from comity.audit.deciding.attestations import Attestations
from comity.audit.deciding.columns import COLUMNS
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.gather import gather
from comity.audit.deciding.matters import put_questions
from comity.audit.deciding.own_agencies import OwnAgencies
from comity.audit.deciding.questions import QuestionBook
from comity.audit.engine import Engine
from comity.audit.intake.inputs import open_inputs
from comity.audit.intake.taking import read_all
from comity.audit.intake.work_folder import working
from comity.audit.purpose.lexicon_file import shipped_lexicon
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


def audited(
    corpus: Corpus, folder: Path, *paths: Path, options: AuditOptions | None = None
) -> Audit:
    return audit_logs(corpus, paths, out=folder / "report", options=options)


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


@contextmanager
def taken_in(
    corpus: Corpus, folder: Path, *paths: Path, signed: Attestations | None = None
) -> Iterator[tuple[QuestionBook, Findings]]:
    """The findings themselves, before they become a report, and the questions that they answer."""
    with working(folder / ".work", fresh=True) as work:
        intake = read_all(
            open_inputs(paths),
            work,
            seal=work.seal(),
            limits=DEFAULT_LIMITS,
            progress=lambda *_: None,
        )
        engine = Engine(work.new("deciding"))
        try:
            book = QuestionBook(corpus)
            put_questions(
                engine,
                gather(engine, intake, shipped_lexicon(), lambda _: None, OwnAgencies()),
                book,
                signed or Attestations(),
            )
            tell_acts_apart(engine, intake.files)
            yield book, Findings(engine, book, corpus)
        finally:
            engine.close()
