"""Checks of one leaf of a condition: does the word exist, and can it be asked this?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from comity.law.lexicon import Lexicon
from comity.law.names import CLASS_ID, WINDOW, nearest, nearest_of
from comity.law.vocabulary import Word, WordType
from comity.logic import Compare, Fact, Leaf, OneOf, Operator, Predicate, Value

GRADES = ("felony", "misdemeanor", "infraction")
"""The grades an offence can have."""

NEVER_HAPPENED = "never"
"""What a date word holds where the thing is known not to have happened."""

_RECORD_VALUES: Mapping[str, tuple[str, ...]] = {
    "grade": GRADES,
    "anchor": ("conviction", "sentence_end", "later"),
    "measured_to": ("act", "request", "arrest"),
    "class_as_of": ("conviction", "act"),
}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafMistake:
    """What is wrong with a leaf, why, and what to write instead."""

    what: str
    why: str
    remedy: str


def is_day(text: object) -> bool:
    """Whether a value is the ISO text of a day that the calendar has."""
    if not isinstance(text, str) or not _ISO_DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def leaf_mistakes(leaf: Leaf, lexicon: Lexicon) -> Iterator[LeafMistake]:
    """Everything wrong with one leaf."""
    match leaf:
        case Fact(word=word):
            yield from _fact(word, lexicon)
        case Compare(word=word, operator=operator, value=value):
            yield from _comparison(word, operator, (value,), lexicon)
        case OneOf(word=word, values=values):
            yield from _comparison(word, Operator.EQUAL, values, lexicon)
        case Predicate():
            yield from _predicate(leaf, lexicon)


def _unknown_word(word: str, lexicon: Lexicon) -> LeafMistake:
    known = {*lexicon.vocabulary.words, *lexicon.defined, *lexicon.questions}
    return LeafMistake(
        what=f"the word `{word}` is unknown",
        why="it stands neither in the vocabulary nor among the defined words and questions",
        remedy=nearest(word, known),
    )


def _fact(word: str, lexicon: Lexicon) -> Iterator[LeafMistake]:
    if word in lexicon.defined or word in lexicon.questions:
        return
    known = lexicon.vocabulary.words.get(word)
    if known is None:
        yield _unknown_word(word, lexicon)
    elif known.type is WordType.RECORDS:
        yield LeafMistake(
            what=f"`{word}` stands by itself",
            why="it is a list of records, neither true nor false",
            remedy="ask a predicate, like `convicted(...)` or `shown(...)`",
        )
    elif known.type is not WordType.BOOLEAN:
        yield LeafMistake(
            what=f"`{word}` stands by itself",
            why=f"it holds {_holds(known)}, and is neither true nor false",
            remedy=f"compare it, like `{word} == ...`",
        )


def _holds(word: Word) -> str:
    return {
        WordType.BOOLEAN: "true or false",
        WordType.ENUMERATION: "one of its values",
        WordType.INTEGER: "a whole number",
        WordType.DATE: "a date",
        WordType.MOMENT: "a moment",
        WordType.JURISDICTION: "a place",
        WordType.RECORDS: "a list of records",
    }[word.type]


def _comparison(
    word: str, operator: Operator, values: tuple[Value, ...], lexicon: Lexicon
) -> Iterator[LeafMistake]:
    if word in lexicon.defined or word in lexicon.questions:
        yield _compared_truth(word)
        return
    known = lexicon.vocabulary.words.get(word)
    if known is None:
        yield _unknown_word(word, lexicon)
        return
    ordering = operator not in {Operator.EQUAL, Operator.NOT_EQUAL}
    match known.type:
        case WordType.BOOLEAN:
            yield _compared_truth(word)
        case WordType.RECORDS:
            yield LeafMistake(
                what=f"`{word}` is compared",
                why="it is a list of records",
                remedy="ask a predicate, like `convicted(...)` or `shown(...)`",
            )
        case WordType.MOMENT:
            yield LeafMistake(
                what=f"`{word}` is compared",
                why="moments are compared by clocks, not by conditions",
                remedy="use the word of a clock, like `within_form_limit`",
            )
        case WordType.INTEGER:
            for value in values:
                if not isinstance(value, int):
                    yield _ill_typed(known, value, "write digits without quotes")
        case WordType.DATE:
            for value in values:
                if not is_day(value):
                    yield _ill_typed(known, value, 'write year-month-day, like `"2026-11-21"`')
        case WordType.ENUMERATION | WordType.JURISDICTION:
            if ordering:
                yield LeafMistake(
                    what=f"`{word}` is put in order with `{operator.value}`",
                    why=f"it holds {_holds(known)}, which has no order",
                    remedy="use `==`, `!=` or `in {...}`",
                )
            for value in values:
                yield from _named_value(known, value, lexicon)


def _compared_truth(word: str) -> LeafMistake:
    return LeafMistake(
        what=f"`{word}` is compared",
        why="it is true or false by itself",
        remedy=f"write `{word}` or `not {word}`",
    )


def _ill_typed(word: Word, value: Value, remedy: str) -> LeafMistake:
    return LeafMistake(
        what=f"`{word.id}` is compared with `{value}`",
        why=f"it holds {_holds(word)}",
        remedy=remedy,
    )


def _named_value(word: Word, value: Value, lexicon: Lexicon) -> Iterator[LeafMistake]:
    if word.type is WordType.JURISDICTION:
        if not isinstance(value, str) or not lexicon.is_place(value):
            yield LeafMistake(
                what=f"the place `{value}` is unknown",
                why=f"`{word.id}` holds a place",
                remedy=nearest(str(value), lexicon.places()),
            )
        return
    known = [one.id for one in word.values]
    if value not in known:
        yield LeafMistake(
            what=f"`{word.id}` has no value `{value}`",
            why="its values are a closed list in the vocabulary",
            remedy=nearest(str(value), known),
        )


def _predicate(leaf: Predicate, lexicon: Lexicon) -> Iterator[LeafMistake]:
    filters = dict(leaf.filters)
    match leaf.name:
        case "shown" | "shown_only":
            yield from _document_filters(leaf, filters, lexicon)
        case "within":
            yield from _within(leaf, lexicon)
        case "registered":
            if not CLASS_ID.match(leaf.arguments[0]):
                yield LeafMistake(
                    what=f"`{leaf.arguments[0]}` is not the name of a registry",
                    why="a registry is named like a class, with one dot",
                    remedy="write something like `ca.sex_and_arson`",
                )
        case _:
            if leaf.arguments[0] != "any":
                yield from _class(leaf.arguments[0], lexicon)
            yield from _record_filters(leaf, filters, lexicon)


def _class(name: str, lexicon: Lexicon) -> Iterator[LeafMistake]:
    if name not in lexicon.classes:
        yield LeafMistake(
            what=f"the class `{name}` is unknown",
            why="no law file lists it under `classes`",
            remedy=nearest(name, lexicon.classes),
        )


def _window(text: object) -> Iterator[LeafMistake]:
    if not isinstance(text, str) or not WINDOW.match(text):
        yield LeafMistake(
            what=f"`{text}` is not a window",
            why="a window is a number of days, months or years",
            remedy="write something like `5 years`, `6 months` or `30 days`",
        )


def _within(leaf: Predicate, lexicon: Lexicon) -> Iterator[LeafMistake]:
    word, window = leaf.arguments
    known = lexicon.vocabulary.words.get(word)
    dates = [one.id for one in lexicon.vocabulary.words.values() if one.type is WordType.DATE]
    if known is None and word not in lexicon.defined and word not in lexicon.questions:
        yield LeafMistake(
            what=f"the word `{word}` is unknown",
            why="`within` asks about a date word of the vocabulary",
            remedy=nearest(word, dates),
        )
    elif known is None or known.type is not WordType.DATE:
        yield LeafMistake(
            what=f"`within` asks about `{word}`",
            why="it does not hold a date",
            remedy=nearest(word, dates),
        )
    yield from _window(window)


def _document_filters(
    leaf: Predicate, filters: Mapping[str, Value | tuple[str, ...]], lexicon: Lexicon
) -> Iterator[LeafMistake]:
    vocabulary = lexicon.vocabulary
    allowed = {"kind": tuple(vocabulary.document_kinds), **vocabulary.document_values}
    for name, value in filters.items():
        if name not in allowed:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if one not in allowed[name]:
                yield LeafMistake(
                    what=f"`{leaf.name}` has no {name} `{one}`",
                    why="the vocabulary's documents do not list it",
                    remedy=nearest(str(one), allowed[name]),
                )
    kinds = filters.get("kind", ())
    for kind in kinds if isinstance(kinds, tuple) else ():
        known = vocabulary.document_kinds.get(kind)
        for name, fixed in known.attributes.items() if known is not None else ():
            wanted = filters.get(name, fixed)
            if fixed not in wanted if isinstance(wanted, tuple) else fixed != wanted:
                yield LeafMistake(
                    what=f"`{leaf.name}` asks for what no document is",
                    why=f"the {name} of the kind `{kind}` is always `{fixed}`",
                    remedy=f"drop the kind or the {name}",
                )


def _record_filters(
    leaf: Predicate, filters: Mapping[str, Value | tuple[str, ...]], lexicon: Lexicon
) -> Iterator[LeafMistake]:
    for name, allowed in _RECORD_VALUES.items():
        if name in filters and filters[name] not in allowed:
            yield LeafMistake(
                what=f"`{name}` of `{leaf.name}` is `{filters[name]}`",
                why=f"it is one of {', '.join(f'`{one}`' for one in allowed)}",
                remedy=nearest_of(str(filters[name]), allowed),
            )
    if "within" in filters:
        yield from _window(filters["within"])
    else:
        for name in ("anchor", "tolled"):
            if name in filters:
                yield LeafMistake(
                    what=f"`{name}` of `{leaf.name}` measures nothing",
                    why="it says how a window is measured, and there is no `within`",
                    remedy=f'add `within="..."` or drop `{name}`',
                )
    place = filters.get("jurisdiction")
    if place is not None and not lexicon.is_place(str(place)):
        yield LeafMistake(
            what=f"the place `{place}` is unknown",
            why=f"`{leaf.name}` asks for the place of the record",
            remedy=nearest(str(place), lexicon.places()),
        )
