"""What was found of two sides: differences with a case each, what is equal, and what was not decided."""

from __future__ import annotations

from dataclasses import dataclass

from comity.compare.case import Case
from comity.compare.side import Rule, Side
from comity.logic import Answer, Expr, Not, OneOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Decides:
    """What one side says in a region: the answer, and the rule that decides; None where none does.

    Of a conflict `against` is the rule that requires what `rule` prohibits.
    """

    answer: Answer
    rule: Rule | None
    against: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Cases in which two sides answer otherwise: for whom, which answers, where, and one such case.

    `conditions` must hold, and no exception of the rules `unmet` may be met. `whole` says that this is every
    case which these two rules decide so; else it is the shortest that was found among several.
    """

    action: str
    actors: tuple[str, ...]
    before: Decides
    after: Decides
    conditions: tuple[Expr, ...]
    implied: int
    """How many conditions more the case states, which those told say anyway."""
    unmet: tuple[Rule, ...]
    whole: bool
    case: Case

    @property
    def case_tells_more(self) -> bool:
        """Whether the case states more than the conditions do."""
        return len(self.case.facts) > len(self.conditions) + self.implied or any(
            isinstance(one, OneOf) or (isinstance(one, Not) and isinstance(one.operand, OneOf))
            for one in self.conditions
        )

    @property
    def only_said(self) -> bool:
        """Whether both leave the act open: one side says so, the other says nothing."""
        return {self.before.answer, self.after.answer} == {
            Answer.PERMITTED,
            Answer.NOT_REGULATED,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """An act on which two sides answer alike in every case, for some actors."""

    action: str
    actors: tuple[str, ...]
    silent: bool
    """Whether no rule of either side can reach it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """A query that was not decided in its time, in words."""

    action: str
    actors: tuple[str, ...]
    query: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEffect:
    """A rule that stands on one side only, or otherwise on the other, and by itself changes no answer on an act:
    wherever it reaches, another rule gives the same answer, or it is lifted.
    """

    action: str
    rule: Rule
    on_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything found of two sides. `unconfirmed` counts cases that `decide` did not bear out, and are not shown."""

    before: Side
    after: Side
    actions: tuple[str, ...]
    actors: tuple[str, ...]
    differences: tuple[Difference, ...]
    equal: tuple[Equal, ...]
    undecided: tuple[Undecided, ...]
    missing_law: tuple[str, ...]
    left_out: tuple[str, ...]
    """Kinds of actor whose government cannot be told on both sides."""
    unconfirmed: int
    no_effect: tuple[NoEffect, ...]

    @property
    def is_equal(self) -> bool:
        """Whether the answers are proved alike in every case that was asked about."""
        return not (self.differences or self.undecided or self.missing_law or self.unconfirmed)
