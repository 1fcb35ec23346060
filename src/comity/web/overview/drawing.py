"""The textures of the answers as SVG patterns, beside the outlines of the states that they fill."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from comity.decide.answer_look import LINE, LOOKS
from comity.logic import Answer
from comity.places.outlines import HEIGHT, WIDTH, shapes

__all__ = ["HEIGHT", "WIDTH", "Pattern", "patterns", "shapes"]


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
