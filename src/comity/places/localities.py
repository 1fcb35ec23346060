"""Finds the county, city, town or township that a bare place name means, with or without a state.

Several entries are an answer of their own and are all given back; a place that is in no table gives
nothing. It does not know what sort of body carries the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.places.spelling import key
from comity.places.states import State
from comity.places.tables import Locality, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a place name may mean: one entry is an answer, several are candidates, none is nothing.

    `exact` is False when a form of words had to be dropped or only a named area (CDP) was found.
    """

    found: tuple[Locality, ...]
    exact: bool = True
    note: str = ""

    @property
    def one(self) -> Locality | None:
        return self.found[0] if len(self.found) == 1 else None


NOTHING = Match(found=())

_COUNTY = re.compile(
    r"^(?P<name>.+?)[\s-](?:County|Counties|Count|Co\.?|Cty\.?|Parish|Borough|Municipio)$",
    re.IGNORECASE,
)
_FORM_BEFORE = re.compile(
    r"^(?:The\s)?(?P<form>City(?:\s(?:and|&)\sCounty)?|Town|Village|Borough|(?:Charter\s)?Township|Twp)\sof\s(?P<name>.+)$",
    re.IGNORECASE,
)
_FORM_AFTER = re.compile(
    r"^(?P<name>.+?)\s(?P<form>Charter\sTownship|Township|Twp\.?|Town|Village|Borough|Boro|City)$",
    re.IGNORECASE,
)
_METRO = re.compile(
    r"^(?:Metro(?:politan)?\s+)?(?P<name>.+?)(?:\s+Metro(?:politan)?)?$", re.IGNORECASE
)
_FORMS = {
    "city and county": "city",
    "city & county": "city",
    "charter township": "township",
    "twp": "township",
    "twp.": "township",
    "boro": "borough",
}

# States where `town` is a division of a county that the Census does not list among its places.
_TOWNS_OF_COUNTIES = frozenset({"CT", "MA", "ME", "NH", "NY", "RI", "VT", "WI"})


def says_county(name: str) -> bool:
    """Whether the words themselves name a county or parish: `Schuyler Co.`, `Orleans Parish`."""
    return _COUNTY.match(name) is not None


def county_named(name: str, state: State | None, *, or_independent_city: bool = False) -> Match:
    """The county of a name, with or without the word `County`.

    `or_independent_city` is for offices that such cities have too (`Alexandria VA SO`).
    """
    worded = _COUNTY.match(name)
    wanted = worded["name"] if worded else name
    city_worded = re.match(r"^(?P<name>.+)\sCity$", name, re.IGNORECASE)
    found = _in(state, tables().counties.get(key(wanted), ()))
    if worded or not or_independent_city:
        found = tuple(county for county in found if county.form == "county")
    elif not found and city_worded:
        found = tuple(
            county
            for county in _in(state, tables().counties.get(key(city_worded["name"]), ()))
            if county.form == "independent_city"
        )
    return Match(found=_by_slug(found), exact=worded is not None)


def municipality_named(name: str, state: State | None, county: str = "") -> Match:
    """The city, town, village, borough or township of a name.

    `county` is a county the name gives to tell namesakes apart (`Jackson Township (Stark County)`).
    """
    plain = _plain(name, state)
    if plain.found:
        return plain
    formed = _FORM_BEFORE.match(name) or _FORM_AFTER.match(name)
    if formed:
        form = _FORMS.get(formed["form"].casefold(), formed["form"].casefold())
        match = _of_form(formed["name"], form, state)
        if len(match.found) > 1 and county:
            match = _within(match, county, match.found[0].state)
        return match
    if state is not None and name != state.name:
        for form in ("Village", "City", "Township"):
            match = _plain(f"{name} {form}", state)
            if match.found:
                return Match(found=match.found, exact=False, note=match.note)
    metro = _METRO.match(name)
    if metro and metro["name"] != name:
        match = _plain(metro["name"], state)
        return Match(found=match.found, exact=False, note=match.note)
    return NOTHING


def _in(state: State | None, rows: tuple[Locality, ...]) -> tuple[Locality, ...]:
    return rows if state is None else tuple(row for row in rows if row.state == state.usps)


def _by_slug(rows: tuple[Locality, ...]) -> tuple[Locality, ...]:
    return tuple(sorted(rows, key=lambda row: (row.slug, row.fips or "")))


def _plain(name: str, state: State | None) -> Match:
    """A name without a word for its form: a city before its namesakes, if the lists agree."""
    rows = tuple(
        row for row in _in(state, tables().places.get(key(name), ())) if row.form != "joint"
    )
    if state is None:
        return _in_any_state(rows)
    census = _preferred(
        tuple(row for row in rows if row.is_government and row.fips is not None), name
    )
    others = tuple(row for row in rows if row.is_government and row.fips is None)
    if census:
        others = tuple(row for row in others if row.form in {"town", "township"})
        if others and not any(row.listed == "bare" for row in census):
            return Match(found=_by_slug(census + others))  # `Fishkill NY`: village or town?
        return Match(found=_by_slug(census))
    if others:
        return Match(found=_by_slug(others), exact=all(row.form == "town" for row in others))
    areas = tuple(row for row in rows if row.listed)
    note = "a named area (CDP) with a police in the FBI list; its government may be a district"
    return Match(found=_by_slug(areas), exact=False, note=note) if areas else NOTHING


def unlisted_area(name: str, state: State) -> Match:
    """A CDP that no list gives a police: it has no government of its own."""
    areas = tuple(
        row for row in _in(state, tables().places.get(key(name), ())) if row.form == "CDP"
    )
    return Match(found=_by_slug(areas), exact=False)


def joint_police(name: str, state: State) -> Locality | None:
    """A police of several places in the FBI lists: `Central Marin`, `South Lake Minnetonka`."""
    spelled = re.sub(r"\bMetro$", "Metropolitan", name)
    rows = tables().places.get(key(name), ()) + tables().places.get(key(spelled), ())
    return next((row for row in _in(state, rows) if row.form == "joint"), None)


def _in_any_state(rows: tuple[Locality, ...]) -> Match:
    """Without a state every government of the name counts, so that only a unique one resolves."""
    found = tuple(row for row in rows if row.is_government or row.listed)
    return Match(found=_by_slug(found), exact=False)


def _preferred(rows: tuple[Locality, ...], name: str) -> tuple[Locality, ...]:
    """Of namesakes in one state: the one spelled so, then the listed, then the city."""
    for kept in (
        tuple(row for row in rows if row.name == name),
        tuple(row for row in rows if row.listed == "bare"),
        tuple(row for row in rows if row.form == "city"),
    ):
        if len(rows) > 1 and set(kept) & set(rows):
            rows = tuple(row for row in rows if row in kept)
    return rows


def _of_form(name: str, form: str, state: State | None) -> Match:
    """`Town of Campbell`, `Fishkill Village`, `Bridgeport Township`, `Imperial City`."""
    rows = tuple(
        row
        for row in _in(state, tables().places.get(key(name), ()))
        if row.is_government or (form == "city" and row.listed)
    )
    wanted = {"town": {"town", "township"}, "township": {"township", "town", "metro township"}}
    same = tuple(row for row in rows if row.form in wanted.get(form, {form}))
    if form in {"town", "township"} and len({row.form for row in same}) > 1:
        same = tuple(row for row in same if row.form == form) or same
    if same:
        return Match(found=_by_slug(same), exact=state is not None)
    if form == "township" or state is None or (form == "town" and _town_of_county(state)):
        return Match(found=_by_slug(rows), exact=False) if state is None else NOTHING
    census = tuple(row for row in rows if row.fips is not None)
    return Match(found=_by_slug(census), exact=False)


def _town_of_county(state: State) -> bool:
    return state.usps in _TOWNS_OF_COUNTIES


def _within(match: Match, county: str, usps: str) -> Match:
    named = {row.fips for row in tables().counties.get(key(county), ()) if row.state == usps}
    inside = tuple(row for row in match.found if row.county_fips in named)
    return Match(found=inside or match.found, exact=match.exact)
