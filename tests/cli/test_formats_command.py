"""`comity formats` and `comity audit --dry-run` through their door: what they print, write, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from comity.audit import shipped_dialects
from tests.audit.books import workbook
from tests.cli.door import Door, write_all
from tools.write_samples import FOLDER

ODD = (
    "Report of searches\n"
    "When,Who searched,Dept,Why,Tag,Notes,Notes\n"
    "2025-03-01 10:00:00,A. Person,Dover NH PD,stolen car,ABC1234,x,y\n"
    "2025-03-02 11:00:00,B. Person,Keene NH PD,ICE civil warrant,XYZ9876,x,y\n"
)


def test_dialects_are_listed_and_explained(
    comity: Door, golden: Callable[[str, str], None]
) -> None:
    commands = ["formats", "formats flock-a", "formats portal-pdf", "formats nowhere"]
    told = [comity(*command.split()).told(command) for command in commands]
    golden("cli/formats.txt", "\n".join(told))
    listed = json.loads(comity("formats", "--json").out)
    assert [one["name"] for one in listed["dialects"]] == [one.id for one in shipped_dialects()]
    assert json.loads(comity("formats", "ice-arrests", "--json").out)["decided"] is False


def test_an_unknown_log_is_guessed_and_its_dialect_file_written(
    comity: Door, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    write_all(tmp_path, [("odd.csv", ODD)])
    first = comity("formats", "--guess", "odd.csv")
    again = comity("audit", "odd.csv", "--dry-run")
    assert (first.code, again.code) == (3, 3)
    written = (tmp_path / "odd.dialect.yaml").read_text("utf-8")
    assert (tmp_path / "odd-2.dialect.yaml").is_file()
    for secret in ("Person", "ABC1234", "stolen", "Dover"):
        assert secret not in first.out + written
    golden("cli/formats_guess.txt", first.told("formats --guess odd.csv") + "\n" + written)


def test_a_guess_that_was_written_reads_the_log(comity: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("odd.csv", ODD)])
    assert comity("formats", "--guess", "odd.csv", "--write", "own.yaml").code == 3
    ended = comity("audit", "odd.csv", "--dialect", "own.yaml", "--out", "report")
    assert ended.code == 0, ended.err
    assert "2 searches" in ended.out
    once_more = comity("formats", "--guess", "odd.csv", "--write", "own.yaml")
    assert once_more.code == 2
    assert "nothing is written over it" in once_more.err


def test_a_log_without_a_header_is_guessed_by_places(comity: Door, tmp_path: Path) -> None:
    rows = "".join(f"2025-03-0{n} 10:00:00,Dover NH PD,theft of a car {n}\n" for n in range(1, 5))
    write_all(tmp_path, [("bare.csv", rows)])
    assert comity("formats", "--guess", "bare.csv", "--write", "own.yaml").code == 3
    assert "header: none" in (tmp_path / "own.yaml").read_text("utf-8")
    ended = comity("audit", "bare.csv", "--dialect", "own.yaml", "--out", "report")
    assert "4 searches" in ended.out


def test_known_logs_are_shown_as_they_are_read(comity: Door, tmp_path: Path) -> None:
    sample = FOLDER / "flock-sj.sample.xlsx"
    write_all(tmp_path, [("book.xlsx", sample.read_bytes())])
    ended = comity("audit", "book.xlsx", "--dry-run", "--json")
    assert ended.code == 0
    tables = json.loads(ended.out)["tables"]
    assert [(one["file"], one["dialect"], one["sample"]["rows"]) for one in tables] == [
        ("book.xlsx [sheet May 2025]", "flock-sj", 3),
        ("book.xlsx [sheet Jun 2025]", "flock-sj", 3),
    ]
    assert list(tmp_path.iterdir()) == [tmp_path / "book.xlsx"]


def test_a_look_at_what_cannot_be_read_says_why(comity: Door, tmp_path: Path) -> None:
    book = workbook({"Cover": [["Dear reader"]], "Log": [["id", "searchDate"], ["1", "x"]]})
    write_all(tmp_path, [("book.xlsx", book), ("folder/a.csv", ""), ("notes.txt", "word\n")])
    assert comity("formats", "--guess", "folder").code == 2
    assert comity("formats", "--guess", "nowhere.csv").code == 2
    mixed = comity("formats", "--guess", "book.xlsx")
    assert mixed.code == 3
    assert "[sheet Cover]" in mixed.out
    assert "is of no known dialect" in mixed.err
    assert comity("audit", "notes.txt").code == 2


def test_a_dialect_file_with_mistakes_is_told(comity: Door, tmp_path: Path) -> None:
    write_all(tmp_path, [("own.yaml", "dialect: own\n"), ("a.csv", ODD)])
    assert comity("formats", "own.yaml").code == 1
    assert comity("audit", "a.csv", "--dry-run", "--dialect", "own.yaml").code == 1
