"""The main job as a whole: rows in = decided + rejected, the same files every time, and nothing that names a person."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from comity.audit import Audit, AuditAccountError, AuditOptions, Subject, audit_logs, engine
from comity.audit.containers.digest import digest_of
from comity.audit.deciding import findings as findings_module
from comity.audit.deciding.columns import Column
from comity.audit.deciding.numbered import numbered
from comity.audit.engine import Engine
from comity.audit.purpose import stated
from comity.audit.report.folder import FILES, MANIFEST, ROWS
from comity.law import Corpus
from comity.logic import Answer
from tests.audit.exports import P2, SHARING, TIME, save, save_lines
from tests.audit.reports import (
    BUNDLED,
    audited,
    cells_of,
    rows_of,
    save_searches,
    save_sharing,
)

NO_OPTIONS = {
    "agency": None,
    "dialect": None,
    "agencies": None,
    "attestations": None,
    "portal_pages": None,
    "pseudonyms": False,
    "workbook": False,
}


def told(audit: Audit) -> str:
    """What an audit came to, as text: the sentences, then rows by kind, answer and reason."""
    lines: list[str] = []
    for headline in audit.headlines:
        lines.append(headline.text)
        lines += [f"  {line.count} {line.words} - {line.means}" for line in headline.lines]
    for one in audit.tally.answers:
        said = f"{one.subject.value} {one.answer.value} {one.conduct.value}"
        lines.append(f"{said}: {one.count}, complete {one.complete}")
    for opened in audit.tally.open:
        lines.append(f"{opened.subject.value} {opened.answer.value} {opened.why}: {opened.count}")
    lines += [
        f"reservation {reason}: {rows}, settled {settled}"
        for reason, rows, settled in audit.tally.reservations
    ]
    return "\n".join(lines) + "\n"


def test_the_bundled_records_come_to_what_was_reviewed(
    bundled: Audit, golden: Callable[[str, str], None]
) -> None:
    golden("audit/bundled_summary.txt", told(bundled))


def test_the_bundled_records_are_accounted_for_in_every_file(bundled: Audit) -> None:
    counts = [one.reading.counts for one in bundled.intake.files]
    rows = rows_of(bundled.folder)
    assert len(rows) == sum(one.rows for one in counts) == bundled.tally.rows == 5_424
    assert Counter(row["file"] for row in rows) == {
        one.label: one.reading.counts.rows for one in bundled.intake.files
    }
    assert len({(row["file"], row["line"]) for row in rows}) == len(rows)
    assert sorted(path.name for path in bundled.folder.iterdir()) == sorted((*FILES, ROWS))


def test_the_csv_file_holds_what_the_parquet_file_holds(bundled: Audit) -> None:
    def shown(value: object) -> str:
        if value is None:  # not known
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)

    expected = [
        {name: shown(value) for name, value in row.items()} for row in rows_of(bundled.folder)
    ]
    assert cells_of(bundled.folder) == expected


def test_two_runs_give_the_same_files_byte_for_byte_however_rows_are_taken(
    corpus: Corpus, bundled: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once all at once, purposes read one by one; once in pieces, the first two by the rules as SQL."""
    monkeypatch.setattr(engine, "MOST_JOINED", 2_000)
    monkeypatch.setattr(stated, "FEW_ROWS", 1_500)
    again = audited(corpus, tmp_path, BUNDLED)
    tables = [path.relative_to(again.folder).as_posix() for path in (again.folder / ROWS).iterdir()]
    assert len(tables) > 20
    for name in (*FILES, *tables):
        assert (again.folder / name).read_bytes() == (bundled.folder / name).read_bytes(), name


def test_the_manifest_holds_what_repeating_needs_and_nothing_of_the_machine(
    corpus: Corpus, bundled: Audit
) -> None:
    text = (bundled.folder / MANIFEST).read_text("utf-8")
    form = json.loads(text)
    assert form["corpus"] == {"sha256": corpus.digest}
    assert form["options"] == NO_OPTIONS
    assert [(one["file"], one["sha256"]) for one in form["inputs"]] == [
        (f"flock/{path.name}", digest_of(path))
        for path in sorted(BUNDLED.iterdir())
        if path.name != "SOURCE.md"
    ]
    assert {one["file"]: one["sha256"] for one in form["outputs"]} == {
        path.relative_to(bundled.folder).as_posix(): digest_of(path)
        for path in bundled.folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    counts = form["counts"]
    assert counts["rows_and_rejects"] == counts["decided"] + counts["rejected"] == 5_424
    assert str(BUNDLED.parent) not in text
    assert str(bundled.folder) not in text


def test_every_bad_record_is_rejected_with_its_reason_and_the_rest_decided(
    corpus: Corpus, tmp_path: Path
) -> None:
    path = save_lines(
        tmp_path,
        [
            P2,
            f"id-1,Jane Doe,{TIME},449,theft",
            f"id-2,{TIME},449,theft by Jane Doe,",
            f"id-3,***,{TIME},Jane Doe,449",
            "id-4,***,Jane Doe,449,theft",
            f"id-5,***,{TIME}",
            P2,
            f"id-6,***,{TIME},449,assault on Jane Doe",
            f'id-7,Jane Doe,{TIME},449,"Jane Doe, open',
            f"id-8,***,{TIME},449,theft",
        ],
        "lodi-ca-pd_search_audit.csv",
    )
    audit = audited(corpus, tmp_path, path)
    rejects = (audit.folder / "rejects.csv").read_text("utf-8").splitlines()
    assert rejects[0] == "file,line,lines,reason,what"
    assert len(rejects) - 1 == audit.intake.rejects == 6
    assert [row["line"] for row in rows_of(audit.folder)] == [2, 8]
    for name in FILES:
        assert b"Jane Doe" not in (audit.folder / name).read_bytes(), name
    assert not any("Jane" in str(value) for row in rows_of(audit.folder) for value in row.values())
    assert "stands where column `networkCount` has numbers" in "".join(rejects)


def test_cells_that_begin_a_formula_are_guarded_and_come_back(
    corpus: Corpus, tmp_path: Path
) -> None:
    names = ["=1+1", "+1 TX PD", "-2+3", "@SUM(A1)", "'quoted", "=cmd|' /C calc'!A0", "a\tb", "－1"]
    path = save_sharing(tmp_path, [("lodi-ca-pd", "2026-02-10", name) for name in names])
    audit = audited(corpus, tmp_path, path)
    assert [row["other"] for row in rows_of(audit.folder)] == names
    assert [row["other"] for row in cells_of(audit.folder)] == names
    text = (audit.folder / "findings.csv").read_text("utf-8")
    assert ",'=1+1," in text
    for start in (",=", ",+", ",-", ",@", ',"=', ',"+', ',"-', ',"@'):
        assert start not in text


def test_a_log_that_breaks_off_or_bursts_is_told_and_the_others_are_decided(
    corpus: Corpus, tmp_path: Path
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    good = gzip.compress("".join(f"{line}\n" for line in [P2, *rows(400)]).encode(), mtime=0)
    save(logs, good, "a-ca-pd_search_audit.csv.gz")
    save(logs, good[: len(good) // 2], "lodi-ca-pd_search_audit.csv.gz")
    bomb = "".join(f"{line}\n" for line in [P2, *rows(40)]) + "x" * 60_000_000
    save(logs, gzip.compress(bomb.encode(), mtime=0), "galt-ca-pd_search_audit.csv.gz")
    audit = audited(corpus, tmp_path, logs)
    found = Counter(row["file"] for row in rows_of(audit.folder))
    assert found["logs/a-ca-pd_search_audit.csv.gz"] == 400
    assert 0 < found["logs/lodi-ca-pd_search_audit.csv.gz"] < 400
    assert "logs/galt-ca-pd_search_audit.csv.gz" not in found
    assert [one.label for one in audit.intake.not_read] == ["logs/galt-ca-pd_search_audit.csv.gz"]
    assert [line.split(": ")[1] for line in audit.broken] == [
        "unpacks to more than 200 times its packed size",
        "the gzip file ends before its own end mark; what came before it was decided",
    ]
    assert "galt" not in (audit.folder / "rejects.csv").read_text("utf-8")


def rows(count: int) -> list[str]:
    return [f"id-{n},***,{TIME},{n},theft of {n * n * 7919 % 100_003}" for n in range(count)]


def test_a_file_named_twice_is_read_once_and_this_is_said(corpus: Corpus, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    path = save_searches(logs, [(TIME, "theft")])
    audit = audited(corpus, tmp_path, logs, path)
    assert audit.tally.rows == 1
    assert audit.inputs.notes == (
        "lodi-ca-pd_search_audit.csv is the same file as logs/lodi-ca-pd_search_audit.csv and was read once",
    )


def test_two_folders_of_one_name_are_told_apart(corpus: Corpus, tmp_path: Path) -> None:
    paths = []
    for name in ("first", "second"):
        (tmp_path / name / "logs").mkdir(parents=True)
        save_searches(tmp_path / name / "logs", [(TIME, "theft")])
        paths.append(tmp_path / name / "logs")
    audit = audited(corpus, tmp_path, *paths)
    assert [one.label for one in audit.intake.files] == [
        "logs (2)/lodi-ca-pd_search_audit.csv",
        "logs/lodi-ca-pd_search_audit.csv",
    ]


def test_a_report_beside_its_logs_is_no_log_of_the_next_audit(
    corpus: Corpus, tmp_path: Path
) -> None:
    save_searches(tmp_path, [(TIME, "theft")])
    for _ in range(2):
        audit = audit_logs(corpus, [tmp_path], out=tmp_path, force=True)
        assert [one.label for one in audit.intake.files] == [
            f"{tmp_path.name}/lodi-ca-pd_search_audit.csv"
        ]
        assert audit.intake.not_read == ()


def test_an_audit_that_is_stopped_leaves_the_former_report_whole(
    corpus: Corpus, tmp_path: Path
) -> None:
    path = save_searches(tmp_path, [(TIME, "theft")])
    former = audited(corpus, tmp_path, path)
    before = {name: (former.folder / name).read_bytes() for name in FILES}

    def stop(what: str, _rows: int) -> None:
        if what == "writing the report":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        audit_logs(corpus, [path], out=former.folder, progress=stop)
    assert {name: (former.folder / name).read_bytes() for name in FILES} == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        ".report.work",
        path.name,
        "report",
    ]
    again = audit_logs(corpus, [path], out=former.folder)
    assert again.intake.taken_over == 1
    assert {name: (former.folder / name).read_bytes() for name in FILES} == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [path.name, "report"]


def test_an_agency_given_as_an_option_is_whose_law_is_asked(corpus: Corpus, tmp_path: Path) -> None:
    path = save_searches(tmp_path, [(TIME, "Immigration (civil/administrative)")], "export.csv")
    without = audit_logs(corpus, [path], out=tmp_path / "without")
    assert without.tally.of(Subject.SEARCH, Answer.UNDETERMINED).high == 1
    named = audit_logs(
        corpus, [path], out=tmp_path / "named", options=AuditOptions(agency="Lodi CA PD")
    )
    (row,) = rows_of(named.folder)
    assert (row["answer"], row["party_place"]) == ("prohibited", "us-ca-lodi")
    assert named.manifest["options"] == {**NO_OPTIONS, "agency": "Lodi CA PD"}


def test_a_dialect_file_is_named_by_its_digest(corpus: Corpus, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "dialect: own\nkind: sharing_list\nmeans: our list\n"
        "columns:\n  Owner: {field: owner_name, required: true}\n  Day: {field: as_of, required: true}\n"
        "  To: {field: recipient, required: true}\ntime: {forms: [day]}\nowner: {from: columns}\n"
    )
    path = save_lines(tmp_path, ["Owner,Day,To", "Lodi CA PD,2/10/2026,Dallas TX PD"], "list.csv")
    audit = audit_logs(
        corpus, [path], out=tmp_path / "report", options=AuditOptions(dialect=str(own))
    )
    assert audit.tally.of(Subject.SHARING, Answer.PROHIBITED).high == 1
    assert audit.manifest["options"] == {
        **NO_OPTIONS,
        "dialect": {"file": "own.yaml", "sha256": digest_of(own)},
    }


def test_a_sharing_list_without_rows_gives_a_report_that_says_so(
    corpus: Corpus, tmp_path: Path
) -> None:
    audit = audited(corpus, tmp_path, save_lines(tmp_path, [SHARING], "sharing.csv"))
    assert audit.tally.rows == 0
    assert "Read no row from 1 file" in (audit.folder / "index.html").read_text("utf-8")


def test_findings_that_were_not_all_written_are_no_report(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def fewer(engine: Engine, columns: Sequence[Column], joined: str) -> Iterator[str]:
        with numbered(engine, columns, joined) as query:
            yield f"{query} LIMIT 1"

    monkeypatch.setattr(findings_module, "numbered", fewer)
    log = save_searches(tmp_path, [("2026-02-10T06:30:00Z", "ICE"), ("2026-02-10T07:30:00Z", "x")])
    with pytest.raises(AuditAccountError, match="2 findings were counted and 1 written"):
        audited(corpus, tmp_path, log)
    assert not (tmp_path / "report").exists()
