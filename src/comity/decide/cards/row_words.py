"""A line of a card in plain words: its conditions, on what it turns where it is open, and how each side reads
the law where that is contested. It says what the lines hold and finds nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from comity.decide.cards.rows import Condition, Line
from comity.decide.condition_words import value_words
from comity.decide.determination import ByReading, Determination, Missing
from comity.decide.phrases import Language
from comity.decide.translation import translate
from comity.law import Corpus, either, list_of, mergeable, says_of
from comity.logic import Answer, Predicate, Value, parse

MOST_NAMED = 4
"""Values of a word that are named; of more, those that are left out are."""

NOT_SO = "not so: {says}"
AT_LEAST, AT_MOST, BETWEEN = "{number} or more", "{number} or fewer", "{first} to {last}"
CHOICE = "{means}: {values}"
ANY_BUT = "{means}: anything but {values}"
RECORDS = {
    "documents": "what other papers are shown",
    "convictions": "the person's convictions",
    "charges": "the charges against the person",
    "arrests": "the person's arrests",
    "registries": "whether the person stands in a registry",
}
"""What a line turns on, where predicates of one list are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSo:
    """What the answer is if the law is read in one way, and who reads it so."""

    answer: Answer
    says: tuple[str, ...]
    held: tuple[str, ...]


class LineWords:
    """Says lines in a language."""

    def __init__(self, corpus: Corpus, language: Language) -> None:
        self.corpus, self.language = corpus, language

    def always(self, line: Line) -> tuple[str, ...]:
        """What has to hold."""
        return tuple(self.condition(one) for one in line.always)

    def one_of(self, line: Line) -> tuple[str, ...]:
        """Of which one has to hold; records that differ in one part only are said together."""
        single = [some[0] for some in line.alternatives if len(some) == 1]
        plain = [leaf for one in single if (leaf := _met(one)) is not None]
        groups = {group[0].key: group for group in mergeable(plain)}
        merged = {one.key for group in groups.values() for one in group[1:]}
        found: list[str] = []
        for some in line.alternatives:
            leaf = _met(some[0]) if len(some) == 1 else None
            if leaf is None:
                found.append(_and([self.condition(one) for one in some], self.language))
            elif leaf.key in groups:
                found.append(says_of(groups[leaf.key], self.corpus))
            elif leaf.key not in merged:
                found.append(says_of((leaf,), self.corpus))
        return tuple(dict.fromkeys(found))

    def condition(self, one: Condition) -> str:
        """One condition as a clause."""
        leaf = _predicate(one.word)
        if leaf is not None:
            return self.truth(says_of((leaf,), self.corpus), one.values)
        word = self.corpus.vocabulary.words.get(one.word)
        means = translate(word.means, self.language) if word else f"`{one.word}`"
        if all(isinstance(value, bool) for value in one.whole):
            return self.truth(means, one.values)
        if one.is_number:
            return translate(CHOICE, self.language).format(
                means=means, values=either(list(self.stretches(one)))
            )
        rest = [value for value in one.whole if value not in one.values]
        if len(one.values) > MOST_NAMED and len(rest) < len(one.values):
            text, values = ANY_BUT, rest
        else:
            text, values = CHOICE, list(one.values)
        named = [translate(value_words(self.corpus, one.word, one_value), self.language) for one_value in values]
        return translate(text, self.language).format(means=means, values=either(named))

    def stretches(self, one: Condition) -> Iterator[str]:
        """The numbers of a condition as stretches: `at most 12`, `3 to 7`, `at least 13`."""
        numbers = sorted(value for value in one.values if isinstance(value, int))
        last = max(value for value in one.whole if isinstance(value, int))
        begins = [n for n in numbers if n - 1 not in numbers]
        for begin in begins:
            end = next(n for n in numbers if n >= begin and n + 1 not in numbers)
            if end == last:
                yield translate(AT_LEAST, self.language).format(number=begin)
            elif begin == 0:
                yield translate(AT_MOST, self.language).format(number=end)
            else:
                yield translate(BETWEEN, self.language).format(first=begin, last=end)

    def truth(self, says: str, values: tuple[Value, ...]) -> str:
        """A clause, or that it is not so."""
        if values == (True,):
            return says
        return translate(NOT_SO, self.language).format(says=says)

    def turns_on(self, missing: Sequence[Missing]) -> tuple[str, ...]:
        """On what an open answer turns: facts, then questions of law; records of a list as one."""
        return tuple(dict.fromkeys(self._turns_on(missing)))

    def _turns_on(self, missing: Sequence[Missing]) -> Iterator[str]:
        for one in missing:
            if one.question_of_law:
                continue
            leaf = _predicate(one.word)
            listed = list_of(leaf) if leaf else one.word
            if listed in RECORDS:
                yield translate(RECORDS[listed], self.language)
            else:
                word = self.corpus.vocabulary.words.get(listed)
                yield translate(word.means, self.language) if word else one.asks
        for one in missing:
            if one.question_of_law:
                yield translate(one.asks, self.language)

    def readings(self, found: Determination) -> tuple[ReadSo, ...]:
        """Each answer that a reading of the law gives, with the reading and who holds it."""
        made: dict[tuple[Answer, tuple[str, ...]], ReadSo] = {}
        for one in _that_differ(found.by_reading):
            says, held = self._reading(one)
            made.setdefault((one.answers[0], says), ReadSo(answer=one.answers[0], says=says, held=held))
        return tuple(made.values())

    def _reading(self, one: ByReading) -> tuple[tuple[str, ...], tuple[str, ...]]:
        says: list[str] = []
        held: list[str] = []
        for name, reading in one.readings.items():
            offered = next(
                given for given in self.corpus.questions[name].readings if given.id == reading
            )
            says.append(translate(" ".join(offered.says.split()), self.language))
            held += [holder.by for holder in offered.held]
        return tuple(says), tuple(dict.fromkeys(held))


def _met(one: Condition) -> Predicate | None:
    """The predicate of a condition that says it is met."""
    return _predicate(one.word) if one.values == (True,) else None


@lru_cache(maxsize=4096)
def _predicate(word: str) -> Predicate | None:
    leaf = parse(word) if "(" in word else None
    return leaf if isinstance(leaf, Predicate) else None


def _and(texts: Sequence[str], language: Language) -> str:
    return f" {translate('and', language)} ".join(texts)


def _that_differ(by_reading: Sequence[ByReading]) -> list[ByReading]:
    """The same answers with only the questions of law that change them, each combination once."""
    names = list(by_reading[0].readings) if by_reading else []
    for name in tuple(names):
        rest = [other for other in names if other != name]
        answers: dict[tuple[str, ...], tuple[Answer, ...]] = {}
        if all(
            answers.setdefault(tuple(one.readings[other] for other in rest), one.answers)
            == one.answers
            for one in by_reading
        ):
            names = rest
    found: dict[tuple[str, ...], ByReading] = {}
    for one in by_reading:
        kept = {name: one.readings[name] for name in names}
        found.setdefault(
            tuple(kept.values()), ByReading(readings=kept, answers=one.answers)
        )
    return list(found.values())
