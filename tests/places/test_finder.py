"""Places found by what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places import find_places

ENCODED = {"us-il": "State of Illinois", "us-il-chicago": "City of Chicago, Illinois"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chicgo", "us-il-chicago"),
        ("Ilinois", "us-il"),
        ("mesa county", "us-co-mesa-county"),
        ("Mesa County, CO", "us-co-mesa-county"),
        ("Springfield Illinois", "us-il-springfield"),
        ("Dallas TX PD", "us-tx-dallas"),
        ("DC", "us-dc"),
    ],
)
def test_what_is_meant_comes_first(typed: str, meant: str) -> None:
    assert find_places(typed, encoded=ENCODED)[0].id == meant


def test_places_of_one_name_are_all_offered() -> None:
    found = find_places("Loveland", most=5)
    assert {"us-co-loveland", "us-oh-loveland"} <= {one.id for one in found}


def test_an_agency_says_by_what_name_it_was_found() -> None:
    assert find_places("Dallas TX PD")[0].via == "Dallas TX PD"


def test_a_text_like_no_name_finds_nothing() -> None:
    assert find_places("") == ()
    assert find_places("qqqqqqq xxzzq") == ()


@given(st.text(max_size=400))
def test_any_text_is_taken(text: str) -> None:
    assert len(find_places(text, encoded=ENCODED, most=7)) <= 7
