"""One file as a log, and a folder of them: whose it is, which dialect, and what is said about both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.audit import (
    ABSENT,
    AgencySource,
    Limits,
    LogKind,
    LogNotReadError,
    LogRefusedError,
    Refusal,
    open_log,
    read_folder,
)
from tests.audit.exports import (
    P2,
    P3,
    SHARING,
    TIME,
    p2_row,
    read,
    save,
    save_gzip,
    save_lines,
    searches,
)


def test_a_log_says_what_it_is_and_why(tmp_path: Path) -> None:
    log = open_log(save_gzip(tmp_path, f"{P2}\n{p2_row(1)}\n"))
    assert log.kind is LogKind.SEARCH_AUDIT
    assert log.dialect.id == "portal-p2"
    assert log.notes == (
        "read as utf-8, from gzip",
        "dialect `portal-p2` (a transparency portal's search audit, shape of 2026, with a reason): "
        "the header has `id`, `searchDate`, `networkCount`, `reason`",
        "agency `Dover NH PD`: read from the file's name (`dover-nh-pd`)",
    )


def test_what_only_reading_can_tell_is_not_told_before(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2, p2_row(1)]))
    for ask in ("reading", "counts", "sha256", "damage"):
        with pytest.raises(LogNotReadError, match="read the log to its end first"):
            getattr(log, ask)
    next(iter(log))
    with pytest.raises(LogNotReadError):
        _ = log.counts
    read(log)
    assert log.counts.rows == 1


def test_the_agency_given_as_an_option_goes_before_the_name_of_the_file(tmp_path: Path) -> None:
    path = save_lines(tmp_path, [P2, p2_row(1)])
    (row,) = searches(open_log(path, agency="Keene NH PD"))
    assert (row.searcher, row.searcher_slug) == ("Keene NH PD", ABSENT)
    (row,) = searches(open_log(path, agency="keene-nh-pd"))
    assert (row.searcher, row.searcher_slug) == ("Keene NH PD", "keene-nh-pd")


def test_the_folder_may_name_the_agency(tmp_path: Path) -> None:
    folder = tmp_path / "dover-nh-pd"
    folder.mkdir()
    log = open_log(save_lines(folder, [P2, p2_row(1)], "2026-03-10.csv"))
    assert log.agency is not None
    assert log.agency.source is AgencySource.FOLDER_NAME


def test_an_agency_that_nothing_names_is_absent_and_said_to_be(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2, p2_row(1)], "export.csv"))
    (row,) = searches(log)
    assert row.searcher is ABSENT
    assert log.notes[-1].startswith("no agency: neither the file's name")


def test_an_option_for_a_file_that_names_its_agencies_is_said_to_be_unused(tmp_path: Path) -> None:
    path = save_lines(tmp_path, [SHARING, "a-ca-pd,2026-04-26,Cal Fire"], "sharing.csv")
    assert open_log(path, agency="Keene NH PD").notes[-1] == (
        "the file names the agency of each row itself; the agency given as an option is not used"
    )


def test_a_dialect_that_is_asked_for_is_used(tmp_path: Path) -> None:
    path = save_lines(tmp_path, [P2, p2_row(1)])
    log = open_log(path, dialect="portal-p3")
    assert log.dialect.id == "portal-p3"
    assert log.notes[1].endswith("it was asked for")
    with pytest.raises(LogRefusedError) as caught:
        open_log(path, dialect="portal-p1")
    assert caught.value.refusal is Refusal.MISSING_COLUMN
    assert "`cameraCount`" in str(caught.value)


def test_a_dialect_file_of_ones_own_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "dialect: own\nkind: search_audit\nmeans: our export\n"
        "columns:\n  When: {field: time, required: true}\n  Why: {field: reason, required: true}\n"
        "time: {forms: [us_12_hour], zone: America/Chicago}\n"
        "searcher: {from: file}\nowner: {unstated: not said}\n"
    )
    path = save_lines(tmp_path, ["When,Why", '"1/9/2025, 05:53:48 PM",theft'])
    (row,) = searches(open_log(path, dialect=str(own)))
    assert row.moment.isoformat() == "2025-01-09T23:53:48+00:00"
    assert row.id is ABSENT


def test_a_title_above_the_header_is_passed_over_but_not_lost(tmp_path: Path) -> None:
    path = save_lines(tmp_path, ["Audit", "", P2, p2_row(1)])
    log = open_log(path)
    assert len(searches(log)) == 1
    assert (log.counts.rejects, log.counts.blank) == (1, 1)
    with pytest.raises(LogRefusedError):
        open_log(path, limits=Limits(header_records=2))


def test_a_header_and_no_row_is_an_empty_log_and_no_error(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2]))
    assert read(log) == []
    assert (log.counts.records, log.counts.headers) == (1, 1)


def test_a_folder_gives_its_logs_and_names_everything_else(tmp_path: Path) -> None:
    below = tmp_path / "keene-nh-pd"
    below.mkdir()
    save_lines(tmp_path, [P2, p2_row(1)])
    save_lines(below, [P3, f"id-1,***,{TIME},2,,,"], "audit.csv")
    save_lines(below, [SHARING, "a-ca-pd,2026-04-26,Cal Fire"], "sharing.csv")
    save_lines(tmp_path, ["a,b", "1,2"], "portals.csv")
    save(tmp_path, b"", "empty.csv")
    for name in ("SOURCE.md", "LICENSE", "Readme.txt", ".hidden.csv"):
        save(tmp_path, b"words", name)
    (tmp_path / "linked").symlink_to(below)
    folder = read_folder(tmp_path)
    assert [log.path.relative_to(tmp_path).as_posix() for log in folder.logs] == [
        "dover-nh-pd_search_audit.csv",
        "keene-nh-pd/audit.csv",
        "keene-nh-pd/sharing.csv",
    ]
    assert [(one.path.name, one.error.refusal) for one in folder.unrecognised] == [
        ("empty.csv", Refusal.EMPTY),
        ("portals.csv", Refusal.UNKNOWN_HEADER),
    ]
    assert [path.name for path in folder.documentation] == ["LICENSE", "Readme.txt", "SOURCE.md"]
    assert "SOURCE.md: passed over as documentation" in folder.notes
    assert "portals.csv: not read as a log" in folder.notes


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    listed = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder == locked:
            raise PermissionError
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)  # a test run by root may list everything
    (one,) = read_folder(tmp_path).unrecognised
    assert (one.path, one.error.refusal) == (locked, Refusal.UNREADABLE)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    path = save_lines(tmp_path, [P2])
    with pytest.raises(LogRefusedError, match="is no folder"):
        read_folder(path)
    with pytest.raises(LogRefusedError, match="is no folder"):
        read_folder(tmp_path / "nowhere")
