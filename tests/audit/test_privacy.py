"""Names, plates and reasons are planted in logs, and must be in no file of a report unless the user asked for marks."""

from __future__ import annotations

import hashlib
import hmac
import re
import zipfile
from pathlib import Path

import pytest

from comity.audit import Audit, AuditOptions, SealError, audit_logs
from comity.audit.logs.row import ABSENT
from comity.audit.logs.seal import Seal, is_wildcard, seal_of
from comity.law import Corpus
from tests.audit.reports import audited, rows_of
from tests.audit.test_both_sides import HEADER, NETWORK

OFFICER, PLATE, SUSPECT, CASE = "Zebediah Quillfeather", "7QXZ914", "Ottoline Vanterpool", "ZQ-55-1"
PLANTED = (OFFICER, "Quillfeather", PLATE, SUSPECT, "Vanterpool", CASE)


def log(folder: Path) -> tuple[Path, Path]:
    """A log that names an officer, a plate and a suspect in every place where a log can."""
    folder.mkdir(exist_ok=True)
    own = folder / "network.yaml"
    own.write_text(NETWORK)
    when = '"3/10/2026, 04:31:52 AM UTC"'
    lines = [
        HEADER,
        f'a,{OFFICER},Dallas TX PD,{PLATE},"ICE warrant for {SUSPECT}, case {CASE}",{when},Lodi CA PD',
        f'b,{OFFICER},Dallas TX PD,{PLATE[:3]}*,"{SUSPECT} {CASE}",{when},Lodi CA PD',
        f"c,{OFFICER},Dallas TX PD,{PLATE},{SUSPECT},not a time {SUSPECT},Lodi CA PD",
        f"d,{OFFICER},Dallas TX PD,{PLATE}",
        f'e,"***",Dallas TX PD,***,"{SUSPECT}",{when},Lodi CA PD',
    ]
    path = folder / "network.csv"
    path.write_text("\n".join(lines) + "\n")
    return path, own


@pytest.fixture(scope="module")
def report(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    folder = tmp_path_factory.mktemp("planted")
    path, own = log(folder)
    return audited(corpus, folder, path, options=AuditOptions(dialect=str(own), workbook=True))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a report, and every part of a packed one."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        found[name] = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as packed:
                found |= {f"{name}/{part}": packed.read(part) for part in packed.namelist()}
    return found


def test_what_is_planted_is_in_no_file(report: Audit) -> None:
    found = contents(report.folder)
    assert len(found) > 20
    for name, content in found.items():
        for planted in PLANTED:
            assert planted.casefold().encode() not in content.lower(), (name, planted)
    for row in rows_of(report.folder):
        assert not any(planted in str(row) for planted in PLANTED)


def test_nothing_is_left_beside_the_report(report: Audit) -> None:
    assert not list(report.folder.parent.glob(".report*"))


def test_a_wildcard_is_told_and_is_no_blacking_out(report: Audit) -> None:
    flags = {
        row["line"]: row["flags"] for row in rows_of(report.folder) if row["subject"] == "search"
    }
    assert {line: "wildcard" in told for line, told in flags.items()} == {
        2: False,
        3: True,
        6: False,
    }
    assert not is_wildcard("***")
    assert not is_wildcard("* * *")
    assert not is_wildcard(ABSENT)
    assert is_wildcard("ABC*")


def test_a_key_gives_the_same_mark_for_the_same_name_and_another_key_another(
    corpus: Corpus, tmp_path: Path
) -> None:
    marks = []
    for number in (1, 2):
        path, own = log(tmp_path / str(number))
        key = tmp_path / f"{number}.key"
        key.write_bytes(bytes([number]) * 32)
        options = AuditOptions(dialect=str(own), pseudonyms=key, workbook=True)
        audit = audited(corpus, tmp_path / str(number), path, options=options)
        for name, content in contents(audit.folder).items():
            for planted in PLANTED:
                assert planted.casefold().encode() not in content.lower(), (name, planted)
        table = (audit.folder / "findings.csv").read_text("utf-8")
        header, *lines = table.splitlines()
        assert header.endswith(",user,plate")
        marks.append({tuple(cell.strip('"') for cell in line.split(",")[-2:]) for line in lines})
    expected = hmac.new(b"\1" * 32, f"user\0{OFFICER.casefold()}".encode(), hashlib.sha256)
    assert expected.hexdigest()[:16] in {user for user, _ in marks[0]}
    assert ("", "") in marks[0], "what is blacked out stays so"
    assert marks[0] & marks[1] == {("", "")}
    assert all(re.fullmatch(r"([0-9a-f]{16})?", mark) for pair in marks[0] for mark in pair)


def test_plates_have_no_mark_at_all_without_a_key_of_the_users() -> None:
    seal = Seal(b"k" * 32, shown=False)
    assert seal.plate("7ABC123") is ABSENT
    assert seal.user("J. Doe") == seal.user("j. doe") != ""
    assert seal.user("***") == ""


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 5000])
def test_a_key_that_protects_nobody_is_refused(tmp_path: Path, key: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(key)
    with pytest.raises(SealError, match="bytes"):
        seal_of(file)


def test_a_key_that_is_not_there_is_said(corpus: Corpus, tmp_path: Path) -> None:
    path, own = log(tmp_path)
    options = AuditOptions(dialect=str(own), pseudonyms=tmp_path / "none")
    with pytest.raises(SealError, match="cannot be read"):
        audit_logs(corpus, [path], out=tmp_path / "report", options=options)
    assert not (tmp_path / "report").exists()
