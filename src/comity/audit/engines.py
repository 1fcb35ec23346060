"""Which engine holds the rows of an audit: DuckDB on this machine, or Spark where the user asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity.audit.engine import Engine
from comity.audit.intake.taking import Spread
from comity.audit.intake.work_folder import WorkFolder
from comity.audit.spark import SparkChoice, spark_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """`make` makes an engine that works in an empty folder; `spread` lets others read large logs too."""

    make: Callable[[Path], Engine]
    spread: Spread | None


@contextmanager
def engines(spark: SparkChoice | None, work: WorkFolder) -> Iterator[Engines]:
    """What makes the engine; a cluster is held as long as the block runs. Raises SparkError, EngineLostError."""
    if spark is None:
        yield Engines(make=Engine, spread=None)
        return
    from comity.audit.spark.engine import SparkEngine  # noqa: PLC0415 -- asked for by few
    from comity.audit.spark.pieces import read_pieces  # noqa: PLC0415 -- as above

    with spark_session(spark, work.new("spark")) as session:
        yield Engines(
            make=lambda folder: SparkEngine(folder, session, spark.folder),
            spread=lambda log, seal, target, digests: read_pieces(
                session, log, seal, target, spark.piece_bytes, digests=digests
            ),
        )
