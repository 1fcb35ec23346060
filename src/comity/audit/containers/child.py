"""The process that reads a workbook or a PDF: a program of its own, which nothing imports.

It prints one JSON list a line: `["table", index, name, shown]`, `["row", number, cells]`, `["image", number]`,
`["note", text]`, `["refuse", refusal, what, why, remedy]`, and `["end"]` last. It sets its own limits first.
"""

from __future__ import annotations

import importlib.util
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVERY = 500
"""Frames between two resets of the alarm."""


def _limit(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reader(
    what: str,
) -> Any:  # noqa: ANN401 -- a module, loaded by its place: this process knows no package
    place = Path(__file__).with_name(f"child_{what}.py")
    spec = importlib.util.spec_from_file_location(f"child_{what}", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _say(frame: list[object]) -> None:
    sys.stdout.write(json.dumps(frame) + "\n")


def main() -> int:
    """Read what is asked for, and say how it ended."""
    what, order = sys.argv[1], json.loads(sys.argv[2])
    _limit(order["memory"])
    alarm = getattr(signal, "alarm", lambda _seconds: None)
    alarm(order["seconds"])
    frames: Iterator[list[object]] = _reader(what).frames(order)
    try:
        for number, frame in enumerate(frames):
            _say(frame)
            if number % EVERY == 0:
                alarm(order["seconds"])
    except MemoryError:
        return 2
    except BrokenPipeError:
        return 0
    except BaseException as error:  # noqa: BLE001 -- a panic of a compiled library is no Exception
        if isinstance(error, KeyboardInterrupt):
            return 130
        said = " ".join(str(error).split())[:200] or type(error).__name__
        why = f"the library that reads it says `{said}`"
        _say(["refuse", "damaged", "cannot be read to its end", why, "fetch the file again"])
        return 1
    _say(["end"])
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
