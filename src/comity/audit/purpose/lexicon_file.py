"""Lexicon files (YAML) into rules: the shipped one, and a user's own laid over it.

Every mistake of a file is told at once, with its line. That cases hold is checked in `lexicon_cases.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from comity.audit.purpose.lexicon import (
    NOT_OF_A_RULE,
    Case,
    Cells,
    Lexicon,
    PurposeClass,
    Rule,
    Signal,
    any_of,
)
from comity.law.files.yaml_node import Entries, Items, Node, Scalar
from comity.law.files.yaml_text import read_yaml
from comity.law.problem import Problem

E = TypeVar("E", bound=Enum)

SHIPPED = "purpose.yaml"
CELLS = tuple(Cells.__dataclass_fields__)
LARGEST = 1_000_000
"""Bytes of a lexicon file; a larger one was not written by a person."""

# What not every engine reads alike: look-around and flags, classes by a letter and back-references, lazy and
# possessive repeats, sets in sets; and what no prepared text holds: capital letters, the filler.
_NOT_PORTABLE = re.compile(r"\(\?(?!:)|\\[A-Za-z0-9]|[*+?}][+?]|&&|\[\[|\[:|[A-Z~]")
_OWN = (
    "id",
    "class",
    "signal",
    "states",
    "alone",
    "labels",
    "words",
    "pattern",
    "whole",
    "except",
    "cases",
)
_ADDED = ("adds_to", "labels", "words", "except", "cases")
_USUAL = {
    PurposeClass.CIVIL_IMMIGRATION: Signal.IMMIGRATION_MENTION,
    PurposeClass.CRIMINAL_IMMIGRATION: Signal.IMMIGRATION_MENTION,
    PurposeClass.FEDERAL_UNKNOWN: Signal.IMMIGRATION_MENTION,
    PurposeClass.OTHER_CRIMINAL: Signal.PLAIN_WORD,
    PurposeClass.PUBLIC_SAFETY: Signal.PLAIN_WORD,
    PurposeClass.ADMINISTRATIVE: Signal.PLAIN_WORD,
    PurposeClass.VAGUE: Signal.VAGUE,
    PurposeClass.REDACTED: Signal.REDACTED,
    PurposeClass.ABSENT: Signal.PLACEHOLDER,
}
"""The signal of a rule that names none."""


class LexiconError(ValueError):
    """A lexicon that cannot be used; `problems` holds every mistake of every file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(slots=True)
class _Draft:
    """A rule as it is written, before its words are made one expression."""

    rule: Rule
    words: list[str] = field(default_factory=list)
    excepted: list[str] = field(default_factory=list)

    def made(self) -> Rule:
        pattern = re.compile(any_of(self.words)) if self.words else self.rule.pattern
        void = re.compile(any_of(self.excepted)) if self.excepted else None
        return replace(self.rule, pattern=pattern, void=void)


@cache
def shipped_lexicon() -> Lexicon:
    """The rules that come with the program. Raises LexiconError."""
    data = (files("comity.audit.purpose") / SHIPPED).read_bytes()
    return lexicon_from([(SHIPPED, data)])


def read_lexicon_files(paths: tuple[Path, ...]) -> Lexicon:
    """The shipped rules with a user's files laid over them, each over those before it. Raises LexiconError."""
    if not paths:
        return shipped_lexicon()
    sources = [(SHIPPED, (files("comity.audit.purpose") / SHIPPED).read_bytes())]
    for path in paths:
        try:
            with path.open("rb") as handle:
                sources.append((str(path), handle.read(LARGEST + 1)))
        except OSError as error:
            said = (error.strerror or "no reason is given").lower()
            raise LexiconError(
                (_problem(str(path), 0, "cannot be read", said, "name a readable YAML file"),)
            ) from None
    return lexicon_from(sources)


def lexicon_from(sources: list[tuple[str, bytes]]) -> Lexicon:
    """A lexicon from named texts, each laid over those before it. Raises LexiconError."""
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    for name, data in sources:
        reader = _Reader(name, drafts)
        reader.lay(data)
        problems += reader.problems
        drafts = reader.drafts
    if problems:
        raise LexiconError(tuple(problems))
    return Lexicon(
        rules=tuple(draft.made() for draft in drafts),
        sources=tuple(
            (Path(name).name, hashlib.sha256(data).hexdigest()) for name, data in sources
        ),
    )


def _problem(file: str, line: int, what: str, why: str, remedy: str) -> Problem:
    return Problem(file=file, line=line, what=what, why=why, remedy=remedy)


class _Reader:
    """One pass over one file, over the rules that stand already. New rules are asked before these."""

    def __init__(self, file: str, below: list[_Draft]) -> None:
        self._file, self._below = file, list(below)
        self._new: list[_Draft] = []
        self.problems: list[Problem] = []

    @property
    def drafts(self) -> list[_Draft]:
        return [*self._new, *self._below]

    def lay(self, data: bytes) -> None:
        if len(data) > LARGEST:
            self._note(0, f"the file is larger than {LARGEST} bytes", "no lexicon is", "split it")
            return
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._note(0, "the file", "it is not UTF-8 text", "save it as UTF-8")
            return
        node, problems = read_yaml(text, file=self._file)
        if problems or node is None:
            self.problems += problems
            return
        listed = node.entries.get("rules") if isinstance(node, Entries) else None
        if not isinstance(listed, Items) or set(getattr(node, "entries", ())) != {"rules"}:
            self._note(
                1,
                "the file",
                "it must hold `rules` and nothing else",
                "begin with `rules:` and list them",
            )
            return
        for entry in listed.items:
            if isinstance(entry, Entries):
                self._entry(entry)
            else:
                self._note(entry.line, "an entry of `rules`", "it is no rule", "write `- id: ...`")

    def _note(self, line: int, what: str, why: str, remedy: str) -> None:
        self.problems.append(_problem(self._file, line, what, why, remedy))

    def _entry(self, entry: Entries) -> None:
        if "drops" in entry.entries:
            self._keys(entry, ("drops",))
            if base := self._base(entry, "drops"):
                self._below.remove(base)
        elif "adds_to" in entry.entries:
            self._keys(entry, _ADDED)
            if base := self._base(entry, "adds_to"):
                self._add(entry, base)
        else:
            self._keys(entry, _OWN)
            self._rule(entry)

    def _keys(self, entry: Entries, known: tuple[str, ...]) -> None:
        for key, place in entry.keys.items():
            if key not in known:
                self._note(
                    place.line, f"key `{key}`", "no rule of this kind has it", f"use {_list(known)}"
                )

    def _base(self, entry: Entries, key: str) -> _Draft | None:
        """The rule below that an entry speaks of."""
        named = self._text(entry, key)
        for draft in self._below:
            if draft.rule.id == named:
                return draft
        if named:
            self._note(_line(entry, key), f"rule `{named}` in `{key}`", "no rule below has this id",
                       "`comity purpose --rules` lists them")  # fmt: skip
        return None

    def _add(self, entry: Entries, base: _Draft) -> None:
        words = self._phrases(entry, "words")
        rule = base.rule
        if words and not base.words and rule.pattern is not None:
            self._note(_line(entry, "words"), f"`words` for rule `{rule.id}`", "it is written as a pattern",
                       "write a rule of your own instead")  # fmt: skip
        cases = self._cases(entry, needed=bool(words or "labels" in entry.entries))
        added = _Draft(
            rule=replace(
                rule,
                labels=rule.labels | self._labels(entry),
                yes=(*rule.yes, *cases[0]),
                no=(*rule.no, *cases[1]),
            ),
            words=[*base.words, *words],
            excepted=[*base.excepted, *self._phrases(entry, "except")],
        )
        self._below[self._below.index(base)] = added

    def _rule(self, entry: Entries) -> None:
        name = self._text(entry, "id")
        line = _line(entry, "id")
        if name and any(draft.rule.id == name for draft in self.drafts):
            self._note(line, f"rule `{name}`", "another rule has this id",
                       "give it another, or say `adds_to`, or `drops` for the other one first")  # fmt: skip
        of = self._choice(entry, "class", PurposeClass)
        signal = self._signal(entry, of)
        words, excepted = self._phrases(entry, "words"), self._phrases(entry, "except")
        labels = self._labels(entry)
        pattern, whole = self._pattern(entry, "pattern"), self._pattern(entry, "whole")
        if words and pattern:
            self._note(
                _line(entry, "pattern"),
                f"rule `{name}`",
                "it has `words` and `pattern`",
                "give one of them",
            )
        if not (words or labels or pattern or whole):
            self._note(line, f"rule `{name}`", "nothing says which texts it speaks of",
                       "give `words`, `labels`, `pattern` or `whole`")  # fmt: skip
        alone = self._truth(entry, "alone")
        if alone and (words or pattern or whole or "states" in entry.entries):
            self._note(_line(entry, "alone"), f"`alone` in rule `{name}`", "it speaks of labels and nothing else",
                       "make a rule of its own for the labels")  # fmt: skip
        yes, no = self._cases(entry, needed=True)
        if of is None:
            return
        rule = Rule(
            id=name,
            purpose_class=of,
            signal=signal,
            states=frozenset(self._states(entry)),
            alone=alone,
            labels=labels,
            pattern=pattern,
            whole=whole,
            void=None,
            yes=yes,
            no=no,
            file=self._file,
            line=entry.line,
        )
        self._new.append(_Draft(rule=rule, words=words, excepted=excepted))

    def _signal(self, entry: Entries, of: PurposeClass | None) -> Signal:
        if "signal" not in entry.entries:
            return _USUAL[of] if of else Signal.VAGUE
        signal = self._choice(entry, "signal", Signal)
        if signal in NOT_OF_A_RULE:
            self._note(_line(entry, "signal"), f"signal `{signal.value}`", "it says that no rule decided",
                       "leave `signal` out, or name another")  # fmt: skip
        return signal or Signal.VAGUE

    def _states(self, entry: Entries) -> Iterator[str]:
        for text, line in self._texts(entry, "states"):
            if re.fullmatch("[A-Z]{2}", text):
                yield text
            else:
                self._note(line, f"state `{text}`", "it is no state's two letters", "write CA, TX")

    def _labels(self, entry: Entries) -> frozenset[str]:
        labels = set()
        for text, line in self._texts(entry, "labels"):
            if ", " in text or " -" in text:
                self._note(
                    line,
                    f"label `{text}`",
                    "the list's entries end before `, ` and ` -`",
                    "write one entry",
                )
            labels.add(text.lower())
        return frozenset(labels)

    def _phrases(self, entry: Entries, key: str) -> list[str]:
        found = []
        for text, line in self._texts(entry, key):
            if "~" in text or not text.rstrip("*").strip():
                self._note(
                    line,
                    f"`{text}` in `{key}`",
                    "it is no word",
                    "write words; a last `*` takes any ending",
                )
            else:
                found.append(" ".join(text.lower().split()))
        return found

    def _pattern(self, entry: Entries, key: str) -> re.Pattern[str] | None:
        if key not in entry.entries:
            return None
        text, line = self._text(entry, key), _line(entry, key)
        # A mark behind `\\` is that mark and nothing more.
        if bad := _NOT_PORTABLE.search(re.sub(r"\\[^A-Za-z0-9]", "-", text)):
            self._note(line, f"`{bad[0]}` in `{key}`", "not every engine reads it alike, or no prepared text holds it",
                       "write word ends as (?:^|[^a-z0-9]) and (?:[^a-z0-9]|$), digits as [0-9], small letters")  # fmt: skip
            return None
        try:
            made = re.compile(text, re.ASCII)
        except re.error as error:
            self._note(line, f"`{key}`", f"it is no regular expression ({error.msg})", "mend it")
            return None
        if made.search("") or made.search(" "):
            self._note(
                line, f"`{key}`", "it meets a text with nothing in it", "let it ask for a character"
            )
        return made

    def _cases(self, entry: Entries, *, needed: bool) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
        table = entry.entries.get("cases")
        if not isinstance(table, Entries):
            if needed:
                self._note(entry.line, "`cases`", "a rule must show what it decides and what it does not",
                           "write `cases: {yes: [...], no: [...]}`")  # fmt: skip
            return (), ()
        self._keys(table, ("yes", "no"))
        found = []
        for key in ("yes", "no"):
            held = table.entries.get(key)
            items = held.items if isinstance(held, Items) else ()
            if needed and not items:
                self._note(
                    table.line, f"`{key}` in `cases`", "it lists no text", "give at least one"
                )
            found.append(tuple(case for item in items if (case := self._case(item))))
        return found[0], found[1]

    def _case(self, node: Node) -> Case | None:
        if isinstance(node, Scalar) and node.value is not None:
            text = str(node.value)
            return Case(cells=Cells(reason=text), text=text, file=self._file, line=node.line)
        if isinstance(node, Entries):
            self._keys(node, CELLS)
            cells = {
                key: str(value.value)
                for key, value in node.entries.items()
                if key in CELLS and isinstance(value, Scalar)
            }
            text = ", ".join(f"{key}: {value}" for key, value in cells.items())
            return Case(cells=Cells(**cells), text=text, file=self._file, line=node.line)
        self._note(
            node.line,
            "a case",
            "it is no text",
            f"write a reason, or {{{': ..., '.join(CELLS)}: ...}}",
        )
        return None

    def _texts(self, entry: Entries, key: str) -> list[tuple[str, int]]:
        held = entry.entries.get(key)
        if held is None:
            return []
        if not isinstance(held, Items):
            self._note(_line(entry, key), f"`{key}`", "it must be a list", f"write `{key}: [...]`")
            return []
        found = []
        for item in held.items:
            if isinstance(item, Scalar) and item.value is not None and str(item.value).strip():
                found.append((str(item.value).strip(), item.line))
            else:
                self._note(
                    item.line,
                    f"an entry of `{key}`",
                    "it is no text",
                    "write a text, in quotes if need be",
                )
        return found

    def _text(self, entry: Entries, key: str) -> str:
        held = entry.entries.get(key)
        if isinstance(held, Scalar) and isinstance(held.value, str) and held.value.strip():
            return held.value if key in {"pattern", "whole"} else held.value.strip()
        self._note(_line(entry, key), f"`{key}`", "it must be a text", f"write `{key}: ...`")
        return ""

    def _truth(self, entry: Entries, key: str) -> bool:
        held = entry.entries.get(key)
        if held is None:
            return False
        if isinstance(held, Scalar) and isinstance(held.value, bool):
            return held.value
        self._note(
            _line(entry, key), f"`{key}`", "it must be true or false", f"write `{key}: true`"
        )
        return False

    def _choice(self, entry: Entries, key: str, choices: type[E]) -> E | None:
        known: Mapping[str, E] = {str(choice.value): choice for choice in choices}
        held = entry.entries.get(key)
        if isinstance(held, Scalar) and str(held.value) in known:
            return known[str(held.value)]
        why = "it is missing" if held is None else "it is not one of its values"
        self._note(_line(entry, key), f"`{key}`", why, f"use {_list(tuple(known))}")
        return None


def _line(entry: Entries, key: str) -> int:
    return entry.keys[key].line if key in entry.keys else entry.line


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
