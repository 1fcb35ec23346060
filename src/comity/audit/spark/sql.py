"""The SQL of an audit, which is written once in DuckDB's dialect, as Spark says the same.

sqlglot carries most of it over. What it would carry over into another meaning is put right in the tree here, and a
function that is not known to mean the same is refused, never guessed: see docs/decisions/0028.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp, parse_one

# Functions that mean the same to both engines, with NULL, in any order of rows, over the types that an audit has.
_SAME: tuple[type[exp.Expr], ...] = (
    exp.And, exp.AnyValue, exp.ArrayFilter, exp.Case, exp.Cast, exp.Chr, exp.Coalesce, exp.Count,
    exp.Exists, exp.Greatest, exp.Hour, exp.If, exp.Lower, exp.Max, exp.Min, exp.Or, exp.Replace, exp.RowNumber, exp.Sum,
    exp.Trim,
)  # fmt: skip

# `\s` of RE2, spelt out: Java's has the vertical tab too.
_SPACE = "\\t\\n\\f\\r "
_UNCLEAR = ("\\b", "\\B", "\\S", "\\w", "\\W", "\\p", "(?", "&&")


class UntoldSqlError(Exception):
    """A statement that is not known to mean the same on Spark: a fault of the program, found before it runs."""


def parsed(sql: str) -> exp.Expr:
    """The tree of a statement in DuckDB's dialect."""
    return parse_one(sql, dialect="duckdb")


def tables_in(tree: exp.Expr) -> set[str]:
    """The tables and views that a statement reads; names of its own `WITH` are none."""
    own = {one.alias_or_name for one in tree.find_all(exp.CTE)}
    return {name for one in tree.find_all(exp.Table) if (name := one.name) and name not in own}


def to_spark(query: exp.Expr) -> str:
    """A query as Spark's text, all names in quotes. Raises UntoldSqlError."""
    told = query.copy()
    for cast in told.find_all(exp.Cast):
        _whole(cast)
    for node in reversed(list(told.walk())):  # what is inside before what it is inside of
        if isinstance(node, exp.Func):
            _check(node)
        mend = _mend_of(node)
        if mend is not None:
            new = mend(node)
            if new is not node:
                node.replace(new)
    return told.sql(dialect="spark", identify=True)


def _check(node: exp.Func) -> None:
    if isinstance(node, exp.Anonymous):
        if node.name.lower() not in _FUNCTIONS:
            raise UntoldSqlError(f"the function `{node.name}` has no words for Spark yet")
    elif not isinstance(node, _SAME) and type(node) not in _MENDED:
        raise UntoldSqlError(f"the function `{node.sql_name()}` has no words for Spark yet")


def _whole(node: exp.Cast) -> None:
    """DuckDB rounds a fraction where Spark cuts it off: no quotient may become a whole number in a cast."""
    if node.to.is_type(*exp.DataType.INTEGER_TYPES) and node.this.find(
        exp.Div, exp.IntDiv, exp.Avg
    ):
        raise UntoldSqlError(f"a quotient is made a whole number: `{node.sql()[:80]}`")


def _mend_of(node: exp.Expr) -> Callable[[exp.Expr], exp.Expr] | None:
    if isinstance(node, exp.Anonymous):
        return _FUNCTIONS.get(node.name.lower())
    return _MENDED.get(type(node))


def java_pattern(pattern: str) -> str:
    """A regular expression of RE2 for a whole text, as Java reads the same. Raises UntoldSqlError."""
    body = pattern.removeprefix("^").removesuffix("$")
    if any(mark in body.replace("(?:", "(") for mark in _UNCLEAR):
        raise UntoldSqlError(f"the pattern `{pattern}` may mean another thing to Java")
    inside, made, at = False, "", 0
    while at < len(body):
        if body[at] == "\\":
            two = body[at : at + 2]
            made += (_SPACE if inside else f"[{_SPACE}]") if two == "\\s" else two
            at += 2
            continue
        inside = {"[": True, "]": False}.get(body[at], inside)
        made += body[at]
        at += 1
    return f"\\A(?:{made})\\z"


def _full_match(node: exp.Expr) -> exp.Expr:
    pattern = node.expression
    if not isinstance(pattern, exp.Literal):
        raise UntoldSqlError("a pattern that is not written out has no words for Spark")
    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(java_pattern(pattern.name)))


def _hours(node: exp.Expr) -> exp.Expr:
    """So many hours as a length of time."""
    none = [exp.Literal.number(0) for _ in range(4)]
    return exp.Anonymous(this="make_interval", expressions=[*none, *node.expressions])


def _concat(node: exp.Expr) -> exp.Expr:
    """NULL is left out, and a number is its digits: Spark's own gives NULL, and takes no number beside a text."""
    parts = [
        exp.Coalesce(this=exp.cast(one, "TEXT"), expressions=[exp.Literal.string("")])
        for one in node.expressions
    ]
    return exp.Concat(expressions=parts, safe=True, coalesce=False)


def _concat_ws(node: exp.Expr) -> exp.Expr:
    mark, *rest = node.expressions
    texts = [exp.cast(one, "TEXT") for one in rest]
    return exp.Anonymous(this="concat_ws", expressions=[mark, *texts])


def _greatest_by(node: exp.Expr) -> exp.Expr:
    """`arg_max(x, (a, b))`: Spark has no bare tuple to order by."""
    by = node.expression
    if isinstance(by, exp.Tuple):
        by = exp.Anonymous(this="struct", expressions=by.expressions)
    return exp.Anonymous(this="max_by", expressions=[node.this, by])


def _epoch(node: exp.Expr) -> exp.Expr:
    """Seconds with their fraction; halves go to the even one in the cast that follows, as they do in DuckDB."""
    micros = exp.Anonymous(
        this="unix_micros", expressions=[exp.cast(node.this, exp.DataType.Type.TIMESTAMPLTZ)]
    )
    seconds = exp.Div(
        this=exp.cast(micros, "DOUBLE"), expression=exp.cast(exp.Literal.number(10**6), "DOUBLE")
    )
    return exp.Anonymous(this="rint", expressions=[seconds])


def _moment(node: exp.Expr) -> exp.Expr:
    """The beginning of an hour or a month: a moment without a zone, as it went in."""
    return exp.Cast(this=node.copy(), to=exp.DataType.build("TIMESTAMPNTZ"))


def _length(node: exp.Expr) -> exp.Expr:
    """`len` of a list is `size` there; that of a text is not asked for."""
    inner = node.this
    if not isinstance(inner, exp.ArrayFilter):
        raise UntoldSqlError("the length of a text has no words for Spark yet")
    return exp.ArraySize(this=inner)


def _numbered(node: exp.Expr) -> exp.Expr:
    """`row_number() OVER ()`: Spark wants an order to be named."""
    stated = any(map(node.args.get, ("order", "alias", "partition_by")))
    if isinstance(node.this, exp.RowNumber) and not stated:
        order = exp.Order(expressions=[exp.Ordered(this=exp.Literal.string(""), nulls_first=True)])
        node.set("order", order)
    return node


_MENDED: Mapping[type[exp.Expr], Callable[[exp.Expr], exp.Expr]] = {
    exp.ArgMax: _greatest_by,
    exp.Concat: _concat,
    exp.ConcatWs: _concat_ws,
    exp.Length: _length,
    exp.RegexpFullMatch: _full_match,
    exp.TimeToUnix: _epoch,
    exp.TimestampTrunc: _moment,
    exp.DateTrunc: _moment,
    exp.Window: _numbered,
}
_FUNCTIONS: Mapping[str, Callable[[exp.Expr], exp.Expr]] = {"to_hours": _hours}
