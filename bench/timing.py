"""How the benchmarks measure: each call by itself, five times; its median counts.

So a pause that hits one run of a call (another program, a page of memory) does not stand in the table,
while a call that is slow by itself does.
"""

from __future__ import annotations

import gc
import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import TypeVar

RUNS = 5

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line of a table: microseconds of one call, over `calls` calls, each the median of RUNS."""

    what: str
    calls: int
    p50: float
    p99: float
    longest: float
    target: str = ""
    met: bool | None = None
    note: str = ""


def measured(
    what: str,
    call: Callable[[Item], object],
    items: Sequence[Item],
    *,
    p50: float | None = None,
    p99: float | None = None,
    longest: float | None = None,
    note: str = "",
) -> Measured:
    """Time one call for each item. `p50`, `p99` and `longest` are targets in microseconds.

    A first run that is not counted warms up what a program that stays running keeps anyway. The
    garbage collector stays on, as it does in use.
    """
    runs = [_run(call, items) for _ in range(RUNS + 1)][1:]
    taken = sorted(median(times) / 1000 for times in zip(*runs, strict=True))
    found = [taken[round((len(taken) - 1) * share)] for share in (0.5, 0.99, 1.0)]
    targets = [
        (name, value, wanted)
        for name, value, wanted in zip(
            ("p50", "p99", "longest"), found, (p50, p99, longest), strict=True
        )
        if wanted is not None
    ]
    return Measured(
        what=what,
        calls=len(items),
        p50=found[0],
        p99=found[1],
        longest=found[2],
        target=", ".join(f"{name} <= {wanted:,.0f}" for name, _, wanted in targets),
        met=all(value <= wanted for _, value, wanted in targets) if targets else None,
        note=note,
    )


def _run(call: Callable[[Item], object], items: Sequence[Item]) -> list[int]:
    gc.collect()
    taken: list[int] = []
    for item in items:
        start = perf_counter_ns()
        call(item)
        taken.append(perf_counter_ns() - start)
    return taken


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            return next(line.split(":")[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def table(rows: Iterable[Measured]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| what | calls | p50 us | p99 us | longest us | target us | met |",
        "|---|--:|--:|--:|--:|---|---|",
    ]
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else "**no**"
        what = f"{row.what} ({row.note})" if row.note else row.what
        lines.append(
            f"| {what} | {row.calls:,} | {_figure(row.p50)} | {_figure(row.p99)} "
            f"| {_figure(row.longest)} | {row.target} | {met} |"
        )
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:,.2f}" if value < 10 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
