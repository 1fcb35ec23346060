"""Where a detainer was sent: a facility's name, as immigration records shorten it, as a place and a kind of actor.

A federal prison, or one that holds for a federal agency, is no local actor: no law of a state or city is asked for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from comity.audit.deciding.party import NoPlace, Party
from comity.places import Confidence, resolve
from comity.places.states import all_states

COUNTY_JAIL, STATE_PRISON, CITY_POLICE = "county_jail", "state_prison", "city_police"

_STATE_CODES = {one.name.casefold(): code for code, one in all_states().items()}
_CODES = frozenset(_STATE_CODES.values())

_FEDERAL = re.compile(
    r"\b(?:FCI|FPC|FMC|FDC|FTC|MDC|MCC|USP|ADX|BOP|FED(?:ERAL|\.)?|U\.?\s?S\.?\s?PEN\w*\.?|U\.?\s?S\.? MARSHALL?S?"
    r"|USMS|ICE|ERO|SPC|CDF|SERVICE PROCESSING|DETAINED AT CBP|CBP)\b",
    re.IGNORECASE,
)
# Prisons that a company runs for the Federal Bureau of Prisons, by name and state.
_FOR_FEDERAL = {("moshannon valley correctional", "PA")}
_STATE_PRISON = re.compile(
    r"^(?:S\.?\s?C\.?\s?I\.?|SRCF)\b|\b(?:SCI|STATE (?:PRISON|PENITENTIARY|CORR\w*))\b",
    re.IGNORECASE,
)
_COUNTY_JAIL = re.compile(
    r"^(?P<name>[A-Z .'\-]+?) +(?:CNTY|COUNTY|CTY|CO)\.? +(?:ADULT +)?"
    r"(?:JAIL|PRISON|C\.?C\.?|CORR\w*\.?|DET\w*\.?|SHERIFF\w*)(?![A-Z])",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"^(?P<name>[A-Z .'\-]+?) +(?:\d+(?:ST|ND|RD|TH) +)?(?:POLICE|PD\b)", re.IGNORECASE
)
# Places for the young are neither jails nor, by their name, of a known keeper.
_YOUNG = re.compile(r"\b(?:JUV\w*|YOUTH|CHILDREN\w*|FAMILY|SHELTER)\b", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def facility_named(name: str, city: str, state: str) -> Party:
    """The party of a facility as a detainer log writes it, with the city and state beside it, which may be blank."""
    code = _state_of(name, state)
    plain = re.sub(r"\([^)]*\)", " ", name).replace(",", " ")
    plain = " ".join(plain.split())
    found = resolve(name)
    if _FEDERAL.search(plain) or (plain.casefold(), code) in _FOR_FEDERAL:
        return Party(name=name, resolution=found, no_place=NoPlace.FEDERAL)
    if _STATE_PRISON.search(plain) and code:
        place = f"us-{code.lower()}"
        return Party(name=name, resolution=found, place=place, actor=STATE_PRISON)
    if not _YOUNG.search(plain) and code:
        jail = _COUNTY_JAIL.match(plain)
        if jail:
            return _local(name, f"{jail['name'].title()} County {code}", COUNTY_JAIL)
        police = _POLICE.match(plain)
        if police:
            return _local(name, f"{police['name'].title()} {code} PD", CITY_POLICE)
    return Party(name=name, resolution=found, no_place=NoPlace.NOT_RESOLVED)


def _local(name: str, spelled: str, actor: str) -> Party:
    """A local facility, if the name in full is that of one place and no guess."""
    found = resolve(spelled)
    place = found.jurisdiction
    if place is None or found.confidence in {Confidence.GUESS, Confidence.NONE}:
        return Party(name=name, resolution=found, no_place=NoPlace.NOT_RESOLVED)
    return Party(name=name, resolution=found, place=place, actor=actor)


def _state_of(name: str, state: str) -> str:
    """The two-letter code, from the column beside the name or from the name's end."""
    text = state.strip()
    if text.upper() in _CODES:
        return text.upper()
    if text:
        return _STATE_CODES.get(text.casefold(), "")
    ending = re.search(r",? ([A-Z]{2})\.?$", name.strip())
    return ending[1] if ending and ending[1] in _CODES else ""
