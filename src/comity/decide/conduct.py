"""What was done, held against the answer: accords, departs, not yet due, excused, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from comity.decide.determination import Conduct, Determination
from comity.law import Law
from comity.logic import Answer, Rail, Truth, Value
from comity.readings import evaluate


def conduct_of(determination: Determination, law: Law, known: Mapping[str, Value]) -> Conduct:
    """The conduct stated in the question. UNKNOWN where the answer, or what was done, is open.

    Where several duties bear on the act, the worst conduct counts: departs before not yet due.
    """
    done = determination.question.done
    acted = done.acted if done else None
    match determination.answer:
        case Answer.PROHIBITED:
            if acted is None:
                return Conduct.UNKNOWN
            return Conduct.DEPARTS if acted else Conduct.ACCORDS
        case Answer.PERMITTED | Answer.NOT_REGULATED:
            if acted is None:
                return Conduct.UNKNOWN
            return Conduct.ACCORDS if acted or not _excused(law, known) else Conduct.EXCUSED
        case Answer.REQUIRED:
            day = (done.on if done else None) or determination.question.on
            found = [_duty(name, law, known, acted, day) for name in _requiring(determination)]
            order = (Conduct.DEPARTS, Conduct.UNKNOWN, Conduct.NOT_YET_DUE, Conduct.ACCORDS)
            return next(one for one in order if one in found)
        case _:
            return Conduct.UNKNOWN


def _requiring(determination: Determination) -> tuple[str, ...]:
    return tuple(
        ground.provision.id for ground in determination.grounds if ground.rail is Rail.REQUIRED
    )


def _duty(
    name: str,
    law: Law,
    known: Mapping[str, Value],
    acted: bool | None,
    day: date,
) -> Conduct:
    compliance = law.standing[name].provision.compliance
    if compliance is None:
        if acted is None:
            return Conduct.UNKNOWN
        return Conduct.ACCORDS if acted else Conduct.DEPARTS
    satisfied = max(
        (evaluate(tree, known) for tree in law.satisfied[name]),
        default=Truth.FALSE,
    )
    if acted or satisfied is Truth.TRUE:
        return Conduct.ACCORDS
    if compliance.comply_by is not None and day < compliance.comply_by:
        return Conduct.NOT_YET_DUE
    if acted is None or satisfied is Truth.UNKNOWN:
        return Conduct.UNKNOWN
    return Conduct.DEPARTS


def _excused(law: Law, known: Mapping[str, Value]) -> bool:
    """Whether a requirement would have reached the act but for one of its exceptions."""
    return any(evaluate(tree, known) is Truth.TRUE for tree in law.excused)
