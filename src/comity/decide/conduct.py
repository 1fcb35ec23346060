"""What was done, held against the answer: accords, departs, not yet due, excused, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from comity.decide.determination import Conduct, Determination
from comity.law import Done, Law
from comity.logic import Answer, Rail, Truth, Value
from comity.readings import evaluate

_OPEN = frozenset({Answer.PERMITTED, Answer.NOT_REGULATED})
"""Answers under which a person may act or not."""


def conduct_of(determination: Determination, law: Law, known: Mapping[str, Value]) -> Conduct:
    """The conduct stated in the question. UNKNOWN where what was done is open, or the answer is and matters.

    An act said to be of a day before the day asked about is not under the law of that day, so that nothing can
    be said of it; only a duty with a day to comply by can be done ahead. Where several duties bear on the act,
    the worst conduct counts: departs before not yet due.
    """
    question = determination.question
    done = question.done or Done()
    acted = done.acted
    if determination.answer is Answer.REQUIRED:
        found = [_duty(name, law, known, done, question.on) for name in _requiring(determination)]
        order = (Conduct.DEPARTS, Conduct.UNKNOWN, Conduct.NOT_YET_DUE, Conduct.ACCORDS)
        return next(one for one in order if one in found)
    if acted is None or (done.on is not None and done.on < question.on):
        return Conduct.UNKNOWN
    possible = frozenset(determination.possible)
    if len(possible) > 1 and determination.missing_law:
        return Conduct.UNKNOWN
    if possible == {Answer.PROHIBITED}:
        return Conduct.DEPARTS if acted else Conduct.ACCORDS
    if possible <= _OPEN:
        return Conduct.ACCORDS if acted or not _excused(law, known) else Conduct.EXCUSED
    if not acted and possible <= _OPEN | {Answer.PROHIBITED}:
        return Conduct.ACCORDS
    if acted and done.on in (None, question.on) and possible <= _OPEN | {Answer.REQUIRED}:
        return Conduct.ACCORDS
    return Conduct.UNKNOWN


def _requiring(determination: Determination) -> tuple[str, ...]:
    return tuple(
        ground.provision.id for ground in determination.grounds if ground.rail is Rail.REQUIRED
    )


def _duty(name: str, law: Law, known: Mapping[str, Value], done: Done, asked: date) -> Conduct:
    """One duty. What is said to have been done without a day was done in time, what was not done is not done
    on the day asked about; with a day, it was not done up to that day.
    """
    compliance = law.standing[name].provision.compliance
    due = compliance.comply_by if compliance is not None else None
    satisfied = max(
        (evaluate(tree, known) for tree in law.satisfied[name]) if compliance is not None else (),
        default=Truth.FALSE,
    )
    day = done.on or asked
    if satisfied is Truth.TRUE:
        return Conduct.ACCORDS
    if done.acted and (done.on is None or (done.on >= asked if due is None else done.on <= due)):
        return Conduct.ACCORDS
    if due is not None and max(day, asked) < due:
        return Conduct.NOT_YET_DUE
    if done.acted is None or satisfied is Truth.UNKNOWN:
        return Conduct.UNKNOWN
    return Conduct.UNKNOWN if day < (asked if due is None else due) else Conduct.DEPARTS


def _excused(law: Law, known: Mapping[str, Value]) -> bool:
    """Whether a requirement would have reached the act but for one of its exceptions."""
    return any(evaluate(tree, known) is Truth.TRUE for tree in law.excused)
