"""The first half of the table reading: from columns of facts to words of lanes, by lookup.

Every row gets, for each group of columns, the number of its combination of cells; a small table,
made by the engine from the cells of each column, holds the bits of each combination. Being joins,
the lookups also keep an engine from working out again whatever stands before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from sqlglot import exp

from comity.logic import Value
from comity.readings import sql_nodes as sql
from comity.readings.cells import Column, ColumnType
from comity.readings.lanes import LANES, Lanes

RULING = "ruling number"
"""The column with the number of the row's ruling. Names inside the query hold a space, so that no
word of the vocabulary is one of them."""

MAX_LOOKUP = 6561
"""Rows of one lookup table: eight boolean columns. Larger ones no longer fit near the processor."""


def absorbed(node: int) -> str:
    """The column with the first word of a node (see `comity.readings.lanes`)."""
    return f"absorbed {node}"


def touched(node: int) -> str:
    """The column with the second word of a node."""
    return f"touched {node}"


def unknown(word: int) -> str:
    """The column with a bit for each of 62 keys, set where the key is unknown."""
    return f"unknown {word}"


def unknown_words(lanes: Lanes) -> tuple[str, ...]:
    """The columns that say which keys are unknown."""
    return tuple(unknown(word) for word in range(-(-len(lanes.columns) // LANES)))


def words_query(
    lanes: Lanes,
    relation: str | exp.Expr,
    *,
    keep: Sequence[str],
    rulings: Sequence[str] | None,
    ruling_column: str,
) -> exp.Select:
    """Rows with the kept columns, all words, and, where `rulings` are named, the ruling's number.

    A row whose ruling is not among the named has the number after the last, and no bits.
    """
    variants = len(lanes.placed) + (rulings is not None)
    groups = tuple(_groups(lanes.columns, variants))
    cells = _cells(relation, keep, groups, variants, rulings, ruling_column)
    carried = [*keep, *([] if rulings is None else [RULING])]
    tables = [f"lookup {number}" for number in range(len(groups))]
    names = _word_names(lanes)
    query = exp.select(
        *(sql.column(name, "cells") for name in carried),
        *(
            sql.named(sql.bits_or(sql.column(name, table) for table in tables), name)
            for name in names
        ),
        copy=False,
    ).from_(sql.subquery(cells, "cells"), copy=False)
    for number, (table, group) in enumerate(zip(tables, groups, strict=True)):
        lookup = _lookup(lanes, group, variants, holds_absent=number == 0)
        query = query.join(
            sql.subquery(lookup, table),
            on=sql.equal(sql.column("row", table), sql.column(f"group {number}", "cells")),
            copy=False,
        )
    return query


def _groups(columns: Sequence[Column], variants: int) -> Iterator[list[Column]]:
    """Columns packed into few lookups of bounded size; one empty group where there are none."""
    groups: list[list[Column]] = []
    sizes: list[int] = []
    for column in sorted(columns, key=lambda one: -len(one.cells)):
        for number, size in enumerate(sizes):
            if size * len(column.cells) <= MAX_LOOKUP:
                groups[number].append(column)
                sizes[number] *= len(column.cells)
                break
        else:
            groups.append([column])
            sizes.append(variants * len(column.cells))
    yield from groups or [[]]


def _word_names(lanes: Lanes) -> list[str]:
    nodes = range(len(lanes.nodes))
    words = [name for number in nodes for name in (absorbed(number), touched(number))]
    return [*words, *unknown_words(lanes)]


def _cells(
    relation: str | exp.Expr,
    keep: Sequence[str],
    groups: Sequence[Sequence[Column]],
    variants: int,
    rulings: Sequence[str] | None,
    ruling_column: str,
) -> exp.Select:
    """The relation with a number for each group of its columns: which row of its lookup."""
    selected = [sql.column(name, "rows") for name in keep]
    ruling = sql.number(0)
    if rulings is not None:
        ruling = exp.func("COALESCE", sql.column("n", "rulings"), sql.number(len(rulings)))
        selected.append(sql.named(ruling.copy(), RULING))
    for number, group in enumerate(groups):
        stride, parts = variants, [ruling.copy()]
        for column in group:
            parts.append(_cell_number(column, stride))
            stride *= len(column.cells)
        selected.append(sql.named(sql.total(parts), f"group {number}"))
    query = exp.select(*selected, copy=False).from_(sql.source(relation, "rows"), copy=False)
    if rulings is None:
        return query
    numbers = [[sql.text(name), sql.number(number)] for number, name in enumerate(rulings)]
    return query.join(
        sql.values("rulings", ("name", "n"), numbers),
        on=sql.equal(sql.column("name", "rulings"), sql.column(ruling_column, "rows")),
        join_type="left",
        copy=False,
    )


def _cell_number(column: Column, stride: int) -> exp.Expr:
    """The number of the cell of a value, times a stride."""
    key = sql.column(column.key, "rows")
    whens = [(sql.is_null(key), sql.number(0))]
    whens += [
        (_is_in(column, number), sql.number(number * stride))
        for number in range(1, len(column.cells) - 1)
    ]
    return sql.case(whens, sql.number((len(column.cells) - 1) * stride))


def _is_in(column: Column, number: int) -> exp.Expr:
    """Whether a known value, which is in no cell before, is in this one."""
    cell, key = column.cells[number], sql.column(column.key, "rows")
    if column.type is ColumnType.BOOLEAN:
        return exp.Not(this=key)
    if cell.below is not None:
        compare = exp.LTE if cell.below.after else exp.LT
        return compare(this=key, expression=_literal(cell.below.literal, column.type))
    members = [_literal(value, column.type) for value in cell.members]
    return (
        sql.equal(key, members[0]) if len(members) == 1 else exp.In(this=key, expressions=members)
    )


def _literal(value: Value, kind: ColumnType) -> exp.Expr:
    if isinstance(value, int):
        return sql.number(value)
    return exp.cast(sql.text(value), "DATE") if kind is ColumnType.DATE else sql.text(value)


def _lookup(
    lanes: Lanes, group: Sequence[Column], variants: int, *, holds_absent: bool
) -> exp.Select:
    """The words of all combinations of the cells of a group, made by the engine as a product."""
    names = _word_names(lanes)
    columns = ("ruling", "row", *names)
    tables = [
        sql.values("ruling", columns, _ruling_rows(lanes, variants, holds_absent=holds_absent))
    ]
    stride = variants
    for number, column in enumerate(group):
        rows = _cell_rows(lanes, column, variants, stride)
        tables.append(sql.values(f"key {number}", columns, rows))
        stride *= len(column.cells)
    aliases = [table.alias for table in tables]
    query = exp.select(
        sql.named(sql.total(sql.column("row", alias) for alias in aliases), "row"),
        *(
            sql.named(sql.bits_or(sql.column(name, alias) for alias in aliases), name)
            for name in names
        ),
        copy=False,
    ).from_(tables[0], copy=False)
    for table in tables[1:]:
        same = sql.equal(sql.column("ruling", table.alias), sql.column("ruling", "ruling"))
        query = query.join(table, on=same, copy=False)
    return query


def _ruling_rows(lanes: Lanes, variants: int, *, holds_absent: bool) -> Iterator[list[exp.Expr]]:
    """Bits that hang on no column: where a ruling does without a node, the node is neutral."""
    for ruling in range(variants):
        words = [0] * len(_word_names(lanes))
        if holds_absent and ruling < len(lanes.placed):
            absent = lanes.placed[ruling].absent
            words[: 2 * len(absent)] = [word for word in absent for _ in range(2)]
        yield [sql.number(value) for value in (ruling, ruling, *words)]


def _cell_rows(
    lanes: Lanes, column: Column, variants: int, stride: int
) -> Iterator[list[exp.Expr]]:
    word, bit = divmod(lanes.columns.index(column), LANES)
    for ruling, cell in product(range(variants), range(len(column.cells))):
        bits: Iterable[tuple[int, int]] = [(0, 0)] * len(lanes.nodes)
        if ruling < len(lanes.placed):
            bits = lanes.placed[ruling].bits(column, cell, lanes.nodes)
        unknown_bits = [0] * len(unknown_words(lanes))
        if column.cells[cell].value is None:
            unknown_bits[word] = 1 << bit
        words = [*(word for pair in bits for word in pair), *unknown_bits]
        yield [sql.number(value) for value in (ruling, cell * stride, *words)]
