"""Mutants of one condition: a clause dropped or negated, a literal, set, filter, window or anchor changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    ExpressionError,
    Fact,
    Named,
    Not,
    OneOf,
    Operator,
    Predicate,
    Span,
    Value,
    negated,
    parse,
    show,
)
from tools.mutate.mutant import exchanged

DAY = timedelta(days=1)
SHOWN = 60
"""Characters of a clause that stand in the id of a mutant."""

_CHOICES = {
    "anchor": ("conviction", "sentence_end", "later"),
    "measured_to": ("act", "request", "arrest"),
}
_MEASURES = frozenset({"anchor", "tolled"})
"""Filters that say how a window is measured: refused where there is no `within`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiled:
    """A condition with one thing changed, what that was, and where it stood."""

    what: str
    span: Span
    expr: Expr


def spoiled(expr: Expr) -> Iterator[Spoiled]:
    """Every mutant of a condition. A condition that is always or never true has none."""
    if not isinstance(expr, Const):
        yield Spoiled(what=f"negate {_short(expr)}", span=expr.span, expr=negated(expr))
        yield from _inside(expr)


def _inside(expr: Expr) -> Iterator[Spoiled]:
    match expr:
        case AllOf(operands=operands) | AnyOf(operands=operands):
            for number, operand in enumerate(operands):
                rest = exchanged(operands, number)
                joined = rest[0] if len(rest) == 1 else replace(expr, operands=rest)
                yield Spoiled(what=f"drop {_short(operand)}", span=operand.span, expr=joined)
                for one in spoiled(operand):
                    yield replace(
                        one, expr=replace(expr, operands=exchanged(operands, number, one.expr))
                    )
        case Not(operand=operand):
            for one in _inside(operand):  # to negate what is negated is to negate the whole
                yield replace(one, expr=Not(operand=one.expr, span=expr.span))
        case Named(meaning=meaning):
            for one in _inside(meaning):
                yield replace(one, expr=replace(expr, meaning=one.expr))
        case Compare():
            for value in _beside(expr.value):
                yield _changed(expr, replace(expr, value=value))
        case OneOf(word=word, values=values):
            for number, value in enumerate(values):
                rest_of = exchanged(values, number)
                left: Expr = replace(expr, values=rest_of)
                if len(rest_of) == 1:
                    left = Compare(
                        word=word, operator=Operator.EQUAL, value=rest_of[0], span=expr.span
                    )
                yield Spoiled(what=f"`{word}` without `{value}`", span=expr.span, expr=left)
        case Predicate():
            yield from _predicate(expr)
        case Fact() | Const():
            return


def _beside(value: Value) -> Iterator[Value]:
    """The numbers, or days, on both sides of a literal."""
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield value - 1
        yield value + 1
    else:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return
        yield (day - DAY).isoformat()
        yield (day + DAY).isoformat()


def _predicate(leaf: Predicate) -> Iterator[Spoiled]:
    for other in _other_predicates(leaf):
        try:
            parse(other.key)
        except ExpressionError:
            continue  # no law file can say it
        yield _changed(leaf, other)


def _other_predicates(leaf: Predicate) -> Iterator[Predicate]:
    if leaf.name == "within":
        for window in _windows(leaf.arguments[1]):
            yield replace(leaf, arguments=(leaf.arguments[0], window))
        return
    filters = dict(leaf.filters)
    for name, value in leaf.filters:
        if name not in _CHOICES and name != "class_as_of":
            gone = {name, *_MEASURES} if name == "within" else {name}
            yield replace(leaf, filters=tuple(one for one in leaf.filters if one[0] not in gone))
        if isinstance(value, tuple) and len(value) > 1:
            for number in range(len(value)):
                yield _filtered(leaf, name, exchanged(value, number))
    if "class_as_of" in filters:
        other = "act" if filters["class_as_of"] == "conviction" else "conviction"
        yield _filtered(leaf, "class_as_of", other)
    if "within" in filters and leaf.name == "convicted":
        for window in _windows(str(filters["within"])):
            yield _filtered(leaf, "within", window)
        for name, choices in _CHOICES.items():
            for choice in choices:
                if choice != filters.get(name, choices[0]):
                    yield _filtered(leaf, name, choice)


def _filtered(leaf: Predicate, name: str, value: Value | tuple[str, ...]) -> Predicate:
    return replace(leaf, filters=tuple(sorted({**dict(leaf.filters), name: value}.items())))


def _windows(window: str) -> Iterator[str]:
    """A window one unit narrower and wider; below one unit, in the next smaller one."""
    count, unit = int(window.split(" ", maxsplit=1)[0]), window.split(" ")[1].rstrip("s")
    if count > 1:
        yield f"{count - 1} {unit}{'s' if count > 2 else ''}"
    elif unit != "day":
        yield {"year": "11 months", "month": "27 days"}[unit]
    yield f"{count + 1} {unit}s"


def _changed(before: Expr, after: Expr) -> Spoiled:
    return Spoiled(
        what=f"{_short(before, 2 * SHOWN)} becomes {_short(after, 2 * SHOWN)}",
        span=before.span,
        expr=after,
    )


def _short(expr: Expr, length: int = SHOWN) -> str:
    text = " ".join(show(expr).split())
    return f"`{text}`" if len(text) <= length else f"`{text[: length - 1].rstrip()}…`"
