"""YAML 1.2 text to nodes that know their line and column. It knows nothing of law.

Stricter than YAML on purpose: a key stands once; one document; no anchors, aliases or tags; only
`true` and `false` are truth values; only whole numbers are numbers; a date stays the text it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from comity.law.files.yaml_node import Entries, Items, Node, Scalar, scalar_of
from comity.law.files.yaml_quick import read_quickly
from comity.law.problem import Problem

NOT_YAML = "this is not YAML"
"""What is said of a text that cannot be parsed at all."""
MAX_SIZE = 4_000_000
"""Characters of one file; a longer one is not a law file that a person wrote."""
MAX_DEPTH = 30
"""Levels of nesting; deeper text is a mistake or an attack."""

_Event: TypeAlias = Any  # ruamel.yaml does not type what its events hold


@lru_cache(maxsize=64)
def read_yaml(text: str, *, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The one document of a text, and everything wrong with it.

    The node is None where the text could not be read to its end. Nothing is raised. A text that was
    read before is not read again, so that a corpus is quick to load with another overlay.
    """
    if (quick := read_quickly(text)) is not None:
        return quick, ()
    if len(text) > MAX_SIZE:
        problem = Problem(
            file=file,
            line=0,
            what=f"the file has {len(text)} characters",
            why=f"a law file has at most {MAX_SIZE}",
            remedy="split it, one place in each file",
        )
        return None, (problem,)
    composer = _Composer(file, text)
    try:
        node = composer.document(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        composer.problems.append(_not_yaml(error, file))
        node = None
    except YAMLError as error:
        composer.problems.append(_unreadable(error, text, file))
        node = None
    return node, tuple(composer.problems)


def _not_yaml(error: MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    return Problem(
        file=file,
        line=mark.line + 1 if mark is not None else 0,
        what=NOT_YAML,
        why=" ".join(said.replace("'", "`").split()) or "it cannot be read",
        remedy="check indentation, brackets, and quotes around text that holds `: ` or ` #`",
    )


def _unreadable(error: YAMLError, text: str, file: str) -> Problem:
    position = getattr(error, "position", None)
    at = position if isinstance(position, int) else 0
    return Problem(
        file=file,
        line=text.count("\n", 0, at) + 1,
        what="the file holds a character that YAML does not allow",
        why=f"character number {at + 1} is a control character",
        remedy="remove it and save the file as UTF-8 text",
    )


class _Composer:
    """Turns the parser's events into nodes, collecting problems on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def refuse(self, line: int, what: str, why: str, remedy: str) -> None:
        self.problems.append(Problem(file=self.file, line=line, what=what, why=why, remedy=remedy))

    def document(
        self, events: Iterator[_Event]
    ) -> Node | None:  # ruamel.yaml types its events loosely
        node: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(
                        event.start_mark.line + 1,
                        "a second document begins",
                        "a law file holds one",
                        "remove the `---` or move the rest into a file of its own",
                    )
                    return node
                if event.version not in {None, (1, 2)} or event.tags:
                    self.refuse(
                        event.start_mark.line + 1,
                        "a directive stands before the text",
                        "law files are plain YAML 1.2",
                        "remove the lines that begin with `%`",
                    )
            elif isinstance(event, NodeEvent):
                node = self.node(event, events, 0)
                if node is None:
                    return None
        if node is None:
            self.refuse(0, "the file is empty", "nothing can be read from it", "write its keys")
        return node

    def node(self, event: _Event, events: Iterator[_Event], depth: int) -> Node | None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self.refuse(
                line,
                "an anchor or alias (`&`, `*`) is used",
                "law files say everything where it stands",
                "write the value out, or put quotes around text that begins with `&` or `*`",
            )
            if isinstance(event, AliasEvent):
                return Scalar(None, line, column, line, column)
        elif event.ctag is not None and event.ctag.trval is not None:
            self.refuse(
                line,
                f"the tag `{event.ctag.trval}` is used",
                "law files hold plain values",
                "remove it, or put quotes around text that begins with `!`",
            )
        if isinstance(event, ScalarEvent):
            return self.scalar(event, line, column)
        if depth >= MAX_DEPTH:
            self.refuse(
                line,
                f"values are nested more than {MAX_DEPTH} deep",
                "no law file needs that",
                "check brackets and indentation",
            )
            return None
        if isinstance(event, SequenceStartEvent):
            return self.items(events, line, column, depth)
        if isinstance(event, MappingStartEvent):
            return self.entries(event, events, depth)
        raise AssertionError(event)

    def items(self, events: Iterator[_Event], line: int, column: int, depth: int) -> Items | None:
        found: list[Node] = []
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            item = self.node(event, events, depth + 1)
            if item is None:
                return None
            found.append(item)
        return Items(tuple(found), line, column)

    def entries(self, start: _Event, events: Iterator[_Event], depth: int) -> Entries | None:
        line, column = start.start_mark.line + 1, start.start_mark.column + 1
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            key = self.node(event, events, depth + 1)
            value = None if key is None else self.node(next(events), events, depth + 1)
            if key is None or value is None:
                return None
            # A key is the text that stands there: `true: x` is a mapping with the key `true`.
            name = event.value if isinstance(event, ScalarEvent) else None
            if not isinstance(key, Scalar) or name is None:
                self.refuse(
                    key.line, "a key is not a text", "keys are words", "write one word before `:`"
                )
            elif name in entries:
                self.refuse(
                    key.line,
                    f"the key `{name}` stands twice",
                    f"it already stands in line {keys[name].line}",
                    "keep one of them",
                )
            else:
                entries[name], keys[name] = value, key
        return Entries(entries, keys, line, column, in_braces=bool(start.flow_style))

    def scalar(self, event: ScalarEvent, line: int, column: int) -> Scalar:
        style = event.style
        if style in {"|", ">"}:
            return self.block(event, line, column)
        if style in {"'", '"'}:
            return Scalar(event.value, line, column, line, column + 1)
        return scalar_of(event.value, line, column)

    def block(self, event: ScalarEvent, line: int, column: int) -> Scalar:
        indent = 0
        for text in self.lines[line : event.end_mark.line]:
            if text.strip():
                indent = len(text) - len(text.lstrip(" "))
                break
        return Scalar(event.value, line, column, line + 1, indent + 1)
