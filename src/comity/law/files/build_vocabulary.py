"""From entries to the vocabulary and the lexicon. Entries with mistakes are passed over."""

from __future__ import annotations

from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFiles
from comity.law.files.yaml_node import Entries, plain
from comity.law.lexicon import Lexicon
from comity.law.vocabulary import (
    Action,
    Actor,
    Axiom,
    DocumentKind,
    Meaning,
    Vocabulary,
    Word,
    WordType,
)
from comity.logic import Predicate, Span, leaves

_NOWHERE = Span(file="", line=0, column=0)


def build_vocabulary(top: Entry | None) -> Vocabulary:
    """The vocabulary as far as its file could be read."""
    top = top or Entry(values={}, spans={}, span=_NOWHERE)
    actions = {
        one.text("id"): Action(
            id=one.text("id"),
            means=one.text("means"),
            phrase=one.text("phrase"),
            phrase_es=one.text("phrase_es"),
            paper=one.optional_text("paper"),
        )
        for one in top.entries("actions")
        if one.has("id")
    }
    actors = {
        one.text("id"): Actor(
            id=one.text("id"),
            means=one.text("means"),
            level=None if one.text("level") == "none" else one.text("level"),
        )
        for one in top.entries("actors")
        if one.has("id")
    }
    lists = {
        "actions": tuple(Meaning(id=one.id, means=one.means) for one in actions.values()),
        "actors": tuple(Meaning(id=one.id, means=one.means) for one in actors.values()),
    }
    documents = top.entry("documents")
    attributes = documents.entry("attributes") if documents is not None else None
    return Vocabulary(
        actions=actions,
        actors=actors,
        words={
            one.text("id"): _word(one, lists)
            for one in top.entries("words")
            if one.has("id") and one.has("type")
        },
        document_kinds={
            one.text("id"): _document_kind(one)
            for one in (documents.entries("kinds") if documents is not None else ())
            if one.has("id")
        },
        document_values={
            name: attributes.texts(name)
            for name in (attributes.values if attributes is not None else ())
            if attributes is not None
        },
        axioms=tuple(
            Axiom(id=one.text("id"), means=one.text("means"), when=when, then=then)
            for one in top.entries("axioms")
            if (when := one.condition("when")) is not None
            and (then := one.condition("then")) is not None
        ),
    )


def build_lexicon(files: LawFiles) -> Lexicon:
    """Everything that can be said, as far as the files could be read."""
    defined: set[str] = set()
    classes: set[str] = set()
    for one in files.places:
        defined |= {use.name for use in one.reading.given if use.domain == "word"}
        classes |= {use.name for use in one.reading.given if use.domain == "class"}
    return Lexicon(
        vocabulary=build_vocabulary(files.vocabulary.top),
        encoded=frozenset(files.by_place()),
        states={one.text("id"): one.text("name") for one in files.states.entries},
        classes=frozenset(classes),
        registries=frozenset(
            leaf.arguments[0]
            for one in files.all
            for condition in one.reading.conditions
            for leaf in leaves(condition.tree)
            if isinstance(leaf, Predicate) and leaf.name == "registered"
        ),
        defined=frozenset(defined),
        questions={
            entry.text("id"): tuple(one.text("id") for one in entry.entries("readings"))
            for _, entry in files.listed("questions")
        },
        sections={
            entry.text("id"): entry.texts("members")
            for _, entry in files.listed("classes")
            if entry.has("members")
        },
    )


def _word(one: Entry, lists: dict[str, tuple[Meaning, ...]]) -> Word:
    values = one.values.get("values", ())
    if isinstance(values, str):
        found = lists[values]
    else:
        found = tuple(
            Meaning(id=value.text("id"), means=value.text("means"))
            for value in one.entries("values")
        )
    return Word(
        id=one.text("id"),
        type=WordType(one.text("type")),
        means=one.text("means"),
        asks=one.text("asks"),
        found=one.text("found"),
        values=found,
        clock=one.optional_text("clock"),
    )


def _document_kind(one: Entry) -> DocumentKind:
    node = one.node("attributes")
    fixed = plain(node) if isinstance(node, Entries) else {}
    assert isinstance(fixed, dict)
    return DocumentKind(
        id=one.text("id"),
        means=one.text("means"),
        attributes={name: value for name, value in fixed.items() if isinstance(value, str | bool)},
    )
