"""Which documents are one story: most of the shorter one stands in the longer one, word for word.

Containment, not likeness: a story that was cut to a third in another outlet is like its source by a third only, and
stands in it whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

SHINGLE = 5
"""Words of one shingle."""
CONTAINED = 0.5
"""The share of the shorter one's shingles that must stand in the longer one."""
FEWEST = 30
"""Shingles that two documents must share: less is a quotation, or a sentence of an agency's."""

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The runs of `SHINGLE` words of a text, in small letters, as numbers."""
    words = [word.casefold() for word in _WORD.findall(text.replace("\u2019", "'"))]
    return frozenset(hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1))  # fmt: skip


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that is in the larger one; 0 where one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def stories_of(texts: Mapping[str, str]) -> dict[str, str]:
    """For each key the key of its story: the first, in the order given, of those that are one story.

    Two documents are one story when one contains most of the other, or a chain of such pairs joins them.
    """
    keys = list(texts)
    sets = {key: shingles(texts[key]) for key in keys}
    head = {key: key for key in keys}

    def top(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for one, other, shared in _sharing(keys, sets):
        if shared >= FEWEST and shared >= CONTAINED * min(len(sets[one]), len(sets[other])):
            first, second = sorted((top(one), top(other)), key=keys.index)
            head[second] = first
    return {key: top(key) for key in keys}


def _sharing(
    keys: Sequence[str], sets: Mapping[str, frozenset[int]]
) -> Iterator[tuple[str, str, int]]:
    """Pairs that share shingles, with how many; pairs that share none are never looked at."""
    holders: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        shared: Counter[str] = Counter()
        for shingle in sets[key]:
            shared.update(holders[shingle])
            holders[shingle].append(key)
        for other, times in shared.items():
            yield other, key, times
