"""How well the rules read labelled reasons: what the page says is so, and no worse than what was promised."""

from __future__ import annotations

from collections import Counter

import pytest

from comity.audit.purpose.lexicon import PurposeClass
from comity.audit.purpose.lexicon_file import shipped_lexicon
from tools.measure_purpose import PAGE, figures, labelled, page_with, tables

REASONS = labelled()
FOUND = figures(REASONS, shipped_lexicon())
PROMISED = 0.97


def test_the_page_shows_these_figures() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page_with(text, list(tables(FOUND))) == text, "run `make purpose` and read the diff"


@pytest.mark.parametrize("name", sorted(FOUND))
def test_recall_and_precision_of_what_needs_a_look_are_as_promised(name: str) -> None:
    assert FOUND[name].recall >= PROMISED
    assert FOUND[name].precision >= PROMISED


def test_every_class_is_read_well() -> None:
    for label in PurposeClass:
        of_label = {said: n for (one, said), n in FOUND["all"].counts.items() if one is label}
        assert of_label[label] / sum(of_label.values()) >= 0.95, label


def test_there_are_enough_labelled_reasons_of_every_class_in_every_set_of_our_own() -> None:
    sets = Counter(one.set for one in REASONS)
    assert sets["development"] + sets["held out"] >= 400
    assert sets["held out"] >= sets["development"]
    assert min(sets["fresh"], sets["fresh, second"]) >= 150
    for name in set(sets) - {"published"}:
        assert {one.label for one in REASONS if one.set == name} == set(PurposeClass)


def test_no_reason_is_labelled_twice() -> None:
    twice = [one for one, times in Counter(one.cells for one in REASONS).items() if times > 1]
    assert twice == []
