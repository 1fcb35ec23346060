"""Runs the ```console blocks of a page as a reader would, and writes pages anew with what was printed.

A block holds commands (`$ ...`, a backslash at the end goes on) with what they print. A line `...` says that the rest is left out; a last
line `[ends with 3]` names an exit code other than 0. A block with ` file=NAME` after its language is a file
that lies in the folder where the commands run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DIGEST = re.compile(r"(?<=Corpus )[0-9a-f]{12}")
COUNTS = re.compile(
    r"^\d+ (places, )\d+ (provisions in )\d+ (versions with )\d+ (cases: )", re.MULTILINE
)
CUT = "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of a block, with the lines that the page says it prints."""

    line: str
    printed: tuple[str, ...]


def stable(text: str) -> str:
    """Printed text without what changes with every change of the law files."""
    text = re.sub(r"\bor \d+ more\b", "or N more", text)
    return COUNTS.sub(r"N \1N \2N \3N \4", DIGEST.sub("0" * 12, text))


def commands_of(block: str) -> Iterator[Command]:
    """The commands of a console block in order."""
    line: str | None = None
    printed: list[str] = []
    for text in block.rstrip("\n").split("\n"):
        if line is not None and line.endswith("\\"):
            line += f"\n{text}"
        elif text.startswith("$ "):
            if line is not None:
                yield Command(line=line, printed=tuple(printed))
            line, printed = text[2:], []
        else:
            assert line is not None, f"a console block begins with `$ `, not with `{text}`"
            printed.append(text)
    if line is not None:
        yield Command(line=line, printed=tuple(printed))


def run(line: str, folder: Path) -> str:
    """What a command prints, errors after the output, and its exit code where it is not 0."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    ended = f"[ends with {done.returncode}]\n" if done.returncode else ""
    return stable(re.sub(r"[ \t]+$", "", done.stdout + done.stderr + ended, flags=re.MULTILINE))


def as_shown(command: Command, printed: str) -> tuple[str, ...]:
    """What was printed in the form in which the page shows it: whole, or cut where the page cuts."""
    lines = printed.rstrip("\n").split("\n") if printed else []
    if CUT not in command.printed:
        return tuple(lines)
    kept = lines[: command.printed.index(CUT)]
    ended = [lines[-1]] if lines and lines[-1].startswith("[ends with") else []
    return (*kept, CUT, *ended)


def page_as_run(text: str, folder: Path) -> str:
    """The page with every console block as it comes out when its commands are run in order."""

    def block(match: re.Match[str]) -> str:
        language, rest, body = match.groups()
        if named := re.search(r"file=(\S+)", rest):
            (folder / named[1]).write_text(body, encoding="utf-8")
        if language != "console":
            return match[0]
        lines: list[str] = []
        for command in commands_of(body):
            lines += [f"$ {command.line}", *as_shown(command, run(command.line, folder))]
        return f"```console{rest}\n" + "\n".join(lines) + "\n```"

    return FENCE.sub(block, text)
