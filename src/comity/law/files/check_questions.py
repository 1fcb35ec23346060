"""Checks of questions of law: one reading for yes, one for no, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFiles, problem
from comity.law.names import nearest
from comity.law.problem import Problem


def check_questions(files: LawFiles) -> Iterator[Problem]:
    """All questions, and the readings that prevail somewhere."""
    readings: dict[str, tuple[str, ...]] = {}
    for _, question in files.listed("questions"):
        ids = tuple(one.text("id") for one in question.entries("readings"))
        readings[question.text("id")] = ids
        yield from _readings(question)
        leaning = question.optional_text("leaning")
        if leaning is not None and leaning not in ids:
            yield problem(
                question.at("leaning"),
                f"the leaning `{leaning}` is not a reading of `{question.text('id')}`",
                "a leaning is one of the question's own readings",
                nearest(leaning, ids),
            )
        if "leaning_why" in question.spans and "leaning" not in question.spans:
            yield problem(
                question.at("leaning_why"),
                "`leaning_why` stands without `leaning`",
                "there is no leaning to explain",
                "add `leaning: ...` or remove it",
            )
    for _, one in files.listed("prevailing"):
        reading, question_id = one.text("reading"), one.text("question")
        if reading and question_id in readings and reading not in readings[question_id]:
            yield problem(
                one.at("reading"),
                f"`{reading}` is not a reading of `{question_id}`",
                "only one of the question's own readings can prevail",
                nearest(reading, readings[question_id]),
            )


def _readings(question: Entry) -> Iterator[Problem]:
    readings = question.entries("readings")
    if "readings" not in question.values or any(not one.has("value") for one in readings):
        return
    values = sorted(one.flag("value") for one in readings)
    if values != [False, True]:
        yield problem(
            question.at("readings"),
            f"the question `{question.text('id')}` does not have one reading for yes and one for no",
            f"it has {values.count(True)} with `value: true` and {values.count(False)} with "
            "`value: false`",
            "write exactly two readings; split a question that has more",
        )
    elif readings[0].has("id") and readings[0].text("id") == readings[1].text("id"):
        yield problem(
            readings[1].at("id"),
            f"both readings of `{question.text('id')}` are called `{readings[1].text('id')}`",
            "they could not be told apart",
            "give one of them another name",
        )
