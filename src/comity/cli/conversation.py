"""What was said so far when facts are asked for one at a time, in order, so that any of it can be taken
back. It asks nothing and prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from comity.decide import Question

Maker = Callable[[Mapping[str, object], str | None, str | None], Question]
"""Makes a question of facts, actor and employer."""


@dataclass(slots=True, kw_only=True)
class Conversation:
    """The answers given; `declined` are the words to which the person said that they do not know.

    `first` keeps the first answer to each word, so that what was changed later can be said; `texts`
    how each word was asked for.
    """

    make: Maker
    facts: dict[str, object]
    actor: str | None = None
    employer: str | None = None
    asked: list[str] = field(default_factory=list)
    declined: set[str] = field(default_factory=set)
    first: dict[str, object] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def question(self) -> Question:
        """The question as it stands."""
        return self.make(self.facts, self.actor, self.employer)

    def say(self, word: str, value: object | None) -> None:
        """Record an answer; None for "I don't know"."""
        self.asked.append(word)
        if value is None:
            self.declined.add(word)
        elif word == "actor":
            self.actor = str(value)
        elif word == "employer":
            self.employer = str(value)
        else:
            self.facts[word] = value

    def settle(self) -> None:
        """Take the last answer as given: a later one to the same word counts as changed."""
        word = self.asked[-1]
        self.first.setdefault(word, self.value(word))

    def take_back(self) -> str | None:
        """Forget the last answer, and return how it was asked for; None where there is none."""
        if not self.asked:
            return None
        word = self.asked.pop()
        self.declined.discard(word)
        self.facts.pop(word, None)
        if word == "actor":
            self.actor = None
        if word == "employer":
            self.employer = None
        return self.texts[word]

    def value(self, word: str) -> object | None:
        """What is stated of a word now; None if nothing is."""
        held = {"actor": self.actor, "employer": self.employer}
        return held[word] if word in held else self.facts.get(word)

    def changed(self) -> tuple[str, ...]:
        """What was asked and is now answered otherwise than at first."""
        return tuple(
            self.texts[word] for word, value in self.first.items() if self.value(word) != value
        )
