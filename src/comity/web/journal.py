"""The log of a server: shapes, counts and places in the program, never a fact, a name or a message that may quote one."""

from __future__ import annotations

import logging
import time
import traceback

LOG = logging.getLogger("comity.web")


class Lines(logging.Formatter):
    """A line with its moment. The text of a second is made once for all its lines: there may be thousands."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s")
        self._second, self._text = -1, ""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 -- the name is logging's
        """As logging does by itself: 2026-11-21 18:00:00,123."""
        second = int(record.created)
        if second != self._second:
            self._text = time.strftime(self.default_time_format, self.converter(second))
            self._second = second
        return f"{self._text},{int(record.msecs):03d}"


def write_log() -> None:
    """Write what servers note to the standard error, a line each, in as few steps as logging takes."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging._srcfile = None
    # No line shows them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def note_fault(error: BaseException) -> None:
    """Write down the kind of a fault and the way to it through the program, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in reversed(frames))
    LOG.error("fault: %s at %s", type(error).__name__, way)
