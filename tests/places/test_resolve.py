"""What names resolve to: a labelled sample of real names, and laws that hold for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places import Actor, AgencyKind, Confidence, Method, all_states, resolve
from comity.places.spelling import key
from comity.places.tables import Locality, tables

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


def _labelled() -> list[dict[str, str]]:
    lines = (HERE / "labelled_names.tsv").read_text("utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(header, row, strict=True)) for row in rows]


LABELLED = _labelled()


@pytest.mark.parametrize("row", LABELLED, ids=[row["name"] for row in LABELLED])
def test_a_labelled_name_resolves_exactly_as_labelled(row: dict[str, str]) -> None:
    answer = resolve(row["name"])
    plain = answer.as_json()
    shown = {
        column: "-" if plain[column] is None else str(plain[column])
        for column in row
        if column not in {"active", "candidates"}
    }
    shown["active"] = "-" if answer.active is None else str(answer.active).lower()
    shown["candidates"] = str(len(answer.candidates))
    assert shown == row


def test_a_federal_mark_makes_any_name_federal_and_inactive_is_kept() -> None:
    marked = resolve("[Federal] US Border Patrol [Inactive]")
    assert marked.kind is AgencyKind.FEDERAL
    assert marked.jurisdiction == "us"
    assert marked.active is False
    assert resolve("[Federal] US Border Patrol").active is None


@pytest.mark.parametrize(
    ("police", "sheriff", "slug"),
    [
        ("San Francisco CA PD", "San Francisco County CA SO", "us-ca-san-francisco"),
        ("Denver CO PD", "Denver CO SO", "us-co-denver"),
        ("Philadelphia PA PD", "Philadelphia PA SO", "us-pa-philadelphia"),
        ("Louisville Metro KY PD", "Jefferson County KY SO", "us-ky-louisville"),
        ("New Orleans LA PD", "Orleans Parish LA SO", "us-la-orleans-parish"),
        ("Honolulu HI PD", "Honolulu County HI SO", "us-hi-honolulu"),
    ],
)
def test_city_and_county_under_one_government_share_its_slug(
    police: str, sheriff: str, slug: str
) -> None:
    assert resolve(police).kind is AgencyKind.CITY
    assert resolve(sheriff).kind is AgencyKind.COUNTY
    assert {resolve(police).jurisdiction, resolve(sheriff).jurisdiction} == {slug}


@pytest.mark.parametrize(
    ("city", "county"),
    [
        ("Baltimore MD PD", "Baltimore County MD PD"),
        ("St. Louis MO PD", "St. Louis County MO PD"),
        ("Richmond VA PD", "Richmond County VA SO"),
    ],
)
def test_an_independent_city_is_not_the_county_of_its_name(city: str, county: str) -> None:
    assert resolve(city).kind is AgencyKind.CITY
    assert resolve(county).kind is AgencyKind.COUNTY
    assert resolve(city).jurisdiction != resolve(county).jurisdiction


def test_a_sheriff_of_city_or_county_of_one_name_is_left_open_with_both() -> None:
    answer = resolve("Richmond VA SO")
    assert answer.kind is AgencyKind.UNKNOWN
    assert answer.jurisdiction is None
    assert answer.state == "VA"
    assert answer.actor is Actor.SHERIFF
    assert answer.candidates == ("us-va-richmond", "us-va-richmond-county")


def test_a_village_and_a_town_of_one_name_are_told_apart_only_by_their_word() -> None:
    assert resolve("Fishkill NY PD").jurisdiction is None
    assert resolve("Fishkill NY PD").candidates == ("us-ny-fishkill", "us-ny-fishkill-town")
    assert resolve("Fishkill Village NY PD").jurisdiction == "us-ny-fishkill"
    assert resolve("Fishkill Town NY PD").jurisdiction == "us-ny-fishkill-town"


def test_a_name_in_several_states_names_them_all_and_decides_none() -> None:
    answer = resolve("Lincoln Police Department")
    assert (answer.kind, answer.state, answer.jurisdiction) == (AgencyKind.UNKNOWN, None, None)
    assert {"us-ca-lincoln", "us-ne-lincoln"} <= set(answer.candidates)


@pytest.mark.parametrize("name", ["GA", "California", "", "   ", "Zzyzyx Hollow TX PD", "Sheriff"])
def test_a_name_without_a_body_or_a_known_place_stays_unknown(name: str) -> None:
    answer = resolve(name)
    assert answer.kind is AgencyKind.UNKNOWN
    assert answer.jurisdiction is None
    assert answer.confidence is Confidence.NONE


def test_a_place_in_no_table_keeps_the_state_that_the_name_says() -> None:
    answer = resolve("Zzyzyx Hollow TX PD")
    assert answer.state == "TX"
    assert answer.method is Method.PLACE_NOT_FOUND
    assert "`Zzyzyx Hollow`" in answer.note


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("UC Riverside PD (CA)", True),
        ("Rio Hondo College PD CA", None),
        ("Stanford University CA PD", False),
        ("University of the Pacific (CA)", False),
        ("Dallas TX PD", True),
        ("FedEx Corporation", False),
        ("Old", None),
    ],
)
def test_a_campus_is_public_private_or_not_known(name: str, public: bool | None) -> None:
    assert resolve(name).public_body is public


def test_a_sheriff_in_brackets_is_noted_and_does_not_change_whose_body_it_is() -> None:
    answer = resolve("Dublin CA PD (ACSO)")
    assert answer.jurisdiction == "us-ca-dublin"
    assert "`ACSO`" in answer.note


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anoka County MN SO", "anoka-county-mn-so"),
        ("Lassen County SO (CA)", "lassen-county-so-ca"),
        ("City of Lemoore CA", "city-of-lemoore-ca"),
        ("Town of Woodside CA (SMCSO)", "town-of-woodside-ca-smcso"),
        ("Kings County CA DAs Office", "kings-county-ca-das-office"),
        ("La Mesa CA PD", "la-mesa-ca-pd"),
        ("De Pere WI PD", "de-pere-wi-pd"),
    ],
)
def test_the_address_of_a_portal_resolves_like_the_written_name(written: str, address: str) -> None:
    assert resolve(address).jurisdiction == resolve(written).jurisdiction is not None
    assert resolve(address).actor == resolve(written).actor


def test_every_actor_is_a_word_of_the_vocabulary() -> None:
    text = (REPOSITORY / "corpus" / "vocabulary.yaml").read_text("utf-8")
    for actor in Actor:
        assert f"id: {actor.value}," in text


WORDS = sorted({word for row in LABELLED for word in row["name"].split()} | {"[Federal]", "/"})
NAMES = st.one_of(
    st.text(),
    st.text(alphabet="ABCODELINST abcde-()[]/&'.,", max_size=40),
    st.sampled_from([row["name"] for row in LABELLED]),
    st.builds(" ".join, st.lists(st.sampled_from(WORDS), max_size=8)),
)


@given(NAMES)
def test_any_text_resolves_to_something_that_is_json(name: str) -> None:
    answer = resolve(name)
    assert answer.name == name
    assert json.loads(json.dumps(answer.as_json())) == answer.as_json()


@given(NAMES, st.sampled_from(["", " ", "\t", "\n ", "\u00a0"]))
def test_white_space_around_a_name_changes_nothing_but_the_name(name: str, space: str) -> None:
    bare = resolve(name).as_json()
    spaced = resolve(f"{space}{name}{space}").as_json()
    assert {**spaced, "name": name} == bare


@given(NAMES, st.sampled_from(["[Federal] ", "[federal]", "[FEDERAL]  "]))
def test_a_federal_prefix_always_means_federal(name: str, prefix: str) -> None:
    answer = resolve(prefix + name)
    assert answer.kind is AgencyKind.FEDERAL
    assert answer.jurisdiction == "us"


@given(NAMES)
def test_nothing_is_resolved_without_a_rule_and_unknown_claims_no_jurisdiction(name: str) -> None:
    answer = resolve(name)
    if answer.kind is AgencyKind.UNKNOWN:
        assert answer.jurisdiction is None
        assert answer.fips is None
        assert answer.confidence is Confidence.NONE
    else:
        assert answer.method is not Method.NO_RULE
        assert answer.confidence is not Confidence.NONE
    assert answer.state is None or answer.state in all_states()
    if answer.jurisdiction not in {None, "us"} and answer.state is not None:
        assert str(answer.jurisdiction).startswith(all_states()[answer.state].slug)


@given(st.sampled_from(sorted(tables().places)).map(lambda name: tables().places[name][0]))
def test_the_police_of_a_place_stays_in_its_state_and_keeps_its_name(place: Locality) -> None:
    answer = resolve(f"{place.name} {place.state} PD")
    assert answer.state == place.state
    if answer.kind is AgencyKind.CITY and answer.fips is not None and place.fips is not None:
        namesakes = tables().places[key(place.name)]
        assert answer.fips in {row.fips for row in namesakes}
