"""Resolves the name of an organisation to kind, jurisdiction, state and actor, as far as it carries.

Rules are tried from the plainest to the weakest; the first that decides is named in the answer. A
place that is in no table, or in several states, stays unknown: nothing is invented or averaged.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from comity.places import bodies
from comity.places.bodies import Role
from comity.places.localities import county_named, municipality_named, says_county
from comity.places.naming import SPELLED_STATE, StateSign, WrittenName, take_apart
from comity.places.offices import (
    guessed_office,
    office_of,
    says_municipality,
    split_office,
)
from comity.places.resolution import Actor, AgencyKind, Confidence, Method, Resolution
from comity.places.special_bodies import (
    campus,
    district,
    federal,
    federal_by_name,
    known_body,
    listed,
    school,
    several_agencies,
    state_by_head,
    state_by_word,
    tribe,
)

__all__ = ["resolve"]


@lru_cache(maxsize=65_536)
def resolve(name: str) -> Resolution:
    """What body `name` stands for. Any text is accepted; what cannot be resolved is `unknown`.

    Pure and repeatable; the tables are read on the first call. White space around the name and
    between its words does not matter.

    >>> answer = resolve("Dallas TX PD")
    >>> answer.kind.value, answer.jurisdiction, answer.fips
    ('city', 'us-tx-dallas', '4819000')
    """
    written = take_apart(name)
    found = _decide(written)
    return replace(
        found,
        name=name,
        active=found.active if written.active is None else written.active,
        note="; ".join(part for part in (found.note, _contract_note(written)) if part),
    )


def _decide(written: WrittenName) -> Resolution:
    if written.federal_mark:
        return federal(written, Method.FEDERAL_MARK)
    for rule in (
        _bare_state,
        _placeholder,
        state_by_head,
        _plain_office,
        _vendor_account,
        federal_by_name,
        known_body,
        several_agencies,
        campus,
        school,
        tribe,
        state_by_word,
        district,
        _private,
        office_of,
        listed,
        guessed_office,
        _whole_name,
    ):
        found = rule(written)
        if found is not None:
            return found
    return _unresolved(written)


def _bare_state(written: WrittenName) -> Resolution | None:
    """`GA` or `California` and nothing else: a state, but no body of it."""
    if not SPELLED_STATE.fullmatch(written.core):
        return None
    if written.state is None:
        return Resolution(name="", kind=AgencyKind.UNKNOWN, note="names no body")
    if written.state.name == written.core:
        usps = written.state.usps
        return Resolution(name="", kind=AgencyKind.UNKNOWN, state=usps, note="names no body")
    return None  # `Nevada MO`


def _placeholder(written: WrittenName) -> Resolution | None:
    """Names that stand for no one: `Old`, `DO NOT USE`."""
    if not written.core and written.active is None:
        return Resolution(name="", kind=AgencyKind.UNKNOWN)
    if bodies.PLACEHOLDER.match(written.core):
        return Resolution(
            name="",
            kind=AgencyKind.TEST,
            active=False if written.core.casefold() not in {"new", "llc", ""} else None,
            method=Method.PLACEHOLDER,
            confidence=Confidence.LIKELY,
        )
    return None


def _vendor_account(written: WrittenName) -> Resolution | None:
    """Accounts for tests and training, and the vendor itself."""
    if bodies.VENDOR.match(written.core):
        return _private_party(written, Confidence.LIKELY, "the vendor of the readers")
    if bodies.TEST.search(written.core):
        return Resolution(
            name="",
            kind=AgencyKind.TEST,
            method=Method.TEST_WORD,
            confidence=Confidence.LIKELY,
        )
    return None


def _plain_office(written: WrittenName) -> Resolution | None:
    """Police or sheriff of a place the tables have under exactly these words.

    Asked before the words that name a sort of body, for places are called `College Place`,
    `Indian Wells`, `Port Hueneme` and `Airport Drive`.
    """
    split = split_office(written.core)
    if says_municipality(split.place):
        return office_of(written)
    if split.role not in {Role.POLICE, Role.SHERIFF} or not split.place:
        return None
    if written.sign in {StateSign.WITHIN, StateSign.SPELLED}:
        return None
    if split.role is Role.POLICE and not says_county(split.place):
        match = municipality_named(split.place, written.state)
    else:
        match = county_named(split.place, written.state, or_independent_city=True)
    return office_of(written) if match.found else None


def _private(written: WrittenName) -> Resolution | None:
    if bodies.PRIVATE.search(written.core):
        return _private_party(written, Confidence.LIKELY, "")
    return None


def _private_party(written: WrittenName, confidence: Confidence, note: str) -> Resolution:
    return Resolution(
        name="",
        kind=AgencyKind.PRIVATE,
        state=None if written.state is None else written.state.usps,
        actor=Actor.PRIVATE_PARTY,
        public_body=False,
        method=Method.PRIVATE_WORD,
        confidence=confidence,
        note=note,
    )


def _whole_name(written: WrittenName) -> Resolution | None:
    """Names without an office: private customers are written `Winchester Trails (CA)`."""
    if split_office(written.core).role is not None:
        return None
    if bodies.HOSPITAL.search(written.core):
        return _private_party(written, Confidence.GUESS, "a hospital or clinic, perhaps public")
    if bodies.PRIVATE_WITHOUT_OFFICE.search(written.core):
        if written.sign in {StateSign.ASIDE, StateSign.PREFIX}:
            return _private_party(written, Confidence.LIKELY, "")
        if not municipality_named(written.core, None).found:  # `Beverly Hills` may be the city
            return _private_party(written, Confidence.GUESS, "a word of private places")
    if written.sign is StateSign.ASIDE:
        note = "no word of an office, and the vendor writes private customers this way"
        return _private_party(written, Confidence.GUESS, note)
    return None


def _unresolved(written: WrittenName) -> Resolution:
    split = split_office(written.core)
    usps = None if written.state is None else written.state.usps
    township = re.search(r"\b(?:Township|Twp)\b", split.place, re.IGNORECASE) is not None
    if usps is None or not split.place or (split.role is None and not township):
        return Resolution(name="", kind=AgencyKind.UNKNOWN, state=usps)
    return Resolution(
        name="",
        kind=AgencyKind.CITY if township else AgencyKind.UNKNOWN,
        state=usps,
        public_body=True if township else None,
        method=Method.PLACE_NOT_FOUND,
        confidence=Confidence.LIKELY if township else Confidence.NONE,
        note=f"`{split.place}` is in none of the tables",
    )


def _contract_note(written: WrittenName) -> str:
    for aside in written.asides:
        if re.fullmatch(r"[A-Z]{2,6}S[OD]", aside):
            return f"`{aside}` in the name: a sheriff may police the place under contract"
    return ""
