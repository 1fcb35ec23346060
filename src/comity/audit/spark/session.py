"""One Spark session for one audit: opened with settings that make answers the same, closed whatever happens."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from comity.audit.engine import EngineLostError
from comity.audit.spark.choice import SparkChoice, SparkError, library, make_ready

MEMORY = "1g"
"""What the driver may hold, unless the user's own Spark settings say otherwise; Spark spills more to disk."""

_QUIET = """rootLogger.level = off
"""

SAME_ANSWERS: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.caseSensitive": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.legacy.charVarcharAsString": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.sources.commitProtocolClass": (
        "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol"
    ),
}
"""What the meaning of a query hangs on, set in a session of our own: another's settings stay as they are."""


@contextmanager
def spark_session(choice: SparkChoice, work: Path) -> Iterator[Any]:  # Any: see `library`
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


def _module(name: str) -> Any:  # noqa: ANN401 -- see `library`
    library()
    from importlib import import_module  # noqa: PLC0415

    return import_module(f"pyspark.{name}")


def _opened(sql: Any, choice: SparkChoice, work: Path) -> Any:  # noqa: ANN401 -- see `library`
    quiet = work / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
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
            "spark.driver.memory": MEMORY,
            "spark.local.dir": str(work / "spill"),
            "spark.sql.shuffle.partitions": "4",
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}",
        }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _ours(session: Any) -> Any:  # noqa: ANN401 -- see `library`
    """A session of our own over the same context: its views and settings are seen by no one else."""
    ours = session.newSession()
    for name, value in SAME_ANSWERS.items():
        ours.conf.set(name, value)
    return ours


@contextmanager
def told() -> Iterator[None]:
    """Faults of Spark in the words of this program. Raises EngineLostError."""
    errors = _module("errors")
    py4j = __import__("py4j.protocol", fromlist=["Py4JError"])
    try:
        yield
    except (errors.PySparkException, py4j.Py4JError, ConnectionError, EOFError) as error:
        raise EngineLostError(
            f"Spark gave up: it says `{_first_line(error)}`; see the cluster's own log for more"
        ) from error


def _first_line(error: BaseException) -> str:
    cause = getattr(error, "java_exception", None)
    said = ""
    with suppress(Exception):
        said = str(cause.toString()) if cause is not None else ""
    lines = [line for line in (said or str(error)).splitlines() if line.strip()]
    return (lines or ["no reason"])[0][:300]
