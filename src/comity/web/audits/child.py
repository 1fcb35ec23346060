"""The child process that reads files from strangers: `look` at what they seem to be, or `run` the audit.

It sets its own limits of memory and time before it opens anything, and speaks only through `state.json`.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from comity.audit import (
    AuditAccountError,
    AuditInputError,
    AuditOptions,
    DialectError,
    NamedLog,
    ReportFolderError,
    audit_logs,
    look_at,
)
from comity.law import CorpusError, shelved_corpus
from comity.web.audits.store import State, write_state

_EVERY = 0.3
"""Seconds between two words of progress."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Look or run, and say how it ended. Ends with 1 where the files cannot be used."""
    options = _options(arguments)
    folder: Path = options.folder
    _limit(options.memory, options.seconds)
    told: dict[str, object] = {"pid": os.getpid()}
    try:
        if options.what == "look":
            told.update(_look(folder))
        else:
            told.update(_run(folder, options))
    except DialectError as error:
        told.update(state=State.REFUSED.value, messages=[str(one) for one in error.problems])
    except AuditInputError as error:
        # The words of the room below name files by their whole path: of that, only the name is the user's.
        own = f"{folder / 'input'}{os.sep}"
        told.update(
            state=State.REFUSED.value, messages=[one.replace(own, "") for one in error.messages]
        )
    except CorpusError as error:
        told.update(state=State.FAILED.value, messages=[str(one) for one in error.problems])
    except (ReportFolderError, AuditAccountError) as error:
        told.update(state=State.FAILED.value, messages=[str(error)])
    except MemoryError:
        told.update(
            state=State.FAILED.value,
            messages=["the audit needs more memory than this server allows: use `comity audit`"],
        )
    write_state(folder, told)
    return 0 if told["state"] in (State.LOOKED.value, State.DONE.value) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="comity.web.audits.child")
    parser.add_argument("what", choices=["look", "run"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("memory", type=int)
    parser.add_argument("seconds", type=int)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--overlay", type=Path, action="append", default=[])
    parser.add_argument("--agency")
    parser.add_argument("--dialect")
    return parser.parse_args(arguments)


def _limit(memory: int, seconds: int) -> None:
    """Bytes of memory, and seconds on the clock, after which the system ends this process."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(seconds)


def _look(folder: Path) -> dict[str, object]:
    found = look_at([folder / "input"])
    return {
        "state": State.LOOKED.value,
        "logs": [_log(one) for one in found.logs],
        "not_read": [
            {"file": _name(one.label), "why": _within(str(one.error), folder)}
            for one in found.not_read
        ],
        "notes": list(found.notes),
        "messages": [],
    }


def _log(one: NamedLog) -> dict[str, object]:
    return {
        "file": _name(one.label),
        "kind": one.log.kind.value,
        "dialect": one.log.dialect.id,
        "means": one.log.dialect.means,
        "agency": whose.name if (whose := one.log.agency or one.log.owner) else None,
    }


def _name(label: str) -> str:
    return label.removeprefix("input/")


def _within(text: str, folder: Path) -> str:
    return text.replace(f"{folder / 'input'}{os.sep}", "")


def _run(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    corpus = shelved_corpus(options.corpus, options.overlay)
    said = 0.0

    def progress(what: str, rows: int) -> None:
        nonlocal said
        if time.monotonic() - said >= _EVERY:
            said = time.monotonic()
            write_state(
                folder,
                {
                    "state": State.RUNNING.value,
                    "pid": os.getpid(),
                    "what": _name(what),
                    "rows": rows,
                },
            )

    found = audit_logs(
        corpus,
        [folder / "input"],
        out=folder / "report",
        options=AuditOptions(agency=options.agency or None, dialect=options.dialect or None),
        progress=progress,
    )
    return {
        "state": State.DONE.value,
        "rows": found.tally.rows,
        "headlines": [
            {
                "text": one.text,
                "lines": [
                    {"rows": line.rows, "answer": line.answer.value, "means": line.means}
                    for line in one.lines
                ],
            }
            for one in found.headlines
        ],
        "messages": [_within(one, folder) for one in (*found.passed_over, *found.broken)],
    }


if __name__ == "__main__":
    sys.exit(main())
