"""From a tree back to the text of a condition. `parse(show(e)) == e` for every tree parse makes."""

from __future__ import annotations

from typing import assert_never

from comity.logic.expr import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Named,
    Not,
    OneOf,
    Predicate,
    literal_text,
)

# How tightly each form binds; an operand that binds less tightly than its parent is parenthesised.
_ANY, _ALL, _NOT, _LEAF = range(4)


def show(expr: Expr) -> str:
    """The condition as one line of text. A defined word is shown by its name."""
    return _show(expr)[0]


def _show(expr: Expr) -> tuple[str, int]:
    match expr:
        case Const(value=value):
            return repr(value), _LEAF
        case Fact(word=word) | Named(word=word):
            return word, _LEAF
        case Compare(word=word, operator=operator, value=value):
            return f"{word} {operator.value} {literal_text(value)}", _LEAF
        case OneOf(word=word, values=values):
            return f"{word} in {{{', '.join(literal_text(value) for value in values)}}}", _LEAF
        case Predicate(key=key):
            return key, _LEAF
        case Not(operand=operand):
            return f"not {_inside(operand, _NOT)}", _NOT
        case AllOf(operands=operands):
            return " and ".join(_inside(operand, _NOT) for operand in operands), _ALL
        case AnyOf(operands=operands):
            return " or ".join(_inside(operand, _ALL) for operand in operands), _ANY
        case _:
            assert_never(expr)


def _inside(expr: Expr, binding: int) -> str:
    text, own = _show(expr)
    return text if own >= binding else f"({text})"
