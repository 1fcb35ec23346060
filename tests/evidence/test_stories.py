"""The same story in two outlets is one story, by containment."""

from __future__ import annotations

from comity.evidence.stories import containment, shingles, stories_of

LONG = " ".join(
    f"sentence number {n} of the long story says that thing {n * 7}." for n in range(60)
)
SHORT = " ".join(LONG.split()[:150])
OTHER = " ".join(f"another tale with item {n} and matter {n * 3} told here." for n in range(60))


def test_a_story_cut_to_a_third_is_contained_though_not_alike() -> None:
    one, other = shingles(LONG), shingles(SHORT)
    assert containment(one, other) == 1.0
    assert len(one & other) / len(one | other) < 0.4, "by Jaccard they would be two"
    assert stories_of({"a": LONG, "b": SHORT, "c": OTHER}) == {"a": "a", "b": "a", "c": "c"}


def test_a_common_quotation_does_not_make_one_story() -> None:
    quoted = " ".join(LONG.split()[:25])
    assert stories_of({"a": LONG, "c": f"{OTHER} {quoted}"}) == {"a": "a", "c": "c"}


def test_an_empty_text_is_a_story_of_its_own() -> None:
    assert stories_of({"a": "", "b": "", "c": LONG}) == {"a": "a", "b": "b", "c": "c"}
