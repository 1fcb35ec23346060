"""The fifty states, the District and the territories: code, name, slug, FIPS code.

No counties and no cities; those are in `tables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

# FIPS state codes as the Census Bureau assigns them (public domain).
_STATES = """
AL 01 Alabama|AK 02 Alaska|AZ 04 Arizona|AR 05 Arkansas|CA 06 California|CO 08 Colorado
CT 09 Connecticut|DE 10 Delaware|DC 11 District of Columbia|FL 12 Florida|GA 13 Georgia
HI 15 Hawaii|ID 16 Idaho|IL 17 Illinois|IN 18 Indiana|IA 19 Iowa|KS 20 Kansas|KY 21 Kentucky
LA 22 Louisiana|ME 23 Maine|MD 24 Maryland|MA 25 Massachusetts|MI 26 Michigan|MN 27 Minnesota
MS 28 Mississippi|MO 29 Missouri|MT 30 Montana|NE 31 Nebraska|NV 32 Nevada|NH 33 New Hampshire
NJ 34 New Jersey|NM 35 New Mexico|NY 36 New York|NC 37 North Carolina|ND 38 North Dakota
OH 39 Ohio|OK 40 Oklahoma|OR 41 Oregon|PA 42 Pennsylvania|RI 44 Rhode Island
SC 45 South Carolina|SD 46 South Dakota|TN 47 Tennessee|TX 48 Texas|UT 49 Utah|VT 50 Vermont
VA 51 Virginia|WA 53 Washington|WV 54 West Virginia|WI 55 Wisconsin|WY 56 Wyoming
AS 60 American Samoa|GU 66 Guam|MP 69 Northern Mariana Islands|PR 72 Puerto Rico
VI 78 U.S. Virgin Islands
"""
_TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})


class StateKind(StrEnum):
    """Standing of a first-level government under the United States."""

    STATE = "state"
    DISTRICT = "district"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, the District of Columbia or a territory; `slug` is its jurisdiction (`us-ca`)."""

    usps: str
    name: str
    slug: str
    fips: str
    kind: StateKind


def _kind(usps: str) -> StateKind:
    if usps == "DC":
        return StateKind.DISTRICT
    return StateKind.TERRITORY if usps in _TERRITORIES else StateKind.STATE


@lru_cache(maxsize=1)
def all_states() -> Mapping[str, State]:
    """USPS code -> state, in the order of the FIPS codes; read-only."""
    states: dict[str, State] = {}
    for entry in _STATES.strip().replace("\n", "|").split("|"):
        usps, fips, name = entry.split(" ", 2)
        states[usps] = State(
            usps=usps, name=name, slug=f"us-{usps.lower()}", fips=fips, kind=_kind(usps)
        )
    return MappingProxyType(states)
