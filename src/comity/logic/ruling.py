"""A ruling: everything that bears on one question, combined into one tree per answer before any
reading. It carries opaque labels, so that a reading can say what decided without knowing law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from comity.logic.expr import Expr, all_of, any_of, negated
from comity.logic.truth import Truth


class Rail(Enum):
    """The three things a provision can do to an act. The order is that of `Answer`."""

    PROHIBITED = "prohibited"
    REQUIRED = "required"
    PERMITTED = "permitted"


class Answer(Enum):
    """The seven answers. The first five are settled; the last two say what is open.

    ========== ======== ========= ==============
    prohibited required permitted answer
    ========== ======== ========= ==============
    T          T                  conflict
    T          F                  prohibited
    F          T                  required
    F          F        T         permitted
    F          F        F         not_regulated
    ========== ======== ========= ==============

    `contested` and `undetermined` stand for everything else; `comity.decide` tells them apart.
    """

    CONFLICT = "conflict"
    PROHIBITED = "prohibited"
    REQUIRED = "required"
    PERMITTED = "permitted"
    NOT_REGULATED = "not_regulated"
    CONTESTED = "contested"
    UNDETERMINED = "undetermined"


SETTLED = (
    Answer.CONFLICT,
    Answer.PROHIBITED,
    Answer.REQUIRED,
    Answer.PERMITTED,
    Answer.NOT_REGULATED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Names what a tree comes from. `source` is opaque here (a provision's id, in practice)."""

    source: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one provision does on one rail.

    `reached` is its own condition; `defeats` are the conditions under which others take its effect
    away; `effective` is `reached` and none of them.
    """

    label: Label
    rail: Rail
    reached: Expr
    defeats: tuple[tuple[Label, Expr], ...] = ()
    effective: Expr

    @classmethod
    def of(
        cls, *, label: Label, rail: Rail, reached: Expr, defeats: tuple[tuple[Label, Expr], ...]
    ) -> Part:
        """The part with its effective tree worked out."""
        effective = all_of(reached, *(negated(tree) for _, tree in defeats))
        return cls(label=label, rail=rail, reached=reached, defeats=defeats, effective=effective)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """All parts that bear on one question, in the order of the corpus."""

    parts: tuple[Part, ...]

    def on(self, rail: Rail) -> tuple[Part, ...]:
        """The parts of one rail."""
        return tuple(part for part in self.parts if part.rail is rail)

    def tree(self, rail: Rail) -> Expr:
        """The condition under which at least one part of a rail takes effect."""
        return any_of(*(part.effective for part in self.on(rail)))


def answer_trees(ruling: Ruling) -> Mapping[Answer, Expr]:
    """One tree per settled answer: exactly one of them holds for every complete set of facts."""
    prohibited, required, permitted = (ruling.tree(rail) for rail in Rail)
    return {
        Answer.CONFLICT: all_of(prohibited, required),
        Answer.PROHIBITED: all_of(prohibited, negated(required)),
        Answer.REQUIRED: all_of(negated(prohibited), required),
        Answer.PERMITTED: all_of(negated(prohibited), negated(required), permitted),
        Answer.NOT_REGULATED: all_of(negated(prohibited), negated(required), negated(permitted)),
    }


def settled_answer(prohibited: Truth, required: Truth, permitted: Truth) -> Answer | None:
    """The answer that Kleene's truth of the three rails settles, or None while it is open."""
    if prohibited is Truth.UNKNOWN or required is Truth.UNKNOWN:
        return None
    if prohibited is Truth.TRUE:
        return Answer.CONFLICT if required is Truth.TRUE else Answer.PROHIBITED
    if required is Truth.TRUE:
        return Answer.REQUIRED
    if permitted is Truth.UNKNOWN:
        return None
    return Answer.PERMITTED if permitted is Truth.TRUE else Answer.NOT_REGULATED


def possible_answers(prohibited: Truth, required: Truth, permitted: Truth) -> tuple[Answer, ...]:
    """Kleene's superset of the answers that some completion may reach, in the order of SETTLED."""
    can = {
        rail: truth is not Truth.FALSE
        for rail, truth in zip(Rail, (prohibited, required, permitted), strict=True)
    }
    cannot = {
        rail: truth is not Truth.TRUE
        for rail, truth in zip(Rail, (prohibited, required, permitted), strict=True)
    }
    found: list[Answer] = []
    if can[Rail.PROHIBITED] and can[Rail.REQUIRED]:
        found.append(Answer.CONFLICT)
    if can[Rail.PROHIBITED] and cannot[Rail.REQUIRED]:
        found.append(Answer.PROHIBITED)
    if cannot[Rail.PROHIBITED] and can[Rail.REQUIRED]:
        found.append(Answer.REQUIRED)
    if cannot[Rail.PROHIBITED] and cannot[Rail.REQUIRED]:
        if can[Rail.PERMITTED]:
            found.append(Answer.PERMITTED)
        if cannot[Rail.PERMITTED]:
            found.append(Answer.NOT_REGULATED)
    return tuple(found)
