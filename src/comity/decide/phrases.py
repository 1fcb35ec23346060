"""Every fixed sentence of an answer, in one table: headlines and answer words in English and Spanish,
everything else in English so far. What varies is filled in by `explain`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from comity.decide.determination import Conduct
from comity.decide.translation import Language as Language  # others have it from here
from comity.law import Corpus, DefeatKind, Status, Verified
from comity.logic import Answer, Rail, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The fixed words of a headline in one language.

    `words` are the answers in the words of a desk. `places` rewrites the beginning of a place's name
    as a sentence wants it ("District of ..." with its article).
    """

    words: Mapping[Answer, str]
    sentences: Mapping[Answer, str]
    frame: str
    incomplete: str
    missing_law: str
    join: str
    places: tuple[tuple[str, str], ...]
    advice: str


_ENGLISH = Phrases(
    words={
        Answer.REQUIRED: "must",
        Answer.PERMITTED: "may",
        Answer.PROHIBITED: "must not",
        Answer.NOT_REGULATED: "law is silent",
        Answer.CONFLICT: "conflict of laws",
        Answer.CONTESTED: "contested",
        Answer.UNDETERMINED: "cannot be decided yet",
    },
    sentences={
        Answer.REQUIRED: "the law requires {act}",
        Answer.PERMITTED: "the law permits {act}, and does not require it",
        Answer.PROHIBITED: "the law prohibits {act}",
        Answer.NOT_REGULATED: (
            "the law is silent on {act}: nothing requires, permits or prohibits it"
        ),
        Answer.CONFLICT: (
            "one law requires {act} and another prohibits it; which prevails is not settled here"
        ),
        Answer.CONTESTED: "the law on {act} is contested: the answer depends on how it is read",
        Answer.UNDETERMINED: "it cannot be decided yet what the law says on {act}",
    },
    frame="In {place} on {on}{incomplete}, {sentence}.",
    incomplete=", as far as encoded and checked",
    missing_law="{sentence}: the law of {places} is not in this corpus",
    join=" and ",
    places=(
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
    advice="This is information about law, not legal advice.",
)

_SPANISH = Phrases(
    words={
        Answer.REQUIRED: "debe",
        Answer.PERMITTED: "puede",
        Answer.PROHIBITED: "no debe",
        Answer.NOT_REGULATED: "la ley no dice nada",
        Answer.CONFLICT: "conflicto de leyes",
        Answer.CONTESTED: "en disputa",
        Answer.UNDETERMINED: "todavía no se puede decidir",
    },
    sentences={
        Answer.REQUIRED: "la ley exige {act}",
        Answer.PERMITTED: "la ley permite {act}, y no lo exige",
        Answer.PROHIBITED: "la ley prohíbe {act}",
        Answer.NOT_REGULATED: (
            "la ley no dice nada sobre {act}: nada lo exige, lo permite ni lo prohíbe"
        ),
        Answer.CONFLICT: (
            "una ley exige {act} y otra lo prohíbe; aquí no se resuelve cuál prevalece"
        ),
        Answer.CONTESTED: (
            "está en disputa lo que la ley dice sobre {act}: la respuesta depende de cómo se lea"
        ),
        Answer.UNDETERMINED: "todavía no se puede decidir lo que la ley dice sobre {act}",
    },
    frame="En {place}, el {on}{incomplete}, {sentence}.",
    incomplete=", hasta donde la ley está registrada y revisada",
    missing_law="{sentence}: la ley de {places} no está en este registro",
    join=" y ",
    places=(
        ("District of Columbia", "el Distrito de Columbia"),
        ("State of ", "el estado de "),
        ("Commonwealth of ", "el estado de "),
        ("City of ", "la ciudad de "),
        ("County of ", "el condado de "),
        ("Town of ", "el municipio de "),
        ("Village of ", "el municipio de "),
        ("United States (federal law)", "Estados Unidos (ley federal)"),
        ("New York", "Nueva York"),
        ("New Mexico", "Nuevo México"),
        ("New Jersey", "Nueva Jersey"),
        ("New Hampshire", "Nuevo Hampshire"),
        ("North Carolina", "Carolina del Norte"),
        ("North Dakota", "Dakota del Norte"),
        ("South Carolina", "Carolina del Sur"),
        ("South Dakota", "Dakota del Sur"),
        ("West Virginia", "Virginia Occidental"),
    ),
    advice="Esto es información sobre la ley, no asesoría legal.",
)

PHRASES: Mapping[Language, Phrases] = {"en": _ENGLISH, "es": _SPANISH}
"""The headline's words by language."""

ANSWER_WORDS = _ENGLISH.words
"""The answer in the words of a desk, in English."""

ADVICE = _ENGLISH.advice
"""What every printed answer ends with, in English."""

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

BY_EXCEPTION = "by an exception to its ban"

TRUTH_WORDS: Mapping[Truth, str] = {
    Truth.TRUE: "yes",
    Truth.FALSE: "no",
    Truth.UNKNOWN: "not known",
}

CONDUCT_WORDS: Mapping[Conduct, str] = {
    Conduct.ACCORDS: "What was done accords with the law as answered.",
    Conduct.DEPARTS: "What was done departs from the law as answered.",
    Conduct.NOT_YET_DUE: "Nothing was due yet on that day.",
    Conduct.EXCUSED: "Not doing it is excused: an exception to the duty is met.",
    Conduct.UNKNOWN: "Whether what was done accords with the law cannot be said.",
}

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
CLOCK_LIMITS = "A clock limits custody; it never makes custody lawful."
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


def place_name(corpus: Corpus, place: str) -> str:
    """The name of a place as a list shows it, or its id where it has none here."""
    encoded = corpus.jurisdictions.get(place)
    return encoded.name if encoded else corpus.states.get(place, f"`{place}`")


def place_in_sentence(corpus: Corpus, place: str, language: Language = "en") -> str:
    """The name of a place inside a sentence, with the article that the language wants."""
    name = place_name(corpus, place)
    for begins, wanted in PHRASES[language].places:
        if name.startswith(begins):
            return wanted + name.removeprefix(begins)
    return name
