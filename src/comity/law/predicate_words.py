"""Predicates in plain words: as a question a person is asked, and as a statement. All wording of
records and documents stands here; what they mean is the business of `records`.

Every sentence goes through `say`, which a reader in another language brings along; its English is its key.

Some values of the vocabulary (issuers, effects, matters) have no words of their own there; they have
them here. A meaning may end in advice after a semicolon (`felony; name no other class for it`): the
advice is for whoever writes facts, so it is left out of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from comity.law.corpus import Corpus
from comity.law.records import list_of
from comity.logic import Predicate, Value, parse

Say: TypeAlias = Callable[[str], str]
"""English to the language of the reader, with what is filled in still in braces."""

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
_NOUNS: Mapping[tuple[str, str], str] = {
    ("conviction", ""): "a conviction",
    ("conviction", "felony"): "a felony conviction",
    ("conviction", "misdemeanor"): "a misdemeanour conviction",
    ("conviction", "infraction"): "an infraction conviction",
    ("charge", ""): "a charge",
    ("charge", "felony"): "a felony charge",
    ("charge", "misdemeanor"): "a misdemeanour charge",
    ("charge", "infraction"): "an infraction charge",
    ("arrest", ""): "an arrest",
    ("arrest", "felony"): "a felony arrest",
    ("arrest", "misdemeanor"): "a misdemeanour arrest",
    ("arrest", "infraction"): "an infraction arrest",
}
"""A record by its kind and grade: whole, since other languages bend their words."""
_ANCHORS: Mapping[tuple[str, str], str] = {
    ("conviction", "conviction"): "counted from the conviction",
    ("charge", "conviction"): "counted from the charge",
    ("arrest", "conviction"): "counted from the arrest",
    ("conviction", "sentence_end"): "counted from the end of the sentence",
    ("charge", "sentence_end"): "counted from the end of the sentence",
    ("arrest", "sentence_end"): "counted from the end of the sentence",
    ("conviction", "later"): (
        "counted from the conviction or the end of the sentence, whichever is later"
    ),
    ("charge", "later"): "counted from the charge or the end of the sentence, whichever is later",
    ("arrest", "later"): "counted from the arrest or the end of the sentence, whichever is later",
}
"""From when a record is counted, by its kind and anchor."""
_MEASURED_TO: Mapping[str, str] = {
    "act": "at most {window} before the act, {anchor}",
    "request": "at most {window} before the request, {anchor}",
    "arrest": "at most {window} before the arrest, {anchor}",
}
_WINDOWS: Mapping[str, str] = {
    "day": "{count} day",
    "days": "{count} days",
    "month": "{count} month",
    "months": "{count} months",
    "year": "{count} year",
    "years": "{count} years",
}
_SIGNED: Mapping[bool, str] = {True: "is signed", False: "is not signed"}
_SERVED: Mapping[bool, str] = {
    True: "was served on the person",
    False: "was not served on the person",
}
_NAMES: Mapping[bool, str] = {True: "names this person", False: "does not name this person"}
_HELD_TO_ANSWER: Mapping[bool, str] = {
    True: "on which a magistrate found probable cause",
    False: "not held to answer",
}
_PENDING: Mapping[bool, str] = {True: "still pending", False: "no longer pending"}
_SERVING: Mapping[bool, str] = {
    True: "whose sentence is being served now",
    False: "whose sentence is not being served",
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


def as_written(text: str) -> str:
    """English: what is said is what is written."""
    return text


def asks_of(key: str, corpus: Corpus, say: Say = as_written) -> tuple[str, str]:
    """For a predicate's text: the question to ask, and where its answer is found."""
    predicate = parse(key)
    assert isinstance(predicate, Predicate)
    word = corpus.vocabulary.words.get(list_of(predicate))
    return _asked(predicate, corpus, say), say(word.found) if word else ""


def says_of(predicates: Sequence[Predicate], corpus: Corpus, say: Say = as_written) -> str:
    """The statement that a predicate makes, as a clause; of several, that at least one holds.

    Several must differ in one part only, as `mergeable` groups them.
    """
    first, filters = predicates[0], _united(predicates)
    match first.name:
        case "shown":
            noun, clauses = _document(filters, corpus, say)
            if not clauses:
                return say("{document} was shown").format(document=noun)
            return say("{document} was shown that {clauses}").format(
                document=noun, clauses=joined(clauses, say)
            )
        case "shown_only":
            return say("every document shown {holds}").format(holds=_holds(filters, corpus, say))
        case "registered":
            return say("the person now stands in {registry}").format(
                registry=_registry(first.arguments[0], corpus, say)
            )
        case "within":
            return say("{day} lies within {window} before the day asked about").format(
                day=_day(first, corpus, say), window=window_words(first.arguments[1], say)
            )
        case _:
            return say("there is {record}").format(record=record_of(predicates, corpus, say))


def record_of(predicates: Sequence[Predicate], corpus: Corpus, say: Say = as_written) -> str:
    """The record that a predicate looks for, with its article: `a felony conviction for ...`."""
    filters = _united(predicates)
    record = record_noun(predicates[0])
    classes = [
        name for name in dict.fromkeys(one.arguments[0] for one in predicates) if name != "any"
    ]
    grade = str(filters.get("grade", ""))
    spelled = grade.replace("misdemeanor", "misdemeanour")
    named = [class_noun(name, corpus) for name in classes]
    if named and all(re.match(rf"(\S+ ){{0,4}}{spelled}\b", one) for one in named):
        grade = ""
    text = say(_NOUNS[record, grade])
    place = filters.get("jurisdiction")
    if isinstance(place, str):
        text = say("{record} in {place}").format(record=text, place=_place(place, corpus, say))
    if classes:
        offences = _apart([_class(name, corpus, say) for name in classes], say)
        text = say("{record} for {offences}").format(record=text, offences=offences)
    return ", ".join((text, *_record_filters(record, filters, say)))


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


def either(texts: Sequence[str], say: Say = as_written) -> str:
    """Alternatives as they are listed: `a, b or c`."""
    if len(texts) == 1:
        return texts[0]
    return say("{rest} or {last}").format(rest=", ".join(texts[:-1]), last=texts[-1])


def joined(texts: Sequence[str], say: Say = as_written) -> str:
    """Things that all hold, as they are listed: `a, b and c`."""
    if len(texts) < 2:
        return "".join(texts)
    return say("{rest} and {last}").format(rest=", ".join(texts[:-1]), last=texts[-1])


def window_words(window: str, say: Say = as_written) -> str:
    """A stretch of time as the law files write it: `5 years`."""
    count, _, unit = window.partition(" ")
    return say(_WINDOWS[unit]).format(count=count) if unit in _WINDOWS else window


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


def _asked(predicate: Predicate, corpus: Corpus, say: Say) -> str:
    filters = dict(predicate.filters)
    match predicate.name:
        case "shown":
            noun, clauses = _document(filters, corpus, say)
            if not clauses:
                shown = noun if "kind" in filters else say("any document")
                return say("Was {document} shown?").format(document=shown)
            return say("Was {document} shown that {clauses}?").format(
                document=noun, clauses=joined(clauses, say)
            )
        case "shown_only":
            return say("Is it true of every document shown that it {holds}?").format(
                holds=_holds(filters, corpus, say)
            )
        case "registered":
            return say("Does the person now stand in {registry}?").format(
                registry=_registry(predicate.arguments[0], corpus, say)
            )
        case "within":
            return say("Does {day} lie within {window} before the day asked about?").format(
                day=_day(predicate, corpus, say), window=window_words(predicate.arguments[1], say)
            )
        case _:
            return say("Is there {record}?").format(record=record_of((predicate,), corpus, say))


def _holds(filters: Mapping[str, Value | tuple[str, ...]], corpus: Corpus, say: Say) -> str:
    """What every document is or does."""
    noun, clauses = _document(filters, corpus, say)
    kind = [say("is {document}").format(document=noun)] if "kind" in filters else []
    return joined([*kind, *clauses], say) or say("counts")


def _document(
    filters: Mapping[str, Value | tuple[str, ...]], corpus: Corpus, say: Say
) -> tuple[str, list[str]]:
    """What is shown, and the clauses that it must meet, each with the document as its subject."""
    noun, clauses = say("a document"), []
    if isinstance(kinds := filters.get("kind"), tuple):
        known = corpus.vocabulary.document_kinds
        noun = either([say(noun_of(known[kind].means)) for kind in kinds], say)
    if isinstance(issuers := filters.get("issuer"), tuple):
        listed = either([_word(_ISSUERS, one, say) for one in issuers], say)
        clauses.append(say("was issued by {issuers}").format(issuers=listed))
    names = filters.get("names_person")
    if isinstance(effects := filters.get("effect"), tuple):
        does = either([_word(_EFFECTS, one, say) for one in effects], say)
        if names is True and effects == ("take_into_custody",):
            does, names = say("orders this person to be taken into custody"), None
        clauses.append(does)
    if isinstance(matters := filters.get("matter"), tuple):
        listed = either([_word(_MATTERS, one, say) for one in matters], say)
        clauses.append(say("concerns {matters}").format(matters=listed))
    for held, words in (
        (names, _NAMES),
        (filters.get("signed"), _SIGNED),
        (filters.get("served"), _SERVED),
    ):
        if held is not None:
            clauses.append(say(words[bool(held)]))
    return noun, clauses


def _word(words: Mapping[str, str], value: str, say: Say) -> str:
    return say(words[value]) if value in words else value.replace("_", " ")


def plain_noun(means: str) -> str:
    """The meaning of a class or kind without the advice after its first semicolon."""
    return means.partition(";")[0].strip()


def noun_of(means: str) -> str:
    """The meaning of a kind of document as it stands in a sentence: plain, with its article."""
    return with_article(plain_noun(means))


def class_noun(name: str, corpus: Corpus) -> str:
    """An offence class as it stands in a sentence, in English: plain, with its article."""
    one = corpus.classes.get(name)
    if one is None:
        return f"`{name}`"
    return with_article(re.sub(r"^[A-Z]{1,2}: ", "", plain_noun(one.means)))


def _class(name: str, corpus: Corpus, say: Say) -> str:
    one = corpus.classes.get(name)
    if one is None:
        return f"`{name}`"
    return f"{say(class_noun(name, corpus))} ({one.cite})"


def _apart(named: Sequence[str], say: Say) -> str:
    """Offences side by side; with semicolons, since each is long and holds commas of its own."""
    text = named[0]
    for one in named[1:]:
        text = say("{rest}; or {last}").format(rest=text, last=one)
    return text


def _registry(name: str, corpus: Corpus, say: Say) -> str:
    place, _, rest = name.partition(".")
    owner, plain = corpus.states.get(f"us-{place}"), rest.replace("_", " ")
    if owner is None:
        return say("the registry `{name}`").format(name=plain)
    return say("the registry `{name}` of {owner}").format(name=plain, owner=say(owner))


def _day(predicate: Predicate, corpus: Corpus, say: Say) -> str:
    means = say(corpus.vocabulary.words[predicate.arguments[0]].means)
    return re.sub(r" \([^()]*\)$", "", means)


def _place(place: str, corpus: Corpus, say: Say) -> str:
    encoded, state = corpus.jurisdictions.get(place), corpus.states.get(place)
    if encoded is not None and encoded.name != state:
        return encoded.name
    return say(state) if state else place


def _record_filters(
    record: str, filters: Mapping[str, Value | tuple[str, ...]], say: Say
) -> Iterator[str]:
    """What a record must meet beside its kind, its place and its offence."""
    for name, words in (
        ("held_to_answer", _HELD_TO_ANSWER),
        ("pending", _PENDING),
        ("serving", _SERVING),
    ):
        if name in filters:
            yield say(words[bool(filters[name])])
    if "within" in filters:
        yield say(_MEASURED_TO[str(filters.get("measured_to", "act"))]).format(
            window=window_words(str(filters["within"]), say),
            anchor=say(_ANCHORS[record, str(filters.get("anchor", "conviction"))]),
        )
        if filters.get("tolled"):
            yield say("time in custody not counted")
    if filters.get("class_as_of") == "act":
        yield say("by the classes of the day of the act")
