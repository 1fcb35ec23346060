"""The rules by which stated reasons are read: what a rule is and which part of a text it speaks of.

It reads no files (`lexicon_file.py` does) and no logs (`classify.py` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import groupby

FILLER = "~"
"""Stands for what a rule's exceptions took out of a text; no rule may speak of it."""


class PurposeClass(Enum):
    """What a search's texts say it was for, as people sort them. See docs/explanation/purpose.md."""

    CIVIL_IMMIGRATION = "civil_immigration"
    CRIMINAL_IMMIGRATION = "criminal_immigration"
    FEDERAL_UNKNOWN = "federal_unknown"
    OTHER_CRIMINAL = "other_criminal"
    PUBLIC_SAFETY = "public_safety"
    ADMINISTRATIVE = "administrative"
    VAGUE = "vague"
    REDACTED = "redacted"
    ABSENT = "absent"

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at such a search: it may have been for immigration enforcement."""
        return self in _NEEDS_LOOK


_NEEDS_LOOK = frozenset(
    {
        PurposeClass.CIVIL_IMMIGRATION,
        PurposeClass.CRIMINAL_IMMIGRATION,
        PurposeClass.FEDERAL_UNKNOWN,
    }
)


class Purpose(Enum):
    """What the law is asked with: the values of the vocabulary's word `purpose`, and unknown."""

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
    PLACEHOLDER = "placeholder"
    UNRECOGNISED = "unrecognised"
    BLANK = "blank"
    ABSENT = "absent"


PROVING = frozenset({Signal.OFFENSE_TYPE, Signal.STATUTE_CODE, Signal.PLAIN_WORD})
"""The signals that state a purpose to the law; any other leaves it unknown, whatever the class."""
NOT_OF_A_RULE = frozenset({Signal.UNRECOGNISED, Signal.BLANK, Signal.ABSENT})
"""The signals that only the want of a rule can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The texts of one search, as printed; None where the log has no such column. `state`: two letters."""

    offense_type: str | None = None
    reason: str | None = None
    text_prompt: str | None = None
    case_number: str | None = None
    moderation: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Texts that a rule must decide, or must not: as cells, as it was written, and where."""

    cells: Cells
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `labels` are in small letters; `find` gives the part of a text that it speaks of.

    `alone`: a label decides only if no other label stands beside it. `void`: parts of a text that do not
    count. `file` and `line` say where the rule stands.
    """

    id: str
    purpose_class: PurposeClass
    signal: Signal
    states: frozenset[str]
    alone: bool
    labels: frozenset[str]
    pattern: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    void: re.Pattern[str] | None
    yes: tuple[Case, ...]
    no: tuple[Case, ...]
    file: str
    line: int

    @property
    def purpose(self) -> Purpose:
        """What the law may take for stated: the class, if the rule's signal is one that states."""
        if self.signal not in PROVING:
            return Purpose.UNKNOWN
        return _STATED.get(self.purpose_class, Purpose.UNKNOWN)

    def find(self, text: str) -> tuple[int, int] | None:
        """The first part of a prepared text that decides, as start and end; labels are not looked at."""
        if self.whole is not None and self.whole.fullmatch(text):
            return 0, len(text)
        if self.pattern is None:
            return None
        found = self.pattern.search(text)
        if found and self.void is not None and self.void.search(text):
            found = self.pattern.search(_without(self.void, text))
        return found.span(1 if self.pattern.groups else 0) if found else None


_STATED = {
    one: Purpose(one.value)
    for one in PurposeClass
    if one.value in {purpose.value for purpose in Purpose}
}


def _without(void: re.Pattern[str], text: str) -> str:
    """The text with filler where an exception stands. Twice, for two exceptions may share the mark between."""
    for _ in range(2):
        text = void.sub(lambda found: FILLER * len(found[0]), text)
    return text


@dataclass(frozen=True, kw_only=True)
class Step:
    """Rules that follow each other and ask one thing. A text that its `gate` does not meet, none of them meets.

    The gate is made from the rules, so it cannot lose a text that one of them knows. `looks`: they ask for a
    look, and so are put to every cell.
    """

    rules: tuple[Rule, ...]
    looks: bool
    gate: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Lexicon:
    """Rules in the order in which they are asked; the first that meets any text of a search decides.

    Equal to itself alone: comparing rules would take longer than reading a text.

    `sources`: the files that it was read from, each with the SHA-256 of its bytes, the shipped one first.
    """

    rules: tuple[Rule, ...]
    sources: tuple[tuple[str, str], ...]

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every entry of the vendor's list that a rule names."""
        return frozenset().union(*(rule.labels for rule in self.rules))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The rules in steps, in their order: one for each class, for the classes to look at, for the list."""
        return tuple(
            Step(rules=rules, looks=of == _LOOKS, gate=re.compile(gate_of(rules), re.ASCII))
            for of, group in groupby(self.rules, key=_step_of)
            if (rules := tuple(group))
        )

    @property
    def version(self) -> Mapping[str, object]:
        """What a manifest says of it: the digest of the shipped file, and of each one laid over it."""
        (_, shipped), *own = self.sources
        return {
            "sha256": shipped,
            "rules": len(self.rules),
            "laid_over": [{"file": name, "sha256": digest} for name, digest in own],
        }


_LOOKS, _LIST = "looks", "list"


def _step_of(rule: Rule) -> str:
    if rule.pattern is None and rule.whole is None:
        return _LIST
    return _LOOKS if rule.purpose_class.needs_look else rule.purpose_class.value


def gate_of(rules: Iterable[Rule]) -> str:
    """One expression that meets every text which one of some rules meets."""
    return "|".join(dict.fromkeys(part for rule in rules for part in _gate_parts(rule)))


def _gate_parts(rule: Rule) -> Iterator[str]:
    if rule.labels:
        yield "(?:" + "|".join(literal(label) for label in sorted(rule.labels)) + ")"
    if rule.pattern is not None:
        yield f"(?:{ungrouped(rule.pattern.pattern)})"
    if rule.whole is not None:
        yield f"(?:^(?:{ungrouped(rule.whole.pattern)})$)"


def literal(text: str) -> str:
    """An expression for these very characters, in the notation that every engine has."""
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text)


def any_of(phrases: Iterable[str]) -> str:
    """One expression for whole words and phrases; word ends are written out, since engines differ on them."""
    longest_first = sorted({phrase.casefold() for phrase in phrases}, key=lambda p: (-len(p), p))
    return rf"(?:^|[^a-z0-9])({'|'.join(map(_phrase, longest_first))})(?:[^a-z0-9]|$)"


def _phrase(phrase: str) -> str:
    ending = "[a-z0-9]*" if phrase.endswith("*") else ""
    words = phrase.rstrip("*").split(" ")
    return " +".join(literal(word) for word in words) + ending


def ungrouped(pattern: str) -> str:
    """The expression without groups that hold what they met: engines are quicker so."""
    return re.sub(
        r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?!\?)",
        lambda found: "(?:" if found[0] == "(" else found[0],
        pattern,
    )
