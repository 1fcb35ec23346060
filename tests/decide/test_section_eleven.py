"""The laws that every answer obeys (semantics, section 9), tried on made-up laws and questions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from hypothesis import assume, given
from hypothesis import strategies as st

from comity.decide import (
    QuestionError,
    decide,
    determination_to_json,
    question_from_json,
)
from comity.law import Corpus, law_on
from comity.logic import SETTLED, Answer, Rail, Value, settled_answer
from comity.readings import compile_answer, compile_truths, evaluate
from tests.decide.asking import asked, decided, learnt, oracle_of, stated_list
from tests.decide.small_law import TRUTHS
from tests.decide.strategies import CONVICTIONS, DOCUMENTS, FACTS, Made, made_laws

RAILS_OF = {
    Answer.CONFLICT: (Rail.PROHIBITED, Rail.REQUIRED),
    Answer.PROHIBITED: (Rail.PROHIBITED,),
    Answer.REQUIRED: (Rail.REQUIRED,),
    Answer.PERMITTED: (Rail.PERMITTED,),
}


@given(made=made_laws(), data=st.data())
def test_learning_a_fact_never_overturns_a_settled_answer(made: Made, data: st.DataObject) -> None:
    before = decided(made)
    unknown = [word for word in FACTS if word not in before.question.stated]
    assume(unknown)
    word = data.draw(st.sampled_from(unknown))
    after = learnt(made, **{word: data.draw(FACTS[word])})
    assert set(after.possible) <= set(before.possible)
    if before.answer in SETTLED:
        assert after.answer is before.answer


@given(made=made_laws(), data=st.data())
def test_learning_who_acts_never_overturns_a_settled_answer(
    made: Made, data: st.DataObject
) -> None:
    before = decided(made, asked(made, actor=None, employer=None))
    actor = data.draw(st.sampled_from(tuple(made.corpus.vocabulary.actors)))
    after = decided(made, asked(made, actor=actor, employer=None))
    assert set(after.possible) <= set(before.possible)


@given(made=made_laws(), record=st.sampled_from(CONVICTIONS))
def test_adding_a_conviction_to_an_open_list_never_overturns_a_settled_answer(
    made: Made, record: Mapping[str, object]
) -> None:
    before = decided(made)
    assume(before.question.stated.get("convictions_complete") is not True)
    after = learnt(made, convictions=[*stated_list(before.question, "convictions"), record])
    assert set(after.possible) <= set(before.possible)
    if before.answer in SETTLED:
        assert after.answer is before.answer


@given(made=made_laws(), paper=st.sampled_from(DOCUMENTS))
def test_adding_a_document_to_an_open_list_never_overturns_a_settled_answer(
    made: Made, paper: object
) -> None:
    before = decided(made)
    assume(before.question.stated.get("documents_complete") is not True)
    after = learnt(made, documents=[*stated_list(before.question, "documents"), paper])
    assert set(after.possible) <= set(before.possible)
    if before.answer in SETTLED:
        assert after.answer is before.answer


@given(made=made_laws(), data=st.data())
def test_truncating_a_list_never_yields_a_new_settled_answer(
    made: Made, data: st.DataObject
) -> None:
    """A list that lost a record is no longer stated complete."""
    name, pool = data.draw(
        st.sampled_from((("convictions", CONVICTIONS), ("documents", DOCUMENTS)))
    )
    listed = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2))
    before = learnt(made, **{name: listed})
    kept = listed[: data.draw(st.integers(0, len(listed) - 1))]
    facts = {**before.question.stated, name: kept}
    facts.pop(f"{name}_complete", None)
    after = decided(made, asked(made, facts=facts))
    assert set(before.possible) <= set(after.possible)
    if after.answer in SETTLED:
        assert after.answer is before.answer


@given(made=made_laws(), data=st.data())
def test_truncating_a_record_never_yields_a_new_settled_answer(
    made: Made, data: st.DataObject
) -> None:
    """A record loses its day, its grade, its end or its class; what it is in is then open."""
    listed = data.draw(st.lists(st.sampled_from(CONVICTIONS), min_size=1, max_size=2))
    before, record = learnt(made, convictions=listed), listed[-1]
    lost = data.draw(st.sampled_from(sorted(record)))
    # What is dated after the day asked about had not happened; without its day it had.
    assume(lost != "on" or date.fromisoformat(str(record["on"])) <= made.on)
    shorter = {key: value for key, value in record.items() if key != lost}
    if lost == "classes":
        shorter.pop("classes_complete", None)
    after = learnt(made, convictions=[*listed[:-1], shorter])
    assert set(before.possible) <= set(after.possible)
    if after.answer in SETTLED:
        assert after.answer is before.answer


@given(made=made_laws(), data=st.data())
def test_deleting_a_level_never_yields_a_complete_permission(
    made: Made, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(made.corpus.jurisdictions)))
    rest = {name: one for name, one in made.corpus.jurisdictions.items() if name != gone}
    place = made.corpus.jurisdictions.get(made.place)
    assume(gone == made.place or (place is not None and gone in place.within))
    assume(gone != "us-aa" or "aa_word" not in repr(rest))  # its defined word would be gone too
    smaller = replace(made.corpus, jurisdictions=rest)
    try:
        found = decide(smaller, asked(replace(made, corpus=smaller)))
    except QuestionError:
        assume(False)
        raise
    if found.answer in (Answer.PERMITTED, Answer.NOT_REGULATED, Answer.REQUIRED):
        assert not found.complete
    assert found.answer is not Answer.PERMITTED or gone != "us-aa"


def without_effect(corpus: Corpus, names: set[str]) -> Corpus:
    """The same law where some provisions do nothing to the act; what they defeat stays defeated."""
    return replace(
        corpus,
        jurisdictions={
            name: replace(
                place,
                provisions=tuple(
                    replace(one, effect=None) if one.id in names else one
                    for one in place.provisions
                ),
            )
            for name, place in corpus.jurisdictions.items()
        },
    )


@given(made=made_laws())
def test_removing_every_ground_of_a_settled_answer_changes_it(made: Made) -> None:
    """Unless rules that are each uncertain give it together; then those become the grounds."""
    before = decided(made)
    assume(before.answer in RAILS_OF)
    assert before.grounds
    assert {one.rail for one in before.grounds} <= set(RAILS_OF[before.answer])
    names = {one.provision.id for one in before.grounds}
    corpus = without_effect(made.corpus, names)
    after = decide(corpus, asked(replace(made, corpus=corpus)))
    if after.answer is before.answer:
        assert after.grounds
        assert any(one.truth.name == "UNKNOWN" for one in after.grounds)


ILL_TYPED: Mapping[str, Sequence[object]] = {
    **dict.fromkeys(TRUTHS, ("true", 1, 0, "no", None, [])),
    "purpose": (True, 3, "unheard_of", None, ("civil",)),
    "age": ("18", True, -4, None, 18.5),
    "last_asked": (20190601, True, None),
}


@given(made=made_laws(), data=st.data())
def test_a_value_of_the_wrong_kind_never_settles_an_answer_it_did_not_have(
    made: Made, data: st.DataObject
) -> None:
    """Past `ask`, through the internals: the word counts as unknown, or the question is refused."""
    question = asked(made)
    word = data.draw(st.sampled_from(sorted(ILL_TYPED)))
    assume(word not in question.facts.words)
    before = decided(made)
    value = data.draw(st.sampled_from(ILL_TYPED[word]))
    words = MappingProxyType({**question.facts.words, word: value})
    spoiled = replace(question, facts=replace(question.facts, words=words))  # type: ignore[arg-type]
    try:
        after = decide(made.corpus, spoiled)
    except QuestionError:
        return
    assert after.answer is before.answer or after.answer is Answer.UNDETERMINED


CONTRADICTIONS: Mapping[str, Mapping[str, object]] = {
    "released_not_held": {"released": True, "in_custody": True},
    "due_when_agreed": {"agreed": True, "release_due": False},
    "due_in_custody": {"release_due": True, "in_custody": False},
    "papers_bind_nobody": {
        "documents": ["letter"],
        "documents_complete": True,
        "consented": True,
    },
    "grave_is_warned": {"convictions": [CONVICTIONS[1]], "warned": False},
}


@given(made=made_laws(), data=st.data())
def test_facts_that_contradict_each_other_never_yield_an_answer(
    made: Made, data: st.DataObject
) -> None:
    axioms = [one.id for one in made.corpus.vocabulary.axioms]
    assume(axioms)
    facts = CONTRADICTIONS[data.draw(st.sampled_from(axioms))]
    question = asked(made, facts={**asked(made).stated, **facts})
    try:
        found = decide(made.corpus, question)
    except QuestionError:
        return
    assert found.answer is Answer.UNDETERMINED


@given(made=made_laws(compliance=True))
def test_the_answer_of_a_question_is_that_of_its_printed_json(made: Made) -> None:
    found = decided(made)
    printed = json.dumps(determination_to_json(found), ensure_ascii=False)
    again = decide(made.corpus, question_from_json(made.corpus, json.loads(printed)))
    assert json.dumps(determination_to_json(again), ensure_ascii=False) == printed


@given(made=made_laws())
def test_the_compiled_forms_are_equal_to_evaluation(made: Made) -> None:
    found = decided(made)
    law = law_on(made.corpus, made.place, made.action, made.on)
    oracle, known = oracle_of(made, found.question)
    trees = [law.ruling.tree(rail) for rail in Rail]
    compiled, truths = compile_answer(law.ruling), compile_truths(trees)
    for told in (known, {}, *some(oracle.completions(known))):
        expected = tuple(evaluate(tree, told) for tree in trees)
        assert truths(told) == expected
        assert compiled(told) is settled_answer(*expected)


def some(worlds: Iterator[dict[str, Value]]) -> Iterator[dict[str, Value]]:
    """The first few of many."""
    for world, _ in zip(worlds, range(5), strict=False):
        yield world
