"""The process that reads pages, PDFs and DOCX, as seen from this side: asked one file after another, begun anew
after it broke.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from comity.evidence.intake.limits import Limits
from comity.evidence.intake.refused import DocumentRefusedError

_LONGEST_ANSWER = 256_000_000
_FILES_OF_ONE_PROCESS = 200
"""After so many files the process is begun anew: what its libraries did not give back goes with it."""


class Isolated:
    """One reading process, begun when it is first needed. Used in a `with`, which ends it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: subprocess.Popen[str] | None = None
        self._given = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, kind: str, file: Path, name: str) -> Mapping[str, object]:
        """What the process says of a file that messages call `name`. Raises DocumentRefusedError."""
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        order = {**asdict(self._limits), "kind": kind, "file": str(file)}
        try:
            child.stdin.write(json.dumps(order) + "\n")
            child.stdin.flush()
            line = child.stdout.readline(_LONGEST_ANSWER)
        except OSError:
            line = ""
        answer = _mapping(line)
        if answer is None:
            code = self._end()
            raise self._broken(name, code)
        if answer.get("refused"):
            raise DocumentRefusedError(
                name, str(answer["what"]), str(answer["why"]), str(answer["remedy"])
            )
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._child is not None and self._given >= _FILES_OF_ONE_PROCESS:
            self._end()
        if self._child is None:
            self._given = 0
            # A fixed program; what it is asked passes as text and never through a shell.
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "comity.evidence.intake.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        self._given += 1
        return self._child

    def _end(self) -> int:
        child, self._child = self._child, None
        if child is None:
            return 0
        for end in (child.stdin, child.stdout):
            if end is not None:
                with suppress(OSError):  # the other side has gone: there is nothing to flush to
                    end.close()
        try:
            return child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def _broken(self, name: str, code: int) -> DocumentRefusedError:
        alarm = getattr(signal, "SIGALRM", None)  # not on every system
        if alarm is not None and code == -alarm:
            return DocumentRefusedError(
                name,
                "it cannot be read in reasonable time",
                f"reading it takes more than {self._limits.child_seconds} seconds",
                "save it as text and read that",
            )
        return DocumentRefusedError(
            name,
            "it cannot be read within the limits",
            "reading it takes too much memory, or breaks the program that does it",
            "save it as text and read that",
        )


def _mapping(line: str) -> Mapping[str, object] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
