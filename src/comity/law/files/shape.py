"""What a part of a file may look like: small shapes that read a node and describe themselves.

The same shapes read the files, order the keys for the formatter and make the JSON Schema for
editors, so there is one list of keys. They judge one value by itself; whether a name exists or a
date fits others is the business of the checks.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from comity.law.files.entry import Condition, Entry, Reading
from comity.law.files.yaml_node import Entries, Items, Node, Scalar
from comity.law.names import NameUse, nearest, nearest_of
from comity.logic import ExpressionError, Span, parse

Schema: TypeAlias = dict[str, object]
"""A piece of JSON Schema."""


class Shape(ABC):
    """How one value may look."""

    said: str
    """What it is, to complete "this is not ..."."""

    @abstractmethod
    def read(self, node: Node, name: str, reading: Reading) -> object | None:
        """The value, or None once the problem is noted. `name` is the key it stands under."""

    @abstractmethod
    def schema(self) -> Schema:
        """The same as JSON Schema."""

    def refuse(self, node: Node, name: str, reading: Reading, remedy: str) -> None:
        """Note that the value is not of this shape."""
        reading.refuse(node.line, f"`{name}` is {_seen(node)}", f"it must be {self.said}", remedy)


def _seen(node: Node) -> str:
    match node:
        case Items():
            return "a list"
        case Entries():
            return "a mapping"
        case Scalar(value=None):
            return "left empty"
        case Scalar(value=bool(value)):
            return "`true`" if value else "`false`"
        case Scalar(value=value):
            text = " ".join(str(value).split())
            return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


@dataclass(frozen=True, slots=True)
class Text(Shape):
    """A text that is not blank. It may give a name, use one, or keep to a pattern."""

    gives: str | None = None
    uses: str | None = None
    pattern: re.Pattern[str] | None = None
    said: str = "a text"
    remedy: str = "write a text"

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        """The text, without white space around it."""
        if not isinstance(node, Scalar) or isinstance(node.value, bool) or node.value is None:
            remedy = self.remedy
            if isinstance(node, Scalar) and isinstance(node.value, bool):
                remedy = "put it in quotes if the word itself is meant"
            self.refuse(node, name, reading, remedy)
            return None
        text = str(node.value).strip()
        if not text:
            reading.refuse(node.line, f"`{name}` is blank", "it must say something", self.remedy)
            return None
        if self.pattern is not None and not self.pattern.match(text):
            self.refuse(node, name, reading, self.remedy)
            return None
        span = reading.span(node)
        if self.gives is not None:
            reading.given.append(NameUse(domain=self.gives, name=text, span=span))
        if self.uses is not None:
            reading.used.append(NameUse(domain=self.uses, name=text, span=span))
        return text

    def schema(self) -> Schema:
        """A string, with its pattern; a text without one may also be a number."""
        if self.pattern is not None:
            return {
                "type": "string",
                "pattern": "^" + self.pattern.pattern.removesuffix(r"\Z") + "$",
            }
        # A section number stands for its text; a pattern does not apply to numbers.
        return {"type": ["string", "integer"], "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class Choice(Shape):
    """One of a few words."""

    values: tuple[str, ...]

    @property
    def said(self) -> str:  # type: ignore[override]  # computed from the values
        """The words themselves."""
        return "one of " + ", ".join(f"`{value}`" for value in self.values)

    def read(self, node: Node, name: str, reading: Reading) -> str | None:
        """The word."""
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.value in self.values:
            return node.value
        seen = str(node.value) if isinstance(node, Scalar) else ""
        self.refuse(node, name, reading, nearest_of(seen, self.values))
        return None

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.values)}


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class Day(Shape):
    """A date."""

    said: str = "a date"

    def read(self, node: Node, name: str, reading: Reading) -> date | None:
        """The date."""
        if isinstance(node, Scalar) and isinstance(node.value, str) and _DAY.match(node.value):
            try:
                return date.fromisoformat(node.value)
            except ValueError:
                self.refuse(node, name, reading, "write a day that the calendar has")
                return None
        self.refuse(node, name, reading, "write year-month-day, like `2026-11-21`")
        return None

    def schema(self) -> Schema:
        """A string of digits and dashes."""
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True, slots=True)
class Flag(Shape):
    """True or false."""

    said: str = "`true` or `false`"

    def read(self, node: Node, name: str, reading: Reading) -> bool | None:
        """The truth value."""
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.refuse(node, name, reading, "write `true` or `false`, small and without quotes")
        return None

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole(Shape):
    """A whole number from 0 up."""

    said: str = "a whole number"

    def read(self, node: Node, name: str, reading: Reading) -> int | None:
        """The number."""
        if isinstance(node, Scalar) and type(node.value) is int and node.value >= 0:
            return node.value
        self.refuse(node, name, reading, "write digits without quotes")
        return None

    def schema(self) -> Schema:
        """An integer."""
        return {"type": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class ConditionText(Shape):
    """A condition, parsed."""

    said: str = "a condition"

    def read(self, node: Node, name: str, reading: Reading) -> Condition | None:
        """The tree, each of its mistakes noted at its own line."""
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            remedy = "write a condition, like `in_custody and not released`"
            if isinstance(node, Scalar) and isinstance(node.value, bool):
                remedy = "write `True` or `False` for always or never"
            self.refuse(node, name, reading, remedy)
            return None
        try:
            tree = parse(
                node.value, file=reading.file, line=node.text_line, column=node.text_column
            )
        except ExpressionError as error:
            for mistake in error.mistakes:
                reading.refuse(
                    mistake.span.line,
                    mistake.what,
                    f"it stands in `{name}`, column {mistake.span.column}",
                    mistake.remedy,
                )
            return None
        span = Span(file=reading.file, line=node.text_line, column=node.text_column)
        condition = Condition(tree=tree, span=span)
        reading.conditions.append(condition)
        return condition

    def schema(self) -> Schema:
        """A string; its grammar is beyond JSON Schema."""
        return {"type": "string", "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class ListOf(Shape):
    """A list whose items have one shape."""

    item: Shape
    least: int = 0
    said: str = "a list"

    def read(self, node: Node, name: str, reading: Reading) -> tuple[object, ...] | None:
        """What could be read of the items."""
        if not isinstance(node, Items):
            self.refuse(node, name, reading, f"write `{name}: [...]` or lines that begin with `-`")
            return None
        if len(node.items) < self.least:
            reading.refuse(
                node.line,
                f"`{name}` is an empty list",
                "it must hold at least one",
                "add one, or remove the key where it may be left out",
            )
            return None
        read = (self.item.read(item, name, reading) for item in node.items)
        return tuple(value for value in read if value is not None)

    def schema(self) -> Schema:
        """An array."""
        schema: Schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            schema["minItems"] = self.least
        return schema


@dataclass(frozen=True, slots=True)
class MapOf(Shape):
    """A mapping whose keys are free, or names, and whose values have one shape."""

    key: Text
    value: Shape
    said: str = "a mapping"

    def read(self, node: Node, name: str, reading: Reading) -> Mapping[str, object] | None:
        """What could be read of it."""
        if not isinstance(node, Entries):
            self.refuse(node, name, reading, f"write `{name}: {{key: value}}`")
            return None
        found: dict[str, object] = {}
        for key, entry in node.entries.items():
            self.key.read(node.keys[key], name, reading)
            value = self.value.read(entry, key, reading)
            if value is not None:
                found[key] = value
        return found

    def schema(self) -> Schema:
        """An object with any keys."""
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class AsItStands(Shape):
    """A mapping that is read later, by those who know the words in it."""

    said: str = "a mapping of words to values"

    def read(self, node: Node, name: str, reading: Reading) -> Entries | None:
        """The node itself."""
        if isinstance(node, Entries):
            return node
        self.refuse(node, name, reading, f"write `{name}: {{word: value}}`, or `{{}}` for none")
        return None

    def schema(self) -> Schema:
        """Any object."""
        return {"type": "object"}


@dataclass(frozen=True, slots=True)
class Either(Shape):
    """A text, or a list."""

    text: Shape
    items: ListOf

    @property
    def said(self) -> str:  # type: ignore[override]  # computed from the two
        """Both."""
        return f"{self.text.said} or {self.items.said}"

    def read(self, node: Node, name: str, reading: Reading) -> object | None:
        """Whichever stands there."""
        shape = self.items if isinstance(node, Items) else self.text
        return shape.read(node, name, reading)

    def schema(self) -> Schema:
        """Any of both."""
        return {"anyOf": [self.text.schema(), self.items.schema()]}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping: its shape, whether it must stand there, and what it is for."""

    name: str
    shape: Shape
    required: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Record(Shape):
    """A mapping with known keys, in the order in which they are written."""

    what: str
    keys: Sequence[Key]

    @property
    def said(self) -> str:  # type: ignore[override]  # computed from its name
        """Its name."""
        return f"the keys of {self.what}"

    def read(self, node: Node, name: str, reading: Reading) -> Entry | None:
        """The entry. Keys with problems are left out of it; None where it is no mapping at all."""
        if not isinstance(node, Entries):
            self.refuse(node, name, reading, f"write `{self.keys[0].name}: ...` and what follows")
            return None
        known = {key.name: key for key in self.keys}
        values: dict[str, object] = {}
        spans: dict[str, Span] = {}
        for key_name, value_node in node.entries.items():
            place = node.keys[key_name]
            key = known.get(key_name)
            if key is None:
                reading.refuse(
                    place.line,
                    f"the key `{key_name}` is unknown",
                    f"{self.what} has no such key",
                    # In braces a comma ends a value, and what follows is taken for a key.
                    "put quotes around the text that a comma cuts off here"
                    if node.in_braces and _is_empty(value_node)
                    else nearest(key_name, list(known)),
                )
                continue
            spans[key_name] = reading.span(place)
            value = key.shape.read(value_node, key_name, reading)
            if value is not None:
                values[key_name] = value
        for key in self.keys:
            if key.required and key.name not in node.entries:
                reading.refuse(
                    node.line,
                    f"the key `{key.name}` is missing",
                    f"{self.what} needs it",
                    f"add `{key.name}: ...`{f' ({key.meaning})' if key.meaning else ''}",
                )
        return Entry(values=values, spans=spans, span=reading.span(node))

    def schema(self) -> Schema:
        """An object with these keys and no other."""
        properties: dict[str, object] = {}
        for key in self.keys:
            schema = key.shape.schema()
            properties[key.name] = {**schema, "description": key.meaning} if key.meaning else schema
        required = [key.name for key in self.keys if key.required]
        made: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
        }
        if required:
            made["required"] = required
        return made
