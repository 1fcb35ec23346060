"""Accuracy against a public registry of names with FIPS codes; skipped where that is not at hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from comity.places import AgencyKind, Confidence, resolve
from tools.measure_names import PAGE, READ, blocks, measured, with_blocks

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "data"
REGISTRY = SHARED / "flock-names" / "flock_name_to_fips.csv"
SURE = {Confidence.CERTAIN, Confidence.LIKELY}

# Rows of the registry that are wrong, read by hand: a police taken for a sheriff (`SD`), `Garden`
# and `Park` for Garden City and Park City, a named area for the village of its name.
WRONG_IN_THE_REGISTRY = {
    "Brookings SD PD",
    "Garden City MI PD",
    "Park City KS PD",
    "Village of Turtle Lake WI PD",
}


@pytest.fixture(scope="module")
def registry() -> list[dict[str, str]]:
    if not REGISTRY.is_file():
        pytest.skip("the registry of names is not beside this checkout")
    with REGISTRY.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_state_is_right_wherever_one_is_given(registry: list[dict[str, str]]) -> None:
    known = [row for row in registry if row["geo_state"]]
    given = [row for row in known if resolve(row["flock_name"]).state is not None]
    right = [row for row in given if resolve(row["flock_name"]).state == row["geo_state"]]
    assert len(right) / len(given) >= 0.99
    assert len(given) / len(known) >= 0.98


def test_the_fips_code_is_right_wherever_one_is_given_with_confidence(
    registry: list[dict[str, str]],
) -> None:
    known = [row for row in registry if row["geo_kind"] in {"place", "county", "cousub", "state"}]
    given = {
        row["flock_name"]: (answer.fips, row["geo_fips"])
        for row in known
        if (answer := resolve(row["flock_name"])).confidence in SURE and answer.fips is not None
    }
    wrong = {name for name, (ours, theirs) in given.items() if ours != theirs}
    assert wrong == WRONG_IN_THE_REGISTRY
    assert 1 - len(wrong) / len(given) >= 0.98
    assert len(given) / len(known) >= 0.96


def test_the_kind_agrees_with_the_registry_where_it_names_one(
    registry: list[dict[str, str]],
) -> None:
    kinds = {
        ("police", "city", "place"): {AgencyKind.CITY},
        ("police", "city", "cousub"): {AgencyKind.CITY},
        ("sheriff", "county", "county"): {AgencyKind.COUNTY},
        ("da", "county", "county"): {AgencyKind.COUNTY},
        ("campus_safety", "university", "manual"): {AgencyKind.CAMPUS},
        ("tribal", "tribal", "manual"): {AgencyKind.TRIBAL},
        ("hoa", "community", "state-only"): {AgencyKind.PRIVATE},
        ("test", "test", ""): {AgencyKind.TEST},
    }
    counts: Counter[bool] = Counter()
    for row in registry:
        expected = kinds.get((row["agency_role"], row["agency_type"], row["geo_kind"]))
        answer = resolve(row["flock_name"])
        if expected is not None and answer.confidence in SURE:
            counts[answer.kind in expected] += 1
    assert counts[True] / counts.total() >= 0.98
    assert counts.total() >= 950


def test_the_page_of_accuracy_says_what_is_measured() -> None:
    page = PAGE.read_text(encoding="utf-8")
    folder = REGISTRY.parent if REGISTRY.is_file() else None
    assert with_blocks(page, blocks(folder)) == page, "run `python -m tools.measure_names FOLDER`"


def test_every_difference_from_the_registry_has_been_read(registry: list[dict[str, str]]) -> None:
    differ = {
        name
        for one in measured(registry).values()
        for measure in (one.state, one.place, one.kind)
        for name in measure.wrong
    }
    assert differ == set(READ)
    assert [name for name, why in READ.items() if why.startswith("we are wrong")] == [
        "yuba-county-ca-so-hotlists-alerted-on-california-svs"
    ]
