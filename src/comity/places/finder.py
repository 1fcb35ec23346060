"""Finds the places that a person may mean by what they type: names and agencies, with slips of the keyboard.

It offers and never decides: a person chooses. Likeness is that of the groups of three letters that two names
share (Dice's coefficient).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from comity.places.resolve import resolve
from comity.places.states import all_states
from comity.places.tables import Locality, tables

LONGEST = 200
"""Characters of a text that are looked at: no name is longer."""
_LEAST = 0.35
"""Likeness below which a name is not offered."""
_ENCODED = 0.08
"""What a place with a law file of its own gains: it is likelier to be asked about."""
_FORMS = {"city", "town", "village", "borough", "township", "county", "independent_city"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place that may be meant. `via` is the agency's name where one was typed and resolved."""

    id: str
    name: str
    via: str = ""


def find_places(
    text: str, *, encoded: Mapping[str, str] | None = None, most: int = 12
) -> tuple[FoundPlace, ...]:
    """The places that a text may mean, the likeliest first; none for a text like no name.

    `encoded` are places with a law file, by id, with their names; they go before others that are as alike.
    An agency's name (`Mesa County Sheriff's Office`) stands for the place that runs it.
    """
    text = text[:LONGEST]
    known = dict(encoded or {})
    index = _index(tuple(sorted(known.items())))
    found: dict[str, FoundPlace] = {}
    bare, state = _without_state(text)
    scores = index.likeness(bare)
    if state is not None:
        own = f"us-{state.lower()}"
        scores = {
            place: score
            for place, score in scores.items()
            if place == own or place.startswith(f"{own}-")
        }
        scores.setdefault(own, 0.5)
    place = resolve(text).jurisdiction if text.strip() else None
    if place is not None and place in index.names:
        is_own_name = scores.get(place, 0) > 0.95
        found[place] = FoundPlace(
            id=place, name=index.names[place], via="" if is_own_name else " ".join(text.split())
        )
    ranked = sorted(
        scores, key=lambda one: (-scores[one] - _ENCODED * (one in known), index.names[one])
    )
    for place in ranked:
        if len(found) >= most:
            break
        if scores[place] >= _LEAST:
            found.setdefault(place, FoundPlace(id=place, name=index.names[place]))
    return tuple(found.values())


def name_of_place(place: str) -> str | None:
    """The name of a state, county, city or town by its id; None for an id that none of them has."""
    return _index(()).names.get(place)


def _without_state(text: str) -> tuple[str, str | None]:
    """A text without the name of a state at its end, and that state: `Mesa County, Colorado`.

    A text that is nothing but the name of a state stays whole.
    """
    words = re.findall(r"[^\s,]+", text)
    named = _state_names()
    for count in (3, 2, 1):
        if count < len(words):
            usps = named.get(" ".join(words[-count:]).casefold())
            if usps is not None:
                return " ".join(words[:-count]), usps
    return text, None


@lru_cache(maxsize=1)
def _state_names() -> Mapping[str, str]:
    states = all_states().values()
    return {name.casefold(): one.usps for one in states for name in (one.name, one.usps)}


class _Index:
    """All places by the groups of three letters in their names."""

    def __init__(self, names: Mapping[str, str], spellings: Iterable[tuple[str, str]]) -> None:
        self.names = names
        self.of: list[tuple[str, int]] = []
        self.with_group: defaultdict[str, list[int]] = defaultdict(list)
        for place, spelling in spellings:
            groups = _groups(spelling)
            for group in groups:
                self.with_group[group].append(len(self.of))
            self.of.append((place, len(groups)))

    def likeness(self, text: str) -> dict[str, float]:
        """From 0 to 1, by place; only places that share something with the text."""
        groups = _groups(text)
        shared = Counter(number for group in groups for number in self.with_group.get(group, ()))
        found: dict[str, float] = {}
        for number, count in shared.items():
            place, size = self.of[number]
            alike = 2 * count / (len(groups) + size)
            if alike > found.get(place, 0):
                found[place] = alike
        return found


@lru_cache(maxsize=4)
def _index(encoded: tuple[tuple[str, str], ...]) -> _Index:
    states = {state.usps: state.name for state in all_states().values()}
    names: dict[str, str] = {}
    spellings: list[tuple[str, str]] = []
    for usps, name in states.items():
        place = f"us-{usps.lower()}"
        names[place] = name
        spellings += [(place, name), (place, usps)]
    for one in _localities():
        full = f"{one.name}, {states[one.state]}"
        names.setdefault(one.slug, full)
        spellings.append((one.slug, one.name))
    for place, name in encoded:
        names[place] = name
        bare = re.sub(r"^(?:City|County|State|Town|Commonwealth) of ", "", name).partition(",")[0]
        spellings += [(place, name), (place, bare)]
    return _Index(names, spellings)


def _localities() -> Iterable[Locality]:
    held = tables()
    for rows in (*held.counties.values(), *held.places.values()):
        yield from (one for one in rows if one.is_government and one.form.casefold() in _FORMS)


def _groups(text: str) -> frozenset[str]:
    """The groups of three letters, words set off by spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(
        r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one))
    )
    padded = [f"  {word} " for word in words]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))
