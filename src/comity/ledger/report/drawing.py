"""Drawings of a report as SVG: a map of the states, a bar for each month. A table with the same numbers stands beside each."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from comity.ledger.report.counts import NO_MONTH, Number
from comity.ledger.report.numbers import Opened
from comity.places.outlines import HEIGHT, WIDTH, shapes

STEPS = 5
"""Shades of the map; the darkest begins at the highest number, and none says that something is good or bad."""
_CHART_WIDTH, _CHART_HEIGHT, _LEFT, _BOTTOM = 720, 200, 48, 24
_MOST_LABELS = 12


def states_map(states: Mapping[str, Opened], names: Mapping[str, str]) -> str:
    """The states, shaded by their incidents, each a link to them."""
    most = max((one.number.high for one in states.values()), default=0)
    made = [
        f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" xmlns="http://www.w3.org/2000/svg" '
        'aria-label="Incidents by state; the table beside it has the same numbers">'
    ]
    marks = []
    for state, shape in sorted(shapes().items()):
        opened = states.get(state)
        number = opened.number if opened else Number(low=0, high=0)
        name = escape(names.get(state, state))
        path = f'<path class="s{shade(number.high, most)}" d="{shape.path}"><title>{name}: {number}</title></path>'
        if opened is not None and number.high:
            path = f'<a href="{escape(opened.link)}">{path}</a>'
            if not shape.small:
                marks.append(f'<text x="{shape.x}" y="{shape.y}">{number.high:,}</text>')
        made.append(path)
    return "".join([*made, *marks, "</svg>"])


def shade(number: int, most: int) -> int:
    """0 for none, else 1 to STEPS, in equal parts of the most."""
    return 0 if not number else min(STEPS, 1 + (number - 1) * STEPS // most)


def months_chart(months: Mapping[str, Number]) -> str:
    """A bar for each month: what is certain full, what may be above it in outline. Nothing for a single month."""
    known = {month: number for month, number in months.items() if month != NO_MONTH}
    if len(known) < 2:
        return ""
    most = max(number.high for number in known.values()) or 1
    step = (_CHART_WIDTH - _LEFT - 24) / len(known)
    width = max(1.0, min(40.0, step * 0.8))
    every = -(-len(known) // _MOST_LABELS)
    height = _CHART_HEIGHT - _BOTTOM - 12
    made = [
        f'<svg class="chart" viewBox="0 0 {_CHART_WIDTH} {_CHART_HEIGHT}" role="img" '
        'aria-label="Incidents by month; the table below has the same numbers" xmlns="http://www.w3.org/2000/svg">',
        f'<text class="axis" x="{_LEFT - 6}" y="16" text-anchor="end">{most:,}</text>',
        f'<text class="axis" x="{_LEFT - 6}" y="{12 + height}" text-anchor="end">0</text>',
        f'<line class="grid" x1="{_LEFT}" x2="{_CHART_WIDTH - 24}" y1="{12 + height}" y2="{12 + height}"/>',
    ]
    for at, (month, number) in enumerate(known.items()):
        x = _LEFT + step * at + (step - width) / 2
        for kind, value in (("perhaps", number.high), ("certain", number.low)):
            tall = height * value / most
            made.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{12 + height - tall:.2f}" width="{width:.1f}" height="{tall:.2f}">'
                f"<title>{month}: {number}</title></rect>"
            )
        if at % every == 0:
            made.append(
                f'<text class="axis" x="{x + width / 2:.1f}" y="{_CHART_HEIGHT - 8}" text-anchor="middle">{month}</text>'
            )
    return "".join([*made, "</svg>"])
