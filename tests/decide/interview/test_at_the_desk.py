"""Interviews under the law as it is: a detainer at four desks, judges' warrants, checks of the form, the record."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from comity.decide import decide
from comity.decide.interview import (
    Interview,
    Kind,
    Page,
    answered,
    begin,
    determinations,
    facts_of,
    next_page,
    question_of,
    record_of_interview,
    to_query,
    warnings_of,
)
from comity.law import Corpus
from comity.logic import Answer
from tests.shipped import shipped_scenarios
from tools.count_questions import MOST, play

DAY = date(2026, 3, 1)
DESKS = (
    ("us-dc", "corrections_department"),
    ("us-il", "county_jail"),
    ("us-fl", "sheriff"),
    ("us-pa-philadelphia", "county_jail"),
)


def no_to_everything(page: Page) -> dict[str, bool | str | tuple[str, ...]]:
    """A detainer with an I-200 and nothing else; for the rest no, or the first choice."""
    given: dict[str, bool | str | tuple[str, ...]] = {}
    for item in page.items:
        for word in item.words:
            given[word] = item.choices[0].value if item.kind is Kind.ONE_OF else False
    if page.id == "documents":
        given = {"documents": ("i_200",), "documents_complete": True}
    return given


def shown(page: Page) -> list[str]:
    lines = [f"[{page.id}] {page.title}".rstrip()]
    for item in page.items:
        lines += [f"  {item.asks}", f"    look in: {item.found}"]
        lines += [f"    ( ) {choice.means}" for choice in item.choices]
    lines += [f"    (x) {page.rest}"] if page.rest else []
    return [*lines, *(f"  why: {why}" for why in page.why)]


@pytest.mark.parametrize(("place", "actor"), DESKS)
def test_a_detainer_and_an_i_200_at_a_desk(
    corpus: Corpus, golden: Callable[[str, str], None], place: str, actor: str
) -> None:
    interview = begin(corpus, place=place, on=DAY, papers=["i_247a"], actor=actor)
    lines: list[str] = []
    while (page := next_page(corpus, interview, form_first=True)) is not None:
        lines += [*shown(page), ""]
        interview = answered(corpus, interview, no_to_everything(page), basis="paper")
    record = record_of_interview(corpus, interview, contact="duty sergeant, extension 4")
    lines += [f"{one.headline}" for one in record.answers]
    lines += [f"{one.asks} {one.answer} ({one.basis})" for one in record.facts]
    golden(f"decide/interview-{place}.txt", "\n".join(lines) + "\n")


def test_one_interview_answers_everything_a_detainer_asks(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-il", on=DAY, papers=["i_247a"], actor="county_jail")
    while (page := next_page(corpus, interview)) is not None:
        interview = answered(corpus, interview, no_to_everything(page))
    found = determinations(corpus, interview)
    assert [one.question.action for one in found] == ["notify_release", "hold_on_detainer"]
    assert [one.answer for one in found] == [Answer.PROHIBITED, Answer.PROHIBITED]
    for one in found:
        assert decide(corpus, one.question).answer is one.answer


def with_warrant(corpus: Corpus, **checks: str) -> Interview:
    interview = begin(
        corpus,
        place="us-dc",
        on=DAY,
        papers=["judicial_warrant"],
        actor="corrections_department",
    )
    given = {f"judicial_warrant.{name}": value for name, value in checks.items()}
    return answered(corpus, interview, given)


def test_what_is_seen_on_a_warrant_is_what_the_law_is_told(corpus: Corpus) -> None:
    interview = with_warrant(
        corpus,
        issuer="federal_magistrate",
        effect="take_into_custody",
        matter="criminal_immigration",
        names_person="yes",
    )
    facts, basis = facts_of(corpus, interview)
    assert facts == {
        "documents": [
            {
                "kind": "judicial_warrant",
                "issuer": "federal_magistrate",
                "effect": "take_into_custody",
                "matter": "criminal_immigration",
                "names_person": True,
            }
        ]
    }
    assert basis == {"documents": "paper"}
    assert warnings_of(corpus, interview) == ()


def test_a_warrant_that_an_officer_signed_is_no_judges_warrant(corpus: Corpus) -> None:
    interview = with_warrant(corpus, issuer="immigration_officer", effect="take_into_custody")
    facts, _ = facts_of(corpus, interview)
    assert facts["documents"] == [{"issuer": "immigration_officer", "effect": "take_into_custody"}]
    assert any("not a judge's warrant" in one for one in warnings_of(corpus, interview))


def test_the_signature_is_asked_for_where_the_law_turns_on_it(corpus: Corpus) -> None:
    interview = begin(
        corpus,
        place="us-dc",
        on=DAY,
        papers=["judicial_warrant"],
        actor="corrections_department",
    )
    ids: list[str] = []
    while (page := next_page(corpus, interview)) is not None:
        ids.append(page.id)
        if page.id == "form":
            assert "judicial_warrant.issuer" in page.words
        given = no_to_everything(page)
        if page.id == "documents":
            given["documents"] = ()
        interview = answered(corpus, interview, given)
    assert "form" in ids


def test_who_does_not_know_who_signed_is_not_asked_about_judges_again(corpus: Corpus) -> None:
    interview = begin(
        corpus, place="us-dc", on=DAY, papers=["judicial_warrant"], actor="corrections_department"
    )
    seen: list[str] = []
    while (page := next_page(corpus, interview, form_first=True)) is not None:
        seen += page.words
        interview = answered(corpus, interview, dict.fromkeys(page.words))
    assert len(seen) == len(set(seen))
    assert not any(word.startswith("shown") for word in seen)


@pytest.mark.parametrize(("place", "actor"), DESKS)
def test_a_form_that_is_not_signed_or_served_warns_and_answers_nothing(
    corpus: Corpus, place: str, actor: str
) -> None:
    interview = begin(corpus, place=place, on=DAY, papers=["i_247a"], actor=actor)
    unsigned = answered(corpus, interview, {"i_247a.signed": "no", "i_247a.served": "no"})
    assert len(warnings_of(corpus, unsigned)) == 2
    before, after = determinations(corpus, interview), determinations(corpus, unsigned)
    assert [one.answer for one in before] == [one.answer for one in after]


def test_a_form_about_someone_else_proves_nothing_of_the_person(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-tx", on=DAY, papers=["i_247a"], actor="sheriff")
    assert facts_of(corpus, interview)[0]["subject_to_detainer"] is True
    wrong = answered(corpus, interview, {"i_247a.names_person": "no", "i_247a.box": "section_1"})
    facts, _ = facts_of(corpus, wrong)
    assert "subject_to_detainer" not in facts
    assert "detainer_shows_probable_cause" not in facts


def test_an_unsigned_detainer_shows_no_probable_cause_whatever_is_ticked(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-fl", on=DAY, papers=["i_247a"], actor="sheriff")
    ticked = answered(corpus, interview, {"i_247a.box": "section_1"})
    assert facts_of(corpus, ticked)[0]["detainer_shows_probable_cause"] is True
    unsigned = answered(corpus, ticked, {"i_247a.signed": "no"})
    assert "detainer_shows_probable_cause" not in facts_of(corpus, unsigned)[0]


def test_an_attached_warrant_lies_on_the_desk(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-fl", on=DAY, papers=["i_247a"], actor="sheriff")
    attached = answered(corpus, interview, {"i_247a.attached": "both"})
    assert facts_of(corpus, attached)[0]["documents"] == ["i_247a", "i_200", "i_205"]


def test_a_caller_whom_nobody_knows_asks_for_nobody(corpus: Corpus) -> None:
    interview = begin(
        corpus,
        place="us-ca",
        on=DAY,
        papers=["call_or_email"],
        actions=["notify_release"],
        actor="sheriff",
    )
    assert facts_of(corpus, interview)[0] == {
        "request_from_immigration_authority": True,
        "documents": ["call_or_email"],
    }
    unknown = answered(corpus, interview, {"call_or_email.verified": "no"})
    assert facts_of(corpus, unknown)[0] == {"documents": [{"effect": "request"}]}


def test_an_answer_counts_before_what_a_paper_says(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-ca", on=DAY, papers=["i_247a"], actor="sheriff")
    said = answered(corpus, interview, {"recipient_kind": "local_agency"}, basis="phone")
    facts, basis = facts_of(corpus, said)
    assert (facts["recipient_kind"], basis["recipient_kind"]) == ("local_agency", "phone")
    assert question_of(corpus, said, "notify_release").basis["recipient_kind"] == "phone"


def test_a_record_says_on_what_each_fact_rests_and_what_was_changed(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-fl", on=DAY, papers=["i_247a"], actor="sheriff")
    for given, basis in (
        ({"i_247a.served": "no"}, "paper"),
        ({"in_custody": False}, "phone"),
        ({"in_custody": True}, "record"),
        ({"release_due": None}, None),
        ({"release_due_at": "2026-03-05T18:00:00-05:00"}, "record"),
    ):
        interview = answered(corpus, interview, given, basis=basis)
    record = record_of_interview(corpus, interview, contact="county attorney, 555 0100")
    facts = {one.word: one for one in record.facts}
    assert facts["subject_to_detainer"].from_paper
    assert (facts["in_custody"].answer, facts["in_custody"].basis) == ("yes", "as a record shows")
    assert facts["in_custody"].changed
    assert not facts["release_due"].changed
    assert facts["release_due"].answer == "not known"
    assert [one.warning for one in record.checks] == list(warnings_of(corpus, interview))
    assert record.papers == ("Immigration detainer (Form I-247A)",)
    assert (record.contact, record.corpus) == ("county attorney, 555 0100", corpus.digest)
    assert not record.corpus_changed
    hold = next(one for one in record.answers if one.action == "hold_on_detainer")
    ends = {one.clock: one.ends_at for one in hold.limits}
    form_limit = ends["us/form-limit"]
    assert form_limit is not None
    assert form_limit.isoformat() == "2026-03-07T18:00:00-05:00"
    assert {section.title for section in hold.explanation.sections} >= {"Why", "Clocks"}


def test_a_sample_of_scenarios_needs_few_pages_and_ends_in_the_same_answer(
    corpus: Corpus,
) -> None:
    """The full measure is `python -m tools.count_questions`."""
    every = [
        one for one in shipped_scenarios() if one.expect.answer is not None and one.overlay is None
    ]
    plays = [
        found
        for scenario in random.Random(11).sample(every, 60)
        if (found := play(corpus, scenario, papers=False)) is not None
    ]
    assert len(plays) > 50
    for one in plays:
        assert len(one.pages) <= MOST, one.scenario.name
        assert one.found[0].answer is one.expected.answer, one.scenario.name


def test_a_link_holds_nothing_that_a_person_wrote(corpus: Corpus) -> None:
    interview = begin(corpus, place="us-dc", on=DAY, papers=["i_247a"], actor="city_police")
    while (page := next_page(corpus, interview)) is not None:
        interview = answered(corpus, interview, no_to_everything(page))
    words = {*corpus.vocabulary.words, "place", "on", "paper", "act", "corpus"}
    assert {key for key, _ in to_query(interview) if "(" not in key} <= words
