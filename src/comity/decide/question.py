"""A question: which act, where, by whom, on which day, with what is known. Nothing is answered here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.law import (
    MAX_MISTAKES,
    Corpus,
    Done,
    Facts,
    PlaceError,
    check_day,
    nearest,
    places_of,
    read_facts,
    state_of,
)
from comity.logic import Value

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
"""Days outside this stretch are taken for slips of the hand."""

BASES = ("paper", "phone", "record", "assumed")
"""On what a fact can rest, as the person asking says."""

NO_GOVERNMENT = "none"
"""The employer of an actor whom no government employs: no law of "our own staff" binds it."""


class QuestionError(ValueError):
    """A question that cannot be asked; `mistakes` says everything that is wrong with it."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, checked against a corpus. Make it with `ask`.

    `stated` holds the facts as they were given, for repeating and printing; `facts` the same typed.
    `readings` are adopted: question of law -> reading. `basis` says on what a fact rests.
    """

    place: str
    action: str
    on: date
    actor: str | None
    employer: str | None
    facts: Facts
    stated: Mapping[str, object] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    done: Done | None = None


def ask(
    corpus: Corpus,
    place: str,
    action: str,
    *,
    on: date,
    actor: str | None = None,
    employer: str | None = None,
    facts: Mapping[str, object] | None = None,
    readings: Mapping[str, str] | None = None,
    basis: Mapping[str, str] | None = None,
    done: Done | None = None,
) -> Question:
    """Check and complete a question.

    The employer defaults to the government in the chain of `place` whose level employs that kind
    of actor, where that can be told; without an actor it is unknown.
    Raises QuestionError with everything that is wrong.
    """
    mistakes: list[str] = []
    vocabulary = corpus.vocabulary
    mistakes += day_mistakes(on)
    if action not in vocabulary.actions:
        mistakes.append(_unknown("action", action, vocabulary.actions))
    if actor is not None and actor not in vocabulary.actors:
        mistakes.append(_unknown("actor", actor, vocabulary.actors))
    mistakes += place_mistakes(corpus, place)
    if not mistakes:
        try:
            check_day(corpus, place, on)
        except PlaceError as error:
            mistakes.append(str(error))
    if employer not in (None, NO_GOVERNMENT):
        mistakes += (f"employer: {one}" for one in place_mistakes(corpus, str(employer)))
    stated = dict(facts or {})
    for word in ("actor", "employer"):
        if word in stated:
            mistakes.append(f"`{word}` is not given as a fact: use the question's own `{word}`")
            del stated[word]
    read = read_facts(corpus, stated)
    mistakes.extend(str(mistake) for mistake in read.mistakes)
    for name, reading in (readings or {}).items():
        if len(mistakes) >= MAX_MISTAKES:
            break
        mistakes.extend(_reading_mistakes(corpus, name, reading))
    for word, ground in (basis or {}).items():
        if word not in stated:
            mistakes.append(f"a basis is given for `{word}`, which is not among the facts")
        if ground not in BASES:
            mistakes.append(f"`{ground}` is not a basis: use one of {', '.join(BASES)}")
    if mistakes:
        raise QuestionError(tuple(mistakes))
    return Question(
        place=place,
        action=action,
        on=on,
        actor=actor,
        employer=employer or employer_of(corpus, place, actor),
        facts=read.facts,
        stated=stated,
        readings=dict(readings or {}),
        basis=dict(basis or {}),
        done=done,
    )


def employer_of(corpus: Corpus, place: str, actor: str | None) -> str | None:
    """The government in the chain of a place that employs an actor, where that can be told.

    Kinds of local body that may be governments of their own (schools, districts, task forces) are
    employed by an unknown one, whatever place is asked about.
    """
    jurisdiction = corpus.jurisdictions.get(place)
    own = jurisdiction.level if jurisdiction else ("state" if place in corpus.states else "local")
    if actor is None:
        return None
    level = corpus.vocabulary.actors[actor].level
    if level in (None, "tribal"):
        return NO_GOVERNMENT
    if level == "federal":
        return "us"
    if level == "local":
        return None
    if own in ("district", level) or (own == "local" and level in ("city", "county")):
        return place
    if own == "city" and (
        level == "district"
        or (level == "county" and jurisdiction is not None and jurisdiction.consolidated)
    ):
        return place
    state = state_of(place)
    if level == "state":
        return state if state in corpus.states else None
    # What stands between a city and its state is its county, encoded or not.
    between = [
        name for name in (jurisdiction.within if jurisdiction else ()) if name not in (state, "us")
    ]
    return between[0] if own == "city" and level == "county" and len(between) == 1 else None


def known_words(question: Question) -> dict[str, Value]:
    """The plain words of a question: its facts and who acts."""
    known = dict(question.facts.words)
    if question.actor is not None:
        known["actor"] = question.actor
    if question.employer is not None:
        known["employer"] = question.employer
    return known


def day_mistakes(on: date) -> list[str]:
    """Why a day cannot be asked about, whatever the place."""
    if type(on) is not date:  # a text, or a moment, which has a day only in some zone
        return [f"`{on}` is not a plain day: give a `datetime.date`"]
    if EARLIEST <= on <= LATEST:
        return []
    return [f"`{on}` is not a likely day: write one from {EARLIEST} to {LATEST}"]


def place_mistakes(corpus: Corpus, place: str) -> list[str]:
    """Why a place cannot be asked about; with its id, where the name of one was written."""
    if place in corpus.jurisdictions:  # most are
        return []
    if re.fullmatch(r"us(-[a-z0-9]+)*", place):
        try:
            places_of(corpus, place)
        except PlaceError as error:
            return [str(error)]
        return []
    named = {name.casefold(): id_ for id_, name in corpus.states.items()}
    named |= {one.name.casefold(): one.id for one in corpus.jurisdictions.values()}
    written = place.strip().casefold()
    joined = re.sub(r"[\s_-]+", "-", written)
    meant = named.get(written) or next(
        (
            one
            for one in (joined, f"us-{joined}")
            if one in corpus.jurisdictions or state_of(one) in corpus.states
        ),
        None,
    )
    remedy = (
        f"did you mean `{meant}`?"
        if meant
        else "write `us`, a state such as `us-tx`, or a place in it such as `us-tx-dallas`"
    )
    return [f"`{place}` is not the id of a place: {remedy}"]


def _reading_mistakes(corpus: Corpus, name: str, reading: str) -> list[str]:
    question = corpus.questions.get(name)
    if question is None:
        return [_unknown("question of law", name, corpus.questions)]
    offered = tuple(one.id for one in question.readings)
    if reading not in offered:
        return [_unknown(f"reading of `{name}`", reading, offered)]
    return []


def _unknown(what: str, given: str, known: Iterable[str]) -> str:
    return f"`{given}` is not a known {what}; {nearest(given, known)}"
