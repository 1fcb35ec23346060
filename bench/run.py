"""Runs the benchmarks and prints their tables; writes JSON and Markdown beside each other.

python bench/run.py --out build/bench [--only decision] [--docs docs/performance.md]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path

import decision_speed
import table_speed
from timing import machine, table


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
    options.out.mkdir(parents=True, exist_ok=True)
    host = machine()
    line = f"{host['cores']} cores ({host['processor']}), {host['system']}, Python {host['python']}"
    print(line)
    for name in options.only or BENCHMARKS:
        text, found = BENCHMARKS[name]()
        text = f"Measured on {line}.\n\n{text}"
        print(f"\n{text}")
        content = {"machine": host, "measured": found}
        (options.out / f"{name}.json").write_text(json.dumps(content, default=_plain, indent=1))
        (options.out / f"{name}.md").write_text(f"{text}\n")
        if options.docs:
            _write_marked(options.docs, name, text)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"`{value}` has no JSON form")


def _write_marked(page: Path, name: str, text: str) -> None:
    """Put the text between the marks of that name."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    before, _, rest = page.read_text().partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(
            f"{page}: no place for `{name}`: write `{begin}` and `{end}` where it goes"
        )
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}")


if __name__ == "__main__":
    main()
