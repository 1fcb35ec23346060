"""Writes `src/comity/places/outlines/states.json`: the outline of each state as an SVG path, and where its mark stands.

    python tools/write_map_shapes.py path/to/us-atlas/states-albers-10m.json

The input is a file of the npm package us-atlas (ISC licence; boundaries of the United States Census Bureau): TopoJSON
in a ready projection, 975 by 610. Borders are shared arcs, so they are thinned once and neighbours still fit together.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from comity.law import load_corpus

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]

TARGET = Path(__file__).parent.parent / "src/comity/places/outlines/states.json"
TOLERANCE = 0.45
"""Units of the drawing by which a thinned line may stray: less than half a pixel at full width."""
SMALLEST_ISLAND = 2.0
"""Square units below which an island is left out, unless it is all that there is."""
ROOM_FOR_A_MARK = 11.0
"""Units between the place of a mark and the nearest border, below which a state counts as small."""


def main() -> None:
    """Read the atlas, write the shapes."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    ids = {name: state for state, name in load_corpus().states.items()}
    arcs = [_thinned(arc) for arc in _decoded(atlas)]
    shapes = {}
    for one in atlas["objects"]["states"]["geometries"]:
        rings = [*_rings(one, arcs)]
        rings.sort(key=lambda ring: -abs(_area(ring)))
        kept = [ring for ring in rings if abs(_area(ring)) >= SMALLEST_ISLAND] or rings[:1]
        at, room = _middle(kept)
        shapes[ids[one["properties"]["name"]]] = {
            "path": "".join(_path(ring) for ring in kept),
            "at": [round(at[0], 1), round(at[1], 1)],
            "small": room < ROOM_FOR_A_MARK,
        }
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(shapes[name], separators=(',', ':'))}"
        for name in sorted(shapes)
    )
    TARGET.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _decoded(atlas: dict[str, object]) -> Iterator[Ring]:
    """The arcs as points of the drawing: they are written as steps on a grid."""
    (across, down), (left, top) = atlas["transform"]["scale"], atlas["transform"]["translate"]  # type: ignore[index]  # JSON as it is
    for arc in atlas["arcs"]:  # type: ignore[attr-defined]  # as above
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * across + left, y * down + top))
        yield points


def _thinned(line: Ring) -> Ring:
    """Ramer, Douglas and Peucker: keep the ends, and each point that strays from the line between them."""
    if line[0] == line[-1] and len(line) > 3:
        # A whole island: cut where it is farthest from its beginning, for a line needs two ends.
        far = max(range(len(line)), key=lambda at: _distance(line[at], line[0], line[0]))
        return _thinned(line[: far + 1])[:-1] + _thinned(line[far:])
    at, strays = 0, 0.0
    for number in range(1, len(line) - 1):
        if (away := _distance(line[number], line[0], line[-1])) > strays:
            at, strays = number, away
    if strays <= TOLERANCE:
        return [line[0], line[-1]]
    return _thinned(line[: at + 1])[:-1] + _thinned(line[at:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to a stretch of line."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0.0
    along = max(0.0, min(1.0, along))
    return float(((x - x1 - along * (x2 - x1)) ** 2 + (y - y1 - along * (y2 - y1)) ** 2) ** 0.5)


def _rings(shape: dict[str, object], arcs: Sequence[Ring]) -> Iterator[Ring]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:  # type: ignore[attr-defined]  # JSON as it is
        for ring in polygon:
            points: Ring = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            if len(points) > 3:
                yield points


def _area(ring: Ring) -> float:
    pairs = itertools.pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _path(ring: Ring) -> str:
    """Steps of a tenth of a unit, each from where the last one ended, so that rounding never adds up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring[:-1]]
    steps = [
        f"{_tenth(x - before_x)},{_tenth(y - before_y)}"
        for (before_x, before_y), (x, y) in itertools.pairwise(tenths)
        if (x, y) != (before_x, before_y)
    ]
    first_x, first_y = tenths[0]
    return f"M{_tenth(first_x)},{_tenth(first_y)}l{' '.join(steps)}z"


def _tenth(number: int) -> str:
    return f"{number / 10:g}"


def _middle(rings: Sequence[Ring]) -> tuple[Point, float]:
    """The point of the largest part that is farthest from any border, and how far that is."""
    outline = rings[0]
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    best, room = outline[0], 0.0
    for point in _grid(left, right, top, bottom):
        if _inside(point, outline):
            pairs = itertools.pairwise(outline)
            near = min(_distance(point, start, end) for start, end in pairs)
            if near > room:
                best, room = point, near
    return best, room


def _grid(left: float, right: float, top: float, bottom: float) -> Iterable[Point]:
    parts = 40
    for across in range(1, parts):
        for down in range(1, parts):
            yield (
                left + (right - left) * across / parts,
                top + (bottom - top) * down / parts,
            )


def _inside(point: Point, ring: Ring) -> bool:
    """Whether a line to the right crosses the border an odd number of times."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


if __name__ == "__main__":
    main()
