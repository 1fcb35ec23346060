"""Outputs that nobody reads, that are full or closed, and interrupts: a documented code and no traceback.

Real processes, for a pipe and a signal cannot be had inside one; and each command stopped at its longest step.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from comity.cli import main
from comity.cli.streams import EXIT_INTERRUPTED, EXIT_UNREAD, EXIT_USAGE
from tests.cli.door import Door

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "from comity.cli.main import run; run()")
FULL = Path("/dev/full")
BLOCK = 1 << 20
"""Bytes of input that give more output than a pipe holds."""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture
def reasons(tmp_path: Path) -> Path:
    path = tmp_path / "reasons.txt"
    path.write_text("ICE warrant\n" * (BLOCK // 12))
    return path


@pytest.mark.parametrize("command", ["purpose --file reasons.txt", "formats"])
def test_who_stops_reading_is_no_mistake(command: str, tmp_path: Path, reasons: Path) -> None:
    assert reasons.is_file()
    reader, writer = os.pipe()
    child = subprocess.Popen(
        [*PROGRAM, *command.split()],
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    os.close(writer)
    os.close(reader)
    _, said = child.communicate(timeout=120)
    assert (child.returncode, said) == (EXIT_UNREAD, b"")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["formats", "287g --json"])
def test_an_output_that_is_full_is_said(command: str, tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        ended = subprocess.run(
            [*PROGRAM, *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
            check=False,
        )
    assert ended.returncode == EXIT_USAGE
    assert ended.stderr == b"comity: the output: no space left on device\n"


def test_streams_that_are_closed_are_said_or_not_missed(tmp_path: Path) -> None:
    def ended(arguments: str, closed: str) -> tuple[int, str]:
        line = f'exec "$@" {arguments} {closed}'
        made = subprocess.run(
            ["/bin/sh", "-c", line, "sh", *PROGRAM],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment(),
            check=False,
        )
        return made.returncode, made.stderr

    said = "comity: standard output is closed: send it to a file, or to /dev/null\n"
    assert ended("formats flock-a", ">&-") == (EXIT_USAGE, said)
    assert ended("formats flock-a", "2>&-") == (0, "")
    assert ended("purpose --file -", "<&-") == (0, "")


def test_a_signal_from_the_keyboard_ends_a_command_that_waits(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [*PROGRAM, "purpose", "--file", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    assert child.stdin is not None
    # The answer to a first block shows that the command has begun; then it waits for more.
    child.stdin.write(b"ICE\n" * 500)
    child.stdin.flush()
    assert child.stdout is not None
    assert child.stdout.read(100)
    child.send_signal(signal.SIGINT)
    out, said = child.communicate(timeout=120)
    assert child.returncode == EXIT_INTERRUPTED
    assert b"Traceback" not in out + said
    assert said == b"comity: stopped before the end; nothing half-written is kept\n"


def test_a_server_that_is_stopped_says_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    assert child.stderr is not None
    assert child.stderr.readline().startswith(b"comity: serving")
    for _ in range(200):
        try:
            # The matrix takes the table engine, whose driver complains of what it takes for lost.
            with urlopen(f"http://127.0.0.1:{port}/matrix") as answer:
                assert answer.status == 200
            break
        except URLError:
            time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=120)
    assert child.returncode == EXIT_INTERRUPTED
    assert said.endswith(b"comity: stopped before the end; nothing half-written is kept\n")
    assert b"leaked" not in said


def test_a_signal_before_a_command_began_ends_alike(
    comity: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "app_for", stop)
    ended = comity("lists")
    assert ended.code == EXIT_INTERRUPTED
    assert ended.err == "comity: stopped before the end; nothing half-written is kept\n"


STEPS = {
    "report diff report report": "comity.cli.report_command.compare_reports",
    "request report": "comity.cli.request_command.requests_of",
    "request report --out letters": "comity.cli.request_command.requests_of",
    "batch questions.csv": "comity.cli.batch_command.decide_rows",
    "formats --guess questions.csv": "comity.cli.formats_command.look_into",
    "formats --guess questions.csv --write own.yaml": "comity.cli.formats_command.look_into",
    "purpose ICE": "comity.cli.purpose_command.explain",
    "287g --out growth.csv": "comity.cli.agreements_command.overview",
    "lists --out lists.csv": "comity.cli.lists_command.lists_csv",
}


@pytest.mark.parametrize("command", STEPS)
def test_every_command_that_is_stopped_ends_with_130_and_leaves_nothing(
    command: str, comity: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "questions.csv").write_text("place,action,on\nus-tx,share_status,2026-01-05\n")
    (tmp_path / "report").mkdir()

    def stop(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(STEPS[command], stop)
    ended = comity(*command.split())
    assert ended.code == EXIT_INTERRUPTED
    assert (
        ended.err.splitlines()[-1] == "comity: stopped before the end; nothing half-written is kept"
    )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["questions.csv", "report"]
