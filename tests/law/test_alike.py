"""Places that the corpus names nowhere have the law of their state: whatever is asked, the answers differ in a name only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.decide import QuestionError, ask, decide
from comity.law import Corpus, Done, dates_of_change, kind_of_place, law_on, shelved_corpus
from comity.law.alike import places_named

ONE, OTHER = "a-town-of-no-law", "another-town-of-none"
FACTS: tuple[dict[str, object], ...] = (
    {},
    {"purpose": "civil_immigration"},
    {"purpose": "other_criminal"},
    {"recipient_kind": "immigration_agency"},
    {"recipient_kind": "local_agency", "recipient_state": "us-tx", "purpose": "civil_immigration"},
    {"in_custody": True, "documents": ["i_247a"], "documents_complete": True, "release_due": True},
)


def told(corpus: Corpus, place: str, **asked: object) -> str:
    """Everything that a decision says, with the name of the place taken out."""
    try:
        question = ask(corpus, place, **asked)  # type: ignore[arg-type]
        found = repr(decide(corpus, question, settling=1))
    except QuestionError as error:
        found = repr(error.mistakes)
    return found.replace(place, "PLACE")


def days_of(corpus: Corpus, state: str) -> list[date]:
    changes = dates_of_change(corpus, state)
    near = {day + timedelta(days=off) for day in changes for off in (-1, 0) if day > date.min}
    return sorted({*near, date(2025, 6, 1), date(2026, 4, 2)})


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_two_places_that_the_corpus_does_not_name_are_decided_alike(
    shipped_corpus: Corpus, data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from(sorted(shipped_corpus.states)))
    asked = {
        "action": data.draw(st.sampled_from(sorted(shipped_corpus.vocabulary.actions))),
        "on": data.draw(st.sampled_from(days_of(shipped_corpus, state))),
        "actor": data.draw(st.sampled_from([None, *sorted(shipped_corpus.vocabulary.actors)])),
        "facts": data.draw(st.sampled_from(FACTS)),
        "done": Done(acted=data.draw(st.sampled_from([True, False, None])), on=None),
    }
    one, other = f"{state}-{ONE}", f"{state}-{OTHER}"
    assert kind_of_place(shipped_corpus, one) == kind_of_place(shipped_corpus, other)
    assert told(shipped_corpus, one, **asked) == told(shipped_corpus, other, **asked)


def test_their_combined_law_is_the_same(shipped_corpus: Corpus) -> None:
    for state in sorted(shipped_corpus.states):
        for day in days_of(shipped_corpus, state)[-4:]:
            laws = [
                law_on(shipped_corpus, f"{state}-{town}", "share_alpr", day)
                for town in (ONE, OTHER)
            ]
            assert laws[0].ruling == laws[1].ruling
            one, other = (repr(law).replace(law.place, "PLACE") for law in laws)
            assert one == other


def test_a_place_that_is_named_anywhere_is_like_no_other(shipped_corpus: Corpus) -> None:
    named = places_named(shipped_corpus)
    assert set(shipped_corpus.jurisdictions) <= named
    settled = {
        place
        for one in shipped_corpus.jurisdictions.values()
        for reading in one.prevailing
        for place in reading.places
    }
    assert settled
    assert settled <= named
    for place in named:
        assert kind_of_place(shipped_corpus, place) == (place, True)


def test_a_corpus_from_the_shelf_names_the_same_places(shipped_corpus: Corpus) -> None:
    assert places_named(shelved_corpus(None, ())) == places_named(shipped_corpus)


@pytest.mark.parametrize("place", ["us-zz-town", "us-zz", "nowhere"])
def test_a_place_that_cannot_be_is_like_no_other(shipped_corpus: Corpus, place: str) -> None:
    assert kind_of_place(shipped_corpus, place) == (place, True)


def test_places_of_two_states_are_not_alike(shipped_corpus: Corpus) -> None:
    assert kind_of_place(shipped_corpus, f"us-tx-{ONE}") != kind_of_place(
        shipped_corpus, f"us-il-{ONE}"
    )
    assert kind_of_place(shipped_corpus, f"us-tx-{ONE}") != kind_of_place(shipped_corpus, "us-tx")
