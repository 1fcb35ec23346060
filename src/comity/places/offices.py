"""Reads an office of a county or a city (`Kings County DAs Office`) and finds whose it is.

Special bodies (campus, tribe, district) are settled before; here only counties and municipalities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from comity.places.bodies import ROLES, Role
from comity.places.localities import (
    Match,
    county_named,
    joint_police,
    municipality_named,
    says_county,
    unlisted_area,
)
from comity.places.naming import SPELLED_STATE, StateSign, WrittenName, spelled_state
from comity.places.resolution import Actor, AgencyKind, Confidence, Method, Resolution
from comity.places.states import State, all_states
from comity.places.tables import Locality

_OF_COUNTY = {
    Role.SHERIFF: Actor.SHERIFF,
    Role.PROSECUTOR: Actor.PROSECUTOR,
    Role.PROBATION: Actor.PROBATION,
    Role.CONSTABLE: Actor.CONSTABLE,
    Role.DISPATCH: Actor.COUNTY_DEPARTMENT,
    Role.FIRE: Actor.COUNTY_DEPARTMENT,
    Role.POLICE: Actor.COUNTY_POLICE,
    Role.DEPARTMENT: Actor.COUNTY_DEPARTMENT,
}
_OF_CITY = {
    **_OF_COUNTY,
    Role.POLICE: Actor.CITY_POLICE,
    Role.DISPATCH: Actor.CITY_DEPARTMENT,
    Role.FIRE: Actor.CITY_DEPARTMENT,
    Role.DEPARTMENT: Actor.CITY_DEPARTMENT,
}
_SORT_OF_DEPARTMENT = {Role.DISPATCH: "a dispatch centre", Role.FIRE: "a fire department"}
# Offices of a county in most states: without the word `County` a place name means the county.
_COUNTY_OFFICES = frozenset({Role.SHERIFF, Role.PROSECUTOR, Role.PROBATION, Role.CONSTABLE})
_CITY_FORM = re.compile(
    r"^(?:City(?:\s(?:and|&)\sCounty)?|Town|Village|Borough|Charter Township|Township) of\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A core split at its office: `Kings County` and `prosecutor`. No office: the whole is place."""

    role: Role | None
    place: str


@lru_cache(maxsize=4096)
def split_office(core: str) -> Office:
    """The office a name speaks of and the words for the place before (else after) it."""
    for role, pattern in ROLES:
        found = pattern.search(core)
        if found is None:
            continue
        before = core[: found.start()].strip(" -,/")
        after = re.sub(r"^(?:of|for)\s+(?:the\s+)?", "", core[found.end() :].strip(" -,/"))
        if role is Role.PROSECUTOR and re.match(r"County\b", found[0]):
            before = f"{before} County"
        elif role is Role.PROSECUTOR and re.match(r"City\b", found[0]):
            before = f"City of {before}"
        place = re.sub(
            r"\s+(?:PD|Police|Public Safety)$", "", (before or after).replace(" - ", " ")
        )
        return Office(role=role, place=place.strip(" -,/"))
    return Office(role=None, place=core)


def says_municipality(name: str) -> bool:
    """Whether the words themselves name a municipality: `City of Lemoore`, `Village of Skokie`."""
    return _CITY_FORM.match(name) is not None


def office_of(written: WrittenName) -> Resolution | None:
    """The office of a county or municipality, or several it may be; None when there is no office
    word, no `City of` and no county in the name.
    """
    split = split_office(written.core)
    state, place, sign = _with_spelled_state(written, split.place)
    if split.role is None:
        return _without_office(written, place, state, sign)
    if not place:
        return _of_district_of_columbia(state, split.role)
    county = _county_aside(written)
    match = _match(split.role, place, state, county)
    if match.one is not None:
        return _found(match, match.one, split.role, state)
    if match.found:
        return _several(match.found, split.role, state, place)
    if state is not None:
        return _not_found(written, split.role, place, state)
    return None


def _match(role: Role, place: str, state: State | None, county: str) -> Match:
    if says_municipality(place):
        return municipality_named(re.split(r"\s*/\s*", place)[0], state, county)
    if says_county(place):
        found = county_named(place, state)
        return found if found.found else municipality_named(place, state, county)
    if role in _COUNTY_OFFICES:
        return county_named(place, state, or_independent_city=True)
    found = municipality_named(place, state, county)
    if found.found or role is Role.POLICE or state is None:
        return found
    return county_named(place, state)


def _with_spelled_state(written: WrittenName, place: str) -> tuple[State | None, str, StateSign]:
    """`Solano County California`, `Yuba City California`: the state spelled after the place."""
    if written.state is not None:
        without = place.removesuffix(f" {written.state.name}")
        if without != place and not municipality_named(place, written.state).found:
            place = without
        return written.state, place, written.sign
    for found in SPELLED_STATE.finditer(place):
        before = place[: found.start()].strip(" -,")
        if before and found.end() == len(place):
            state = spelled_state(found[0])
            rule = county_named if says_county(before) else municipality_named
            if rule(before, state).found:
                return state, before, StateSign.SPELLED
    return None, place, StateSign.NONE


def _county_aside(written: WrittenName) -> str:
    for aside in written.asides:
        return re.sub(r"\s+(?:County|Co\.?)$", "", aside, flags=re.IGNORECASE)
    return ""


def _found(match: Match, place: Locality, role: Role, state: State | None) -> Resolution:
    actor: Actor | None
    county = place.form == "county"
    confidence = Confidence.CERTAIN
    method = Method.COUNTY_IN_STATE if county else Method.PLACE_IN_STATE
    if state is None:
        confidence, method = Confidence.LIKELY, Method.UNIQUE_NAME
    elif not match.exact:
        confidence = Confidence.LIKELY
    if place.form == "CDP":  # no government of its own: a district, or a town around it
        kind, jurisdiction, actor = (
            AgencyKind.OTHER_LOCAL,
            all_states()[place.state].slug,
            Actor.SPECIAL_DISTRICT,
        )
    else:
        kind = AgencyKind.COUNTY if county else AgencyKind.CITY
        jurisdiction = place.slug
        actor = (_OF_COUNTY if county else _OF_CITY).get(role)
    return Resolution(
        name="",
        kind=kind,
        jurisdiction=jurisdiction,
        state=place.state,
        actor=actor,
        fips=place.fips,
        public_body=True,
        method=method,
        confidence=confidence,
        note=match.note or _SORT_OF_DEPARTMENT.get(role, ""),
    )


def _several(
    found: tuple[Locality, ...], role: Role, state: State | None, place: str
) -> Resolution:
    """Namesakes: in one state the kind is known and the place is not; in several nothing is."""
    slugs = tuple(dict.fromkeys(row.slug for row in found))
    if state is None:
        return Resolution(
            name="",
            kind=AgencyKind.UNKNOWN,
            method=Method.SEVERAL_PLACES,
            candidates=slugs,
            note=f"no state is named, and `{place}` stands in several places",
        )
    counties = {row.form == "county" for row in found}
    kind = AgencyKind.COUNTY if True in counties else AgencyKind.CITY
    return Resolution(
        name="",
        kind=kind if len(counties) == 1 else AgencyKind.UNKNOWN,
        state=state.usps,
        actor=(_OF_COUNTY if True in counties else _OF_CITY).get(role),
        public_body=True,
        method=Method.SEVERAL_PLACES,
        confidence=Confidence.LIKELY if len(counties) == 1 else Confidence.NONE,
        candidates=slugs,
        note=f"several places in {state.usps} are called `{place}`",
    )


def _not_found(written: WrittenName, role: Role, place: str, state: State) -> Resolution | None:
    """An office of a place that is in no table: of several joined places, or left unknown."""
    parts = re.split(r"\s*/\s*|\s+&\s+|\s+and\s+", place)
    if len(parts) > 1:
        joined = _joined(parts, place, role, state)
        if joined is not None:
            return joined
    if joint_police(place, state) is not None:
        return Resolution(
            name="",
            kind=AgencyKind.OTHER_LOCAL,
            jurisdiction=state.slug,
            state=state.usps,
            actor=Actor.SPECIAL_DISTRICT,
            public_body=True,
            method=Method.AGENCY_LIST,
            confidence=Confidence.LIKELY,
            note="a police of several places in the FBI list",
        )
    return None


def _joined(parts: list[str], place: str, role: Role, state: State) -> Resolution | None:
    """`Grand Beach/Michiana MI PD`, `Rice & Steele County MN 911 Center`."""
    counties = says_county(place)
    found = []
    for part in parts:
        named = re.sub(r"\s+(?:County|Co\.?)$", "", part, flags=re.IGNORECASE)
        match = (
            county_named(f"{named} County", state) if counties else municipality_named(part, state)
        )
        if match.one is None:
            return None
        found.append(match.one.slug)
    return Resolution(
        name="",
        kind=AgencyKind.OTHER_LOCAL,
        jurisdiction=state.slug,
        state=state.usps,
        actor=Actor.SPECIAL_DISTRICT,
        public_body=True,
        method=Method.PLACE_IN_STATE,
        confidence=Confidence.LIKELY,
        candidates=tuple(found),
        note="a body of several places",
    )


def _of_district_of_columbia(state: State | None, role: Role) -> Resolution | None:
    """`Metropolitan Police Department (DC)`: the District is state and city in one."""
    if state is None or state.usps != "DC" or role is not Role.POLICE:
        return None
    return Resolution(
        name="",
        kind=AgencyKind.CITY,
        jurisdiction=state.slug,
        state=state.usps,
        actor=Actor.CITY_POLICE,
        fips="1150000",
        public_body=True,
        method=Method.PLACE_IN_STATE,
        confidence=Confidence.CERTAIN,
    )


def _without_office(
    written: WrittenName, place: str, state: State | None, sign: StateSign
) -> Resolution | None:
    """`City of Lemoore CA`, `Ramsey NJ`, `Bibb County`; `Mountain House (CA)` stays open."""
    worded = says_municipality(place)
    county = re.match(r"^(.+? (?:County|Co\.?|Parish))\b", place)
    if worded:
        place = re.split(r"\s*/\s*", place)[0]
        match = municipality_named(place, state, _county_aside(written))
    elif county is not None:
        match = county_named(county[1], state)
    elif state is not None:
        match = municipality_named(place, state)
    else:
        return None
    if not match.found:
        return None
    if match.one is None:
        return _several(match.found, Role.ITSELF, state, place)
    found = _found(match, match.one, Role.ITSELF, state)
    if worded or (county is not None and says_county(place)):
        return found
    if county is not None or sign is not StateSign.ASIDE:
        return replace(found, confidence=Confidence.LIKELY)
    return Resolution(
        name="",
        kind=AgencyKind.UNKNOWN,
        state=found.state,
        method=Method.PLACE_IN_STATE,
        candidates=(match.one.slug,),
        note="the place itself, or a private customer named after it",
    )


def guessed_office(written: WrittenName) -> Resolution | None:
    """A police named after a county without the word, or after an area without a government."""
    split = split_office(written.core)
    if written.state is None or split.role is not Role.POLICE:
        return None
    for match, note in (
        (county_named(split.place, written.state), "no city of the name, but a county"),
        (unlisted_area(split.place, written.state), "a named area (CDP) without a listed police"),
    ):
        if match.one is not None:
            found = _found(match, match.one, split.role, written.state)
            return replace(found, confidence=Confidence.GUESS, note=note)
    return None
