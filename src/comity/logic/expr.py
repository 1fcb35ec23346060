"""The nodes of a condition: frozen, without behaviour. What they mean is said by the readings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias, assert_never

Value: TypeAlias = bool | int | str
"""What a fact word can hold. A date is its ISO text (`2026-11-21`), which sorts as dates do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in a file: one-based line and column."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Span(file="", line=0, column=0)


class Operator(Enum):
    """The comparisons a condition may make between a word and a literal."""

    EQUAL = "=="
    NOT_EQUAL = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True, kw_only=True)
class Const:
    """A condition that always, or never, holds."""

    value: bool
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A word that is true or false by itself: `in_custody`."""

    word: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """A word against one literal: `age >= 18`."""

    word: str
    operator: Operator
    value: Value
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """A word against several literals: `purpose in {"civil_immigration"}`. Values are sorted."""

    word: str
    values: tuple[Value, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A closed record or document predicate: `convicted("ca.serious", within="5 years")`.

    Every predicate is reduced to true, false or unknown from the records before any reading, so
    a reading sees it as one word whose name is `key`.

    INVARIANT: `filters` is sorted by keyword and each set of values is a sorted tuple.
    """

    name: str
    arguments: tuple[str, ...]
    filters: tuple[tuple[str, Value | tuple[str, ...]], ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    key: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", predicate_text(self.name, self.arguments, self.filters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A word defined by the law of a place, with its meaning in place. Transparent to readings."""

    word: str
    meaning: Expr
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Negation."""

    operand: Expr
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Conjunction of two or more."""

    operands: tuple[Expr, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Disjunction of two or more."""

    operands: tuple[Expr, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Expr: TypeAlias = Const | Fact | Compare | OneOf | Predicate | Named | Not | AllOf | AnyOf
Leaf: TypeAlias = Fact | Compare | OneOf | Predicate

ALWAYS = Const(value=True)
NEVER = Const(value=False)


def key_of(leaf: Leaf) -> str:
    """The word a leaf asks about: the word itself, or the text of a predicate."""
    return leaf.key if isinstance(leaf, Predicate) else leaf.word


def leaves(expr: Expr) -> Iterator[Leaf]:
    """Every leaf of a tree, from left to right, repeated as often as it stands there."""
    match expr:
        case Const():
            return
        case Fact() | Compare() | OneOf() | Predicate():
            yield expr
        case Named(meaning=inner) | Not(operand=inner):
            yield from leaves(inner)
        case AllOf(operands=operands) | AnyOf(operands=operands):
            for operand in operands:
                yield from leaves(operand)
        case _:
            assert_never(expr)


def nodes_once(trees: Iterable[Expr]) -> Iterator[Expr]:
    """Every node of some trees, each object once, from left to right and a whole before its parts.

    Combined trees share large parts (rules that are defeated alike), which are walked once.
    """
    seen: set[int] = set()
    kept = tuple(trees)  # as long as this runs, no other object has the identity of one of them
    waiting = list(reversed(kept))
    while waiting:
        tree = waiting.pop()
        if id(tree) in seen:
            continue
        seen.add(id(tree))
        yield tree
        match tree:
            case Named(meaning=inner) | Not(operand=inner):
                waiting.append(inner)
            case AllOf(operands=operands) | AnyOf(operands=operands):
                waiting.extend(reversed(operands))
            case _:
                pass


def all_of(*operands: Expr) -> Expr:
    """Conjunction without needless nodes: constants vanish, one operand stands alone."""
    kept: list[Expr] = []
    for operand in operands:
        if isinstance(operand, Const):
            if not operand.value:
                return NEVER
        elif isinstance(operand, AllOf):
            kept.extend(operand.operands)
        else:
            kept.append(operand)
    if not kept:
        return ALWAYS
    return kept[0] if len(kept) == 1 else AllOf(operands=tuple(kept), span=kept[0].span)


def any_of(*operands: Expr) -> Expr:
    """Disjunction without needless nodes: constants vanish, one operand stands alone."""
    kept: list[Expr] = []
    for operand in operands:
        if isinstance(operand, Const):
            if operand.value:
                return ALWAYS
        elif isinstance(operand, AnyOf):
            kept.extend(operand.operands)
        else:
            kept.append(operand)
    if not kept:
        return NEVER
    return kept[0] if len(kept) == 1 else AnyOf(operands=tuple(kept), span=kept[0].span)


def negated(expr: Expr) -> Expr:
    """Negation without needless nodes."""
    match expr:
        case Const(value=value):
            return NEVER if value else ALWAYS
        case Not(operand=inner):
            return inner
        case _:
            return Not(operand=expr, span=expr.span)


def literal_text(value: Value | tuple[str, ...]) -> str:
    """A literal as a condition writes it."""
    if isinstance(value, tuple):
        return "{" + ", ".join(literal_text(one) for one in value) + "}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def predicate_text(
    name: str,
    arguments: tuple[str, ...],
    filters: tuple[tuple[str, Value | tuple[str, ...]], ...],
) -> str:
    """A predicate as a condition writes it: the key under which its truth is looked up."""
    inside = [literal_text(argument) for argument in arguments]
    inside += [f"{keyword}={literal_text(value)}" for keyword, value in filters]
    return f"{name}({', '.join(inside)})"
