"""Keys under which two spellings of one place meet, and slugs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places.spelling import key, slug


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Saint Croix Falls", "St. Croix Falls"),
        ("Mt. Zion", "Mount Zion"),
        ("Fort Wayne", "Ft Wayne"),
        ("La Salle", "LaSalle"),
        ("Cañon City", "Canon City"),
        ("O'Fallon", "OFallon"),
        ("Town & Country", "Town and Country"),
        ("Mahoning Twp", "Mahoning Township"),
    ],
)
def test_two_spellings_of_one_name_share_a_key(written: str, other: str) -> None:
    assert key(written) == key(other)


def test_different_names_keep_different_keys() -> None:
    assert key("Steger") != key("Stger")
    assert key("Mountain House") == "mountainhouse"
    assert key("Beaufort") == "beaufort"


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (("us", "CA", "Alameda County"), "us-ca-alameda-county"),
        (("us", "MD", "Prince George's County"), "us-md-prince-georges-county"),
        (("us", "MO", "St. Louis"), "us-mo-st-louis"),
        (("us", "CA", "La Cañada Flintridge", ""), "us-ca-la-canada-flintridge"),
    ],
)
def test_a_slug_is_lower_case_words_between_hyphens(names: tuple[str, ...], made: str) -> None:
    assert slug(*names) == made


@given(st.text())
def test_a_key_is_its_own_key_and_a_slug_its_own_slug(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert key(name).isalnum() or not key(name)
    assert key(name).isascii()
