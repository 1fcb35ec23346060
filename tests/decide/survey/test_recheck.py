"""A saved answer decided again: what came out otherwise, and why."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from comity.decide import QuestionError, ask, decide, determination_to_json
from comity.decide.survey import Change, changes_between, recheck
from comity.law import Corpus

Form = dict[str, Any]  # Any: JSON, into which the tests reach


@pytest.fixture
def saved(corpus: Corpus) -> Form:
    """A contested answer with several grounds, as JSON."""
    question = ask(corpus, "us-dc", "transfer_custody", on=date(2025, 9, 27), actor="city_police")
    return determination_to_json(decide(corpus, question))


def changed(form: Form, change: Callable[[Form], object]) -> list[Change]:
    """What differs between a spoiled copy of a saved answer and the answer."""
    before = copy.deepcopy(form)
    change(before)
    return list(changes_between(before, form))


def test_the_same_law_gives_the_same_answer(corpus: Corpus, saved: Form) -> None:
    now, changes = recheck(corpus, saved)
    assert (now, changes) == (saved, [])


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("answer", "required", "the answer"),
        ("possible", ["required"], "the answers that are possible"),
        ("complete", "never", "whether it is complete"),
        ("leaning", "required", "the leaning"),
        ("conduct", "departs", "the conduct"),
    ],
)
def test_each_part_of_an_answer_is_compared(
    key: str, value: object, what: str, saved: Form
) -> None:
    (change,) = changed(saved, lambda form: form.update({key: value}))
    assert change.what == what
    assert change.before != change.after


def test_an_answer_by_reading_is_compared(saved: Form) -> None:
    question = copy.deepcopy(saved)
    question["by_reading"] = [{"readings": {"a": "b"}, "answers": ["required"]}]
    (change,) = changes_between(question, saved)
    assert (change.what, change.before) == ("the answers by reading", "a=b: required")


def test_a_ground_that_came_or_went_is_the_reason(saved: Form) -> None:
    def gone(form: Form) -> None:
        form["answer"] = "not_regulated"
        form["grounds"] = form["grounds"][1:]

    first, *rest = changed(saved, gone)
    name = f"{saved['grounds'][0]['provision']} ({saved['grounds'][0]['effect']})"
    assert (first.what, first.why) == ("the answer", f"{name} is a ground now")
    assert [(one.what, one.before) for one in rest] == [(name, "no ground")]
    assert rest[0].told.startswith(f"{name}: now a ground (in force from ")


def test_a_ground_is_told_in_words(saved: Form) -> None:
    def ground(form: Form) -> Form:
        return next(one for one in form["grounds"] if one["version"]["from"])

    def other(form: Form) -> None:
        ground(form).update(truth="unknown")
        ground(form)["version"].update({"from": "1999-01-01", "verified": "text"})

    (change,) = changed(saved, other)
    assert change.before == "a ground (in force from 1999-01-01, operative text read, may apply)"
    assert change.told == f"{change.what}: {change.before} -> {change.after}"
    (went,) = changes_between(saved, {**saved, "grounds": saved["grounds"][1:]})
    assert went.told == f"{went.what}: no longer a ground (it was {went.before})"


def test_that_no_reading_counts_any_more_is_said(saved: Form) -> None:
    (change,) = changes_between(
        {**saved, "by_reading": [{"readings": {"a": "b"}, "answers": ["required"]}]},
        {**saved, "by_reading": []},
    )
    assert (change.before, change.after) == ("a=b: required", "it turns on no reading")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda ground: ground["version"].update({"from": "1999-01-01"}), "has another text"),
        (lambda ground: ground.update(truth="false"), "stands otherwise on the same facts"),
    ],
)
def test_another_text_or_truth_is_told(
    change: Callable[[Form], object], why: str, saved: Form
) -> None:
    def spoil(form: Form) -> None:
        form["answer"] = "permitted"
        change(form["grounds"][0])

    first, second = changed(saved, spoil)
    assert why in first.why
    assert second.before.startswith("a ground (")


def test_what_is_missing_is_compared(saved: Form) -> None:
    (change,) = changed(saved, lambda form: form.update(missing=[{"word": "age"}]))
    assert (change.what, change.before) == ("what is missing", "age")


def test_without_a_ground_the_law_or_the_program_is_the_reason(saved: Form) -> None:
    def why(change: Callable[[Form], object]) -> str:
        def spoil(form: Form) -> None:
            form["answer"] = "permitted"
            change(form)

        return changed(saved, spoil)[0].why

    assert "the program answers otherwise" in why(lambda form: None)
    other = {"digest": "0" * 64, "program": "0.0.1"}
    assert why(lambda form: form.update(corpus=other)) == "the law files have changed"
    assert "does not say which law files" in why(lambda form: form.pop("corpus"))


def test_a_law_that_changed_is_found(corpus: Corpus, saved: Form) -> None:
    held = corpus.jurisdictions["us-dc"]
    names = {one["provision"] for one in saved["grounds"]}
    without = replace(held, provisions=tuple(one for one in held.provisions if one.id not in names))
    other = replace(
        corpus, jurisdictions={**corpus.jurisdictions, "us-dc": without}, digest="0" * 64
    )
    now, changes = recheck(other, saved)
    assert now["answer"] != saved["answer"]
    assert changes[0].what == "the answer"
    assert "is no ground any more" in changes[0].why


def test_a_question_that_cannot_be_asked_is_refused(corpus: Corpus, saved: Form) -> None:
    saved["question"]["place"] = "us-qq"
    with pytest.raises(QuestionError):
        recheck(corpus, saved)
    with pytest.raises(QuestionError):
        recheck(corpus, {"question": "what?"})


def test_a_foreign_form_is_compared_as_far_as_it_goes(saved: Form) -> None:
    changes = list(changes_between({"answer": "required", "grounds": "none", "missing": 3}, saved))
    assert changes[0].what == "the answer"
