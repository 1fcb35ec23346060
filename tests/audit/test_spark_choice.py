"""What Spark needs is looked for before any work, and what is missing is said with what to do. No cluster is needed."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from comity.audit import AuditOptions, ReportFolderError, SparkChoice, SparkError, audit_logs
from comity.audit.engine import EngineLostError
from comity.audit.intake.work_folder import resumable
from comity.audit.spark import make_ready
from comity.audit.spark.session import told
from comity.law import Corpus
from tests.audit.exports import P2, save_lines
from tests.audit.reports import BUNDLED
from tests.audit.spark_at_hand import spark_or_skip


def without(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)


def with_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package stands in for itself where it is not installed: it is only looked for here."""
    monkeypatch.setitem(sys.modules, "pyspark", sys)


def java(folder: Path, script: str) -> Path:
    """A program of that name under a folder of its own."""
    home = folder / "java"
    (home / "bin").mkdir(parents=True)
    program = home / "bin" / "java"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return home


def test_without_the_package_it_says_how_to_install_it(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "pyspark")
    options = AuditOptions(spark=SparkChoice())
    with pytest.raises(SparkError, match=r"pip install 'comity\[spark\]'"):
        audit_logs(corpus, [BUNDLED], out=tmp_path / "report", options=options)
    assert not list(tmp_path.iterdir())


def test_without_java_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_package(monkeypatch)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SparkError, match="needs Java, and `java` is not there: install Java 17"):
        make_ready(SparkChoice())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "none"))
    with pytest.raises(SparkError, match=r"`JAVA_HOME` is .* and holds no `bin/java`"):
        make_ready(SparkChoice())


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'openjdk version \"1.8.0_392\"' >&2", "is Java 8, which Spark 4 does not run on"),
        ("echo 'openjdk version \"11.0.2\" 2019' >&2", "is Java 11"),
        ("exit 3", "does not start"),
    ],
)
def test_a_java_that_is_too_old_or_broken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    with_package(monkeypatch)
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, script)))
    with pytest.raises(SparkError, match=said):
        make_ready(SparkChoice())


@pytest.mark.parametrize(
    "master", ["sc://host:15002", "mesos://host", "local[0]", "", "local[*] x"]
)
def test_a_master_that_is_none_is_refused(master: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_package(monkeypatch)
    with pytest.raises(SparkError, match="give `local"):
        make_ready(SparkChoice(master=master))


def test_a_master_that_does_not_answer_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_package(monkeypatch)
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, "echo 'version \"17.0.1\"' >&2")))
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: refused
        master = f"spark://127.0.0.1:{held.getsockname()[1]}"
        with pytest.raises(SparkError, match="does not answer"):
            make_ready(SparkChoice(master=master))
        held.listen()
        make_ready(SparkChoice(master=master))


def test_a_lost_cluster_is_told_in_a_line_and_what_was_read_is_kept() -> None:
    class Py4JError(Exception):
        pass

    Py4JError.__module__ = "py4j.protocol"
    with (
        pytest.raises(EngineLostError, match="Spark gave up, it says `executor lost`") as raised,
        told(),
    ):
        raise Py4JError("executor lost\n  at java.lang.Thread\n")
    assert resumable(raised.value)
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError


def test_an_audit_that_loses_its_engine_goes_on_where_it_was(
    corpus: Corpus, tmp_path: Path
) -> None:
    def lose(what: str, _rows: int) -> None:
        if what == "asking":
            raise EngineLostError("Spark gave up, it says `executor lost`")

    log = save_lines(tmp_path, [P2, "id-1,***,2026-03-10T04:31:52.901Z,4,theft"], "lodi-ca-pd.csv")
    report = tmp_path / "report"
    with pytest.raises(
        ReportFolderError, match=r"says `executor lost`; start it again: .* from `.report.work`"
    ):
        audit_logs(corpus, [log], out=report, progress=lose)
    assert not report.exists()
    assert audit_logs(corpus, [log], out=report).intake.taken_over == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lodi-ca-pd.csv", "report"]


def test_this_machine_has_what_it_needs_where_it_must() -> None:
    spark_or_skip()
