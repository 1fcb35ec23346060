"""Finds places by a name as people type it: a state, county or city, an agency, with slips of the hand.

What a name stands for exactly is said by `resolve`; this offers what may have been meant, the likeliest first,
and names the place that an id stands for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType

from comity.places.naming import take_apart
from comity.places.offices import split_office
from comity.places.resolve import resolve
from comity.places.spelling import key, slug
from comity.places.states import State, all_states
from comity.places.tables import tables, tables_of

MOST_ALIKE = 25
"""Places that only look alike. Those of exactly the name are all offered: sixty are called Washington."""
LONGEST_NAME = 120
"""Characters of a name that are looked at; the longest in the tables has half of that."""

_LIKE_ENOUGH = 0.72
"""How alike two keys must be to be taken for one with slips: 1 is the same."""
_LOOKED_AT = 60
"""Keys that share most letters with what was typed; only these are compared letter by letter."""

_COUNTY_WORD = re.compile(r"\b(?:county|parish|co\.?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place of the tables. `level` is `federal`, `state`, `district`, `county` or `city`."""

    slug: str
    name: str
    state: str
    level: str

    @property
    def full_name(self) -> str:
        """The name with its state: `Dallas, Texas`."""
        return f"{self.name}, {all_states()[self.state].name}" if self.state else self.name


_FEDERAL = NamedPlace(slug="us", name="United States", state="", level="federal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place that may be meant; `exact` where the name is the same but for case and punctuation."""

    place: NamedPlace
    exact: bool


@dataclass(frozen=True, slots=True)
class _Names:
    """The places by id, and the ids by the key of a name."""

    places: Mapping[str, NamedPlace]
    by_key: Mapping[str, tuple[str, ...]]


def place_named(slug: str) -> NamedPlace | None:
    """The place that an id stands for; None where the tables know none."""
    usps = slug[3:5].upper()
    if slug.startswith("us-") and usps in all_states():
        return _named(usps).places.get(slug)
    return _FEDERAL if slug == _FEDERAL.slug else None


def slugs_of(state: str) -> Iterator[str]:
    """The ids of all places of a state, by its postal code; none for what is no state."""
    if state not in all_states():
        return iter(())
    return (one.slug for one in _named(state).places.values() if one.state == state)


def with_names(text: str) -> str:
    """A text in which ids of counties and cities in back ticks are their names: `us-ca-lodi` is Lodi, California.

    For words about places without a law file: below the tables only their ids are known. What no table knows
    stays as it is written.
    """

    def name(found: re.Match[str]) -> str:
        place = place_named(found[1])
        return place.full_name if place else found[0]

    return _PLACE_ID.sub(name, text)


_PLACE_ID = re.compile(r"`(us-[a-z]{2}-[a-z0-9-]+)`")


@lru_cache(maxsize=2048)
def search_places(name: str) -> tuple[Found, ...]:
    """What a name as typed may mean: agencies as `resolve` has them, then places of the same or a like name.

    Any text is accepted; of text that is too long only the beginning is looked at.
    """
    text = " ".join(name[:LONGEST_NAME].split())
    if not key(text):
        return ()
    found: dict[str, Found] = {}
    index = _named()
    resolved = resolve(text)
    for one in (resolved.jurisdiction, *resolved.candidates):
        if one is not None and one in index.places:
            found.setdefault(one, Found(place=index.places[one], exact=True))
    state, wanted = _place_and_state(text)
    scored: dict[str, float] = {}
    for typed, within in ((text, None), (wanted, state)):
        for one, score in _alike(index, typed, within):
            scored[one] = max(score, scored.get(one, 0.0))
    ranked = sorted(
        scored,
        key=lambda one: (-round(scored[one], 2), _RANKS[index.places[one].level], one),
    )
    exact = [one for one in ranked if scored[one] >= 1.0]
    # What only looks alike is noise beside a name that is met.
    for one in exact or ([] if found else ranked[:MOST_ALIKE]):
        found.setdefault(one, Found(place=index.places[one], exact=scored[one] >= 1.0))
    return tuple(found.values())


_RANKS = {"federal": 0, "state": 0, "district": 0, "city": 1, "county": 2}


def _place_and_state(text: str) -> tuple[State | None, str]:
    """The state that is named beside a place, and the place without it and without an office."""
    written = take_apart(text)
    state, core = written.state, written.core
    head, _, last = core.rpartition(" ")
    if state is None and head and last.isalpha() and last.upper() in all_states():
        state, core = all_states()[last.upper()], head.rstrip(" ,")  # `cook county il`
    if state is None or state.name in core:
        for one in all_states().values():
            ending = re.search(rf"[,\s]+{re.escape(one.name)}$", core, re.IGNORECASE)
            if ending:
                state, core = one, core[: ending.start()]
                break
    return state, split_office(core).place or core


def _alike(index: _Names, typed: str, state: State | None) -> Iterator[tuple[str, float]]:
    """Places whose name is that, or looks like it, with how alike they are."""
    wanted = key(_COUNTY_WORD.sub("", typed))
    says_county = _COUNTY_WORD.search(typed) is not None
    if not wanted:
        return
    for held, score in _keys_like(index, wanted):
        for one in index.by_key[held]:
            place = index.places[one]
            if state is not None and place.state != state.usps:
                continue
            if says_county and place.level != "county":
                continue
            yield one, score


def _keys_like(index: _Names, wanted: str) -> Iterator[tuple[str, float]]:
    if wanted in index.by_key:
        yield wanted, 1.0
    shared = Counter(
        held for letters in _letters(wanted) for held in _by_letters().get(letters, ())
    )
    likely = sorted(
        shared, key=lambda held: (-2 * shared[held] / (len(held) + len(wanted) + 2), held)
    )
    for held in likely[:_LOOKED_AT]:
        if held == wanted:
            continue
        begins = len(wanted) >= 4 and held.startswith(wanted)
        score = SequenceMatcher(None, wanted, held, autojunk=False).ratio()
        if begins or score >= _LIKE_ENOUGH:
            yield held, min(max(score, 0.85 if begins else 0.0), 0.99)


def _letters(text: str) -> Iterator[str]:
    """Every two letters that stand side by side, the beginning and the end marked."""
    marked = f"^{text}$"
    return (marked[number : number + 2] for number in range(len(marked) - 1))


@lru_cache(maxsize=64)
def _named(usps: str | None = None) -> _Names:
    """The places of one state beside all states themselves, or all places."""
    held_in = tables() if usps is None else tables_of(usps)
    places: dict[str, NamedPlace] = {_FEDERAL.slug: _FEDERAL}
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for word in ("unitedstates", "usa", "federal", "federallaw"):
        names[word]["us"] = None
    for state in all_states().values():
        places[state.slug] = NamedPlace(
            slug=state.slug,
            name=state.name,
            state="",
            level="district" if state.usps == "DC" else "state",
        )
        names[key(state.name)][state.slug] = None
        names[key(state.usps)][state.slug] = None
    for held, rows in (*held_in.counties.items(), *held_in.places.items()):
        for row in rows:
            if not (row.is_government or row.listed) or row.form == "joint":
                continue
            level = "county" if row.form == "county" else "city"
            name = row.name
            if row.slug.endswith(f"-{slug(row.form)}") and not key(name).endswith(key(row.form)):
                name = f"{name} {row.form}"  # the township beside the borough of the same name
            known = places.get(row.slug)
            if known is None:
                places[row.slug] = NamedPlace(
                    slug=row.slug, name=name, state=row.state, level=level
                )
            elif known.level == "county" and level == "city":
                # One government under two names: the city's is the one people use.
                places[row.slug] = replace(known, name=name, level=level)
            names[held][row.slug] = None
    return _Names(
        places=MappingProxyType(places),
        by_key=MappingProxyType({held: tuple(slugs) for held, slugs in names.items()}),
    )


@lru_cache(maxsize=1)
def _by_letters() -> Mapping[str, tuple[str, ...]]:
    """The keys of names by every two letters in them. Only slips of the hand need it, and it takes long to make."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for held in _named().by_key:
        for letters in set(_letters(held)):
            found[letters].append(held)
    return MappingProxyType({two: tuple(held) for two, held in found.items()})
