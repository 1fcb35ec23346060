"""What was done, held against each answer: the table of section 7, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from comity.decide import Conduct, Done, ask, decide
from comity.law import Compliance, DefeatKind, Provision
from comity.law.provision import Defeat, Exception_
from comity.logic import ALWAYS, NEVER, Answer, Expr, Rail, parse
from tests.decide.small_law import corpus_of, rule, version

DAY = date(2020, 6, 1)
YES, NO, UNSAID = Done(acted=True), Done(acted=False), Done()


def ban(when: str = "True") -> Provision:
    return rule("us-aa/ban", Rail.PROHIBITED, version(parse(when)))


def leave(when: str = "True") -> Provision:
    return rule("us-aa/leave", Rail.PERMITTED, version(parse(when)))


def mandate(
    name: str = "mandate",
    *,
    comply_by: date | None = None,
    satisfied_by: Sequence[str] = (),
    unless: str | None = None,
    terms: bool = True,
    when: str = "True",
) -> Provision:
    met: tuple[Expr, ...] = tuple(parse(one) for one in satisfied_by)
    exceptions = (Exception_(id="e", cite="", when=parse(unless)),) if unless else ()
    return rule(
        f"us-aa/{name}",
        Rail.REQUIRED,
        version(parse(when), unless=exceptions),
        compliance=Compliance(comply_by=comply_by, satisfied_by=met, recurrence=None)
        if terms
        else None,
    )


def conduct(
    rules: Sequence[Provision], done: Done | None, **facts: object
) -> tuple[Answer, Conduct | None]:
    corpus = corpus_of(rules)
    question = ask(corpus, "us-aa", "hold", on=DAY, actor="state_office", facts=facts, done=done)
    found = decide(corpus, question)
    return found.answer, found.conduct


@pytest.mark.parametrize(
    ("rules", "done", "answer", "expected"),
    [
        ([ban()], YES, Answer.PROHIBITED, Conduct.DEPARTS),
        ([ban()], NO, Answer.PROHIBITED, Conduct.ACCORDS),
        ([ban()], UNSAID, Answer.PROHIBITED, Conduct.UNKNOWN),
        ([mandate(terms=False)], YES, Answer.REQUIRED, Conduct.ACCORDS),
        ([mandate(terms=False)], NO, Answer.REQUIRED, Conduct.DEPARTS),
        ([mandate(terms=False)], UNSAID, Answer.REQUIRED, Conduct.UNKNOWN),
        ([mandate()], NO, Answer.REQUIRED, Conduct.DEPARTS),
        ([leave()], YES, Answer.PERMITTED, Conduct.ACCORDS),
        ([leave()], NO, Answer.PERMITTED, Conduct.ACCORDS),
        ([leave()], UNSAID, Answer.PERMITTED, Conduct.UNKNOWN),
        ([], YES, Answer.NOT_REGULATED, Conduct.ACCORDS),
        ([], NO, Answer.NOT_REGULATED, Conduct.ACCORDS),
        ([ban(), mandate()], YES, Answer.CONFLICT, Conduct.UNKNOWN),
        ([ban(), mandate()], NO, Answer.CONFLICT, Conduct.UNKNOWN),
        ([ban("reach")], YES, Answer.CONTESTED, Conduct.UNKNOWN),
        ([ban("in_custody")], YES, Answer.UNDETERMINED, Conduct.UNKNOWN),
    ],
)
def test_conduct_by_answer(
    rules: Sequence[Provision], done: Done, answer: Answer, expected: Conduct
) -> None:
    assert conduct(rules, done) == (answer, expected)


def test_where_nothing_was_said_of_what_was_done_there_is_no_conduct() -> None:
    assert conduct([ban()], None) == (Answer.PROHIBITED, None)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2020, 6, 30), Conduct.NOT_YET_DUE), (date(2020, 7, 1), Conduct.DEPARTS)],
)
def test_a_duty_is_due_from_the_day_to_comply_by(on: date, expected: Conduct) -> None:
    rules = [mandate(comply_by=date(2020, 7, 1))]
    assert conduct(rules, Done(acted=False, on=on))[1] is expected
    assert conduct(rules, Done(acted=True, on=on))[1] is Conduct.ACCORDS


def test_without_a_day_of_its_own_what_was_done_counts_on_the_day_asked_about() -> None:
    assert conduct([mandate(comply_by=date(2020, 6, 2))], NO)[1] is Conduct.NOT_YET_DUE
    assert conduct([mandate(comply_by=DAY)], NO)[1] is Conduct.DEPARTS


BEFORE, DUE, LATER = date(2020, 5, 1), date(2020, 5, 15), date(2020, 7, 1)
"""A day before what is due, the day to comply by, and a day after the one asked about (2020-06-01)."""


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (Done(acted=True), Conduct.ACCORDS),  # no day is said: taken as in time
        (Done(acted=True, on=BEFORE), Conduct.ACCORDS),
        (Done(acted=True, on=DUE), Conduct.ACCORDS),
        (Done(acted=True, on=DAY), Conduct.DEPARTS),  # late
        (Done(acted=True, on=LATER), Conduct.DEPARTS),
        (Done(acted=False), Conduct.DEPARTS),
        (Done(acted=False, on=LATER), Conduct.DEPARTS),
        (Done(acted=False, on=DUE), Conduct.DEPARTS),
        (
            Done(acted=False, on=BEFORE),
            Conduct.UNKNOWN,
        ),  # what came of it until it was due is not said
        (Done(on=BEFORE), Conduct.UNKNOWN),
    ],
)
def test_what_is_done_after_the_day_to_comply_by_is_late(done: Done, expected: Conduct) -> None:
    assert conduct([mandate(comply_by=DUE)], done) == (Answer.REQUIRED, expected)
    met = [mandate(comply_by=DUE, satisfied_by=("agreed",))]
    assert conduct(met, done, agreed=True)[1] is Conduct.ACCORDS


def test_nothing_is_late_or_departs_while_the_day_to_comply_by_is_to_come() -> None:
    rules = [mandate(comply_by=LATER)]
    for day in (BEFORE, DAY):
        assert conduct(rules, Done(acted=False, on=day))[1] is Conduct.NOT_YET_DUE
        assert conduct(rules, Done(acted=True, on=day))[1] is Conduct.ACCORDS
    assert conduct(rules, Done(acted=False, on=LATER))[1] is Conduct.DEPARTS


@pytest.mark.parametrize("rule", [ban(), leave(), mandate(terms=False), mandate()])
@pytest.mark.parametrize("acted", [True, False])
def test_an_act_of_an_earlier_day_is_not_held_against_the_law_of_the_day_asked_about(
    rule: Provision, acted: bool
) -> None:
    assert conduct([rule], Done(acted=acted, on=BEFORE))[1] is Conduct.UNKNOWN
    assert conduct([rule], Done(acted=acted, on=LATER)) == conduct([rule], Done(acted=acted))


@pytest.mark.parametrize(
    ("rules", "acted", "expected"),
    [
        (
            [ban("reach")],
            False,
            Conduct.ACCORDS,
        ),  # forbidden or not spoken of: not doing it departs from neither
        ([ban("reach")], True, Conduct.UNKNOWN),
        ([mandate(terms=False, when="reach")], True, Conduct.ACCORDS),  # required or not spoken of
        ([mandate(terms=False, when="reach")], False, Conduct.UNKNOWN),
        ([leave("in_custody")], True, Conduct.ACCORDS),
        ([leave("in_custody")], False, Conduct.ACCORDS),
        ([ban("in_custody"), mandate(when="reach")], True, Conduct.UNKNOWN),
        ([ban("in_custody"), mandate(when="reach")], False, Conduct.UNKNOWN),
    ],
)
def test_an_open_answer_does_not_open_a_conduct_that_is_the_same_under_all_of_it(
    rules: Sequence[Provision], acted: bool, expected: Conduct
) -> None:
    answer, found = conduct(rules, Done(acted=acted))
    assert answer in (Answer.CONTESTED, Answer.UNDETERMINED)
    assert found is expected


def test_any_of_several_facts_satisfies_an_attempt_among_them() -> None:
    rules = [mandate(satisfied_by=("agreed", 'within("last_asked", "1 year")'))]
    assert conduct(rules, NO, agreed=True)[1] is Conduct.ACCORDS
    assert conduct(rules, NO, agreed=False, last_asked="2019-06-01")[1] is Conduct.ACCORDS
    assert conduct(rules, NO, agreed=False, last_asked="2019-05-31")[1] is Conduct.DEPARTS
    assert conduct(rules, NO, agreed=False, last_asked="never")[1] is Conduct.DEPARTS


def test_whether_a_duty_was_satisfied_stays_unknown_while_the_fact_is() -> None:
    rules = [mandate(satisfied_by=("agreed",))]
    assert conduct(rules, NO)[1] is Conduct.UNKNOWN
    assert conduct(rules, UNSAID, agreed=False)[1] is Conduct.UNKNOWN


def test_of_several_duties_the_worst_conduct_counts() -> None:
    met, later = (
        mandate("met", satisfied_by=("agreed",)),
        mandate("later", comply_by=date(2021, 1, 1)),
    )
    assert conduct([met, later], NO, agreed=True)[1] is Conduct.NOT_YET_DUE
    assert conduct([met, later, mandate("now")], NO, agreed=True)[1] is Conduct.DEPARTS
    assert conduct([met, mandate("open", satisfied_by=("warned",))], NO, agreed=True)[1] is (
        Conduct.UNKNOWN
    )


def test_not_doing_what_an_exception_lifts_is_excused() -> None:
    rules = [mandate(unless="consented")]
    assert conduct(rules, NO, consented=True) == (Answer.NOT_REGULATED, Conduct.EXCUSED)
    assert conduct(rules, YES, consented=True)[1] is Conduct.ACCORDS
    assert conduct([*rules, leave()], NO, consented=True) == (
        Answer.PERMITTED,
        Conduct.EXCUSED,
    )
    assert conduct(rules, NO, consented=False) == (Answer.REQUIRED, Conduct.DEPARTS)


def test_a_duty_that_another_rule_has_taken_away_excuses_nothing() -> None:
    defeat = Defeat(
        kind=DefeatKind.PREEMPTS,
        levels=(),
        instruments=(),
        provisions=(),
        actions=(),
        effects=(),
        when=ALWAYS,
        unless=NEVER,
        cite="",
    )
    above = rule("us/above", None, version(ALWAYS), defeats=(defeat,))
    rules = [above, mandate(unless="consented")]
    assert conduct(rules, NO, consented=True) == (Answer.NOT_REGULATED, Conduct.ACCORDS)
