"""Rows become questions: alike rows share one, and a question holds only between two changes of its law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from comity.audit.deciding.outcome import (
    Openness,
    Outcome,
    Reservation,
    Rulings,
    decide_question,
    outcome_of,
)
from comity.audit.deciding.party import Party, party_named
from comity.audit.deciding.questions import QUERY, SHARE, QuestionBook, Words
from comity.audit.deciding.recipient import recipient_named
from comity.audit.purpose.lexicon import Purpose
from comity.decide import Conduct
from comity.law import Corpus
from comity.logic import SETTLED, Answer

LODI, DAY = party_named("Lodi CA PD"), date(2026, 2, 10)


def outcome(corpus: Corpus, book: QuestionBook, ask: int) -> Outcome:
    rulings = Rulings()
    return outcome_of([decide_question(corpus, rulings, book.questions[n]) for n in book.asks[ask]])


def sharing(corpus: Corpus, owner: str, recipient: str, day: date = DAY) -> Outcome:
    book = QuestionBook(corpus)
    sets = recipient_named(recipient).words
    return outcome(corpus, book, book.ask(party_named(owner), SHARE, sets, (day,), acted=True))


def of_search(book: QuestionBook, searcher: Party, purpose: Purpose, days: Iterable[date]) -> int:
    words: Words = () if purpose is Purpose.UNKNOWN else (("purpose", purpose.value),)
    return book.ask(searcher, QUERY, (words,), days, acted=True)


def searching(
    corpus: Corpus, purpose: Purpose, *days: date, searcher: str = "Lodi CA PD"
) -> Outcome:
    book = QuestionBook(corpus)
    return outcome(corpus, book, of_search(book, party_named(searcher), purpose, days or (DAY,)))


def test_rows_that_ask_the_same_share_a_question_until_the_law_changes(corpus: Corpus) -> None:
    book = QuestionBook(corpus)
    first = of_search(book, LODI, Purpose.OTHER_CRIMINAL, [date(2026, 2, 1)])
    assert of_search(book, LODI, Purpose.OTHER_CRIMINAL, [date(2026, 3, 1)]) == first
    assert of_search(book, LODI, Purpose.UNKNOWN, [date(2026, 2, 1)]) != first
    before = of_search(book, LODI, Purpose.OTHER_CRIMINAL, [date(2018, 1, 3)])
    after = of_search(book, LODI, Purpose.OTHER_CRIMINAL, [date(2018, 1, 4)])
    assert len({first, before, after}) == 3


def test_a_question_ends_where_its_horizon_ends(corpus: Corpus) -> None:
    horizon = corpus.jurisdictions["us-ca"].through("query_alpr")
    book = QuestionBook(corpus)
    asks = [
        of_search(
            book, LODI, Purpose.OTHER_CRIMINAL, [date.fromordinal(horizon.toordinal() + step)]
        )
        for step in (0, 1)
    ]
    known = [outcome(corpus, book, ask).reservations for ask in asks]
    assert Reservation.PAST_HORIZON not in known[0]
    assert Reservation.PAST_HORIZON in known[1]


def test_an_unknown_purpose_is_no_fact_of_the_question(corpus: Corpus) -> None:
    book = QuestionBook(corpus)
    ask = of_search(book, LODI, Purpose.UNKNOWN, [DAY])
    (question,) = (book.questions[n].question for n in book.asks[ask])
    assert question is not None
    assert question.stated == {}
    assert book.questions[0].text == "us-ca-lodi query_alpr --actor city_police"


@pytest.mark.parametrize(
    ("recipient", "answer"),
    [
        ("Dallas TX PD", Answer.PROHIBITED),
        ("[Federal] ATF", Answer.PROHIBITED),
        ("[Federal] DHS", Answer.PROHIBITED),
        ("Blue Lake Rancheria Tribal PD", Answer.PROHIBITED),
        ("Stanford University CA PD", Answer.PROHIBITED),
        ("Galt CA PD", Answer.UNDETERMINED),
        ("UC Davis CA PD", Answer.UNDETERMINED),
        ("NCRIC", Answer.UNDETERMINED),
    ],
)
def test_california_decides_by_who_receives(corpus: Corpus, recipient: str, answer: Answer) -> None:
    found = sharing(corpus, "Lodi CA PD", recipient)
    assert found.answer is answer
    if answer is Answer.PROHIBITED:
        assert [ground.provision.id for ground in found.grounds] == ["us-ca/alpr-sharing"]
        assert found.complete
    else:
        assert found.why is Openness.FACTS_MISSING
        assert "purpose" in found.missing


def test_the_owner_is_asked_about_and_not_the_recipient(corpus: Corpus) -> None:
    assert sharing(corpus, "Dallas TX PD", "Lodi CA PD").answer is not Answer.PROHIBITED


def test_a_state_that_is_not_encoded_settles_nothing_and_is_named(corpus: Corpus) -> None:
    found = sharing(corpus, "Guam GU PD", "[Federal] US Border Patrol")
    assert (found.answer, found.why) == (Answer.UNDETERMINED, Openness.LAW_NOT_ENCODED)
    assert found.missing_law == ("us-gu",)
    assert Reservation.STATE_NOT_ENCODED in found.reservations
    assert not found.complete


def test_an_owner_that_is_not_matched_is_undetermined_and_says_why(corpus: Corpus) -> None:
    found = sharing(corpus, "Lincoln Police Department", "Dallas TX PD")
    assert (found.answer, found.why) == (Answer.UNDETERMINED, Openness.NO_PLACE)
    assert found.possible == SETTLED
    assert "could not be matched" in found.unasked
    assert not found.complete


def test_a_day_before_the_corpus_begins_is_undetermined_and_says_so(corpus: Corpus) -> None:
    found = sharing(corpus, "Lodi CA PD", "Dallas TX PD", date(2003, 5, 1))
    assert (found.answer, found.why) == (Answer.UNDETERMINED, Openness.NOT_ASKED)
    assert "before the corpus begins" in found.unasked


@pytest.mark.parametrize(
    ("purpose", "answer"),
    [
        (Purpose.CIVIL_IMMIGRATION, Answer.PROHIBITED),
        (Purpose.OTHER_CRIMINAL, Answer.NOT_REGULATED),
        (Purpose.UNKNOWN, Answer.UNDETERMINED),
    ],
)
def test_a_search_is_decided_by_what_it_says_it_was_for(
    corpus: Corpus, purpose: Purpose, answer: Answer
) -> None:
    assert searching(corpus, purpose).answer is answer


def test_two_days_are_both_decided_and_must_agree(corpus: Corpus) -> None:
    agree = searching(corpus, Purpose.CIVIL_IMMIGRATION, date(2026, 2, 1), date(2026, 2, 2))
    assert agree.answer is Answer.PROHIBITED
    differ = searching(corpus, Purpose.CIVIL_IMMIGRATION, date(2018, 1, 3), date(2018, 1, 4))
    assert (differ.answer, differ.why) == (Answer.UNDETERMINED, Openness.DAY_OR_KIND_OPEN)
    assert Answer.PROHIBITED in differ.possible


def test_readings_that_differ_are_contested(corpus: Corpus) -> None:
    found = searching(corpus, Purpose.CIVIL_IMMIGRATION, searcher="NCRIC")
    assert (found.answer, found.why) == (Answer.CONTESTED, Openness.READINGS_DIFFER)


def test_what_was_done_is_held_against_the_answer(corpus: Corpus) -> None:
    book = QuestionBook(corpus)
    civil: Words = (("purpose", "civil_immigration"),)
    done = {
        acted: outcome(corpus, book, book.ask(LODI, QUERY, (civil,), (DAY,), acted=acted)).conduct
        for acted in (True, False, None)
    }
    assert done == {True: Conduct.DEPARTS, False: Conduct.ACCORDS, None: Conduct.UNKNOWN}


def test_failing_to_do_a_required_act_departs_like_doing_a_prohibited_one(corpus: Corpus) -> None:
    texas = party_named("Dallas County TX SO")
    book = QuestionBook(corpus)
    words: Words = (
        ("in_custody", True),
        ("documents", ("i_247a",)),
        ("documents_complete", True),
        ("subject_to_detainer", True),
        ("within_form_limit", True),
        ("proof_of_lawful_status", False),
        ("acts_under_287g", False),
        ("release_due", True),
        ("request_from_immigration_authority", True),
    )
    day = date(2026, 2, 10)
    done = {}
    for acted in (True, False):
        found = outcome(
            corpus, book, book.ask(texas, "hold_on_detainer", (words,), (day,), acted=acted)
        )
        done[acted] = (found.answer, found.conduct)
    assert done == {
        True: (Answer.REQUIRED, Conduct.ACCORDS),
        False: (Answer.REQUIRED, Conduct.DEPARTS),
    }
