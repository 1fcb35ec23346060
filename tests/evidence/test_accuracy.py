"""The labelled texts: well formed, read as well as the issue asks, and the measuring half tells only its totals."""

from __future__ import annotations

import pytest

from bench.evidence_accuracy import WANTED, falls_short, told
from bench.evidence_figures import Figures, b_cubed, measure
from bench.evidence_set import HALVES, LabelledText, labelled
from comity.evidence.review.correction import SLOTS
from comity.places import place_named


@pytest.fixture(scope="module")
def texts() -> dict[str, tuple[LabelledText, ...]]:
    return {half: labelled(half) for half in HALVES}


@pytest.fixture(scope="module")
def measured(texts: dict[str, tuple[LabelledText, ...]]) -> Figures:
    return measure(texts["measuring"])


def test_there_are_sixty_texts_in_two_halves_of_the_same_kinds(texts: dict[str, tuple[LabelledText, ...]]) -> None:  # fmt: skip
    assert sum(map(len, texts.values())) >= 60
    assert {half: len({one.id for one in listed}) for half, listed in texts.items()} == {half: len(listed) for half, listed in texts.items()}  # fmt: skip
    assert all(80 <= len(one.document.text.split()) <= 300 for listed in texts.values() for one in listed)  # fmt: skip


def test_labels_name_places_that_are(texts: dict[str, tuple[LabelledText, ...]]) -> None:
    places = {act.place for listed in texts.values() for one in listed for act in one.acts}
    assert [place for place in places if place.count("-") > 1 and place_named(place) is None] == []


def test_the_measuring_half_reaches_what_is_asked(measured: Figures) -> None:
    assert falls_short(measured) == []
    assert measured.exact == measured.quotes > 0
    assert measured.story_f1 >= 0.95
    assert set(WANTED) == {"quotes", "recall", "precision", "slots"}
    assert set(measured.slots) == set(SLOTS)


def test_of_the_measuring_half_only_totals_are_told(measured: Figures, texts: dict[str, tuple[LabelledText, ...]]) -> None:  # fmt: skip
    text = told("measuring half", measured)
    assert not any(one.id in text for one in texts["measuring"])


def test_b_cubed_punishes_joining_and_splitting() -> None:
    true = {"a": "1", "b": "1", "c": "2"}
    assert b_cubed(true, true) == (1.0, 1.0)
    joined = b_cubed({"a": "x", "b": "x", "c": "x"}, true)
    assert joined[0] == pytest.approx(5 / 9)
    assert joined[1] == 1.0
    split = b_cubed({"a": "x", "b": "y", "c": "z"}, true)
    assert split[0] == 1.0
    assert split[1] == pytest.approx(2 / 3)
