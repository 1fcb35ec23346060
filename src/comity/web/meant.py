"""Which page was probably meant by an address at which none stands: by its first word, and by the place in it.

It offers addresses of this site only, each of which exists, and repeats nothing of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import takewhile

from comity.decide import Language, place_name
from comity.law import Corpus
from comity.places import place_named, search_places

MOST = 3
"""Addresses that are offered."""
LONGEST = 80
"""Letters of a word that are looked at."""
_ALIKE = 0.6
_PLACES = ("{id}", "{place}")
"""Parts of an address that name a place."""
_A_NAME = re.compile(r"[A-Za-z][A-Za-z' -]{1,79}")
"""What may be a place's name or id. Programs that look for holes ask for other addresses, by the thousand."""

Offer = tuple[str, str]
"""An address without the language, and the name of the place that it is about, or nothing."""


def pages_meant(
    address: str, pages: Collection[str], corpus: Corpus, language: Language = "en"
) -> tuple[Offer, ...]:
    """The pages that an address without the language was probably meant for, the likeliest first.

    `pages` are the paths of all pages, parts in braces as in the router.
    """
    parts = [part for part in address.split("/") if part]
    if not parts:
        return ()
    found = dict(_offers(parts, pages, corpus))
    return tuple(
        (path, place_name(corpus, place, language) if place else "")
        for path, place in found.items()
        if path != "/".join(parts)
    )[:MOST]


def _offers(
    parts: list[str], pages: Collection[str], corpus: Corpus
) -> Iterator[tuple[str, str | None]]:
    """Addresses, each with the place that it is about."""
    words = sorted({page.split("/")[0] for page in pages} - {""})
    close = get_close_matches(parts[0][:LONGEST].casefold(), words, n=MOST, cutoff=_ALIKE)
    places = _places(parts[1], corpus) if close and len(parts) > 1 else []
    for word in close:
        if not any(f"{word}/{part}" in pages for part in _PLACES) or not places:
            if word in pages:
                yield word, None
            continue
        for place in places:
            yield f"{word}/{place}", place
    if not close:
        places = _places(parts[-1], corpus)
    for place in places:
        yield f"places/{place}", place


def _places(text: str, corpus: Corpus) -> list[str]:
    """The ids of the places that a part of an address names, or nearly names."""
    text = text.casefold()
    if text in corpus.jurisdictions or place_named(text) is not None:
        return [text]
    if not _A_NAME.fullmatch(text):
        return []
    if text.startswith("us-"):
        ids = sorted({*corpus.jurisdictions, *corpus.states})
        near = get_close_matches(text, ids, n=8, cutoff=0.8)
        # People slip at the end of a word rather than at its beginning.
        near.sort(key=lambda one: -_alike_from_the_start(one, text))
        if near:
            return near[:2]
    named = text.removeprefix("us-").replace("-", " ")
    return [found.place.slug for found in search_places(named)[:1]]


def _alike_from_the_start(one: str, other: str) -> int:
    """How many letters two texts share before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
