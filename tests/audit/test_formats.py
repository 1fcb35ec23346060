"""Every dialect by its sample: recognised, read whole, no person and no plate in what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.audit import (
    ABSENT,
    EntryRow,
    Item,
    LogKind,
    Reject,
    SearchRow,
    dialect_named,
    open_file,
    open_log,
    shipped_dialects,
)
from comity.audit.logs.dialect import NOT_DECIDED, Field
from comity.audit.logs.dialect_file import sample_of
from comity.audit.logs.formats import CONTAINERS, KIND_WORDS, dialect_to_json, field_means
from tests.audit.exports import save, save_lines, searches
from tools.write_samples import FOLDER, samples

A = (
    "Name, Org Name, Total Networks Searched, Total Devices Searched, Time Frame, License Plate, Reason,"
    " Case #, Filters, Search Time, Search Type"
)
FRAME = '"01/01/2025, 12:00:00 AM UTC\n01/09/2025, 05:53:48 PM UTC"'


def a_row(
    number: int,
    reason: str = "stolen vehicle",
    org: str = "Keene NH PD",
    plate: str = "ABC1234",
    time: str = "1/9/2025, 05:53:48 PM UTC",
) -> str:
    return (
        f'J. Doe,{org},{900 + number},40000,{FRAME},{plate},{reason},25-{number},,"{time}",lookup'
    )


def sample_file(name: str) -> Path:
    found = sample_of(name)
    assert found is not None, f"dialect `{name}` has no sample beside it"
    return FOLDER / found[0]


@pytest.mark.parametrize("name", [one.id for one in shipped_dialects()])
def test_every_dialect_has_a_sample_that_is_recognised_and_read_whole(name: str) -> None:
    found = open_file(sample_file(name))
    assert found.refused == ()
    for log in found.logs:
        assert log.dialect.id == name
        items = list(log)
        rows = [item for item in items if not isinstance(item, Reject)]
        rejects = [item for item in items if isinstance(item, Reject)]
        assert log.counts.rows == len(rows) > 0
        assert (
            log.counts.records == len(rows) + len(rejects) + log.counts.headers + log.counts.blank
        )
        # What is rejected of a sample is a title above its header or a number at the foot of a page.
        assert all(
            one.reason.value == "above_header" or one.excerpt.startswith("page ") for one in rejects
        )


def test_the_samples_hold_what_the_tool_writes() -> None:
    """Workbooks and PDFs carry versions of the libraries that wrote them: there, the names only."""
    made = samples()
    assert {path.name for path in FOLDER.glob("*.sample.*")} == set(made)
    for name, content in made.items():
        if name.endswith((".csv", ".pdf")):
            assert (FOLDER / name).read_bytes() == content, "run `python -m tools.write_samples`"


def test_an_export_of_2025_is_read_with_its_leading_spaces_and_cells_of_two_lines(
    tmp_path: Path,
) -> None:
    log = open_log(save_lines(tmp_path, [A, a_row(1), a_row(2, org="Lodi CA PD")]))
    one, two = searches(log)
    assert (one.line, two.line) == (2, 4)
    assert (one.searcher, one.networks, one.reason) == ("Keene NH PD", "901", "stolen vehicle")
    assert one.moment.isoformat() == "2025-01-09T17:53:48+00:00"
    assert one.search_type == "lookup"
    assert one.time_frame != ABSENT
    assert one.owner == two.owner == "Dover NH PD"


def test_an_organization_audit_without_agencies_is_that_of_its_producer(tmp_path: Path) -> None:
    lines = [A.replace(" Org Name,", ""), a_row(1).replace("Keene NH PD,", "")]
    (row,) = searches(open_log(save_lines(tmp_path, lines)))
    assert (row.searcher, row.owner) == ("Dover NH PD", ABSENT)
    (row,) = searches(open_log(save_lines(tmp_path, lines, "export.csv"), agency="Lodi CA PD"))
    assert row.searcher == "Lodi CA PD"


def test_an_agency_s_own_searches_say_nothing_of_whose_cameras_were_searched(
    tmp_path: Path,
) -> None:
    lines = [A, a_row(1), a_row(2)]
    for name, agency, owner in (
        ("keene-nh-pd.csv", None, ABSENT),
        ("export.csv", None, ABSENT),
        ("export.csv", "Keene NH PD", ABSENT),
        ("dover-nh-pd.csv", None, "Dover NH PD"),
        ("export.csv", "Dover NH PD", "Dover NH PD"),
    ):
        (row, _) = searches(open_log(save_lines(tmp_path, lines, name), agency=agency))
        assert (row.searcher, row.owner) == ("Keene NH PD", owner)


def test_the_vendor_s_file_names_say_whose_log_it_is(tmp_path: Path) -> None:
    name = "12_16_2024-1_15_2025-El_Cerrito_CA_PD-Network-Audit.csv"
    log = open_log(save_lines(tmp_path, [A, a_row(1), a_row(2, org="Lodi CA PD")], name))
    assert {row.owner for row in searches(log)} == {"El Cerrito CA PD"}
    assert any("a network audit of `El Cerrito CA PD`" in note for note in log.notes)


def test_the_day_and_the_time_of_split_sheets_are_one_moment() -> None:
    may, june = open_file(sample_file("flock-sj")).logs
    assert (may.inside, june.inside) == ("sheet May 2025", "sheet Jun 2025")
    assert searches(june)[1].moment.isoformat() == "2025-06-02T02:15:30+00:00"
    assert [row.line for row in searches(may)] == [2, 3, 4]


def test_a_printed_log_is_read_with_page_and_line() -> None:
    log = open_log(sample_file("portal-pdf"))
    rows = searches(log)
    assert [row.line for row in rows] == [1003, 1004, 1006, 2002, 2003, 2005]
    assert rows[1].reason == "welfare check on a missing person"
    assert (rows[0].networks, rows[0].time) == ("440", "03/10/2026, 04:31:52 AM UTC")


def test_workbooks_of_detainers_and_arrests_have_their_header_in_line_seven() -> None:
    for name, columns in (("ice-detainers", 65), ("ice-arrests", 25)):
        logs = open_file(sample_file(name)).logs
        assert [log.inside for log in logs] == ["sheet FY2024", "sheet FY2025"]
        assert len(logs[1].columns.labels) == columns
        for log in logs:
            rows = [item for item in log if isinstance(item, EntryRow)]
            assert rows[0].line == 8
            assert str(rows[0].on) == "2024-11-05"
    (first, *_) = (item for item in open_file(sample_file("ice-detainers")).logs[0])
    assert isinstance(first, Reject)


def test_no_person_and_no_plate_comes_out_of_a_row(tmp_path: Path) -> None:
    rows = searches(open_log(save_lines(tmp_path, [A, a_row(1), a_row(2, org="Lodi CA PD")])))
    assert not any("Doe" in repr(row) or "ABC1234" in repr(row) for row in rows)
    items: list[Item] = []
    for name in ("flock-events", "ice-detainers", "ice-arrests"):
        for log in open_file(sample_file(name)).logs:
            items += [item for item in log if isinstance(item, EntryRow)]
    assert not any("account 7" in repr(item) or "1990" in repr(item) for item in items)


def test_a_dialect_may_be_asked_for_though_another_fits(tmp_path: Path) -> None:
    lines = ["id,userId,searchDate,networkCount,reason", "1,***,2026-03-10T04:31:52Z,4,theft"]
    log = open_log(save_lines(tmp_path, lines), dialect="portal-p3")
    assert log.dialect.id == "portal-p3"
    assert any("it was asked for" in note for note in log.notes)


def test_a_folder_of_mixed_dialects_is_read_each_by_its_own(tmp_path: Path) -> None:
    names = ["flock-a", "flock-sj", "portal-pdf", "portal-p1", "sharing-outbound"]
    for name in names:
        path = sample_file(name)
        save(tmp_path, path.read_bytes(), path.name)
    from comity.audit import read_folder

    folder = read_folder(tmp_path)
    assert {log.dialect.id for log in folder.logs} == set(names)
    assert folder.unrecognised == ()


# Headers that were edited by hand.


def test_a_label_left_for_a_removed_column_is_taken_out_when_the_values_leave_no_doubt(
    tmp_path: Path,
) -> None:
    header = "ID,Name,Org Name,Total Networks Searched,Total Devices Searched,Reason,Search Time,Search Type"
    rows = [
        f'id-{n},***,Keene NH PD,{n},theft of a car,"1/9/2025, 05:53:48 PM UTC",lookup'
        for n in range(9)
    ]
    for padding in ("", ","):
        log = open_log(save_lines(tmp_path, [header, *(row + padding for row in rows)]))
        found = searches(log)
        assert len(found) == 9
        assert {row.reason for row in found} == {"theft of a car"}
        assert {row.devices for row in found} == {ABSENT}
        assert any("`Total Devices Searched` is left in the header" in note for note in log.notes)


def test_where_two_labels_may_be_the_one_that_was_left_nothing_is_guessed(tmp_path: Path) -> None:
    header = "Name,Org Name,Total Networks Searched,Reason,Case #,Search Time"
    rows = [f'***,Keene NH PD,{n},25-0{n},"1/9/2025, 05:53:48 PM UTC"' for n in range(10, 19)]
    log = open_log(save_lines(tmp_path, [header, *rows]))
    found = searches(log)
    if found:  # a case number under `Reason` would be read as a reason
        assert all(row.reason is ABSENT for row in found)
    assert any("left in the header" in note for note in log.notes)


def test_a_user_may_say_which_label_was_left(tmp_path: Path) -> None:
    own = (FOLDER / "flock-a.yaml").read_text("utf-8").replace("dialect: flock-a", "dialect: own")
    file = save(tmp_path, own + "orphans: [License Plate]\n", "own.yaml")
    row = a_row(1).replace("ABC1234,", "")
    log = open_log(save_lines(tmp_path, [A, row]), dialect=str(file))
    assert searches(log)[0].reason == "stolen vehicle"


def test_a_blanked_label_may_be_named_by_its_place(tmp_path: Path) -> None:
    own = (FOLDER / "flock-a.yaml").read_text("utf-8").replace("  Reason:", "  column 7:")
    file = save(tmp_path, own.replace("dialect: flock-a", "dialect: own"), "own.yaml")
    header = A.replace(" Reason", "")
    assert searches(open_log(save_lines(tmp_path, [header, a_row(1)])))[0].reason is ABSENT
    log = open_log(save_lines(tmp_path, [header, a_row(1)]), dialect=str(file))
    assert searches(log)[0].reason == "stolen vehicle"


def test_a_file_without_a_header_is_read_by_places(tmp_path: Path) -> None:
    own = """
dialect: own
kind: search_audit
means: a log without a header
header: none
columns:
  column 1: {field: time, required: true}
  column 3: {field: reason}
time: {forms: [iso], zone: UTC}
searcher: {from: file}
owner: {unstated: not said}
"""
    file = save(tmp_path, own, "own.yaml")
    log = open_log(
        save_lines(tmp_path, ["2026-03-10 04:31:52,x,theft", "2026-03-11 04:31:52,x,x"]),
        dialect=str(file),
    )
    assert [row.line for row in searches(log)] == [1, 2]
    assert (log.counts.headers, log.counts.rows) == (0, 2)


def test_stacked_exports_with_other_columns_are_read_under_their_own_headers(
    tmp_path: Path,
) -> None:
    b = "ID," + A.replace(" Total Devices Searched,", "") + ",Text Prompt,Moderation"
    second = "id-9," + a_row(2).replace("40000,", "") + ",,allow"
    log = open_log(save_lines(tmp_path, ["Network audit", "", A, a_row(1), b, second, A, a_row(3)]))
    rows = searches(log)
    assert [row.id for row in rows] == [ABSENT, "id-9", ABSENT]
    assert [row.moderation for row in rows] == [ABSENT, "allow", ABSENT]
    assert (log.counts.headers, log.counts.rejects, log.counts.blank) == (3, 1, 1)


def test_an_export_stacked_without_a_header_is_noticed(tmp_path: Path) -> None:
    stacked = [f"id-{n}," + a_row(n) for n in range(30)]
    log = open_log(save_lines(tmp_path, [A, a_row(1), *stacked]))
    assert len(searches(log)) == 1
    assert log.counts.rejects == 30
    assert any("from line 4 on no record fits the header (30 rejected)" in n for n in log.notes)


def test_a_name_that_speaks_of_another_month_is_noticed(tmp_path: Path) -> None:
    for name, wrong in (
        ("2_1_2025-2_28_2025-Dover_NH_PD-Audit.csv", True),
        ("dover-nh-pd_2024-03.csv", True),
        ("Dover March 2024.csv", True),
        ("12_16_2024-1_15_2025-Dover_NH_PD-Audit.csv", False),
        ("dover-nh-pd_202501.csv", False),
    ):
        log = open_log(save_lines(tmp_path, [A, a_row(1)], name))
        list(log)
        assert any("the name is not used" in note for note in log.notes) == wrong, name


def test_rows_of_another_year_are_noticed_and_read_as_printed(tmp_path: Path) -> None:
    late = a_row(0, time="1/9/2035, 05:53:48 PM UTC")
    log = open_log(save_lines(tmp_path, [A, *(a_row(n) for n in range(200)), late]))
    assert len(searches(log)) == 201
    assert any("1 rows lie a year or more from all others (2035-01-09)" in n for n in log.notes)


def test_impossible_years_and_days_are_rejected(tmp_path: Path) -> None:
    times = [
        "1/9/0001, 05:53:48 PM UTC",
        "12/31/9999, 11:59:59 PM UTC",
        "2/30/2025, 01:00:00 AM UTC",
    ]
    log = open_log(save_lines(tmp_path, [A, *(a_row(1, time=time) for time in times), a_row(2)]))
    assert len(searches(log)) == 1
    assert log.counts.rejects == 3


# What a door prints.


def test_every_field_and_kind_has_its_words() -> None:
    assert all(field_means(field) for field in Field)
    assert set(KIND_WORDS) == set(LogKind)
    assert set(NOT_DECIDED) < set(LogKind)
    assert len(CONTAINERS) == 7


def test_a_dialect_is_told_as_plain_facts() -> None:
    form = dialect_to_json(dialect_named("flock-a"))
    assert form["decided"] is True
    columns = form["columns"]
    assert isinstance(columns, list)
    assert {one["label"] for one in columns if one["person_or_plate"]} == {"Name", "License Plate"}
    assert isinstance(searches(open_log(sample_file("flock-a")))[0], SearchRow)
