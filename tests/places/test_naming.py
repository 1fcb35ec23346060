"""How a written name is taken apart, before any table is asked."""

from __future__ import annotations

import pytest

from comity.places.naming import StateSign, take_apart


@pytest.mark.parametrize(
    ("name", "core", "state", "sign"),
    [
        ("Dallas TX PD", "Dallas PD", "TX", StateSign.BESIDE_ROLE),
        ("Newport Beach PD CA", "Newport Beach PD", "CA", StateSign.BESIDE_ROLE),
        ("Centralia PD (WA)", "Centralia PD", "WA", StateSign.ASIDE),
        ("IN - Angola PD", "Angola PD", "IN", StateSign.PREFIX),
        ("IN- Noble County SO", "Noble County SO", "IN", StateSign.PREFIX),
        ("Windsor- IL- PD", "Windsor - - PD", "IL", StateSign.BESIDE_ROLE),
        ("Mendocino County SO-CA", "Mendocino County SO", "CA", StateSign.BESIDE_ROLE),
        ("GA State University PD", "Georgia State University PD", "GA", StateSign.WITHIN),
        ("Wagoner CO SO OK", "Wagoner County SO", "OK", StateSign.BESIDE_ROLE),
        ("Los Angeles County CA SD", "Los Angeles County SO", "CA", StateSign.BESIDE_ROLE),
        ("Minnehaha County SD SO", "Minnehaha County SO", "SD", StateSign.BESIDE_ROLE),
        ("Chaffee County CO SO", "Chaffee County SO", "CO", StateSign.BESIDE_ROLE),
        ("Grundy CO SO", "Grundy County SO", None, StateSign.NONE),
        ("LA County CA Sheriff", "LA County Sheriff", "CA", StateSign.BESIDE_ROLE),
        ("UT Southwestern Medical Center TX", "UT Southwestern Medical Center", "TX", None),
        ("DO SOMETHING IN THE PARK", "DO SOMETHING IN THE PARK", None, StateSign.NONE),
    ],
)
def test_the_state_is_found_where_it_stands_and_taken_out(
    name: str, core: str, state: str | None, sign: StateSign | None
) -> None:
    written = take_apart(name)
    assert written.core == core
    assert (None if written.state is None else written.state.usps) == state
    assert sign is None or written.sign is sign


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Flagstaff AZ PD [Inactive]", "Flagstaff PD"),
        ("Iberia MO PD (deactivated)", "Iberia PD"),
        ("DNU - Glendale PD CA (Condor)", "Glendale PD"),
        ("Georgia Department of Natural Resources - NOT IN USE", None),
        ("Shelby Twp MI PD (Duplicate-do not use)", "Shelby Twp PD"),
        ("(revoked MOU) - former AZ - AZDCS", "AZDCS"),
        ("Miami Dade (Duplicate don't use)", "Miami Dade"),
    ],
)
def test_a_mark_of_retirement_is_kept_as_inactive_and_taken_out(
    name: str, core: str | None
) -> None:
    written = take_apart(name)
    assert written.active is False
    assert core is None or written.core == core


def test_a_name_without_such_a_mark_says_nothing_of_being_active() -> None:
    assert take_apart("Dallas TX PD").active is None
    assert take_apart("LaSalle Co. IL SO - New").active is None


def test_brackets_that_are_no_state_are_kept_aside() -> None:
    assert take_apart("Hamburg Township MI PD (Livingston County)").asides == ("Livingston County",)
    assert take_apart("Centralia PD (WA)").asides == ()
