"""Builds the table of agencies with their ORI, `src/comity/places/data/ori.tsv.gz`, from the two FBI agency lists.

Usage: python tools/build_ori_data.py FOLDER [OUT]
where FOLDER holds `agencies-ori/` and `gazetteer/` as named in the data's SOURCE.md. It fetches nothing. The older
list prints whole names, so its name stands where both have an agency; counties are those of either list.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from comity.places.agreements.identity import office_of
from comity.places.localities import county_named
from comity.places.resolution import Method
from comity.places.resolve import resolve
from comity.places.states import all_states
from comity.places.tables import locality_of

DATA = Path(__file__).parent.parent / "src" / "comity" / "places" / "data"
_COLUMNS = ("ori", "state", "name", "sort", "counties", "place", "actor")
_AGENCY_STATE = {"NB": "NE", "GM": "GU"}  # the FBI's own codes
_SORTS = {"Parish": "County", "Borough": "County", "Census Area": "County", "Municipality": "County", "City and Borough": "County"}  # fmt: skip


def main(sources: Path, out: Path) -> None:
    """Write the table."""
    rows = list(rows_of(sources))
    text = "".join("\t".join(row) + "\n" for row in (_COLUMNS, *rows))
    path = out / "ori.tsv.gz"
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    placed = sum(bool(row[6]) for row in rows)
    print(f"{path.name}: {len(rows)} rows, {placed} with place and office")


def rows_of(sources: Path, every: int = 1) -> Iterator[tuple[str, ...]]:
    """The rows of the table, or every so many of them."""
    older = _by_ori(sources / "agencies-ori" / "fbi_ucr_agencies_2021.csv.gz")
    newer = _by_ori(sources / "agencies-ori" / "fbi_lee_latest.csv.gz")
    for ori in sorted({*older, *newer})[::every]:
        yield _row(ori, older.get(ori), newer.get(ori))


def _by_ori(path: Path) -> dict[str, dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return {row["ori"]: row for row in csv.DictReader(lines)}


def _row(ori: str, old: dict[str, str] | None, new: dict[str, str] | None) -> tuple[str, ...]:
    either = old or new
    assert either is not None
    state = _AGENCY_STATE.get(either["state_abbr"], either["state_abbr"])
    sort = _SORTS.get(either["agency_type_name"], either["agency_type_name"])
    name = " ".join((old["agency_name"] if old else _full_name(new or {})).split()).rstrip(":")
    counties = dict.fromkeys(
        fips
        for row in (new, old)
        if row is not None
        for county in re.split(r"[;,]\s*", row["county_name"])
        if (fips := _county(county, state))
    )
    place, actor = _office(state, name, sort, list(counties))
    return (ori, state, name, sort, ";".join(counties), place, actor)


def _full_name(row: dict[str, str]) -> str:
    """The newer list prints only the place of a city's police; of a county it does not say which office."""
    name = row["pub_agency_name"].strip()
    return f"{name} Police Department" if row["agency_type_name"] == "City" else name


def _county(name: str, state: str) -> str:
    if state not in all_states() or not name or name.upper() in {"NULL", "NOT SPECIFIED"}:
        return ""
    found = county_named(name.title(), all_states()[state], or_independent_city=True).found
    counties = [one for one in found if one.form == "county"] or list(found)
    return counties[0].fips or "" if len(counties) == 1 else ""


def _office(state: str, name: str, sort: str, counties: list[str]) -> tuple[str, str]:
    """Place and actor of the agency; the list's own county tells townships of one name apart."""
    county = f" ({locality_of(counties[0]).name})" if len(counties) == 1 else ""
    tried = [name]
    if sort == "City":
        plain = re.sub(r", [\w. ]+ County(?= Police Department$)", "", name)
        tried += [plain, f"{name} Police Department"]
    for one in dict.fromkeys(tried):
        found = resolve(f"{state} - {one}")
        if found.method is Method.SEVERAL_PLACES and county:
            found = resolve(f"{state} - {one}{county}")
        if office_of(found)[1]:
            return office_of(found)
    return "", ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)
