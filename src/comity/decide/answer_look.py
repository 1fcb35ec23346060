"""How each answer looks, on every page, drawing and terminal: one colour, one texture, one mark. The words are those of the decide room.

None is red or green: no answer is good or bad. The colours keep apart for colour-blind eyes, and texture and mark
say the same without any colour. What is forbidden and what is required weigh alike: their textures are mirror images,
and a conflict of the two wears both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.logic import Answer

LINE = 2
"""The width of every line of a texture."""
DOTS_APART = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Texture:
    """Lines across an area, or dots. `angles` as CSS has them for gradients: 90 gives upright lines; two stand square."""

    angles: tuple[int, ...] = ()
    gap: int = 0
    """Units between two lines."""

    @property
    def dotted(self) -> bool:
        """Whether it is of dots."""
        return not self.angles

    @property
    def apart(self) -> int:
        """Units from one line or dot to the next."""
        return DOTS_APART if self.dotted else self.gap + LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One answer's colour on a light page, on a dark one, and on a terminal, whose ground is not known; its mark, its texture."""

    light: str
    dark: str
    terminal: str
    """The same hue, as bright as can be read on white and on black alike."""
    mark: str
    texture: Texture

    @property
    def pattern(self) -> str:
        """The texture as a CSS background, to lie on the colour."""
        if self.texture.dotted:
            return f"radial-gradient(var(--gap) 1.2px, transparent 1.4px) 0 0 / {DOTS_APART}px {DOTS_APART}px"
        gap, apart = self.texture.gap, self.texture.apart
        return ", ".join(
            f"repeating-linear-gradient({angle}deg, transparent 0 {gap}px, var(--gap) {gap}px {apart}px)"
            for angle in self.texture.angles
        )


def _lines(*angles: int, gap: int) -> Texture:
    return Texture(angles=angles, gap=gap)


LOOKS: Mapping[Answer, Look] = {
    Answer.CONFLICT: Look(
        light="#3e2184",
        dark="#b06fc4",
        terminal="#9e5da4",
        mark="◆",
        texture=_lines(45, 135, gap=8),
    ),
    Answer.PROHIBITED: Look(
        light="#9b4802", dark="#f5a753", terminal="#af6221", mark="■", texture=_lines(45, gap=8)
    ),
    Answer.REQUIRED: Look(
        light="#40518b", dark="#6daef7", terminal="#5076b3", mark="●", texture=_lines(135, gap=8)
    ),
    Answer.PERMITTED: Look(
        light="#017b8b", dark="#a7dffa", terminal="#208091", mark="▲", texture=_lines(90, gap=5)
    ),
    Answer.NOT_REGULATED: Look(
        light="#657166", dark="#8b9298", terminal="#6c796e", mark="□", texture=_lines(0, gap=5)
    ),
    Answer.CONTESTED: Look(
        light="#601f4a", dark="#f7b6c9", terminal="#b4577b", mark="◇", texture=_lines(0, 90, gap=8)
    ),
    Answer.UNDETERMINED: Look(
        light="#695c34", dark="#d7c595", terminal="#82744d", mark="○", texture=Texture()
    ),
}
"""The one table of looks."""
