"""The few forms of SQL that the table reading is made of, as sqlglot nodes with quoted names.

No engine's text stands here: a dialect is chosen when a finished tree is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp


def column(name: str, table: str | None = None) -> exp.Expr:
    """A column by its exact name."""
    return exp.column(name, table=table, quoted=True)


def number(value: int) -> exp.Expr:
    """A whole number, zero or more."""
    return exp.Literal.number(value)


def text(value: str) -> exp.Expr:
    """A text."""
    return exp.Literal.string(value)


def one_of(value: exp.Expr, texts: Iterable[str], *, listed: bool = False) -> exp.Expr:
    """A text (or, where `listed`, a list of texts) as one of a few that are known beforehand.

    An engine then carries a small number in place of the text, and writes it without looking it up.
    """
    names = [text(name) for name in dict.fromkeys(texts)]
    if not names:
        return value
    kind = exp.DataType(this=exp.DataType.Type.ENUM, expressions=names)
    if listed:
        kind = exp.DataType(this=exp.DataType.Type.ARRAY, expressions=[kind], nested=True)
    return exp.Cast(this=value, to=kind)


def boolean(value: bool) -> exp.Expr:
    """True or false."""
    return exp.Boolean(this=value)


def equal(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Whether two values are known and the same."""
    return exp.EQ(this=left, expression=right)


def is_null(value: exp.Expr) -> exp.Expr:
    """Whether a value is unknown."""
    return exp.Is(this=value, expression=exp.null())


def chain(kind: type[exp.Binary], parts: Iterable[exp.Expr]) -> exp.Expr:
    """One or more values joined by an operator, from the left, in brackets."""
    first, *rest = parts
    joined = first
    for part in rest:
        joined = kind(this=joined, expression=part)
    return exp.paren(joined) if rest else joined


def total(parts: Iterable[exp.Expr]) -> exp.Expr:
    """The sum of one or more numbers."""
    return chain(exp.Add, parts)


def times(left: exp.Expr, factor: int) -> exp.Expr:
    """A number times a constant."""
    return chain(exp.Mul, (left, number(factor)))


def bits_or(parts: Iterable[exp.Expr]) -> exp.Expr:
    """The bits that are set in some of one or more words."""
    return chain(exp.BitwiseOr, parts)


def bits_and(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """The bits that are set in both words."""
    return chain(exp.BitwiseAnd, (left, right))


def bits_from(word: exp.Expr, start: int, width: int) -> exp.Expr:
    """So many bits of a word from a position, as a word of their own."""
    moved = exp.BitwiseRightShift(this=word, expression=number(start)) if start else word
    return bits_and(exp.paren(moved), number((1 << width) - 1))


def bits_without(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """The bits of the left word that are not in the right, which must all be in the left.

    A subtraction: dialects write `not` of a word in different ways.
    """
    return chain(exp.Sub, (left, right))


def any_bit(word: exp.Expr) -> exp.Expr:
    """Whether some bit of a word is set."""
    return exp.NEQ(this=word, expression=number(0))


def as_number(condition: exp.Expr) -> exp.Expr:
    """One for true, zero for false."""
    return exp.cast(exp.paren(condition), exp.DataType.Type.BIGINT)


def lowest_bit(word: exp.Expr) -> exp.Expr:
    """The position of the lowest bit that is set: the bits below it, counted."""
    lowest = bits_and(word, exp.Neg(this=exp.paren(word.copy())))
    below = exp.BitwiseCount(this=bits_without(lowest, number(1)))
    return exp.cast(below, exp.DataType.Type.INT)


def case(whens: Iterable[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None = None) -> exp.Expr:
    """The value of the first condition that holds; NULL where there is none."""
    made = exp.Case()
    for condition, value in whens:
        made = made.when(condition, value, copy=False)
    if not made.args.get("ifs"):
        return exp.null() if otherwise is None else otherwise
    return made if otherwise is None else made.else_(otherwise, copy=False)


def no_texts() -> exp.Expr:
    """The empty list of texts."""
    return exp.cast(exp.Array(expressions=[]), "ARRAY<TEXT>")


def texts_known(texts: Sequence[exp.Expr]) -> exp.Expr:
    """A list of those texts that are not NULL, in their order."""
    one = exp.to_identifier("word")
    return exp.ArrayFilter(
        this=exp.Array(expressions=list(texts)),
        expression=exp.Lambda(this=exp.Not(this=is_null(one)), expressions=[one.copy()]),
    )


def joined_lists(lists: Sequence[exp.Expr]) -> exp.Expr:
    """Lists of texts one behind the other."""
    if not lists:
        return no_texts()
    return lists[0] if len(lists) == 1 else exp.Flatten(this=exp.Array(expressions=list(lists)))


def numbers_below(count: int, name: str) -> exp.Select:
    """A query of the whole numbers from 0 to below a count, in one column."""
    series = exp.GenerateSeries(start=number(0), end=number(count - 1))
    return exp.select(named(exp.Explode(this=series), name), copy=False)


def named(value: exp.Expr, name: str) -> exp.Expr:
    """A value as a column of a query."""
    return exp.alias_(value, name, quoted=True, copy=False)


def _alias(name: str, columns: Sequence[str] = ()) -> exp.TableAlias:
    quoted = [exp.to_identifier(one, quoted=True) for one in columns]
    return exp.TableAlias(this=exp.to_identifier(name, quoted=True), columns=quoted)


def values(name: str, columns: Sequence[str], rows: Iterable[Sequence[exp.Expr]]) -> exp.Expr:
    """A written table."""
    written = [exp.Tuple(expressions=list(row)) for row in rows]
    return exp.Values(expressions=written, alias=_alias(name, columns))


def subquery(query: exp.Query, name: str) -> exp.Subquery:
    """A query as a table of another."""
    return exp.Subquery(this=query, alias=_alias(name))


def source(relation: str | exp.Expr, name: str) -> exp.Expr:
    """What a caller gives as a relation: the name of a table, a table, or a query."""
    if isinstance(relation, str):
        return exp.Table(this=exp.to_identifier(relation, quoted=True), alias=_alias(name))
    if isinstance(relation, exp.Query) and not isinstance(relation, exp.Subquery):
        return subquery(relation.copy(), name)
    return exp.alias_(relation, name, table=True, quoted=True)
