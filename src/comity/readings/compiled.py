"""The same reading as `evaluate`, compiled: one Python function per ruling, for when only the
answer is wanted. Tested equal to `evaluate` on every tree; it makes no trace.

The function is generated from the checked tree. Only literals of the tree (through `repr`) and
names made here enter the text, so no text of a corpus or a user is ever run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import CodeType
from typing import Any, assert_never

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
    Operator,
    Predicate,
    Rail,
    Ruling,
    Truth,
    Value,
    key_of,
    leaves,
    settled_answer,
)
from comity.readings.evaluate import evaluate

Compiled = Callable[[Mapping[str, Value]], Answer | None]
"""From what is known to the settled answer, or None while it is open."""

CompiledTruths = Callable[[Mapping[str, Value]], tuple[Truth, ...]]
"""From what is known to the truths of several trees, in their order."""

_OPPOSITE: Mapping[Operator, Operator] = {
    Operator.EQUAL: Operator.NOT_EQUAL,
    Operator.NOT_EQUAL: Operator.EQUAL,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.ABOVE,
    Operator.ABOVE: Operator.AT_MOST,
    Operator.AT_LEAST: Operator.BELOW,
}


def compile_answer(ruling: Ruling) -> Compiled:
    """A function equal to: evaluate the three rails, then `settled_answer`."""
    rails = tuple(ruling.tree(rail) for rail in Rail)
    names = _names(rails)
    (prohibited, may_prohibit), (required, may_require), (permitted, may_permit) = (
        (
            _text(tree, names, holds=True, unknown=False),
            _text(tree, names, holds=True, unknown=True),
        )
        for tree in rails
    )
    lines = [
        "def compiled(known):",
        *_loads(names),
        f" if {prohibited}:",
        f"  if {required}: return CONFLICT",
        f"  return OPEN if {may_require} else PROHIBITED",
        f" if {may_prohibit}: return OPEN",
        f" if {required}: return REQUIRED",
        f" if {may_require}: return OPEN",
        f" if {permitted}: return PERMITTED",
        f" return OPEN if {may_permit} else NOT_REGULATED",
    ]
    scope: dict[str, object] = {answer.name: answer for answer in Answer}
    scope["OPEN"] = None
    function: Compiled | None = _made(lines, scope)
    return function or (lambda known: settled_answer(*(evaluate(tree, known) for tree in rails)))


def compile_truths(trees: Sequence[Expr]) -> CompiledTruths:
    """A function equal to: evaluate each tree, in order."""
    if not trees:
        return _no_truths
    names = _names(trees)
    lines = ["def compiled(known):", *_loads(names), " return ("]
    for tree in trees:
        sure = _text(tree, names, holds=True, unknown=False)
        may = _text(tree, names, holds=True, unknown=True)
        lines.append(f"  TRUE if {sure} else UNKNOWN if {may} else FALSE,")
    lines.append(" )")
    scope: dict[str, object] = {truth.name: truth for truth in Truth}
    function: CompiledTruths | None = _made(lines, scope)
    kept = tuple(trees)
    return function or (lambda known: tuple(evaluate(tree, known) for tree in kept))


def _no_truths(known: Mapping[str, Value]) -> tuple[Truth, ...]:
    return ()


def compile_truth(expr: Expr) -> Callable[[Mapping[str, Value]], Truth]:
    """A function equal to `evaluate` on one tree."""
    truths = compile_truths((expr,))
    return lambda known: truths(known)[0]


def _names(trees: Sequence[Expr]) -> Mapping[str, str]:
    keys = dict.fromkeys(key_of(leaf) for tree in trees for leaf in leaves(tree))
    return {key: f"w{number}" for number, key in enumerate(keys)}


def _loads(names: Mapping[str, str]) -> list[str]:
    return [" get = known.get", *(f" {name} = get({key!r})" for key, name in names.items())]


# Any: what the text defines is a function whose type each caller states.
def _made(lines: list[str], scope: dict[str, object]) -> Any:  # noqa: ANN401 -- see above
    """The function, or None where the text is nested deeper than Python reads."""
    code = _code("\n".join(lines))
    if code is None:
        return None
    exec(code, scope)  # noqa: S102 -- the text is made above from operators, names and repr of literals
    return scope["compiled"]


@lru_cache(maxsize=4096)
def _code(text: str) -> CodeType | None:
    """The text compiled. Kept, for the rulings of many places, days and actions read alike."""
    try:
        return compile(text, "<ruling>", "exec")
    except (SyntaxError, RecursionError, MemoryError):
        return None


def _text(expr: Expr, names: Mapping[str, str], *, holds: bool, unknown: bool) -> str:
    """Python text that is true exactly if the tree comes to `holds`, or, where `unknown`, may."""
    match expr:
        case Const(value=value):
            return repr(value is holds)
        case Fact() | Predicate():
            name = names[key_of(expr)]
            return f"{name} is not {not holds}" if unknown else f"{name} is {holds}"
        case Compare(word=word, operator=operator, value=value):
            sign = (operator if holds else _OPPOSITE[operator]).value
            return _known_or(names[word], f"{names[word]} {sign} {value!r}", unknown=unknown)
        case OneOf(word=word, values=values):
            members = "{" + ", ".join(repr(value) for value in values) + "}"
            test = f"{names[word]} {'in' if holds else 'not in'} {members}"
            return _known_or(names[word], test, unknown=unknown)
        case Named(meaning=inner):
            return _text(inner, names, holds=holds, unknown=unknown)
        case Not(operand=inner):
            return _text(inner, names, holds=not holds, unknown=unknown)
        case AllOf(operands=operands) | AnyOf(operands=operands):
            joint = " and " if isinstance(expr, AllOf) is holds else " or "
            parts = (_text(one, names, holds=holds, unknown=unknown) for one in operands)
            return f"({joint.join(parts)})"
        case _:
            assert_never(expr)


def _known_or(name: str, test: str, *, unknown: bool) -> str:
    return f"({name} is None or {test})" if unknown else f"({name} is not None and {test})"
