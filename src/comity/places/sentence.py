"""A sentence of this room: an English text and what is filled in, so that a page can say it in another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """An English text with names in braces, and what is filled in."""

    text: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        return self.text.format_map(self.values)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language."""
        return translate(self.text).format_map(self.values)
