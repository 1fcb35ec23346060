"""The reading for whole tables: rulings become one SQL query over columns of facts, NULL unknown.

The query is a sqlglot tree (DuckDB; other dialects render from it). Its shape follows from what
engines do well. Evaluating each tree row by row costs a node at a time, so instead every column is
cut into cells (`comity.readings.cells`), groups of cells are looked up in small tables of bits,
and words of bits decide all parts of a ruling at once (`comity.readings.lanes`). The lookups are
joins, behind which an engine cannot repeat what stands before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

from sqlglot import exp

from comity.logic import (
    SETTLED,
    Rail,
    Ruling,
    Truth,
    Value,
    possible_answers,
    settled_answer,
)
from comity.readings.cells import Column, ColumnType, TableError
from comity.readings.lanes import ALL_LANES, LANES, Lanes, Node, Placed, lanes_of

__all__ = ["OPEN", "OUTPUTS", "TableError", "TableRuling", "table_of", "tables_of"]

OPEN = "open"
"""The answer of a row that no settled answer fits: nothing falls through on NULL."""

ANSWER, DECIDING, AGAINST, MISSING = "answer", "deciding", "against", "missing"
OUTPUTS = (
    ANSWER,
    DECIDING,
    AGAINST,
    MISSING,
    *(f"certain_{answer.value}" for answer in SETTLED),
    *(f"possible_{answer.value}" for answer in SETTLED),
)
"""The columns a query can give; `TableRuling` says what each means."""

MAX_LOOKUP = 6561
"""Rows of one lookup table: eight boolean columns. Larger ones no longer fit near the processor."""

_NO_RULING = 27
"""Stands after the 27 combinations of three truths: a row whose ruling is not in the table."""

Table = exp.Subquery | exp.Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRuling:
    """One or several rulings as a query. It asks for a relation with a column per key of `types`.

    answer      the settled answer's value, or `open`
    deciding    the source of the first certain part, in the order of the ruling, on the rail that
                decides (prohibited before required before permitted); of an open row the first
                certain or else first possible part of the first rail that is not false; else NULL
    against     of a conflict, the first certain part that requires; else NULL
    missing     of an open row, the keys of `open_leaves` over the three rails, sorted; else empty
    certain_X   whether X is settled as the answer
    possible_X  whether X is among Kleene's possible answers
    """

    lanes: Lanes
    names: tuple[str, ...] | None
    column: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the query can give."""
        return OUTPUTS

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that the relation must have (beside the column of the ruling's name)."""
        return tuple(column.key for column in self.lanes.columns)

    def select(
        self,
        relation: str | exp.Expr,
        *,
        keep: Sequence[str] = (),
        outputs: Sequence[str] = (ANSWER, DECIDING, AGAINST, MISSING),
    ) -> exp.Select:
        """The query: columns of the relation to keep, then outputs. The order of rows is free.

        `relation` is the name of a table, or a query. A row whose ruling is not one of ours comes
        out as `open`, with every answer possible and nothing missing that could be named.
        """
        wrong = [name for name in outputs if name not in OUTPUTS]
        if wrong:
            raise TableError(f"`{wrong[0]}` is not an output: use some of {', '.join(OUTPUTS)}")
        clash = {name.casefold() for name in keep} & set(outputs)
        if clash:
            raise TableError(f"`{min(clash)}` is the name of an output: rename the kept column")
        return _Query(self).select(relation, tuple(dict.fromkeys(keep)), outputs)

    def sql(
        self,
        relation: str | exp.Expr,
        *,
        keep: Sequence[str] = (),
        outputs: Sequence[str] = (ANSWER, DECIDING, AGAINST, MISSING),
        dialect: str = "duckdb",
    ) -> str:
        """The query as text of a dialect."""
        return self.select(relation, keep=keep, outputs=outputs).sql(dialect=dialect)


def table_of(ruling: Ruling, *, types: Mapping[str, str]) -> TableRuling:
    """One ruling for all rows. `types` gives BOOLEAN, VARCHAR, INTEGER or DATE for each key.

    Raises TableError where the ruling asks for something that such columns cannot hold.
    """
    return _checked(TableRuling(lanes=lanes_of([ruling], types=types), names=None, column=None))


def tables_of(
    rulings: Mapping[str, Ruling], *, types: Mapping[str, str], column: str = "ruling"
) -> TableRuling:
    """Several rulings in one query: the text in `column` says which one is for the row."""
    lanes = lanes_of(list(rulings.values()), types=types)
    return _checked(TableRuling(lanes=lanes, names=tuple(rulings), column=column))


def _checked(table: TableRuling) -> TableRuling:
    seen: dict[str, str] = {}
    for key in (*table.keys, *([table.column] if table.column else [])):
        other = seen.setdefault(key.casefold(), key)
        if other != key or (key == table.column and key in table.keys):
            raise TableError(f"columns `{other}` and `{key}` differ only in case: rename one")
    return table


def _name(name: str, table: str | None = None) -> exp.Column:
    return exp.column(name, table=table, quoted=True)


def _number(value: int) -> exp.Expr:
    return exp.Literal.number(value)


def _text(value: str) -> exp.Expr:
    return exp.Literal.string(value)


def _boolean(value: bool) -> exp.Expr:
    return exp.Boolean(this=value)


def _as_number(condition: exp.Expr) -> exp.Expr:
    return exp.cast(exp.paren(condition), exp.DataType.Type.BIGINT)


def _and(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.paren(exp.BitwiseAnd(this=left, expression=right))


def _or(parts: Iterable[exp.Expr]) -> exp.Expr:
    joined = list(parts)
    if len(joined) == 1:
        return joined[0]
    return exp.paren(
        reduce(lambda left, right: exp.BitwiseOr(this=left, expression=right), joined)
    )


def _minus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Taking bits away that are known to be in the left: subtraction, for want of `and not`."""
    return exp.paren(exp.Sub(this=left, expression=right))


def _some(word: exp.Expr) -> exp.Expr:
    return exp.NEQ(this=word, expression=_number(0))


def _case(
    whens: Iterable[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None = None
) -> exp.Expr:
    case = exp.Case()
    for condition, value in whens:
        case = case.when(condition, value, copy=False)
    return case if otherwise is None else case.else_(otherwise, copy=False)


def _values(name: str, columns: Sequence[str], rows: Iterable[Sequence[exp.Expr]]) -> exp.Expr:
    return exp.Values(
        expressions=[exp.Tuple(expressions=list(row)) for row in rows],
        alias=exp.TableAlias(
            this=exp.to_identifier(name, quoted=True),
            columns=[exp.to_identifier(column, quoted=True) for column in columns],
        ),
    )


def _named(expression: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(expression, name, quoted=True, copy=False)


def _within(query: exp.Select, name: str) -> exp.Subquery:
    alias = exp.TableAlias(this=exp.to_identifier(name, quoted=True))
    return exp.Subquery(this=query, alias=alias)


def _literal(value: Value, kind: ColumnType) -> exp.Expr:
    if isinstance(value, bool):
        return _boolean(value)
    if isinstance(value, int):
        return _number(value)
    return exp.cast(_text(value), "DATE") if kind is ColumnType.DATE else _text(value)


# Names inside the query hold a space, so that no word of the vocabulary is one of them.
_RULING, _CODE, _FIRST, _OTHER = "ruling number", "truths", "deciding lane", "against lane"


class _Query:
    """Builds the query of one table, from the relation outwards: cells, words, truths, outputs."""

    def __init__(self, table: TableRuling) -> None:
        self.lanes, self.names, self.column = table.lanes, table.names, table.column
        self.keys = table.keys
        # One more than there are rulings, for the rows that have none of them.
        self.rulings = len(self.lanes.placed) + (self.names is not None)
        self.groups = tuple(_groups(self.lanes.columns, self.rulings))

    def select(
        self, relation: str | exp.Expr, keep: Sequence[str], outputs: Sequence[str]
    ) -> exp.Select:
        source: exp.Expr = (
            exp.to_table(exp.to_identifier(relation, quoted=True))
            if isinstance(relation, str)
            else relation
        )
        if isinstance(source, exp.Query) and not isinstance(source, exp.Subquery):
            source = exp.Subquery(this=source)
        cells = self._cells(exp.alias_(source, "rows", table=True, quoted=True), keep)
        words = self._words(cells, keep)
        truths = self._truths(words, keep)
        return self._outputs(truths, keep, outputs)

    def _carried(self, names: Sequence[str], table: str) -> Iterator[exp.Expr]:
        for name in (*names, *([_RULING] if self.names is not None else [])):
            yield _name(name, table)

    def _cells(self, source: exp.Expr, carried: Sequence[str]) -> exp.Select:
        """The relation with a number for each group of its columns: which row of its lookup."""
        selected: list[exp.Expr] = [_name(name, "rows") for name in carried]
        ruling: exp.Expr = _number(0)
        if self.names is not None:
            ruling = exp.func("COALESCE", _name("n", "rulings"), _number(len(self.names)))
            selected.append(_named(ruling, _RULING))
        for number, group in enumerate(self.groups):
            stride, parts = self.rulings, [ruling.copy()]
            for column in group:
                parts.append(_cell_number(column, stride))
                stride *= len(column.cells)
            index = reduce(lambda left, right: exp.Add(this=left, expression=right), parts)
            selected.append(_named(index, f"group {number}"))
        query = exp.select(*selected, copy=False).from_(source, copy=False)
        if self.names is not None and self.column is not None:
            rows = [[_text(name), _number(number)] for number, name in enumerate(self.names)]
            query = query.join(
                _values("rulings", ("name", "n"), rows),
                on=exp.EQ(this=_name("name", "rulings"), expression=_name(self.column, "rows")),
                join_type="left",
                copy=False,
            )
        return query

    def _words(self, cells: exp.Select, carried: Sequence[str]) -> exp.Select:
        """The two words of every node, joined from all groups."""
        tables = [f"lookup {number}" for number in range(len(self.groups))]
        selected = list(self._carried(carried, "cells"))
        for name in self._word_names():
            selected.append(_named(_or(_name(name, table) for table in tables), name))
        query = exp.select(*selected, copy=False).from_(_within(cells, "cells"), copy=False)
        for number, (table, group) in enumerate(zip(tables, self.groups, strict=True)):
            query = query.join(
                _within(self._lookup(group, is_first=number == 0), table),
                on=exp.EQ(
                    this=_name("row", table), expression=_name(f"group {number}", "cells")
                ),
                copy=False,
            )
        return query

    def _word_names(self) -> list[str]:
        nodes = range(len(self.lanes.nodes))
        words = [f"{word} {number}" for number in nodes for word in ("absorbed", "touched")]
        return words + self._unknown_names()

    def _unknown_names(self) -> list[str]:
        """Words of another kind: a bit for each key, set where the key is unknown."""
        return [f"unknown {number}" for number in range(-(-len(self.keys) // LANES))]

    def _lookup(self, group: Sequence[Column], *, is_first: bool) -> exp.Select:
        """The words of all combinations of cells of a group, made by the engine as a product."""
        names = self._word_names()
        tables = [
            _values(
                "ruling",
                ("ruling", "row", *names),
                (
                    [_number(number), _number(number), *self._absent(number, is_first=is_first)]
                    for number in range(self.rulings)
                ),
            )
        ]
        stride = self.rulings
        for number, column in enumerate(group):
            tables.append(
                _values(
                    f"key {number}",
                    ("ruling", "row", *names),
                    self._cell_rows(column, stride),
                )
            )
            stride *= len(column.cells)
        aliases = [table.alias for table in tables]
        row = reduce(
            lambda left, right: exp.Add(this=left, expression=right),
            [_name("row", alias) for alias in aliases],
        )
        query = exp.select(
            _named(row, "row"),
            *(_named(_or(_name(name, alias) for alias in aliases), name) for name in names),
            copy=False,
        ).from_(tables[0], copy=False)
        for table in tables[1:]:
            same = exp.EQ(this=_name("ruling", table.alias), expression=_name("ruling", "ruling"))
            query = query.join(table, on=same, copy=False)
        return query

    def _absent(self, ruling: int, *, is_first: bool) -> list[exp.Expr]:
        """Bits that do not hang on any column: where a ruling lacks a node, the node is neutral."""
        words = [0] * len(self._word_names())
        if is_first and ruling < len(self.lanes.placed):
            absent = self.lanes.placed[ruling].absent
            words[: 2 * len(absent)] = [word for word in absent for _ in range(2)]
        return [_number(word) for word in words]

    def _cell_rows(self, column: Column, stride: int) -> Iterator[list[exp.Expr]]:
        for ruling, cell in product(range(self.rulings), range(len(column.cells))):
            bits: Iterable[tuple[int, int]] = [(0, 0)] * len(self.lanes.nodes)
            if ruling < len(self.lanes.placed):
                bits = self.lanes.placed[ruling].bits(column, cell, self.lanes.nodes)
            words = [word for pair in bits for word in pair]
            words += [0] * len(self._unknown_names())
            if column.cells[cell].value is None:
                word, bit = divmod(self.keys.index(column.key), LANES)
                words[2 * len(self.lanes.nodes) + word] = 1 << bit
            yield [_number(value) for value in (ruling, cell * stride, *words)]

    def _truths(self, words: exp.Select, carried: Sequence[str]) -> exp.Select:
        """Nodes joined into parts, parts into rails: the truths, the deciding lanes, what is open."""
        nodes, lanes = self.lanes.nodes, self.lanes
        children: dict[Node, list[int]] = {}
        for number, node in enumerate(nodes):
            if node.path:
                children.setdefault(Node(node.word, node.path[:-1]), []).append(number)
        absorbed: dict[int, exp.Expr] = {}
        touched: dict[int, exp.Expr] = {}
        for number in reversed(range(len(nodes))):
            # What is neutral in a child absorbs in its parent, and the other way round.
            own = children.get(nodes[number], [])
            everything = _number(ALL_LANES)
            absorbed[number] = _or(
                [
                    _name(f"absorbed {number}", "words"),
                    *(_minus(everything.copy(), touched[child]) for child in own),
                ]
            )
            touched[number] = _or(
                [
                    _name(f"touched {number}", "words"),
                    *(_minus(everything.copy(), absorbed[child]) for child in own),
                ]
            )
        roots = {node.word: number for number, node in enumerate(nodes) if not node.path}
        certain = [_minus(_number(ALL_LANES), touched[roots[word]]) for word in range(lanes.words)]
        possible = [
            _minus(_number(ALL_LANES), absorbed[roots[word]]) for word in range(lanes.words)
        ]

        def on(rail: Rail, found: Sequence[exp.Expr]) -> list[tuple[int, exp.Expr]]:
            return [
                (word, _and(found[word].copy(), _number(mask)))
                for word, mask in enumerate(lanes.rails[rail])
                if mask
            ]

        def holds(rail: Rail, found: Sequence[exp.Expr]) -> exp.Expr:
            some = on(rail, found)
            return _as_number(_some(_or(word for _, word in some))) if some else _number(0)

        truth = {
            rail: exp.paren(exp.Add(this=holds(rail, certain), expression=holds(rail, possible)))
            for rail in Rail
        }
        code: exp.Expr = reduce(
            lambda left, right: exp.Add(
                this=exp.paren(exp.Mul(this=left, expression=_number(3))), expression=right
            ),
            truth.values(),
        )
        if self.names is not None:
            none = exp.EQ(this=_name(_RULING, "words"), expression=_number(len(self.names)))
            code = _case([(none, _number(_NO_RULING))], code)
        first = [
            (_some(word), _lane_number(number, word.copy()))
            for rail in Rail
            for found in (certain, possible)
            for number, word in on(rail, found)
        ]
        against = [
            (_some(word), _lane_number(number, word.copy()))
            for number, word in on(Rail.REQUIRED, certain)
        ]
        selected = list(self._carried((*carried, *self._unknown_names()), "words"))
        selected.append(_named(code, _CODE))
        selected.append(_named(_case(first) if first else exp.null(), _FIRST))
        selected.append(_named(_case(against) if against else exp.null(), _OTHER))
        open_lanes: dict[int, exp.Expr] = {}
        for number, node in enumerate(nodes):
            own_open = _minus(touched[number].copy(), absorbed[number].copy())
            if node.path:
                parent = nodes.index(Node(node.word, node.path[:-1]))
                open_lanes[number] = _and(open_lanes[parent].copy(), own_open)
            else:
                unknown_rails = _or(
                    exp.paren(
                        exp.Mul(
                            this=_as_number(
                                exp.EQ(this=truth[rail].copy(), expression=_number(1))
                            ),
                            expression=_number(masks[node.word]),
                        )
                    )
                    for rail, masks in lanes.rails.items()
                )
                open_lanes[number] = _and(own_open, unknown_rails)
            selected.append(_named(open_lanes[number].copy(), f"open {number}"))
        return exp.select(*selected, copy=False).from_(_within(words, "words"), copy=False)

    def _outputs(
        self, truths: exp.Select, keep: Sequence[str], outputs: Sequence[str]
    ) -> exp.Select:
        made: dict[str, exp.Expr] = {
            DECIDING: _name("source", "deciding"),
            AGAINST: _case(
                [
                    (
                        _name("certain_conflict", "answers"),
                        _name("source", "against"),
                    )
                ]
            ),
            MISSING: self._missing(),
        }
        selected: list[exp.Expr] = [_name(name, "truths") for name in keep]
        selected += [_named(made.get(name, _name(name, "answers")), name) for name in outputs]
        query = exp.select(*selected, copy=False).from_(_within(truths, "truths"), copy=False)
        query = query.join(
            _answers(self.names is not None),
            on=exp.EQ(this=_name("code", "answers"), expression=_name(_CODE, "truths")),
            copy=False,
        )
        for table, lane in ((DECIDING, _FIRST), (AGAINST, _OTHER)):
            if table in outputs:
                same = exp.EQ(this=_name("lane", table), expression=_name(lane, "truths"))
                if self.names is not None:
                    of = exp.EQ(this=_name("ruling", table), expression=_name(_RULING, "truths"))
                    same = exp.and_(same, of, copy=False)
                query = query.join(
                    self._sources(table), on=same, join_type="left", copy=False
                )
        return query

    def _sources(self, name: str) -> exp.Expr:
        rows = [
            [_number(ruling), _number(position), _text(source)]
            for ruling, placed in enumerate(self.lanes.placed)
            for position, source in placed.sources.items()
        ]
        rows = rows or [[_number(-1), _number(-1), _text("")]]
        return _values(name, ("ruling", "lane", "source"), rows)

    def _missing(self) -> exp.Expr:
        nothing = exp.cast(exp.Array(expressions=[]), "ARRAY<TEXT>")
        is_open = exp.EQ(this=_name(ANSWER, "answers"), expression=_text(OPEN))
        if self.names is None:
            return _case([(is_open, self._missing_of(self.lanes.placed[0], nothing))], nothing)
        by_ruling = _case(
            (
                (
                    exp.EQ(this=_name(_RULING, "truths"), expression=_number(number)),
                    self._missing_of(placed, nothing),
                )
                for number, placed in enumerate(self.lanes.placed)
            ),
            nothing,
        )
        return _case([(is_open, by_ruling)], nothing.copy())

    def _missing_of(self, placed: Placed, nothing: exp.Expr) -> exp.Expr:
        words: list[exp.Expr] = []
        for position, key in enumerate(self.keys):
            asked = [
                _and(_name(f"open {number}", "truths"), _number(lanes))
                for number, lanes in enumerate(placed.asks(key, self.lanes.nodes))
                if lanes
            ]
            if asked:
                word, bit = divmod(position, LANES)
                unknown = _and(_name(f"unknown {word}", "truths"), _number(1 << bit))
                still_open = exp.and_(_some(unknown), _some(_or(asked)), copy=False)
                words.append(_case([(still_open, _text(key))]))
        if not words:
            return nothing.copy()
        word = exp.to_identifier("word")
        is_named = exp.Not(this=exp.Is(this=word, expression=exp.null()))
        return exp.ArrayFilter(
            this=exp.Array(expressions=words),
            expression=exp.Lambda(this=is_named, expressions=[word.copy()]),
        )


def _groups(columns: Sequence[Column], rulings: int) -> Iterator[list[Column]]:
    """Columns packed into as few lookups as their sizes allow; one, if empty, where there are none."""
    open_groups: list[tuple[int, list[Column]]] = []
    for column in sorted(columns, key=lambda one: -len(one.cells)):
        for number, (rows, group) in enumerate(open_groups):
            if rows * len(column.cells) <= MAX_LOOKUP:
                group.append(column)
                open_groups[number] = (rows * len(column.cells), group)
                break
        else:
            open_groups.append((rulings * len(column.cells), [column]))
    if not open_groups:
        yield []
    for _, group in open_groups:
        yield group


def _cell_number(column: Column, stride: int) -> exp.Expr:
    """The number of the cell of a value, times a stride."""
    key = _name(column.key, "rows")
    whens: list[tuple[exp.Expr, exp.Expr]] = [
        (exp.Is(this=key, expression=exp.null()), _number(0))
    ]
    for number, cell in enumerate(column.cells[1:-1], start=1):
        whens.append((_is_in(column, key.copy(), number), _number(number * stride)))
    return _case(whens, _number((len(column.cells) - 1) * stride))


def _is_in(column: Column, key: exp.Expr, number: int) -> exp.Expr:
    cell = column.cells[number]
    if cell.below is not None:
        compare = exp.LTE if cell.below.after else exp.LT
        return compare(this=key, expression=_literal(cell.below.literal, column.type))
    if column.type is ColumnType.BOOLEAN:
        return exp.Not(this=key)
    members = [_literal(value, column.type) for value in cell.members]
    if len(members) == 1:
        return exp.EQ(this=key, expression=members[0])
    return exp.In(this=key, expressions=members)


def _lane_number(word: int, lanes: exp.Expr) -> exp.Expr:
    """The position of the lowest lane that is set: the ones below it, counted."""
    lowest = _and(lanes, exp.Neg(this=exp.paren(lanes.copy())))
    count = exp.BitwiseCount(this=_minus(lowest, _number(1)))
    return exp.Add(this=exp.cast(count, exp.DataType.Type.INT), expression=_number(word * LANES))


def _answers(has_other: bool) -> exp.Expr:
    """What each combination of the three rails' truths means: asked of the ruling's own tables."""
    rows: list[list[exp.Expr]] = []
    for code, truths in enumerate(product(Truth, repeat=3)):
        settled, possible = settled_answer(*truths), possible_answers(*truths)
        rows.append(
            [
                _number(code),
                _text(OPEN if settled is None else settled.value),
                *(_boolean(answer is settled) for answer in SETTLED),
                *(_boolean(answer in possible) for answer in SETTLED),
            ]
        )
    if has_other:
        no, yes = _boolean(False), _boolean(True)
        rows.append([_number(_NO_RULING), _text(OPEN), *[no] * 5, *[yes] * 5])
    columns = ("code", ANSWER, *(name for name in OUTPUTS if "_" in name))
    return _values("answers", columns, rows)
