"""The published workbooks: every shape of header, the slips that real lists hold, and what is refused."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.places.agreements import (
    AgreementError,
    AgreementModel,
    day_of_name,
    read_workbook,
    workbook,
)
from comity.places.agreements.workbook import signed_day, state_code
from tests.places.agreements.sheets import SHAPES, write_sheet

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "287g-agreements" / "raw"


def _row(shape: str, **cells: object) -> list[object]:
    values: dict[str, object] = {
        "STATE": "GEORGIA ",
        "LAW ENFORCEMENT AGENCY": "Dallas Police Department ",
        "TYPE": "Municipality ",
        "COUNTY": "Paulding County ",
        "SUPPORT TYPE": "Task Force Model ",
        "SIGNED": date(2026, 3, 28),
        "MOA": "link",
        "ADDENDUM": "",
        **cells,
    }
    return [values[label] for label in SHAPES[shape]]


@pytest.mark.parametrize("shape", ["2021", "2025-02", "2025-03", "2025-06"])
def test_every_shape_of_header_is_read_by_its_labels(tmp_path: Path, shape: str) -> None:
    path = write_sheet(
        tmp_path / "participatingAgencies04012026am.xlsx",
        [SHAPES[shape], _row(shape), ["", "", ""]],
    )
    listing = read_workbook(path)
    (row,) = listing.rows
    assert listing.day == date(2026, 4, 1)
    assert (row.state, row.agency, row.model) == (
        "GA",
        "Dallas Police Department",
        AgreementModel.TASK_FORCE,
    )
    assert row.signed == date(2026, 3, 28)
    assert row.county == ("Paulding County" if "COUNTY" in SHAPES[shape] else "")
    assert row.sort == ("Municipality" if "TYPE" in SHAPES[shape] else "")


@pytest.mark.parametrize(
    ("file", "rows", "models"),
    [
        ("ParticipatingEntities-20250119192356.xlsx", 135, (60, 75, 0)),
        ("participatingAgencies09242025am.xlsx", 1035, (133, 381, 521)),
        ("participatingAgencies05182026am.xlsx", 1843, (182, 499, 1162)),
    ],
)
def test_a_list_as_it_was_published_is_read_row_for_row(
    file: str, rows: int, models: tuple[int, int, int]
) -> None:
    if not (PUBLISHED / file).is_file():
        pytest.skip("the published workbooks are not beside this checkout")
    listing = read_workbook(PUBLISHED / file)
    assert len(listing.rows) == rows
    assert (
        tuple(sum(one.model is model for one in listing.rows) for model in AgreementModel) == models
    )


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2025, 8, 5), date(2025, 8, 5)),
        ("2025-08-05", date(2025, 8, 5)),
        ("05/082025", date(2025, 5, 8)),
        ("8/282025", date(2025, 8, 28)),
        ("7/72025", date(2025, 7, 7)),
        ("13/402025", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_of_signing_is_read_mended_or_left_out_and_said_so(
    cell: object, day: date | None
) -> None:
    found, note = signed_day(cell)
    assert found == day
    assert bool(note) == (not isinstance(cell, date) and cell != "2025-08-05")


def test_a_slip_in_a_state_is_read_and_what_is_no_state_is_none() -> None:
    assert state_code("PENNSLYVANIA ") == "PA"
    assert state_code("UTAh") == "UT"
    assert state_code("Northern Mariana Islands") == "MP"
    assert state_code("TEXAS A&M") is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("participatingAgencies09242025am.xlsx", date(2025, 9, 24)),
        ("ParticipatingEntities-20250119192356.xlsx", date(2025, 1, 19)),
        ("participatingAgencies090022025am.xlsx", None),
        ("list.xlsx", None),
    ],
)
def test_the_day_is_that_of_the_name_if_it_says_one(name: str, day: date | None) -> None:
    assert day_of_name(name) == day


def _refused(path: Path, day: date | None = None) -> str:
    with pytest.raises(AgreementError) as caught:
        read_workbook(path, day=day)
    return "\n".join(caught.value.mistakes)


def test_a_list_of_pending_agreements_is_refused(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "participatingAgencies09222025pm.xlsx", [SHAPES["pending"], _row("pending")]
    )
    assert "pending agreements" in _refused(path)


def test_a_name_that_says_another_year_than_the_list_is_refused(tmp_path: Path) -> None:
    rows = [_row("2025-06", **{"LAW ENFORCEMENT AGENCY": f"Agency {n}"}) for n in range(4)]
    path = write_sheet(
        tmp_path / "participatingAgencies01052025pm.xlsx", [SHAPES["2025-06"], *rows]
    )
    assert "the day of the list is wrong" in _refused(path)
    assert read_workbook(path, day=date(2026, 4, 1)).day == date(2026, 4, 1)


def test_one_impossible_day_of_signing_is_left_out_and_noted(tmp_path: Path) -> None:
    late = _row("2025-06", SIGNED="5025-07-07")
    path = write_sheet(tmp_path / "participatingAgencies04012026am.xlsx", [SHAPES["2025-06"], late])
    listing = read_workbook(path)
    assert listing.rows[0].signed is None
    assert "5025-07-07" in listing.notes[0]


def test_all_mistakes_are_told_at_once_with_their_rows(tmp_path: Path) -> None:
    rows = [
        _row("2025-06", STATE="Cascadia"),
        _row("2025-06", **{"SUPPORT TYPE": "Street Model"}),
        _row("2025-06", **{"LAW ENFORCEMENT AGENCY": " "}),
    ]
    path = write_sheet(
        tmp_path / "participatingAgencies04012026am.xlsx", [SHAPES["2025-06"], *rows]
    )
    said = _refused(path)
    assert "row 2: `Cascadia` is not a state" in said
    assert "row 3: `Street Model` is not a model" in said
    assert "row 4: no agency is named" in said


def test_what_is_no_workbook_of_a_bearable_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1_000_000)
    page = tmp_path / "participatingAgencies04012026am.xlsx"
    page.write_text("<html>moved</html>", encoding="utf-8")
    assert "cannot be read as an Excel workbook" in _refused(page)
    with (
        zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("a", "w") as inside,
    ):
        inside.write(bytes(1_000_001))
    assert "unpacks to" in _refused(page)


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "AAA1"])
def test_a_cell_far_out_is_refused_before_room_is_made_for_it(tmp_path: Path, place: str) -> None:
    path = write_sheet(tmp_path / "participatingAgencies04012026am.xlsx", [SHAPES["2021"]])
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = f'<row><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert f"it has a cell {place}" in _refused(path)


def test_an_empty_sheet_and_foreign_labels_are_refused(tmp_path: Path) -> None:
    assert "lacks `STATE`" in _refused(write_sheet(tmp_path / "a.xlsx", [["Name", "Day"]]))
    assert "no agreement stands" in _refused(write_sheet(tmp_path / "b.xlsx", [SHAPES["2021"]]))


def test_a_list_without_a_day_asks_for_one(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "list.xlsx", [SHAPES["2021"], _row("2021")])
    assert "--on" in _refused(path)
    assert read_workbook(path, day=date(2026, 6, 1)).day == date(2026, 6, 1)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6), st.floats(0, 1)
)
def test_a_damaged_workbook_is_refused_or_read_and_never_a_fault(
    tmp_path: Path, changes: list[tuple[int, int]], kept: float
) -> None:
    path = write_sheet(
        tmp_path / "participatingAgencies04012026am.xlsx", [SHAPES["2025-06"], _row("2025-06")]
    )
    content = bytearray(path.read_bytes())
    for at, value in changes:
        content[at % len(content)] = value
    path.write_bytes(bytes(content[: int(len(content) * kept) if kept < 0.2 else None]))
    with suppress(AgreementError):
        assert all(row.agency and row.state for row in read_workbook(path).rows)
