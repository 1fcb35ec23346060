"""Marks the paragraphs that are no evidence: asks for money, author boxes, menus, comments, what stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from comity.evidence.document import LeftOut
from comity.evidence.lexicon import rules_of

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """One rule: the paragraphs that it leaves out, and why."""

    id: str
    why: str
    pattern: re.Pattern[str]
    longest: int
    from_here: bool


@cache
def boilerplate_rules() -> tuple[Boilerplate, ...]:
    """The rules of `boilerplate.yaml` in their order."""
    rules = rules_of("boilerplate")["rules"]
    assert isinstance(rules, list)
    made = []
    for rule in rules:
        assert isinstance(rule, dict)
        longest = rule.get("longest")
        assert isinstance(longest, int)
        made.append(
            Boilerplate(
                id=str(rule["id"]),
                why=str(rule["why"]),
                pattern=re.compile(str(rule["pattern"])),
                longest=longest,
                from_here=rule.get("from_here") is True,
            )
        )
    return tuple(made)


def rule_for(paragraph: str) -> Boilerplate | None:
    """The rule that leaves a paragraph out."""
    text = " ".join(paragraph.translate(_QUOTES).casefold().split())
    words = text.count(" ") + 1
    for rule in boilerplate_rules():
        if words <= rule.longest and rule.pattern.search(text):
            return rule
    return None


def mark(text: str, already: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """What is left out of a text, in order: what is marked already, and what the rules leave out."""
    return tuple(_joined([*already, *_by_rules(text)]))


def _by_rules(text: str) -> Iterator[LeftOut]:
    seen: set[str] = set()
    for found in _PARAGRAPH.finditer(text):
        paragraph = found[0].strip()
        if rule := rule_for(paragraph):
            end = len(text) if rule.from_here and found.start() > len(text) // 2 else found.end()
            yield LeftOut(start=found.start(), end=end, why=rule.why)
            if end == len(text):
                return
        elif len(paragraph) > 60 and paragraph[0].isalnum():  # points of two lists may be alike
            if paragraph in seen:
                yield LeftOut(start=found.start(), end=found.end(), why="it stands there twice")
            seen.add(paragraph)


def _joined(parts: list[LeftOut]) -> Iterator[LeftOut]:
    """The parts in order, those that overlap cut, so that each letter is left out once."""
    end = 0
    for part in sorted(parts, key=lambda one: (one.start, -one.end)):
        start = max(part.start, end)
        if start < part.end:
            yield LeftOut(start=start, end=part.end, why=part.why)
            end = part.end
