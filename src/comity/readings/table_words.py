"""The first half of the table reading: from columns of facts to words of lanes, by lookup.

Every row gets, for each group of columns, the number of its combination of cells; a small table,
made by the engine from the cells of each column, holds the bits of each combination. Being joins,
the lookups also keep an engine from working out again whatever stands before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sqlglot import exp

from comity.logic import Value
from comity.readings import sql_nodes as sql
from comity.readings.cells import Column, ColumnType
from comity.readings.lanes import LANES, Lanes

RULING = "ruling number"
"""The column with the number of the row's ruling. Names inside the query hold a space, so that no
word of the vocabulary is one of them."""

CHUNK = 13
"""Keys whose lists are looked up by one number: 8,192 lists, which stay in a processor's cache."""

KEYS = 4 * CHUNK
"""Keys whose unknowns stand in one word: whole chunks, so that the keys of a chunk are cut out at once."""

MAX_LOOKUP = 2187
"""Rows of one lookup table: seven boolean columns. Larger ones win nothing and fit caches less well."""


def absorbed(node: int) -> str:
    """The column with the first word of a node (see `comity.readings.lanes`)."""
    return f"absorbed {node}"


def touched(node: int) -> str:
    """The column with the second word of a node."""
    return f"touched {node}"


def unknown(word: int) -> str:
    """The column with a bit for each of KEYS keys, set where the key is unknown."""
    return f"unknown {word}"


def unknown_words(lanes: Lanes) -> tuple[str, ...]:
    """The columns that say which keys are unknown."""
    return tuple(unknown(word) for word in range(-(-len(lanes.columns) // KEYS)))


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
    cells = _cells(
        relation, groups, variants, keep=keep, rulings=rulings, ruling_column=ruling_column
    )
    carried = [*keep, *([] if rulings is None else [RULING])]
    lookups = {
        f"lookup {number}": _sources(lanes, group, variants, holds_absent=number == 0)
        for number, group in enumerate(groups)
    }
    words = _joined({table: _names(sources) for table, sources in lookups.items()})
    query = exp.select(
        *(sql.column(name, "cells") for name in carried),
        *(sql.named(word, name) for name, word in _unpacked(lanes, words).items()),
        copy=False,
    ).from_(sql.subquery(cells, "cells"), copy=False)
    for number, (table, sources) in enumerate(lookups.items()):
        query = query.join(
            sql.subquery(_lookup(sources), table),
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


def _unpacked(lanes: Lanes, packed: Mapping[str, exp.Expr]) -> dict[str, exp.Expr]:
    """The words of each node, from the packed words that lookups hold."""
    found: dict[str, exp.Expr] = {}
    for node in range(len(lanes.nodes)):
        number, start = lanes.place(node)
        for name in (absorbed, touched):
            word = packed.get(name(number), sql.number(0)).copy()
            is_alone = lanes.width * 2 > LANES
            found[name(node)] = word if is_alone else sql.bits_from(word, start, lanes.width)
    for name_of_word in unknown_words(lanes):
        found[name_of_word] = packed[name_of_word]
    return found


def _packed(lanes: Lanes, absorbing: Sequence[int], touching: Sequence[int]) -> dict[str, int]:
    """The packed words that are not empty, by name."""
    words = {absorbed(number): word for number, word in enumerate(lanes.packed(absorbing))}
    words |= {touched(number): word for number, word in enumerate(lanes.packed(touching))}
    return {name: word for name, word in words.items() if word}


def _cells(
    relation: str | exp.Expr,
    groups: Sequence[Sequence[Column]],
    variants: int,
    *,
    keep: Sequence[str],
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


@dataclass(frozen=True, slots=True)
class _Bits:
    """What one column, or the ruling alone, adds to a lookup: by ruling and row, the words set.

    Words that it never sets are left out, for few columns are asked about at every node.
    """

    table: str
    rows: tuple[tuple[int, int, Mapping[str, int]], ...]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for _, _, words in self.rows for name in words))

    def values(self) -> exp.Expr:
        names = self.names
        rows = (
            (ruling, row, *(words.get(name, 0) for name in names))
            for ruling, row, words in self.rows
        )
        written = ([sql.number(value) for value in row] for row in rows)
        return sql.values(self.table, ("ruling", "row", *names), written)


def _names(sources: Sequence[_Bits]) -> list[str]:
    return list(dict.fromkeys(name for source in sources for name in source.names))


def _joined(tables: Mapping[str, Sequence[str]]) -> dict[str, exp.Expr]:
    """Each word joined from the tables that have it."""
    found: dict[str, list[exp.Expr]] = {}
    for table, names in tables.items():
        for name in names:
            found.setdefault(name, []).append(sql.column(name, table))
    return {name: sql.bits_or(columns) for name, columns in found.items()}


def _sources(
    lanes: Lanes, group: Sequence[Column], variants: int, *, holds_absent: bool
) -> tuple[_Bits, ...]:
    """The small tables whose product is a lookup: that of the rulings, then one for each column."""
    sources = [_Bits("rulings", tuple(_ruling_rows(lanes, variants, holds_absent=holds_absent)))]
    stride = variants
    for number, column in enumerate(group):
        rows = tuple(_cell_rows(lanes, column, variants, stride))
        sources.append(_Bits(f"key {number}", rows))
        stride *= len(column.cells)
    return tuple(sources)


def _lookup(sources: Sequence[_Bits]) -> exp.Select:
    """The words of all combinations of the cells of a group, made by the engine as a product."""
    row = sql.total(sql.column("row", source.table) for source in sources)
    words = _joined({source.table: source.names for source in sources})
    query = exp.select(
        sql.named(row, "row"),
        *(sql.named(word, name) for name, word in words.items()),
        copy=False,
    ).from_(sources[0].values(), copy=False)
    for source in sources[1:]:
        same = sql.equal(sql.column("ruling", source.table), sql.column("ruling", sources[0].table))
        query = query.join(source.values(), on=same, copy=False)
    return query


def _ruling_rows(
    lanes: Lanes, variants: int, *, holds_absent: bool
) -> Iterator[tuple[int, int, Mapping[str, int]]]:
    """Bits that hang on no column: where a ruling does without a node, the node is neutral."""
    for ruling in range(variants):
        words: dict[str, int] = {}
        if holds_absent and ruling < len(lanes.placed):
            absent = lanes.placed[ruling].absent
            words = _packed(lanes, absent, absent)
        yield ruling, ruling, words


def _cell_rows(
    lanes: Lanes, column: Column, variants: int, stride: int
) -> Iterator[tuple[int, int, Mapping[str, int]]]:
    word, bit = divmod(lanes.columns.index(column), KEYS)
    for ruling, cell in product(range(variants), range(len(column.cells))):
        words: dict[str, int] = {}
        if ruling < len(lanes.placed):
            bits = lanes.placed[ruling].bits(column, cell, lanes.nodes)
            words = _packed(lanes, *zip(*bits, strict=True))
        if column.cells[cell].value is None:
            words[unknown(word)] = 1 << bit
        yield ruling, cell * stride, words
