"""Places and agencies as they are written, and what they stand for."""

from __future__ import annotations

import pytest

from comity.evidence.proposing import propose
from comity.evidence.proposing.text_reading import TextReading
from tests.evidence.texts import document

AGENCIES = [
    ("PROVIDENCE, R.I. — Providence police handed a man over to ICE agents.", "us-ri-providence"),
    ("Washington, D.C.'s Metropolitan Police Department (MPD) met them. The MPD handed a man over to ICE.", "us-dc"),
    ("The Mesa County Sheriff's Office in Colorado handed a man over to ICE.", "us-co-mesa-county"),
    ("In Illinois, state police shared gang database information with ICE.", "us-il"),
    ("Deputies of the Los Angeles County Sheriff's Department handed a man over to ICE.", "us-ca-los-angeles-county"),
    ("SPRINGFIELD, Ore. — Springfield police officers handed a man over to ICE.", "us-or-springfield"),
    ("Police in Chelsea, Massachusetts, handed a man over to ICE.", "us-ma-chelsea"),
    ("The sheriff of Adams County, Washington, handed a man over to ICE.", "us-wa-adams-county"),
    ("The King County Jail in Washington state handed a man over to ICE.", "us-wa-king-county"),
    ("The Vermont State Police handed a man over to Border Patrol agents.", "us-vt"),
    ("ST. PAUL, Minn. — A St. Paul police officer handed a man over to ICE.", "us-mn-st-paul"),
    ("In New York City, a Department of Correction staffer handed a man over to ICE.", "us-ny-new-york-city"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), AGENCIES)
def test_an_agency_is_resolved_with_what_the_document_says_of_its_place(
    text: str, place: str
) -> None:
    found = propose(document(text)).proposals
    assert [one.act.place.jurisdiction for one in found if one.act.place] == [place]


def test_a_county_that_does_not_exist_is_kept_as_written_with_a_note() -> None:
    found = propose(document("Deputies met in Loveland County, Colorado, and in Mesa County, Colorado."))  # fmt: skip
    noted = {one.as_written: one for one in found.places}
    assert noted["Loveland County, Colorado"].jurisdiction is None
    assert "no county of this name" in noted["Loveland County, Colorado"].note
    assert not any("Mesa" in name for name in noted)


def test_two_places_run_together_are_told_apart_in_a_note_only() -> None:
    found = propose(document("Jurisdictions from Springfield, OregonAdams County, Washington, were named."))  # fmt: skip
    (one,) = [place for place in found.places if "OregonAdams" in place.as_written]
    assert one.as_written == "OregonAdams County"
    assert one.jurisdiction is None
    assert "`Oregon` ends one, `Adams County, Washington` begins the next" in one.note


def test_listed_places_give_an_act_each() -> None:
    text = "In California, San Francisco, Los Angeles, and San Diego law enforcement violated state law by sharing plate reader data with ICE."
    found = propose(document(text)).proposals
    assert len({one.encounter for one in found}) == 3, "and an encounter each"
    assert [one.act.place.jurisdiction for one in found if one.act.place] == [
        "us-ca-san-francisco",
        "us-ca-los-angeles",
        "us-ca-san-diego",
    ]


def test_the_same_act_on_another_day_that_nobody_knows_is_another_encounter() -> None:
    text = """In late May, Providence police turned a man over to ICE agents and held back a crowd.

The next day, Providence police turned a woman over to ICE agents at the station."""
    found = propose(document(text, published=None)).proposals
    told = [(one.act.action, one.encounter) for one in found]
    assert [action for action, _ in told] == [
        "transfer_custody",
        "assist_operation",
        "transfer_custody",
    ]
    assert told[0][1] == told[1][1] != told[2][1]


def test_a_newspaper_is_no_place() -> None:
    reading = TextReading(document("The Washington Post reported that Denver police helped ICE agents."))  # fmt: skip
    named = {one.named.jurisdiction for one in reading.named.mentions}
    assert "us-wa" not in named
    assert "us-co-denver" in named


def test_letters_of_another_script_and_unseen_ones_are_read_as_what_they_look_like() -> None:
    text = "Den\u200bver p\u043elice handed a man over to \u0406CE agents."
    (one,) = propose(document(text)).proposals
    assert one.act.place is not None
    assert one.act.place.jurisdiction == "us-co-denver"
    assert one.act.quotes[0].text == text, "the quote is what is written, unseen letters too"
