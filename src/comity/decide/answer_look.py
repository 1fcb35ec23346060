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
        light="#7a2e8e",
        dark="#d39be0",
        terminal="#9a5eab",
        mark="◆",
        texture=_lines(45, 135, gap=8),
    ),
    Answer.PROHIBITED: Look(
        light="#9a4a00", dark="#f0a860", terminal="#ad6327", mark="■", texture=_lines(45, gap=8)
    ),
    Answer.REQUIRED: Look(
        light="#00598c", dark="#6fbdf0", terminal="#377bab", mark="●", texture=_lines(135, gap=8)
    ),
    Answer.PERMITTED: Look(
        light="#33768a", dark="#8ccfdd", terminal="#3d7e91", mark="▲", texture=_lines(90, gap=5)
    ),
    Answer.NOT_REGULATED: Look(
        light="#5f6670", dark="#b4bac4", terminal="#6f7680", mark="□", texture=_lines(0, gap=5)
    ),
    Answer.CONTESTED: Look(
        light="#a3366f", dark="#f09cc8", terminal="#b45585", mark="◇", texture=_lines(0, 90, gap=8)
    ),
    Answer.UNDETERMINED: Look(
        light="#767a33", dark="#cfd38a", terminal="#767a33", mark="○", texture=Texture()
    ),
}
"""The one table of looks."""
