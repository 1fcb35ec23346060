"""Which agency is which: whether a name in a log and a name on the list of agreements mean one body.

The police of a city and the sheriff of a county are one each, so place and office settle them; other bodies
(state agencies, campuses, constables, marshals) share a place and an office, and only their names tell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from comity.places.naming import take_apart
from comity.places.resolution import Actor, Confidence, Method, Resolution
from comity.places.resolve import resolve
from comity.places.spelling import key

_ONE_EACH = {Actor.CITY_POLICE.value, Actor.SHERIFF.value, Actor.COUNTY_POLICE.value}
SURE = {Confidence.CERTAIN, Confidence.LIKELY}
IN_DOUBT = "?"
"""Stands for the name that is meant where the list contradicts itself on the place: no body is taken for it."""
_SHARED_OFFICE = re.compile(
    r"\bMarshals?(?:\'s)?\b|\bConst(?:able)?s?\b|\bPrecinct\b|\bPct\b|\bJail\b|\bCorrections?\b|\bDetention\b",
    re.IGNORECASE,
)
_POLICE = re.compile(r"\b(?:PD|P\.D\.|Police(?:\s+(?:Department|Dept\.?))?)(?=\s|$)", re.IGNORECASE)


def office_of_listed(state: str, agency: str, county: str = "") -> tuple[str, str]:
    """Place and actor of a name on the list of a state, empty where the name does not carry.

    The county that the list prints tells townships of one name apart; it decides nothing else.
    """
    state, agency = meant_by_list(state, agency)
    if agency == IN_DOUBT:
        return "", ""
    found = resolve(f"{state} - {agency}")
    if found.method is Method.SEVERAL_PLACES and county:
        found = resolve(f"{state} - {agency} ({county})")
    return office_of(found)


def office_of(found: Resolution) -> tuple[str, str]:
    """Place and actor of a resolved name, where both are known with confidence."""
    if found.confidence not in SURE or found.jurisdiction is None or found.actor is None:
        return "", ""
    return found.jurisdiction, found.actor.value


def is_one_of_its_kind(found: Resolution) -> bool:
    """Whether place and office alone name the body: the police of a city, the sheriff of a county."""
    return is_named_by_office(office_of(found)[1], found.name)


def is_named_by_office(actor: str, name: str) -> bool:
    """The same of an actor (empty: not known) and the name as written."""
    return actor in _ONE_EACH and not shares_its_office(name)


def shares_its_office(name: str) -> bool:
    """Whether a name is of an office that a place may have several of, or beside its police and sheriff."""
    return _SHARED_OFFICE.search(name) is not None


def name_key(name: str) -> str:
    """A name without its state and with one word for `PD` and `Police Department`, for comparing letters."""
    core = take_apart(name).core
    return key(_POLICE.sub("police", core))


def meant_by_list(state: str, agency: str) -> tuple[str, str]:
    """The state and name that a listed name stands for, by the reasons kept in `data/other_names.tsv`."""
    return _other_names().get((state, key(agency)), (state, agency))


@lru_cache(maxsize=1)
def _other_names() -> dict[tuple[str, str], tuple[str, str]]:
    text = (
        resources.files("comity.places.agreements")
        .joinpath("data", "other_names.tsv")
        .read_text("utf-8")
    )
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            state, printed, state_meant, meant, _ = line.split("\t")
            found[state, key(printed)] = (state_meant, meant)
    return found
