"""The process that reads pages, PDFs and DOCX: a file made to break the libraries breaks it, and nothing else.

It takes one JSON object a line (`kind`, `file` and limits) and answers each with one: `text`, `title`, `published`,
`left_out`, `notes`; or `refused` with `what`, `why`, `remedy`. It sets its own limits first and ends with its input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any


def _limit(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(order: dict[str, Any]) -> dict[str, object]:
    reader = import_module(f"comity.evidence.intake.child_{order['kind']}")
    try:
        answer: dict[str, object] = reader.read(order)
    except ModuleNotFoundError as error:
        return refusal(
            "it cannot be read by this installation",
            f"the library `{error.name}` is not installed",
            "install comity with the extra `evidence`",
        )
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 -- a panic of a compiled library is no Exception
        said = " ".join(str(error).split())[:200] or type(error).__name__
        return refusal("it cannot be read", f"the library that reads it says `{said}`", "fetch it again")  # fmt: skip
    if len(str(answer.get("text", ""))) > order["text_letters"]:
        return refusal(
            "its text is too long",
            f"it has more than {order['text_letters']:,} characters",
            "split it",
        )
    return answer


def refusal(what: str, why: str, remedy: str) -> dict[str, object]:
    """The answer that refuses a file."""
    return {"refused": True, "what": what, "why": why, "remedy": remedy}


def main() -> int:
    """Read what is asked for until nothing more is."""
    alarm = getattr(signal, "alarm", lambda _seconds: None)
    # What a library prints must not stand between our answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    limited = False
    for line in sys.stdin:
        order = json.loads(line)
        if not limited:
            _limit(order["child_bytes"])
            limited = True
        alarm(order["child_seconds"])
        try:
            answer = _answer(order)
        except MemoryError:
            return 2
        alarm(0)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
