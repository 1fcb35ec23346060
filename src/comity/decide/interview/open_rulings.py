"""What is still open of each action of an interview: the completions that are left, seen by one who can
answer only some of the words. Numbers only; what is asked in which words is the business of `pages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from comity.decide.known import known_of
from comity.decide.open_words import openness_of
from comity.decide.prepare import Prepared, prepare
from comity.decide.question import Question
from comity.law import Corpus
from comity.logic import Value
from comity.readings import Axis, Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRuling:
    """An action whose answer some word can still change.

    `open` are the words that the person may be asked and that can change it. Without a `grid` there
    are too many completions to look at; then `open` may hold words that change nothing.
    """

    question: Question
    prepared: Prepared
    known: Mapping[str, Value]
    open: tuple[str, ...]
    grid: Grid | None


def open_ruling(corpus: Corpus, question: Question, unaskable: Iterable[str]) -> OpenRuling | None:
    """What is open of a question to one who cannot answer some words; None if nothing they can say
    changes its answer.

    Questions of law are never answered by a person at a desk. Raises QuestionError where the facts
    contradict each other.
    """
    prepared = prepare(corpus, question.place, question.action, question.on)
    known = known_of(corpus, prepared, question)
    if prepared.law.missing_law or prepared.compiled(known) is not None:
        return None
    opened = openness_of(prepared, prepared.truths(known), prepared.space.truths(known), settling=0)
    if len(opened.possible) == 1:
        return None
    closed = frozenset(unaskable)
    words = [word for word in opened.missing if word not in closed and word not in corpus.questions]
    grid = opened.grid
    if grid is not None:
        words, grid = _seen_by_one_who_answers(grid, words, closed, corpus.questions)
    if not words:
        return None
    return OpenRuling(
        question=question, prepared=prepared, known=known, open=tuple(words), grid=grid
    )


def _seen_by_one_who_answers(
    grid: Grid, words: Sequence[str], closed: frozenset[str], questions: Iterable[str]
) -> tuple[list[str], Grid]:
    """The words that still change the possible answers, and the grid to choose among them in.

    A word that nobody will answer keeps all its values for ever: at each point all answers count that
    some of its values reach. Questions of law are looked at reading by reading, since an answer may
    be shown so; but to choose what to ask they too keep all their readings.
    """
    seen = _forget(grid, [axis for axis in grid.axes if axis.key in closed])
    kept = [axis for axis in seen.axes if axis.key in words and _changes(seen, axis)]
    legal = frozenset(questions)
    return [axis.key for axis in kept], _forget(
        seen, [axis for axis in seen.axes if axis.key in legal]
    )


def _forget(grid: Grid, axes: Sequence[Axis]) -> Grid:
    """The grid in which each point reaches what it reaches with some value of the words forgotten."""
    consistent = grid.consistent
    reach = [bits & consistent for bits in grid.reach]
    for axis in axes:
        consistent = _spread(grid, axis, consistent)
        reach = [_spread(grid, axis, bits) for bits in reach]
    return Grid(grid.axes, grid.points, consistent, tuple(reach))


def _spread(grid: Grid, axis: Axis, bits: int) -> int:
    """Those points, and all that differ from one of them in that word alone."""
    count = len(axis.cells)
    laid = reduce(or_, (bits >> (number * axis.stride) for number in range(count)))
    laid &= grid.cell(axis, 0)
    return reduce(or_, (laid << (number * axis.stride) for number in range(count)))


def _changes(grid: Grid, axis: Axis) -> bool:
    """Whether the answers that some consistent point reaches change when this word alone changes.

    Where ties leave no two consistent points that differ in it alone, it is taken to change them.
    """
    consistent, count = grid.consistent, len(axis.cells)
    alone = True
    for number in range(1, count):
        shift = number * axis.stride
        for low in range(count - number):
            cell = grid.cell(axis, low)
            both = cell & consistent & ((consistent & grid.cell(axis, low + number)) >> shift)
            if not both:
                continue
            alone = False
            if any((bits ^ (bits >> shift)) & both for bits in grid.reach):
                return True
    cells = [grid.cell(axis, number) & consistent for number in range(count)]
    return alone and sum(1 for cell in cells if cell) > 1 and not is_settled(grid, -1)


def is_settled(grid: Grid, points: int) -> bool:
    """Whether the consistent completions among some points all reach the same answers."""
    mask = grid.consistent & points
    return all(bits & mask in (0, mask) for bits in grid.reach)
