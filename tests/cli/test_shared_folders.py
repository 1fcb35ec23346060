"""Every folder of real data: those that hold logs are audited by one command each, of the others it is known why not.

Skipped where the folders are not at hand. The table of `docs/explanation/real-logs.md` is held here.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.audit.reports import Row, rows_of
from tests.cli.door import Door

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
PAGE = (ROOT / "docs" / "explanation" / "real-logs.md").read_text(encoding="utf-8")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not at hand")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logs:
    """The rows that each log of a folder holds, and the options without which it is not known whose they are."""

    rows: dict[str, int]
    options: tuple[str, ...] = ()


WITH_LOGS = {
    "flock-eugene-or": Logs(
        rows={"EPDSearchAuditLogs.csv.gz": 4_294}, options=("--agency", "Eugene OR PD")
    ),
    "flock-portal-ca": Logs(
        rows={
            "raw/san-mateo-ca-pd_search_audit.csv": 91,
            "search_audit.csv.gz": 27_713,
            "sharing_outbound.csv.gz": 25_729,
        }
    ),
    "ice-detainers-pa": Logs(rows={"detainers.csv.gz": 23_923}),
}

WITHOUT_LOGS = {
    "287g-agreements": "lists of who has an agreement: no acts; `comity 287g --import` takes them",
    "agencies-ori": "registers of agencies",
    "federal-sanctuary-lists": "lists of places",
    "flock-formats": "a description of formats, without rows",
    "flock-names": "names of organisations, and what their policies say",
    "flock-slp-mn-published": "counts and quoted reasons of a review; its log is not public",
    "gazetteer": "counties and places",
    "immigration-reasons-published": "reasons as publications quote them",
    "news-flock-cancellations": "news items",
    "published-figures": "figures",
}
"""The other folders, and why none of their files is a log of acts."""


@needs_data
def test_of_every_folder_it_is_known_whether_it_holds_logs() -> None:
    assert {one.name for one in DATA.iterdir() if one.is_dir()} == {*WITH_LOGS, *WITHOUT_LOGS}


@needs_data
@pytest.mark.parametrize("name", sorted(WITH_LOGS))
def test_a_folder_with_logs_is_decided_to_the_last_row_by_one_command(
    name: str, comity: Door, tmp_path: Path
) -> None:
    logs = WITH_LOGS[name]
    ended = comity("audit", str(DATA / name), "--out", "report", *logs.options)
    assert ended.code == 0, ended.err
    rows, report = sum(logs.rows.values()), tmp_path / "report"
    assert f"{rows:,} in = {rows:,} decided + 0 rejected" in " ".join(ended.out.split())
    counts = json.loads((report / "manifest.json").read_text("utf-8"))["counts"]
    assert (counts["rows_and_rejects"], counts["decided"], counts["rejected"]) == (rows, rows, 0)
    assert counts["immigration_mentions"]["high"] == 0
    with (report / "rejects.csv").open(encoding="utf-8", newline="") as handle:
        assert list(csv.DictReader(handle)) == []
    found = rows_of(report)
    lines = {(row["file"].removeprefix(f"{name}/"), row["line"]) for row in found}
    assert Counter(file for file, _ in lines) == logs.rows
    assert all(row["answer"] for row in found)
    if name == "flock-portal-ca":
        _portals(found)
    if name == "ice-detainers-pa":
        _detainers(found)


@needs_data
@pytest.mark.parametrize("name", sorted(WITHOUT_LOGS))
def test_a_folder_without_logs_is_said_to_hold_none(
    name: str, comity: Door, tmp_path: Path
) -> None:
    ended = comity("audit", str(DATA / name), "--out", "report")
    assert ended.code == 2
    assert f"{name}: holds no log that can be read" in ended.err
    assert not (tmp_path / "report").exists()


def test_the_page_says_what_came_of_each_folder() -> None:
    for name, logs in WITH_LOGS.items():
        rows = sum(logs.rows.values())
        assert f"| `{name}` | {rows:,} | {rows:,} | 0 |" in PAGE
    for name, why in WITHOUT_LOGS.items():
        assert f"| `{name}` | {why} |" in PAGE


def _portals(found: list[Row]) -> None:
    """What is prohibited is sharing, by one provision; what a log does not say leaves a Californian row open."""
    prohibited = [row for row in found if row["answer"] == "prohibited"]
    assert {row["kind"] for row in prohibited} == {"sharing_list"}
    assert {row["provisions"] for row in prohibited} == {"us-ca/alpr-sharing"}
    assert {row["other_kind"] for row in prohibited} == {"tribal_agency", "private_party"}
    assert not any(row["party_place"].startswith("us-mn") for row in prohibited)
    minnesota = [row for row in found if row["party_place"].startswith("us-mn")]
    assert {row["answer"] for row in minnesota} == {"not_regulated"}
    assert not any(row["complete"] for row in minnesota)  # silence is never the last word there
    assert len(minnesota) == 882
    silent = [
        row
        for row in found
        if row["purpose"] == "unknown" and row["party_place"].startswith("us-ca")
    ]
    assert {row["answer"] for row in silent} == {"undetermined"}


def _detainers(found: list[Row]) -> None:
    """A federal prison is asked no law of a state; a hold is asked of all but the eight that only ask for notice."""
    assert Counter(row["subject"] for row in found) == {
        "hold": 23_915,
        "notice": 1_422,
        "transfer": 13_607,
    }
    federal = [row for row in found if row["why_open"] == "federal_body"]
    assert federal
    assert all(row["party_place"] == "" for row in federal)
    jails = {row["party"]: row["party_place"] for row in found if row["party_place"]}
    assert jails["BUCKS CNTY JAIL, PA"] == "us-pa-bucks-county"
    assert not any(row["party_place"] for row in found if "FCI" in row["party"])
