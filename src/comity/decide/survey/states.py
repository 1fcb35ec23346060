"""One standard case in every state on one day, and the cities and counties whose answer is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.decide.phrases import place_name
from comity.decide.question import QuestionError, day_mistakes
from comity.decide.survey.actors import own_actor
from comity.decide.survey.standard_case import StandardCase, known_facts
from comity.decide.survey.standing import Standing, standing
from comity.law import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """What comes out in a place. `standing` is None where nothing can be asked there on that day, and `not_asked` says why."""

    place: str
    name: str
    standing: Standing | None
    not_asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAnswer(PlaceAnswer):
    """What comes out under the law of a state, district or territory, and where below it something else does."""

    otherwise: tuple[PlaceAnswer, ...]


def state_answers(corpus: Corpus, case: StandardCase, *, on: date) -> tuple[StateAnswer, ...]:
    """Every state in the order of names, encoded or not. Raises QuestionError for a day that is none to ask about."""
    if mistakes := day_mistakes(on):
        raise QuestionError(tuple(mistakes))
    return tuple(
        _state(corpus, case, place, on)
        for place in sorted(corpus.states, key=lambda one: corpus.states[one])
    )


def _state(corpus: Corpus, case: StandardCase, place: str, on: date) -> StateAnswer:
    own = _answer(corpus, case, place, on)
    return StateAnswer(
        place=own.place,
        name=corpus.states[place],
        standing=own.standing,
        not_asked=own.not_asked,
        otherwise=tuple(
            below
            for name in _places_in(corpus, place)
            if _differs(below := _answer(corpus, case, name, on), own)
        ),
    )


def _places_in(corpus: Corpus, state: str) -> Iterator[str]:
    """The encoded places of a state, by name."""
    held = [one for one in corpus.jurisdictions.values() if state in one.within]
    yield from (one.id for one in sorted(held, key=lambda one: (one.name, one.id)))


def _answer(corpus: Corpus, case: StandardCase, place: str, on: date) -> PlaceAnswer:
    try:
        found = standing(
            corpus,
            place,
            case.action,
            on=on,
            actor=own_actor(corpus, place, case.who),
            facts=known_facts(corpus, case),
        )
    except QuestionError as error:
        return PlaceAnswer(
            place=place,
            name=place_name(corpus, place),
            standing=None,
            not_asked="; ".join(error.mistakes),
        )
    return PlaceAnswer(place=place, name=place_name(corpus, place), standing=found)


def _differs(below: PlaceAnswer, above: PlaceAnswer) -> bool:
    """Whether another answer comes out below, or an open one leaves other answers. A place not asked tells nothing."""
    if below.standing is None:
        return False
    if above.standing is None:
        return True
    return (below.standing.answer, below.standing.between) != (
        above.standing.answer,
        above.standing.between,
    )
