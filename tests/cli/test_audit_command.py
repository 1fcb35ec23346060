"""`comity audit` through its door: what it prints, how it ends, and that no input, however bad, ends in a traceback."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from comity.audit.report.folder import FILES, ROWS
from comity.cli.audit_command import AUDIT_EXAMPLES, audit_command

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "examples" / "flock"
P2 = "id,userId,searchDate,networkCount,reason"
TIME = "2026-03-10T04:31:52.901Z"
LOG = "lodi-ca-pd_search_audit.csv"

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app.command("audit", epilog=AUDIT_EXAMPLES)(audit_command)


@app.callback()
def door() -> None:
    """Keep `audit` a command of its own, as in the program."""


def audit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


def row(number: int, reason: str = "theft") -> str:
    return f"id-{number},***,{TIME},449,{reason}"


def save(folder: Path, data: str | bytes, name: str = LOG) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def lines(*records: str) -> str:
    return "".join(f"{record}\n" for record in records)


def told(result: Result, folder: Path) -> str:
    """What was printed on both streams and the code, without what differs between machines."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    text = f"{result.stdout}{result.stderr}exit code {result.exit_code}\n"
    return re.sub(r" +$", "", text.replace(f"{folder}/", ""), flags=re.MULTILINE)


def test_the_bundled_records_are_audited_in_one_command(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    result = audit(BUNDLED, "--out", tmp_path / "report")
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == sorted((*FILES, ROWS))
    golden("cli/audit_bundled.txt", told(result, tmp_path))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--master", "local[2]"], "`--master` is for Spark: say `--engine spark` too"),
        (["--spark-folder", "hdfs://a/b"], "`--spark-folder` is for Spark: say `--engine spark` too"),
        (["--engine", "spark", "--master", "sc://a"], "Spark Connect is not used here"),
        (["--engine", "spark"], "needs the package `pyspark`: install comity with the extra `spark`"),
        (["--engine", "hadoop"], "'hadoop' is not one of 'duckdb', 'spark'"),
    ],
)  # fmt: skip
def test_what_spark_lacks_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    package = sys if "sc://a" in arguments else None  # nothing of it is used
    monkeypatch.setitem(sys.modules, "pyspark", package)
    result = audit(BUNDLED, "--out", tmp_path / "report", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())


def test_json_is_the_manifest_and_nothing_else(tmp_path: Path) -> None:
    result = audit(BUNDLED, "--out", tmp_path / "report", "--json")
    assert result.exit_code == 0
    form = json.loads(result.stdout)
    assert form["folder"] == str(tmp_path / "report")
    manifest = json.loads((tmp_path / "report" / "manifest.json").read_text("utf-8"))
    assert form["manifest"] == manifest
    assert result.stderr == ""


def test_nothing_is_said_of_progress_where_no_terminal_is(tmp_path: Path) -> None:
    assert audit(BUNDLED, "--out", tmp_path / "report").stderr == ""


# Bad input. Each is written by a function, audited alone, and told in one golden file.


def missing_column(folder: Path) -> Path:
    return save(folder, lines("id,userId,networkCount,reason", "id-1,***,449,theft"))


def second_header(folder: Path) -> Path:
    return save(folder, lines(P2, row(1), P2, row(2)))


def other_header_in_the_middle(folder: Path) -> Path:
    return save(folder, lines(P2, row(1), "id,userId,searchDate,reason", f"id-2,***,{TIME},theft"))


def shifted_columns(folder: Path) -> Path:
    return save(folder, lines(P2, row(1), f"id-2,{TIME},449,theft,", f"id-3,***,{TIME},theft,449"))


def stray_bytes(folder: Path) -> Path:
    return save(folder, lines(P2, row(1)).encode() + b"id-2,***," + bytes([0x81, 0xFF]) + b",1,x\n")


def unterminated_quote(folder: Path) -> Path:
    return save(folder, lines(P2, row(1), row(2, '"theft'), row(3), row(4)))


def a_line_of_500_megabytes(folder: Path) -> Path:
    path = save(folder, lines(P2, row(1)) + "x" * 100_000)
    with path.open("r+b") as handle:
        handle.seek(500_000_000)
        handle.write(lines("", row(2)).encode())
    return path


def empty(folder: Path) -> Path:
    return save(folder, b"")


def header_alone(folder: Path) -> Path:
    return save(folder, lines(P2))


def every_row_rejected(folder: Path) -> Path:
    return save(folder, lines(P2, "id-1,***,yesterday,449,theft"))


def a_folder_without_logs(folder: Path) -> Path:
    (folder / "logs").mkdir()
    save(folder / "logs", "a,b\n1,2\n", "other.csv")
    save(folder / "logs", b"", "empty.csv")
    return folder / "logs"


def an_empty_folder(folder: Path) -> Path:
    (folder / "logs").mkdir()
    return folder / "logs"


def gzip_bomb(folder: Path) -> Path:
    return save(folder, gzip.compress(b"x" * 60_000_000, mtime=0), f"{LOG}.gz")


def a_bomb_behind_rows(folder: Path) -> Path:
    (folder / "logs").mkdir()
    data = lines(P2, *map(row, range(40))).encode() + b"x" * 60_000_000
    save(folder / "logs", gzip.compress(data, mtime=0), f"{LOG}.gz")
    save(folder / "logs", lines(P2, row(1)), "galt-ca-pd_search_audit.csv")
    return folder / "logs"


def cut_off_gzip(folder: Path) -> Path:
    data = gzip.compress(
        lines(P2, *(row(n, f"theft {n * n}") for n in range(400))).encode(), mtime=0
    )
    return save(folder, data[: len(data) // 2], f"{LOG}.gz")


def no_such_file(folder: Path) -> Path:
    return folder / "nowhere.csv"


def a_workbook(folder: Path) -> Path:
    return save(folder, b"PK\x03\x04" + bytes(100), "book.xlsx")


def a_log_of_another_shape(folder: Path) -> Path:
    return save(folder, lines("Plate,Seen", "8ABC123,yesterday"), "plates.csv")


BAD_INPUT = (
    missing_column,
    second_header,
    other_header_in_the_middle,
    shifted_columns,
    stray_bytes,
    unterminated_quote,
    a_line_of_500_megabytes,
    empty,
    header_alone,
    every_row_rejected,
    a_folder_without_logs,
    an_empty_folder,
    gzip_bomb,
    a_bomb_behind_rows,
    cut_off_gzip,
    no_such_file,
    a_workbook,
    a_log_of_another_shape,
)


def short(text: str) -> str:
    """The parts of an output that speak of bad input: the count, errors and the code."""
    shown = [
        line
        for line in text.splitlines()
        if re.match(r"comity:|exit code|Read ", line) or "in =" in line or "rejected" in line
    ]
    return "\n".join(shown)


def test_every_bad_input_ends_with_a_clear_message_and_a_code(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    shown = ""
    for number, write in enumerate(BAD_INPUT):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = write(folder)
        result = audit(path, "--out", folder / "report")
        shown += f"# {write.__name__.replace('_', ' ')}\n{short(told(result, folder))}\n"
        report = folder / "report"
        if report.exists():
            rejects = (report / "rejects.csv").read_text("utf-8").splitlines()[1:]
            shown += "".join(f"rejects.csv: {line}\n" for line in rejects)
            assert not list(folder.glob(".report*")), "nothing half-written is left"
    golden("cli/audit_bad_input.txt", shown)


def test_several_bad_paths_are_all_named_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    good = save(tmp_path, lines(P2, row(1)))
    result = audit(good, tmp_path / "a.csv", tmp_path / "b.csv", "--out", tmp_path / "report")
    assert result.exit_code == 2
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        str(tmp_path / "a.csv"),
        str(tmp_path / "b.csv"),
    ]
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--dialect", "portal-p9"], 2, "dialect `portal-p9` is not known"),
        (["--dialect", "own.yaml"], 1, "own.yaml:1"),
        (["--corpus", "nowhere"], 1, "nowhere"),
    ],
)
def test_options_that_cannot_be_used_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path, "dialect: own\nkind: nothing\n", "own.yaml")
    result = audit(save(tmp_path, lines(P2, row(1))), "--out", tmp_path / "report", *options)
    assert result.exit_code == code, result.stderr
    assert said in result.stderr
    assert not (tmp_path / "report").exists()


def test_a_folder_of_others_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    save(tmp_path, "mine", "notes.txt")
    result = audit(tmp_path / "nowhere.csv", "--out", tmp_path)
    assert result.exit_code == 2
    assert "holds other files (`notes.txt`): name another folder, or give --force" in result.stderr
    forced = audit(save(tmp_path, lines(P2, row(1))), "--out", tmp_path, "--force")
    assert forced.exit_code == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_the_help_tells_the_codes_and_gives_examples() -> None:
    text = audit("--help").stdout
    for word in (
        "--out",
        "--agency",
        "--dialect",
        "--force",
        "Examples:",
        "Ends with",
        "rejects.csv",
    ):
        assert word in text
