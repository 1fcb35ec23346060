"""Predicates in plain words: as a question a person is asked, and as a statement. All wording of
records and documents stands here; what they mean is the business of `records`.

Some values of the vocabulary (issuers, effects, matters) have no words of their own there; they have
them here. A meaning may end in advice after a semicolon (`felony; name no other class for it`): the
advice is for whoever writes facts, so it is left out of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from comity.law.corpus import Corpus
from comity.law.records import list_of
from comity.logic import Predicate, Value, parse

_ISSUERS: Mapping[str, str] = {
    "federal_judge": "a federal judge",
    "federal_magistrate": "a federal magistrate judge",
    "state_judge": "a state judge",
    "immigration_judge": "an immigration judge",
    "immigration_officer": "an immigration officer",
    "other_officer": "another officer",
    "court_clerk": "a court clerk",
    "other": "someone else",
}
_EFFECTS: Mapping[str, str] = {
    "take_into_custody": "orders someone to be taken into custody",
    "request": "asks and does not order",
    "search": "orders a search",
    "interview": "orders an interview",
    "produce_records": "orders records to be produced",
    "appear": "orders someone to appear",
    "other": "has another effect",
}
_MATTERS: Mapping[str, str] = {
    "criminal": "a criminal matter",
    "federal_criminal": "a federal criminal matter",
    "criminal_immigration": "a criminal immigration matter",
    "state_criminal": "a state criminal matter",
    "civil_immigration": "a civil immigration matter",
    "other": "another matter",
}
_RECORDS: Mapping[str, str] = {
    "convicted": "conviction",
    "charged": "charge",
    "arrested": "arrest",
}
_ANCHORS: Mapping[str, str] = {
    "conviction": "counted from the {record}",
    "sentence_end": "counted from the end of the sentence",
    "later": "counted from the {record} or the end of the sentence, whichever is later",
}
_MEASURED_TO: Mapping[str, str] = {
    "act": "the act",
    "request": "the request",
    "arrest": "the arrest",
}
_DETERMINERS = frozenset({"a", "an", "the", "any", "one", "every", "each", "no", "all", "two"})

_NO_ARTICLE = frozenset(
    [
        "arson",
        "assault",
        "battery",
        "bribery",
        "burglary",
        "domestic",
        "driving",
        "embezzlement",
        "endangerment",
        "escape",
        "false",
        "forgery",
        "fraud",
        "homicide",
        "identity",
        "kidnapping",
        "leaving",
        "murder",
        "obstruction",
        "possession",
        "rape",
        "robbery",
        "sexual",
        "soliciting",
        "stalking",
        "theft",
        "threats",
        "torture",
        "trafficking",
        "unlawful",
    ]
)
"""First words of offences that English names without an article (`theft`, `driving ...`)."""

_CAN_BE_MERGED = frozenset({"shown", "convicted", "charged", "arrested"})
"""Predicates that say "there is one": not one of A and not one of B is not one of A or B."""


def asks_of(key: str, corpus: Corpus) -> tuple[str, str]:
    """For a predicate's text: the question to ask, and where its answer is found."""
    predicate = parse(key)
    assert isinstance(predicate, Predicate)
    word = corpus.vocabulary.words.get(list_of(predicate))
    return f"{_asked(predicate, corpus)}?", word.found if word else ""


def says_of(predicates: Sequence[Predicate], corpus: Corpus) -> str:
    """The statement that a predicate makes, as a clause; of several, that at least one holds.

    Several must differ in one part only, as `mergeable` groups them.
    """
    first, filters = predicates[0], _united(predicates)
    match first.name:
        case "shown":
            noun, clauses = _document(filters, corpus)
            return f"{noun} was shown{_that(clauses)}"
        case "shown_only":
            noun, clauses = _document(filters, corpus)
            kind = [] if noun == "a document" else [f"is {noun}"]
            return f"every document shown {_joined([*kind, *clauses]) or 'counts'}"
        case "registered":
            return f"the person now stands in {_registry(first.arguments[0], corpus)}"
        case "within":
            return (
                f"{_day(first, corpus)} lies within {first.arguments[1]} before the day asked about"
            )
        case _:
            return f"there is {record_of(predicates, corpus)}"


def record_of(predicates: Sequence[Predicate], corpus: Corpus) -> str:
    """The record that a predicate looks for, with its article: `a felony conviction for ...`."""
    filters = _united(predicates)
    noun = record_noun(predicates[0])
    classes = dict.fromkeys(one.arguments[0] for one in predicates)
    named = [_class(name, corpus) for name in classes if name != "any"]
    grade = str(filters.get("grade", "")).replace("misdemeanor", "misdemeanour")
    if grade and not (named and all(re.match(rf"(\S+ ){{0,4}}{grade}\b", one) for one in named)):
        noun = f"{grade} {noun}"
    offence = f" for {_alternatives(named)}" if named else ""
    limits = _record_filters(record_noun(predicates[0]), filters)
    return f"{with_article(noun)}{_where(filters, corpus)}{offence}{limits}"


def record_noun(predicate: Predicate) -> str:
    """`conviction`, `charge` or `arrest`; empty for a predicate that asks about no record."""
    return _RECORDS.get(predicate.name, "")


def mergeable(predicates: Iterable[Predicate]) -> list[tuple[Predicate, ...]]:
    """Groups, in order, of predicates that say "there is one" and differ in one part only.

    One part is the class of an offence, or one set of document attributes.
    """
    groups: list[tuple[str | None, list[Predicate]]] = []
    for predicate in predicates:
        for number, (part, group) in enumerate(groups):
            differing = _difference(group[0], predicate)
            if differing is not None and part in (None, differing):
                groups[number] = (differing, [*group, predicate])
                break
        else:
            groups.append((None, [predicate]))
    return [tuple(group) for _, group in groups]


def with_article(noun: str) -> str:
    """A noun phrase with `a` or `an` before it, unless it has a determiner or takes no article."""
    first = re.split(r"[\s,]", noun, maxsplit=1)[0].lower()
    if not first or first in _DETERMINERS or first in _NO_ARTICLE:
        return noun
    vowel = first[0] in "aeiou" and not first.startswith(("uni", "use", "one", "eu"))
    spelled = first.startswith(("hour", "honest", "i-", "f-", "n-"))  # read by its letter
    return f"{'an' if vowel or spelled else 'a'} {noun}"


def either(texts: Sequence[str]) -> str:
    """Alternatives as English lists them: `a, b or c`."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def _difference(one: Predicate, other: Predicate) -> str | None:
    """The single part in which two predicates differ, if they can be read as one."""
    if one.name != other.name or one.name not in _CAN_BE_MERGED:
        return None
    before, after = dict(one.filters), dict(other.filters)
    if before.keys() != after.keys():
        return None
    parts = [name for name in before if before[name] != after[name]]
    if any(not isinstance(before[name], tuple) for name in parts):
        return None
    if one.arguments != other.arguments:
        parts.append("class")
    return parts[0] if len(parts) == 1 and "any" not in one.arguments + other.arguments else None


def _united(predicates: Sequence[Predicate]) -> dict[str, Value | tuple[str, ...]]:
    """The filters of one predicate; of several, with their sets united."""
    found = dict(predicates[0].filters)
    for predicate in predicates[1:]:
        for name, value in predicate.filters:
            held = found[name]
            if isinstance(held, tuple) and isinstance(value, tuple):
                found[name] = tuple(dict.fromkeys((*held, *value)))
    return found


def _asked(predicate: Predicate, corpus: Corpus) -> str:
    match predicate.name:
        case "shown":
            noun, clauses = _document(dict(predicate.filters), corpus)
            shown = "any document" if noun == "a document" and not clauses else noun
            return f"Was {shown} shown{_that(clauses)}"
        case "shown_only":
            holds = says_of((predicate,), corpus).removeprefix("every document shown ")
            return f"Is it true of every document shown that it {holds}"
        case "registered":
            return f"Does the person now stand in {_registry(predicate.arguments[0], corpus)}"
        case "within":
            window = predicate.arguments[1]
            return f"Does {_day(predicate, corpus)} lie within {window} before the day asked about"
        case _:
            return f"Is there {record_of((predicate,), corpus)}"


def _document(
    filters: Mapping[str, Value | tuple[str, ...]], corpus: Corpus
) -> tuple[str, list[str]]:
    """What is shown, and the clauses that it must meet, each with the document as its subject."""
    noun, clauses = "a document", []
    if isinstance(kinds := filters.get("kind"), tuple):
        known = corpus.vocabulary.document_kinds
        noun = either([with_article(plain_noun(known[kind].means)) for kind in kinds])
    if isinstance(issuers := filters.get("issuer"), tuple):
        clauses.append(f"was issued by {either([_word(_ISSUERS, one) for one in issuers])}")
    names = filters.get("names_person")
    if isinstance(effects := filters.get("effect"), tuple):
        does = either([_word(_EFFECTS, one) for one in effects])
        if names is True and effects == ("take_into_custody",):
            does, names = "orders this person to be taken into custody", None
        clauses.append(does)
    if isinstance(matters := filters.get("matter"), tuple):
        clauses.append(f"concerns {either([_word(_MATTERS, one) for one in matters])}")
    for held, so, not_so in (
        (names, "names this person", "does not name this person"),
        (filters.get("signed"), "is signed", "is not signed"),
        (filters.get("served"), "was served on the person", "was not served on the person"),
    ):
        if held is not None:
            clauses.append(so if held else not_so)
    return noun, clauses


def _that(clauses: Sequence[str]) -> str:
    return f" that {_joined(clauses)}" if clauses else ""


def _joined(clauses: Sequence[str]) -> str:
    return f"{', '.join(clauses[:-1])} and {clauses[-1]}" if len(clauses) > 1 else "".join(clauses)


def _word(words: Mapping[str, str], value: str) -> str:
    return words.get(value, value.replace("_", " "))


def plain_noun(means: str) -> str:
    """The meaning of a class or kind without the advice after its first semicolon."""
    return means.partition(";")[0].strip()


def _class(name: str, corpus: Corpus) -> str:
    one = corpus.classes.get(name)
    if one is None:
        return f"`{name}`"
    noun = re.sub(r"^[A-Z]{1,2}: ", "", plain_noun(one.means))
    return f"{with_article(noun)} ({one.cite})"


def _alternatives(named: Sequence[str]) -> str:
    """Offences side by side; with semicolons, since each is long and holds commas of its own."""
    return "; or ".join(named)


def _registry(name: str, corpus: Corpus) -> str:
    place, _, rest = name.partition(".")
    owner = corpus.states.get(f"us-{place}")
    registry = f"the registry `{rest.replace('_', ' ')}`"
    return f"{registry} of {owner}" if owner else registry


def _day(predicate: Predicate, corpus: Corpus) -> str:
    return re.sub(r" \([^()]*\)$", "", corpus.vocabulary.words[predicate.arguments[0]].means)


def _where(filters: Mapping[str, Value | tuple[str, ...]], corpus: Corpus) -> str:
    place = filters.get("jurisdiction")
    if not isinstance(place, str):
        return ""
    encoded = corpus.jurisdictions.get(place)
    return f" in {encoded.name if encoded else corpus.states.get(place, place)}"


def _record_filters(record: str, filters: Mapping[str, Value | tuple[str, ...]]) -> str:
    text = ""
    for name, so, not_so in (
        ("held_to_answer", "on which a magistrate found probable cause", "not held to answer"),
        ("pending", "still pending", "no longer pending"),
        ("serving", "whose sentence is being served now", "whose sentence is not being served"),
    ):
        if name in filters:
            text += f", {so if filters[name] else not_so}"
    if "within" in filters:
        anchor = _ANCHORS[str(filters.get("anchor", "conviction"))].format(record=record)
        to = _MEASURED_TO[str(filters.get("measured_to", "act"))]
        text += f", at most {filters['within']} before {to}, {anchor}"
        if filters.get("tolled"):
            text += ", time in custody not counted"
    if filters.get("class_as_of") == "act":
        text += ", by the classes of the day of the act"
    return text
