"""Which language a text is in, told by its small words. No model; a text that does not tell is `unknown`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from comity.evidence.lexicon import rules_of

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_LOOKED_AT = 20_000
_FEWEST = 12
"""Words of a text below which nothing is said."""


def language_of(text: str) -> str:
    """An ISO 639-1 code, or `unknown`.

    >>> language_of("The sheriff said on Monday that the man was held for two days at the jail.")
    'en'
    """
    words = Counter(word.casefold() for word in _WORD.findall(text[:_LOOKED_AT]))
    total = words.total()
    if total < _FEWEST:
        return "unknown"
    small, share = _small_words()
    scores = {language: sum(words[word] for word in listed) for language, listed in small.items()}
    best, second = sorted(scores, key=lambda one: -scores[one])[:2]
    if scores[best] * 100 < share * total or scores[best] == scores[second]:
        return "unknown"
    return best


@cache
def _small_words() -> tuple[dict[str, tuple[str, ...]], int]:
    rules = rules_of("languages")
    languages, share = rules["languages"], rules["share"]
    assert isinstance(languages, dict)
    assert isinstance(share, int)
    made: dict[str, tuple[str, ...]] = {}
    for language, listed in languages.items():
        assert isinstance(listed, list)
        made[language] = tuple(map(str, listed))
    return made, share
