"""An audit that is interrupted leaves the former report whole, and what it read whole is not read again."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from comity.audit import AuditOptions, ReportFolderError, audit_logs
from comity.audit import run as run_module
from comity.audit.intake import bulk, spool, taking
from comity.audit.intake.plain_log import FROM_BYTES
from comity.audit.intake.work_folder import working, write_whole
from comity.audit.interrupts import SAID
from comity.audit.logs.log import Log
from comity.audit.logs.row import Item
from comity.audit.report.folder import FILES
from comity.law import Corpus, shelved_corpus
from tests.audit.exports import P2, save_lines


def logs(folder: Path, count: int = 3) -> Path:
    where = folder / "logs"
    where.mkdir()
    for number in range(count):
        lines = [f"id-{number}-{n},***,2026-03-1{number}T04:31:52Z,1,theft {n}" for n in range(20)]
        save_lines(where, [P2, *lines], f"{'abc'[number]}lma-ca-pd_search_audit.csv")
    return where


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the logs that are read from the disk."""
    found: list[str] = []
    whole = Log.__iter__

    def told(self: Log) -> Iterator[Item]:
        found.append(self.path.name)
        return whole(self)

    monkeypatch.setattr(Log, "__iter__", told)
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_what_was_read_whole_is_taken_over(corpus: Corpus, tmp_path: Path, read: list[str]) -> None:
    where = logs(tmp_path)

    def stop(what: str, rows: int) -> None:
        if rows >= 40 and what.startswith("reading"):
            raise KeyboardInterrupt

    whole = audit_logs(corpus, [where], out=tmp_path / "whole")
    read.clear()
    with pytest.raises(KeyboardInterrupt):
        audit_logs(corpus, [where], out=tmp_path / "report", progress=stop)
    assert not (tmp_path / "report").exists()
    assert len(read) == 2
    again = audit_logs(corpus, [where], out=tmp_path / "report")
    assert again.intake.taken_over == 2
    assert len(read) == 3
    assert bytes_of(again.folder) == bytes_of(whole.folder)


def test_a_log_that_changed_meanwhile_is_read_anew_and_fresh_reads_all(
    corpus: Corpus, tmp_path: Path, read: list[str]
) -> None:
    where = logs(tmp_path)

    def stop(what: str, _rows: int) -> None:
        if what == "writing the report":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        audit_logs(corpus, [where], out=tmp_path / "report", progress=stop)
    first = min(where.iterdir())
    first.write_text(first.read_text() + "id-x,***,2026-03-10T05:31:52Z,1,theft\n")
    read.clear()
    with pytest.raises(KeyboardInterrupt):
        audit_logs(corpus, [where], out=tmp_path / "report", progress=stop)
    assert read == [first.name]
    read.clear()
    audit = audit_logs(corpus, [where], out=tmp_path / "report", options=AuditOptions(fresh=True))
    assert len(read) == 3
    assert audit.tally.rows == 61


def test_half_a_spool_is_never_taken_for_a_whole_one(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account of a log is written last: without it the log is read again."""
    where = logs(tmp_path, 1)

    def fail(path: Path, content: bytes) -> None:
        if path.suffix == ".json":
            raise KeyboardInterrupt
        write_whole(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(taking, "write_whole", fail)
        with pytest.raises(KeyboardInterrupt):
            audit_logs(corpus, [where], out=tmp_path / "report")
    assert audit_logs(corpus, [where], out=tmp_path / "report").intake.taken_over == 0


def test_a_disk_that_fills_is_said_and_the_audit_goes_on_when_there_is_room(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = logs(tmp_path)
    former = audit_logs(corpus, [min(where.iterdir())], out=tmp_path / "report")
    before = bytes_of(former.folder)
    write = Path.write_text

    def full(self: Path, *given: object, **named: object) -> int:
        if self.name == "index.html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, *given, **named)  # type: ignore[arg-type]  # handed on as given

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(ReportFolderError) as raised:
            audit_logs(corpus, [where], out=tmp_path / "report")
    assert "No space left on device" in str(raised.value)
    assert "taken over" in str(raised.value)
    assert bytes_of(former.folder) == before
    assert audit_logs(corpus, [where], out=tmp_path / "report").intake.taken_over == 3


@pytest.mark.parametrize("full", [duckdb.IOException, duckdb.OutOfMemoryException, OSError])
def test_whatever_says_that_there_is_no_room_what_was_read_is_kept(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: type[Exception]
) -> None:
    where = logs(tmp_path, 2)

    def fail(*_given: object, **_named: object) -> None:
        raise full("no room")

    with monkeypatch.context() as patched:
        patched.setattr(run_module, "gather", fail)
        with pytest.raises(ReportFolderError, match="taken over"):
            audit_logs(corpus, [where], out=tmp_path / "report")
    assert audit_logs(corpus, [where], out=tmp_path / "report").intake.taken_over == 2


_LONG = """
import sys
from pathlib import Path
from comity.audit.engine import Engine
engine = Engine(Path(sys.argv[1]))
print("asking", flush=True)
try:
    engine.ask("SELECT count(*) FROM range(10_000_000_000_000) WHERE hash(range) = 7")
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def test_control_c_while_the_engine_works_is_an_interrupt(tmp_path: Path) -> None:
    """The engine says `Query interrupted` as a plain error; an audit that took it for one would throw away its work.

    In a process of its own: signals reach a main thread only, and a worker of the tests may not run them there.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", _LONG, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "asking\n"
            time.sleep(1)  # the engine is deep in a thread of its own by now
            child.send_signal(signal.SIGINT)
            said, complained = child.communicate(timeout=120)
            assert (said, complained) == ("interrupted\n", ""), "no word of things that leak"
        finally:
            child.kill()


def test_rows_of_a_large_log_stay_in_its_order_and_reports_the_same(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several groups of rows are written by several threads: the places of rows number them."""
    for module in (bulk, spool):
        monkeypatch.setattr(module, "ROWS_IN_GROUP", 2_048)
    lines = [f"id-z{n},***,2026-03-10T04:31:52Z,1,theft {n:0120}" for n in range(30_000)]
    large = save_lines(tmp_path, [P2, *lines], "zlma-ca-pd_search_audit.csv")
    assert large.stat().st_size > FROM_BYTES
    found = audit_logs(corpus, [large], out=tmp_path / "report").folder
    with duckdb.connect() as engine:
        told = engine.execute(
            "SELECT line FROM read_parquet(?) WHERE subject = 'search'",
            [str(found / "findings.parquet")],
        ).fetchall()
    assert [line for (line,) in told] == list(range(2, 30_002))


def test_control_c_in_the_middle_of_a_large_log_keeps_what_was_read(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = logs(tmp_path)
    lines = [f"id-z{n},***,2026-03-10T04:31:52Z,1,theft {n:0100}" for n in range(35_000)]
    large = save_lines(where, [P2, *lines], "zlma-ca-pd_search_audit.csv")
    assert large.stat().st_size > FROM_BYTES

    def interrupted(_reader: object) -> None:
        raise RuntimeError(SAID)

    with monkeypatch.context() as patched:
        patched.setattr(bulk._Reader, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            audit_logs(corpus, [where], out=tmp_path / "report")
    again = audit_logs(corpus, [where], out=tmp_path / "report")
    assert again.intake.taken_over == 3
    assert again.tally.rows == 60 + 35_000


def _audit(where: str, out: str) -> None:
    audit_logs(shelved_corpus(None, []), [Path(where)], out=Path(out))


@pytest.mark.parametrize("wait", [0.05, 1.5])
def test_a_process_that_is_killed_leaves_no_half_report(tmp_path: Path, wait: float) -> None:
    """Whenever the process dies, there is no report or a whole one; the next run makes it whole."""
    where, out = logs(tmp_path), tmp_path / "report"
    child = multiprocessing.get_context("spawn").Process(target=_audit, args=(str(where), str(out)))
    child.start()
    until = time.monotonic() + 60
    while (
        not (tmp_path / ".report.work").exists() and child.is_alive() and time.monotonic() < until
    ):
        time.sleep(0.01)
    time.sleep(wait)
    if child.pid is not None and child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    if out.exists():
        assert all((out / name).is_file() for name in FILES)
    assert audit_logs(shelved_corpus(None, []), [where], out=out).tally.rows == 60
    assert not (tmp_path / ".report.work").exists()


def test_two_audits_of_one_report_do_not_meet(corpus: Corpus, tmp_path: Path) -> None:
    where = logs(tmp_path, 1)
    with (
        working(tmp_path / ".report.work", fresh=False),
        pytest.raises(ReportFolderError, match="another audit is writing the same report"),
    ):
        audit_logs(corpus, [where], out=tmp_path / "report")


def test_a_file_that_changes_while_it_is_read_is_refused_and_said(
    corpus: Corpus, tmp_path: Path
) -> None:
    where = logs(tmp_path, 2)
    first = min(where.iterdir())

    def touch(what: str, _rows: int) -> None:
        if what.startswith("reading") and first.name in what:
            first.write_text(first.read_text() + "id-x,***,2026-03-10T05:31:52Z,1,theft\n")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(taking, "TOLD_EVERY", 10)
        audit = audit_logs(corpus, [where], out=tmp_path / "report", progress=touch)
    assert [one.label for one in audit.intake.not_read] == [f"logs/{first.name}"]
    assert "changed while it was read" in audit.broken[0]
    assert audit.tally.rows == 20
