"""Runs the cases of the corpus: those that stand beside a version, and the scenarios. What they must
come to was written by a person; this compares and says every difference.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from comity.decide.decide import decide
from comity.decide.determination import Determination
from comity.decide.question import Question, QuestionError, ask
from comity.law import (
    Case,
    ClassOrder,
    Corpus,
    Expectation,
    Provision,
    Scenario,
    class_order_of,
    reach_of,
    read_facts,
    reduce,
)
from comity.logic import Answer, Span, Truth
from comity.readings import evaluate


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One case that was run: `differences` is empty if it came to what it must."""

    name: str
    subject: str
    span: Span
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the case came to what it must."""
        return not self.differences


def run_version_cases(corpus: Corpus, files: Container[str] | None = None) -> Iterator[Outcome]:
    """Every case that stands beside a version, in the order of the corpus; of these files, if named."""
    classes = class_order_of(corpus.classes.values())
    for jurisdiction in corpus.jurisdictions.values():
        for provision in jurisdiction.provisions:
            for version in provision.versions:
                for case in version.cases:
                    if files is not None and case.span.file not in files:
                        continue
                    differences = run_version_case(
                        corpus, provision, case, on=case.on or version.period.from_, classes=classes
                    )
                    yield Outcome(
                        name=case.name,
                        subject=provision.id,
                        span=case.span,
                        differences=differences,
                    )


def run_version_case(
    corpus: Corpus, provision: Provision, case: Case, *, on: date, classes: ClassOrder
) -> tuple[str, ...]:
    """Hold one case of a version against a provision on a day, and say the difference, if any."""
    found = _reach(corpus, provision, case, on, classes)
    return () if found == case.expect else (_differs("the version", case.expect, found),)


def _reach(corpus: Corpus, provision: Provision, case: Case, on: date, classes: ClassOrder) -> str:
    """What a provision does to the facts of a case: the words that a case may expect."""
    reach = reach_of(corpus, provision, on)
    if reach is None:
        return "not in force"
    facts = read_facts(corpus, case.facts, answers=True).facts
    known = dict(facts.words)
    for predicate in reach.predicates:
        truth = reduce(predicate, facts, on=on, classes=classes)
        if truth is not Truth.UNKNOWN:
            known[predicate.key] = truth is Truth.TRUE
    reached, excepted = evaluate(reach.reached, known), evaluate(reach.excepted, known)
    if reached is Truth.FALSE:
        return "does not apply"
    if reached is Truth.UNKNOWN or excepted is Truth.UNKNOWN:
        return "unknown"
    return "excepted" if excepted is Truth.TRUE else "applies"


def run_scenarios(
    scenarios: Iterable[Scenario], corpus_of: Callable[[Scenario], Corpus]
) -> Iterator[Outcome]:
    """Every scenario in order. `corpus_of` gives the law it is decided under (with its overlay)."""
    for scenario in scenarios:
        differences = run_scenario(corpus_of(scenario), scenario)
        yield Outcome(
            name=scenario.name,
            subject=f"{scenario.place} {scenario.action}",
            span=scenario.span,
            differences=differences,
        )


def question_of_scenario(corpus: Corpus, scenario: Scenario) -> Question:
    """The question that a scenario asks. Raises QuestionError where it cannot be asked."""
    return ask(
        corpus,
        scenario.place,
        scenario.action,
        on=scenario.on,
        actor=scenario.actor,
        employer=scenario.employer,
        facts=scenario.facts,
        readings=scenario.readings,
        done=scenario.done,
    )


def run_scenario(corpus: Corpus, scenario: Scenario) -> tuple[str, ...]:
    """Decide a scenario, and say every difference from what it must come to."""
    try:
        found = decide(corpus, question_of_scenario(corpus, scenario), settling=0)
    except QuestionError as error:
        if scenario.expect.answer is None:
            return ()
        return tuple(f"it cannot be asked: {mistake}" for mistake in error.mistakes)
    return tuple(_differences(scenario.expect, found))


def _differences(expect: Expectation, found: Determination) -> Iterator[str]:
    if expect.answer is None:
        yield _differs("the question", "refused", _answer_text(found))
        return
    if found.answer is not expect.answer:
        yield _differs("the answer", expect.answer.value, _answer_text(found))
    if expect.leaning is not None and found.leaning is not expect.leaning:
        got = found.leaning.value if found.leaning else "none"
        yield _differs("the leaning", expect.leaning.value, got)
    if expect.complete is not None and found.complete is not expect.complete:
        yield _differs("complete", str(expect.complete).lower(), str(found.complete).lower())
    if expect.conduct is not None and (
        found.conduct is None or found.conduct.value != expect.conduct
    ):
        yield _differs(
            "the conduct", expect.conduct, found.conduct.value if found.conduct else "none"
        )
    if expect.by_reading is not None:
        yield from _reading_differences(expect, found)
    if expect.possible is not None and set(expect.possible) != set(found.possible):
        wanted = [one.value for one in expect.possible]
        yield _differs("possible", _list(wanted), _list(one.value for one in found.possible))
    whole: tuple[tuple[str, tuple[str, ...] | None, set[str]], ...] = (
        ("deciding", expect.deciding, {one.provision.id for one in found.grounds}),
        ("defeated", expect.defeated, {one.provision.id for one in found.defeated}),
        ("missing", expect.missing, {one.word for one in found.missing}),
    )
    for name, expected, got_ids in whole:
        if expected is not None and set(expected) != got_ids:
            yield _differs(name, _list(expected), _list(got_ids))
    among: tuple[tuple[str, tuple[str, ...] | None, set[str]], ...] = (
        ("duties", expect.duties, {one.id for one in found.duties}),
        ("remedies", expect.remedies, {one.id for one in found.remedies}),
        ("notes", expect.notes, {one.id for one in found.notes}),
        ("out_of_force", expect.out_of_force, {one.provision.id for one in found.out_of_force}),
    )
    for name, expected, got_ids in among:
        lacking = set(expected or ()) - got_ids
        if lacking:
            yield _differs(name, f"{_list(lacking)} among them", _list(got_ids))
    ends = {one.clock: one.ends_at for one in found.limits}
    unwanted = set(expect.absent or ()) & set(ends).union(*(got_ids for _, _, got_ids in among))
    if unwanted:
        yield _differs("absent", f"without {_list(expect.absent or ())}", _list(unwanted))
    for clock, text in (expect.clocks or {}).items():
        end = ends.get(clock)
        if end is None or not end.isoformat().startswith(text):
            yield _differs(f"clock {clock}", text, end.isoformat() if end else "not running")


def _answer_text(found: Determination) -> str:
    if found.answer is not Answer.UNDETERMINED:
        return str(found.answer.value)
    return f"undetermined, missing {_list(one.word for one in found.missing)}"


def _reading_differences(expect: Expectation, found: Determination) -> Iterator[str]:
    by_name: dict[str, str] = {}
    for one in found.by_reading:
        answers = " or ".join(str(answer.value) for answer in one.answers)
        names = one.readings
        key = next(iter(names.values())) if len(names) == 1 else None
        by_name[key or _pairs(names.items())] = answers
    wanted = {_normal(key): answer.value for key, answer in (expect.by_reading or {}).items()}
    if wanted != by_name:
        yield _differs(
            "by_reading",
            _list(f"{k}: {v}" for k, v in wanted.items()),
            _list(f"{k}: {v}" for k, v in by_name.items()),
        )


def _pairs(items: Iterable[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{question}={reading}" for question, reading in items))


def _normal(key: str) -> str:
    return ", ".join(sorted(part.strip() for part in key.split(",")))


def _list(items: Iterable[str]) -> str:
    return ", ".join(sorted(items)) or "none"


def _differs(name: str, expected: str, found: str) -> str:
    return f"{name}: expected {expected}; found {found}"
