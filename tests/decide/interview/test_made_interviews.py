"""Interviews under made-up laws: only what matters is asked, they end, and their order makes no difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.decide import QuestionError
from comity.decide.interview import (
    AnswerValue,
    Interview,
    Item,
    Kind,
    Page,
    answered,
    begin,
    changed,
    determinations,
    most_remaining,
    next_page,
    question_of,
    taken_back,
)
from comity.decide.interview.next_page import open_rulings
from comity.law import list_of
from comity.logic import Answer, Predicate, Value, parse
from tests.decide.asking import oracle_of
from tests.decide.strategies import Made, made_laws
from tests.oracle import Oracle


def begun(made: Made, *actions: str) -> Interview:
    """The interview of a made-up law, with nothing answered."""
    try:
        return begin(made.corpus, place=made.place, on=made.on, actions=actions or (made.action,))
    except QuestionError:
        assume(False)
        raise


def an_answer(
    item: Item, word: str, data: st.DataObject, *, unknown: bool = True
) -> AnswerValue | None:
    """Something that a person could answer to a word."""
    if unknown and data.draw(st.integers(0, 4)) == 0:
        return None
    if word == "documents":
        kinds = [choice.value for choice in item.choices]
        return tuple(data.draw(st.lists(st.sampled_from(kinds), unique=True)))
    match item.kind:
        case Kind.YES_NO | Kind.MANY_OF:
            return data.draw(st.booleans())
        case Kind.ONE_OF:
            return data.draw(st.sampled_from([choice.value for choice in item.choices]))
        case _:
            return data.draw(st.sampled_from((0, 17, 18, 20, 21)))


def answers_to(page: Page, data: st.DataObject) -> dict[str, AnswerValue | None]:
    return {word: an_answer(item, word, data) for item in page.items for word in item.words}


def step(made: Made, interview: Interview, page: Page, data: st.DataObject) -> Interview:
    """The interview after some answers; examples in which they contradict each other are left."""
    try:
        return answered(made.corpus, interview, answers_to(page, data))
    except QuestionError:
        assume(False)
        raise


def forgotten(made: Made, interview: Interview, oracle: Oracle) -> frozenset[str]:
    """What the person will never answer: what they do not know, and papers that were looked at."""
    gone = set(interview.declined)
    if interview.given("documents") is not None:
        shown = {
            key
            for key in oracle.leaves
            if "(" in key
            and isinstance(leaf := parse(key), Predicate)
            and list_of(leaf) == "documents"
        }
        still = {word for one in open_rulings(made.corpus, interview) for word in one.open}
        gone |= shown - still
    return frozenset(gone)


def changes_something(
    oracle: Oracle, known: dict[str, Value], word: str, gone: Iterable[str]
) -> bool:
    """Whether some values of the other words make the answers that are left depend on that word.

    Words that nobody will answer keep all their values. Words tied to each other are changed together.
    """
    gone = frozenset(gone)
    by_rest: dict[tuple[Value, ...], dict[Value, set[Answer]]] = {}
    by_value: dict[Value, set[Answer]] = {}
    for world in oracle.completions(known):
        rest = tuple(world[key] for key in oracle.leaves if key != word and key not in gone)
        answer = oracle.answer_in(world)
        by_rest.setdefault(rest, {}).setdefault(world[word], set()).add(answer)
        by_value.setdefault(world[word], set()).add(answer)
    compared = [seen for seen in by_rest.values() if len(seen) > 1]
    if not compared:
        return len(set().union(*by_value.values())) > 1
    return any(len({frozenset(one) for one in seen.values()}) > 1 for seen in compared)


@given(made=made_laws(), data=st.data())
def test_what_is_asked_can_change_what_is_left_possible(made: Made, data: st.DataObject) -> None:
    interview = begun(made)
    for _ in range(30):
        page = next_page(made.corpus, interview)
        if page is None:
            break
        question = question_of(made.corpus, interview, made.action)
        oracle, known = oracle_of(made, question)
        gone = forgotten(made, interview, oracle)
        words = {word for one in open_rulings(made.corpus, interview) for word in one.open}
        if page.id not in ("documents", "form"):
            assert words >= set(page.words)
            for word in page.words:
                assert word not in gone
                assert changes_something(oracle, known, word, gone), word
        interview = step(made, interview, page, data)
    else:
        pytest.fail("it never stopped asking")


@given(made=made_laws(), data=st.data())
def test_when_nothing_is_asked_any_more_no_answer_could_change_anything(
    made: Made, data: st.DataObject
) -> None:
    interview = begun(made)
    while (page := next_page(made.corpus, interview)) is not None:
        interview = step(made, interview, page, data)
    (found,) = determinations(made.corpus, interview)
    assume(not found.missing_law)
    oracle, known = oracle_of(made, found.question)
    gone = forgotten(made, interview, oracle)
    asked = {one.word for one in interview.answers}
    for one in found.missing:
        if one.question_of_law or one.word in gone or one.word in asked:
            continue
        assert not changes_something(oracle, known, one.word, gone), one.word


@given(made=made_laws(), data=st.data())
def test_no_more_is_asked_than_was_said_to_remain(made: Made, data: st.DataObject) -> None:
    interview = begun(made, "hold", "tell")
    remaining = most_remaining(made.corpus, interview)
    while (page := next_page(made.corpus, interview)) is not None:
        assert remaining > 0
        interview = step(made, interview, page, data)
        left = most_remaining(made.corpus, interview)
        assert left < remaining
        remaining = left
    assert remaining == 0


@given(made=made_laws())
def test_who_knows_nothing_is_asked_everything_once_and_then_no_more(made: Made) -> None:
    interview = begun(made, "hold", "tell")
    asked: list[str] = []
    while (page := next_page(made.corpus, interview)) is not None:
        asked += page.words
        interview = answered(made.corpus, interview, dict.fromkeys(page.words))
    assert len(asked) == len(set(asked))
    assert all(not one.question.stated for one in determinations(made.corpus, interview))


@given(made=made_laws(), data=st.data())
def test_the_order_of_answers_makes_no_difference(made: Made, data: st.DataObject) -> None:
    interview = begun(made, "hold", "tell")
    while (page := next_page(made.corpus, interview)) is not None:
        interview = step(made, interview, page, data)
    mixed = replace(interview, answers=tuple(data.draw(st.permutations(interview.answers))))
    before, after = determinations(made.corpus, interview), determinations(made.corpus, mixed)
    for one, other in zip(before, after, strict=True):
        assert (one.answer, one.possible, one.missing) == (
            other.answer,
            other.possible,
            other.missing,
        )
    assert next_page(made.corpus, mixed) is None


@given(made=made_laws(), data=st.data())
def test_a_changed_answer_is_as_if_it_had_been_given_from_the_start(
    made: Made, data: st.DataObject
) -> None:
    interview = begun(made)
    page = next_page(made.corpus, interview)
    assume(page is not None)
    assert page is not None
    first = step(made, interview, page, data)
    other = answers_to(page, data)
    try:
        straight = answered(made.corpus, interview, other)
        turned = first
        for word, value in other.items():
            turned = changed(made.corpus, turned, word, value)
    except QuestionError:
        assume(False)
        raise
    assert [(one.word, one.value) for one in turned.answers] == [
        (one.word, one.value) for one in straight.answers
    ]
    assert {one.word for one in turned.answers if one.changed} == {
        one.word for one in first.answers if other[one.word] != one.value
    }
    assert next_page(made.corpus, turned) == next_page(made.corpus, straight)
    assert determinations(made.corpus, turned) == determinations(made.corpus, straight)


@given(made=made_laws(), data=st.data())
def test_taking_back_a_page_asks_it_again(made: Made, data: st.DataObject) -> None:
    interview = begun(made)
    page = next_page(made.corpus, interview)
    assume(page is not None)
    assert page is not None
    after = step(made, interview, page, data)
    assert taken_back(made.corpus, after) == interview
    assert taken_back(made.corpus, interview) == interview
