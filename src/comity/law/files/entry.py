"""What was read of a mapping: values with the places of their keys; and what came up meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.law.files.yaml_node import Entries, Items, Node, Scalar
from comity.law.names import NameUse
from comity.law.problem import Problem
from comity.logic import Expr, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition as read, with the place of its text."""

    tree: Expr
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A mapping as read: a value for each key that stands there, and each key's place."""

    values: Mapping[str, object]
    spans: Mapping[str, Span]
    span: Span

    def has(self, key: str) -> bool:
        """Whether the key stands there and could be read."""
        return key in self.values

    def at(self, key: str) -> Span:
        """The place of a key, or of the whole where the key is missing."""
        return self.spans.get(key, self.span)

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self.values.get(key, default)
        assert isinstance(value, str)
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is missing."""
        return self.text(key) if key in self.values else None

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        assert isinstance(value, bool)
        return value

    def optional_flag(self, key: str) -> bool | None:
        """True or false, or None where the key is missing."""
        return self.flag(key) if key in self.values else None

    def number(self, key: str) -> int | None:
        """A whole number, or None where the key is missing."""
        value = self.values.get(key)
        assert value is None or isinstance(value, int)
        return value

    def day(self, key: str) -> date | None:
        """A date, or None where the key is missing."""
        value = self.values.get(key)
        assert value is None or isinstance(value, date)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is missing."""
        value = self.values.get(key, ())
        assert isinstance(value, tuple)
        return value

    def condition(self, key: str) -> Expr | None:
        """A condition, or None where the key is missing."""
        value = self.values.get(key)
        assert value is None or isinstance(value, Condition)
        return value.tree if value is not None else None

    def conditions(self, key: str) -> tuple[Expr, ...]:
        """A list of conditions; empty where the key is missing."""
        value = self.values.get(key, ())
        assert isinstance(value, tuple)
        return tuple(one.tree for one in value)

    def entry(self, key: str) -> Entry | None:
        """A mapping, or None where the key is missing."""
        value = self.values.get(key)
        assert value is None or isinstance(value, Entry)
        return value

    def entries(self, key: str) -> tuple[Entry, ...]:
        """A list of mappings; empty where the key is missing."""
        value = self.values.get(key, ())
        assert isinstance(value, tuple)
        return value

    def mapping(self, key: str) -> Mapping[str, object]:
        """Keys free to choose, with their values; empty where the key is missing."""
        value = self.values.get(key, {})
        assert isinstance(value, Mapping)
        return value

    def node(self, key: str) -> Node | None:
        """A value kept as it stands."""
        value = self.values.get(key)
        assert value is None or isinstance(value, Scalar | Items | Entries)
        return value


@dataclass(slots=True)
class Reading:
    """What comes up while one file is read: problems, names given, names used, conditions."""

    file: str
    owner: str = ""
    """The jurisdiction that the file speaks for, or nothing."""
    problems: list[Problem] = field(default_factory=list)
    given: list[NameUse] = field(default_factory=list)
    used: list[NameUse] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)

    def refuse(self, line: int, what: str, why: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(file=self.file, line=line, what=what, why=why, remedy=remedy))

    def span(self, node: Node) -> Span:
        """The place of a node."""
        return Span(file=self.file, line=node.line, column=node.column)
