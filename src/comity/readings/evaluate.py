"""The first reading: a tree and what is known give a truth, and a trace made in the same pass.

`known` maps the key of a leaf (`comity.logic.key_of`) to its value: a fact word to what it holds,
a predicate's text to true or false. A key that is not there is unknown; nothing has a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Leaf,
    Named,
    Not,
    OneOf,
    Operator,
    Predicate,
    Truth,
    Value,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What one node came to, and the nodes that made it so, in the order of the text."""

    expr: Expr
    truth: Truth
    parts: tuple[Trace, ...] = ()


def compare(left: Value, operator: Operator, right: Value) -> bool:
    """Whether a known value stands in the relation. Values of different kinds are never equal,
    and never ordered: the checks of the corpus refuse such a comparison before it is asked.
    """
    if operator is Operator.EQUAL:
        return left == right
    if operator is Operator.NOT_EQUAL:
        return left != right
    if isinstance(left, str) and isinstance(right, str):
        return _ordered((left > right) - (left < right), operator)
    if isinstance(left, int) and isinstance(right, int):
        return _ordered((left > right) - (left < right), operator)
    raise TypeError(f"`{left}` and `{right}` have no order")


def _ordered(sign: int, operator: Operator) -> bool:
    if operator is Operator.BELOW:
        return sign < 0
    if operator is Operator.AT_MOST:
        return sign <= 0
    if operator is Operator.ABOVE:
        return sign > 0
    return sign >= 0


def leaf_truth(leaf: Leaf, known: Mapping[str, Value]) -> Truth:
    """Truth of one leaf: UNKNOWN exactly if its key is not known."""
    match leaf:
        case Fact(word=key) | Predicate(key=key):
            value = known.get(key)
            if value is True:
                return Truth.TRUE
            # A value that is no truth value is a fault, and a fault leaves the leaf unknown.
            return Truth.FALSE if value is False else Truth.UNKNOWN
        case Compare(word=word, operator=operator, value=wanted):
            value = known.get(word)
            return Truth.UNKNOWN if value is None else Truth.of(compare(value, operator, wanted))
        case OneOf(word=word, values=values):
            value = known.get(word)
            return Truth.UNKNOWN if value is None else Truth.of(value in values)
        case _:
            assert_never(leaf)


def evaluate(expr: Expr, known: Mapping[str, Value]) -> Truth:
    """Kleene's truth of a condition. For the explanation as well, use `traced`."""
    match expr:
        case Const(value=value):
            return Truth.of(value)
        case Fact() | Compare() | OneOf() | Predicate():
            return leaf_truth(expr, known)
        case Named(meaning=meaning):
            return evaluate(meaning, known)
        case Not(operand=operand):
            return ~evaluate(operand, known)
        case AllOf(operands=operands):
            found = Truth.TRUE
            for operand in operands:
                truth = evaluate(operand, known)
                if truth is Truth.FALSE:
                    return truth
                found = min(found, truth)
            return found
        case AnyOf(operands=operands):
            found = Truth.FALSE
            for operand in operands:
                truth = evaluate(operand, known)
                if truth is Truth.TRUE:
                    return truth
                found = max(found, truth)
            return found
        case _:
            assert_never(expr)


def traced(expr: Expr, known: Mapping[str, Value]) -> Trace:
    """Truth and explanation of a condition in one pass.

    `traced(e, k).truth == evaluate(e, k)`. Every operand is shown, those that did not matter too:
    `deciding` keeps the ones that did.
    """
    match expr:
        case Const(value=value):
            return Trace(expr, Truth.of(value))
        case Fact() | Compare() | OneOf() | Predicate():
            return Trace(expr, leaf_truth(expr, known))
        case Named(meaning=inner):
            part = traced(inner, known)
            return Trace(expr, part.truth, (part,))
        case Not(operand=inner):
            part = traced(inner, known)
            return Trace(expr, ~part.truth, (part,))
        case AllOf(operands=operands):
            parts = tuple(traced(operand, known) for operand in operands)
            return Trace(expr, min(part.truth for part in parts), parts)
        case AnyOf(operands=operands):
            parts = tuple(traced(operand, known) for operand in operands)
            return Trace(expr, max(part.truth for part in parts), parts)
        case _:
            assert_never(expr)


def deciding(trace: Trace) -> tuple[Trace, ...]:
    """The leaves that made the outcome what it is, in the order of the text.

    Of a conjunction or a disjunction those operands that have its truth: what is false in `a and b`
    that is false, what is unknown in one that is unknown. Of anything else the operand.
    """
    if not trace.parts:
        return (trace,)
    return tuple(leaf for part in trace.parts if _counts(trace, part) for leaf in deciding(part))


def _counts(whole: Trace, part: Trace) -> bool:
    if isinstance(whole.expr, AllOf | AnyOf):
        return part.truth is whole.truth
    return True


def open_leaves(expr: Expr, known: Mapping[str, Value]) -> tuple[Truth, frozenset[Leaf]]:
    """Truth, and the unknown leaves on which it may still depend (none once it is settled).

    A superset of what can matter: exact where no word stands in the tree twice.
    """
    match expr:
        case Const(value=value):
            return Truth.of(value), _NONE
        case Fact() | Compare() | OneOf() | Predicate():
            truth = leaf_truth(expr, known)
            return truth, frozenset((expr,)) if truth is Truth.UNKNOWN else _NONE
        case Named(meaning=inner):
            return open_leaves(inner, known)
        case Not(operand=inner):
            truth, found = open_leaves(inner, known)
            return ~truth, found
        case AllOf(operands=operands):
            return _open(operands, known, absorbing=Truth.FALSE)
        case AnyOf(operands=operands):
            return _open(operands, known, absorbing=Truth.TRUE)
        case _:
            assert_never(expr)


_NONE: frozenset[Leaf] = frozenset()


def _open(
    operands: tuple[Expr, ...], known: Mapping[str, Value], *, absorbing: Truth
) -> tuple[Truth, frozenset[Leaf]]:
    found: set[Leaf] = set()
    for operand in operands:
        truth, leaves = open_leaves(operand, known)
        if truth is absorbing:
            return absorbing, _NONE
        found |= leaves
    return (Truth.UNKNOWN, frozenset(found)) if found else (~absorbing, _NONE)
