"""One Spark session for one audit: opened with settings that make answers the same, closed whatever happens."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

from comity.audit.engine import EngineLostError
from comity.audit.spark.choice import (
    Module,
    Session,
    SparkChoice,
    SparkError,
    library,
    make_ready,
)

LOG = "driver.log"
"""What Spark's own program on this machine has to say, in the folder that it is given."""

_PYTHON = "PYSPARK_PYTHON"

SAME_ANSWERS: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.caseSensitive": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "false",
    "spark.sql.parquet.compression.codec": "zstd",
}
"""What the meaning of a query hangs on, set in a session of our own: another's settings stay as they are."""

_FEW_TASKS: Mapping[str, str] = {
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
}
"""What it does not hang on: an audit has many small steps, each of which should be as few tasks as its size asks."""


@contextmanager
def spark_session(choice: SparkChoice, work: Path) -> Iterator[Session]:
    """A session on the master. `work`: an empty folder for what Spark itself writes here.

    A session that is there already (a notebook, `spark-submit`) lends its context and goes on afterwards. Raises
    SparkError.
    """
    make_ready(choice)
    sql = _module("sql")
    there = sql.SparkSession.getActiveSession()
    if there is not None:
        master = there.sparkContext.master
        if master != choice.master:
            raise SparkError(
                f"a Spark session is open in this program, on `{master}`: stop it, or ask for that master"
            )
        yield _ours(there)
        return
    handler = signal.getsignal(signal.SIGINT)
    with told():
        session = _opened(sql, choice, work)
    try:
        yield _ours(session)
    finally:
        with suppress(Exception):
            session.stop()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, handler)  # Spark has put its own in place


def _module(name: str) -> Module:
    library()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of versions of pandas, which is not used here
        return import_module(f"pyspark.{name}")


def _opened(sql: Module, choice: SparkChoice, work: Path) -> Session:
    builder = sql.SparkSession.builder.master(choice.master).appName("comity audit")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": (work / "warehouse").as_uri(),
    }
    if choice.is_local:
        settings |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.local.dir": str(work / "spill"),
            "spark.sql.shuffle.partitions": str(4 * _cores(choice.master)),
        }
    for name, value in settings.items():
        builder = builder.config(name, value)
    with _errors_into(work / LOG), _own_python(choice), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        return builder.getOrCreate()


@contextmanager
def _own_python(choice: SparkChoice) -> Iterator[None]:
    """On this machine the readers of pieces are run by the Python that runs this; a cluster's is its own matter."""
    if not choice.is_local or _PYTHON in os.environ:
        yield
        return
    os.environ[_PYTHON] = sys.executable
    try:
        yield
    finally:
        del os.environ[_PYTHON]


def _cores(master: str) -> int:
    named = re.match(r"local\[(\d+)", master)
    if named:
        return int(named[1])
    return (os.cpu_count() or 1) if master.startswith("local[*") else 1


@contextmanager
def _errors_into(file: Path) -> Iterator[None]:
    """Programs that are started meanwhile write their errors into a file and not on the user's terminal."""
    kept = os.dup(2)
    try:
        with file.open("wb") as handle:
            os.dup2(handle.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _ours(session: Session) -> Session:
    """A session of our own over the same context: its views and settings are seen by no one else."""
    ours = session.newSession()
    for name, value in {**SAME_ANSWERS, **_FEW_TASKS}.items():
        ours.conf.set(name, value)
    return ours


@contextmanager
def told() -> Iterator[None]:
    """Faults of Spark in the words of this program. Raises EngineLostError."""
    try:
        yield
    except Exception as error:
        of_spark = type(error).__module__.split(".")[0] in {"pyspark", "py4j"}
        if not of_spark and not isinstance(error, ConnectionError | EOFError):
            raise
        raise EngineLostError(f"Spark gave up, it says `{_first_line(error)}`") from error


def _first_line(error: BaseException) -> str:
    cause = getattr(error, "java_exception", None)
    said = ""
    with suppress(Exception):
        said = str(cause.toString()) if cause is not None else ""
    lines = [line for line in (said or str(error)).splitlines() if line.strip()]
    return (lines or ["no reason"])[0][:300]
