"""The shape of an explanation: titled sections of entries, for any door to lay out. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from comity.decide.phrases import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sentence or item of an explanation, with what stands below it.

    `key` is the word under which a fact of it is given, for those who write facts; readers of pages need none.
    """

    text: str
    key: str = ""
    parts: tuple[Entry, ...] = ()

    @property
    def line(self) -> str:
        """The text with its key in brackets, for those who write facts."""
        return f"{self.text} [{self.key}]" if self.key else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part of an explanation: `kind` is its title in English, whatever language is read."""

    kind: Title
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer in one word and in one sentence, what limits it, and the sections behind it.

    `reservation` stands beside the word of an answer that is not complete, so that no word goes without it;
    empty where the answer is complete, or is none yet. `quoted` tells a reader of another language that the law is quoted in English; empty in English.
    """

    answer: str
    headline: str
    reservations: tuple[str, ...]
    sections: tuple[Section, ...]
    advice: str
    reservation: str = ""
    quoted: str = ""
