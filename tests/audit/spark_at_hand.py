"""Whether tests that need Spark run here: skipped without it, but for CI, which says that it must be there."""

from __future__ import annotations

import os

import pytest

from comity.audit.spark import SparkChoice, SparkError, make_ready

MASTER = "local[2]"
CHOICE = SparkChoice(master=MASTER, piece_bytes=1 << 20)
"""In pieces so small that a log of some megabytes is read in several."""


def spark_or_skip() -> None:
    """Skip the test where there is no pyspark or no Java; fail it instead where `COMITY_SPARK=required`."""
    try:
        make_ready(CHOICE)
    except SparkError as error:
        if os.environ.get("COMITY_SPARK") == "required":
            pytest.fail(f"CI must run this test: {error}")
        pytest.skip(str(error))
