"""The steps from an arrest to immigration authorities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.decide import QuestionError
from comity.decide.survey import STANDARD_CASES, Line, Mark, Step, path_of, whole_place
from comity.law import Corpus, Verified, load_corpus

DAY = date(2025, 6, 1)


def test_every_place_has_the_same_steps_in_the_same_order(corpus: Corpus) -> None:
    titles = {
        tuple(step.title for step in path_of(corpus, place, on=DAY))
        for place in ("us-tx", "us-il-chicago", "us-dc", "us-gu")
    }
    assert len(titles) == 1


def _detainer(corpus: Corpus, on: date) -> Step:
    return next(step for step in path_of(corpus, "us", on=on) if step.stage == "detainer")


def test_only_fingerprints_run_by_themselves(corpus: Corpus) -> None:
    steps = list(path_of(corpus, "us-wy", on=DAY))
    assert [one.stage for one in steps if one.mark is Mark.AUTOMATIC] == ["fingerprints"]
    assert next(one for one in steps if one.stage == "fingerprints").notes


def test_a_detainer_is_a_federal_decision(corpus: Corpus) -> None:
    detainer = _detainer(corpus, DAY)
    assert (detainer.mark, detainer.standing) == (Mark.FEDERAL_DECISION, None)
    assert "federal act" in (detainer.says or "")


def test_the_duty_to_send_a_detainer_is_told_from_its_first_day(corpus: Corpus) -> None:
    assert _detainer(corpus, date(2025, 1, 28)).notes == ()
    (duty,) = _detainer(corpus, date(2025, 1, 29)).notes
    assert "must issue a detainer" in duty


@pytest.mark.parametrize(
    ("day", "form"),
    [
        ("2012-06-01", "(Form I-247)"),
        ("2014-12-31", "(Form I-247)"),
        ("2015-01-01", "(Form I-247, or from mid-2015 on I-247D, I-247N or I-247X)"),
        ("2016-01-01", "(Form I-247D, I-247N or I-247X)"),
        ("2017-04-01", "(Form I-247D, I-247N or I-247X)"),
        ("2017-04-02", "(Form I-247A)"),
    ],
)
def test_a_detainer_is_on_the_form_of_its_day(corpus: Corpus, day: str, form: str) -> None:
    on = date.fromisoformat(day)
    assert form in (_detainer(corpus, on).says or "")
    assert form in STANDARD_CASES["detainer_hold"].given_on(on)
    steps = whole_place(corpus, "us", on=on).steps
    assert [one.says for one in steps if one.says] == [_detainer(corpus, on).says]


def test_a_step_says_where_it_rests_on_no_law_or_on_words_not_read(corpus: Corpus) -> None:
    on = date(2025, 9, 1)
    steps = {step.stage: step for step in path_of(corpus, "us-la-orleans-parish", on=on)}
    assert steps["stop"].mark is Mark.PROHIBITED
    assert steps["stop"].rests_on == "internal order, not law; unverified"
    assert steps["booking"].rests_on == "known from an account"
    assert steps["arrest"].rests_on == "internal orders among the rules; some unverified"
    assert steps["fingerprints"].rests_on == steps["detainer"].rests_on == ""
    assert all(one.law == "federal law" for one in _lines(corpus, "us-gu", "hold"))


def _lines(corpus: Corpus, place: str, stage: str) -> list[Line]:
    return [
        line
        for step in path_of(corpus, place, on=DAY)
        if step.stage == stage and step.standing
        for line in step.standing.lines
    ]


def test_a_law_that_was_read_says_nothing_more(corpus: Corpus) -> None:
    for place in ("us-la-orleans-parish", "us-tx", "us-ga", "us-il-chicago", "us-ca"):
        for step in path_of(corpus, place, on=DAY):
            found = step.standing
            if found is None or step.mark.value not in {"required", "permitted", "prohibited"}:
                continue
            deciding = [
                one for one in found.lines if one.certain and one.rail.value == step.mark.value
            ]
            law = [one for one in deciding if not one.internal]
            assert ("internal order" in step.rests_on) == (bool(deciding) and not law)
            read = any(one.mark is Verified.TEXT for one in law or deciding)
            assert (not deciding) or (
                read == (not {"unverified", "account"} & set(step.rests_on.split()))
            )


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
