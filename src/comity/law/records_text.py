"""From plain lists to documents, registries and records (convictions, charges, arrests), typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from comity.law.check_words import GRADES, is_day
from comity.law.lexicon import Lexicon
from comity.law.names import nearest, state_of
from comity.law.offenses import listings_of, owner_of
from comity.law.record_types import Document, Record

DOCUMENT_FLAGS = ("names_person", "signed", "served", "criminal")
"""What a document can have or lack, beside its issuer, effect and matter."""

RECORD_KEYS: Mapping[str, tuple[str, ...]] = {
    "convictions": (
        *("classes", "sections", "maybe", "classes_complete", "grade", "on", "sentence_end"),
        *("jurisdiction", "serving", "days_incarcerated"),
    ),
    "charges": (
        *("classes", "sections", "maybe", "classes_complete", "grade", "on", "jurisdiction"),
        *("held_to_answer", "pending"),
    ),
    "arrests": (
        *("classes", "sections", "maybe", "classes_complete", "grade", "on", "jurisdiction"),
    ),
}
"""What can be said of one record of each list."""

MAX_MISTAKES = 25
"""Mistakes that are looked for at once: a suggestion takes long, and nobody mends hundreds by hand."""

_FLAGS = ("classes_complete", "serving", "held_to_answer", "pending")
_DAYS = ("on", "sentence_end")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMistake:
    """One thing wrong in the facts: which word, what, why, and what to write instead."""

    word: str
    what: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}; {self.remedy}"


def read_documents(
    lexicon: Lexicon, items: Sequence[object]
) -> tuple[tuple[Document, ...], list[FactMistake]]:
    """Documents shown: kinds, or mappings with a kind and attributes, or with attributes alone."""
    notes = _Notes("documents", [])
    found: list[Document] = []
    for number, item in enumerate(items, start=1):
        if notes.enough:
            break
        stated = {"kind": item} if isinstance(item, str) else item
        if not isinstance(stated, Mapping):
            notes.refuse(
                f"document {number} is neither a kind nor a mapping",
                "a document is named by its kind or by what it has",
                "write `i_200`, or `{kind: judicial_warrant, issuer: state_judge}`",
            )
            continue
        document = _document(lexicon, stated, number, notes)
        if document is not None:
            found.append(document)
    return tuple(found), notes.mistakes


def read_registries(
    lexicon: Lexicon, items: Sequence[object]
) -> tuple[frozenset[str], list[FactMistake]]:
    """Registries in which the person stands, by id."""
    notes = _Notes("registries", [])
    found: set[str] = set()
    for item in items:
        if notes.enough:
            break
        if isinstance(item, str) and item in lexicon.registries:
            found.add(item)
        else:
            notes.refuse(
                f"the registry `{item}` is unknown",
                "no law asks about it",
                nearest(str(item), lexicon.registries),
            )
    return frozenset(found), notes.mistakes


def read_records(
    lexicon: Lexicon, name: str, items: Sequence[object]
) -> tuple[tuple[Record, ...], list[FactMistake]]:
    """Convictions, charges or arrests: mappings with the keys of RECORD_KEYS."""
    notes = _Notes(name, [])
    found: list[Record] = []
    for number, item in enumerate(items, start=1):
        if notes.enough:
            break
        if not isinstance(item, Mapping):
            notes.refuse(
                f"number {number} of `{name}` is not a mapping",
                "a record says its classes, its day and what else is known",
                "write `{classes: [...], on: 2012-03-01}`",
            )
            continue
        record = _record(lexicon, name, item, number, notes)
        if record is not None:
            found.append(record)
    return tuple(found), notes.mistakes


@dataclass(slots=True)
class _Notes:
    """The mistakes of one word."""

    word: str
    mistakes: list[FactMistake]

    @property
    def enough(self) -> bool:
        """Whether no more are looked for."""
        return len(self.mistakes) >= MAX_MISTAKES

    def refuse(self, what: str, why: str, remedy: str) -> None:
        self.mistakes.append(FactMistake(word=self.word, what=what, why=why, remedy=remedy))


def _document(
    lexicon: Lexicon, stated: Mapping[object, object], number: int, notes: _Notes
) -> Document | None:
    values = lexicon.vocabulary.document_values
    before = len(notes.mistakes)
    kind: str | None = None
    attributes: dict[str, str | bool] = {}
    for name, value in stated.items():
        if name == "kind":
            if isinstance(value, str) and value in lexicon.vocabulary.document_kinds:
                kind = value
            else:
                notes.refuse(
                    f"document {number} is of the kind `{value}`",
                    "the vocabulary has no such kind",
                    nearest(str(value), lexicon.vocabulary.document_kinds),
                )
        elif isinstance(name, str) and name in values:
            if isinstance(value, str) and value in values[name]:
                attributes[name] = value
            else:
                notes.refuse(
                    f"document {number} has the {name} `{value}`",
                    "the vocabulary has no such value",
                    nearest(str(value), values[name]),
                )
        elif isinstance(name, str) and name in DOCUMENT_FLAGS:
            if isinstance(value, bool):
                attributes[name] = value
            else:
                notes.refuse(
                    f"`{name}` of document {number} is `{value}`",
                    "it is true or false",
                    "write `true` or `false`, or leave it out",
                )
        else:
            notes.refuse(
                f"document {number} has the key `{name}`",
                "nothing is known of documents by that name",
                nearest(str(name), ["kind", *values, *DOCUMENT_FLAGS]),
            )
    if kind is not None:
        _join_fixed(lexicon, kind, attributes, number, notes)
    if len(notes.mistakes) > before:
        return None
    return Document(kind=kind, attributes=MappingProxyType(attributes))


def _join_fixed(
    lexicon: Lexicon, kind: str, attributes: dict[str, str | bool], number: int, notes: _Notes
) -> None:
    for name, fixed in lexicon.vocabulary.document_kinds[kind].attributes.items():
        held = attributes.setdefault(name, fixed)
        if held != fixed:
            notes.refuse(
                f"document {number}, of the kind `{kind}`, has the {name} `{held}`",
                f"the {name} of that kind is always `{fixed}`",
                f"drop the {name}, or name the kind that the paper really is",
            )


def _record(
    lexicon: Lexicon, listed: str, stated: Mapping[object, object], number: int, notes: _Notes
) -> Record | None:
    before = len(notes.mistakes)
    allowed = RECORD_KEYS[listed]
    values: dict[str, object] = {}
    for name, value in stated.items():
        if isinstance(name, str) and name in allowed:
            values[name] = value
        else:
            notes.refuse(
                f"number {number} of `{listed}` has the key `{name}`",
                f"nothing is said of `{listed}` by that name",
                nearest(str(name), allowed),
            )
    classes = _class_list(lexicon, values, "classes", notes)
    maybe = _class_list(lexicon, values, "maybe", notes)
    in_whole, in_part = _section_classes(lexicon, values, notes)
    classes, maybe = classes | in_whole, maybe | in_part
    days = {name: _day(values, name, notes) for name in _DAYS}
    attributes = dict(_attributes(lexicon, values, notes))
    on, sentence_end = days["on"], days["sentence_end"]
    if on is not None and sentence_end is not None and sentence_end < on:
        notes.refuse(
            f"in number {number} of `{listed}` the sentence ends before the conviction",
            f"`{sentence_end}` is before `{on}`",
            "check both days",
        )
    if len(notes.mistakes) > before:
        return None
    return Record(
        classes=classes,
        maybe=maybe - classes,
        classes_complete=values.get("classes_complete") is True,
        on=on,
        sentence_end=sentence_end,
        attributes=MappingProxyType(attributes),
    )


def _class_list(
    lexicon: Lexicon, values: Mapping[str, object], name: str, notes: _Notes
) -> frozenset[str]:
    value = values.get(name, ())
    if isinstance(value, str) or not isinstance(value, Sequence):
        notes.refuse(
            f"`{name}` is not a list", "a record can be in several classes", "write `[...]`"
        )
        return frozenset()
    return frozenset(_class_names(lexicon, value, notes))


def _section_classes(
    lexicon: Lexicon, values: Mapping[str, object], notes: _Notes
) -> tuple[frozenset[str], frozenset[str]]:
    """The classes that the sections of a record fall in, and those that list only a part of them."""
    stated = values.get("sections", ())
    if isinstance(stated, str) or not isinstance(stated, Sequence):
        notes.refuse(
            "`sections` is not a list", "a record can be under several sections", "write `[PC 459]`"
        )
        return frozenset(), frozenset()
    place = values.get("jurisdiction")
    state = state_of(place) if isinstance(place, str) else None
    whole: set[str] = set()
    part: set[str] = set()
    for section in stated:
        found = [
            one
            for one in listings_of(lexicon.sections, str(section))
            if state is None or state_of(owner_of(one.class_id)) == state
        ]
        owners = sorted({owner_of(one.class_id) for one in found})
        if not found:
            notes.refuse(
                f"no class lists the section `{section}`",
                "the law files do not say in which classes it falls",
                "leave it out, so that its classes stay unknown, or name its `classes`",
            )
        elif len(owners) > 1:
            notes.refuse(
                f"the section `{section}` is listed by {', '.join(owners)}",
                "it could be the law of any of them",
                "add `jurisdiction: ` and the place under whose law the record is",
            )
        whole |= {one.class_id for one in found if one.whole}
        part |= {one.class_id for one in found if not one.whole}
    return frozenset(whole), frozenset(part)


def _class_names(lexicon: Lexicon, items: Sequence[object], notes: _Notes) -> Iterator[str]:
    for item in items:
        if notes.enough:
            break
        if isinstance(item, str) and item in lexicon.classes:
            yield item
        else:
            notes.refuse(
                f"the class `{item}` is unknown",
                "no law file lists it under `classes`",
                nearest(str(item), lexicon.classes),
            )


def _day(values: Mapping[str, object], name: str, notes: _Notes) -> date | None:
    value = values.get(name)
    if value is None and name not in values:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and is_day(value):
        return date.fromisoformat(value)
    notes.refuse(
        f"`{name}` is `{value}`", "it is a date", "write year-month-day, like `2026-11-21`"
    )
    return None


def _attributes(
    lexicon: Lexicon, values: Mapping[str, object], notes: _Notes
) -> Iterator[tuple[str, str | bool | int]]:
    for name in _FLAGS:
        value = values.get(name)
        if isinstance(value, bool):
            if name != "classes_complete":
                yield name, value
        elif name in values:
            notes.refuse(f"`{name}` is `{value}`", "it is true or false", "write `true` or `false`")
    if "grade" in values:
        grade = values["grade"]
        if isinstance(grade, str) and grade in GRADES:
            yield "grade", grade
        else:
            notes.refuse(
                f"`grade` is `{grade}`", "there is no such grade", nearest(str(grade), GRADES)
            )
    if "jurisdiction" in values:
        place = values["jurisdiction"]
        if isinstance(place, str) and lexicon.is_place(place):
            yield "jurisdiction", place
        else:
            notes.refuse(
                f"`jurisdiction` is `{place}`",
                "it is the id of a place",
                nearest(str(place), lexicon.places()),
            )
    if "days_incarcerated" in values:
        days = values["days_incarcerated"]
        if isinstance(days, int) and not isinstance(days, bool) and days >= 0:
            yield "days_incarcerated", days
        else:
            notes.refuse(
                f"`days_incarcerated` is `{days}`", "it is a whole number of days", "write digits"
            )
