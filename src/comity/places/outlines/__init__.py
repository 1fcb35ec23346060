"""The outlines of the states as SVG paths, for maps. Where they come from stands in `LICENSE.txt` here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WIDTH, HEIGHT = 975, 610
"""Of the drawing that the outlines are made for."""

__all__ = ["HEIGHT", "WIDTH", "Shape", "shapes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A state's outline, where its mark stands, and whether it is too small to hold one."""

    path: str
    x: float
    y: float
    small: bool


@cache
def shapes() -> Mapping[str, Shape]:
    """The outlines by state; territories have none."""
    text = (files("comity.places.outlines") / "states.json").read_text(encoding="utf-8")
    return {
        name: Shape(path=one["path"], x=one["at"][0], y=one["at"][1], small=one["small"])
        for name, one in json.loads(text).items()
    }
