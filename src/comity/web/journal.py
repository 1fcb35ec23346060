"""The log of a server: shapes, counts and places in the program, never a fact, a name or a message that may quote one."""

from __future__ import annotations

import logging
import traceback

LOG = logging.getLogger("comity.web")


def note_fault(error: BaseException) -> None:
    """Write down the kind of a fault and the way to it through the program, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in reversed(frames))
    LOG.error("fault: %s at %s", type(error).__name__, way)
