"""Writes what was measured: JSON and Markdown beside each other, and the marked part of a page."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path

from timing import machine


def machine_line() -> str:
    """The machine in one line."""
    host = machine()
    return f"{host['cores']} cores ({host['processor']}), {host['system']}, Python {host['python']}"


def write_report(out: Path, name: str, text: str, found: object, docs: Path | None = None) -> None:
    """Print a report and write it into a folder, and between its marks in a page."""
    text = f"Measured on {machine_line()}.\n\n{text}"
    print(f"\n{text}")
    out.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine(), "measured": found}
    (out / f"{name}.json").write_text(json.dumps(content, default=_plain, indent=1))
    (out / f"{name}.md").write_text(f"{text}\n")
    if docs:
        _write_marked(docs, name, text)


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
