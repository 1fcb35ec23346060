"""Runs the benchmarks and prints their tables; writes JSON and Markdown beside each other.

python bench/run.py --out build/bench [--only decision] [--docs docs/performance.md]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

import decision_speed
import table_speed
from report import machine_line, write_report
from timing import table


def decision() -> tuple[str, object]:
    """The single decision: Markdown, and what was measured."""
    found = list(decision_speed.sections())
    text = "\n\n".join(f"### {one.title}\n\n{one.about}\n\n{table(one.rows)}" for one in found)
    return text, found


def whole_tables() -> tuple[str, object]:
    """Whole tables: Markdown, and what was measured."""
    found = table_speed.table_speed()
    return table_speed.markdown(found), found


BENCHMARKS: Mapping[str, Callable[[], tuple[str, object]]] = {
    "decision": decision,
    "table": whole_tables,
}
"""By name: from nothing to the Markdown of the report and what was measured, for the JSON."""


def main() -> None:
    """Run what was asked for, in order."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, required=True, help="folder for JSON and Markdown")
    arguments.add_argument("--only", choices=BENCHMARKS, action="append", help="run only this")
    arguments.add_argument("--docs", type=Path, help="page whose marked parts are written anew")
    options = arguments.parse_args()
    print(machine_line())
    for name in options.only or BENCHMARKS:
        text, found = BENCHMARKS[name]()
        write_report(options.out, name, text, found, options.docs)


if __name__ == "__main__":
    main()
