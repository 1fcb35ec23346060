"""What a name as people type it may mean: slips, agencies, states beside it, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places import place_named, search_places, slugs_of, with_names
from comity.places.search import LONGEST_NAME, MOST_ALIKE
from comity.places.spelling import key
from comity.places.tables import tables


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Texas", "us-tx"),
        ("texs", "us-tx"),
        ("DC", "us-dc"),
        ("Chicagoo", "us-il-chicago"),
        ("San Fransisco", "us-ca-san-francisco"),
        ("Dalas, TX", "us-tx-dallas"),
        ("dallas texas", "us-tx-dallas"),
        ("cook county il", "us-il-cook-county"),
        ("Fairfx County", "us-va-fairfax-county"),
        ("LAPD", "us-ca-los-angeles"),
        ("Kern County Sheriff", "us-ca-kern-county"),
        ("ICE", "us"),
    ],
)
def test_the_likeliest_stands_first(typed: str, first: str) -> None:
    assert search_places(typed)[0].place.slug == first


def test_a_name_of_many_places_gives_them_all_and_nothing_that_only_looks_like_it() -> None:
    found = search_places("Cook County")
    assert {one.place.slug for one in found} == {
        "us-ga-cook-county",
        "us-il-cook-county",
        "us-mn-cook-county",
    }
    assert all(one.exact for one in found)


def test_places_of_one_name_in_one_state_can_be_told_apart() -> None:
    names = [one.place.full_name for one in search_places("Dallas, PA")]
    assert len(names) == len(set(names)) >= 2


def test_a_like_name_is_not_called_exact() -> None:
    assert not any(one.exact for one in search_places("Philadelfia"))


@pytest.mark.parametrize("typed", ["", "   ", "<>", "qqxzzvv"])
def test_a_name_of_nothing_finds_nothing(typed: str) -> None:
    assert search_places(typed) == ()


@given(st.text(max_size=300))
def test_any_text_is_answered_with_few_places_that_exist(typed: str) -> None:
    found = search_places(typed)
    assert sum(not one.exact for one in found) <= MOST_ALIKE
    assert all(place_named(one.place.slug) == one.place for one in found)
    assert found == search_places(typed[:LONGEST_NAME])


def test_an_id_says_what_place_it_is() -> None:
    found = place_named("us-tx-dallas-county")
    assert found is not None
    assert (found.full_name, found.level) == ("Dallas County, Texas", "county")
    assert place_named("us-tx-nowhere") is None
    assert place_named("us-zz-nowhere") is None
    assert place_named("us") is not None
    assert "us-tx-dallas" in set(slugs_of("TX"))
    assert list(slugs_of("ZZ")) == []


def test_no_place_of_a_common_name_is_left_out() -> None:
    found = {one.place.slug for one in search_places("Washington")}
    every = {
        row.slug
        for rows in (tables().counties, tables().places)
        for row in rows[key("Washington")]
        if (row.is_government or row.listed) and row.form != "joint"
    }
    assert len(every) > 25
    assert every <= found


def test_ids_in_a_text_are_named_and_what_no_table_knows_stays() -> None:
    said = "the law of `us-ca-san-jose` and `us-oh-vinton-county`, not `us-il-chicgo`, `us-ca` or us-ca-lodi"
    assert with_names(said) == (
        "the law of San Jose, California and Vinton County, Ohio, not `us-il-chicgo`, `us-ca` or us-ca-lodi"
    )
