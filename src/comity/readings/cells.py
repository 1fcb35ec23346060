"""The values of one column, cut into the few cells that a set of leaves can tell apart.

For whole columns, where `completions.cells_of` is for the unknown words of one question. What a
leaf makes of a cell is asked of `evaluate`, so that nothing here repeats the meaning of a leaf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import assert_never

from comity.logic import (
    Compare,
    Fact,
    Leaf,
    OneOf,
    Operator,
    Predicate,
    Truth,
    Value,
)
from comity.readings.evaluate import leaf_truth


class TableError(ValueError):
    """A ruling that cannot become a table expression over columns of the types given."""


class ColumnType(Enum):
    """What a column holds: the names are those of SQL."""

    BOOLEAN = "BOOLEAN"
    VARCHAR = "VARCHAR"
    INTEGER = "INTEGER"
    DATE = "DATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where one cell ends and the next begins: just before a literal, or just after it."""

    literal: Value
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Values that no leaf tells apart, and one of them (None: the cell of what is unknown).

    A cell is reached by its `members`, or, where order is asked, by lying below `below`; the last
    cell of a column takes the rest. True and false are the members of a boolean column.
    """

    value: Value | None
    members: tuple[Value, ...] = ()
    below: Cut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The column of one key with its cells, the unknown one first."""

    key: str
    type: ColumnType
    cells: tuple[Cell, ...]


_UNKNOWN = Cell(value=None)
_ORDERED = frozenset({Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST})


def column_of(key: str, found: Sequence[Leaf], type_name: str) -> Column:
    """The cells of a column under the leaves that ask about it.

    Raises TableError where a leaf asks for something that a column of this type cannot hold.
    """
    try:
        kind = ColumnType(type_name)
    except ValueError:
        known = ", ".join(one.value for one in ColumnType)
        raise TableError(f"`{key}` has the type `{type_name}`: use one of {known}") from None
    leaves = tuple(dict.fromkeys(found))
    literals: set[Value] = set()
    for leaf in leaves:
        literals.update(_literals(leaf, key, kind))
    if kind is ColumnType.BOOLEAN:
        cells = [Cell(value=truth, members=(truth,)) for truth in (False, True)]
    elif any(isinstance(leaf, Compare) and leaf.operator in _ORDERED for leaf in leaves):
        cells = _ordered(sorted(literals, key=_order), leaves, key)
    else:
        cells = _separate(sorted(literals, key=_order), leaves, key)
    return Column(key=key, type=kind, cells=(_UNKNOWN, *cells))


def _literals(leaf: Leaf, key: str, kind: ColumnType) -> tuple[Value, ...]:
    match leaf:
        case Fact() | Predicate():
            if kind is not ColumnType.BOOLEAN:
                raise TableError(f"`{key}` is asked as true or false, its column is {kind.value}")
            return ()
        case Compare(value=value):
            literals: tuple[Value, ...] = (value,)
        case OneOf(values=literals):
            pass
        case _:
            assert_never(leaf)
    for literal in literals:
        if not _fits(literal, kind):
            raise TableError(f"`{key}` is compared with `{literal}`, its column is {kind.value}")
    return literals


def _fits(literal: Value, kind: ColumnType) -> bool:
    match kind:
        case ColumnType.BOOLEAN:
            return False
        case ColumnType.INTEGER:
            return isinstance(literal, int) and not isinstance(literal, bool)
        case ColumnType.VARCHAR:
            return isinstance(literal, str)
        case ColumnType.DATE:
            return isinstance(literal, str) and _is_date(literal)
        case _:
            assert_never(kind)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _order(literal: Value) -> tuple[int, str]:
    """Sorts the literals of one column: whole numbers by size, texts by their characters."""
    return (literal, "") if isinstance(literal, int) else (0, literal)


def _signature(leaves: Sequence[Leaf], key: str, value: Value) -> tuple[Truth, ...]:
    return tuple(leaf_truth(leaf, {key: value}) for leaf in leaves)


def _after(literal: Value) -> Value:
    """The next value: for a text, nothing lies between it and the text with a NUL added."""
    return literal + 1 if isinstance(literal, int) else literal + "\x00"


def _before(literal: Value) -> Value:
    """A value below all others: where the literal is the empty text there is none, and no row."""
    return literal - 1 if isinstance(literal, int) else ""


def _separate(literals: Sequence[Value], leaves: Sequence[Leaf], key: str) -> list[Cell]:
    """Cells by equality alone; the last takes every value that no leaf names."""
    other = _after(literals[-1])
    rest = _signature(leaves, key, other)
    members: dict[tuple[Truth, ...], list[Value]] = {}
    for literal in literals:
        signature = _signature(leaves, key, literal)
        if signature != rest:
            members.setdefault(signature, []).append(literal)
    named = [Cell(value=some[0], members=tuple(some)) for some in members.values()]
    return [*named, Cell(value=other)]


def _ordered(literals: Sequence[Value], leaves: Sequence[Leaf], key: str) -> list[Cell]:
    """Cells by order, lowest first; neighbours that no leaf tells apart are one cell."""
    stretches: list[tuple[Value, Cut | None]] = []
    start = _before(literals[0])
    for literal in literals:
        stretches.append((start, Cut(literal=literal, after=False)))
        stretches.append((literal, Cut(literal=literal, after=True)))
        start = _after(literal)
    stretches.append((start, None))
    cells: list[Cell] = []
    last: tuple[Truth, ...] | None = None
    for value, cut in stretches:
        signature = _signature(leaves, key, value)
        if signature == last:
            cells[-1] = Cell(value=cells[-1].value, below=cut)
        else:
            cells.append(Cell(value=value, below=cut))
        last = signature
    return cells
