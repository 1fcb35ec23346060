"""How each answer looks in a report: one colour, one pattern, one mark. The words are those of the decide room.

None is red or green: no answer is good or bad. The colours keep apart for colour-blind eyes, and pattern and mark
say the same without any colour. What is forbidden and what is required weigh alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.logic import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One answer's colour on a light and on a dark page, its mark, and its pattern as a CSS background."""

    light: str
    dark: str
    mark: str
    pattern: str


def _stripes(angle: int, gap: int) -> str:
    return f"repeating-linear-gradient({angle}deg, transparent 0 {gap}px, var(--gap) {gap}px {gap + 2}px)"


_DOTS = "radial-gradient(var(--gap) 1.2px, transparent 1.4px) 0 0 / 6px 6px"

LOOKS: Mapping[Answer, Look] = {
    Answer.CONFLICT: Look(light="#7a2e8e", dark="#d39be0", mark="◆", pattern=_stripes(45, 3)),
    Answer.PROHIBITED: Look(light="#9a4a00", dark="#f0a860", mark="■", pattern="none"),
    Answer.REQUIRED: Look(light="#00598c", dark="#6fbdf0", mark="●", pattern="none"),
    Answer.PERMITTED: Look(light="#33768a", dark="#8ccfdd", mark="▲", pattern=_stripes(90, 5)),
    Answer.NOT_REGULATED: Look(light="#5f6670", dark="#b4bac4", mark="□", pattern=_stripes(0, 5)),
    Answer.CONTESTED: Look(light="#a3366f", dark="#f09cc8", mark="◇", pattern=_stripes(135, 5)),
    Answer.UNDETERMINED: Look(light="#767a33", dark="#cfd38a", mark="○", pattern=_DOTS),
}
"""The one table of looks."""
