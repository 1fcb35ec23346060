"""The dictionary: actions, actors, fact words, documents. Data read from `vocabulary.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from comity.logic import Expr


class WordType(Enum):
    """What a fact word can hold."""

    BOOLEAN = "boolean"
    ENUMERATION = "enumeration"
    INTEGER = "integer"
    DATE = "date"
    MOMENT = "moment"
    JURISDICTION = "jurisdiction"
    RECORDS = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One value of a closed list, with its meaning in plain words."""

    id: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something a state or local actor does. `phrase` completes "The law prohibits ...".

    `paper` is the kind of document on which the act rests by its meaning, as a hold on a detainer does.
    """

    id: str
    means: str
    phrase: str
    phrase_es: str
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A kind of actor. `level` says which level of government employs it (None: none does)."""

    id: str
    means: str
    level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A fact word: its type, meaning, the question a person is asked, and where the answer stands.

    `question` is None for a question of law's word, which no one at a desk can answer.
    """

    id: str
    type: WordType
    means: str
    asks: str
    found: str
    values: tuple[Meaning, ...] = ()
    clock: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """A kind of document, with the attributes that the kind itself fixes."""

    id: str
    means: str
    attributes: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axiom:
    """A tie between facts: wherever `when` holds, `then` holds. Contradicting facts are refused."""

    id: str
    means: str
    when: Expr
    then: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything that can be said in a question, in the order of its file."""

    actions: Mapping[str, Action]
    actors: Mapping[str, Actor]
    words: Mapping[str, Word]
    document_kinds: Mapping[str, DocumentKind]
    document_values: Mapping[str, tuple[str, ...]]
    axioms: tuple[Axiom, ...]
