"""`decide` against the brute-force oracle: the same answers, contests, missing words and conduct."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import assume, given

from comity.decide import Conduct, Determination, QuestionError, ask, decide
from comity.logic import SETTLED, Answer, Value
from tests.decide.asking import asked, known_to, oracle_of
from tests.decide.strategies import Made, made_laws
from tests.oracle import Oracle, Seen


def compared(made: Made) -> tuple[Determination, Seen]:
    """A determination of a question whose facts hold together, and what the oracle sees."""
    question = asked(made)
    oracle, known = oracle_of(made, question)
    seen = oracle.look(known)
    assume(seen.answers and not oracle.law_missing())
    try:
        return decide(made.corpus, question), seen
    except QuestionError:
        assume(False)
        raise


@given(made_laws())
def test_possible_answers_are_those_that_some_consistent_completion_reaches(made: Made) -> None:
    found, seen = compared(made)
    assert found.exact
    assert set(found.possible) == seen.answers


@given(made_laws())
def test_settled_contested_and_undetermined_are_told_apart_as_the_oracle_does(made: Made) -> None:
    found, seen = compared(made)
    assert found.answer is seen.answer


@given(made_laws())
def test_the_words_that_can_change_the_answer_are_those_that_change_some_completion(
    made: Made,
) -> None:
    found, seen = compared(made)
    assert {one.word for one in found.missing} == seen.missing


@given(made_laws())
def test_the_answers_by_reading_are_those_of_the_completions_read_so(made: Made) -> None:
    found, seen = compared(made)
    for one in found.by_reading:
        chosen = {name: reading == "yes" for name, reading in one.readings.items()}
        reached = {
            answer
            for combination, answers in seen.by_reading.items()
            if chosen.items() <= dict(combination).items()
            for answer in answers
        }
        assert set(one.answers) == reached


@given(made_laws())
def test_facts_are_refused_exactly_where_no_consistent_completion_has_them(made: Made) -> None:
    question = asked(made)
    oracle = Oracle(made.corpus, made.place, made.action, made.on, every_tie=True)
    contradicted = not oracle.look(known_to(oracle, question)).answers
    try:
        found = decide(made.corpus, question)
    except QuestionError:
        assert contradicted
    else:
        assert not contradicted or found.answer is Answer.UNDETERMINED


@given(made_laws())
def test_where_the_law_of_the_state_is_not_encoded_nothing_is_settled(made: Made) -> None:
    question = ask(made.corpus, "us-bb", made.action, on=made.on)
    found = decide(made.corpus, question)
    assert found.answer is Answer.UNDETERMINED
    assert (found.possible, found.exact, found.complete) == (SETTLED, False, False)
    assert found.missing_law == ("us-bb",)


@given(made_laws())
def test_completeness_is_what_the_levels_gaps_and_horizons_say(made: Made) -> None:
    question = asked(made)
    try:
        found = decide(made.corpus, question)
    except QuestionError:
        assume(False)
        raise
    oracle, _ = oracle_of(made, question)
    assert found.complete is oracle.complete(found.answer, question.actor)


@given(made_laws(compliance=True, ties=False))
def test_conduct_is_what_every_completion_makes_of_it(made: Made) -> None:
    found, _ = compared(made)
    oracle, known = oracle_of(made, found.question)
    done = found.question.done
    if done is None:
        assert found.conduct is None
        return
    for name in ("warned", "agreed"):
        oracle.leaves.setdefault(name, [])  # what satisfies a duty need not bear on the answer
    every = {oracle.conduct_in(world, done) for world in oracle.completions(known)}
    assert found.conduct is not None
    if len(every) == 1 and not found.missing:
        assert found.conduct.value in (*every, Conduct.UNKNOWN.value)
    if found.conduct is Conduct.ACCORDS:
        assert every <= {"accords", "excused"}
    elif found.conduct is Conduct.NOT_YET_DUE:
        assert every <= {"not_yet_due", "accords"}  # nothing was due yet, whatever was done
    elif found.conduct is not Conduct.UNKNOWN:
        assert every == {found.conduct.value}


@given(made_laws(compliance=True))
def test_with_every_word_known_answer_and_conduct_are_the_oracles(made: Made) -> None:
    question = asked(made)
    oracle, known = oracle_of(made, question)
    for name in ("warned", "agreed"):
        oracle.leaves.setdefault(name, [])
    world: Mapping[str, Value] | None = next(iter(oracle.completions(known)), None)
    assume(world is not None and not oracle.law_missing())
    assert world is not None
    whole: Any = {  # Any: as above
        "facts": {
            **question.stated,
            **{
                key: value
                for key, value in world.items()
                if (key in made.corpus.vocabulary.words and key not in ("actor", "employer"))
                or key in oracle.predicates
            },
        },
        "readings": {
            name: "yes" if world[name] is True else "no"
            for name in made.corpus.questions
            if name in world
        },
        "actor": world.get("actor", question.actor),
        "employer": world.get("employer", question.employer),
    }
    try:
        found = decide(made.corpus, asked(made, **whole))
    except QuestionError:
        assume(False)
        raise
    assert found.answer is oracle.answer_in(world)
    assert found.missing == ()
    if found.question.done is not None:
        assert found.conduct is not None
        assert found.conduct.value == oracle.conduct_in(world, found.question.done)
