"""Agencies by ORI: the table, its places, and the way from a name to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.places import resolve
from comity.places.ori import agency_with, oris_of
from comity.places.tables import locality_of
from tools.build_ori_data import rows_of

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    ("name", "ori", "counties"),
    [
        ("Dallas TX PD", "TXDPD0000", ("48085", "48113", "48121", "48397")),
        ("Levy County FL SO", "FL0380000", ("12075",)),
        ("San Francisco CA PD", "CA0380100", ("06075",)),
        ("Washington Township PD (Logan County) OH", "OH0461300", ("39091",)),
    ],
)
def test_a_name_leads_to_its_ori_and_counties(
    name: str, ori: str, counties: tuple[str, ...]
) -> None:
    (found,) = oris_of(resolve(name))
    assert (found.ori, found.counties) == (ori, counties)
    assert agency_with(f" {ori.lower()} ") is found


@pytest.mark.parametrize("name", ["Dallas PD", "Fishkill NY PD", "Old", "FedEx Corporation"])
def test_a_name_that_is_not_resolved_has_no_ori(name: str) -> None:
    assert oris_of(resolve(name)) == ()


def test_an_unknown_ori_is_none_and_every_county_is_one_of_the_tables() -> None:
    assert agency_with("ZZ0000000") is None
    known = agency_with("TX0570000")
    assert known is not None
    assert [locality_of(fips).name for fips in known.counties] == ["Dallas County"]


def test_the_table_is_what_the_tool_makes_of_its_sources() -> None:
    if not (SHARED / "agencies-ori").is_dir():
        pytest.skip("the sources are not beside this checkout")
    for row in rows_of(SHARED, every=50):
        shipped = agency_with(row[0])
        assert shipped is not None
        assert row == (
            shipped.ori,
            shipped.state,
            shipped.name,
            shipped.sort,
            ";".join(shipped.counties),
            shipped.place,
            shipped.actor,
        )
