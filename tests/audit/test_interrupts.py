"""An interrupt at any moment, a disk that really fills, logs that change: the place holds the former report or a whole one."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from comity.audit import audit_logs
from comity.audit.intake import bulk, taking
from comity.audit.intake.plain import plain_bytes
from comity.audit.intake.taking import Progress
from comity.audit.report.folder import FILES, FORMAT, folder_for
from comity.law import Corpus, shelved_corpus
from tests.audit.exports import P2, save_lines

ROOT = Path(__file__).parents[2]


def logs(folder: Path, *names: str, rows: int = 20) -> Path:
    where = folder / "logs"
    where.mkdir(exist_ok=True)
    for name in names:
        lines = [f"{name}-{n},***,2026-03-10T04:31:52Z,1,theft {n}" for n in range(rows)]
        save_lines(where, [P2, *lines], f"{name}-ca-pd_search_audit.csv")
    return where


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def beside(folder: Path) -> set[str]:
    """What lies hidden beside the report, without the letters that only chance names."""
    hidden = (one.name for one in folder.iterdir() if one.name.startswith("."))
    return {".".join(name.split(".")[:3]).split("-")[0] for name in hidden}


class Stopper:
    """Stops an audit at a step of its progress."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def __call__(self, _what: str, _rows: int) -> None:
        self.steps += 1
        if self.steps == self.at:
            raise KeyboardInterrupt


def test_stopped_at_many_steps_an_audit_leaves_the_former_report_and_goes_on(
    corpus: Corpus, tmp_path: Path
) -> None:
    where = logs(tmp_path, "alma")
    former = bytes_of(audit_logs(corpus, [where], out=tmp_path / "report").folder)
    logs(tmp_path, "belmont")
    stopped, audit = 0, None
    while audit is None:
        try:
            stop = Stopper(1 + 3 * stopped)
            audit = audit_logs(corpus, [where], out=tmp_path / "report", progress=stop)
        except KeyboardInterrupt:
            assert bytes_of(tmp_path / "report") == former, stopped
            assert beside(tmp_path) == {".report.work"}, stopped
            stopped += 1
    assert stopped >= 4
    assert (audit.tally.rows, audit.intake.taken_over) == (40, 2)
    whole = audit_logs(corpus, [where], out=tmp_path / "whole")
    assert bytes_of(audit.folder) == bytes_of(whole.folder)
    assert beside(tmp_path) == set()


def test_stopped_while_the_report_is_put_in_place_the_former_one_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, made = tmp_path / "report", tmp_path / "made"
    for folder, text in ((place, "former"), (made, "new")):
        folder.mkdir()
        for name in FILES:
            (folder / name).write_text(f'{{"format": "{FORMAT}", "is": "{text}"}}')
    former, rename = bytes_of(place), Path.rename
    for step in (1, 2):
        done: list[str] = []

        def stop(self: Path, target: Path, step: int = step, done: list[str] = done) -> Path:
            done.append(self.name)
            if len(done) == step:
                raise KeyboardInterrupt
            return rename(self, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", stop)
            with pytest.raises(KeyboardInterrupt):
                folder_for(place, force=False).publish(made)
        assert bytes_of(place) == former
        assert beside(tmp_path) == set()
    new = bytes_of(made)
    folder_for(place, force=False).publish(made)
    assert bytes_of(place) == new


@pytest.mark.parametrize("is_there", [False, True])
def test_a_machine_that_was_lost_in_the_middle_of_a_swap_is_put_right_by_the_next_run(
    corpus: Corpus, tmp_path: Path, is_there: bool
) -> None:
    """The former report lies hidden: it comes back if nothing took its place, and goes if something did."""
    where = logs(tmp_path, "alma")
    former = bytes_of(audit_logs(corpus, [where], out=tmp_path / "report").folder)
    hidden = tmp_path / ".report.former-0123abcd"
    (shutil.copytree if is_there else shutil.move)(tmp_path / "report", hidden)
    with pytest.raises(KeyboardInterrupt):
        audit_logs(corpus, [where], out=tmp_path / "report", progress=Stopper(1))
    assert bytes_of(tmp_path / "report") == former
    assert not hidden.exists()


def _audit_with(limit: int, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process that may write no file longer than a limit: what a full disk looks like from inside."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", "from comity.cli.main import run; run()", "audit", "logs", "--out", "report"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        preexec_fn=bound,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def test_a_disk_that_really_fills_ends_in_words_and_the_next_run_is_whole(
    corpus: Corpus, tmp_path: Path
) -> None:
    """Full while a log is read, and full while the report is written."""
    shelved_corpus(None, [])  # so that the process finds the law checked
    where = logs(tmp_path, "alma", rows=200)
    former = bytes_of(audit_logs(corpus, [where], out=tmp_path / "report").folder)
    logs(tmp_path, "belmont", rows=4_000)
    for limit in (2_000, 300_000):
        ended = _audit_with(limit, tmp_path)
        assert ended.returncode == 2, ended.stderr
        assert "Traceback" not in ended.stderr
        assert "the audit stopped, no report was written: the system says" in ended.stderr
        assert "make room and start it again" in ended.stderr
        assert bytes_of(tmp_path / "report") == former
        assert beside(tmp_path) <= {".report.work"}
    audit = audit_logs(corpus, [where], out=tmp_path / "report")
    assert audit.tally.rows == 4_200
    assert beside(tmp_path) == set()


def _remove_it(path: Path) -> None:
    path.unlink()


def _cut_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _grow_it(path: Path) -> None:
    with path.open("ab") as handle:
        handle.write(b"more,***,2026-03-10T04:31:52Z,1,theft\n")


def _replace_it(path: Path) -> None:
    """Another file of the same length and name."""
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes().replace(b"theft", b"arson"))
    other.replace(path)


def _decided_without_belmont(corpus: Corpus, where: Path, progress: Progress) -> None:
    audit = audit_logs(corpus, [where], out=where.parent / "report", progress=progress)
    assert [one.label for one in audit.intake.files] == ["logs/alma-ca-pd_search_audit.csv"]
    (broken,) = audit.broken
    assert "belmont-ca-pd_search_audit.csv" in broken
    assert audit.tally.rows == 20


@pytest.mark.parametrize("change", [_remove_it, _cut_it, _grow_it, _replace_it])
def test_a_log_that_changes_after_the_look_is_named_and_the_others_decided(
    corpus: Corpus, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    where = logs(tmp_path, "alma", "belmont")

    def touch(what: str, rows: int) -> None:
        if what == "reading logs/alma-ca-pd_search_audit.csv" and rows:
            change(where / "belmont-ca-pd_search_audit.csv")

    _decided_without_belmont(corpus, where, touch)


@pytest.mark.parametrize("change", [_cut_it, _replace_it])
def test_a_large_log_that_changes_while_the_engine_reads_it_is_named_too(
    corpus: Corpus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], None],
) -> None:
    where = logs(tmp_path, "alma", "belmont")

    def meanwhile(file: Path, *more: object) -> object:
        found = plain_bytes(file, *more)  # type: ignore[arg-type]  # what it is given goes on as it is
        if file.name.startswith("belmont"):
            change(file)
        return found

    monkeypatch.setattr(bulk, "plain_bytes", meanwhile)
    read = partial(bulk.read_in_bulk, from_bytes=0)
    monkeypatch.setattr(taking, "read_in_bulk", read)
    _decided_without_belmont(corpus, where, lambda _what, _rows: None)
