"""The steps from an arrest to immigration authorities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.decide import QuestionError
from comity.decide.survey import Mark, path_of
from comity.law import Corpus, load_corpus

DAY = date(2025, 6, 1)


def test_every_place_has_the_same_steps_in_the_same_order(corpus: Corpus) -> None:
    titles = {
        tuple(step.title for step in path_of(corpus, place, on=DAY))
        for place in ("us-tx", "us-il-chicago", "us-dc", "us-gu")
    }
    assert len(titles) == 1


def test_fingerprints_and_detainers_run_by_themselves(corpus: Corpus) -> None:
    steps = {step.stage: step for step in path_of(corpus, "us-wy", on=DAY)}
    assert steps["fingerprints"].mark is steps["detainer"].mark is Mark.AUTOMATIC
    assert steps["fingerprints"].notes
    assert steps["detainer"].standing is None
    assert [one for one in steps["detainer"].notes if "federal act" in one]


def test_each_step_is_asked_of_who_takes_it(corpus: Corpus) -> None:
    def actors(place: str) -> dict[str, str | None]:
        return {
            step.stage: step.standing.actor
            for step in path_of(corpus, place, on=DAY)
            if step.standing is not None
        }

    assert actors("us-il-chicago")["hold"] == "sheriff"
    assert actors("us-il-chicago")["stop"] == "city_police"
    assert actors("us-dc")["hold"] == "corrections_department"
    counties = [one.id for one in corpus.jurisdictions.values() if one.level == "county"]
    assert actors(counties[0])["stop"] == "sheriff"
    assert actors("us-tx")["courthouse"] == "federal_agency"


def test_a_place_that_is_not_encoded_leaves_its_own_steps_open(corpus: Corpus) -> None:
    marks = {step.mark for step in path_of(corpus, "us-gu", on=DAY) if step.stage == "agreement"}
    assert marks == {Mark.UNDETERMINED}


def test_a_later_law_makes_another_path(corpus: Corpus) -> None:
    def mark(on: date) -> Mark:
        return next(
            step.mark for step in path_of(corpus, "us-tx", on=on) if step.stage == "agreement"
        )

    assert mark(date(2025, 6, 1)) is Mark.PERMITTED
    assert mark(date(2026, 2, 1)) is not Mark.PERMITTED


def test_a_day_before_the_corpus_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuestionError):
        list(path_of(corpus, "us-tx", on=date(1990, 1, 1)))


def test_a_small_vocabulary_refuses_what_it_has_no_action_for() -> None:
    small = load_corpus(Path(__file__).parents[2] / "law" / "small")
    with pytest.raises(QuestionError, match="inquire_status"):
        list(path_of(small, "us", on=DAY))
