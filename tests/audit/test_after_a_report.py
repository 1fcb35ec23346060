"""What is made of a report afterwards: a records request, a comparison, a workbook; and tables of questions."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from comity.audit import (
    Audit,
    AuditOptions,
    ReportDiffError,
    RequestError,
    compare_reports,
    requests_of,
    write_changed_rows,
)
from comity.audit.containers.digest import digest_of
from comity.audit.report.folder import MANIFEST
from comity.decide import BatchError, decide_rows
from comity.law import Corpus
from tests.audit.exports import TIME
from tests.audit.reports import audited, cells_of, rows_of, save_searches, save_sharing

NAMES = (
    "=1+1",
    "+1 TX PD",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "https://example.org/",
    "12345",
)


@pytest.fixture(scope="module")
def report(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    folder = tmp_path_factory.mktemp("after")
    path = save_sharing(folder, [("lodi-ca-pd", "2026-02-10", name) for name in NAMES])
    searches = save_searches(folder, [(TIME, "investigation"), (TIME, "theft")])
    return audited(corpus, folder, path, searches, options=AuditOptions(workbook=True))


def test_the_workbook_holds_texts_and_numbers_and_nothing_that_runs(report: Audit) -> None:
    file = report.folder / "findings.xlsx"
    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["About", "Findings"]
    header, *rows = book.get_sheet_by_name("Findings").to_python()
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["line"] for row in found] == [row["line"] for row in rows_of(report.folder)]
    assert [row["other"] or "" for row in found] == [row["other"] for row in rows_of(report.folder)]
    assert all(isinstance(cell, str | float | bool) for row in rows for cell in row)
    with zipfile.ZipFile(file) as packed:
        for part in packed.namelist():
            content = packed.read(part)
            assert b"<f>" not in content, part
            assert b"<hyperlink " not in content.lower(), part


def test_the_workbook_is_the_same_byte_for_byte(
    corpus: Corpus, report: Audit, tmp_path: Path
) -> None:
    path = save_sharing(tmp_path, [("lodi-ca-pd", "2026-02-10", name) for name in NAMES])
    searches = save_searches(tmp_path, [(TIME, "investigation"), (TIME, "theft")])
    again = audited(corpus, tmp_path, path, searches, options=AuditOptions(workbook=True))
    assert (again.folder / "findings.xlsx").read_bytes() == (
        report.folder / "findings.xlsx"
    ).read_bytes()


def test_a_letter_asks_for_what_the_open_rows_lack_and_for_no_name(
    corpus: Corpus, report: Audit
) -> None:
    (letter,) = requests_of(report.folder, corpus)
    text = " ".join(letter.text.split())
    assert letter.party == "Lodi CA PD"
    assert "the public records law of California" in text
    assert (
        "On searches of plate-reader data that your agency made, from 2026-03-09 to 2026-03-09"
        in text
    )
    assert "What is the act for?" in text
    assert "for each of 1 acts" in text
    assert "I do not ask for names of persons or for licence plates" in text
    assert requests_of(report.folder, corpus, agency="  lodi ca pd ") == (letter,)
    with pytest.raises(RequestError, match="`Galt CA PD` is no agency of the report"):
        requests_of(report.folder, corpus, agency="Galt CA PD")


def test_what_is_no_report_gives_no_letter(corpus: Corpus, tmp_path: Path, report: Audit) -> None:
    with pytest.raises(RequestError, match="is no report"):
        requests_of(tmp_path, corpus)
    settled = audited(corpus, tmp_path, save_searches(tmp_path, [(TIME, "theft")]))
    with pytest.raises(RequestError, match="lacks no fact"):
        requests_of(settled.folder, corpus)


def test_a_report_and_itself_differ_in_nothing(report: Audit) -> None:
    found = compare_reports(report.folder, report.folder)
    assert not found
    assert (found.same, found.only_before, found.only_after) == (len(cells_of(report.folder)), 0, 0)


def test_what_changed_between_two_reports_is_told_row_by_row(
    corpus: Corpus, tmp_path: Path
) -> None:
    reports = []
    for name, reason in (("one", "investigation"), ("two", "theft")):
        (tmp_path / name).mkdir()
        path = save_searches(
            tmp_path / name, [(TIME, "theft"), (TIME, "robbery"), ("2026-03-11T04:31:52Z", reason)]
        )
        if name == "one":
            text = path.read_text().replace(
                "id-2,***,2026-03-11T04:31:52Z,449,investigation",
                "id-2,***,2026-03-11T04:31:52Z,449,ICE",
            )
            path.write_text(text)
        agency = "Lodi CA PD" if name == "one" else "Dallas TX PD"
        reports.append(audited(corpus, tmp_path / name, path, options=AuditOptions(agency=agency)))
    found = compare_reports(reports[0].folder, reports[1].folder)
    assert found
    assert [what for _, what in found.inputs] == ["its bytes changed"]
    assert [name for name, _, _ in found.options] == ["agency"]
    assert found.law is None
    assert (found.only_before, found.only_after) == (3, 3), (
        "other bytes and another agency: other rows"
    )
    target = tmp_path / "changed.csv"
    write_changed_rows(reports[0].folder, reports[1].folder, target)
    assert len(target.read_text().splitlines()) == 1 + 6


def test_a_row_that_comes_out_otherwise_is_named(report: Audit, tmp_path: Path) -> None:
    """The same rows under another corpus: the answer of one is changed by hand in a copy, its digest and count too."""
    copy = tmp_path / "copy"
    shutil.copytree(report.folder, copy)
    (copy / "findings.parquet").unlink()
    duckdb.execute(
        f"COPY (SELECT * REPLACE (CASE WHEN subject = 'search' AND answer = 'not_regulated' THEN 'prohibited' "
        f"ELSE answer END AS answer) FROM read_parquet('{report.folder / 'findings.parquet'}')) "
        f"TO '{copy / 'findings.parquet'}'"
    )
    form = json.loads((copy / MANIFEST).read_text())
    (signed,) = (one for one in form["outputs"] if one["file"] == "findings.parquet")
    signed["sha256"] = digest_of(copy / "findings.parquet")
    (counted,) = (
        one
        for one in form["counts"]["by_subject_and_answer"]
        if (one["subject"], one["answer"]) == ("search", "not_regulated")
    )
    counted["answer"] = "prohibited"
    (copy / MANIFEST).write_text(json.dumps(form))
    (change,) = compare_reports(report.folder, copy).rows
    assert (change.subject, change.before, change.after, change.rows) == (
        "search",
        "not_regulated",
        "prohibited",
        1,
    )
    assert change.examples == ("lodi-ca-pd_search_audit.csv:3",)


def test_reports_of_an_older_program_are_not_compared(report: Audit, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({"format": "comity audit report 1"}))
    with pytest.raises(ReportDiffError, match="older program"):
        compare_reports(tmp_path, report.folder)
    with pytest.raises(ReportDiffError, match="is not there"):
        compare_reports(report.folder, tmp_path / "none")


# Tables of questions.


def test_a_table_is_decided_by_row_number_and_each_bad_row_costs_only_itself(
    corpus: Corpus,
) -> None:
    table = (
        "place,action,on,actor,purpose\n"
        "us-ca-lodi,query_alpr,2026-03-09,city_police,civil_immigration\n"
        "us-ca-lodi,query_alpr,2026-03-09,city_police,\n"
        "Ottoline Vanterpool,query_alpr,2026-03-09,,\n"
        "us-ca-lodi,query_alpr,yesterday,,\n"
        "us-ca-lodi,query_alpr\n"
    )
    found = list(decide_rows(corpus, io.StringIO(table)))
    assert [one.row for one in found] == [1, 2, 3, 4, 5]
    answers = [one.determination.answer.value if one.determination else "" for one in found]
    assert answers == ["prohibited", "undetermined", "", "", ""]
    assert all(one.mistakes for one in found[2:])
    assert "Vanterpool" not in str([one.mistakes for one in found])


@pytest.mark.parametrize(
    "column",
    ["Name", "last_name", "LastName", "Inmate", "DOB", "date of birth", "A-Number", "ssn", "license plate", "Officer Badge", "home address", "Booking #", "userId", "phone"],
)  # fmt: skip
def test_a_column_that_tells_who_a_person_is_is_refused_before_any_row(
    corpus: Corpus, column: str
) -> None:
    table = io.StringIO()
    csv.writer(table).writerows(
        [["place", "action", "on", column], ["us-ca-lodi", "query_alpr", "2026-03-09", "x"]]
    )
    table.seek(0)
    with pytest.raises(BatchError, match="may tell who a person is"):
        decide_rows(corpus, table)


def test_no_word_of_the_vocabulary_is_taken_for_a_person(corpus: Corpus) -> None:
    header = ["place", "action", "on", *list(corpus.vocabulary.words)[:380]]
    assert list(decide_rows(corpus, io.StringIO(",".join(header) + "\n"))) == []
    with pytest.raises(BatchError, match="column `purpse` is no fact: did you mean `purpose`"):
        decide_rows(corpus, io.StringIO("place,action,on,purpse\n"))
    with pytest.raises(BatchError, match="the column `on` is missing"):
        decide_rows(corpus, io.StringIO("place,action\n"))
