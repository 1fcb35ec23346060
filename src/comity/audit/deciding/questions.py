"""A row becomes a question of facts: which act, under whose law, by whom, with which words, on which day.

Rows that ask the same share one question, and so do places that no law tells apart (`comity.law.alike`): thousands of
towns are under the law of their state alone. It decides nothing: `outcome.py` does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from comity.audit.deciding.party import NoPlace, Party
from comity.decide import Question, QuestionError, ask
from comity.law import Corpus, Done, PlaceError, chain_of, dates_of_change, kind_of_place

QUERY, SHARE = "query_alpr", "share_alpr"

Words = tuple[tuple[str, object], ...]
"""Fact words with their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowQuestion:
    """One question that rows ask, for all days between two changes of its law.

    `question` stands for them on the first of these days, and in the first of the places that no law tells apart,
    that were met; it is None where nothing can be asked, and `unasked` says why in plain words; `no_place` says so
    where that is for want of a place.
    """

    id: int
    action: str
    question: Question | None
    unasked: str
    no_place: NoPlace | None = None

    @property
    def text(self) -> str:
        """The question as it is typed behind `comity decide`, but for `--on`, which is the row's day."""
        return self.text_in(self.question.place) if self.question else ""

    def text_in(self, place: str) -> str:
        """The same as asked in another place of those that share it."""
        asked = self.question
        if asked is None:
            return ""
        facts = "".join(f" --fact {word}={_typed(value)}" for word, value in asked.stated.items())
        actor = f" --actor {asked.actor}" if asked.actor else ""
        return f"{place} {asked.action}{actor}{facts}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Who does what, and whether the log says that it was done."""

    party: Party
    action: str
    acted: bool | None


def _listed(value: object) -> object:
    """A value as a question takes it: several things are a list there."""
    return list(value) if isinstance(value, tuple) else value


def _typed(value: object) -> str:
    """A value as a person types it: `true`, not `True`."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


class QuestionBook:
    """The distinct questions of an audit, numbered in the order in which rows first ask them.

    An *ask* is what one row asks: one question, or several where its day or a kind is open between a few.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._cuts: dict[tuple[tuple[str, bool], str], tuple[date, ...]] = {}
        self._changes: dict[tuple[tuple[str, bool], str], tuple[date, ...]] = {}
        self._kinds: dict[str, tuple[str, bool]] = {}
        self._numbers: dict[object, int] = {}
        self._asks: dict[tuple[int, ...], int] = {}
        self.questions: list[RowQuestion] = []
        self.asks: list[tuple[int, ...]] = []

    def ask(
        self,
        party: Party,
        action: str,
        sets: Iterable[Words],
        days: Iterable[date],
        *,
        acted: bool | None,
    ) -> int:
        """The number of what a row asks: may, or must, the party do this, with one of these sets of facts, on
        one of these days? `acted` is what the log says was done.
        """
        held, act = tuple(sets), _Act(party=party, action=action, acted=acted)
        found = tuple(
            dict.fromkeys(self._number(act, words, day) for day in days for words in held)
        )
        number = self._asks.get(found)
        if number is None:
            number = self._asks[found] = len(self.asks)
            self.asks.append(found)
        return number

    def _number(self, act: _Act, words: Words, day: date) -> int:
        party, action = act.party, act.action
        key: object
        if party.place is None:
            key = (action, party.no_place)
        else:
            stretch = bisect_right(self.cuts_of(party.place, action), day)
            key = (self._kind_of(party.place), party.actor, action, words, stretch, act.acted)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.questions)
            self.questions.append(self._made(number, act, words, day))
        return number

    def _made(self, number: int, act: _Act, words: Words, day: date) -> RowQuestion:
        party, action = act.party, act.action
        if party.place is None:
            why = party.no_place.value if party.no_place else ""
            return RowQuestion(
                id=number, action=action, question=None, unasked=why, no_place=party.no_place
            )
        try:
            question = ask(
                self._corpus,
                party.place,
                action,
                on=day,
                actor=party.actor,
                facts={word: _listed(value) for word, value in words},
                done=Done(acted=act.acted, on=None),
            )
        except QuestionError as error:
            why = "; ".join(error.mistakes)
            return RowQuestion(id=number, action=action, question=None, unasked=why)
        return RowQuestion(id=number, action=action, question=question, unasked="")

    def asker_of(self, party: Party) -> tuple[object, ...]:
        """What two parties share whose acts are the same to all law: they may stand for each other in `ask`."""
        if party.place is None:
            return ("", party.no_place)
        return (self._kind_of(party.place), party.actor)

    def _kind_of(self, place: str) -> tuple[str, bool]:
        found = self._kinds.get(place)
        if found is None:
            found = self._kinds[place] = kind_of_place(self._corpus, place)
        return found

    def cuts_of(self, place: str, action: str) -> tuple[date, ...]:
        """The days between which one question has one answer: changes of the law, and ends of horizons."""
        key = (self._kind_of(place), action)
        found = self._cuts.get(key)
        if found is None:
            found = self._cuts[key] = self._days_between(place, action)
        return found

    def changes_of(self, place: str, action: str) -> tuple[date, ...]:
        """The days on which an answer about this act can change: fewer than `cuts_of`, which parts days by all law."""
        key = (self._kind_of(place), action)
        found = self._changes.get(key)
        if found is None:
            found = self._changes[key] = self._days_between(place, action, of=action)
        return found

    def _days_between(self, place: str, action: str, of: str | None = None) -> tuple[date, ...]:
        try:
            days = set(dates_of_change(self._corpus, place, of))
            # A day on which every level speaks; horizons are the same on each.
            levels = chain_of(self._corpus, place, action, max(days, default=date.max))
            days |= {level.through + timedelta(days=1) for level in levels if level.through}
        except PlaceError:
            days = set()  # `ask` says what is wrong with the place
        return tuple(sorted(days))
