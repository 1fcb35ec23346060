"""Dialect files (YAML) into dialects; every mistake of a file is told at once, with its line.

The shipped dialects lie in `dialects/`; a user may name a file of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

from comity.audit.logs.dialect import Column, Dialect, Field, LogKind, Party, PartyFrom
from comity.audit.logs.when import TimeForm, ZoneError, zone_named
from comity.law.problem import Problem

E = TypeVar("E", bound=Enum)
_PLACE = re.compile(r"column [1-9]\d{0,4}")
KEYS = ("dialect", "kind", "means", "columns", "time", "searcher", "owner", "orphans", "header")
TIMELESS = {LogKind.AGREEMENT_LIST}
MOST_DEEP = 30
"""Levels of nesting; a dialect has three."""
WITHOUT_OWNER = {LogKind.EVENT_LOG, LogKind.ARREST_LOG, LogKind.AGREEMENT_LIST}


class DialectError(ValueError):
    """A dialect that is not known, or whose file has mistakes; `problems` holds all of these."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@cache
def shipped_dialects() -> tuple[Dialect, ...]:
    """All dialects that come with the program, by name."""
    folder = files("comity.audit.logs") / "dialects"
    return tuple(
        read_dialect(entry.read_text("utf-8"), entry.name)
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )


def sample_of(name: str) -> tuple[str, bytes] | None:
    """The invented sample beside a shipped dialect: the name of its file, and its bytes."""
    folder = files("comity.audit.logs") / "dialects"
    for entry in folder.iterdir():
        if entry.name.startswith(f"{name}.sample."):
            return entry.name, entry.read_bytes()
    return None


def dialect_named(name: str) -> Dialect:
    """A shipped dialect by its name, or the one in a YAML file of the user's. Raises DialectError."""
    for dialect in shipped_dialects():
        if dialect.id == name:
            return dialect
    if name.endswith((".yaml", ".yml")):
        try:
            text = Path(name).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            what, why = "cannot be read", "no readable UTF-8 file has this name"
        else:
            _refuse_depth(text, name)
            return read_dialect(text, name)
    else:
        what, why = f"dialect `{name}` is not known", "no shipped dialect has this name"
    known = ", ".join(f"`{dialect.id}`" for dialect in shipped_dialects())
    remedy = f"give one of {known}, or a YAML file of your own"
    raise DialectError((Problem(file=name, line=0, what=what, why=why, remedy=remedy),))


def _refuse_depth(text: str, file: str) -> None:
    """Refuse brackets without end before a tree is made of them. What is no YAML is left to the reader."""
    depth = 0
    with suppress(YAMLError):
        for event in YAML(typ="safe", pure=True).parse(text):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > MOST_DEEP:
                problem = Problem(
                    file=file,
                    line=event.start_mark.line + 1,
                    what=f"is nested more than {MOST_DEEP} deep",
                    why="no dialect file needs that",
                    remedy="check brackets and indentation",
                )
                raise DialectError((problem,))


def read_dialect(text: str, file: str) -> Dialect:
    """The dialect that a YAML text describes. `file` is shown in messages. Raises DialectError."""
    try:
        tree = YAML(typ="rt").load(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 0
        said = (
            error.problem if isinstance(error, MarkedYAMLError) else None
        ) or "it cannot be parsed"
        problem = Problem(
            file=file, line=line, what="is not YAML", why=said, remedy="mend the line"
        )
        raise DialectError((problem,)) from None
    return _Reader(file).dialect(tree)


class _Reader:
    """One pass over one file; mistakes are gathered and raised together."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def _note(self, line: int, what: str, why: str, remedy: str) -> None:
        self._problems.append(
            Problem(file=self._file, line=line, what=what, why=why, remedy=remedy)
        )

    def dialect(self, tree: object) -> Dialect:
        top = self._map(tree, "the file", 1)
        if not top:
            raise DialectError(tuple(self._problems))
        for key in top:
            if key not in KEYS:
                self._note(
                    _line(top, key), f"key `{key}`", "no dialect has it", f"use {_list(KEYS)}"
                )
        name = self._text(top, "dialect")
        kind = self._choice(top, "kind", LogKind)
        columns = self._columns(top)
        timeless = kind in TIMELESS and "time" not in top
        forms, zone = ((), "") if timeless else self._time(top)
        if kind in WITHOUT_OWNER and "owner" not in top:
            owner = Party(from_=PartyFrom.UNSTATED, why="its rows are no acts of one agency")
        else:
            owner = self._party(top, "owner")
        if kind is not LogKind.SEARCH_AUDIT and "searcher" not in top:
            searcher = Party(from_=PartyFrom.UNSTATED, why="the log holds no searches")
        else:
            searcher = self._party(top, "searcher")
        for fields in _needed_fields(kind, searcher, owner):
            self._needs(top, columns, fields)
        means = self._text(top, "means")
        orphans = self._orphans(top)
        headerless = self._headerless(top, columns)
        if self._problems or kind is None:
            raise DialectError(tuple(sorted(self._problems)))
        return Dialect(
            id=name,
            kind=kind,
            means=means,
            columns=columns,
            time_forms=forms,
            zone=zone,
            searcher=searcher,
            owner=owner,
            orphans=orphans,
            headerless=headerless,
        )

    def _orphans(self, top: CommentedMap) -> tuple[str, ...]:
        listed = top.get("orphans", [])
        if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
            return tuple(listed)
        self._note(
            _line(top, "orphans"),
            "`orphans`",
            "it must be a list of labels that have no values under them",
            "write `orphans: [License Plate]`",
        )
        return ()

    def _headerless(self, top: CommentedMap, columns: tuple[Column, ...]) -> bool:
        if "header" not in top:
            return False
        if top["header"] != "none":
            self._note(_line(top, "header"), "`header`", "it has one value", "write `header: none`")
        for column in columns:
            if not _PLACE.fullmatch(column.label):
                self._note(
                    _line(top["columns"], column.label),
                    f"column `{column.label}`",
                    "a file without a header has no labels",
                    "name it by its place: `column 1`, `column 2`, ...",
                )
        return True

    def _needs(
        self, top: CommentedMap, columns: tuple[Column, ...], one_of: tuple[Field, ...]
    ) -> None:
        if not any(column.field in one_of and column.required for column in columns):
            self._note(
                _line(top, "columns"),
                f"no required column has the field {' or '.join(f'`{f.value}`' for f in one_of)}",
                "no row of this kind can be read without it",
                f"give one column `{{field: {one_of[0].value}, required: true}}`",
            )

    def _columns(self, top: CommentedMap) -> tuple[Column, ...]:
        table = self._map(top.get("columns"), "`columns`", _line(top, "columns"))
        columns = []
        for label in table:
            line = _line(table, label)
            entry = self._map(table[label], f"column `{label}`", line)
            if not entry:
                continue
            extra = set(entry) - {"field", "required", "looks", "ignored"}
            if extra or ("field" in entry) == ("ignored" in entry):
                self._note(
                    line,
                    f"column `{label}`",
                    "it must say `field` or `ignored`, one of the two",
                    "write `{field: reason}`, `{field: networks, looks: number}` or `{ignored: why}`",
                )
                continue
            columns.append(
                Column(
                    label=str(label),
                    field=self._choice(entry, "field", Field) if "field" in entry else None,
                    required=entry.get("required") is True,
                    number=entry.get("looks") == "number",
                    why_ignored=str(entry.get("ignored", "")),
                )
            )
        return tuple(columns)

    def _time(self, top: CommentedMap) -> tuple[tuple[TimeForm, ...], str]:
        entry = self._map(top.get("time"), "`time`", _line(top, "time"))
        if not entry:
            return (), ""
        line = _line(entry, "forms") or _line(top, "time")
        known = {form.value: form for form in TimeForm}
        names = entry.get("forms")
        forms = [str(name) for name in names] if isinstance(names, list) else []
        if not forms or any(name not in known for name in forms):
            self._note(line, "`forms` of `time`", "they must be a list", f"use {_list(known)}")
            return (), ""
        zone = str(entry.get("zone", ""))
        if forms != [TimeForm.DAY.value]:
            try:
                zone_named(zone)
            except ZoneError:
                self._note(
                    _line(entry, "zone"),
                    "`zone` of `time`",
                    f"`{zone}` is no time zone known here",
                    "write `zone: UTC`, or a name such as `America/Chicago`",
                )
        return tuple(known[name] for name in forms), zone

    def _party(self, top: CommentedMap, key: str) -> Party:
        entry = self._map(top.get(key), f"`{key}`", _line(top, key))
        if not entry:
            return Party(from_=PartyFrom.UNSTATED)
        if list(entry) == ["unstated"]:
            return Party(from_=PartyFrom.UNSTATED, why=str(entry["unstated"]))
        otherwise = self._choice(entry, "otherwise", PartyFrom) if "otherwise" in entry else None
        return Party(
            from_=self._choice(entry, "from", PartyFrom) or PartyFrom.UNSTATED, otherwise=otherwise
        )

    def _map(self, value: object, what: str, line: int) -> CommentedMap:
        if isinstance(value, CommentedMap):
            return value
        self._note(line, what, "it must be a table of keys and values", "write `key: value` lines")
        return CommentedMap()

    def _text(self, table: CommentedMap, key: str) -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._note(_line(table, key), f"`{key}`", "it must be a text", f"write `{key}: ...`")
        return ""

    def _choice(self, table: CommentedMap, key: str, choices: type[E]) -> E | None:
        known = {choice.value: choice for choice in choices}
        value = table.get(key)
        if isinstance(value, str) and value in known:
            return known[value]
        why = f"`{value}` is not one of its values" if key in table else "it is missing"
        self._note(_line(table, key), f"`{key}`", why, f"use {_list(known)}")
        return None


def _needed_fields(kind: LogKind | None, searcher: Party, owner: Party) -> list[tuple[Field, ...]]:
    """The fields without which no row of this kind can be made; of each group one will do."""
    needed: list[tuple[Field, ...]] = []
    if kind is LogKind.SHARING_LIST:
        needed += [(Field.AS_OF,), (Field.RECIPIENT,)]
    if kind is LogKind.DETAINER_LOG:
        needed += [(Field.AS_OF,), (Field.FACILITY,)]
    if kind in {LogKind.SEARCH_AUDIT, LogKind.EVENT_LOG, LogKind.ARREST_LOG}:
        needed += [(Field.TIME,)]
    if kind is LogKind.AGREEMENT_LIST:
        needed += [(Field.AGENCY,)]
    if searcher.from_ is PartyFrom.COLUMNS and searcher.otherwise is None:
        needed += [(Field.SEARCHER_SLUG, Field.SEARCHER_NAME)]
    if kind is LogKind.SHARING_LIST and owner.from_ is PartyFrom.COLUMNS:
        needed += [(Field.OWNER_SLUG, Field.OWNER_NAME)]
    return needed


def _line(table: CommentedMap, key: object) -> int:
    """One-based line of a key; of the table itself when the key is not there; 0 when that has none."""
    places = getattr(table.lc, "data", None) or {}
    if key in places:
        return int(places[key][0]) + 1
    return int(table.lc.line) + 1 if table.lc.line is not None else 0


def _list(words: Mapping[str, object] | tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
