"""Rules for bodies that are no office of a city or county: federal and state agencies, campuses,
tribes, schools, districts, task forces, and what the FBI lists know by name.

Each rule takes a name apart from its marks and gives an answer, or None when it does not apply.
"""

from __future__ import annotations

import re
from dataclasses import replace

from comity.places import bodies
from comity.places.bodies import Role
from comity.places.localities import county_named, municipality_named, says_county
from comity.places.naming import SPELLED_STATE, WrittenName, spelled_state
from comity.places.offices import split_office
from comity.places.resolution import Actor, AgencyKind, Confidence, Method, Resolution
from comity.places.states import State, all_states
from comity.places.tables import ListedAgency, listed_as, locality_of


def state_by_head(written: WrittenName) -> Resolution | None:
    """`California Department of Insurance`, `AZ - Department of Public Safety`."""
    head = SPELLED_STATE.match(written.core)
    if head:
        state = spelled_state(head[0])
        rest = written.core[head.end() :].strip(" -,")
        agrees = written.state is None or written.state == state
        if agrees and bodies.STATE_BODY.match(rest):
            return _state_agency(written, state, Confidence.CERTAIN)
    if written.state is not None and bodies.STATE_BODY.match(written.core):
        return _state_agency(written, written.state, Confidence.LIKELY)
    tail = re.search(r"\bof (?:the State of )?" + SPELLED_STATE.pattern, written.core)
    if tail and bodies.STATE_BODY.match(written.core):
        return _state_agency(written, spelled_state(tail[1]), Confidence.CERTAIN)
    return None


def state_by_word(written: WrittenName) -> Resolution | None:
    """A state park, or state words after the name of the state and something else."""
    if written.state is None:
        return None
    words = re.search(r"\bState (?:Police|Patrol)\b|\bHighway Patrol\b|\bCapitol\b", written.core)
    if words or bodies.STATE_PARK.search(written.core):
        return _state_agency(written, written.state, Confidence.LIKELY)
    return None


def _state_agency(written: WrittenName, state: State, confidence: Confidence) -> Resolution:
    if bodies.STATE_PRISON.search(written.core):
        actor = Actor.STATE_PRISON
    elif bodies.STATE_POLICE.search(written.core):
        actor = Actor.STATE_POLICE
    elif bodies.MOTOR_VEHICLES.search(written.core):
        actor = Actor.MOTOR_VEHICLE_AGENCY
    else:
        actor = Actor.STATE_AGENCY
    return Resolution(
        name="",
        kind=AgencyKind.STATE,
        jurisdiction=state.slug,
        state=state.usps,
        actor=actor,
        fips=state.fips,
        public_body=True,
        method=Method.STATE_AGENCY,
        confidence=confidence,
    )


def federal_by_name(written: WrittenName) -> Resolution | None:
    """A federal agency, base or park by its name."""
    found = bodies.FEDERAL.search(written.core)
    return federal(written, Method.FEDERAL_NAME) if found else None


def federal(written: WrittenName, method: Method) -> Resolution:
    """A federal body; a state in its name says where the office is, never whose."""
    return Resolution(
        name="",
        kind=AgencyKind.FEDERAL,
        jurisdiction="us",
        state=None if written.state is None else written.state.usps,
        actor=Actor.FEDERAL_AGENCY,
        public_body=True,
        method=method,
        confidence=Confidence.CERTAIN if method is Method.FEDERAL_MARK else Confidence.LIKELY,
    )


def known_body(written: WrittenName) -> Resolution | None:
    """One of the few bodies called by a name of their own: `NCRIC`, `LAPD`, `Cal Fire`."""
    for body in bodies.KNOWN_BODIES:
        if not body.pattern.search(written.core):
            continue
        state = all_states()[body.state] if body.state else written.state
        own = locality_of(body.fips) if body.fips else None
        slug = None if body.state is None else all_states()[body.state].slug
        return Resolution(
            name="",
            kind=body.kind,
            jurisdiction=slug if own is None else own.slug,
            state=None if state is None else state.usps,
            actor=body.actor,
            fips=(state.fips if state is not None and body.kind is AgencyKind.STATE else body.fips),
            public_body=True if body.state else None,
            method=Method.KNOWN_BODY,
            confidence=Confidence.CERTAIN if body.state else Confidence.LIKELY,
            note=body.full,
        )
    return None


def several_agencies(written: WrittenName) -> Resolution | None:
    """Task forces and fusion centres; the place in the name is a host, and only a candidate."""
    fusion = bodies.FUSION_CENTER.search(written.core)
    force = bodies.TASK_FORCE.search(written.core)
    sign = fusion or force
    if sign is None:
        return None
    state = _state_or_spelled(written)
    return Resolution(
        name="",
        kind=AgencyKind.TASK_FORCE,
        jurisdiction=None if state is None else state.slug,
        state=None if state is None else state.usps,
        actor=Actor.FUSION_CENTER if fusion else Actor.TASK_FORCE,
        public_body=True,
        method=Method.FUSION_CENTER_WORD if fusion else Method.TASK_FORCE_WORD,
        confidence=Confidence.LIKELY,
        candidates=_hosts(written.core[: sign.start()], written.core[sign.end() :], state),
    )


def _hosts(before: str, after: str, state: State | None) -> tuple[str, ...]:
    if state is None:
        return ()
    for text in (after, before):
        split = split_office(text.strip(" -,/"))
        place = split.place
        if not place or (split.role is None and not says_county(place)):
            continue
        match = (county_named if says_county(place) else municipality_named)(place, state)
        if match.one is not None:
            return (match.one.slug,)
    return ()


def campus(written: WrittenName) -> Resolution | None:
    """A university or college by its words, the FBI lists making it certain."""
    if not bodies.CAMPUS.search(written.core):
        return None
    rows = listed_as(written.core, None if written.state is None else written.state.usps, "campus")
    return _campus_of(written, rows)


def _campus_of(written: WrittenName, rows: tuple[ListedAgency, ...]) -> Resolution:
    state = written.state
    of_state = re.search(r"\bUniv(?:ersity|\.)? of (?:\w+ )?" + SPELLED_STATE.pattern, written.core)
    if state is None and len({row.state for row in rows}) == 1:
        state = all_states()[rows[0].state]
    if state is None and of_state is None:
        head = SPELLED_STATE.match(written.core)
        state = spelled_state(head[0]) if head else None
    elif state is None and of_state is not None:
        state = spelled_state(of_state[1])
    public: bool | None = None
    if bodies.PRIVATE_CAMPUS.search(written.core):
        public = False
    elif bodies.PUBLIC_CAMPUS.search(written.core):
        public = True
    elif of_state is not None and spelled_state(of_state[1]).usps != "PA":
        public = True  # the University of Pennsylvania alone is private among those so named
    office = split_office(written.core).role
    return Resolution(
        name="",
        kind=AgencyKind.CAMPUS,
        jurisdiction=None if state is None else state.slug,
        state=None if state is None else state.usps,
        actor=Actor.CAMPUS_POLICE if office is Role.POLICE else None,
        public_body=public,
        method=Method.CAMPUS_LIST if rows else Method.CAMPUS_WORD,
        confidence=Confidence.CERTAIN if rows and written.state else Confidence.LIKELY,
    )


def school(written: WrittenName) -> Resolution | None:
    """A school district or its police."""
    if not bodies.SCHOOL.search(written.core):
        return None
    police = split_office(written.core).role is Role.POLICE
    actor = Actor.CAMPUS_POLICE if police else Actor.SCHOOL
    return _district_of(written, actor, Method.SCHOOL_WORD)


def district(written: WrittenName) -> Resolution | None:
    """A special district or authority: transit, port, airport, parks, water, housing."""
    if not bodies.DISTRICT.search(written.core):
        return None
    hospital = bodies.HOSPITAL.search(written.core)
    actor = Actor.HOSPITAL if hospital else Actor.SPECIAL_DISTRICT
    return _district_of(written, actor, Method.DISTRICT_WORD)


def _district_of(written: WrittenName, actor: Actor, method: Method) -> Resolution:
    state = _state_or_spelled(written)
    return Resolution(
        name="",
        kind=AgencyKind.OTHER_LOCAL,
        jurisdiction=None if state is None else state.slug,
        state=None if state is None else state.usps,
        actor=actor,
        public_body=True,
        method=method,
        confidence=Confidence.LIKELY,
    )


def tribe(written: WrittenName) -> Resolution | None:
    """A tribe by its words; its own government, so no slug of a state or place."""
    if not bodies.TRIBAL.search(written.core):
        return None
    place = split_office(written.core).place
    rows = listed_as(place, None if written.state is None else written.state.usps, "tribal")
    return _tribe_of(written, rows, Confidence.CERTAIN)


def _tribe_of(
    written: WrittenName, rows: tuple[ListedAgency, ...], confidence: Confidence
) -> Resolution:
    states = {row.state for row in rows}
    state = written.state
    if state is None and len(states) == 1:
        state = all_states()[states.pop()]
    return Resolution(
        name="",
        kind=AgencyKind.TRIBAL,
        state=None if state is None else state.usps,
        actor=Actor.TRIBAL_POLICE,
        public_body=True,
        method=Method.TRIBAL_LIST if rows else Method.TRIBAL_WORD,
        confidence=confidence,
    )


def listed(written: WrittenName) -> Resolution | None:
    """Bodies whose name lacks the word for their sort, found in the FBI lists of the state."""
    split = split_office(written.core)
    place = split.place
    if written.state is None or not place or split.role is Role.CONSTABLE:
        return None  # `Pennsylvania State Constable` is no police of Pennsylvania State University
    for row in listed_as(place, written.state.usps):
        match row.sort:
            case "tribal":
                return _tribe_of(written, (row,), Confidence.LIKELY)
            case "campus":
                return _campus_of(written, (row,))
            case "state":
                return replace(
                    _state_agency(written, written.state, Confidence.LIKELY),
                    method=Method.AGENCY_LIST,
                )
            case _:
                return _district_of(written, Actor.SPECIAL_DISTRICT, Method.AGENCY_LIST)
    return None


def _state_or_spelled(written: WrittenName) -> State | None:
    if written.state is not None:
        return written.state
    head = SPELLED_STATE.match(written.core)
    return spelled_state(head[0]) if head else None
