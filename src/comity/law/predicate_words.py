"""Predicates in plain words: the question a person is asked, and where the answer stands."""

from __future__ import annotations

from collections.abc import Mapping

from comity.law.corpus import Corpus
from comity.law.records import list_of
from comity.logic import Predicate, Value, parse

_RECORD_NOUNS = {"convicted": "a conviction", "charged": "a charge", "arrested": "an arrest"}


def asks_of(key: str, corpus: Corpus) -> tuple[str, str]:
    """For a predicate's text: the question to ask, and where its answer is found."""
    predicate = parse(key)
    assert isinstance(predicate, Predicate)
    word = corpus.vocabulary.words.get(list_of(predicate))
    return _question(predicate, corpus), word.found if word else ""


def _question(predicate: Predicate, corpus: Corpus) -> str:
    filters = dict(predicate.filters)
    match predicate.name:
        case "shown":
            return f"Is there {_document(filters, corpus)}?"
        case "shown_only":
            return f"Is every document that was shown {_document(filters, corpus)}?"
        case "registered":
            return f"Is the person now entered in the registry `{predicate.arguments[0]}`?"
        case "within":
            word = corpus.vocabulary.words[predicate.arguments[0]]
            return f"Was it within {predicate.arguments[1]}: {word.means}?"
        case name:
            noun = _RECORD_NOUNS[name]
            return f"Is there {noun}{_class(predicate.arguments[0], corpus)}{_record(filters)}?"


def _document(filters: Mapping[str, Value | tuple[str, ...]], corpus: Corpus) -> str:
    kinds = filters.get("kind")
    if isinstance(kinds, tuple):
        known = corpus.vocabulary.document_kinds
        text = " or ".join(known[kind].means for kind in kinds)
    else:
        text = "a document"
    if isinstance(issuers := filters.get("issuer"), tuple):
        text += f" issued by {_listed(issuers)}"
    if isinstance(effects := filters.get("effect"), tuple):
        text += f" whose effect is to {_listed(effects)}"
    if isinstance(matters := filters.get("matter"), tuple):
        text += f" in a matter that is {_listed(matters)}"
    for name, said in (
        ("names_person", "names this person"),
        ("signed", "is signed"),
        ("served", "was served on the person"),
    ):
        if name in filters:
            text += f" that {said}" if filters[name] else f" of which it is not so that it {said}"
    return text


def _listed(values: tuple[str, ...]) -> str:
    return " or ".join(value.replace("_", " ") for value in values)


def _class(name: str, corpus: Corpus) -> str:
    if name == "any":
        return ""
    for jurisdiction in corpus.jurisdictions.values():
        for one in jurisdiction.classes:
            if one.id == name:
                return f" for {one.means} ({one.cite})"
    return f" for `{name}`"


def _record(filters: Mapping[str, Value | tuple[str, ...]]) -> str:
    text = f", as a {filters['grade']}" if "grade" in filters else ""
    if "held_to_answer" in filters:
        text += ", on which a magistrate found probable cause" if filters["held_to_answer"] else ""
    if "pending" in filters:
        text += ", still pending" if filters["pending"] else ", no longer pending"
    if "serving" in filters:
        text += ", whose sentence is being served now" if filters["serving"] else ""
    if "within" in filters:
        anchors = {
            "conviction": "counted from the conviction",
            "sentence_end": "counted from the end of the sentence",
            "later": "counted from the conviction or the end of the sentence, whichever is later",
        }
        anchor = anchors[str(filters.get("anchor", "conviction"))]
        to = {"act": "", "request": " to the request", "arrest": " to the arrest"}
        text += (
            f", within {filters['within']}{to[str(filters.get('measured_to', 'act'))]}, {anchor}"
        )
    return text
