"""Every fixed sentence of an answer, in one table, in English; Spanish stands in the catalogue that
`translation` reads. What varies is filled in by `explain`. Texts and tables in upper case are wording:
`make catalogue` takes all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from comity.decide.determination import Conduct
from comity.decide.translation import Language, translate
from comity.law import Corpus, DefeatKind, Status, Verified
from comity.logic import Answer, Rail, Truth

ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.REQUIRED: "must",
    Answer.PERMITTED: "may",
    Answer.PROHIBITED: "must not",
    Answer.NOT_REGULATED: "law is silent",
    Answer.CONFLICT: "conflict of laws",
    Answer.CONTESTED: "contested",
    Answer.UNDETERMINED: "cannot be decided yet",
}
"""The answer in the words of a desk."""

SENTENCES: Mapping[Answer, str] = {
    Answer.REQUIRED: "the law requires {act}",
    Answer.PERMITTED: "the law permits {act}, and does not require it",
    Answer.PROHIBITED: "the law prohibits {act}",
    Answer.NOT_REGULATED: "the law is silent on {act}: nothing requires, permits or prohibits it",
    Answer.CONFLICT: (
        "one law requires {act} and another prohibits it; which prevails is not settled here"
    ),
    Answer.CONTESTED: "the law on {act} is contested: the answer depends on how it is read",
    Answer.UNDETERMINED: "it cannot be decided yet what the law says on {act}",
}
"""What a headline says of the act."""

OWN_ORDER: Mapping[Answer, str] = {
    Answer.REQUIRED: "an internal order, which is not law, requires {act}",
    Answer.PERMITTED: "an internal order, which is not law, permits {act}, and does not require it",
    Answer.PROHIBITED: "an internal order, which is not law, prohibits {act}",
}
"""What a headline says where all that decides are internal orders, policies, contracts or memoranda."""

COMPLETE = "In {place} on {on}, {sentence}."
AS_FAR = "as far as encoded and checked"
INCOMPLETE = "In {place} on {on}, as far as encoded and checked, {sentence}."
WITHOUT_LAW = "{sentence}: the law of {places} is not in this corpus"
ADVICE = "This is information about law, not legal advice."
"""What every printed answer ends with."""

QUOTED_IN_ENGLISH = (
    "Summaries of the law, citations and what is owed under it are quoted in English, as they stand in "
    "the law files."
)
"""Said to whoever reads in another language."""

_PLACES: Mapping[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        ("District of ", "the District of "),
        ("State of ", "the State of "),
        ("Commonwealth of ", "the Commonwealth of "),
        ("City of ", "the City of "),
        ("County of ", "the County of "),
        ("Town of ", "the Town of "),
        ("Village of ", "the Village of "),
        ("United States", "the United States"),
        ("Northern Mariana Islands", "the Northern Mariana Islands"),
    ),
    "es": (
        ("District of Columbia", "el Distrito de Columbia"),
        ("State of ", "el estado de "),
        ("Commonwealth of ", "el estado de "),
        ("City of ", "la ciudad de "),
        ("City and County of ", "la ciudad y condado de "),
        ("County of ", "el condado de "),
        ("Town of ", "el municipio de "),
        ("Village of ", "el municipio de "),
        ("United States (federal law)", "Estados Unidos (ley federal)"),
    ),
}
"""How the beginning of a place's name is rewritten where the name stands in a sentence."""

_COUNTY = re.compile(r"(?P<name>[^,]+) County, (?P<rest>.+)")

VERIFIED_WORDS: Mapping[Verified, str] = {
    Verified.TEXT: "operative text read",
    Verified.ACCOUNT: "known from a faithful account; text not read",
    Verified.UNVERIFIED: "unverified: from knowledge, text not read",
}

EFFECT_WORDS: Mapping[Rail, str] = {
    Rail.PROHIBITED: "prohibits it",
    Rail.REQUIRED: "requires it",
    Rail.PERMITTED: "permits it",
}

MAY_WORDS: Mapping[Rail, str] = {
    Rail.PROHIBITED: "may prohibit it",
    Rail.REQUIRED: "may require it",
    Rail.PERMITTED: "may permit it",
}
"""The effect of a provision of which it is not known whether it reaches the act."""

BY_EXCEPTION: Mapping[Rail, str] = {
    Rail.PROHIBITED: "prohibits it by an exception to its ban",
    Rail.REQUIRED: "requires it by an exception to its ban",
    Rail.PERMITTED: "permits it by an exception to its ban",
}
"""The effect of a ban's exception."""

MAY_BY_EXCEPTION: Mapping[Rail, str] = {
    Rail.PROHIBITED: "may prohibit it by an exception to its ban",
    Rail.REQUIRED: "may require it by an exception to its ban",
    Rail.PERMITTED: "may permit it by an exception to its ban",
}
"""The same while it is not known whether the exception applies."""

TRUTH_WORDS: Mapping[Truth, str] = {
    Truth.TRUE: "yes",
    Truth.FALSE: "no",
    Truth.UNKNOWN: "not known",
}

BASIS_WORDS: Mapping[str, str] = {
    "paper": "paper",
    "phone": "phone",
    "record": "record",
    "assumed": "assumed",
}
"""On what a fact rests."""

ATTRIBUTE_WORDS: Mapping[bool, str] = {True: "true", False: "false"}
"""Whether an attribute of a stated document or record holds."""

CONDUCT_WORDS: Mapping[Conduct, str] = {
    Conduct.ACCORDS: "What was done accords with the law as answered.",
    Conduct.DEPARTS: "What was done departs from the law as answered.",
    Conduct.NOT_YET_DUE: "Nothing was due yet on that day.",
    Conduct.EXCUSED: "Not doing it is excused: an exception to the duty is met.",
    Conduct.UNKNOWN: "Whether what was done accords with the law cannot be said.",
}

CONDUCT_AS_FAR: Mapping[Conduct, str] = {
    Conduct.ACCORDS: "What was done accords with the law as far as encoded and checked.",
    Conduct.DEPARTS: "What was done departs from the law as far as encoded and checked.",
}
"""The same where the answer is not complete: a level whose law is not here may say otherwise."""

ACCORDS_WHATEVER: Mapping[bool, str] = {
    True: "Under every answer that is still possible, what was done accords with the law.",
    False: "Under every answer that is still possible, what was done accords with the law as far as encoded and checked.",
}
"""Where the answer is open and the conduct is not, by whether the answer is complete."""

STATUS_WORDS: Mapping[Status, str] = {
    Status.ENCODED: "encoded",
    Status.GAP: "encoded, with a known gap on this act",
    Status.NOT_ENCODED: "not encoded; that is not silence",
    Status.NOT_NAMED: "not named in the question",
}

DEFEAT_WORDS: Mapping[DefeatKind, str] = {
    DefeatKind.PREEMPTS: "preempted by {cite}",
    DefeatKind.SAVES: "lifted by the savings clause of {cite}",
}

INTERNAL = "an agency's own order, not law"
ASK_COUNSEL = "a duty on an unverified text: ask counsel before relying on it"
DUE_BY = "To be met by {day}."
MET_WHERE = "also met where {facts}"
OWED_AGAIN = "Owed again after {window}."
NOT_REVIEWED = "not reviewed by a lawyer"
MISSING_LAW = "The law of {place}: it is not in this corpus, and nothing is said of it."
UNNAMED_LEVELS: Mapping[str, str] = {"state": "state level", "local": "local level"}
"""Levels below the place asked about that were not named, as a list shows them."""

UNNAMED_LEVELS_IN_SENTENCE: Mapping[str, str] = {
    "state": "the state level",
    "local": "the local level",
}

CLOCK_LIMITS = "A clock limits custody; it never makes custody lawful."
ANY_SUCH_RECORD: Mapping[str, str] = {
    "conviction": "{number}. Is there any conviction such as these? Look in: {found}.",
    "charge": "{number}. Is there any charge such as these? Look in: {found}.",
    "arrest": "{number}. Is there any arrest such as these? Look in: {found}.",
}
"""How records of one kind are asked about together."""

NO_FACT_ANSWERS = "A question of law: no fact of the case answers it."


class Title(StrEnum):
    """Titles of the sections of an explanation, in the order in which they are shown."""

    WHY = "Why"
    BY_READING = "By reading"
    MISSING = "What is missing"
    DONE = "What was done"
    DUTIES = "Duties"
    CLOCKS = "Clocks"
    REMEDIES = "Remedies"
    STATED = "What was stated"
    DOUBTS = "Of uncertain force on this day"
    OUT_OF_FORCE = "Not in force on this day"
    CARE = "Care"
    LEVELS = "Levels that could bind"
    NOTES = "Beside the law (changes no answer)"


BRIEF_TITLES = frozenset(
    {
        Title.WHY,
        Title.BY_READING,
        Title.MISSING,
        Title.DONE,
        Title.DUTIES,
        Title.CLOCKS,
    }
)
"""The sections that a brief explanation keeps."""


def place_name(corpus: Corpus, place: str, language: Language = "en") -> str:
    """The name of a place as a list shows it, or its id where it has none here."""
    if language == "es":
        return re.sub(r"^(el|las?) ", "", place_in_sentence(corpus, place, "es"))
    encoded = corpus.jurisdictions.get(place)
    return encoded.name if encoded else corpus.states.get(place, f"`{place}`")


def place_in_sentence(corpus: Corpus, place: str, language: Language = "en") -> str:
    """The name of a place inside a sentence, with the article that the language wants."""
    name = place_name(corpus, place)
    for begins, wanted in _PLACES[language]:
        if name.startswith(begins):
            return wanted + _state_in(name.removeprefix(begins), corpus, language)
    if language == "es" and (county := _COUNTY.fullmatch(name)):
        return f"el condado de {county['name']}, {_state_in(county['rest'], corpus, language)}"
    return _state_in(name, corpus, language)


def _state_in(name: str, corpus: Corpus, language: Language) -> str:
    """A name with the state at its end, if there is one, in the language."""
    before, comma, state = name.rpartition(", ")
    known = state in corpus.states.values()
    return f"{before}{comma}{translate(state, language)}" if known else name
