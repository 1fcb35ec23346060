"""The looks of the answers: readable on every ground, apart for every eye."""

from __future__ import annotations

from itertools import combinations

import pytest

from comity.cli.show_answer import answer_style
from comity.decide.answer_look import LOOKS
from comity.logic import Answer

DIFFERENCES = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How an eye mixes linear red, green and blue: Machado, Oliveira and Fernandes 2009, full deficiency."""


@pytest.mark.parametrize("eye", DIFFERENCES)
@pytest.mark.parametrize("side", ["light", "dark"])
def test_no_two_answers_have_one_colour_for_any_eye(eye: str, side: str) -> None:
    """CIE 1976 colour difference; about 2 can just be seen side by side, 15 is plain."""
    seen = {answer: _lab(getattr(look, side), eye) for answer, look in LOOKS.items()}
    for one, other in combinations(seen, 2):
        apart = sum((x - y) ** 2 for x, y in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart >= 15, (one, other, apart)


def test_a_terminal_of_either_ground_shows_each_answer_clearly() -> None:
    for answer, look in LOOKS.items():
        light = _luminance(look.terminal) + 0.05
        assert 1.05 / light >= 4.5, answer
        assert light / 0.05 >= 4.5, answer


def test_no_answer_is_red_or_green_on_a_terminal_of_sixteen_colours() -> None:
    assert not any("red" in answer_style(one) or "green" in answer_style(one) for one in Answer)


def _linear(colour: str) -> list[float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str, eye: str) -> tuple[float, float, float]:
    linear = _linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(share * part for share, part in zip(row, linear, strict=True))))
        for row in DIFFERENCES[eye]
    )
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return float(share ** (1 / 3)) if share > 0.008856 else 7.787 * share + 16 / 116
