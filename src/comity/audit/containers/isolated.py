"""Workbooks and PDFs are read in a process of their own, with limits of memory and time: a file made to break
the libraries that read them breaks that process, and here it is a refusal with its reason.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from comity.audit.containers.limits import Limits
from comity.audit.containers.refusal import LogRefusedError, Refusal

_CHILD = Path(__file__).with_name("child.py")
_LONGEST_FRAME = 64 * 1024**2

Frame = list[Any]
"""One message of the child, its kind first; the kinds are told in `child.py`."""


def frames(
    path: Path, file: Path, what: str, order: dict[str, object], limits: Limits
) -> Iterator[Frame]:
    """What the child says of `file`, which messages call `path`. Closing the iterator ends the child.

    Raises LogRefusedError when the child refuses the file, breaks, or is ended by its limits.
    """
    asked = {
        **order,
        "file": str(file),
        "memory": limits.max_child_bytes,
        "seconds": limits.max_child_seconds,
    }
    # A fixed program; what it is told passes as one argument and never through a shell.
    with subprocess.Popen(  # noqa: S603 -- as said
        [sys.executable, "-P", str(_CHILD), what, json.dumps(asked)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        assert child.stdout is not None
        ended = False
        try:
            while line := child.stdout.readline(_LONGEST_FRAME):
                frame = _frame(line)
                if frame is None:
                    break
                if frame[0] == "refuse":
                    raise _refused(path, frame)
                if frame[0] == "end":
                    ended = True
                    break
                yield frame
        finally:
            if not ended:
                child.kill()
            code = child.wait()
        if not ended:
            raise _broken(path, code, limits)


def _frame(line: bytes) -> Frame | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, list) and found else None


def _refused(path: Path, frame: Sequence[str]) -> LogRefusedError:
    _, refusal, what, why, remedy = frame
    return LogRefusedError(Refusal(refusal), path, what, why, remedy)


def _broken(path: Path, code: int, limits: Limits) -> LogRefusedError:
    alarm = getattr(signal, "SIGALRM", None)  # not on every system
    if alarm is not None and code == -alarm:
        return LogRefusedError(
            Refusal.STALLED,
            path,
            "cannot be read in reasonable time",
            f"nothing was found in it for {limits.max_child_seconds} seconds",
            "export it as CSV, or raise `max_child_seconds` if you trust it",
        )
    return LogRefusedError(
        Refusal.TOO_LARGE,
        path,
        "cannot be read within the limits",
        f"reading it takes more than {limits.max_child_bytes} bytes of memory, or breaks the program that does it",
        "export it as CSV, or raise `max_child_bytes` if you trust it",
    )
