"""Answers about whole places, kept for a while: they take long to work out and are asked for again.

A key holds all that an answer depends on: the corpus, as the object itself (overlays make another one), the place or
the case, the day. The acts, actors and facts of a row or a case are the program's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from threading import Lock

from comity.decide import QuestionError, day_mistakes
from comity.decide.survey import (
    STANDARD_CASES,
    Participation,
    StateAnswer,
    participation,
    state_answers,
)
from comity.law import Corpus

ROWS_KEPT = 1024
"""About twelve days of every place."""
CASES_KEPT = 64

_WORKING = Lock()
"""One at a time: who asks for the same a moment later finds it done."""


def rows_of(corpus: Corpus, places: Iterable[str], on: date) -> tuple[Participation, ...]:
    """The rows of the participation table. Raises QuestionError for a day that is none to ask about."""
    if mistakes := day_mistakes(on):
        raise QuestionError(tuple(mistakes))
    rows = []
    for place in places:
        # Taken for each row, so that a small question does not wait for a whole table.
        with _WORKING:
            rows.append(_row(corpus, place, on))
    return tuple(rows)


def states_of(corpus: Corpus, case: str, on: date) -> tuple[StateAnswer, ...]:
    """A standard case in every state. Raises QuestionError for a day that is none to ask about."""
    with _WORKING:
        return _states(corpus, case, on)


@lru_cache(maxsize=ROWS_KEPT)
def _row(corpus: Corpus, place: str, on: date) -> Participation:
    (row,) = participation(corpus, [place], on=on)
    return row


@lru_cache(maxsize=CASES_KEPT)
def _states(corpus: Corpus, case: str, on: date) -> tuple[StateAnswer, ...]:
    return state_answers(corpus, STANDARD_CASES[case], on=on)
