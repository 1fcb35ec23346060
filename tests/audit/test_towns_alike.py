"""Towns that no law tells apart are decided once: their rows say just what they say when each town is decided by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.audit import AuditOptions
from comity.audit.deciding import questions
from comity.law import Corpus
from tests.audit.reports import audited, cells_of, save_searches, save_sharing, taken_in

TOWNS = (
    "Lodi CA PD", "Galt CA PD", "Chico CA PD", "Pekin IL PD", "Joliet IL PD", "Cook County IL SO", "Chicago IL PD",
    "Waco TX PD", "Plano TX PD", "Dallas TX PD", "Bell County TX SO", "Keene NH PD", "Dover NH PD", "nobody knows",
)  # fmt: skip
DAYS = ("2017-08-28", "2023-12-31", "2024-01-01", "2026-04-02", "2027-01-01")
REASONS = ("theft", "Immigration (civil/administrative) -", "ICE", "")


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


@pytest.fixture
def logs(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "logs"
    folder.mkdir()
    pairs = [(slug(one), day, other) for one in TOWNS[:13] for day in DAYS for other in TOWNS]
    paths = [save_sharing(folder, pairs)]
    for town in TOWNS[:13]:
        lines = [(f"{day}T18:30:00Z", reason) for day in DAYS for reason in REASONS]
        paths.append(save_searches(folder, lines, f"{slug(town)}_search_audit.csv"))
    return paths


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    file = tmp_path / "signed.csv"
    file.write_text(
        "owner,recipient,signed,from,until\n"
        "Pekin IL PD,Waco TX PD,yes,2024-01-01,\n"
        "*,Plano TX PD,no,2023-12-31,2026-04-02\n"
    )
    return file


@pytest.mark.parametrize("with_declarations", [False, True])
def test_a_report_is_the_same_as_if_each_town_were_decided_by_itself(
    corpus: Corpus,
    tmp_path: Path,
    logs: list[Path],
    signed: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    with_declarations: bool,
) -> None:
    options = AuditOptions(attestations=signed if with_declarations else None)
    together = audited(corpus, tmp_path / "together", *logs, options=options)
    monkeypatch.setattr(questions, "kind_of_place", lambda _corpus, place: (place, True))
    apart = audited(corpus, tmp_path / "apart", *logs, options=options)
    assert cells_of(together.folder) == cells_of(apart.folder)
    for name in ("index.html", "needs.json", "findings.csv"):
        one, other = ((report.folder / name).read_text() for report in (together, apart))
        assert one == other, name
    assert together.remarks == apart.remarks


def test_towns_alike_share_one_question(
    corpus: Corpus, tmp_path: Path, logs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with taken_in(corpus, tmp_path / "a", *logs) as (book, findings):
        together = len(book.questions)
        told = findings.ask("SELECT DISTINCT party_place, question FROM findings")
    assert all(not text or text.startswith(f"{place} ") for place, text in told)
    monkeypatch.setattr(questions, "kind_of_place", lambda _corpus, place: (place, True))
    with taken_in(corpus, tmp_path / "b", *logs) as (book, _):
        apart = len(book.questions)
    assert together < apart / 1.3
