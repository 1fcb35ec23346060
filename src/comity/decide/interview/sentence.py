"""A sentence with named places, kept apart from what fills them, so that a catalogue can translate it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`text` is English, with places such as `{cites}`; `named` fills them. As text it is English."""

    text: str
    named: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format_map(self.named)
