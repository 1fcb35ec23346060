"""Words in the language of the reader. The English text is its own key; Spanish stands in one catalogue,
`languages/es.po`, which `make catalogue` keeps in step with the program and the dictionary.

What has no Spanish yet is shown in English rather than not at all, and is remembered, so that a test can
fail: a reader must never lose a sentence of the law to a gap in a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "es"]
"""The languages of every text for people. An answer that a machine reads is the same in all."""

LANGUAGES: tuple[Language, ...] = ("en", "es")

CATALOGUE = Path(__file__).parent / "languages" / "es.po"
"""The Spanish catalogue: GNU gettext, for any editor of translations."""

_ARTICLE = re.compile(r"\b(de|a) el (?=\S)")
_OR = re.compile(r"\bo (?=[oóOÓ]|[hH][oó])")
_AND = re.compile(r"\by (?=[iíIÍ]|[hH][ií](?![ea]))")

_untranslated: set[str] = set()


def translate(text: str, language: Language) -> str:
    """A text in a language. English is the text itself, and so is Spanish that is not there yet."""
    if language == "en" or not text:
        return text
    found = _catalogue().get(text)
    if found is None:
        _untranslated.add(text)
        return text
    return found


def wording(text: str) -> str:
    """The text itself: marks, where a table or a record holds it, that it is said to readers later."""
    return text


def untranslated() -> frozenset[str]:
    """The texts that were asked for in Spanish since the program began and have none."""
    return frozenset(_untranslated)


@dataclass(frozen=True, slots=True)
class Speech:
    """Says English texts in one language: `say("To: {whom}.", whom=duty.to)`.

    `make catalogue` finds what is said by that name (and `_`, `translate`, `wording`): write the whole
    sentence as it stands, with names in braces for what is filled in.
    """

    language: Language

    def __call__(self, text: str, /, **filled: object) -> str:
        said = translate(text, self.language)
        return said.format_map(filled) if filled else said


ENGLISH, SPANISH = Speech("en"), Speech("es")


def speech(language: Language) -> Speech:
    """The speech of a language."""
    return SPANISH if language == "es" else ENGLISH


def contracted(text: str) -> str:
    """Spanish put together from parts, as it is spoken: `de el` is `del`, `o otro` is `u otro`."""
    text = _ARTICLE.sub(lambda found: f"{found[1]}l ", text)
    return _AND.sub("e ", _OR.sub("u ", text))


@cache
def _catalogue() -> Mapping[str, str]:
    """The translations that are finished: not empty, and not marked as fuzzy."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- English must not wait for it

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="es")
    return {
        str(one.id): str(one.string) for one in catalogue if one.id and one.string and not one.fuzzy
    }
