"""The outlines of the states, and the textures of the answers as SVG patterns. Sources stand in `shapes/LICENSE.txt`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.decide.answer_look import LINE, LOOKS
from comity.logic import Answer

WIDTH, HEIGHT = 975, 610
"""Of the drawing that the outlines are made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A state's outline, where its mark stands, and whether it is too small to hold one."""

    path: str
    x: float
    y: float
    small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """An answer's texture as a tile of an SVG pattern: turned by `turn` degrees, with lines drawn by `lines`, or a dot."""

    answer: Answer
    side: int
    turn: int
    lines: str
    line_width: int
    dot: bool


@cache
def shapes() -> Mapping[str, Shape]:
    """The outlines by state; territories have none."""
    text = (files("comity.web") / "shapes" / "states.json").read_text(encoding="utf-8")
    return {
        name: Shape(path=one["path"], x=one["at"][0], y=one["at"][1], small=one["small"])
        for name, one in json.loads(text).items()
    }


@cache
def patterns() -> tuple[Pattern, ...]:
    """The textures, from the table of looks."""
    return tuple(_pattern(answer) for answer in LOOKS)


def _pattern(answer: Answer) -> Pattern:
    """A gradient of CSS runs from bottom to top at 0 degrees; lines of SVG are upright before they are turned."""
    texture = LOOKS[answer].texture
    side = texture.apart
    lines = "" if texture.dotted else f"M{LINE / 2:g},0V{side}"
    if len(texture.angles) == 2:
        lines += f"M0,{LINE / 2:g}H{side}"
    return Pattern(
        answer=answer,
        side=side,
        turn=0 if texture.dotted else texture.angles[0] - 90,
        lines=lines,
        line_width=LINE,
        dot=texture.dotted,
    )
