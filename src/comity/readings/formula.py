"""The reading for questions over all facts at once: a tree becomes z3 formulas over typed facts.

A word holds one of a few cells, each a value that stands for all values like it (`cells_of`): true or
false, a choice of a list, a stretch of numbers or days between the literals that the trees name. So numbers
and dates need no arithmetic, and nothing is left out. Beside its value each word has a bit: whether it is
known. A tree is then a pair of formulas, *certainly holds* and *certainly fails*; where both are false it is
unknown, exactly where `evaluate` says so. With everything known one formula is enough (`whole`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import local
from typing import TypeAlias, assert_never

import z3

from comity.logic import (
    AllOf,
    Answer,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Leaf,
    Named,
    Not,
    OneOf,
    Predicate,
    Truth,
    Value,
    key_of,
)
from comity.readings.completions import cells_of
from comity.readings.evaluate import leaf_truth

Formula: TypeAlias = z3.BoolRef


@dataclass(frozen=True, slots=True)
class Pair:
    """The two formulas of a tree: at most one of them is true."""

    holds: Formula
    fails: Formula


@dataclass(frozen=True, slots=True)
class Variable:
    """A word: its cells, the formula that it has each of them, and that it is known."""

    key: str
    cells: tuple[Value, ...]
    has: tuple[Formula, ...]
    known: Formula


_OURS = local()


def _context() -> z3.Context:
    """The solver's own memory, one a thread: it may not be shared, and is dear to make."""
    found: z3.Context | None = getattr(_OURS, "context", None)
    if found is None:
        found = _OURS.context = z3.Context()
    return found


def start_afresh() -> None:
    """Forget what the solver was asked before in this thread: the same questions then get the same facts, whatever was
    asked earlier.
    """
    _OURS.context = None


class Formulas:
    """The formulas of several trees over the same words.

    `leaves` are all that the trees will ask about; `domains` closes lists and says which values stand for
    the others where any text would not do (a day, a place). A tree asks about no other leaf.
    """

    def __init__(
        self, leaves: Iterable[Leaf], *, domains: Mapping[str, Sequence[Value]] | None = None
    ) -> None:
        self.context = _context()
        by_key: dict[str, list[Leaf]] = {}
        for leaf in dict.fromkeys(leaves):
            by_key.setdefault(key_of(leaf), []).append(leaf)
        self._true = z3.BoolVal(True, self.context)
        self._false = z3.BoolVal(False, self.context)
        self._asked = by_key
        self.variables = {
            key: self._variable(key, found, (domains or {}).get(key))
            for key, found in by_key.items()
        }
        self._well_formed: tuple[Formula, ...] | None = None
        self._leaves: dict[Leaf, tuple[Formula, Pair]] = {}
        # Trees share subtrees by identity; the kept tree keeps its identity its own.
        self._whole: dict[int, tuple[Expr, Formula]] = {}
        self._pairs: dict[int, tuple[Expr, Pair]] = {}

    def _variable(
        self, key: str, leaves: Sequence[Leaf], domain: Sequence[Value] | None
    ) -> Variable:
        cells = tuple(cells_of(key, leaves, domain))
        known = z3.Bool(f"known {key}", self.context)
        if set(cells) == {True, False}:
            bit = z3.Bool(key, self.context)
            has = tuple(bit if cell else self.negated(bit) for cell in cells)
        elif len(cells) == 1:
            has = (self._true,)
        else:
            has = tuple(z3.Bool(f"{key} = {cell!r}", self.context) for cell in cells)
        return Variable(key, cells, has, known)

    def well_formed(self) -> tuple[Formula, ...]:
        """What is so of the words by themselves: each has exactly one of its values."""
        if self._well_formed is None:
            self._well_formed = tuple(
                formula
                for variable in self.variables.values()
                if len(variable.cells) > 1 and set(variable.cells) != {True, False}
                for formula in (self.some(variable.has), self._one_at_most(variable.has))
            )
        return self._well_formed

    def _one_at_most(self, formulas: Sequence[Formula]) -> Formula:
        listed = (z3.Ast * len(formulas))(*(one.ast for one in formulas))
        made = z3.Z3_mk_atmost(self.context.ref(), len(formulas), listed, 1)
        return z3.BoolRef(made, self.context)

    def known_at_most(self, count: int) -> Formula:
        """That no more than so many words are known."""
        bits = [variable.known for variable in self.variables.values()]
        listed = (z3.Ast * len(bits))(*(one.ast for one in bits))
        made = z3.Z3_mk_atmost(self.context.ref(), len(bits), listed, count)
        return z3.BoolRef(made, self.context)

    def whole(self, expr: Expr) -> Formula:
        """Whether a tree holds where everything is known."""
        found = self._whole.get(id(expr))
        if found is None:
            found = self._whole[id(expr)] = (expr, self._whole_of(expr))
        return found[1]

    def pair(self, expr: Expr) -> Pair:
        """Whether a tree certainly holds, and whether it certainly fails."""
        found = self._pairs.get(id(expr))
        if found is None:
            found = self._pairs[id(expr)] = (expr, self._pair_of(expr))
        return found[1]

    def has(self, key: str, value: Value) -> Formula:
        """That a word has a value, or one that no tree can tell from it."""
        variable = self.variables[key]
        cells = zip(variable.cells, variable.has, strict=True)
        if value in variable.cells:
            return next(formula for cell, formula in cells if cell == value)
        asked = self._asked[key]
        kind = [leaf_truth(leaf, {key: value}) for leaf in asked]
        return self.some(
            [
                formula
                for cell, formula in cells
                if [leaf_truth(leaf, {key: cell}) for leaf in asked] == kind
            ]
        )

    def every(self, formulas: Sequence[Formula]) -> Formula:
        """Conjunction."""
        return self._joined(z3.Z3_mk_and, formulas, self._true)

    def some(self, formulas: Sequence[Formula]) -> Formula:
        """Disjunction."""
        return self._joined(z3.Z3_mk_or, formulas, self._false)

    def negated(self, formula: Formula) -> Formula:
        """Negation."""
        return z3.BoolRef(z3.Z3_mk_not(self.context.ref(), formula.ast), self.context)

    def _joined(
        self, make: Callable[..., object], formulas: Sequence[Formula], empty: Formula
    ) -> Formula:
        # The library's own `And` and `Or` check every operand again, and take ten times as long.
        if not formulas:
            return empty
        if len(formulas) == 1:
            return formulas[0]
        listed = (z3.Ast * len(formulas))(*(one.ast for one in formulas))
        return z3.BoolRef(make(self.context.ref(), len(formulas), listed), self.context)

    def _leaf(self, leaf: Leaf) -> tuple[Formula, Pair]:
        found = self._leaves.get(leaf)
        if found is None:
            variable = self.variables[key_of(leaf)]
            true = [
                formula
                for cell, formula in zip(variable.cells, variable.has, strict=True)
                if leaf_truth(leaf, {variable.key: cell}) is Truth.TRUE
            ]
            holds = self._true if len(true) == len(variable.cells) else self.some(true)
            pair = Pair(
                self.every((variable.known, holds)),
                self.every((variable.known, self.negated(holds))),
            )
            found = self._leaves[leaf] = (holds, pair)
        return found

    def _whole_of(self, expr: Expr) -> Formula:
        match expr:
            case Const(value=value):
                return self._true if value else self._false
            case Fact() | Compare() | OneOf() | Predicate():
                return self._leaf(expr)[0]
            case Named(meaning=inner):
                return self.whole(inner)
            case Not(operand=inner):
                return self.negated(self.whole(inner))
            case AllOf(operands=operands):
                return self.every([self.whole(one) for one in operands])
            case AnyOf(operands=operands):
                return self.some([self.whole(one) for one in operands])
            case _:
                assert_never(expr)

    def _pair_of(self, expr: Expr) -> Pair:
        match expr:
            case Const(value=value):
                return Pair(
                    self._true if value else self._false, self._false if value else self._true
                )
            case Fact() | Compare() | OneOf() | Predicate():
                return self._leaf(expr)[1]
            case Named(meaning=inner):
                return self.pair(inner)
            case Not(operand=inner):
                turned = self.pair(inner)
                return Pair(turned.fails, turned.holds)
            case AllOf(operands=operands):
                parts = [self.pair(one) for one in operands]
                return Pair(
                    self.every([one.holds for one in parts]),
                    self.some([one.fails for one in parts]),
                )
            case AnyOf(operands=operands):
                parts = [self.pair(one) for one in operands]
                return Pair(
                    self.some([one.holds for one in parts]),
                    self.every([one.fails for one in parts]),
                )
            case _:
                assert_never(expr)


def certain(formulas: Formulas, answer: Answer, rails: Sequence[Pair]) -> Formula:
    """That an answer is settled, from the pairs of the rails: prohibited, required, permitted."""
    prohibited, required, permitted = rails
    match answer:
        case Answer.CONFLICT:
            return formulas.every((prohibited.holds, required.holds))
        case Answer.PROHIBITED:
            return formulas.every((prohibited.holds, required.fails))
        case Answer.REQUIRED:
            return formulas.every((prohibited.fails, required.holds))
        case Answer.PERMITTED:
            return formulas.every((prohibited.fails, required.fails, permitted.holds))
        case Answer.NOT_REGULATED:
            return formulas.every((prohibited.fails, required.fails, permitted.fails))
        case _:
            raise ValueError(f"`{answer.value}` is not a settled answer")


def answers_of(
    formulas: Formulas, prohibited: Formula, required: Formula, permitted: Formula
) -> Mapping[Answer, Formula]:
    """A formula for each settled answer, from those of the rails; exactly one of them is true."""
    neither = (formulas.negated(prohibited), formulas.negated(required))
    return {
        Answer.CONFLICT: formulas.every((prohibited, required)),
        Answer.PROHIBITED: formulas.every((prohibited, neither[1])),
        Answer.REQUIRED: formulas.every((neither[0], required)),
        Answer.PERMITTED: formulas.every((*neither, permitted)),
        Answer.NOT_REGULATED: formulas.every((*neither, formulas.negated(permitted))),
    }
