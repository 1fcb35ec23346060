"""Drawings of a report as SVG: a bar for each month, in the answers' own colours and textures. Its table stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from comity.audit.counting.count import Count
from comity.audit.counting.tally import MonthCount, Statement
from comity.logic import Answer

WIDTH, HEIGHT = 720, 220
LEFT, BOTTOM, TOP = 52, 26, 10
MOST_LABELS = 12


def months_chart(months: Sequence[MonthCount], words: Mapping[Answer, str], title: str) -> str:
    """Stacked bars: the acts of each month by answer, each act counted once (the high count)."""
    stacks = [
        (one.month, [(answer.value, words[answer], of.high) for answer, of in one.answers.items()])
        for one in _without_gaps(months)
    ]
    return _bars(stacks, title)


def statements_chart(months: Sequence[MonthCount], title: str, words: Mapping[str, str]) -> str:
    """Stacked bars: what the searches of each month say of their purpose."""
    stacks = []
    for one in _without_gaps(months):
        said = one.said
        rest = one.count.high - said.mentions.high - said.little.high - said.nothing.high
        parts = (
            ("mentions", said.mentions.high),
            ("other", rest),
            ("little", said.little.high),
            ("nothing", said.nothing.high),
        )
        stacks.append((one.month, [(name, words[name], number) for name, number in parts]))
    return _bars(stacks, title)


def _without_gaps(months: Sequence[MonthCount]) -> list[MonthCount]:
    """The months from first to last, those without an act too: a gap in a log must be seen."""
    if not months:
        return []
    known = {one.month: one for one in months}
    made, month = [], min(known)
    while month <= max(known):
        made.append(
            known.get(month)
            or MonthCount(
                subject=months[0].subject,
                month=month,
                count=Count(),
                answers={},
                said=Statement(),
            )
        )
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return made


def _bars(stacks: Sequence[tuple[date, Sequence[tuple[str, str, int]]]], title: str) -> str:
    most = max((sum(n for _, _, n in parts) for _, parts in stacks), default=0)
    if not most:
        return ""
    top = _round_up(most)
    inner_width, inner_height = WIDTH - LEFT - 8, HEIGHT - BOTTOM - TOP
    step = inner_width / len(stacks)
    width = max(1.0, min(42.0, step * 0.8))
    every = -(-len(stacks) // MOST_LABELS)
    made = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
    ]
    for part in (0.0, 0.5, 1.0):
        y = TOP + inner_height * (1 - part)
        made.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - 8}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="axis" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{top * part:,.0f}</text>'
        )
    for place, (month, parts) in enumerate(stacks):
        x = LEFT + step * place + (step - width) / 2
        y = float(TOP + inner_height)
        for name, words, number in parts:
            if not number:
                continue
            height = inner_height * number / top
            y -= height
            made.append(
                f'<rect class="fill {name}" x="{x:.1f}" y="{y:.2f}" width="{width:.1f}" height="{height:.2f}">'
                f"<title>{month:%Y-%m}: {number:,} {escape(words)}</title></rect>"
            )
        if place % every == 0:
            made.append(
                f'<text class="axis" x="{x + width / 2:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{month:%Y-%m}</text>'
            )
    made.append("</svg>")
    return "".join(made)


def _round_up(number: int) -> int:
    """The next number that an axis may end with."""
    size = 1
    while True:
        for step in (1, 2, 4, 5, 8, 10):
            if number <= step * size:
                return step * size
        size *= 10
