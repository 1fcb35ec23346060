"""One document made ready for the rules: folded, in sentences, with its places, agencies, days and names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from comity.evidence.document import Document
from comity.evidence.proposing.acts_in_text import ActMention, acts_in
from comity.evidence.proposing.days_in_text import DayMention, days_in
from comity.evidence.proposing.folded import Folded
from comity.evidence.proposing.named_in_text import NamedInText, NamedMention
from comity.evidence.proposing.people import People
from comity.evidence.proposing.sentences import Sentence, sentences_of
from comity.evidence.quotes import LONGEST

NEAR = 40
"""Sentences before and behind an act that may still speak of it."""


class TextReading:
    """What the rules ask of one document; made once, each part when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.folded = Folded.of(document.text)
        self.sentences = tuple(
            one
            for one in sentences_of(self.folded.text)
            if one.end - one.start <= LONGEST  # a longer one could never be quoted
            and document.is_evidence(self.folded.place(one.start), self.folded.end_place(one.end))
        )
        self._by_paragraph: dict[int, list[Sentence]] = {}
        for one in self.sentences:
            self._by_paragraph.setdefault(one.paragraph, []).append(one)
        self._days: dict[int, tuple[DayMention, ...]] = {}

    def small(self, sentence: Sentence) -> str:
        """The sentence in small letters."""
        return self.folded.small[sentence.start : sentence.end]

    def text(self, sentence: Sentence) -> str:
        """The sentence as it is written, folded."""
        return self.folded.text[sentence.start : sentence.end]

    def paragraph(self, number: int) -> list[Sentence]:
        """The sentences of a paragraph; none where it holds no evidence."""
        return self._by_paragraph.get(number, [])

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that hold evidence."""
        return tuple(sorted(self._by_paragraph))

    def beside(self, number: int) -> list[Sentence]:
        """The sentences of the paragraphs just before and behind."""
        at = self.paragraphs.index(number)
        around = [*self.paragraphs[max(0, at - 1) : at], *self.paragraphs[at + 1 : at + 2]]
        return [sentence for one in around for sentence in self.paragraph(one)]

    @cached_property
    def named(self) -> NamedInText:
        """Places and agencies."""
        return NamedInText(self.folded.text, [(one.start, one.end) for one in self.sentences])

    def named_within(self, start: int, end: int) -> tuple[NamedMention, ...]:
        """The places and agencies that begin in a part of the folded text, in order."""
        return self.named.mentions[
            bisect_left(self._starts, start) : bisect_left(self._starts, end)
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.named.mentions]

    def acts_of(self, sentence: Sentence) -> list[ActMention]:
        """The mentions of acts in a sentence."""
        return self._acts.get(sentence.number, [])

    @cached_property
    def _acts(self) -> dict[int, list[ActMention]]:
        found: dict[int, list[ActMention]] = {}
        for one in self.acts:
            found.setdefault(one.sentence.number, []).append(one)
        return found

    def before(self, sentence: Sentence) -> str:
        """The sentence just before, in small letters; empty of the first."""
        return " ".join(
            self.small(one) for one in self.between(sentence.number - 1, sentence.number - 1)
        )

    def between(self, first: int, last: int) -> tuple[Sentence, ...]:
        """The sentences by their numbers, both inclusive."""
        numbers = self._numbers
        return self.sentences[bisect_left(numbers, first) : bisect_left(numbers, last + 1)]

    @cached_property
    def _numbers(self) -> list[int]:
        return [one.number for one in self.sentences]

    def around(self, numbers: Iterable[int]) -> tuple[Sentence, ...]:
        """The sentences near some, by their numbers: what stands pages away speaks of something else."""
        near = {n for number in numbers for n in range(number - NEAR, number + NEAR + 1)}
        return tuple(one for one in self.sentences if one.number in near)

    @cached_property
    def acts(self) -> tuple[ActMention, ...]:
        """All mentions of acts, whatever way they are told."""
        return tuple(acts_in(self.folded, self.sentences))

    def days(self, sentence: Sentence) -> tuple[DayMention, ...]:
        """The days that a sentence names."""
        if sentence.number not in self._days:
            self._days[sentence.number] = tuple(
                days_in(self.folded.text, sentence.start, sentence.end, self.document.published)
            )
        return self._days[sentence.number]

    @cached_property
    def people(self) -> People:
        """Names of people, for masking."""
        taken = [(one.start, one.end) for one in self.named.mentions if not one.bare]
        sentences = [(one.start, one.end) for one in self.sentences]
        return People(self.folded, sentences, taken)

    @cached_property
    def head(self) -> str:
        """The first lines, in small letters."""
        return self.folded.small[:500]
