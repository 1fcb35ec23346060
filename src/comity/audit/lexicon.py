"""The rules by which stated reasons are read, from `purpose.yaml` into patterns. It reads no logs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

# What a portable pattern cannot have: look-around, back-references, lazy or possessive repeats.
NOT_PORTABLE = re.compile(r"\(\?[=!<P]|\\[1-9]|[*+?}][+?]")
_KEYS = {
    "id",
    "purpose",
    "signal",
    "states",
    "alone",
    "labels",
    "words",
    "pattern",
    "whole",
    "except",
    "cases",
}


class Purpose(Enum):
    """What a search says it was for: the values of the vocabulary's word `purpose`, and unknown."""

    CIVIL_IMMIGRATION = "civil_immigration"
    CRIMINAL_IMMIGRATION = "criminal_immigration"
    OTHER_CRIMINAL = "other_criminal"
    PUBLIC_SAFETY = "public_safety"
    ADMINISTRATIVE = "administrative"
    UNKNOWN = "unknown"


class Signal(Enum):
    """What the purpose, or the lack of one, rests on."""

    OFFENSE_TYPE = "offense_type"
    STATUTE_CODE = "statute_code"
    PLAIN_WORD = "plain_word"
    IMMIGRATION_MENTION = "immigration_mention"
    FEDERAL_MENTION = "federal_mention"
    VAGUE = "vague"
    REDACTED = "redacted"
    UNRECOGNISED = "unrecognised"
    BLANK = "blank"
    ABSENT = "absent"


class LexiconError(ValueError):
    """A rule that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `labels` are in small letters; `find` gives the parts of a text that it speaks of."""

    id: str
    purpose: Purpose
    signal: Signal
    states: frozenset[str]
    alone: bool
    labels: frozenset[str]
    pattern: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    void: re.Pattern[str] | None
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def find(self, text: str) -> tuple[int, int] | None:
        """The first part of a prepared text that decides, as start and end; labels are not looked at."""
        if self.whole is not None and self.whole.fullmatch(text):
            return 0, len(text)
        if self.pattern is None:
            return None
        void = [] if self.void is None else list(_spans(self.void, text))
        for start, end in _spans(self.pattern, text):
            if not any(from_ <= start and end <= to for from_, to in void):
                return start, end
        return None


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the pattern's first group (or all of it) stands; a mark between two words may serve both."""
    at = 0
    while found := pattern.search(text, at):
        group = 1 if pattern.groups else 0
        yield found.span(group)
        at = max(found.end(group), at + 1)


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules in the order in which they are asked. Raises LexiconError."""
    return read_rules((files("comity.audit") / "purpose.yaml").read_text("utf-8"))


def read_rules(text: str) -> tuple[Rule, ...]:
    """Rules from YAML. Raises LexiconError, which names the rule."""
    tree = YAML(typ="safe", pure=True).load(text)
    made = tuple(_rule(entry) for entry in tree["rules"])
    if len({rule.id for rule in made}) != len(made):
        raise LexiconError("two rules have the same `id`")
    return made


def _rule(entry: Mapping[str, Any]) -> Rule:  # Any: a value from YAML, checked here
    name = entry.get("id", "(no id)")
    if extra := set(entry) - _KEYS:
        raise LexiconError(f"rule `{name}`: no rule has {sorted(extra)}")
    for key in ("pattern", "whole"):
        if NOT_PORTABLE.search(entry.get(key, "").replace("(?:", "(")):
            raise LexiconError(f"rule `{name}`: `{key}` uses what not every engine can")
    if "words" in entry and "pattern" in entry:
        raise LexiconError(f"rule `{name}`: give `words` or `pattern`, not both")
    pattern = re.compile(entry["pattern"]) if "pattern" in entry else _any_of(entry.get("words"))
    return Rule(
        id=name,
        purpose=Purpose(entry["purpose"]),
        signal=Signal(entry["signal"]),
        states=frozenset(entry.get("states", ())),
        alone=entry.get("alone", False),
        labels=frozenset(label.casefold() for label in entry.get("labels", ())),
        pattern=pattern,
        whole=re.compile(entry["whole"]) if "whole" in entry else None,
        void=_any_of(entry.get("except")),
        yes=tuple(str(case) for case in entry["cases"]["yes"]),
        no=tuple(str(case) for case in entry["cases"]["no"]),
    )


def _any_of(phrases: list[str] | None) -> re.Pattern[str] | None:
    """One pattern for whole words and phrases; word ends are written out, since engines differ on them."""
    if not phrases:
        return None
    longest_first = sorted({phrase.casefold() for phrase in phrases}, key=lambda p: (-len(p), p))
    any_of = "|".join(_phrase(phrase) for phrase in longest_first)
    return re.compile(rf"(?:^|[^a-z0-9])({any_of})(?:[^a-z0-9]|$)")


def _phrase(phrase: str) -> str:
    ending = "[a-z0-9]*" if phrase.endswith("*") else ""
    words = phrase.rstrip("*").split(" ")
    return " +".join(re.escape(word) for word in words) + ending
