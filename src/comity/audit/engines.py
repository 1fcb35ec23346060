"""Which engine holds the rows of an audit: DuckDB on this machine, or Spark where the user asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.audit.engine import Engine
from comity.audit.spark import SparkChoice, spark_session
from comity.audit.work_folder import WorkFolder

EngineMaker = Callable[[Path], Engine]
"""Makes an engine that works in an empty folder."""


@contextmanager
def engines(spark: SparkChoice | None, work: WorkFolder) -> Iterator[EngineMaker]:
    """What makes the engine; a cluster is held as long as the block runs. Raises SparkError."""
    if spark is None:
        yield Engine
        return
    from comity.audit.spark.engine import SparkEngine  # noqa: PLC0415 -- asked for by few

    with spark_session(spark, work.new("spark")) as session:
        yield lambda folder: SparkEngine(folder, session, spark.folder)
