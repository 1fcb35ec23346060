"""Agencies by ORI, the nine characters under which the FBI lists them, with their counties, place and office.

Read late and once. An agency that reports nothing is on no list: one that is missing here may exist all the same.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from comity.places.resolution import Confidence, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOri:
    """An agency of the FBI lists. `counties` are Census codes of the counties it lies in, as listed; none is not known.

    `place` and `actor` are what its name resolves to, empty where it does not carry.
    """

    ori: str
    state: str
    name: str
    sort: str
    counties: tuple[str, ...]
    place: str
    actor: str


def agency_with(ori: str) -> ListedOri | None:
    """The agency of an ORI, in any case; None for one that is on no list."""
    return _tables()[0].get(ori.strip().upper())


def oris_of(found: Resolution) -> tuple[ListedOri, ...]:
    """The listed agencies of the place and office that a name was resolved to, in order of their ORI.

    One for the police of most cities; several for a state police, which is listed by county. None where the
    name was not resolved with confidence.
    """
    if found.confidence not in {Confidence.CERTAIN, Confidence.LIKELY}:
        return ()
    if found.jurisdiction is None or found.actor is None:
        return ()
    return oris_at(found.jurisdiction, found.actor.value)


def oris_at(place: str, actor: str) -> tuple[ListedOri, ...]:
    """The listed agencies of a place and an office."""
    return _tables()[1].get((place, actor), ())


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, ListedOri], Mapping[tuple[str, str], tuple[ListedOri, ...]]]:
    packed = resources.files("comity.places").joinpath("data", "ori.tsv.gz").read_bytes()
    _, *lines = gzip.decompress(packed).decode().splitlines()
    by_ori = {}
    by_office: defaultdict[tuple[str, str], list[ListedOri]] = defaultdict(list)
    for line in lines:
        ori, state, name, sort, counties, place, actor = line.split("\t")
        one = ListedOri(
            ori=ori,
            state=state,
            name=name,
            sort=sort,
            counties=tuple(counties.split(";")) if counties else (),
            place=place,
            actor=actor,
        )
        by_ori[ori] = one
        if actor:
            by_office[place, actor].append(one)
    return by_ori, {office: tuple(held) for office, held in by_office.items()}
