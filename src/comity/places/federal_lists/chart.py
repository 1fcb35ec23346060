"""The lists as a drawing: a bar for each list and level, as published and after each change, as SVG with classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from comity.places.federal_lists.entries import LEVELS, FederalList

WIDTH = 780
_LEFT, _RIGHT, _BAR, _GAP, _HEAD = 150, 60, 20, 8, 26


def lists_chart(
    lists: tuple[FederalList, ...],
    *,
    title: str,
    name: Callable[[FederalList], str],
    level: Callable[[str], str],
) -> str:
    """The drawing. Counts of entries held are drawn; a list held in part says so in its name and text."""
    rows = list(_rows(lists, name, level))
    most = max((number for _, _, number in rows), default=1) or 1
    height = sum(_HEAD if kind == "head" else _BAR + _GAP for kind, _, _ in rows) + _GAP
    quoted = escape(title, {'"': "&quot;"})
    lines = [f'<svg class="bars" role="img" aria-label="{quoted}" viewBox="0 0 {WIDTH} {height}">', f"<title>{escape(title)}</title>"]  # fmt: skip
    y = _GAP
    for kind, text, number in rows:
        if kind == "head":
            lines.append(f'<text class="label" x="0" y="{y + 14}">{escape(text)}</text>')
            y += _HEAD
            continue
        width = round((WIDTH - _LEFT - _RIGHT) * number / most, 1)
        lines.append(
            f'<text x="{_LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(text)}</text>'
            f'<rect class="{kind}" x="{_LEFT}" y="{y}" width="{width:g}" height="{_BAR}"/>'
            f'<text x="{_LEFT + width + 8:g}" y="{y + 15}">{number}</text>'
        )
        y += _BAR + _GAP
    return "\n".join([*lines, "</svg>"])


def _rows(
    lists: tuple[FederalList, ...], name: Callable[[FederalList], str], level: Callable[[str], str]
) -> Iterator[tuple[str, str, int]]:
    for held in lists:
        for day in held.changes:
            yield "head", f"{name(held)}, {day}", 0
            counts = held.counts(day)
            for one in LEVELS:
                yield one, level(one), counts[one]
