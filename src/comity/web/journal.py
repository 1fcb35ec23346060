"""The log of a server: shapes, counts and places in the program, never a fact, a name or a message that may quote one."""

from __future__ import annotations

import logging
import os
import sys
import time
import traceback
from contextlib import suppress
from typing import TextIO

LOG = logging.getLogger("comity.web")


class Lines(logging.Handler):
    """Writes lines with their moment to a stream: `2026-11-21 18:00:00,123 GET /ask 200 3.1 ms`.

    A line of a request takes no record of logging: it is written for each of thousands in a second.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._file: int | None = None
        with suppress(OSError):  # one that is no file is written to as it is
            self._file = stream.fileno()
        self._second, self._text = -1, ""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self.write(record.created, self.format(record))

    def write(self, moment: float, text: str) -> None:
        """Write a line, in one piece. What cannot be written is let go: an answer is worth more than its line."""
        second = int(moment)
        if second != self._second:  # the text of a second is made once for all its lines
            self._text = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(second))
            self._second = second
        line = f"{self._text},{int((moment - second) * 1000):03d} {text}\n"
        with suppress(OSError):
            if self._file is None:
                self._stream.write(line)
            else:
                os.write(self._file, line.encode("utf-8", "backslashreplace"))


_LINES: list[Lines] = []
"""Where the lines of requests go, once a server has said so; until then through logging."""


def write_log() -> None:
    """Write what servers of this process note to the standard error."""
    lines = Lines(sys.stderr)
    logging.basicConfig(level=logging.INFO, handlers=[lines])
    _LINES[:] = [lines]


def note_request(method: str, shape: str, status: int, spent: float) -> None:
    """Write down that a request was answered: the shape of its address, never its query, and the milliseconds."""
    if not LOG.isEnabledFor(logging.INFO):
        return
    if _LINES:
        _LINES[0].write(time.time(), f"{method} {shape} {status} {spent:.1f} ms")
    else:
        LOG.info("%s %s %d %.1f ms", method, shape, status, spent)


def note_fault(error: BaseException) -> None:
    """Write down the kind of a fault and the way to it through the program, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in reversed(frames))
    LOG.error("fault: %s at %s", type(error).__name__, way)
