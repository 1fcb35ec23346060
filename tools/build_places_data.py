"""Builds the small tables under `src/comity/places/data` from the Census gazetteer and the two
FBI agency lists; not needed at run time, and it fetches nothing: the folder of sources is given.

Usage: python tools/build_places_data.py FOLDER [OUT]
where FOLDER holds `gazetteer/` and `agencies-ori/` as named in the data's SOURCE.md, and OUT is
where the packed tables go instead of there.
The two hand-kept tables there (`consolidated.tsv`, `other_names.tsv`) are read, never written.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.places.spelling import key

DATA = Path(__file__).parent.parent / "src" / "comity" / "places" / "data"

_CENSUS_FORM = re.compile(
    r"^(?P<name>.+?) (?P<form>city and borough|city|town|village|borough|municipality|corporation"
    r"|metro township|CDP|comunidad|zona urbana)$"
)
_COUNTY_FORM = re.compile(
    r"^(?P<name>.+?) (?P<form>County|Parish|City and Borough|Borough|Census Area|Municipality"
    r"|Municipio|Planning Region|city)$"
)
_AGENCY_STATE = {"NB": "NE", "GM": "GU"}  # the FBI's own codes

# States whose towns or townships police themselves under a bare name and are no Census places.
_BARE_TOWN_STATES = {"CT", "MA", "ME", "NH", "NJ", "NY", "OH", "PA", "RI", "VT", "WI"}
_FORM_BEFORE = re.compile(r"^(?P<form>City|Town|Village|Borough|Township) of (?P<name>.+)$")
_FORM_AFTER = re.compile(r"^(?P<name>.+) (?P<form>Township|Town|Village|Borough|City)$")
_JOINT = re.compile(
    r"\b(Regional|Area|Metro|Metropolitan|Authority|District)\b|/| and Village$|^Sauk Prairie$|^Everest$"
)
_NOT_MUNICIPAL = re.compile(r"Airport|University|Trooper|Tribal|Sheriff|Camden County")


def main(sources: Path, out: Path) -> None:
    """Write every table from the folder of sources."""
    states = {row["GEOID"][:2]: row["USPS"] for row in _counties(sources)}
    counties = list(_county_rows(sources))
    by_county_name = {(row[1], key(row[2])): row[0] for row in counties if row[3] != "city"}
    municipal = _municipal_names(sources)
    places = _place_rows(sources, states, municipal)
    townships = _township_rows(municipal, by_county_name, _other_names(states))
    _write(out, "counties", ["fips", "state", "name", "form"], counties)
    _write(out, "places", ["fips", "name", "form", "listed", "tail"], places)
    _write(out, "townships", ["state", "name", "form", "county"], townships)
    _write(out, "agencies", ["state", "sort", "name"], _agency_rows(sources))


def _write(out: Path, name: str, header: list[str], rows: Iterable[tuple[str, ...]]) -> None:
    path = out / f"{name}.tsv.gz"
    text = "".join("\t".join(row) + "\n" for row in [tuple(header), *rows])
    # no file name and no time inside: equal input, equal bytes
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{path.name}: {text.count(chr(10)) - 1} rows, {path.stat().st_size} bytes")


def _read(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter)


def _counties(sources: Path) -> Iterator[dict[str, str]]:
    return _read(sources / "gazetteer" / "census_counties_2025.tsv.gz", "\t")


def _agencies_latest(sources: Path) -> Iterator[dict[str, str]]:
    return _read(sources / "agencies-ori" / "fbi_lee_latest.csv.gz", ",")


def _agencies_2021(sources: Path) -> Iterator[dict[str, str]]:
    return _read(sources / "agencies-ori" / "fbi_ucr_agencies_2021.csv.gz", ",")


def _county_rows(sources: Path) -> Iterator[tuple[str, ...]]:
    for row in _counties(sources):
        match = _COUNTY_FORM.match(row["NAME"])
        name, form = (match["name"], match["form"]) if match else (row["NAME"], "")
        yield row["GEOID"], row["USPS"], name, form


def _other_names(states: dict[str, str]) -> set[tuple[str, str]]:
    """(state, key) of every name that the two hand-kept tables lead to a place or county."""
    known = set()
    for table in ("other_names", "consolidated"):
        for line in (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                fips, *columns = line.split("\t")
                for name in "|".join(columns).split("|"):
                    known.add((states[fips[:2]], key(name)))
    return known


def _municipal_names(sources: Path) -> dict[str, dict[str, str]]:
    """State -> name of a municipal police agency -> counties, from both lists."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _agencies_2021(sources):
        if row["agency_type_name"] in {"City", "Borough", "Municipality", "City and Borough"}:
            name = re.sub(
                r"( Police Department| Bureau of Police)+(?=,|$)", "", row["agency_name"]
            ).strip()
            names[row["state_abbr"]][name] = row["county_name"]
        elif row["agency_type_name"] == "Parish" and row["agency_name"].endswith(
            " Police Department"
        ):
            name = row["agency_name"].removesuffix(" Police Department")
            names[row["state_abbr"]][name] = row["county_name"]
    for row in _agencies_latest(sources):
        if row["agency_type_name"] == "City":
            state = _AGENCY_STATE.get(row["state_abbr"], row["state_abbr"])
            names[state][row["pub_agency_name"].strip()] = row["county_name"]
    return {
        state: {name: county for name, county in rows.items() if not _NOT_MUNICIPAL.search(name)}
        for state, rows in names.items()
    }


def _place_rows(
    sources: Path, states: dict[str, str], municipal: dict[str, dict[str, str]]
) -> list[tuple[str, ...]]:
    """Every Census place; the names of `municipal` that are found here are taken out of it."""
    found = []
    for row in _read(sources / "gazetteer" / "census_places_population.tsv.gz", "\t"):
        state = states[row["fips"][:2]]
        full = row["name"].rsplit(", ", 1)[0]
        county = re.search(r"\(([^)]*) (?:County|Counties|Municipio)\)$", full)
        other = re.search(r"\(([^)]*)\)(?= \w)", full)
        plain = re.sub(r" \([^)]*\)", "", full)
        match = _CENSUS_FORM.match(plain)
        name, form = (match["name"], match["form"]) if match else (plain, "city")
        if other is not None and other[1] in municipal.get(state, {}):
            name = other[1]  # `San Buenaventura (Ventura)`: the name in use
        if form in {"comunidad", "zona urbana"}:
            form = "CDP"
        if form == "city":  # the Census writes `Town of Pecos city`, `Braintree Town city`
            name = re.sub(r"^(?:The )?(?:Village|Town) of ", "", name)
            name = name.removesuffix(" Town") if state == "MA" else name
        found.append((row["fips"], state, name, form, county[1] if county else ""))
    listed = _listed(found, municipal)
    governments = Counter((state, key(name)) for _, state, name, form, _ in found if form != "CDP")
    cities = Counter((state, key(name)) for _, state, name, form, _ in found if form == "city")
    names = Counter((state, key(name)) for _, state, name, _, _ in found)
    for state, left in municipal.items():
        for name in left:
            match = _FORM_BEFORE.match(name) or _FORM_AFTER.match(name)
            names[state, key(match["name"] if match else name)] += 1
    rows: list[tuple[str, ...]] = []
    for fips, state, name, form, county_name in found:
        here = (state, key(name))
        tail = ""  # what the slug needs so that it stays one of a kind
        the_city = form == "city" and cities[here] == 1
        if (names if form == "CDP" else governments)[here] > 1 and not the_city:
            tail = form.lower().replace(" ", "-") + (f"-{fips}" if county_name else "")
        rows.append((fips, name, form, listed.get(fips, ""), tail))
    return rows


def _listed(
    found: list[tuple[str, str, str, str, str]], municipal: dict[str, dict[str, str]]
) -> dict[str, str]:
    """FIPS -> `bare` or `formed` (`Fishkill Village`) where the FBI lists name such a police."""
    listed: dict[str, str] = {}
    governments = {(state, key(name)) for _, state, name, form, _ in found if form != "CDP"}
    for state, agencies in municipal.items():
        bare: dict[str, list[str]] = defaultdict(list)
        formed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for agency in agencies:
            bare[key(agency)].append(agency)
            match = _FORM_BEFORE.match(agency) or _FORM_AFTER.match(agency)
            if match:
                formed[key(match["name"]), match["form"].lower()].append(agency)
        for fips, in_state, name, form, _ in found:
            wanted = key(name)
            if in_state != state:
                continue
            if form == "CDP" and (state in _BARE_TOWN_STATES or (state, wanted) in governments):
                continue  # the police is the town's, or the city's of that name
            if wanted in bare:
                listed[fips] = "bare"
            elif (wanted, form) in formed:
                listed[fips] = "formed"
            for agency in bare.get(wanted, []) + formed.get((wanted, form), []):
                agencies.pop(agency, None)
    return listed


def _township_rows(
    municipal: dict[str, dict[str, str]],
    by_county_name: dict[tuple[str, str], str],
    known_otherwise: set[tuple[str, str]],
) -> list[tuple[str, ...]]:
    """Municipal police whose town or township is no Census place, and police of several places."""
    rows: dict[tuple[str, ...], tuple[str, ...]] = {}
    for state in sorted(municipal):
        for agency, counties in sorted(municipal[state].items()):
            name, _, county_named = (part.strip() for part in agency.partition(","))
            if (state, key(name)) in known_otherwise:
                continue
            first_county = re.split(r"[;,]", county_named or counties)[0]
            county = by_county_name.get((state, key(re.sub(r" County$", "", first_county))), "")
            match = _FORM_BEFORE.match(name) or _FORM_AFTER.match(name)
            if _JOINT.search(name) or " County" in name:
                form = "joint"
            elif match:
                name, form = match["name"], match["form"].lower()
            else:
                form = "town" if state in _BARE_TOWN_STATES and "-" not in name else "joint"
            rows.setdefault((state, key(name), form, county), (state, name, form, county))
    return list(rows.values())


_SORTS = {
    "University or College": "campus",
    "Tribal": "tribal",
    "Other": "other",
    "Other State Agency": "state",
}


def _agency_rows(sources: Path) -> list[tuple[str, ...]]:
    rows: set[tuple[str, ...]] = set()
    for row in _agencies_2021(sources):
        sort = _SORTS.get(row["agency_type_name"], "")
        if row["agency_name"].rstrip().endswith("Tribal"):
            sort = "tribal"
        rows.add((row["state_abbr"], sort, _agency_name(row["agency_name"])))
    for row in _agencies_latest(sources):
        state = _AGENCY_STATE.get(row["state_abbr"], row["state_abbr"])
        sort = _SORTS.get(row["agency_type_name"], "")
        rows.add((state, sort, _agency_name(row["pub_agency_name"])))
    return sorted(row for row in rows if row[1] and row[2])


def _agency_name(written: str) -> str:
    """The body, without its posts: `Union Pacific Railroad: Yolo County` is one railroad."""
    before, colon, after = written.partition(":")
    if colon and re.search(r"University|College", before):
        return f"{before.strip()} {after.strip()}".strip()
    name = before.strip().rstrip(",")
    generic = re.fullmatch(
        r"(Prosecutor|District Attorney|County Attorney|County Detective|Drug Task Force"
        r"|Independent School District|Hospital District|Marshal's Office|Fire Marshal's Office"
        r"|Park Police|Highway Patrol|State Police|State Patrol|State Park Rangers"
        r"|Department of .*|Division of .*|.* County Constable)",
        name,
    )
    return "" if generic else name


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)
