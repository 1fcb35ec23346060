"""An interview as a query string and back; queries of people who mean ill; what a form sends."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.decide import QuestionError
from comity.decide.interview import (
    AnswerValue,
    Interview,
    answered,
    begin,
    changed,
    corpus_changed,
    from_query,
    next_page,
    submitted,
    taken_back,
    to_query,
)
from comity.law import Corpus

DAY = date(2026, 3, 1)


def detainer(corpus: Corpus, place: str = "us-ca", actor: str = "sheriff") -> Interview:
    return begin(corpus, place=place, on=DAY, papers=["i_247a"], actor=actor)


def through_a_link(corpus: Corpus, interview: Interview) -> Interview:
    link = urlencode(to_query(interview))
    return from_query(corpus, parse_qsl(link, keep_blank_values=True, strict_parsing=True))


def refused(corpus: Corpus, *pairs: tuple[str, str]) -> str:
    with pytest.raises(QuestionError) as caught:
        from_query(corpus, pairs)
    return str(caught.value)


def test_every_kind_of_answer_comes_back_from_a_link(corpus: Corpus) -> None:
    interview = detainer(corpus)
    steps: tuple[tuple[dict[str, AnswerValue | None], str | None], ...] = (
        ({"i_247a.signed": "no", "i_247a.box": "section_1", "i_247a.served": None}, "paper"),
        ({"documents": ("i_200", "judicial_warrant"), "documents_complete": True}, None),
        ({"judicial_warrant.issuer": "state_judge"}, None),
        ({"documents_complete": None}, None),
        ({"in_custody": True}, "record"),
        ({"purpose": "civil_immigration"}, "phone"),
        ({"age": 34, "request_date": "2026-02-27", "agreement_last_requested": "never"}, None),
        ({"release_due_at": "2026-03-01T18:00:00-08:00"}, "assumed"),
        ({"recipient_state": "us-tx", "employer": "us-ca-los-angeles-county"}, None),
        ({'convicted("any", jurisdiction="us-ca")': False}, "record"),
    )
    for given_, basis in steps:
        interview = answered(corpus, interview, given_, basis=basis)
    interview = changed(corpus, interview, "in_custody", None)
    back = through_a_link(corpus, interview)
    assert back == interview
    assert to_query(back) == to_query(interview)


def test_an_adopted_reading_and_chosen_acts_come_back(corpus: Corpus) -> None:
    interview = begin(
        corpus,
        place="us-dc",
        on=DAY,
        papers=["call_or_email", "i_200"],
        actions=["transfer_custody", "notify_release"],
        readings={"dc_reaches_persons_not_in_custody": "any_individual"},
    )
    assert through_a_link(corpus, interview) == interview


@settings(max_examples=15)
@given(data=st.data())
def test_whatever_was_answered_on_the_way_comes_back(corpus: Corpus, data: st.DataObject) -> None:
    interview = detainer(corpus, "us-dc", "corrections_department")
    for _ in range(data.draw(st.integers(0, 4))):
        page = next_page(corpus, interview)
        if page is None:
            break
        values: dict[str, AnswerValue | None]
        values = {w: data.draw(st.sampled_from((True, False, None))) for w in page.words}
        if "documents" in values:
            values = {"documents": data.draw(st.sampled_from(((), ("i_200",), None)))}
        try:
            interview = answered(corpus, interview, values)
        except QuestionError:
            break  # the boxes ticked contradict each other
        assert through_a_link(corpus, interview) == interview


def test_a_link_tells_whether_the_law_on_record_has_changed(corpus: Corpus) -> None:
    interview = detainer(corpus)
    assert not corpus_changed(corpus, through_a_link(corpus, interview))
    pairs = [(k, "0123456789abcdef" if k == "corpus" else v) for k, v in to_query(interview)]
    assert corpus_changed(corpus, from_query(corpus, pairs))


START = (("place", "us-dc"), ("on", "2026-03-01"), ("act", "notify_release"))


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("in_custody", "maybe"), "answer one of yes, no, unknown"),
        (("in_custody", "yes~gossip"), "only `~` with a basis (paper, phone, record, assumed)"),
        (("in_custody", "yes~changed~changed"), "is not understood"),
        (("in_custdy", "yes"), "did you mean `in_custody`?"),
        (("name", "Maria Lopez"), "`name` is not asked about"),
        (("convictions", "burglary"), "`convictions` is not asked about"),
        (("purpose", "Maria Lopez"), "answer one of civil_immigration"),
        (("age", "-4"), "write a whole number up to 36500"),
        (("age", "99999999999999999999"), "write a whole number up to 36500"),
        (("age", "٣٤"), "write a whole number"),
        (("request_date", "2026-02-30"), "write a day as 2026-11-21"),
        (("request_date", "soon"), "write a day as 2026-11-21"),
        (("release_due_at", "2026-03-01T25:00"), "write a moment as"),
        (("employer", "us-dc-maria-lopez"), "is not a place that is known here"),
        (("employer", "Maria Lopez"), "is not the id of a place"),
        (("actor", "mayer"), "answer one of"),
        (("documents", "i_200,passport"), "`passport` is not a kind of document"),
        (("documents", "i_200,i_200"), "given twice"),
        (("i_247a.signed", "perhaps"), "answer one of yes, no, unknown"),
        (("i_247a.maria", "yes"), "is not a check of a paper"),
        (("x.y", "yes"), "is not a check of a paper"),
        (('convicted("dc.maria_lopez")', "yes"), "is not asked about by the law of that place"),
        (("convicted(", "yes"), "is not asked about by the law of that place"),
        (("(" * 400, "yes"), "is not asked about by the law of that place"),
        (("__import__('os')", "yes"), "is not asked about by the law of that place"),
        (("reading.nothing", "yes"), "is not a known question of law"),
        (("reading.dc_reaches_persons_not_in_custody", "x"), "is not a reading of"),
        (("act", "<script>"), "is not a known action"),
        (("paper", "../../etc/passwd"), "is not a known paper"),
        (("place", "us-ca"), "`place` is given twice"),
        (("on", "2026-03-02"), "`on` is given twice"),
        (("corpus", "<b>"), "it is the beginning of a digest"),
        (("in_custody", "y" * 400), "longer than anything that is asked"),
        (("k" * 600, "yes"), "longer than anything that is asked"),
    ],
)
def test_a_value_that_is_not_one_of_the_closed_ones_is_refused(
    corpus: Corpus, pair: tuple[str, str], says: str
) -> None:
    told = refused(corpus, *START, pair)
    assert says in told
    assert len(told) < 700


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ((), "`place` is missing"),
        ((("place", "us-dc"), ("on", "2026-03-01")), "nothing is asked for"),
        ((("place", "us-dc-john-doe"), *START[1:]), "is not a place that is known here"),
        ((("place", "us-dc\x00"), *START[1:]), "is not the id of a place"),
        ((("place", "us-dc"), ("on", "1850-01-01"), START[2]), "is not a likely day"),
        ((("place", "us-dc"), ("on", "0001-01-01"), START[2]), "is not a likely day"),
        ((("place", "us-dc"), ("on", "tomorrow"), START[2]), "write a day as"),
        ((*START, ("in_custody", "yes"), ("in_custody", "no")), "is answered twice"),
        ((*START, ("in_custody", "yes"), ("released", "yes")), "contradict each other"),
        ((*START, *((f"w{n}", "yes") for n in range(400))), "more than 300 values"),
    ],
)
def test_a_query_that_is_no_interview_is_refused(
    corpus: Corpus, pairs: tuple[tuple[str, str], ...], says: str
) -> None:
    assert says in refused(corpus, *pairs)


@given(pairs=st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=6))
def test_any_text_is_refused_in_words_or_held_in_closed_values(
    corpus: Corpus, pairs: list[tuple[str, str]]
) -> None:
    try:
        interview = from_query(corpus, (*START, *pairs))
    except QuestionError:
        return
    assert from_query(corpus, to_query(interview)) == interview


def test_a_place_that_the_door_knows_can_be_asked_about(corpus: Corpus) -> None:
    pairs = (("place", "us-il-kane-county"), *START[1:])
    interview = from_query(corpus, pairs, places={"us-il-kane-county"})
    assert interview.place == "us-il-kane-county"


def test_a_moment_without_offset_is_on_the_clocks_of_the_place(corpus: Corpus) -> None:
    interview = from_query(corpus, (*START, ("release_due_at", "2026-07-01T18:00")))
    assert interview.value("release_due_at") == "2026-07-01T18:00:00-04:00"


def test_a_form_sends_what_was_chosen_and_why(corpus: Corpus) -> None:
    form = (("asked", "in_custody"), ("answer.in_custody", "yes"), ("basis", "phone"))
    interview = submitted(corpus, (*START, *form))
    assert [(one.word, one.value, one.basis) for one in interview.answers] == [
        ("in_custody", True, "phone")
    ]
    assert submitted(corpus, (*to_query(interview), ("basis", ""))) == interview


BOXES = (
    ("asked", "required_by_federal_law"),
    ("asked", "required_by_state_law"),
    ("answer.required_by_state_law", "yes"),
)


def test_boxes_that_are_not_ticked_are_no_or_not_known(corpus: Corpus) -> None:
    looked = submitted(corpus, (*START, *BOXES, ("rest", "yes")))
    assert looked.value("required_by_state_law") is True
    assert looked.value("required_by_federal_law") is False
    glanced = submitted(corpus, (*START, *BOXES, ("rest", "unknown")))
    assert glanced.declined == {"required_by_federal_law"}


def test_a_narrower_box_that_is_ticked_ticks_the_wider_one_too(corpus: Corpus) -> None:
    asked = (("asked", "within_form_limit"), ("asked", "within_regulation_limit"))
    start = (("place", "us-dc"), ("on", "2026-03-01"), ("act", "hold_on_detainer"))
    form = (*asked, ("answer.within_form_limit", "yes"), ("rest", "yes"))
    interview = submitted(corpus, (*start, *form))
    assert [(one.word, one.value) for one in interview.answers] == [("within_form_limit", True)]
    later = 'convicted("ca.proposition_36_felony", grade="felony", within="15 years")'
    ever = 'convicted("ca.proposition_36_felony", grade="felony")'
    asked = (("asked", ever), ("asked", later))
    start = (("place", "us-ca"), ("on", "2026-03-01"), ("act", "notify_release"))
    interview = submitted(corpus, (*start, *asked, (f"answer.{later}", "yes"), ("rest", "yes")))
    assert {one.word: one.value for one in interview.answers} == {ever: True, later: True}
    told = refused(corpus, *start, (ever, "no"), (later, "yes"))
    assert "which makes it so: correct one of them" in told


def test_an_enumeration_beside_boxes_is_never_answered_by_the_last_box(corpus: Corpus) -> None:
    asked = (("asked", "final_removal_order"), ("asked", "removal_order_signed_by"))
    interview = submitted(corpus, (*START, *asked, ("rest", "yes")))
    assert interview.value("final_removal_order") is False
    assert interview.declined == {"removal_order_signed_by"}


def test_papers_are_ticked_and_said_to_be_all(corpus: Corpus) -> None:
    asked = (("asked", "documents"), ("asked", "documents_complete"))
    ticked = (("answer.documents", "i_200"), ("answer.documents", "i_205"))
    some = submitted(corpus, (*START, *asked, *ticked))
    assert some.value("documents") == ("i_200", "i_205")
    assert some.declined == {"documents_complete"}
    none = submitted(corpus, (*START, *asked, ("rest", "yes")))
    assert (none.value("documents"), none.value("documents_complete")) == ((), True)
    unknown = submitted(corpus, (*START, *asked, ("rest", "unknown")))
    assert unknown.declined == {"documents", "documents_complete"}


def test_a_form_check_may_be_left_open(corpus: Corpus) -> None:
    asked = (("asked", "i_247a.signed"), ("asked", "i_247a.served"))
    interview = submitted(
        corpus, (*START, ("paper", "i_247a"), *asked, ("answer.i_247a.signed", "no"))
    )
    assert interview.value("i_247a.signed") == "no"
    assert interview.declined == {"i_247a.served"}


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ((("asked", "in_custody"),), "nothing is chosen"),
        ((("asked", "in_custody"), ("answer.in_custody", "")), "nothing is chosen"),
        ((("asked", "in_custody"), ("answer.in_custody", "maybe")), "answer one of yes, no"),
        (
            (("asked", "in_custody"), ("answer.in_custody", "yes"), ("answer.in_custody", "no")),
            "is answered twice",
        ),
        ((*BOXES, ("answer.purpose", "other_criminal")), "something that the form did not ask"),
        ((("asked", "name"), ("answer.name", "Maria Lopez")), "is not asked about"),
        (
            (("asked", "in_custody"), ("answer.in_custody", "yes"), ("basis", "gossip")),
            "the basis is not one of",
        ),
        ((("asked", "documents"),), "nothing is chosen"),
    ],
)
def test_a_form_that_was_tampered_with_or_left_empty_is_refused(
    corpus: Corpus, form: tuple[tuple[str, str], ...], says: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        submitted(corpus, (*START, *form))
    assert says in str(caught.value)


def test_an_answer_that_contradicts_is_refused_and_what_stood_before_stays(
    corpus: Corpus,
) -> None:
    interview = submitted(corpus, (*START, ("released", "yes")))
    with pytest.raises(QuestionError, match="contradict each other"):
        answered(corpus, interview, {"in_custody": True})
    assert interview.value("in_custody") is None


def test_only_an_answer_that_was_given_can_be_changed(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="has not been answered"):
        changed(corpus, detainer(corpus), "in_custody", True)
    with pytest.raises(QuestionError, match="is not a basis"):
        answered(corpus, detainer(corpus), {"in_custody": True}, basis="gossip")


def test_taking_back_takes_a_whole_page(corpus: Corpus) -> None:
    interview = submitted(corpus, (*START, ("in_custody", "yes")))
    further = answered(
        corpus, interview, {"required_by_federal_law": False, "required_by_state_law": None}
    )
    assert taken_back(corpus, further) == interview


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"papers": ["i_274a"]}, "did you mean `i_247a`?"),
        ({"actions": ["notify"]}, "is not a known action"),
        ({}, "nothing is asked for yet"),
        ({"papers": ["officer_at_counter"]}, "nothing is asked for yet"),
        ({"papers": ["i_247a"], "actor": "mayer"}, "did you mean `mayor`?"),
    ],
)
def test_what_cannot_begin_is_refused(
    corpus: Corpus, given_: dict[str, list[str]], says: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        begin(corpus, place="us-dc", on=DAY, **given_)  # type: ignore[arg-type]  # wrong on purpose
    assert says in str(caught.value)
