"""Everything that can be said in a condition or a fact, over all files: words, classes, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.law.names import JURISDICTION_ID, state_of
from comity.law.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The names that conditions and facts may use.

    `encoded` are the places with a law file, `states` every state, district and territory with its
    name. `registries` are those that some condition asks about. `defined` are the words that the law
    of some place defines; `questions` the questions of law with the ids of their readings; `sections`
    the statutory sections that an offence class contains, by class.
    """

    vocabulary: Vocabulary
    encoded: frozenset[str]
    states: Mapping[str, str]
    classes: frozenset[str]
    registries: frozenset[str]
    defined: frozenset[str]
    questions: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_place(self, name: str) -> bool:
        """Whether a place can exist: the nation, an encoded place, a state, or a place in a state."""
        if name == "us" or name in self.encoded:
            return True
        if not JURISDICTION_ID.match(name):
            return False
        return state_of(name) in self.states

    def places(self) -> tuple[str, ...]:
        """The places that have names here, for suggestions."""
        return tuple(sorted({"us", *self.encoded, *self.states}))
