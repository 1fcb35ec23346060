"""The one layout of law files: order of keys, indentation, blank lines. It never changes a value.

Kept as written: whether a list or mapping stands in braces, `|` blocks, quotes, and comments (a
comment line belongs to what follows it, a comment behind a value to that value).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    CollectionEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from comity.law.files.keys_place import GAPS, JURISDICTION, STATES
from comity.law.files.keys_scenario import SCENARIOS
from comity.law.files.keys_vocabulary import VOCABULARY
from comity.law.files.shape import Either, ListOf, Record, Shape
from comity.law.files.yaml_text import read_yaml
from comity.law.problem import CorpusError

WIDTH = 100
"""Columns that a list or mapping in braces may take before it is broken, unless it was written on
one line."""

_Event: TypeAlias = Any  # ruamel.yaml does not type what its events hold


@dataclass(slots=True)
class _Part:
    """One value of the text: what is written, where, and what belongs to it."""

    first_line: int
    last_line: int
    text: str = ""
    """A scalar as written; of a `|` block only its head."""
    block: list[str] | None = None
    """The lines of a `|` block, from their own indentation."""
    pairs: list[tuple[_Part, _Part]] | None = None
    items: list[_Part] | None = None
    in_braces: bool = False
    above: list[str] = field(default_factory=list)
    """Comment lines that stand before it; an empty text is a blank line."""
    behind: str = ""


def format_text(text: str, *, file: str = "<text>") -> str:
    """The same YAML in the one layout. Formatting twice is the same as once.

    Raises CorpusError where the text is not YAML that the loader could read.
    """
    node, problems = read_yaml(text, file=file)
    if node is None or problems:
        raise CorpusError(problems)
    root, tail = _Composer(text).root()
    shape = _shape_of(root)
    written = [*_block(root, 0, shape, first=True), *tail]
    return "\n".join(_single_blanks(written)).rstrip("\n") + "\n"


def _shape_of(root: _Part) -> Shape | None:
    sample = root.items[0] if root.items else root
    keys = {key.text for key, _ in sample.pairs or ()}
    if root.items is None:
        return JURISDICTION if "jurisdiction" in keys else VOCABULARY
    if "expect" in keys:
        return SCENARIOS
    return GAPS if "needs" in keys else STATES


def _single_blanks(lines: Sequence[str]) -> Iterator[str]:
    """No blank line at the start or the end, and never two in a row."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


class _Composer:
    """Reads the parts of a text, and hands each comment to the part it belongs to."""

    def __init__(self, text: str) -> None:
        self.lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
        self.text_ends: dict[int, int] = {}
        self.inside: set[int] = set()
        self.starts: list[_Part] = []
        self.events: Iterator[_Event] = YAML(typ="safe", pure=True).parse(text)

    def root(self) -> tuple[_Part, list[str]]:
        """The outermost part, and the comment lines after it."""
        for event in self.events:
            if isinstance(event, NodeEvent):
                root = self.part(event, in_braces=False)
                return root, self.hand_out_comments()
        raise AssertionError(self.lines)

    def part(self, event: _Event, *, in_braces: bool) -> _Part:
        first = event.start_mark.line
        if isinstance(event, ScalarEvent):
            return self.scalar(event, first)
        braces = bool(event.flow_style)
        part = _Part(first_line=first, last_line=first, in_braces=braces)
        if isinstance(event, SequenceStartEvent):
            part.items = []
        elif isinstance(event, MappingStartEvent):
            part.pairs = []
        for inner in self.events:
            part.last_line = max(part.last_line, inner.end_mark.line if braces else first)
            if isinstance(inner, CollectionEndEvent):
                break
            child = self.part(inner, in_braces=braces)
            if not braces:
                self.starts.append(child)
            if part.items is not None:
                part.items.append(child)
            elif part.pairs is not None:
                value = self.part(next(self.events), in_braces=braces)
                part.pairs.append((child, value))
                child.last_line = max(child.last_line, value.last_line)
            part.last_line = max(part.last_line, child.last_line)
        return part

    def scalar(self, event: _Event, first: int) -> _Part:
        start, end = event.start_mark, event.end_mark
        if event.style in {"|", ">"}:
            head = self.lines[first][start.column :].split("#")[0].strip()
            last = end.line if end.column else end.line - 1
            content = self.lines[first + 1 : last + 1]
            while content and not content[-1].strip() and "+" not in head:
                content.pop()
            self.text_ends[first] = start.column + len(head)
            self.inside.update(range(first + 1, first + 1 + len(content)))
            indents = [len(line) - len(line.lstrip(" ")) for line in content if line.strip()]
            depth = indents[0] if indents else 0
            lines = [line[depth:].rstrip() if line.strip() else "" for line in content]
            return _Part(first_line=first, last_line=first + len(content), text=head, block=lines)
        self.text_ends[end.line] = max(self.text_ends.get(end.line, 0), end.column)
        if event.style in {"'", '"'}:
            self.inside.update(range(first + 1, end.line + 1))
        if first == end.line:
            text = self.lines[first][start.column : end.column]
        else:
            text = _joined(self.lines[first : end.line + 1], start.column, end.column, event)
        return _Part(first_line=first, last_line=end.line, text=text)

    def hand_out_comments(self) -> list[str]:
        """Give each comment to its part; the lines after the last part are left over."""
        # Of parts that begin on one line, the widest is written first, the narrowest last; parts of
        # one extent were met from the inside out.
        found = list(enumerate(self.starts))
        found.sort(key=lambda pair: (pair[1].first_line, -pair[1].last_line, -pair[0]))
        outermost: dict[int, _Part] = {}
        innermost: dict[int, _Part] = {}
        for _, part in found:
            outermost.setdefault(part.first_line, part)
            innermost[part.first_line] = part
        above: list[str] = []
        current: _Part | None = None
        for number, line in enumerate(self.lines):
            if number in outermost:
                outermost[number].above = above
                current, above = innermost[number], []
            if number in self.inside and number not in self.text_ends:
                continue
            comment = self.comment(number, line)
            if not line.strip():
                above.append("")
            elif comment is not None and line.lstrip().startswith("#"):
                above.append(comment)
            elif comment is not None and current is not None:
                current.behind = f"{current.behind} {comment}".strip()
        return above

    def comment(self, number: int, line: str) -> str | None:
        found = re.compile(r"(?:^|(?<=\s))#.*").search(line, self.text_ends.get(number, 0))
        return found.group().rstrip() if found else None


def _joined(lines: list[str], start: int, end: int, event: _Event) -> str:
    """A text written over several lines, on one."""
    if event.style is None or event.style == "":
        return str(event.value)
    last = len(lines) - 1
    pieces = [
        line[start if index == 0 else 0 : end if index == last else None]
        for index, line in enumerate(lines)
    ]
    if all(piece.strip() for piece in pieces) and not any(
        piece.rstrip().endswith("\\") for piece in pieces[:-1]
    ):
        return " ".join(piece.strip() for piece in pieces)
    escaped = str(event.value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _inner(shape: Shape | None) -> Shape | None:
    """The shape of an item."""
    if isinstance(shape, Either):
        shape = shape.items
    return shape.item if isinstance(shape, ListOf) else None


def _ordered(
    pairs: list[tuple[_Part, _Part]], shape: Shape | None
) -> list[tuple[_Part, _Part, Shape | None]]:
    """The pairs in the order of the shape; keys it does not know stay last, as they stood."""
    keys = list(shape.keys) if isinstance(shape, Record) else []
    places = {key.name: number for number, key in enumerate(keys)}
    shapes = {key.name: key.shape for key in keys}
    ordered = sorted(pairs, key=lambda pair: places.get(pair[0].text, len(places)))
    if len(ordered) > 1 and [id(one) for one in ordered] != [id(one) for one in pairs]:
        # Blank lines separate what stands there, whatever it is.
        blanks = [pair[0].above[:1] == [""] for pair in pairs]
        for (key, _), blank in zip(ordered, blanks, strict=True):
            said = dropwhile(lambda line: not line, key.above)
            key.above = [*[""] * blank, *said]
    return [(key, value, shapes.get(key.text)) for key, value in ordered]


def _block(part: _Part, indent: int, shape: Shape | None, *, first: bool = False) -> list[str]:
    """The lines of a list or mapping that is not in braces."""
    space = " " * indent
    lines: list[str] = []
    if part.pairs is not None:
        for key, value, inner in _ordered(part.pairs, shape):
            lines += _above(key, space)
            lines += _entry(f"{space}{key.text}:", key.behind, value, indent, inner)
    else:
        for item in part.items or ():
            lines += _above(item, space)
            if item.in_braces or (item.pairs is None and item.items is None):
                lines += _entry(f"{space}-", item.behind, item, indent, _inner(shape))
                continue
            inner_lines = _block(item, indent + 2, _inner(shape))
            while inner_lines and not inner_lines[0]:
                inner_lines.pop(0)
            if inner_lines and inner_lines[0].lstrip().startswith("#"):
                # Comments above the first key go above the item itself.
                while inner_lines[0].lstrip().startswith("#"):
                    lines.append(space + inner_lines.pop(0).lstrip())
            lines.append(f"{space}- {inner_lines[0].lstrip()}")
            lines += inner_lines[1:]
    return lines[1:] if first and lines and not lines[0] else lines


def _above(part: _Part, space: str) -> Iterator[str]:
    for line in part.above:
        yield f"{space}{line}" if line else ""


def _entry(head: str, behind: str, value: _Part, indent: int, shape: Shape | None) -> list[str]:
    """One key or dash with its value."""
    note = f"  {behind}" if behind else ""
    if value.block is not None:
        return [f"{head} {value.text}{note}", *_indented(value.block, indent + 2)]
    if value.pairs is None and value.items is None:
        return [f"{head} {value.text}".rstrip() + note]
    if not value.in_braces:
        depth = indent + 2
        return [f"{head}{note}", *_block(value, depth, shape)]
    one = f"{head} {_braces(value, shape)}"
    if len(one) <= WIDTH or value.first_line == value.last_line:
        return [one + note]
    return _broken(head, value, indent, shape, note)


def _indented(lines: list[str], indent: int) -> Iterator[str]:
    for line in lines:
        yield " " * indent + line if line else ""


def _pieces(part: _Part, shape: Shape | None) -> list[str]:
    if part.pairs is not None:
        return [
            f"{key.text}: {_braces(value, inner)}".rstrip()
            for key, value, inner in _ordered(part.pairs, shape)
        ]
    return [_braces(item, _inner(shape)) for item in part.items or ()]


def _braces(part: _Part, shape: Shape | None) -> str:
    """A value on one line."""
    if part.pairs is None and part.items is None:
        return part.text
    open_, close = "{}" if part.pairs is not None else "[]"
    return open_ + ", ".join(_pieces(part, shape)) + close


def _broken(head: str, part: _Part, indent: int, shape: Shape | None, note: str) -> list[str]:
    """A value in braces over several lines, filled, the closing brace alone."""
    open_, close = "{}" if part.pairs is not None else "[]"
    outer = " " * (indent + 2 * head.endswith("-"))
    lines = [f"{head} {open_}"]
    line = ""
    pieces = _pieces(part, shape)
    for piece, following in pairwise([*pieces, None]):
        text = f"{piece}{'' if following is None else ','}"
        if line and len(outer) + 2 + len(line) + 1 + len(text) > WIDTH:
            lines.append(f"{outer}  {line}")
            line = ""
        line = f"{line} {text}".lstrip()
    return [*lines, f"{outer}  {line}", f"{outer}{close}{note}"]
