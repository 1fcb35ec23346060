"""Acts that were really done, asked again on two sides: as if each had been done under the law of the one and of the
other. How many would have been answered otherwise, and which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.compare.side import Side
from comity.decide import QuestionError, answer_words, ask, decide
from comity.law import PlaceError, places_of
from comity.logic import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as a log or a ledger states it, without its day; `rows` is how many rows of the log state just this.

    `or_facts` are further sets of facts where one of several is true and nobody knows which; `place` and `action`
    are None where they are not known, and then it cannot be asked.
    """

    name: str
    place: str | None
    action: str | None
    actor: str | None
    employer: str | None
    facts: Mapping[str, object]
    rows: int
    or_facts: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """An act that is answered otherwise."""

    act: Act
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What came of all acts. `elsewhere` are rows of places whose law the two sides do not touch; `refused` those
    that cannot be asked on one of the sides.
    """

    before: Side
    after: Side
    rows: int
    elsewhere: int
    refused: int
    changed: tuple[Otherwise, ...]

    @property
    def changed_rows(self) -> int:
        """Rows that are answered otherwise."""
        return sum(one.act.rows for one in self.changed)


def replay(before: Side, after: Side, acts: Iterable[Act]) -> Replayed:
    """Ask all acts on both sides, each on the day of the side. Those of other places are counted apart."""
    rows = elsewhere = refused = 0
    changed: list[Otherwise] = []
    for act in acts:
        rows += act.rows
        if act.place is None or act.action is None:
            refused += act.rows
            continue
        if not _is_below(before, act.place):
            elsewhere += act.rows
            continue
        try:
            answers = [_answer(side, act, act.place, act.action) for side in (before, after)]
        except QuestionError:
            refused += act.rows
            continue
        if answers[0] != answers[1]:
            changed.append(Otherwise(act=act, before=answers[0], after=answers[1]))
    return Replayed(
        before=before,
        after=after,
        rows=rows,
        elsewhere=elsewhere,
        refused=refused,
        changed=tuple(sorted(changed, key=lambda one: (-one.act.rows, one.act.name))),
    )


def _is_below(side: Side, place: str) -> bool:
    """Whether the law of the side's place binds in a place."""
    try:
        return side.place in places_of(side.corpus, place)
    except PlaceError:
        return False


def _answer(side: Side, act: Act, place: str, action: str) -> str:
    """The answer on a side: the one that every set of facts has, else that it is not settled."""
    answers = {
        decide(
            side.corpus,
            ask(
                side.corpus,
                place,
                action,
                on=side.on,
                actor=act.actor,
                employer=act.employer,
                facts=facts,
            ),
            settling=0,
        ).answer
        for facts in (act.facts, *act.or_facts)
    }
    return answer_words(answers.pop() if len(answers) == 1 else Answer.UNDETERMINED)
