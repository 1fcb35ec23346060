"""Five real documents, which are not part of the project: where they lie beside it they are read as any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comity.evidence.run import PROPOSALS, ReadRun, read_documents

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not here")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadRun, list[dict[str, Any]], Path]:
    folder = tmp_path_factory.mktemp("seeds") / "shelf"
    run = read_documents([SEEDS], folder, key_file=folder.parent / "key.jsonl")
    lines = (folder / PROPOSALS).read_text("utf-8").splitlines()
    return run, [json.loads(line) for line in lines], folder


def test_the_first_two_are_one_story(read: tuple[ReadRun, list[dict[str, Any]], Path]) -> None:
    assert read[0].stories == 4
    both = [one for one in read[1] if len(one["sources"]) == 2]
    assert both, "what both tell is one proposal with two sources"


def test_donations_author_boxes_and_comments_are_quoted_by_nobody(read: tuple[ReadRun, list[dict[str, Any]], Path]) -> None:  # fmt: skip
    quoted = " ".join(quote["text"] for one in read[1] for quote in one["act"]["quotes"])
    assert not any(word in quoted.casefold() for word in ("donat", "subscribe", "independent journalist"))  # fmt: skip


def test_a_county_that_is_not_and_counties_run_together_are_noted(read: tuple[ReadRun, list[dict[str, Any]], Path]) -> None:  # fmt: skip
    notes = dict(read[0].places)
    assert "no county of this name" in notes["Loveland County, Colorado"]
    assert "run together" in notes["OregonAdams County"]


def test_general_counts_are_kept_apart(read: tuple[ReadRun, list[dict[str, Any]], Path]) -> None:
    lines = (read[2] / "counts.jsonl").read_text("utf-8")
    assert "18 jurisdictions" in lines
    assert not any("18 jurisdictions" in json.dumps(one["act"]["quotes"]) for one in read[1])


def test_the_acts_of_named_places_are_found(read: tuple[ReadRun, list[dict[str, Any]], Path]) -> None:  # fmt: skip
    found = {(one["act"]["action"], (one["act"]["place"] or {}).get("jurisdiction")) for one in read[1]}  # fmt: skip
    assert {
        ("transfer_custody", "us-dc"),
        ("share_alpr", "us-ca-san-francisco"),
        ("share_alpr", "us-ca-los-angeles"),
        ("share_alpr", "us-ca-san-diego"),
        ("share_database", "us-il"),
        ("assist_operation", "us-il-chicago"),
        ("assist_operation", "us-ri-providence"),
    } <= found
    transfers = [one for one in read[1] if one["act"]["action"] == "transfer_custody" and one["act"]["place"]["jurisdiction"] == "us-dc"]  # fmt: skip
    assert len(transfers) == 2, "two people on two days are two acts"


def test_two_people_of_one_surname_are_two(read: tuple[ReadRun, list[dict[str, Any]], Path]) -> None:  # fmt: skip
    lines = [json.loads(line) for line in (read[2].parent / "key.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
    by_name: dict[str, set[str]] = {}
    for line in lines:
        by_name.setdefault(line["name"], set()).add(line["pseudonym"])
    surnames = [name.split()[-1] for name in by_name]
    assert all(len(signs) <= 2 for signs in by_name.values())
    assert len(set(by_name)) == len(surnames)
