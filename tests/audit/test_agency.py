"""Names that files and folders spell; the place behind a name is another room's matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.audit.logs.agency import agency_named, agency_of_file, is_slug, name_of_slug


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("belmont-ca-pd", "Belmont CA PD"),
        ("san-joaquin-county-ca-so", "San Joaquin County CA SO"),
        ("newport-beach-pd-ca", "Newport Beach PD CA"),
        ("city-of-lemoore-ca", "City of Lemoore CA"),
        ("riverside-county-ca-sd", "Riverside County CA SD"),
        ("pierre-sd-pd", "Pierre SD PD"),
        ("la-mesa-ca-pd", "La Mesa CA PD"),
        ("kings-county-ca-das-office", "Kings County CA Das Office"),
        ("anoka-county-mn-so", "Anoka County MN SO"),
    ],
)
def test_a_slug_is_read_as_a_name(slug: str, name: str) -> None:
    assert is_slug(slug)
    assert name_of_slug(slug) == name


@pytest.mark.parametrize(
    "text", ["flock-portal-ca", "search-audit", "Belmont CA PD", "belmont", ""]
)
def test_other_words_are_no_slug(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    "path",
    [
        "belmont-ca-pd.csv",
        "belmont-ca-pd_search_audit.csv.gz",
        "belmont-ca-pd_2026-03.csv",
        "belmont-ca-pd/2026-04-28.csv",
    ],
)
def test_a_file_or_its_folder_spells_the_agency(path: str) -> None:
    found = agency_of_file(Path(path))
    assert found is not None
    assert (found.name, found.slug) == ("Belmont CA PD", "belmont-ca-pd")


@pytest.mark.parametrize(
    "path", ["flock-portal-ca/search_audit.csv.gz", "audit.csv", "belmont-ca-pdx.csv"]
)
def test_a_file_that_spells_none_has_none(path: str) -> None:
    assert agency_of_file(Path("somewhere") / path) is None


def test_a_user_may_give_a_name_or_a_slug() -> None:
    assert (
        agency_named(" Eugene OR PD ").name == agency_named("eugene-or-pd").name == "Eugene OR PD"
    )
    assert agency_named("Eugene OR PD").slug is None
