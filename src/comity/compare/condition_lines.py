"""Conditions and facts of a case in plain words, one line each. The words are those of the decide room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from comity.decide import place_name
from comity.decide.condition_text import condition_text
from comity.decide.fact_words import fact_words
from comity.law import Corpus
from comity.logic import Compare, Expr, Fact, Not, Predicate, Value, negated, parse_key


def condition_line(condition: Expr, corpora: Sequence[Corpus]) -> str:
    """One condition of a region: a fact, a record, or how a question of law is read."""
    holds, inner = True, condition
    if isinstance(condition, Not):
        holds, inner = False, condition.operand
    if isinstance(inner, Fact) and (read := _reading(inner.word, holds, corpora)):
        return read
    if isinstance(inner, Predicate):
        text = condition_text(inner, corpus_for(inner.key, corpora)).text
        if holds:
            return text
        # `a document was shown that ...`, denied, is `no document was shown that ...`
        return re.sub(r"^an? ", "no ", text) if " was shown" in text else f"not: {text}"
    if isinstance(inner, Compare) and inner.word == "employer":
        return f"employed by {place_name(corpora[0], str(inner.value))}"
    return condition_text(condition, corpora[0]).text


def _reading(word: str, holds: bool, corpora: Sequence[Corpus]) -> str | None:
    for corpus in corpora:
        if (question := corpus.questions.get(word)) is not None:
            reading = next(one for one in question.readings if one.value is holds)
            return f"{question.asks} Read so: {' '.join(reading.says.split())}"
    return None


def corpus_for(key: str, corpora: Iterable[Corpus]) -> Corpus:
    """The corpus that knows every class of offences a record speaks of; else the first."""
    listed = list(corpora)
    named = re.findall(r'^\w+\("([^"]+)"', key)
    return next(
        (one for one in listed if all(name in one.classes or name == "any" for name in named)),
        listed[0],
    )


def fact_line(key: str, value: Value, corpora: Sequence[Corpus]) -> str:
    """One fact of a case, as an answer states it: `yes: the person is in custody`."""
    if isinstance(value, bool):
        if (read := _reading(key, value, corpora)) is not None:
            return read
        if "(" in key:
            leaf = parse_key(key)
            return condition_line(leaf if value else negated(leaf), corpora)
    return fact_words(corpora[0], key, value)
