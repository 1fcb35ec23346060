"""The slow and obvious meaning of trees: two-valued, over every completion. It uses no reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from comity.logic import (
    AllOf,
    Answer,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Named,
    Not,
    OneOf,
    Predicate,
    Rail,
    Ruling,
    Value,
)


def holds(expr: Expr, facts: Mapping[str, Value]) -> bool:
    """Whether a tree holds where everything it asks about is known."""
    if isinstance(expr, Const):
        return expr.value
    if isinstance(expr, Fact):
        return bool(facts[expr.word])
    if isinstance(expr, Predicate):
        return bool(facts[expr.key])
    if isinstance(expr, Compare):
        known, wanted = facts[expr.word], expr.value
        sign = (known > wanted) - (known < wanted)  # type: ignore[operator]  # one kind by TYPES
        allowed = {"==": {0}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}
        return sign in allowed[expr.operator.value]
    if isinstance(expr, OneOf):
        return facts[expr.word] in expr.values
    if isinstance(expr, Named):
        return holds(expr.meaning, facts)
    if isinstance(expr, Not):
        return not holds(expr.operand, facts)
    if isinstance(expr, AllOf):
        return all(holds(operand, facts) for operand in expr.operands)
    assert isinstance(expr, AnyOf)
    return any(holds(operand, facts) for operand in expr.operands)


def answer(ruling: Ruling, facts: Mapping[str, Value]) -> Answer:
    """The answer where everything is known, straight from the table of the semantics page."""
    prohibited, required, permitted = (
        any(
            holds(part.reached, facts) and not any(holds(tree, facts) for _, tree in part.defeats)
            for part in ruling.parts
            if part.rail is rail
        )
        for rail in (Rail.PROHIBITED, Rail.REQUIRED, Rail.PERMITTED)
    )
    if prohibited and required:
        return Answer.CONFLICT
    if prohibited:
        return Answer.PROHIBITED
    if required:
        return Answer.REQUIRED
    return Answer.PERMITTED if permitted else Answer.NOT_REGULATED


def values_of(key: str, trees: Sequence[Expr]) -> tuple[Value, ...]:
    """Values of an open word such that every tree is seen from both sides of every literal."""
    texts: set[str] = set()
    numbers: set[int] = set()
    for tree in trees:
        for value in _literals(key, tree):
            if isinstance(value, str):
                texts |= {value, value + "!", value[:-1]}
            else:
                numbers |= {value - 1, value, value + 1}
    if texts:
        return (*sorted(texts), "~")
    return tuple(sorted(numbers)) if numbers else (False, True)


def _literals(key: str, tree: Expr) -> Iterator[Value]:
    if isinstance(tree, Compare) and tree.word == key:
        yield tree.value
    elif isinstance(tree, OneOf) and tree.word == key:
        yield from tree.values
    elif isinstance(tree, Not):
        yield from _literals(key, tree.operand)
    elif isinstance(tree, Named):
        yield from _literals(key, tree.meaning)
    elif isinstance(tree, AllOf | AnyOf):
        for operand in tree.operands:
            yield from _literals(key, operand)


def completions(
    values: Mapping[str, Sequence[Value]], known: Mapping[str, Value], ties: Sequence[Expr]
) -> list[dict[str, Value]]:
    """Every way to fill in the unknown words that meets the ties."""
    found = [{**known, **dict(zip(values, one, strict=True))} for one in product(*values.values())]
    return [facts for facts in found if all(holds(tie, facts) for tie in ties)]
