"""The bundled tables of counties, places, townships and listed agencies, read once when first asked.

It answers which entries share a key; which of them is meant is decided in `localities`.
The sources, their licences and how the tables are built stand in `data/SOURCE.md`.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from comity.places.spelling import key, slug
from comity.places.states import all_states

# A slug that a law sheet or the usage of the city itself settles otherwise than by the rule.
_SLUG_NAMES = {"3651000": "New York City"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """A county, place or township. `form` is `county`, `independent_city`, or the Census or FBI
    word (`city`, `town`, `CDP`, `township`, `joint`); `joint` is a police of several places.
    """

    state: str
    name: str
    form: str
    slug: str
    fips: str | None = None
    listed: str = ""
    """`bare` or `formed` (`Fishkill Village`) as a police agency stands in the FBI lists."""
    county_fips: str | None = None

    @property
    def is_government(self) -> bool:
        """Whether a local government stands behind it: a CDP is only a named area."""
        return self.form not in {"CDP", "joint"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAgency:
    """A body of the FBI lists that is no city or county: campus, tribe, district, state body."""

    state: str
    sort: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All entries by key; one key may hold entries of many states."""

    counties: dict[str, tuple[Locality, ...]]
    places: dict[str, tuple[Locality, ...]]
    agencies: dict[str, tuple[ListedAgency, ...]]
    by_fips: dict[str, Locality]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of all states; they take most of a second on the first call, nothing on later ones."""
    return _read({state.fips: state.usps for state in all_states().values()})


@lru_cache(maxsize=64)
def tables_of(usps: str) -> Tables:
    """The tables of one state, by its postal code: all that a single place needs, and quick."""
    return _read({all_states()[usps].fips: usps})


def _read(by_fips: Mapping[str, str]) -> Tables:
    """The entries of some states, named by the number that begins their Census codes."""
    states = frozenset(by_fips.values())
    merged = dict(_merged())
    counties: dict[str, list[Locality]] = defaultdict(list)
    places: dict[str, list[Locality]] = defaultdict(list)
    found: dict[str, Locality] = {}
    for fips, usps, name, form in _rows("counties", by_fips):
        independent = form == "city" or name == "Carson City"
        full = name if independent or not form else f"{name} {form}"
        county = Locality(
            state=usps,
            name=full,
            form="independent_city" if independent else "county",
            slug=merged.get(fips) or slug("us", usps, full),
            fips=fips,
        )
        found[fips] = county
        counties[key(name)].append(county)
    for fips, name, form, listed, tail in _rows("places", by_fips):
        usps = by_fips[fips[:2]]
        place = Locality(
            state=usps,
            name=name,
            form="city" if fips in merged and form == "CDP" else form,  # Honolulu
            slug=merged.get(fips) or slug("us", usps, _SLUG_NAMES.get(fips, name), tail),
            fips=fips,
            listed=listed,
        )
        found[fips] = place
        places[key(name)].append(place)
    for township in _townships(states, found, places):
        places[key(township.name)].append(township)
    for fips, name in _other_names():
        if fips not in found:
            continue  # of another state
        by_key = counties if len(fips) == 5 else places
        if found[fips] not in by_key[key(name)]:
            by_key[key(name)].append(found[fips])
    agencies: dict[str, list[ListedAgency]] = defaultdict(list)
    for usps, sort, name in _rows("agencies", states):
        agencies[_core_key(name)].append(ListedAgency(state=usps, sort=sort, name=name))
    return Tables(
        counties={name: tuple(rows) for name, rows in counties.items()},
        places={name: tuple(rows) for name, rows in places.items()},
        agencies={name: tuple(rows) for name, rows in agencies.items()},
        by_fips=found,
    )


def locality_of(fips: str) -> Locality:
    """The county (5 digits) or place (7 digits) of a Census code; KeyError when there is none."""
    return tables().by_fips[fips]


# Words that are left out of a body's name in one list and written in another.
_SORT_WORDS = re.compile(
    r"\b(?:university|univ|college|community|campus|district|dist|tribal|tribe|tribes|nation|agency"
    r"|bands? of|mission|indians|police|department|public safety|pd|the|of|at|rancheria"
    r"|lighthorse|system)\b",
    re.IGNORECASE,
)


_OFFICE_WORDS = re.compile(r"\b(?:police|department|public safety|pd|so|campus)\b", re.IGNORECASE)


def _core_key(name: str) -> str:
    """`Foothill-De Anza College` -> `foothilldeanza`; `University of Texas` keeps its words."""
    core = " ".join(_SORT_WORDS.sub(" ", name).split())
    if not core or any(core.casefold() == state.name.casefold() for state in all_states().values()):
        return key(_OFFICE_WORDS.sub(" ", name))
    return key(core)


def listed_as(name: str, usps: str | None, sort: str | None = None) -> tuple[ListedAgency, ...]:
    """Listed bodies whose name agrees but for words like `University`, `Tribal`, `of`."""
    return tuple(
        row
        for row in tables().agencies.get(_core_key(name), ())
        if (usps is None or row.state == usps) and (sort is None or row.sort == sort)
    )


def _townships(
    states: frozenset[str], found: dict[str, Locality], places: dict[str, list[Locality]]
) -> Iterator[Locality]:
    """Towns and townships of the FBI lists: `us-mi-bridgeport-township`, `us-ct-windsor` where no
    other government of the state has the name, with the county where several townships share it.
    """
    rows = list(_rows("townships", states))
    slugs = []
    for usps, name, form, _ in rows:
        namesakes = (place for place in places.get(key(name), ()) if place.state == usps)
        plain = form == "joint" or (
            form == "town" and not any(place.is_government for place in namesakes)
        )
        slugs.append(slug("us", usps, name, "" if plain else form))
    times = Counter(slugs)
    for (usps, name, form, county_fips), plain_slug in zip(rows, slugs, strict=True):
        shared = county_fips and times[plain_slug] > 1
        own = f"{found[county_fips].slug}-{slug(name, form)}" if shared else plain_slug
        yield Locality(
            state=usps,
            name=name,
            form=form,
            slug=own,
            listed="formed",
            county_fips=county_fips or None,
        )


def _merged() -> Iterator[tuple[str, str]]:
    """FIPS of a county or place under one city-county government -> slug of that government."""
    by_fips = {state.fips: state.usps for state in all_states().values()}
    for county, place, name, _ in _kept_by_hand("consolidated"):
        usps = by_fips[county[:2]]
        own = "us-dc" if usps == "DC" else slug("us", usps, name)
        yield county, own
        yield place, own


def _other_names() -> Iterator[tuple[str, str]]:
    for fips, name in _kept_by_hand("other_names"):
        yield fips, name
    for county, place, name, others in _kept_by_hand("consolidated"):
        for other in [name, *others.split("|")]:
            if other:
                yield county, other
                yield place, other


def _rows(table: str, begins: Collection[str]) -> Iterator[list[str]]:
    """Rows below the header of a packed table that begin with a state: two digits of its code, or two letters."""
    packed = resources.files("comity.places").joinpath("data", f"{table}.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    for line in lines[1:]:
        if line[:2] in begins:
            yield line.split("\t")


def _kept_by_hand(table: str) -> Iterator[list[str]]:
    text = resources.files("comity.places").joinpath("data", f"{table}.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
