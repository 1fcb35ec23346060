"""From plain values (YAML, JSON, a command line) to typed facts, with every mistake collected.

It checks each fact by itself. Facts that contradict each other are the business of the decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from comity.law.check_words import NEVER_HAPPENED, is_day, leaf_mistakes
from comity.law.corpus import Corpus
from comity.law.facts import Facts
from comity.law.lexicon import Lexicon
from comity.law.names import nearest
from comity.law.record_types import Document, Record
from comity.law.records_text import (
    MAX_MISTAKES,
    FactMistake,
    read_documents,
    read_records,
    read_registries,
)
from comity.law.vocabulary import Word, WordType
from comity.logic import PREDICATES, ExpressionError, Predicate, Value, parse_key

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Years of a moment; others are slips of the hand."""
LONGEST_NUMBER = 18
"""Digits of a number; no fact has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFacts:
    """What could be read, and what could not."""

    facts: Facts
    mistakes: tuple[FactMistake, ...]


def read_facts(
    known: Corpus | Lexicon, mapping: Mapping[str, object], *, answers: bool = False
) -> ReadFacts:
    """Read facts written as plain values, by word.

    A boolean word takes `True` or `False`; an enumeration one of its values; an integer a whole
    number from 0 up; a date word a `date`, its ISO text or `never`; a moment an ISO text or a
    `datetime`, with its offset; a place its id; `documents` a list of kinds or mappings of
    attributes; `convictions`, `charges` and `arrests` lists of mappings; `registries` a list of ids.
    A key that is the text of a predicate (`convicted("ca.serious_felony")`) states its truth.
    With `answers`, as in a case beside a version, a question of law may be answered with `True` or
    `False` like a boolean word; elsewhere it is refused, because no fact can answer it.

    Nothing is raised: every mistake is returned, each with the word it is about; after MAX_MISTAKES no
    more are looked for.
    """
    lexicon = known.lexicon if isinstance(known, Corpus) else known
    return _FactReader(lexicon, answers=answers).read(mapping)


def plain_value(known: Corpus | Lexicon, word: str, text: str) -> object:
    """The plain value that a text such as a command line's `word=value` stands for.

    `true` and `false` become truth values where the word is boolean, or a predicate; digits become
    a number where it holds one; lists of records are written with commas (`i_247a,i_200`).
    Everything else stays the text it is; `read_facts` judges it.
    """
    lexicon = known.lexicon if isinstance(known, Corpus) else known
    found = lexicon.vocabulary.words.get(word)
    text = text.strip()
    if found is None or found.type is WordType.BOOLEAN:
        return {"true": True, "false": False}.get(text, text)
    if found.type is WordType.INTEGER and text.isascii() and text.isdigit():
        # A longer text is no number that a fact holds, and Python refuses to read one of thousands of digits.
        return int(text) if len(text) <= LONGEST_NUMBER else text
    if found.type is WordType.RECORDS:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


class _FactReader:
    """Reads one mapping."""

    def __init__(self, lexicon: Lexicon, *, answers: bool) -> None:
        self.lexicon, self.answers = lexicon, answers
        self.mistakes: list[FactMistake] = []
        self.words: dict[str, Value] = {}
        self.records: dict[str, tuple[Record, ...]] = {}
        self.documents: tuple[Document, ...] = ()
        self.registries: frozenset[str] = frozenset()

    def refuse(self, word: str, what: str, why: str, remedy: str) -> None:
        self.mistakes.append(FactMistake(word=word, what=what, why=why, remedy=remedy))

    def read(self, mapping: Mapping[str, object]) -> ReadFacts:
        for key, value in mapping.items():
            if len(self.mistakes) >= MAX_MISTAKES:
                break
            if "(" in key:
                self.predicate(key, value)
            else:
                self.word(key, value)
        facts = Facts(
            words=MappingProxyType(self.words),
            documents=self.documents,
            records=MappingProxyType(self.records),
            registries=self.registries,
        )
        return ReadFacts(facts=facts, mistakes=tuple(self.mistakes))

    def word(self, name: str, value: object) -> None:
        found = self.lexicon.vocabulary.words.get(name)
        if found is None and not (self.answers and name in self.lexicon.questions):
            self.unknown(name)
            return
        if value is None:
            self.refuse(
                name,
                f"the fact `{name}` is left empty",
                "a fact that is not known is simply absent",
                "leave the word out, or say what is known",
            )
            return
        if found is None:
            if isinstance(value, bool):
                self.words[name] = value
            else:
                self.wrong(name, value, "true or false", "write `true` or `false`")
        elif found.type is WordType.RECORDS:
            self.listed(name, value)
        elif (read := self.value(found, value)) is not None:
            self.words[name] = read

    def unknown(self, name: str) -> None:
        if name in self.lexicon.questions:
            readings = ", ".join(f"`{name}={reading}`" for reading in self.lexicon.questions[name])
            self.refuse(
                name,
                f"`{name}` is stated as a fact",
                "it is a question of law, which no fact can answer",
                f"adopt a reading instead: {readings}",
            )
        elif name in self.lexicon.defined:
            self.refuse(
                name,
                f"`{name}` is stated as a fact",
                "it is a word that the law defines",
                "state the facts that its definition asks for",
            )
        else:
            self.refuse(
                name,
                f"the word `{name}` is unknown",
                "it does not stand in the vocabulary",
                nearest(name, self.lexicon.vocabulary.words),
            )

    def value(self, word: Word, value: object) -> Value | None:
        """A single value, normalised; None once the mistake is noted."""
        match word.type:
            case WordType.BOOLEAN:
                if isinstance(value, bool):
                    return value
                self.wrong(word.id, value, "true or false", "write `true` or `false`")
            case WordType.INTEGER:
                if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                    return value
                self.wrong(word.id, value, "a whole number", "write digits, like `17`")
            case WordType.ENUMERATION:
                known = [one.id for one in word.values]
                if isinstance(value, str) and value in known:
                    return value
                self.wrong(word.id, value, "one of a closed list", nearest(_shown(value), known))
            case WordType.JURISDICTION:
                if isinstance(value, str) and self.lexicon.is_place(value):
                    return value
                remedy = nearest(_shown(value), self.lexicon.places())
                self.wrong(word.id, value, "the id of a place", remedy)
            case WordType.DATE:
                return self.day(word.id, value)
            case WordType.MOMENT:
                return self.moment(word.id, value)
            case WordType.RECORDS:
                raise AssertionError(word)
        return None

    def wrong(self, word: str, value: object, wanted: str, remedy: str) -> None:
        self.refuse(word, f"`{word}` is `{_shown(value)}`", f"it holds {wanted}", remedy)

    def day(self, word: str, value: object) -> str | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, str) and (value == NEVER_HAPPENED or is_day(value)):
            return value
        remedy = "write year-month-day, like `2026-11-21`, or `never`"
        self.wrong(word, value, "a date", remedy)
        return None

    def moment(self, word: str, value: object) -> str | None:
        remedy = "write something like `2026-11-21T18:00-05:00`"
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                self.wrong(word, value, "a moment", remedy)
                return None
        if not isinstance(value, datetime):
            self.wrong(word, value, "a moment", remedy)
            return None
        if value.tzinfo is None:
            self.refuse(
                word,
                f"`{word}` is `{value.isoformat()}`",
                "it does not say in which offset from universal time",
                remedy,
            )
            return None
        if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:  # clocks reckon days around it
            self.refuse(
                word,
                f"`{word}` is `{value.isoformat()}`",
                f"it is not within the years {EARLIEST_YEAR} to {LATEST_YEAR}",
                remedy,
            )
            return None
        return value.isoformat()

    def listed(self, name: str, value: object) -> None:
        if isinstance(value, str) or not isinstance(value, Sequence):
            remedy = (
                f"write `{name}: []` and `{name}_complete: true`"
                if value == "none"
                else f"write `{name}: [...]`, or `[]` for none so far"
            )
            self.wrong(name, value, "a list", remedy)
            return
        match name:
            case "documents":
                self.documents, mistakes = read_documents(self.lexicon, value)
            case "registries":
                self.registries, mistakes = read_registries(self.lexicon, value)
            case _:
                self.records[name], mistakes = read_records(self.lexicon, name, value)
        self.mistakes.extend(mistakes)

    def predicate(self, key: str, value: object) -> None:
        try:
            tree = parse_key(key)
        except ExpressionError as error:
            for mistake in error.mistakes:
                self.refuse(
                    key, f"`{key}`: {mistake.what}", "it is read as a predicate", mistake.remedy
                )
            return
        if not isinstance(tree, Predicate):
            self.refuse(
                key,
                f"`{key}` is stated as a fact",
                "only a single predicate can be stated whole",
                f"state a word, or one of {', '.join(PREDICATES)}",
            )
            return
        found = [
            FactMistake(word=key, what=one.what, why=one.why, remedy=one.remedy)
            for one in leaf_mistakes(tree, self.lexicon)
        ]
        self.mistakes.extend(found)
        if not isinstance(value, bool):
            self.wrong(key, value, "true or false", "write `true` or `false`")
        elif tree.key in self.words and self.words[tree.key] is not value:
            self.refuse(
                key,
                f"`{key}` is stated as true and as false",
                "written another way it already stands among the facts",
                "keep one of them",
            )
        elif not found:
            self.words[tree.key] = value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "..."
