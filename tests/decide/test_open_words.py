"""What is missing, what would settle it, what to ask next: tried on made-up laws against the oracle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.decide import Determination, next_question
from comity.logic import Answer, Value
from tests.decide.asking import asked, decided, learnt, oracle_of
from tests.decide.small_law import TRUTHS
from tests.decide.strategies import FACTS, Made, made_laws
from tests.oracle import Oracle


@given(made=made_laws(), data=st.data())
def test_a_word_outside_missing_never_changes_the_answer(made: Made, data: st.DataObject) -> None:
    """Save through a tie: then it says the value of a word that is in `missing`."""
    before = decided(made)
    missing = {one.word for one in before.missing}
    beside = [
        word
        for word in (*TRUTHS, "purpose", "age")
        if word not in missing and word not in before.question.stated
    ]
    assume(beside)
    word = data.draw(st.sampled_from(beside))
    after = learnt(made, **{word: data.draw(FACTS[word])})
    oracle, known = oracle_of(made, before.question)
    _, more = oracle_of(made, after.question)
    told = {
        key
        for key in missing
        if len({world[key] for world in oracle.completions({**known, **more})}) == 1
    }
    if not told:
        assert (after.answer, after.possible) == (before.answer, before.possible)
        assert {one.word for one in after.missing} == missing
    assert set(after.possible) <= set(before.possible)


def values_of(made: Made, word: str) -> Sequence[object]:
    """Values that a person could answer with."""
    if "(" in word or made.corpus.vocabulary.words[word].type.value == "boolean":
        return (True, False)
    if word == "actor":
        return tuple(made.corpus.vocabulary.actors)
    if word == "employer":
        return ("us", "us-aa", "us-aa-town", "us-bb")
    return {"purpose": ("civil", "criminal", "other"), "age": (0, 17, 18, 20, 21)}[word]


@given(made=made_laws(), data=st.data())
def test_asking_what_to_ask_next_ends_in_an_answer_or_with_nothing_left(
    made: Made, data: st.DataObject
) -> None:
    found = decided(made)
    given_: dict[str, object] = {}
    who = {"actor": found.question.actor, "employer": found.question.employer}
    for _ in range(20):
        asked_next = next_question(made.corpus, found.question)
        if asked_next is None:
            break
        assert asked_next.word in {one.word for one in found.missing}
        assert not asked_next.question_of_law
        assert asked_next.word not in given_
        value = data.draw(st.sampled_from(values_of(made, asked_next.word)))
        if asked_next.word in who:
            who[asked_next.word] = str(value)
        else:
            given_[asked_next.word] = value
        stated = {**asked(made).stated, **given_}
        found = decided(made, asked(made, facts=stated, **who))
    else:
        pytest.fail("it never stopped asking")
    if found.answer is Answer.UNDETERMINED:
        assert all(one.question_of_law for one in found.missing)


def settles(oracle: Oracle, known: Mapping[str, Value], words: Sequence[str]) -> bool:
    """Whether some values of the words leave one answer."""
    for chosen in product(*(oracle.values(word) for word in words)):
        told = {**known, **dict(zip(words, chosen, strict=True))}
        if len({oracle.answer_in(world) for world in oracle.completions(told)}) == 1:
            return True
    return False


@given(made=made_laws())
def test_settling_sets_settle_for_some_values_and_no_smaller_set_does(made: Made) -> None:
    found = decided(made)
    oracle, known = oracle_of(made, found.question)
    for words in found.settling:
        assert set(words) <= {one.word for one in found.missing}
        assert settles(oracle, known, words)
    if found.settling:
        size = len(found.settling[0])
        assert {len(words) for words in found.settling} == {size}
        missing = [one.word for one in found.missing]
        for smaller in range(size):
            assert not any(
                settles(oracle, known, words) for words in combinations(missing, smaller)
            )
        if not found.settling_more:
            every = {w for w in combinations(missing, size) if settles(oracle, known, w)}
            assert set(found.settling) == every
    else:
        assert len(found.possible) <= 1 or found.settling_more


def questions_left(
    oracle: Oracle, worlds: Sequence[Mapping[str, Value]], words: frozenset[str]
) -> float:
    """How many questions are still to be asked at best, all values of a word being as likely."""
    if len({oracle.answer_in(world) for world in worlds}) <= 1 or not words:
        return 0.0
    return min(cost_of(oracle, worlds, words, word) for word in words)


def cost_of(
    oracle: Oracle, worlds: Sequence[Mapping[str, Value]], words: frozenset[str], word: str
) -> float:
    """The same, where one word is asked first."""
    parts = [[world for world in worlds if world[word] == value] for value in oracle.values(word)]
    left = [questions_left(oracle, part, words - {word}) for part in parts if part]
    return 1 + sum(left) / len(left)


def with_few_open_words(made: Made, data: st.DataObject) -> Determination:
    """A determination in which at most three words are left to ask; the others were answered."""
    who = {"actor": "police", "employer": "us-aa-town"}
    found = decided(made, asked(made, **who))
    while len(open_ := [one.word for one in found.missing if not one.question_of_law]) > 3:
        word = min(open_, key=lambda one: (one != "age", one))
        value = data.draw(st.sampled_from(values_of(made, word)))
        found = decided(made, asked(made, facts={**found.question.stated, word: value}, **who))
    return found


@given(made=made_laws(), data=st.data())
def test_the_next_question_is_the_one_after_which_the_fewest_are_expected(
    made: Made, data: st.DataObject
) -> None:
    found = with_few_open_words(made, data)
    words = frozenset(one.word for one in found.missing if not one.question_of_law)
    asked_next = next_question(made.corpus, found.question)
    assume(asked_next is not None and "age" not in words)
    assert asked_next is not None
    oracle, known = oracle_of(made, found.question)
    worlds = list(oracle.completions(known))
    costs = {word: cost_of(oracle, worlds, words, word) for word in words}
    assert costs[asked_next.word] == pytest.approx(min(costs.values()))
