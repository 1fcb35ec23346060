"""A quick reading of the plain YAML that law files are written in, for the start of every command.

It reads a part of YAML and says None to everything else, mistakes included: then the full reader
decides. Where it does give a node, it is the node that the full reader gives, places included;
`tests/law/test_yaml_quick.py` holds the two together.
"""

from __future__ import annotations

import re
from itertools import pairwise

from comity.law.files.yaml_node import Entries, Items, Node, Scalar, scalar_of

_DEEPEST = 20

# Anything that could begin, end or change a document, or a line, in a way not thought of here.
_STRANGE = re.compile(
    "[\t\r\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
    r"|^(?:---|\.\.\.|%)",
    re.MULTILINE,
)
_REST = re.compile(r" *(?: #.*)?\Z")
_COMMENT = re.compile(r" *(?:#.*)?\Z")
_KEY = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_./-]*):(?= |\Z)")
_PART = r"[A-Za-z0-9_][A-Za-z0-9_./=-]*"
_KEY_OUTSIDE_BRACES = re.compile(rf"({_PART}(?:, {_PART})*):(?= |\Z)")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\[\"\\])*)\"|'([^']*)'(?!')")
_ESCAPED = re.compile(r"\\([\"\\])")
_BLOCK_HEAD = re.compile(r"([|>])(-?)(?: +#.*| *)\Z")
_KEY_ENDS = re.compile(r":(?= |\Z)")
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_IN_BLOCK = r"(?:[^\s:#]|:(?=\S)|(?<=\S)#)"
_IN_BRACES = r"(?:[^\s:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=[^\s,\[\]{}])#)"
_PLAIN = re.compile(rf"{_FIRST}{_IN_BLOCK}*(?: +{_IN_BLOCK}+)*")
_PLAIN_IN_BRACES = re.compile(rf"{_FIRST}{_IN_BRACES}*(?: +{_IN_BRACES}+)*")


class _NotPlainError(Exception):
    """The text is more than this reader knows."""


def read_quickly(text: str) -> Node | None:
    """The one document of a plain text, or None where only the full reader can tell."""
    if not text.endswith("\n") or _STRANGE.search(text):
        return None
    reader = _Quick(text)
    try:
        return reader.document()
    except _NotPlainError:
        return None


class _Quick:
    """Reads line by line; `at` is the line that is read next, or just being read."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.at = 0

    def document(self) -> Node:
        self.to_next_line(0)
        node = self.node(self.indent(), depth=0)
        if self.at < len(self.lines):
            raise _NotPlainError
        return node

    def indent(self) -> int:
        """Where the text of the line begins; before everything at the end of the file."""
        if self.at >= len(self.lines):
            return -1
        line = self.lines[self.at]
        return len(line) - len(line.lstrip(" "))

    def to_next_line(self, start: int) -> None:
        """Go to the first line from `start` on that says something."""
        lines, self.at = self.lines, start
        while self.at < len(lines):
            text = lines[self.at].lstrip(" ")
            if text and text[0] != "#":
                return
            self.at += 1

    def node(self, column: int, depth: int) -> Node:
        """What begins in this line at a column."""
        if self.at >= len(self.lines) or depth > _DEEPEST:
            raise _NotPlainError
        line = self.lines[self.at]
        if line.startswith("- ", column) or line[column:] == "-":
            return self.items(column, depth)
        if self.key(column) is not None:
            return self.entries(column, depth)
        return self.value(column, column - 1, depth)

    def key(
        self, column: int, form: re.Pattern[str] = _KEY_OUTSIDE_BRACES
    ) -> tuple[Scalar, str, int] | None:
        """The key that begins at a column, its name, and where its value may begin."""
        line, number = self.lines[self.at], self.at + 1
        match = form.match(line, column)
        if match is not None:
            return scalar_of(match[1], number, column + 1), match[1], match.end()
        if line[column] not in "\"'":
            return None
        quoted, end = self.quoted(line, number, column)
        ends = _KEY_ENDS.match(line, end)
        return None if ends is None else (quoted, str(quoted.value), ends.end())

    def items(self, column: int, depth: int) -> Items:
        found: list[Node] = []
        line_number = self.at
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if self.at > line_number or found:
                indent = self.indent()
                if indent < column or (indent == column and line[indent] != "-"):
                    break
                if indent > column:
                    raise _NotPlainError
            if not line.startswith("- ", column) or _COMMENT.match(line, column + 1):
                raise _NotPlainError
            inner = column + 2
            while line[inner] == " ":
                inner += 1
            if self.key(inner) is not None:
                found.append(self.entries(inner, depth + 1))
            else:
                found.append(self.value(inner, column, depth + 1))
        return Items(tuple(found), line_number + 1, column + 1)

    def entries(self, column: int, depth: int) -> Entries:
        if depth > _DEEPEST:
            raise _NotPlainError
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        first = self.at
        while self.at < len(self.lines):
            if entries:
                indent = self.indent()
                if indent < column:
                    break
                if indent > column:
                    raise _NotPlainError
            line, key = self.lines[self.at], self.key(column)
            if key is None or key[1] in entries:
                raise _NotPlainError
            keys[key[1]], name, rest = key
            if _says_nothing(line, rest):
                self.to_next_line(self.at + 1)
                indent = self.indent()
                if indent < column or (
                    indent == column and not self.lines[self.at].startswith("- ", indent)
                ):
                    raise _NotPlainError
                entries[name] = self.node(indent, depth + 1)
                continue
            while line[rest] == " ":
                rest += 1
            entries[name] = self.value(rest, column, depth + 1)
        return Entries(entries, keys, first + 1, column + 1)

    def value(self, column: int, outer: int, depth: int) -> Node:
        """A value that begins in this line, under something that begins at the column `outer`."""
        line, number = self.lines[self.at], self.at + 1
        first = line[column]
        if first in "|>":
            return self.block(column, outer)
        node: Node
        if first in "[{":
            node, end = self.braces(column, depth)
        elif first in "\"'":
            node, end = self.quoted(line, number, column)
        else:
            match = _PLAIN.match(line, column)
            if match is None:
                raise _NotPlainError
            end = match.end()
            node = scalar_of(match[0], number, column + 1)
        line = self.lines[self.at]
        if end < len(line) and not _REST.match(line, end):
            raise _NotPlainError
        self.to_next_line(self.at + 1)
        if self.indent() > outer:
            raise _NotPlainError  # the text goes on in the next line, or the next line is amiss
        return node

    def quoted(self, line: str, number: int, column: int) -> tuple[Scalar, int]:
        match = _QUOTED.match(line, column)
        if match is None:
            raise _NotPlainError
        text = match[2] if match[1] is None else _ESCAPED.sub(r"\1", match[1])
        return Scalar(text, number, column + 1, number, column + 2), match.end()

    def block(self, column: int, outer: int) -> Scalar:
        """A `|` or `>` block; blank lines at its end do not count."""
        head = self.at
        match = _BLOCK_HEAD.match(self.lines[head], column)
        if match is None:
            raise _NotPlainError
        end = head + 1
        indent = -1
        found: list[str] = []
        while end < len(self.lines):
            line = self.lines[end]
            text = line.lstrip(" ")
            if text:
                inside = len(line) - len(text)
                if indent < 0:
                    if inside <= max(outer, 0):
                        raise _NotPlainError
                    indent = inside
                if inside < indent:
                    if inside > outer:
                        raise _NotPlainError
                    break
                found.append(line[indent:])
            elif line:
                raise _NotPlainError  # spaces alone may or may not belong to the text
            else:
                found.append("")
            end += 1
        while found and not found[-1]:
            found.pop()
        if not found:
            raise _NotPlainError
        self.to_next_line(end)
        body = "\n".join(found) if match[1] == "|" else _folded(found)
        text = body + ("" if match[2] else "\n")
        return Scalar(text, head + 1, column + 1, head + 2, indent + 1)

    def skip(self, column: int) -> int:
        """Inside braces: go over spaces, comments and ends of lines, to what comes next."""
        while _says_nothing(self.lines[self.at], column):
            if (
                "#" in self.lines[self.at][column:]
                and column
                and self.lines[self.at][column] == "#"
            ):
                raise _NotPlainError
            self.at += 1
            column = 0
            if self.at >= len(self.lines):
                raise _NotPlainError
        line = self.lines[self.at]
        while line[column] == " ":
            column += 1
        return column

    def braces(self, column: int, depth: int) -> tuple[Items | Entries, int]:
        """A list or mapping in braces, and where it ends in the line that is then read."""
        if depth > _DEEPEST:
            raise _NotPlainError
        start, start_column = self.at + 1, column + 1
        is_list = self.lines[self.at][column] == "["
        close = "]" if is_list else "}"
        items: list[Node] = []
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        column = self.skip(column + 1)
        while self.lines[self.at][column] != close:
            if is_list:
                item, column = self.in_braces(column, depth)
                items.append(item)
            else:
                key = self.key(column, _KEY)
                if key is None or key[1] in entries:
                    raise _NotPlainError
                keys[key[1]], name, column = key
                column = self.skip(column)
                entries[name], column = self.in_braces(column, depth)
            column = self.skip(column)
            if self.lines[self.at][column] == ",":
                column = self.skip(column + 1)
            elif self.lines[self.at][column] != close:
                raise _NotPlainError
        if is_list:
            return Items(tuple(items), start, start_column), column + 1
        return Entries(entries, keys, start, start_column, in_braces=True), column + 1

    def in_braces(self, column: int, depth: int) -> tuple[Node, int]:
        line, number = self.lines[self.at], self.at + 1
        if line[column] in "[{":
            return self.braces(column, depth + 1)
        if line[column] in "\"'":
            return self.quoted(line, number, column)
        match = _PLAIN_IN_BRACES.match(line, column)
        if match is None:
            raise _NotPlainError
        # A text may go on in the next line; the caller sees that no comma or brace follows.
        return scalar_of(match[0], number, column + 1), match.end()


def _says_nothing(line: str, column: int) -> bool:
    """Whether nothing but spaces and a comment stands from a column on."""
    if column < len(line) and (first := line[column]) != "#":
        if first != " ":
            return False
        if column + 1 < len(line) and line[column + 1] not in " #":
            return False  # nearly every value stands one space after its key
    return _COMMENT.match(line, column) is not None


def _folded(lines: list[str]) -> str:
    """The text of a `>` block: a line end is a space, a blank line a line end."""
    if any(line.startswith(" ") for line in lines) or not lines[0]:
        raise _NotPlainError
    text = lines[0]
    for before, line in pairwise(lines):
        text += "\n" if not line else f" {line}" if before else line
    return text
