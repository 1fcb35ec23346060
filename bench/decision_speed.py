"""How long one decision takes: invented law of a known size, the real corpus, and other engines
beside it on one rule. Everything is measured in one run, so that the figures can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean
from time import perf_counter

import peers
from synthetic import KEYS, invented_corpus, invented_questions, nodes
from timing import Measured, measured

from comity.decide import Question, QuestionError, ask, decide, next_question, prepare
from comity.decide.known import known_of
from comity.law import Corpus, Scenario, load_corpus, load_scenarios
from comity.logic import all_of

QUESTIONS = 2_000
ON = date(2026, 6, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table of the report: a heading, what was measured on, and the lines."""

    name: str
    title: str
    about: str
    rows: tuple[Measured, ...]


def sections() -> Iterator[Section]:
    """Every section, measured one after the other."""
    yield _one_question()
    yield _indexed()
    yield from _real_corpus()
    yield _beside_others()


def _one_question() -> Section:
    corpus = invented_corpus(50, 1)
    questions = invented_questions(corpus, QUESTIONS)
    return Section(
        name="one-question",
        title="50 provisions that all bear on one question",
        about=_about(corpus, questions),
        rows=(
            _answer_only(corpus, questions, p50=5),
            _whole("grounds, citations, missing", corpus, questions, p50=200),
            _whole("the same, of answers left open", corpus, _open(corpus, questions)),
            measured("next question", lambda one: next_question(corpus, one), questions),
        ),
    )


def _indexed() -> Section:
    corpus = invented_corpus(50, 10)
    questions = invented_questions(corpus, QUESTIONS)
    still_open = _open(corpus, questions)
    return Section(
        name="indexed",
        title="50 provisions over 10 actions, found by place and action",
        about=_about(corpus, questions),
        rows=(
            _answer_only(corpus, questions),
            _whole("grounds, citations, missing", corpus, questions, p50=50, p99=150),
            _whole("the same, of answers left open", corpus, still_open),
            measured(
                "next question, of answers left open",
                lambda one: next_question(corpus, one),
                still_open,
                p99=1000,
            ),
        ),
    )


def _answer_only(
    corpus: Corpus, questions: Sequence[Question], *, p50: float | None = None
) -> Measured:
    """From what is known, already reduced, to the answer."""
    known = [
        (prepared.compiled, known_of(corpus, prepared, one))
        for one in questions
        for prepared in (prepare(corpus, one.place, one.action, one.on),)
    ]
    return measured("answer only", lambda one: one[0](one[1]), known, p50=p50)


def _whole(
    what: str,
    corpus: Corpus,
    questions: Sequence[Question],
    *,
    p50: float | None = None,
    p99: float | None = None,
) -> Measured:
    return measured(what, lambda one: decide(corpus, one, settling=0), questions, p50=p50, p99=p99)


def _open(corpus: Corpus, questions: Sequence[Question]) -> list[Question]:
    return [one for one in questions if len(decide(corpus, one, settling=0).possible) > 1]


def _about(corpus: Corpus, questions: Sequence[Question]) -> str:
    sizes = [
        nodes(all_of(one.binds, version.when, *(each.when for each in version.unless)))
        for place in corpus.jurisdictions.values()
        for one in place.provisions
        for version in one.versions
    ]
    answers = Counter(decide(corpus, one, settling=0).answer.value for one in questions)
    share = ", ".join(
        f"{name} {count * 100 / len(questions):.0f} %" for name, count in answers.most_common()
    )
    return (
        f"{len(sizes)} provisions of {mean(sizes):.1f} nodes, {KEYS} keys, 15 % of the facts "
        f"missing; {len(questions):,} questions: {share}."
    )


def _real_corpus() -> Iterator[Section]:
    loading = min(_seconds_to_load() for _ in range(3))
    corpus = load_corpus()
    scenarios = [
        one
        for one in load_scenarios(corpus)
        if one.overlay is None and _can_be_asked(corpus, one, one.facts)
    ]
    questions = [_asked(corpus, one, one.facts) for one in scenarios]
    yield Section(
        name="scenarios",
        title="The scenarios of the corpus",
        about=f"{len(questions)} scenarios of the corpus, which takes {loading:.2f} s to load.",
        rows=(
            measured(
                "`ask`: facts checked and typed",
                lambda one: _asked(corpus, one, one.facts),
                scenarios,
            ),
            _whole("`decide` without settling sets", corpus, questions),
            measured("`decide` with settling sets", lambda one: decide(corpus, one), questions),
            measured("`next_question`", lambda one: next_question(corpus, one), questions),
        ),
    )
    bare = [
        ask(corpus, place, action, on=ON)
        for place in corpus.jurisdictions
        for action in corpus.vocabulary.actions
    ]
    fewer = [
        _asked(corpus, one, facts)
        for one in scenarios
        for dropped in one.facts
        for facts in [{word: value for word, value in one.facts.items() if word != dropped}]
        if _can_be_asked(corpus, one, facts)
    ]
    yield Section(
        name="bare",
        title="Questions with little or nothing known, on the corpus",
        about=(
            f"{len(bare)} questions with no facts at all, one for each place and action; "
            f"{len(fewer):,} scenarios with one fact taken away."
        ),
        rows=(
            _whole("no facts: `decide` without settling sets", corpus, bare),
            measured(
                "no facts: `decide` with settling sets",
                lambda one: decide(corpus, one),
                bare,
                longest=50_000,
            ),
            measured("no facts: `next_question`", lambda one: next_question(corpus, one), bare),
            measured("a fact less: `next_question`", lambda one: next_question(corpus, one), fewer),
        ),
    )


def _seconds_to_load() -> float:
    start = perf_counter()
    load_corpus()
    return perf_counter() - start


def _asked(corpus: Corpus, scenario: Scenario, facts: Mapping[str, object]) -> Question:
    return ask(
        corpus,
        scenario.place,
        scenario.action,
        on=scenario.on,
        actor=scenario.actor,
        employer=scenario.employer,
        facts=facts,
        readings=scenario.readings,
        done=scenario.done,
    )


def _can_be_asked(corpus: Corpus, scenario: Scenario, facts: Mapping[str, object]) -> bool:
    """Some scenarios are there to be refused; and a paper taken away may leave a claim bare."""
    try:
        next_question(corpus, _asked(corpus, scenario, facts))
    except QuestionError:
        return False
    return True


def _beside_others() -> Section:
    ours = peers.Ours()
    facts = peers.random_facts(QUESTIONS)
    questions = [ours.question(one) for one in facts]
    expression = peers.zen_expression()
    decision, traced = peers.zen_decision(trace=False), peers.zen_decision(trace=True)
    cedar = peers.cedar()
    found = [ours.answer(one) for one in facts]
    assert found == [ours.decide(one) for one in questions]
    for other in (expression, decision, traced, cedar):
        assert found == [other(one) for one in facts], "the engines do not agree"
    share = ", ".join(f"{name} {count}" for name, count in Counter(found).most_common())
    return Section(
        name="beside-others",
        title="One rule, beside other engines",
        about=(
            f"One ban with one exception, all facts known, {len(facts):,} times ({share}); all "
            "engines give the same answers. The others give no missing facts and no grounds "
            "beyond the rule's id (Cedar) or the trace (zen-engine, where it says so)."
        ),
        rows=(
            measured("Comity, answer only", ours.answer, facts),
            measured("zen-engine, compiled expression", expression, facts),
            measured("zen-engine, decision table", decision, facts),
            measured("Cedar (cedarpy), policies parsed once", cedar, facts),
            measured("Comity, grounds, citations, missing", ours.decide, questions),
            measured("zen-engine, decision table with trace", traced, facts),
        ),
    )
