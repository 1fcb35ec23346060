"""Names of people: found to be masked. A person to whom something is done gets a pseudonym, `person-1`; who speaks or
holds an office, and whatever else looks like a name, is masked as `[name]`: the role beside it says enough.

Two full names are two people, whatever they share: a bare surname that two of them bear is nobody's pseudonym.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from comity.evidence.lexicon import rules_of
from comity.evidence.proposing.folded import Folded

NAMELESS = "[name]"

_SMALL = r"[a-z\u00df-\u017f]"
# No letter can be read as two parts of this, so that no text makes the search long.
_PART = rf"(?:[A-Z]'[A-Z]{_SMALL}+|[A-Z]{_SMALL}+)(?:[A-Z]{_SMALL}+)?(?:-[A-Z]{_SMALL}+)?"
_FULL = re.compile(rf"\b{_PART}(?: [A-Z]\.)?(?: (?:de|la|del|los|van|von|al|bin) )?(?: ?{_PART}){{1,3}}\b|\b{_PART}(?: (?:[A-Z]\.|{_PART})){{1,3}}")  # fmt: skip
_ONE = re.compile(rf"(?:\"(?P<quoted>{_PART}),?\",? an? (?:man|woman|person|resident)|\b(?:named|called|identified as|known as) (?P<named>{_PART})\b)")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """A name where it stands in the stored text. `mask` is what a public quote shows in its place."""

    start: int
    end: int
    mask: str


class People:
    """The names of one document. `key` tells which pseudonym stands for which name; it is private."""

    def __init__(
        self, folded: Folded, sentences: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
    ) -> None:
        self._folded = folded
        self._taken = bytearray(len(folded.text))
        for start, end in taken:
            self._taken[start:end] = b"\1" * (end - start)
        self._sentences = sentences
        spans = list(self._spans())
        self._pseudonyms: dict[str, str] = {}
        found: list[NameMention] = []
        by_part: dict[str, set[str]] = defaultdict(set)
        for start, end in spans:
            name = _plain(folded.text[start:end])
            affected = not self._speaks(start, end) and self._is_affected(start, end)
            if affected or name in self._pseudonyms:
                self._pseudonyms.setdefault(name, f"person-{len(self._pseudonyms) + 1}")
            for part in name.split():
                by_part[part].add(name)
            found.append(self._mention(start, end, self._pseudonyms.get(name, NAMELESS)))
        for start, end in spans:
            self._taken[start:end] = b"\1" * (end - start)
        for start, end, part in self._bare(set(by_part)):
            if any(self._taken[start:end]):
                continue
            place, stop = folded.place(start), folded.end_place(end)
            bearers = by_part[part]
            mask = self._pseudonyms.get(next(iter(bearers)), NAMELESS) if len(bearers) == 1 else NAMELESS  # fmt: skip
            found.append(NameMention(start=place, end=stop, mask=mask))
        self.mentions = tuple(sorted(found, key=lambda one: one.start))

    @property
    def key(self) -> Mapping[str, str]:
        """Pseudonym to name, as the document writes it first."""
        return {pseudonym: name for name, pseudonym in self._pseudonyms.items()}

    def masked(self, start: int, end: int, stored: str) -> tuple[str, tuple[str, ...]]:
        """A part of the stored text with every name masked, and the pseudonyms in it."""
        parts: list[str] = []
        shown: list[str] = []
        at = start
        for one in self.mentions:
            if one.end <= start or one.start >= end:
                continue
            parts.append(stored[at : max(one.start, start)])
            parts.append(one.mask)
            at = min(one.end, end)
            if one.mask != NAMELESS and one.mask not in shown:
                shown.append(one.mask)
        parts.append(stored[at:end])
        return "".join(parts), tuple(shown)

    def _mention(self, start: int, end: int, mask: str) -> NameMention:
        return NameMention(start=self._folded.place(start), end=self._folded.end_place(end), mask=mask)  # fmt: skip

    def _spans(self) -> Iterator[tuple[int, int]]:
        text = self._folded.text
        for found in self._found(_FULL):
            start, end = found.span()
            words = found[0].split()
            while words and (words[0] in _listed("openers") or words[0] in _listed("titles")):
                start += len(words[0])
                start += len(text[start:end]) - len(text[start:end].lstrip())
                words.pop(0)
            if len(words) < 2 or any(word.strip("'s.,") in _listed("not_people") or word in _listed("not_people") for word in words):  # fmt: skip
                continue
            if not any(self._taken[start:end]):
                yield start, end
        for found in self._found(_ONE):
            name = "quoted" if found["quoted"] else "named"
            if found[name] not in _listed("not_people"):
                yield found.span(name)

    def _found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What a pattern finds in the sentences that can be quoted."""
        for start, end in self._sentences:
            yield from pattern.finditer(self._folded.text, start, end)

    def _speaks(self, start: int, end: int) -> bool:
        text = self._folded.text
        before = text[max(0, start - 30) : start]
        last = before.split()[-1:] or [""]
        if last[0].rstrip(",") in _listed("titles"):
            return True
        speaks = re.compile(str(rules_of("people")["speaks"]))
        spoken = re.compile(str(rules_of("people")["spoken_before"]))
        return bool(speaks.search(text[end : end + 90]) or spoken.search(before))

    def _is_affected(self, start: int, end: int) -> bool:
        """Whether something is done to the bearer, or they are described as a person is."""
        rules = rules_of("people")
        done_to = re.compile(str(rules["done_to"]))
        described = re.compile(str(rules["described"]))
        text = self._folded.text
        return bool(
            done_to.search(text[max(0, start - 30) : start])
            or described.match(text[end : end + 40])
        )

    def _bare(self, parts: set[str]) -> Iterator[tuple[int, int, str]]:
        """Single parts of names that stand alone."""
        known = [part for part in parts if len(part) > 2 and part not in _listed("openers")]
        if not known:
            return
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, known)) + r")\b")
        for found in self._found(pattern):
            yield found.start(), found.end(), found[0]


def _plain(name: str) -> str:
    return " ".join(name.removesuffix("'s").split())


@cache
def _listed(name: str) -> frozenset[str]:
    words = rules_of("people")[name]
    assert isinstance(words, list)
    return frozenset(map(str, words))
