"""Files that spoil, through `batch`, `formats`, `purpose`, `287g` and `lists`: words, a code, no traceback.

The wording is golden: `tests/golden/cli/bad_tables.txt` and its neighbours.
"""

from __future__ import annotations

import gzip
import os
import random
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.door import Door, write_all

Golden = Callable[[str, str], None]

HEAD = "place,action,on,actor,purpose\n"
ROW = "us-ca-lodi,query_alpr,2026-03-09,city_police,civil_immigration\n"
FILES: dict[str, str | bytes] = {
    "empty.csv": "",
    "blank.csv": "\n\n\n",
    "header.csv": HEAD,
    "utf16.csv": (HEAD + ROW).encode("utf-16"),
    "cp1252.csv": (HEAD + "us-ca-lodi,query_alpr,2026-03-09,,caf\xe9\n").encode("cp1252"),
    "cp1252_late.csv": (HEAD + ROW * 90 + "caf\xe9,query_alpr,2026-03-09,,\n").encode("cp1252"),
    "nul.csv": HEAD + ROW.replace("lodi", "lo\0di"),
    "nul_header.csv": "place,action,on\0,actor\n" + ROW,
    "enormous_cell.csv": f"{HEAD}us-ca-lodi,query_alpr,2026-03-09,city_police,{'x' * 300_000}\n",
    "enormous_header.csv": f"place,action,on,{'x' * 300_000}\n",
    "enormous_number.csv": f"place,action,on,age\nus-tx,share_status,2026-01-05,{'9' * 5_000}\n",
    "open_quote.csv": f'{HEAD}us-ca-lodi,"query_alpr,2026-03-09,city_police,\n{ROW}',
    "stray_return.csv": f"{HEAD}us-ca-lodi,query_alpr\r,2026-03-09,,\n",
    "years.csv": HEAD + "".join(f"us-tx,share_status,{day},,\n" for day in ("0001-01-01", "9999-12-31", "0000-01-01", "10000-01-01")),
    "formula.csv": f"{HEAD}=cmd|' /C calc'!A0,=1+1,@x,+1,-1\n",
    "many_columns.csv": ",".join(f"c{number}" for number in range(200_000)) + "\n",
    "twice.csv": f"place,place,action,on\n{ROW}",
    "semicolons.csv": (HEAD + ROW).replace(",", ";"),
    "binary.csv": random.Random(2).randbytes(2_000),
    "packed.csv.gz": gzip.compress((HEAD + ROW).encode(), mtime=0),
}  # fmt: skip
MISSING = ("nowhere.csv", "folder", "secret.csv", "/dev/null")

DIALECTS: dict[str, str | bytes] = {
    "no_yaml.yaml": "dialect: [\n",
    "nul.yaml": "dialect: \0\n",
    "utf16.yaml": "dialect: own\n".encode("utf-16"),
    "bomb.yaml": f"a: {'[' * 1_000}{']' * 1_000}\n",
    "laughs.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "list.yaml": "- dialect\n",
    "empty.yaml": "",
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All of them in one folder; one that the system does not let be read, whoever asks."""
    write_all(tmp_path, FILES.items())
    write_all(tmp_path, DIALECTS.items())
    (tmp_path / "folder").mkdir()
    (tmp_path / "secret.csv").write_text(HEAD)
    refuse = Path.open

    def guarded(self: Path, *given: object, **named: object) -> object:
        if self.name == "secret.csv":
            raise PermissionError(13, os.strerror(13), str(self))
        return refuse(self, *given, **named)  # type: ignore[call-overload]  # handed on as given

    monkeypatch.setattr(Path, "open", guarded)
    return tmp_path


def test_a_row_is_told_what_to_write_and_never_what_it_held(comity: Door, tmp_path: Path) -> None:
    rows = (
        "place,action,on,actor,purpose\n"
        "us-ca-lodi,query_alpr,2026-03-09,city_police,civil\n"
        "Jane Roe,query_alpr,2026-03-09,city_police,\n"
        "us-ca,query_alpr,2026-03-09,J. Roe,\n"
    )
    (tmp_path / "rows.csv").write_text(rows)
    ended = comity("batch", "rows.csv")
    assert (
        "`purpose` is `…`: it holds one of a closed list; did you mean `civil_immigration`"
        in ended.out
    )
    assert (
        "write `us`, a state such as `us-tx`, or a place in it such as `us-tx-dallas`" in ended.out
    )
    assert "Roe" not in ended.out + ended.err
    again = comity("batch", "-", text=rows)
    assert (again.out, again.code) == (ended.out, ended.code)


@pytest.mark.usefixtures("files")
def test_tables_of_questions_that_spoil(comity: Door, golden: Golden) -> None:
    told = []
    for name in [*FILES, *MISSING]:
        ended = comity("batch", name)
        assert ended.code in {0, 2, 3}, name
        assert ended.code == 0 or ended.err, name
        rows = [line for line in ended.out.splitlines()[1:] if line]
        assert all(line.split(",")[0].isdigit() for line in rows), "a row is a number, never a text"
        assert not any("civil_immigration,,," in line for line in rows)
        told.append(ended.told(f"batch {name}"))
    golden("cli/bad_tables.txt", "\n".join(told))


@pytest.mark.usefixtures("files")
def test_a_cell_that_a_spreadsheet_would_run_is_not_given_back(comity: Door) -> None:
    ended = comity("batch", "formula.csv")
    assert ended.code == 3
    (_, row) = ended.out.splitlines()
    assert row.startswith("1,,,,,,")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.split(","))


@pytest.mark.usefixtures("files")
def test_years_at_the_ends_of_the_calendar_give_no_answer(comity: Door) -> None:
    rows = comity("batch", "years.csv").out.splitlines()[1:]
    assert [row.split(",")[:2] for row in rows] == [[str(number), ""] for number in range(1, 5)]
    assert all("is not a " in row for row in rows)


@pytest.mark.usefixtures("files")
def test_files_that_are_no_log_are_looked_at_or_refused(comity: Door, golden: Golden) -> None:
    told = []
    for name in [*FILES, *MISSING]:
        ended = comity("formats", "--guess", name)
        assert ended.code in {2, 3}, name
        assert ended.code == 3 or ended.err, name
        assert "cmd|" not in ended.out, "values are shown masked"
        if ended.code == 2:
            told.append(ended.told(f"formats --guess {name}"))
    for name in DIALECTS:
        ended = comity("formats", name)
        assert (ended.code in {1, 2}, ended.out) == (True, ""), name
        told.append(ended.told(f"formats {name}"))
        assert comity("audit", "header.csv", "--dialect", name, "--out", "r").err == ended.err
    for target in ("nowhere/own.yaml", "folder", "header.csv", "/dev/full"):
        ended = comity("formats", "--guess", "header.csv", "--write", target)
        assert ended.code == 2
        told.append(ended.told(f"formats --guess header.csv --write {target}"))
    golden("cli/bad_formats.txt", "\n".join(told))


@pytest.mark.usefixtures("files")
def test_reasons_that_cannot_be_read(comity: Door, golden: Golden, tmp_path: Path) -> None:
    write_all(tmp_path, [("long.txt", "x" * 1_000_002), ("good.txt", "ICE\nx\0y\n=1+1\n")])
    told = []
    bad = ["nowhere.txt", "folder", "binary.csv", "utf16.csv", "cp1252.csv", "long.txt"]
    for name in [*bad, "secret.csv"]:
        ended = comity("purpose", "--file", name)
        assert ended.code == 2, name
        told.append(ended.told(f"purpose --file {name}"))
    for name in ["nowhere.yaml", "folder", "binary.csv", *DIALECTS]:
        ended = comity("purpose", "ICE", "--lexicon", name)
        assert (ended.code in {1, 2}, ended.out) == (True, ""), name
        told.append(ended.told(f"purpose ICE --lexicon {name}"))
    golden("cli/bad_reasons.txt", "\n".join(told))
    whole = comity("purpose", "--file", "good.txt")
    assert whole.code == 0
    assert "\0" not in whole.out
    assert comity("purpose", "ICE " * 20_000).code == 0


BAD_287G = (
    "--on 0001-01-01",
    "--on 0000-01-01",
    "--on 10000-01-01",
    "--since 0001-01-01",
    "--state ZZ",
    "--register nowhere",
    "--register folder",
    "--register binary.csv",
    "--register half",
    "--register junk",
    "--import empty.csv --to new",
    "--import binary.csv --to new",
    "--import folder --to new",
    "--import nowhere.xlsx --to new",
    "--import secret.csv --to new",
    "--import /dev/null --to new",
    "--import binary.csv",
    "--to new",
    "--out page.txt",
    "--out nowhere/table.csv",
    "--out folder.csv",
)


def test_agreements_that_cannot_be_told(comity: Door, golden: Golden, files: Path) -> None:
    (files / "folder.csv").mkdir()
    for name, content in (("half", b"\x1f\x8b\x08"), ("junk", b"junk")):
        (files / name).mkdir()
        for table in ("lists.tsv.gz", "spells.tsv.gz"):
            (files / name / table).write_bytes(content)
    told = []
    for arguments in BAD_287G:
        ended = comity("287g", *shlex.split(arguments))
        assert ended.code == 2, arguments
        assert ended.out == "", arguments
        told.append(ended.told(f"287g {arguments}"))
    golden("cli/bad_agreements.txt", "\n".join(told))
    assert not (files / "new").exists()
    late = comity("287g", "--agency", "Dallas GA PD", "--on", "9999-12-31")
    assert late.code == 3
    assert "It is not known" in late.out


def test_lists_that_cannot_be_told(comity: Door, golden: Golden, files: Path) -> None:
    (files / "folder.csv").mkdir()
    told = []
    for arguments in (
        "--on 0000-01-01",
        "--on tomorrow",
        "--place us-zz",
        "--place Nevada",
        "--out lists.txt",
        "--out nowhere/lists.csv",
        "--out folder.csv",
    ):
        ended = comity("lists", *shlex.split(arguments))
        assert (ended.code, ended.out) == (2, ""), arguments
        told.append(ended.told(f"lists {arguments}"))
    golden("cli/bad_lists.txt", "\n".join(told))
    for day in ("0001-01-01", "9999-12-31"):
        assert comity("lists", "--on", day).code == 0


def test_a_long_path_is_printed_whole(comity: Door, tmp_path: Path) -> None:
    deep = "/".join(["a_folder_with_quite_a_long_name"] * 5)
    (tmp_path / deep).mkdir(parents=True)
    for command, file in (("287g", "growth.csv"), ("lists", "lists.csv")):
        ended = comity(command, "--out", f"{deep}/{file}")
        assert (ended.code, ended.out) == (0, f"{deep}/{file} is written.\n")
