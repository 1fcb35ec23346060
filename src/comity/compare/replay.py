"""Acts that were really done, asked again on two sides: as if each had been done under the law of the one and of the
other. How many would have been answered otherwise, and which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.compare.side import Side
from comity.decide import QuestionError, answer_words, ask, decide
from comity.law import PlaceError, places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as a log states it, without its day; `rows` is how many rows of the log state just this."""

    name: str
    place: str
    action: str
    actor: str | None
    employer: str | None
    facts: Mapping[str, object]
    rows: int


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
        if not _is_below(before, act):
            elsewhere += act.rows
            continue
        try:
            answers = [_answer(side, act) for side in (before, after)]
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


def _is_below(side: Side, act: Act) -> bool:
    """Whether the law of the side's place binds in the place of the act."""
    try:
        return side.place in places_of(side.corpus, act.place)
    except PlaceError:
        return False


def _answer(side: Side, act: Act) -> str:
    found = decide(
        side.corpus,
        ask(
            side.corpus,
            act.place,
            act.action,
            on=side.on,
            actor=act.actor,
            employer=act.employer,
            facts=act.facts,
        ),
        settling=0,
    )
    return answer_words(found.answer)
