"""The reading for whole tables: rulings become one SQL query over columns of facts, NULL unknown.

The query is a sqlglot tree; DuckDB runs it, other dialects render from it. Its shape follows from
what engines do well. To evaluate every tree row by row costs each node once a row. Here the values
of a column fall into a few cells (`cells`), groups of cells are looked up as words of bits
(`table_words`), and a word decides up to 62 parts of a ruling at once (`lanes`, `table_outputs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from comity.logic import Ruling
from comity.readings.cells import TableError
from comity.readings.lanes import Lanes, lanes_of
from comity.readings.table_outputs import (
    AGAINST,
    ANSWER,
    DECIDING,
    MISSING,
    OPEN,
    OUTPUTS,
    outputs_query,
)
from comity.readings.table_words import words_query

__all__ = ["OPEN", "OUTPUTS", "TableError", "TableRuling", "table_of", "tables_of"]

USUAL_OUTPUTS = (ANSWER, DECIDING, AGAINST, MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRuling:
    """One or several rulings as a query over a relation with a column for each of `keys`.

    =========== ===================================================================================
    answer      the settled answer's value, or `open`; never NULL
    deciding    the source of the first certain part, in the order of the ruling, of the rail that
                decides (prohibited before required before permitted); NULL where nothing regulates.
                Of an open row: the same of the first rail that is not false, or its first possible
                part where none is certain
    against     of a conflict the source of the first certain part that requires; else NULL
    missing     of an open row the keys of `open_leaves` over the three rails, in order of the
                alphabet; else empty
    certain_X   whether X is settled as the answer
    possible_X  whether X is among Kleene's possible answers
    =========== ===================================================================================
    """

    lanes: Lanes
    rulings: tuple[str, ...] | None
    ruling_column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the query can give."""
        return OUTPUTS

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that the relation must have, beside that of the ruling's name."""
        return tuple(column.key for column in self.lanes.columns)

    def select(
        self,
        relation: str | exp.Expr,
        *,
        keep: Sequence[str] = (),
        outputs: Sequence[str] = USUAL_OUTPUTS,
        enumerated: bool = False,
    ) -> exp.Select:
        """The query: columns of the relation to keep, then outputs. The order of rows is free.

        `enumerated` types the texts of the outputs as enumerations, for engines that have them: they
        read and compare as before, and are written to Parquet as texts, faster.
        `relation` is the name of a table, or a table or query as a tree. A row whose ruling is not
        one of ours (or NULL) comes out `open`, with every answer possible and nothing missing.
        Raises TableError for an unknown output, or a kept column with the name of an output.
        """
        for name in outputs:
            if name not in OUTPUTS:
                raise TableError(f"`{name}` is not an output: use some of {', '.join(OUTPUTS)}")
        for name in keep:
            if name.casefold() in outputs:
                raise TableError(f"`{name}` is the name of an output: rename the kept column")
        kept = tuple(dict.fromkeys(keep))
        words = words_query(
            self.lanes,
            relation,
            keep=kept,
            rulings=self.rulings,
            ruling_column=self.ruling_column,
        )
        has_rulings = self.rulings is not None
        return outputs_query(
            self.lanes,
            words,
            keep=kept,
            outputs=outputs,
            has_rulings=has_rulings,
            enumerated=enumerated,
        )

    def sql(
        self,
        relation: str | exp.Expr,
        *,
        keep: Sequence[str] = (),
        outputs: Sequence[str] = USUAL_OUTPUTS,
        dialect: str = "duckdb",
    ) -> str:
        """The query of `select` as text of a dialect; DuckDB's gives its texts as enumerations."""
        query = self.select(relation, keep=keep, outputs=outputs, enumerated=dialect == "duckdb")
        return query.sql(dialect=dialect)


def table_of(ruling: Ruling, *, types: Mapping[str, str]) -> TableRuling:
    """One ruling for all rows. `types` gives BOOLEAN, VARCHAR, INTEGER or DATE for each key.

    Raises TableError where the ruling asks for something that such columns cannot hold.
    """
    return _checked(lanes_of([ruling], types=types), rulings=None, ruling_column="")


def tables_of(
    rulings: Mapping[str, Ruling], *, types: Mapping[str, str], column: str = "ruling"
) -> TableRuling:
    """Several rulings in one query: the text in `column` names the one that is for the row.

    Raises TableError where a ruling asks for something that such columns cannot hold.
    """
    if not rulings:
        raise TableError("there is no ruling: give at least one")
    lanes = lanes_of(list(rulings.values()), types=types)
    return _checked(lanes, rulings=tuple(rulings), ruling_column=column)


def _checked(lanes: Lanes, *, rulings: tuple[str, ...] | None, ruling_column: str) -> TableRuling:
    """Engines take column names that differ only in case for one."""
    names = [column.key for column in lanes.columns]
    if rulings is not None:
        names.append(ruling_column)
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if seen.get(name.casefold()) is not name:
            raise TableError(f"`{other}` and `{name}` are one column to an engine: rename one")
    return TableRuling(lanes=lanes, rulings=rulings, ruling_column=ruling_column)
