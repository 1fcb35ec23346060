"""What each field of a dialect means in plain words, and by which words a label that means it is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from comity.audit.logs.dialect import Field

PERSONAL = re.compile(
    r"\b(name|first|last|dob|birth|born|address|phone|email|e-mail|ssn|social security|passport|a-?number|alien|"
    r"gender|sex|race|ethnic|citizen|nationality|religion|language|person|subject|suspect|badge)",
)
"""A label with one of these may stand for a person: such a column is never read by a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """A field in plain words, and the labels, in `plain` form, by which it is known."""

    means: str
    words: frozenset[str]


def plain(label: str) -> str:
    """A label as its words are compared: letters and digits only, single spaces."""
    return re.sub(r"[^a-z0-9#]+", " ", label.casefold()).strip()


@cache
def field_words() -> Mapping[Field, FieldWords]:
    """The words of every field."""
    text = (files("comity.audit.logs") / "column_words.yaml").read_text("utf-8")
    table = YAML(typ="safe", pure=True).load(text)
    return {
        Field(name): FieldWords(
            means=entry["means"], words=frozenset(plain(str(word)) for word in entry["words"])
        )
        for name, entry in table.items()
    }
