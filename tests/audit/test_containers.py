"""What logs come in: every container gives the same rows, numbered as the original is."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from comity.audit import Limits, LogRefusedError, Refusal, SearchRow, open_file, open_log
from comity.audit.intake.inputs import AuditInputError, open_inputs
from tests.audit.books import archive, parquet, workbook
from tests.audit.exports import P2, TIME, p2_row, read, save, save_lines, searches
from tests.audit.test_formats import A, a_row
from tools.small_pdf import Page, pdf_of

HEADER = P2.split(",")
ROWS = [p2_row(n, reason).split(",") for n, reason in enumerate(("theft", "ICE", "*** ", "", "x"))]
NAME = "dover-nh-pd_search_audit"


def plain(rows: list[SearchRow]) -> list[tuple[object, ...]]:
    return [(row.searcher, row.moment, row.id, row.networks, row.reason) for row in rows]


@pytest.fixture
def expected(tmp_path: Path) -> list[tuple[object, ...]]:
    folder = tmp_path / "plain"
    folder.mkdir()
    return plain(searches(open_log(save_lines(folder, [P2, *map(",".join, ROWS)]))))


def _csv() -> bytes:
    return "".join(f"{','.join(row)}\r\n" for row in [HEADER, *ROWS]).encode()


def _json() -> bytes:
    return "".join(json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in ROWS).encode()


MADE: dict[str, tuple[Callable[[], bytes], int]] = {
    ".csv": (_csv, 2),
    ".csv.gz": (lambda: gzip.compress(_csv()), 2),
    ".jsonl": (_json, 1),
    ".jsonl.gz": (lambda: gzip.compress(_json()), 1),
    ".json": (lambda: json.dumps([json.loads(line) for line in _json().splitlines()]).encode(), 1),
    ".json.gz": (
        lambda: gzip.compress(
            json.dumps([json.loads(line) for line in _json().splitlines()]).encode()
        ),
        1,
    ),
    "-pretty.json": (
        lambda: json.dumps([json.loads(line) for line in _json().splitlines()], indent=2).encode(),
        1,
    ),
    ".zip": (lambda: archive({f"{NAME}.csv": _csv()}), 2),
    ".xlsx": (lambda: workbook({"Sheet1": [HEADER, *ROWS]}), 2),
    "-utf16.csv": (lambda: _csv().decode().encode("utf-16"), 2),
}


@pytest.mark.parametrize("ending", MADE)
def test_every_container_gives_the_same_rows(
    tmp_path: Path, ending: str, expected: list[tuple[object, ...]]
) -> None:
    make, first = MADE[ending]
    path = save(tmp_path, make(), NAME + ending)
    log = open_log(path)
    rows = searches(log)
    assert plain(rows) == expected
    assert [row.line for row in rows] == list(range(first, first + len(rows)))
    assert log.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    counts = log.counts
    assert counts.records == counts.rows + counts.rejects + counts.headers + counts.blank


def test_parquet_gives_the_same_rows_whatever_the_types_of_its_columns(
    tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    source = save(tmp_path, _csv(), "source.csv")
    select = (
        'SELECT id, "userId", strptime("searchDate", \'%Y-%m-%dT%H:%M:%S.%gZ\') AS "searchDate", '
        f'"networkCount"::INT AS "networkCount", reason FROM read_csv(\'{source}\', all_varchar = true)'
    )
    rows = searches(open_log(parquet(tmp_path / f"{NAME}.parquet", select)))
    told = [(*row[:4], row[4] or "") for row in plain(rows)]
    assert told == expected
    assert [row.line for row in rows] == [1, 2, 3, 4, 5]


def test_cells_of_a_workbook_are_read_as_an_export_prints_them(tmp_path: Path) -> None:
    import io

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Log")
        day = book.add_format({"num_format": "m/d/yy h:mm"})
        page.write_row(
            0, 0, [" Org Name", "Total Networks Searched", "Reason", "Search Time", "Case #"]
        )
        page.write_row(3, 0, ["Keene NH PD", 449, "theft"])  # two empty rows stand above
        page.write_datetime(3, 3, datetime(2025, 1, 9, 17, 53, 48, 120_000), day)  # noqa: DTZ001
        page.write_number(3, 4, 250001.5)
    log = open_log(save(tmp_path, out.getvalue(), f"{NAME}.xlsx"))
    (row,) = searches(log)
    assert (row.line, row.networks, row.case_number) == (4, "449", "250001.5")
    assert row.moment.isoformat() == "2025-01-09T17:53:48.120000+00:00"
    assert log.counts.blank == 2


def test_every_sheet_of_a_workbook_is_said(tmp_path: Path) -> None:
    sheets = {
        "Cover": [["Released under a request", "see the letter"]],
        "Jan": [["Search audit"], HEADER, *ROWS[:2]],
        "Empty": [],
        "Hidden": [HEADER, *ROWS[2:]],
    }
    found = open_file(save(tmp_path, workbook(sheets, hidden=["Hidden"]), f"{NAME}.xlsx"))
    assert [log.inside for log in found.logs] == ["sheet Jan", "sheet Hidden"]
    assert {inside: error.refusal for inside, error in found.refused} == {
        "sheet Cover": Refusal.UNKNOWN_HEADER,
        "sheet Empty": Refusal.EMPTY,
    }
    january, hidden = found.logs
    assert [row.line for row in searches(january)] == [3, 4]
    assert any("this sheet is hidden" in note for note in hidden.notes)
    inputs = open_inputs([found.path])
    assert [one.label for one in inputs.logs] == [
        f"{NAME}.xlsx [sheet Jan]",
        f"{NAME}.xlsx [sheet Hidden]",
    ]
    assert [one.label for one in inputs.not_read] == [
        f"{NAME}.xlsx [sheet Cover]",
        f"{NAME}.xlsx [sheet Empty]",
    ]


def test_one_log_of_several_must_be_named(tmp_path: Path) -> None:
    path = save(tmp_path, workbook({"a": [HEADER, *ROWS], "b": [HEADER, *ROWS]}), "two.xlsx")
    with pytest.raises(LogRefusedError) as caught:
        open_log(path)
    assert caught.value.refusal is Refusal.SEVERAL_TABLES


def test_members_of_an_archive_are_read_each_as_what_it_is(tmp_path: Path) -> None:
    members = {
        "june/dover-nh-pd_search_audit.csv": _csv(),
        "june/keene-nh-pd.xlsx": workbook({"S": [HEADER, *ROWS]}),
        "../../readme.txt": b"nothing\n",
        "inner.zip": archive({"a.csv": _csv()}),
        "packed.csv.gz": gzip.compress(_csv()),
        "__MACOSX/june/x": b"y",
    }
    found = open_file(save(tmp_path, archive(members), "release.zip"))
    assert [(log.inside, log.agency and log.agency.name) for log in found.logs] == [
        ("june/dover-nh-pd_search_audit.csv", "Dover NH PD"),
        ("june/keene-nh-pd.xlsx, sheet S", "Keene NH PD"),
    ]
    assert [len(searches(log)) for log in found.logs] == [5, 5]
    refused = {inside: error.refusal for inside, error in found.refused}
    assert refused == {
        "../../readme.txt": Refusal.UNKNOWN_HEADER,
        "inner.zip": Refusal.NESTED,
        "packed.csv.gz": Refusal.NESTED,
    }
    assert not any("comity-unpacked" in str(error) for _, error in found.refused)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two_logs(tmp_path: Path) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.csv", _csv())
        packed.writestr("a.csv", _csv())
    inputs = open_inputs([save(tmp_path, out.getvalue(), "release.zip")])
    assert [one.label for one in inputs.logs] == ["release.zip [a.csv]", "release.zip [a.csv (2)]"]


def test_json_objects_that_lack_a_key_lack_the_column(tmp_path: Path) -> None:
    base = {"id": "1", "userId": "***", "searchDate": TIME, "networkCount": 4}
    lines = [
        json.dumps(base | {"reason": "theft"}),
        json.dumps(base | {"reason": ""}),
        json.dumps(base),
        json.dumps(base | {"reason": None}),
        "not json",
        json.dumps([1]),
        json.dumps({"id": "1"}),
    ]
    log = open_log(save_lines(tmp_path, lines, f"{NAME}.jsonl"))
    from comity.audit import ABSENT

    assert [row.reason for row in searches(log)] == ["theft", "", ABSENT, ""]
    reasons = {reason.value: n for reason, n in log.counts.rejects_by_reason.items()}
    assert reasons["not_an_object"] == 2
    assert log.counts.rejects >= 3


# Printed tables.


def ruled(rows: list[list[str]], *, rules: bool = True) -> Page:
    texts = [
        (40 + 130 * at, 700 - 20 * line, cell)
        for line, row in enumerate(rows)
        for at, cell in enumerate(row)
    ]
    lines = [(30, 715 - 20 * n, 690, 715 - 20 * n) for n in range(len(rows) + 1)]
    lines += [
        (30 + 130 * n, 715, 30 + 130 * n, 715 - 20 * len(rows)) for n in range(len(rows[0]) + 1)
    ]
    return Page(texts=texts, rules=lines if rules else (), size=6)


def test_a_table_with_rules_is_read_by_its_rules(tmp_path: Path) -> None:
    header = ["ID", "userID", "networkCount", "Search Time"]
    rows = [[f"id-{n}", "***", str(n), "1/9/2025, 05:53:48 PM UTC"] for n in range(3)]
    page = ruled([header, *rows])
    log = open_log(save(tmp_path, pdf_of([page, ruled([header, rows[0]])]), f"{NAME}.pdf"))
    found = searches(log)
    assert [(row.line, row.id, row.networks) for row in found] == [
        (1002, "id-0", "0"),
        (1003, "id-1", "1"),
        (1004, "id-2", "2"),
        (2002, "id-0", "0"),
    ]
    assert log.counts.headers == 2


def test_a_pdf_of_pictures_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(LogRefusedError) as caught:
        open_log(save(tmp_path, pdf_of([Page(picture=True)] * 2), "scan.pdf"))
    assert caught.value.refusal is Refusal.IMAGES_ONLY
    assert "holds 2 pages and every one is an image" in str(caught.value)


def test_a_page_that_is_a_picture_is_a_reject_of_its_own(tmp_path: Path) -> None:
    header = ["ID", "userID", "networkCount", "Search Time"]
    page = ruled([header, ["id-1", "***", "4", "1/9/2025, 05:53:48 PM UTC"]])
    log = open_log(save(tmp_path, pdf_of([page, Page(picture=True)]), f"{NAME}.pdf"))
    assert len(searches(log)) == 1
    assert {reason.value for reason in log.counts.rejects_by_reason} == {"image"}


# What changes, and what is refused.


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".zip"])
def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path: Path, ending: str) -> None:
    path = save(tmp_path, MADE[ending][0](), NAME + ending)
    log = open_log(path)
    items = iter(log)
    next(items)
    with path.open("ab") as handle:
        handle.write(b"more\n")
    with pytest.raises(LogRefusedError) as caught:
        list(items)
    assert caught.value.refusal is Refusal.CHANGED
    path.unlink()
    with pytest.raises(LogRefusedError) as caught:
        read(log)
    assert caught.value.refusal is Refusal.CHANGED


def test_logs_that_hold_no_acts_are_named_and_not_decided(tmp_path: Path) -> None:
    events = "Timestamp,User,Event Type,Entity Type,Entity Details\n2025-07-01T15:04:05Z,a,create,role,x\n"
    path = save(tmp_path, events, "events.csv")
    with pytest.raises(AuditInputError) as caught:
        open_inputs([path])
    assert "is an event log" in str(caught.value)
    save_lines(tmp_path, [A, a_row(1)])
    inputs = open_inputs([tmp_path])
    assert [one.error.refusal for one in inputs.not_read] == [Refusal.NOT_DECIDED]
    assert len(inputs.logs) == 1


def test_a_silent_process_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.audit.containers import isolated

    sleeper = tmp_path / "child.py"
    sleeper.write_text("import signal, time\nsignal.alarm(1)\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(isolated, "_CHILD", sleeper)
    with pytest.raises(LogRefusedError) as caught:
        open_log(
            save(tmp_path, MADE[".xlsx"][0](), "book.xlsx"), limits=Limits(max_child_seconds=1)
        )
    assert caught.value.refusal is Refusal.STALLED
