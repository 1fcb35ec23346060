"""How long one command takes from start to end, as a person at a desk waits for it: the law taken from the shelf.

python bench/start_speed.py --out build/bench [--docs docs/performance.md] [--runs 15]

Each run is a process of its own. Python keeps its bytecode, as an installed program does, whatever the environment says.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from report import write_report

DECIDE = (
    *("decide", "us-dc", "transfer_custody", "--on", "2026-03-01"),
    *("--actor", "corrections_department", "--fact", "in_custody=true"),
)
COMMANDS = {
    "an empty Python": ("-c", ""),
    "`comity --version`": ("--version",),
    "`comity decide`, answer in words": DECIDE,
    "`comity decide --json`": (*DECIDE, "--json"),
}
TARGET = 0.30
"""Seconds of `comity decide`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a command took: seconds on the clock and of the processor, each the least and the median."""

    what: str
    least: float
    middle: float
    busy_least: float
    busy_middle: float


def measured(runs: int) -> Iterator[Taken]:
    """Each command so many times, in turn, after one that is not counted."""
    with tempfile.TemporaryDirectory() as kept:
        environment = {
            **os.environ,
            "COMITY_CACHE": f"{kept}/law",
            "PYTHONPYCACHEPREFIX": f"{kept}/code",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times: dict[str, list[tuple[float, float]]] = {what: [] for what in COMMANDS}
        for number in range(runs + 1):
            for what, arguments in COMMANDS.items():
                one = _once(arguments, environment)
                if number:
                    times[what].append(one)
    for what, found in times.items():
        clock, busy = zip(*found, strict=True)
        yield Taken(
            what=what,
            least=min(clock),
            middle=median(clock),
            busy_least=min(busy),
            busy_middle=median(busy),
        )


def _once(arguments: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    program = () if arguments[0] == "-c" else ("-c", "from comity.cli.main import run; run()")
    before, begin = os.times(), perf_counter()
    subprocess.run(
        [sys.executable, *program, *arguments], env=environment, check=False, capture_output=True
    )
    taken, after = perf_counter() - begin, os.times()
    spent = after.children_user + after.children_system
    return taken, spent - before.children_user - before.children_system


def table(rows: Sequence[Taken]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| what | least s | median s | processor, least s | processor, median s | target s | met |",
        "|---|--:|--:|--:|--:|---|---|",
    ]
    for row in rows:
        aimed = row.what.startswith("`comity decide")
        met = ("yes" if row.middle <= TARGET else "**no**") if aimed else ""
        target = f"median <= {TARGET:.2f}" if aimed else ""
        lines.append(
            f"| {row.what} | {row.least:.2f} | {row.middle:.2f} | {row.busy_least:.2f} | {row.busy_middle:.2f} "
            f"| {target} | {met} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=Path("build/bench"))
    arguments.add_argument("--docs", type=Path, help="page whose marked part is written anew")
    arguments.add_argument("--runs", type=int, default=15)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    rows = list(measured(options.runs))
    text = f"{table(rows)}\n\nEach {options.runs} times, in turn; load average of one minute at the start {load:.1f}."
    print(text)
    write_report(options.out, "start", text, rows, options.docs)


if __name__ == "__main__":
    main()
