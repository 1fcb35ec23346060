"""Who acts and who receives, as far as a name tells; what it does not tell stays unknown."""

from __future__ import annotations

import pytest

from comity.audit.deciding.party import NoPlace, party_named
from comity.audit.deciding.recipient import recipient_named
from comity.audit.logs.row import ABSENT
from comity.law import Corpus


@pytest.mark.parametrize(
    ("name", "place", "actor"),
    [
        ("Lodi CA PD", "us-ca-lodi", "city_police"),
        ("Riverside County CA SO", "us-ca-riverside-county", "sheriff"),
        ("California Highway Patrol", "us-ca", "state_police"),
        ("City of Lemoore CA", "us-ca-lemoore", None),
        ("Foothill-DeAnza CA PD", "us-ca", None),
        ("UC Davis CA PD", "us-ca", "campus_police"),
        ("Stanford University CA PD", "us-ca", "private_party"),
        ("Winchester Trails (CA)", "us-ca", "private_party"),
    ],
)
def test_a_name_gives_the_place_whose_law_binds_and_the_actor(
    name: str, place: str, actor: str | None
) -> None:
    party = party_named(name)
    assert (party.place, party.actor, party.no_place) == (place, actor, None)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (ABSENT, NoPlace.NOT_NAMED),
        (" ", NoPlace.NOT_NAMED),
        ("Lincoln Police Department", NoPlace.NOT_RESOLVED),
        ("Bear Valley Springs CA PD", NoPlace.GUESSED),
        ("[Federal] US Border Patrol", NoPlace.FEDERAL),
        ("Blue Lake Rancheria Tribal PD", NoPlace.TRIBAL),
        ("Decommissioned Org", NoPlace.NO_ONE),
    ],
)
def test_a_party_without_a_place_says_why_and_has_no_actor(name: str, why: NoPlace) -> None:
    party = party_named(name)
    assert (party.place, party.actor, party.no_place) == (None, None, why)


@pytest.mark.parametrize(
    ("name", "kinds", "state"),
    [
        ("Lodi CA PD", ["local_agency"], "us-ca"),
        ("Dallas TX PD", ["local_agency"], "us-tx"),
        ("California Highway Patrol", ["state_agency"], "us-ca"),
        ("Blue Lake Rancheria Tribal PD", ["tribal_agency"], None),
        ("[Federal] US Border Patrol", ["immigration_agency"], None),
        ("Homeland Security Investigations", ["immigration_agency"], None),
        ("[Federal] ATF", ["federal_agency"], None),
        ("[Federal] DHS", ["federal_agency", "immigration_agency"], None),
        ("UC Davis CA PD", ["local_agency", "state_agency"], "us-ca"),
        ("Stanford University CA PD", ["private_party"], "us-ca"),
        ("Foothill-DeAnza CA PD", [], "us-ca"),
        ("NCRIC", [], "us-ca"),
        ("Santa Cruz CA PD (deactivated)", ["local_agency"], "us-ca"),
        ("Decommissioned Org", [], None),
        ("Bear Valley Springs CA PD", [], None),
        ("Blackman/Leoni Public Safety MI", [], None),
        ("", [], None),
    ],
)
def test_a_recipient_has_the_kinds_and_the_state_that_its_name_carries(
    name: str, kinds: list[str], state: str | None
) -> None:
    words = [dict(one) for one in recipient_named(name).words]
    assert [one["recipient_kind"] for one in words if "recipient_kind" in one] == kinds
    assert {one.get("recipient_state") for one in words} == {state}


def test_every_word_given_is_one_of_the_vocabulary(corpus: Corpus) -> None:
    kinds = {value.id for value in corpus.vocabulary.words["recipient_kind"].values}
    assert set(corpus.vocabulary.words) >= {"recipient_kind", "recipient_state", "purpose"}
    for name in ("Lodi CA PD", "[Federal] DHS", "UC Davis CA PD", "Norfolk Southern RR IL PD"):
        for words in recipient_named(name).words:
            assert dict(words)["recipient_kind"] in kinds
