"""A row becomes a question of facts: which act, under whose law, by whom, with which words, on which day.

Rows that ask the same share one question. It decides nothing: `outcome.py` does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from comity.audit.lexicon import Purpose
from comity.audit.party import Party
from comity.audit.recipient import Recipient, Words
from comity.decide import Question, QuestionError, ask
from comity.law import Corpus, PlaceError, chain_of, dates_of_change

QUERY, SHARE = "query_alpr", "share_alpr"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowQuestion:
    """One question that rows ask, for all days between two changes of its law.

    `question` stands for them on the first of these days that was met; it is None where nothing can be
    asked, and `unasked` says why in plain words.
    """

    id: int
    question: Question | None
    unasked: str

    @property
    def text(self) -> str:
        """The question as it is typed behind `comity decide`, but for `--on`, which is the row's day."""
        asked = self.question
        if asked is None:
            return ""
        facts = "".join(f" --fact {word}={value}" for word, value in asked.stated.items())
        actor = f" --actor {asked.actor}" if asked.actor else ""
        return f"{asked.place} {asked.action}{actor}{facts}"


class QuestionBook:
    """The distinct questions of an audit, numbered in the order in which rows first ask them.

    An *ask* is what one row asks: one question, or several where its day or a kind is open between a few.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._cuts: dict[tuple[str, str], tuple[date, ...]] = {}
        self._numbers: dict[object, int] = {}
        self._asks: dict[tuple[int, ...], int] = {}
        self.questions: list[RowQuestion] = []
        self.asks: list[tuple[int, ...]] = []

    def of_search(self, searcher: Party, purpose: Purpose, days: Iterable[date]) -> int:
        """The number of what a search asks: may the searcher query, for this purpose, on these days?"""
        words: Words = () if purpose is Purpose.UNKNOWN else (("purpose", purpose.value),)
        return self._ask(searcher, QUERY, (words,), days)

    def of_sharing(self, owner: Party, recipient: Recipient, day: date) -> int:
        """The number of what an entry of a sharing list asks: may the owner give this recipient access?"""
        return self._ask(owner, SHARE, recipient.words, (day,))

    def _ask(self, party: Party, action: str, sets: tuple[Words, ...], days: Iterable[date]) -> int:
        found = tuple(
            dict.fromkeys(self._number(party, action, words, day) for day in days for words in sets)
        )
        number = self._asks.get(found)
        if number is None:
            number = self._asks[found] = len(self.asks)
            self.asks.append(found)
        return number

    def _number(self, party: Party, action: str, words: Words, day: date) -> int:
        key: object
        if party.place is None:
            key = (action, party.no_place)
        else:
            stretch = bisect_right(self._cuts_of(party.place, action), day)
            key = (party.place, party.actor, action, words, stretch)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.questions)
            self.questions.append(self._made(number, party, action, words, day))
        return number

    def _made(self, number: int, party: Party, action: str, words: Words, day: date) -> RowQuestion:
        if party.place is None:
            why = party.no_place.value if party.no_place else ""
            return RowQuestion(id=number, question=None, unasked=why)
        try:
            question = ask(
                self._corpus, party.place, action, on=day, actor=party.actor, facts=dict(words)
            )
        except QuestionError as error:
            return RowQuestion(id=number, question=None, unasked="; ".join(error.mistakes))
        return RowQuestion(id=number, question=question, unasked="")

    def _cuts_of(self, place: str, action: str) -> tuple[date, ...]:
        """The days between which one question has one answer: changes of the law, and ends of horizons."""
        key = (place, action)
        found = self._cuts.get(key)
        if found is None:
            try:
                days = set(dates_of_change(self._corpus, place))
                # A day on which every level speaks; horizons are the same on each.
                levels = chain_of(self._corpus, place, action, max(days, default=date.max))
                days |= {level.through + timedelta(days=1) for level in levels if level.through}
            except PlaceError:
                days = set()  # `ask` says what is wrong with the place
            found = self._cuts[key] = tuple(sorted(days))
        return found
