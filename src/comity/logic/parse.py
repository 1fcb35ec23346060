"""From the text of a condition to its tree, with places. The text is read with `ast`, never run.

The grammar: words, string and whole-number literals, one comparison, membership in a written set,
`and`, `or`, `not`, parentheses, comments, `True` and `False`, and the predicates of `PREDICATES`.
Everything else is refused with its place and what to write instead.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from comity.logic.expr import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Not,
    OneOf,
    Operator,
    Predicate,
    Span,
    Value,
)

MAX_LENGTH = 20_000
"""Characters of one condition; longer text is not a condition a person wrote."""
MAX_DEPTH = 40
"""Levels of nesting; deeper text cannot be reviewed and could exhaust the stack."""
MAX_NUMBER = 999_999_999
"""The largest number of a condition: it fits every engine's whole numbers, with room beside it."""

_WORD = re.compile(r"[a-z][a-z0-9_]*\Z")
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What one predicate takes: names of its positional texts, and its keywords by kind."""

    arguments: tuple[str, ...]
    texts: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()

    @property
    def keywords(self) -> frozenset[str]:
        """Every keyword the predicate accepts."""
        return self.texts | self.sets | self.flags


_DOCUMENT = Signature(
    arguments=(),
    sets=frozenset({"kind", "issuer", "effect", "matter"}),
    flags=frozenset({"names_person", "signed", "served"}),
)
_RECORD_TEXTS = frozenset(
    {"grade", "within", "anchor", "measured_to", "jurisdiction", "class_as_of"}
)

PREDICATES: Mapping[str, Signature] = {
    "shown": _DOCUMENT,
    "shown_only": _DOCUMENT,
    "convicted": Signature(
        arguments=("class",), texts=_RECORD_TEXTS, flags=frozenset({"serving", "tolled"})
    ),
    "charged": Signature(
        arguments=("class",), texts=_RECORD_TEXTS, flags=frozenset({"held_to_answer", "pending"})
    ),
    "arrested": Signature(arguments=("class",), texts=_RECORD_TEXTS),
    "registered": Signature(arguments=("registry",)),
    "within": Signature(arguments=("word", "window")),
}
"""The closed list. What each means is said in `comity.law.records`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing wrong in a condition: where, what it is, and what to write instead."""

    span: Span
    what: str
    remedy: str


class ExpressionError(ValueError):
    """A condition that cannot be read; `mistakes` holds everything found, in order of place."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("; ".join(f"{one.span}: {one.what}; {one.remedy}" for one in mistakes))


@lru_cache(maxsize=4096)
def parse_key(key: str) -> Expr:
    """The condition of which a key is the text. Kept: the same keys are told and asked again and again.

    Raises ExpressionError.
    """
    return parse(key)


def parse(text: str, *, file: str = "<text>", line: int = 1, column: int = 1) -> Expr:
    """Read a condition. `line` and `column` say where its first character stands in `file`.

    Raises ExpressionError with every mistake of the text.
    """
    start = Span(file=file, line=line, column=column)
    if not text.strip():
        raise _refused(start, *_NOTHING)
    if len(text) > MAX_LENGTH:
        raise _refused(
            start,
            f"the condition has {len(text)} characters",
            f"stay below {MAX_LENGTH}: move parts into defined words",
        )
    _refuse_unseen(text, start)
    deepest, lowest = _nesting(text)
    if deepest > MAX_DEPTH:
        raise _refused(start, *_TOO_DEEP)
    body = _expression(text, start, is_suspect=lowest < 0)
    if isinstance(body, ast.Tuple) and not body.elts:
        raise _refused(start, *_NOTHING)
    reader = _Reader(text, start)
    tree = reader.read(body)
    if reader.mistakes:
        raise ExpressionError(tuple(reader.mistakes))
    return tree


_NOTHING = ("there is no condition", "write one, or `True` for always")
_TOO_DEEP = (
    f"the condition is nested more than {MAX_DEPTH} deep",
    "move parts into defined words",
)


def _refused(span: Span, what: str, remedy: str) -> ExpressionError:
    return ExpressionError((Mistake(span=span, what=what, remedy=remedy),))


def _refuse_unseen(text: str, start: Span) -> None:
    """What a reviewer cannot see may turn the text around, or end it early for other readers."""
    for number, line in enumerate(_LINE_END.split(text)):
        for column, character in enumerate(line):
            if not character.isprintable() and character != "\t":
                span = Span(file=start.file, line=start.line + number, column=start.column + column)
                what = f"the condition holds the unseen character U+{ord(character):04X}"
                raise _refused(span, what, "delete it, or write a plain space")


def _nesting(text: str) -> tuple[int, int]:
    """The deepest and the lowest level of brackets, those in texts and comments counted too."""
    deepest = lowest = depth = 0
    for character in text:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
            lowest = min(lowest, depth)
    return deepest, lowest


def _expression(text: str, start: Span, *, is_suspect: bool) -> ast.expr:
    """The text as Python reads it, inside added brackets, so that lines may break anywhere.

    `is_suspect` texts close a bracket before they open it, perhaps the added one.
    """
    try:
        with warnings.catch_warnings():
            # What Python reads with a warning (`1or x`, `"\\d"`) is too doubtful for law.
            warnings.simplefilter("error")
            if is_suspect and not _is_one_argument(ast.parse(f"_(\n{text}\n)", mode="eval").body):
                raise _not_an_expression(None, text, start)
            return ast.parse(f"(\n{text}\n)", mode="eval").body
    except (RecursionError, MemoryError):
        raise _refused(start, *_TOO_DEEP) from None
    except SyntaxError as error:
        raise _not_an_expression(error, text, start) from None


def _is_one_argument(whole: ast.expr) -> bool:
    return isinstance(whole, ast.Call) and isinstance(whole.func, ast.Name)


def _not_an_expression(error: SyntaxError | None, text: str, start: Span) -> ExpressionError:
    line = column = 0
    if error is not None and error.lineno is not None:
        # The text stands one line down, inside the added bracket.
        line = min(max(error.lineno - 2, 0), text.count("\n"))
        column = max((error.offset or 1) - 1, 0) if error.lineno > 1 else 0
    span = Span(file=start.file, line=start.line + line, column=start.column + column)
    return _refused(
        span,
        "this is not a condition",
        "check brackets and quotes; write words joined by `and`, `or`, `not`",
    )


_OPERATORS: Mapping[type[ast.cmpop], Operator] = {
    ast.Eq: Operator.EQUAL,
    ast.NotEq: Operator.NOT_EQUAL,
    ast.Lt: Operator.BELOW,
    ast.LtE: Operator.AT_MOST,
    ast.Gt: Operator.ABOVE,
    ast.GtE: Operator.AT_LEAST,
}

_INSTEAD: Mapping[type[ast.AST], tuple[str, str]] = {
    ast.Attribute: ("a dot", "use one whole word"),
    ast.BinOp: ("arithmetic", 'compare a word with a number, or use `within="5 years"`'),
    ast.UnaryOp: ("a sign", "write a plain whole number, or `not` before a condition"),
    ast.IfExp: ("`if`", "use `and` and `or`"),
    ast.Subscript: ("an index", "use one whole word"),
    ast.Lambda: ("`lambda`", "write the condition itself"),
    ast.NamedExpr: ("an assignment", "define a word in the file's `words`"),
    ast.List: ("a list", "write a set in braces after `in`"),
    ast.Tuple: ("a comma", "join conditions with `and` or `or`"),
    ast.Set: ("a set", "write `word in {...}`"),
    ast.Dict: ("a mapping", "write a set in braces after `in`"),
    ast.JoinedStr: ("a formatted text", "write the text in plain quotes"),
    ast.Starred: ("a star", "write the values out"),
}


@dataclass(slots=True)
class _Reader:
    """Turns one `ast` tree into ours, collecting mistakes on the way."""

    start: Span
    lines: tuple[bytes, ...]
    mistakes: list[Mistake]

    def __init__(self, text: str, start: Span) -> None:
        self.start = start
        self.lines = tuple(line.encode() for line in _LINE_END.split(text))
        self.mistakes = []

    def span(self, node: ast.expr | ast.keyword) -> Span:
        if node.lineno < 2:  # the added bracket
            return self.start
        # `ast` counts bytes, people count characters.
        before = self.lines[node.lineno - 2][: node.col_offset].decode()
        return Span(
            file=self.start.file,
            line=self.start.line + node.lineno - 2,
            column=self.start.column + len(before),
        )

    def is_written(self, node: ast.expr | ast.keyword, word: str) -> bool:
        """Whether a word stands in the text letter by letter; if not, it is refused.

        Python takes letters that look alike for the plain ones.
        """
        if self.lines[node.lineno - 2][node.col_offset :].startswith(word.encode()):
            return True
        self.refuse(node, f"this only looks like `{word}`", "type it with the plain letters a-z")
        return False

    def refuse(self, node: ast.expr | ast.keyword, what: str, remedy: str) -> Const:
        self.mistakes.append(Mistake(span=self.span(node), what=what, remedy=remedy))
        return Const(value=False)

    def read(self, node: ast.expr, depth: int = 1) -> Expr:
        span = self.span(node)
        if depth > MAX_DEPTH:
            return self.refuse(node, *_TOO_DEEP)
        match node:
            case ast.Constant(value=bool(value)):
                return Const(value=value, span=span)
            case ast.Constant():
                return self.refuse(node, "a literal is not a condition", "compare a word with it")
            case ast.Name(id=word):
                return (
                    Fact(word=word, span=span) if self.is_word(node, word) else Const(value=False)
                )
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(operand=self.read(operand, depth + 1), span=span)
            case ast.BoolOp(op=ast.And(), values=values):
                return AllOf(operands=self.operands(values, depth), span=span)
            case ast.BoolOp(values=values):
                return AnyOf(operands=self.operands(values, depth), span=span)
            case ast.Compare():
                return self.comparison(node, span)
            case ast.Call():
                return self.predicate(node, span)
            case _:
                what, remedy = _INSTEAD.get(
                    type(node), ("this form", "use words, comparisons, `and`, `or`, `not`")
                )
                return self.refuse(node, f"{what} is not part of a condition", remedy)

    def operands(self, values: list[ast.expr], depth: int) -> tuple[Expr, ...]:
        return tuple(self.read(value, depth + 1) for value in values)

    def is_word(self, node: ast.expr, word: str) -> bool:
        if _WORD.match(word):
            return self.is_written(node, word)
        self.refuse(node, f"`{word}` is not a word", "words are lower case letters, digits and `_`")
        return False

    def comparison(self, node: ast.Compare, span: Span) -> Expr:
        if len(node.ops) != 1:
            return self.refuse(
                node, "comparisons may not be chained", "join two comparisons with `and`"
            )
        operator, right = node.ops[0], node.comparators[0]
        if isinstance(operator, ast.Is | ast.IsNot):
            return self.refuse(
                node,
                "`is` is not part of a condition",
                "use `==` with a value, or the word alone or after `not` where it is true or false; whether a word is known cannot be asked",
            )
        if not isinstance(node.left, ast.Name):
            what, remedy = _INSTEAD.get(type(node.left), ("", "put the word on the left"))
            told = (
                f"{what} is not part of a condition" if what else "a comparison begins with a word"
            )
            return self.refuse(node.left, told, remedy)
        word = node.left.id
        if not self.is_word(node.left, word):
            return Const(value=False)
        if isinstance(operator, ast.In | ast.NotIn):
            values = self.members(right)
            if values is None:
                return Const(value=False)
            member = OneOf(word=word, values=values, span=span)
            return Not(operand=member, span=span) if isinstance(operator, ast.NotIn) else member
        value = self.literal(right)
        if value is None:
            return Const(value=False)
        return Compare(word=word, operator=_OPERATORS[type(operator)], value=value, span=span)

    def literal(self, node: ast.expr) -> Value | None:
        match node:
            case ast.Constant(value=bool()):
                self.refuse(node, "a truth value is not compared", "write the word, or `not` it")
            case ast.Constant(value=int(number)):
                if number <= MAX_NUMBER:
                    return number
                self.refuse(node, "the number is too large", f"numbers go up to {MAX_NUMBER}")
            case ast.Constant(value=str()):
                return self.text(node)
            case ast.Constant(value=None):
                self.refuse(
                    node, "`None` is not a value", "whether a word is known cannot be asked"
                )
            case ast.Name(id="true" | "false" as word):
                self.refuse(node, f"`{word}` is not compared with", "write the word, or `not` it")
            case ast.Name(id=word):
                remedy = "put the value in quotes; words stand left"
                self.refuse(node, f"`{word}` is not a literal", remedy)
            case _:
                self.refuse(
                    node, "this is not a literal", "write a text in quotes or a whole number"
                )
        return None

    def text(self, node: ast.expr) -> str | None:
        """A literal text, or None; one with unseen characters (written as an escape) is refused."""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            return None
        if node.value.isprintable():
            return node.value
        self.refuse(node, "the text holds an unseen character", "write plain characters")
        return None

    def members(self, node: ast.expr) -> tuple[Value, ...] | None:
        if not isinstance(node, ast.Set):
            self.refuse(node, "membership needs a written set", 'write `in {"a", "b"}`')
            return None
        values = [self.literal(element) for element in node.elts]
        found = [value for value in values if value is not None]
        if len(found) < len(values):
            return None
        if len({type(value) for value in found}) > 1:
            self.refuse(node, "a set mixes texts and numbers", "use one kind of value")
            return None
        if len(set(found)) < len(found):
            self.refuse(node, "a set holds a value twice", "write each value once")
            return None
        return tuple(sorted(found, key=str if isinstance(found[0], str) else int))

    def predicate(self, node: ast.Call, span: Span) -> Expr:
        if not isinstance(node.func, ast.Name) or node.func.id not in PREDICATES:
            name = f"`{node.func.id}(...)`" if isinstance(node.func, ast.Name) else "this call"
            remedy = f"use one of {', '.join(PREDICATES)}"
            return self.refuse(node, f"{name} is not a predicate", remedy)
        if not self.is_written(node.func, node.func.id):
            return Const(value=False)
        name, signature = node.func.id, PREDICATES[node.func.id]
        if len(node.args) != len(signature.arguments):
            wanted = " and ".join(f"one {argument}" for argument in signature.arguments)
            remedy = "put each in quotes" if wanted else "write what each is: `kind=...`"
            return self.refuse(node, f"`{name}` takes {wanted or 'only keywords'}", remedy)
        arguments: list[str] = []
        for argument in node.args:
            if not _is_text(argument):
                self.refuse(argument, f"`{name}` takes texts", "put it in quotes")
            arguments.append(self.text(argument) or "")
        filters: dict[str, Value | tuple[str, ...]] = {}
        for keyword in node.keywords:
            value = self.filter(name, signature, keyword)
            if keyword.arg in filters:
                self.refuse(keyword, f"`{keyword.arg}` is given twice", "give it once")
            if keyword.arg is not None and value is not None:
                filters[keyword.arg] = value
        return Predicate(
            name=name, arguments=tuple(arguments), filters=tuple(sorted(filters.items())), span=span
        )

    def filter(
        self, name: str, signature: Signature, keyword: ast.keyword
    ) -> Value | tuple[str, ...] | None:
        word, node = keyword.arg, keyword.value
        if word is None or word not in signature.keywords:
            known = ", ".join(sorted(signature.keywords)) or "no keywords"
            self.refuse(keyword, f"`{name}` does not take `{word or '**'}`", f"it takes {known}")
            return None
        if not self.is_written(keyword, word):
            return None
        if word in signature.flags:
            if isinstance(node, ast.Constant) and isinstance(node.value, bool):
                return node.value
            self.refuse(node, f"`{word}` is true or false", f"write `{word}=True`")
            return None
        if word in signature.sets:
            if _is_text(node):
                text = self.text(node)
                return None if text is None else (text,)
            values = self.members(node) if isinstance(node, ast.Set) else (0,)
            if values is None or all(isinstance(value, str) for value in values):
                return None if values is None else tuple(str(value) for value in values)
            self.refuse(node, f"`{word}` takes texts", f'write `{word}={{"..."}}`')
            return None
        if _is_text(node):
            return self.text(node)
        self.refuse(node, f"`{word}` takes a text", "put it in quotes")
        return None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
