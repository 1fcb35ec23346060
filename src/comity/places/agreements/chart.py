"""The growth of the list as a drawing: stacked areas in steps, as SVG without script or style of its own.

The number of a day stands until the next list: nothing is drawn between two lists that neither says. The colours
come from the page by class; the words stand in the drawing, so that colour never speaks alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from comity.places.agreements.growth import Count
from comity.places.agreements.model import AgreementModel

WIDTH, HEIGHT = 780, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 236, 16, 34
_LABEL_HEIGHT = 34
"""Pixels that a label of two lines takes."""

STYLE = """\
.growth .jail_enforcement { fill: #33475b; } .growth .warrant_service_officer { fill: #7f9bb3; } .growth .task_force { fill: #d9b26f; }
.growth text { font-size: 13px; fill: currentColor; } .growth .axis { stroke: currentColor; stroke-opacity: .25; } .growth .label { font-weight: 600; }
.growth .key { stroke: currentColor; stroke-width: 1; } .growth .leader { stroke: currentColor; stroke-opacity: .5; fill: none; }
@media (prefers-color-scheme: dark) { .growth .jail_enforcement { fill: #6f8ba6; } .growth .warrant_service_officer { fill: #b4c6d6; } .growth .task_force { fill: #e3c48d; } }
@media print { .growth .jail_enforcement { fill: #444; } .growth .warrant_service_officer { fill: #999; } .growth .task_force { fill: #ddd; } }
"""
"""What a page needs for the drawing."""


def growth_chart(
    counts: Sequence[Count], *, title: str, names: Mapping[AgreementModel, str]
) -> str:
    """The drawing of counts in the order of their days; nothing where there are none. `title` is read aloud."""
    if not counts:
        return ""
    return "\n".join(_lines(counts, title, names))


def _lines(
    counts: Sequence[Count], title: str, names: Mapping[AgreementModel, str]
) -> Iterator[str]:
    first, last = counts[0].day, counts[-1].day
    most = max((one.agreements for one in counts), default=0)
    step = _nice_step(most)
    top = max(step, -(-most // step) * step)
    yield f'<svg class="growth" role="img" aria-label="{_quoted(title)}" viewBox="0 0 {WIDTH} {HEIGHT}">'
    yield f"<title>{escape(title)}</title>"
    for value in range(0, top + 1, step):
        y = _y(value, top)
        yield f'<path class="axis" d="M{_LEFT},{y:g}H{WIDTH - _RIGHT}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:g}" text-anchor="end">{value:,}</text>'
    for day in _ticks(first, last):
        x = _x(day, first, last)
        yield f'<path class="axis" d="M{x:g},{HEIGHT - _BOTTOM}v5"/>'
        shown = str(day.year) if (day.month, day.day) == (1, 1) else f"{day:%Y-%m}"
        yield f'<text x="{x:g}" y="{HEIGHT - 12}" text-anchor="middle">{shown}</text>'
    below = [0] * len(counts)
    middles = []
    for model in AgreementModel:
        above = [low + one.by_model[model] for low, one in zip(below, counts, strict=True)]
        if any(one.by_model[model] for one in counts):
            yield f'<path class="{model.value}" d="{_area(counts, below, above, top)}"/>'
            middles.append((model, (_y(below[-1], top) + _y(above[-1], top)) / 2))
        below = above
    yield from _labels(middles, counts[-1], names)
    yield "</svg>"


def _area(counts: Sequence[Count], below: Sequence[int], above: Sequence[int], top: int) -> str:
    """An outline in steps: along the upper edge, and back along the lower one."""
    first, last = counts[0].day, counts[-1].day
    points = [round(_x(one.day, first, last), 1) for one in counts]
    upper = [round(_y(value, top), 1) for value in above]
    lower = [round(_y(value, top), 1) for value in below]
    path = f"M{points[0]:g},{upper[0]:g}"
    for at in range(1, len(points)):
        if upper[at] != upper[at - 1]:
            path += f"H{points[at]:g}V{upper[at]:g}"
    path += f"H{points[-1]:g}V{lower[-1]:g}"
    for at in range(len(points) - 1, 0, -1):
        if lower[at] != lower[at - 1]:
            path += f"H{points[at]:g}V{lower[at - 1]:g}"
    return f"{path}H{points[0]:g}Z"


def _labels(
    middles: Sequence[tuple[AgreementModel, float]],
    last: Count,
    names: Mapping[AgreementModel, str],
) -> Iterator[str]:
    """The name and the last number of each area beside it, from the lowest up, none over another."""
    edge = WIDTH - _RIGHT
    floor = float(HEIGHT - _BOTTOM)
    for model, middle in middles:
        y = min(middle, floor - _LABEL_HEIGHT / 2)
        floor = y - _LABEL_HEIGHT / 2
        yield f'<path class="leader" d="M{edge + 2},{middle:g}L{edge + 14},{y:g}"/>'
        yield f'<rect class="{model.value} key" x="{edge + 18}" y="{y - 7:g}" width="12" height="12"/>'
        yield f'<text class="label" x="{edge + 36}" y="{y - 1:g}">{escape(names[model])}</text>'
        yield f'<text x="{edge + 36}" y="{y + 14:g}">{last.by_model[model]:,}</text>'


def _nice_step(most: int) -> int:
    """A round step that gives four to ten lines."""
    step = 1
    while most > 5 * step:
        step = step * 2 if str(step)[0] in "15" else step * 5 // 2
    return step


def _ticks(first: date, last: date) -> Iterator[date]:
    """The first of each year, or of every month where there is no year to mark."""
    years = [
        date(year, 1, 1)
        for year in range(first.year, last.year + 1)
        if first <= date(year, 1, 1) <= last
    ]
    if len(years) > 1 or first == last:
        yield from years or [first]
        return
    months = (
        date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)
    )
    inside = [day for day in months if first <= day <= last]
    every = -(-len(inside) // 6) or 1
    yield from inside[::every]


def _x(day: date, first: date, last: date) -> float:
    days = max((last - first).days, 1)
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / days


def _y(value: float, top: int) -> float:
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / top)


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
