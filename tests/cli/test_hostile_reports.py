"""Reports that are missing, foreign, half-written or tampered with, through `report diff` and `request`.

Each ends with words and 2, never with figures taken from it. The wording is golden: `tests/golden/cli/bad_reports.txt`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.audit import audit_logs
from comity.audit.digest import digest_of
from comity.law import Corpus
from tests.audit.exports import TIME
from tests.audit.reports import save_searches
from tests.cli.door import Door

Spoil = Callable[[Path], None]
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def sound(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of three searches, one of which lacks its purpose."""
    folder = tmp_path_factory.mktemp("sound")
    log = save_searches(folder, [(TIME, "theft"), (TIME, "HSI"), ("never", "x")])
    return audit_logs(corpus, [log], out=folder / "report").folder


def bytes_of(name: str, content: bytes) -> Spoil:
    def spoil(report: Path) -> None:
        (report / name).write_bytes(content)

    return spoil


def cut(name: str) -> Spoil:
    def spoil(report: Path) -> None:
        content = (report / name).read_bytes()
        (report / name).write_bytes(content[: len(content) // 2])

    return spoil


def manifest(change: Callable[[Any], object]) -> Spoil:  # Any: JSON that is spoilt on purpose
    def spoil(report: Path) -> None:
        form = json.loads((report / "manifest.json").read_text("utf-8"))
        change(form)
        (report / "manifest.json").write_text(json.dumps(form), encoding="utf-8")

    return spoil


def needs(text: str) -> Spoil:
    """Other needs, and a manifest that names their digest: who tampers with one tampers with both."""

    def spoil(report: Path) -> None:
        (report / "needs.json").write_text(text, encoding="utf-8")
        _sign(report, "needs.json")

    return spoil


def another_table(report: Path) -> None:
    (report / "findings.parquet").unlink()
    duckdb.execute(f"COPY (SELECT 1 AS a) TO '{report / 'findings.parquet'}'")


def another_answer(report: Path) -> None:
    """Findings that say otherwise, with the digest put right: the counts no longer fit."""
    file, other = report / "findings.parquet", report / "other.parquet"
    duckdb.execute(f"COPY (SELECT * REPLACE ('prohibited' AS answer) FROM '{file}') TO '{other}'")
    other.replace(file)
    _sign(report, file.name)


def _sign(report: Path, name: str) -> None:
    def change(form: Any) -> None:  # noqa: ANN401 -- as above
        for one in form["outputs"]:
            if one["file"] == name:
                one["sha256"] = digest_of(report / name)

    manifest(change)(report)


def gone(name: str) -> Spoil:
    return lambda report: (report / name).unlink()


def a_folder_in_its_place(report: Path) -> None:
    (report / "manifest.json").unlink()
    (report / "manifest.json").mkdir()


def other_encoding(report: Path) -> None:
    file = report / "manifest.json"
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))


NEED = '"party": "x", "place": "us-ca", "subject": "search", "asks": "a", "found": "b", "of_law": false'
NEEDS = '{"format": "comity audit needs 1", "needs": '
OF_BOTH: dict[str, Spoil] = {
    "no manifest": gone("manifest.json"),
    "half a manifest": cut("manifest.json"),
    "an empty manifest": bytes_of("manifest.json", b""),
    "a manifest of NUL bytes": bytes_of("manifest.json", bytes(100)),
    "a manifest in UTF-16": other_encoding,
    "a manifest that is a folder": a_folder_in_its_place,
    "a manifest nested without end": bytes_of("manifest.json", b"[" * 100_000),
    "a manifest of another program": bytes_of("manifest.json", b'{"format": "other"}'),
    "a manifest with its name alone": bytes_of(
        "manifest.json", b'{"format": "comity audit report 2"}'
    ),
    "no counts": manifest(lambda form: form.pop("counts")),
    "a count in words": manifest(
        lambda form: form["counts"]["by_subject_and_answer"][0].update(low="many")
    ),
    "an answer that is none": manifest(
        lambda form: form["counts"]["by_subject_and_answer"][0].update(answer="allowed")
    ),
    "inputs that are a number": manifest(lambda form: form.update(inputs=3)),
    "a corpus that is a list": manifest(lambda form: form.update(corpus=[])),
}
OF_DIFF: dict[str, Spoil] = {
    "no findings": gone("findings.parquet"),
    "half the findings": cut("findings.parquet"),
    "empty findings": bytes_of("findings.parquet", b""),
    "findings that are no table": bytes_of("findings.parquet", b"PAR1" + bytes(range(200)) * 4),
    "another table": another_table,
    "another answer, signed": another_answer,
    "a tampered count": manifest(
        lambda form: form["counts"]["by_subject_and_answer"][0].update(low=70, high=90)
    ),
}
OF_REQUEST: dict[str, Spoil] = {
    "no needs": gone("needs.json"),
    "half the needs": cut("needs.json"),
    "needs without needs, signed": needs('{"format": "comity audit needs 1"}'),
    "a need that is a number, signed": needs(f"{NEEDS}[3]}}"),
    "a need that lacks a key, signed": needs(f"{NEEDS}[{{{NEED}}}]}}"),
    "needs nested without end, signed": needs("[" * 100_000),
}


def spoilt(sound: Path, folder: Path, cases: dict[str, Spoil]) -> Iterator[str]:
    for name, spoil in cases.items():
        place = folder / name.replace(" ", "_").replace(",", "")
        shutil.copytree(sound, place)
        spoil(place)
        yield place.name


def test_reports_that_are_not_as_they_were_made_are_refused(
    sound: Path, comity: Door, golden: Golden, tmp_path: Path
) -> None:
    shutil.copytree(sound, tmp_path / "sound")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("a file")
    told = []
    names = ["nowhere", "foreign", "file", *spoilt(sound, tmp_path, OF_BOTH | OF_DIFF)]
    for name in names:
        ended = comity("report", "diff", name, "sound")
        assert (ended.code, ended.out) == (2, ""), name
        assert comity("report", "diff", "sound", name).err == ended.err
        assert comity("report", "diff", name, "sound", "--out", "rows.csv").err == ended.err
        told.append(ended.told(f"report diff {name} sound"))
    requested = spoilt(sound, tmp_path, OF_REQUEST)
    for name in [*names[: 3 + len(OF_BOTH)], *requested]:
        ended = comity("request", name)
        assert (ended.code, ended.out) == (2, ""), name
        told.append(ended.told(f"request {name}"))
    golden("cli/bad_reports.txt", "\n".join(told))
    assert not (tmp_path / "rows.csv").exists()


def test_a_report_is_a_report_again_when_it_is_copied(
    sound: Path, comity: Door, tmp_path: Path
) -> None:
    shutil.copytree(sound, tmp_path / "sound")
    ended = comity("report", "diff", "sound", str(sound))
    assert (ended.code, ended.err) == (0, "")
    assert comity("request", "sound").code == 0


@pytest.mark.parametrize("target", ["nowhere/rows.csv", "folder", "/dev/full"])
def test_changed_rows_that_cannot_be_written_are_said(
    target: str, sound: Path, comity: Door, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    ended = comity("report", "diff", str(sound), str(sound), "--out", target)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"comity: {target}: ")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder"]


def test_letters_never_go_into_a_folder_that_is_there(
    sound: Path, comity: Door, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    ended = comity("request", str(sound), "--out", "letters")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "comity: letters: is there already: name a new folder\n"
    deep = "letters/" + "a_folder_with_a_long_name/" * 8 + "new"
    ended = comity("request", str(sound), "--out", deep)
    assert ended.code == 0
    assert f"1 letters are in {deep}\n" in ended.out, "a path is not broken over lines"


def test_changed_rows_hold_no_formula(corpus: Corpus, comity: Door, tmp_path: Path) -> None:
    for name, agency in (("old", "=cmd|' /C calc'!A0"), ("new", "@SUM(A1)")):
        log = save_searches(tmp_path, [(TIME, "theft")], name="export.csv")
        ended = comity("audit", log.name, "--agency", agency, "--out", name)
        assert ended.code == 0
    assert comity("report", "diff", "old", "new", "--out", "rows.csv").code == 3
    text = (tmp_path / "rows.csv").read_text("utf-8")
    assert "'=cmd|" in text
    assert "'@SUM" in text
    assert ",=" not in text
    assert ",@" not in text
