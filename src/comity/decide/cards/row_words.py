"""A line of a card in plain words: its conditions, on what it turns where it is open, and how each side reads
the law where that is contested. It says what the lines hold and finds nothing itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from comity.decide.cards.rows import Line
from comity.decide.cards.rules import Condition
from comity.decide.cards.words import (
    ANY_BUT,
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    BOTH,
    CHOICE,
    LOOKED_UP,
    NOT_SO,
)
from comity.decide.condition_words import value_words
from comity.decide.determination import ByReading, Determination
from comity.decide.explain_grounds import that_differ
from comity.decide.interview.pages import page_of
from comity.decide.translation import Speech, contracted
from comity.law import Corpus, either, mergeable, says_of
from comity.logic import Answer, Predicate, Value, parse

MOST_NAMED = 4
"""Values of a word that are named; of more, those that are left out are, where these are fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSo:
    """What the answer is if the law is read in one way, and who reads it so."""

    answer: Answer
    says: tuple[str, ...]
    held: tuple[str, ...]


class LineWords:
    """Says lines in a language."""

    def __init__(self, corpus: Corpus, say: Speech) -> None:
        self.corpus, self.say = corpus, say
        self._said: dict[Condition, str] = {}
        self._pages: dict[str, str] = {}

    def always(self, line: Line) -> tuple[str, ...]:
        """What has to hold."""
        return tuple(self.spoken(self.condition(one)) for one in line.always)

    def one_of(self, line: Line) -> tuple[str, ...]:
        """Of which one has to hold; records that differ in one part only are said together."""
        met = [leaf for some in line.alternatives if (leaf := _met(some)) is not None]
        groups = {group[0].key: group for group in mergeable(met)}
        found: list[str] = []
        for some in line.alternatives:
            leaf = _met(some)
            if leaf is None:
                found.append(self.together([self.condition(one) for one in some]))
            elif leaf.key in groups:
                found.append(says_of(groups[leaf.key], self.corpus, self.say))
        return tuple(self.spoken(text) for text in dict.fromkeys(found))

    def spoken(self, text: str) -> str:
        """A text put together from parts, as its language wants it."""
        return text if self.say.language == "en" else contracted(text)

    def together(self, texts: Sequence[str]) -> str:
        """Clauses that all have to hold."""
        first, *more = texts
        for text in more:
            first = self.say(BOTH, first=first, second=text)
        return first

    def condition(self, one: Condition) -> str:
        """One condition as a clause."""
        said = self._said.get(one)
        if said is None:
            said = self._said[one] = self._condition(one)
        return said

    def _condition(self, one: Condition) -> str:
        leaf = _predicate(one.word)
        if leaf is not None:
            return self.truth(says_of((leaf,), self.corpus, self.say), one.values)
        word = self.corpus.vocabulary.words.get(one.word)
        means = self.say(word.means) if word else f"`{one.word}`"
        if all(isinstance(value, bool) for value in one.whole):
            return self.truth(means, one.values)
        if one.is_number:
            stretches = either(list(self.stretches(one)), self.say)
            return self.say(CHOICE, means=means, values=stretches)
        rest = [value for value in one.whole if value not in one.values]
        few = len(one.values) <= MOST_NAMED or len(rest) >= len(one.values)
        chosen = one.values if few else rest
        named = [value_words(self.corpus, one.word, value, self.say) for value in chosen]
        return self.say(CHOICE if few else ANY_BUT, means=means, values=either(named, self.say))

    def stretches(self, one: Condition) -> Iterator[str]:
        """The numbers of a condition as stretches: `12 or fewer`, `3 to 7`, `13 or more`."""
        numbers = sorted(value for value in one.values if isinstance(value, int))
        last = max(value for value in one.whole if isinstance(value, int))
        for begin in [number for number in numbers if number - 1 not in numbers]:
            end = next(n for n in numbers if n >= begin and n + 1 not in numbers)
            if end == last:
                yield self.say(AT_LEAST, number=begin)
            elif begin == 0:
                yield self.say(AT_MOST, number=end)
            else:
                yield str(begin) if begin == end else self.say(BETWEEN, first=begin, last=end)

    def truth(self, says: str, values: tuple[Value, ...]) -> str:
        """A clause, or that it is not so."""
        return says if values == (True,) else self.say(NOT_SO, says=says)

    def given(self, facts: Mapping[str, object]) -> tuple[str, ...]:
        """What is taken as given, papers apart."""
        return tuple(
            self.spoken(self.condition(Condition(word=word, values=(value,), whole=whole)))
            for word, value in facts.items()
            if isinstance(value, bool | str)
            for whole in [(True, False) if isinstance(value, bool) else (value, "")]
        )

    def turns_on(self, line: Line) -> tuple[str, ...]:
        """On what an open answer turns: the facts, those that one look answers as one; where there are none,
        the questions of law.
        """
        words = line.left_to or dict.fromkeys(
            one.word for end in line.ends for one in end.found.missing
        )
        facts = [word for word in words if word not in self.corpus.questions]
        legal = [one for one in words if one in self.corpus.questions]
        texts = list(self._facts(facts)) or [
            self.say(self.corpus.questions[one].asks) for one in legal
        ]
        return tuple(self.spoken(text) for text in dict.fromkeys(texts))

    def _facts(self, words: Sequence[str]) -> Iterator[str]:
        pages = {word: self._page(word) for word in words}
        together = Counter(pages.values())
        for word, page in pages.items():
            if page in LOOKED_UP and (together[page] > 1 or page == word):
                yield self.say(LOOKED_UP[page])
            else:
                yield self.condition(Condition(word=word, values=(True,), whole=(True, False)))

    def _page(self, word: str) -> str:
        if word not in self._pages:
            self._pages[word] = page_of(self.corpus, word)
        return self._pages[word]

    def questions(self, founds: Iterable[Determination]) -> tuple[str, ...]:
        """On which questions of law contested answers turn."""
        read = dict.fromkeys(
            name
            for found in founds
            for one in that_differ(found.by_reading)
            for name in one.readings
        )
        return tuple(" ".join(self.say(self.corpus.questions[one].asks).split()) for one in read)

    def readings(self, found: Determination) -> tuple[ReadSo, ...]:
        """Each answer that a reading of the law gives, with the reading and who holds it."""
        return tuple(self._reading(one) for one in that_differ(found.by_reading))

    def _reading(self, one: ByReading) -> ReadSo:
        read = [
            next(given for given in self.corpus.questions[name].readings if given.id == reading)
            for name, reading in one.readings.items()
        ]
        return ReadSo(
            answer=one.answers[0],
            says=tuple(" ".join(self.say(given.says).split()) for given in read),
            held=tuple(dict.fromkeys(holder.by for given in read for holder in given.held)),
        )


def _met(some: Sequence[Condition]) -> Predicate | None:
    """The predicate of an alternative that says only that it is met."""
    if len(some) != 1 or some[0].values != (True,):
        return None
    return _predicate(some[0].word)


@lru_cache(maxsize=4096)
def _predicate(word: str) -> Predicate | None:
    leaf = parse(word) if "(" in word else None
    return leaf if isinstance(leaf, Predicate) else None
