"""Texts in other languages: the English text is the key."""

from __future__ import annotations

from comity.decide.phrases import Language


def translate(text: str, language: Language) -> str:
    """The text in a language; English where there is no translation yet."""
    return text
