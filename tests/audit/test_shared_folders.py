"""The folders of real logs and workbooks, each read whole by one call. Skipped where they are not at hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from comity.audit import EntryRow, LogKind, open_file, read_folder
from comity.audit.logs.dialect import Field

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not at hand")


@needs_data
def test_a_detainer_log_is_read_whole() -> None:
    folder = read_folder(DATA / "ice-detainers-pa")
    (log,) = folder.logs
    rows = [item for item in log if isinstance(item, EntryRow)]
    assert (log.kind, len(rows), log.counts.rejects) == (LogKind.DETAINER_LOG, 23_923, 0)
    days = [row.on for row in rows if row.on]
    assert (str(min(days)), str(max(days))) == ("2007-10-02", "2015-07-18")
    declined = sum(row.cells[Field.LIFT_REASON] == "Detainer Declined by LEA" for row in rows)
    assert declined == 170


@needs_data
def test_the_portal_folders_hold_these_logs_and_these_other_files() -> None:
    eugene = read_folder(DATA / "flock-eugene-or")
    assert [log.dialect.id for log in eugene.logs] == ["portal-p1"]
    portals = read_folder(DATA / "flock-portal-ca")
    assert [(log.path.name, log.dialect.id) for log in portals.logs] == [
        ("san-mateo-ca-pd_search_audit.csv", "portal-p2"),
        ("search_audit.csv.gz", "portal-merged"),
        ("sharing_outbound.csv.gz", "sharing-outbound"),
    ]
    assert [one.path.name for one in portals.unrecognised] == ["portals.csv.gz"]


@needs_data
@pytest.mark.parametrize(
    "name",
    [
        "ParticipatingEntities-20250119192356.xlsx",
        "participatingAgencies09242025am.xlsx",
        "participatingAgencies05182026am.xlsx",
        "pendingAgencies12312025am.xlsx",
    ],
)
def test_lists_of_agreements_of_every_shape_are_read_whole(name: str) -> None:
    folder = DATA / "287g-agreements"
    (log,) = open_file(folder / "raw" / name).logs
    rows = [item for item in log if isinstance(item, EntryRow)]
    assert log.dialect.id == "agreements-287g"
    assert (len(rows), log.counts.rejects) == (log.counts.rows, 0)
    assert all(row.cells[Field.AGENCY].strip() and row.cells[Field.STATE].strip() for row in rows)
    with (folder / "counts_by_snapshot.csv").open(encoding="utf-8", newline="") as handle:
        counted = {row["file"]: int(row["rows"]) for row in csv.DictReader(handle)}
    assert len(rows) == counted.get(name, 24)
