"""Finds the agreements of the body that a name means, or says that the lists cannot tell.

Only the police of a city and the sheriff of a county can be ruled out by the lists: there is one of each. Of
other bodies the same name in the same state is found, and another name proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from comity.places.agreements.basis import Basis
from comity.places.agreements.identity import (
    IN_DOUBT,
    SURE,
    is_named_by_office,
    is_one_of_its_kind,
    meant_by_list,
    name_key,
    shares_its_office,
)
from comity.places.agreements.model import Register, Spell
from comity.places.resolution import AgencyKind, Resolution
from comity.places.resolve import resolve
from comity.places.spelling import key

Matched: TypeAlias = tuple[Spell, ...] | Basis
"""The spells of a body, none if it is on no list; or why it cannot be found on the lists or ruled out."""

_NO_LOCAL_BODIES = {AgencyKind.FEDERAL, AgencyKind.PRIVATE, AgencyKind.TEST}


def matched(agency: str, register: Register, read_as: Resolution | None = None) -> Matched:
    """The agreements of the body that a name means, or of the one that it was read as elsewhere."""
    index = _index_of(register)
    found = read_as or resolve(agency)
    if found.kind in _NO_LOCAL_BODIES:
        return Basis.NO_LOCAL_BODY
    if is_one_of_its_kind(found):
        assert found.jurisdiction is not None
        assert found.actor is not None
        held = index.by_office.get((found.jurisdiction, found.actor.value), ())
        if not held and _may_be_another_name(found, index):
            return Basis.NAME_NOT_MATCHED
        return held
    if found.confidence not in SURE or found.state is None:
        return Basis.NAME_NOT_MATCHED
    return index.by_name.get((found.state, name_key(agency)), ()) or Basis.NAME_NOT_MATCHED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    by_office: Mapping[tuple[str, str], tuple[Spell, ...]]
    by_name: Mapping[tuple[str, str], tuple[Spell, ...]]
    unplaced: Mapping[str, tuple[str, ...]]
    """By state the keys of listed names that may be any office of a place in them."""
    in_doubt: tuple[str, ...]
    """The keys of listed names whose place is in doubt, and with it their state."""


@lru_cache(maxsize=4)
def _index_of(register: Register) -> _Index:
    by_office: defaultdict[tuple[str, str], list[Spell]] = defaultdict(list)
    by_name: defaultdict[tuple[str, str], list[Spell]] = defaultdict(list)
    unplaced: defaultdict[str, dict[str, None]] = defaultdict(dict)
    in_doubt: dict[str, None] = {}
    for one in register.spells:
        state, name = meant_by_list(one.state, one.agency)
        if is_named_by_office(one.actor, name):
            by_office[one.jurisdiction, one.actor].append(one)
            continue
        if name == IN_DOUBT:
            in_doubt[key(one.agency)] = None
            continue
        by_name[state, name_key(name)].append(one)
        if not one.actor and not shares_its_office(name):
            unplaced[state][key(name)] = None
    return _Index(
        by_office={office: tuple(held) for office, held in by_office.items()},
        by_name={name: tuple(held) for name, held in by_name.items()},
        unplaced={state: tuple(names) for state, names in unplaced.items()},
        in_doubt=tuple(in_doubt),
    )


def _may_be_another_name(found: Resolution, index: _Index) -> bool:
    """Whether a listed name that no place was found for holds the name of this body's place."""
    assert found.jurisdiction is not None
    place = found.jurisdiction.removeprefix(f"us-{(found.state or '').lower()}-")
    wanted = key(place.removesuffix("-county").removesuffix("-parish"))
    return any(wanted in name for name in index.unplaced.get(found.state or "", ())) or any(
        name.startswith(wanted) for name in index.in_doubt
    )
