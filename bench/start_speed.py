"""How long one command takes from start to end, as a person at a desk waits for it: the law taken from the shelf,
and once read from its files.

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
UNENCODED = ("decide", "us-co-adams-county", "transfer_custody", "--on", "2026-03-01")
ANEW = "the first command of all: the law read from YAML and checked"
COMMANDS = {
    "an empty Python": ("-c", ""),
    "`comity --version`": ("--version",),
    "`comity decide`, answer in words": DECIDE,
    "`comity decide --json`": (*DECIDE, "--json"),
    "`comity decide`, in a county without a law file": (*UNENCODED, "--actor", "sheriff"),
    ANEW: DECIDE,
}
SHELF = "within a command: the law from the shelf, its modules there already"
_FROM_SHELF = """
from datetime import date
from time import perf_counter, process_time
import comity.cli.main
from comity.decide.prepare import prepare
from comity.law.files.shelved import shelved_corpus
clock, busy = perf_counter(), process_time()
prepare(shelved_corpus(None, ()), "us-dc", "transfer_custody", date(2026, 3, 1))
print(perf_counter() - clock, process_time() - busy)
"""
"""Opens the shelf and prepares the law of one question, as `comity decide` does."""
TARGETS = {
    SHELF: 0.06,
    "`comity decide`, answer in words": 0.30,
    "`comity decide --json`": 0.30,
    "`comity decide`, in a county without a law file": 0.30,
    ANEW: 1.0,
}
"""Seconds, of the median."""


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
        times: dict[str, list[tuple[float, float]]] = {what: [] for what in (*COMMANDS, SHELF)}
        for number in range(runs + 1):
            for what, arguments in COMMANDS.items():
                anew = {"COMITY_CACHE": f"{kept}/anew-{number}"} if what == ANEW else {}
                one = _once(arguments, environment | anew)
                if number:
                    times[what].append(one)
            shelf = subprocess.run(
                [sys.executable, "-c", _FROM_SHELF],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            if number:
                clock, busy = map(float, shelf.stdout.split())
                times[SHELF].append((clock, busy))
    for what, found in times.items():
        clocks, spent = zip(*found, strict=True)
        yield Taken(
            what=what,
            least=min(clocks),
            middle=median(clocks),
            busy_least=min(spent),
            busy_middle=median(spent),
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
        aim = TARGETS.get(row.what)
        met = "" if aim is None else "yes" if row.middle <= aim else "**no**"
        target = "" if aim is None else f"median <= {aim:.2f}"
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
