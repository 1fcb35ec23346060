"""The states: complete, in agreement with the tables, read-only."""

from __future__ import annotations

from collections import Counter

import pytest

from comity.places import State, StateKind, all_states
from comity.places.tables import tables


def test_there_are_fifty_states_a_district_and_five_territories() -> None:
    assert Counter(state.kind for state in all_states().values()) == {
        StateKind.STATE: 50,
        StateKind.DISTRICT: 1,
        StateKind.TERRITORY: 5,
    }


def test_codes_names_slugs_and_fips_codes_are_one_of_a_kind() -> None:
    states = list(all_states().values())
    for values in (
        [state.name for state in states],
        [state.slug for state in states],
        [state.fips for state in states],
    ):
        assert len(set(values)) == len(states)
    assert all_states()["DC"] == State(
        usps="DC",
        name="District of Columbia",
        slug="us-dc",
        fips="11",
        kind=StateKind.DISTRICT,
    )


def test_every_county_lies_in_the_state_of_its_fips_code() -> None:
    for rows in tables().counties.values():
        for county in rows:
            assert county.fips is not None
            assert county.fips[:2] == all_states()[county.state].fips


def test_the_mapping_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        all_states()["XX"] = all_states()["CA"]  # type: ignore[index] # that is what is tried
