"""One document made ready for the rules: folded, in sentences, with its places, agencies, days and names."""

from __future__ import annotations

from functools import cached_property

from comity.evidence.document import Document
from comity.evidence.proposing.acts_in_text import ActMention, acts_in
from comity.evidence.proposing.days_in_text import DayMention, days_in
from comity.evidence.proposing.folded import Folded
from comity.evidence.proposing.named_in_text import NamedInText
from comity.evidence.proposing.people import People
from comity.evidence.proposing.sentences import Sentence, sentences_of


class TextReading:
    """What the rules ask of one document; made once, each part when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.folded = Folded.of(document.text)
        self.sentences = tuple(
            one
            for one in sentences_of(self.folded.text)
            if document.is_evidence(self.folded.place(one.start), self.folded.end_place(one.end))
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
        return People(self.folded, taken)

    @cached_property
    def head(self) -> str:
        """The first lines, in small letters."""
        return self.folded.small[:500]
