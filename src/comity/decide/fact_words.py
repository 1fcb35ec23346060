"""A fact as it was stated, in words."""

from __future__ import annotations

from collections.abc import Mapping

from comity.decide.condition_words import value_words
from comity.decide.phrases import (
    ATTRIBUTE_WORDS,
    TRUTH_WORDS,
)
from comity.decide.translation import ENGLISH, Speech
from comity.law import (
    Corpus,
    noun_of,
    plain_noun,
)
from comity.logic import Truth


def fact_words(corpus: Corpus, word: str, value: object, say: Speech = ENGLISH) -> str:
    """A fact as it was stated, in plain words: `yes: the person is in the custody of the agency`."""
    known = corpus.vocabulary.words.get(word)
    means = say("who acts") if word == "actor" else say(known.means) if known else word
    if isinstance(value, bool):
        return f"{say(TRUTH_WORDS[Truth.of(value)])}: {means}"
    if isinstance(value, list | tuple):
        listed = "; ".join(_record(corpus, one, say) for one in value)
        return f"{means}: {listed or say('none so far')}"
    return f"{means}: {value_words(corpus, word, value, say)}"


def _record(corpus: Corpus, stated: object, say: Speech) -> str:
    """A document, registry or record as it was stated."""
    if isinstance(stated, Mapping):
        return ", ".join(f"{name} {_plain(value, say)}" for name, value in stated.items())
    kind = corpus.vocabulary.document_kinds.get(str(stated))
    if kind is None:
        return str(stated)
    return plain_noun(kind.means) if say.language == "en" else say(noun_of(kind.means))


def _plain(value: object, say: Speech) -> str:
    if isinstance(value, list | tuple):
        text, *more = (str(one) for one in value) if value else ("",)
        for one in more:
            text = say("{rest} and {last}", rest=text, last=one)
        return text
    return say(ATTRIBUTE_WORDS[value]) if isinstance(value, bool) else str(value)
