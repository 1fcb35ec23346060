"""The bundled tables: small, whole, free of doubled slugs, and what the script makes of its sources."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from comity.places import all_states
from comity.places.tables import Locality, listed_as, locality_of, tables, tables_of

REPOSITORY = Path(__file__).parent.parent.parent
DATA = REPOSITORY / "src" / "comity" / "places" / "data"
SHARED = REPOSITORY.parent / "shared"


def _all() -> list[Locality]:
    held = tables()
    return [row for rows in (*held.counties.values(), *held.places.values()) for row in rows]


def test_the_tables_are_small_and_each_is_named_with_its_source() -> None:
    files = [path for path in DATA.iterdir() if path.suffix in {".gz", ".tsv"}]
    source = (DATA / "SOURCE.md").read_text("utf-8")
    assert sum(path.stat().st_size for path in files) < 700_000
    assert [path.name for path in files if f"`{path.name}`" not in source] == []


def test_the_tables_of_a_state_are_its_part_of_the_whole() -> None:
    whole = tables()
    for usps in all_states():
        part = tables_of(usps)
        for name in ("counties", "places", "agencies"):
            mine = {
                key: rows
                for key, held in getattr(whole, name).items()
                if (rows := tuple(row for row in held if row.state == usps))
            }
            assert getattr(part, name) == mine, (usps, name)


def test_a_slug_names_one_government() -> None:
    by_slug: dict[str, set[str]] = defaultdict(set)
    for row in _all():
        if row.is_government:
            level = "county" if row.form in {"county", "independent_city"} else "place"
            by_slug[row.slug].add(f"{level} {row.fips} {row.name}")
    shared = {slug: names for slug, names in by_slug.items() if len(names) > 1}
    # only a city and the county it is one government with share a slug
    assert {len(names) for names in shared.values()} == {2}
    for names in shared.values():
        assert {name.split()[0] for name in names} == {"county", "place"}


def test_every_hand_kept_code_leads_to_a_county_or_place_of_that_name() -> None:
    assert locality_of("0667000").slug == locality_of("06075").slug == "us-ca-san-francisco"
    assert locality_of("2255000").slug == "us-la-orleans-parish"
    assert locality_of("1150000").slug == "us-dc"
    assert [row.fips for row in tables().places["carmel"] if row.state == "CA"] == ["0611250"]


def test_listed_bodies_agree_but_for_the_words_of_their_sort() -> None:
    assert [row.sort for row in listed_as("Foothill-DeAnza", "CA")] == ["campus"]
    assert [row.sort for row in listed_as("San Pasqual", "CA")] == ["tribal"]
    assert listed_as("Texas", "TX") == ()


def test_every_law_sheet_has_a_place_of_its_slug() -> None:
    sheets = SHARED / "law"
    if not sheets.is_dir():
        pytest.skip("the law sheets are not beside this checkout")
    known = {row.slug for row in _all()} | {state.slug for state in all_states().values()} | {"us"}
    assert [path.stem for path in sheets.glob("us*.md") if path.stem not in known] == []


def test_the_packed_tables_are_what_the_script_makes_of_its_sources(tmp_path: Path) -> None:
    sources = SHARED / "data"
    if not (sources / "gazetteer").is_dir():
        pytest.skip("the sources are not beside this checkout")
    script = REPOSITORY / "tools" / "build_places_data.py"
    subprocess.run([sys.executable, str(script), str(sources), str(tmp_path)], check=True)
    for packed in DATA.glob("*.gz"):
        if packed.name == "ori.tsv.gz":
            continue  # another tool's: tests/places/test_ori.py
        assert (tmp_path / packed.name).read_bytes() == packed.read_bytes(), packed.name
