"""Defined words and questions of law that are settled, put in their places in a condition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from comity.law.corpus import Corpus
from comity.law.provision import Jurisdiction, Prevailing
from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Named,
    Not,
    OneOf,
    Predicate,
    all_of,
    any_of,
    negated,
)


class Meanings:
    """What words mean in a place on a day: those of a lower level before those of a higher."""

    def __init__(
        self,
        corpus: Corpus,
        chain: Sequence[Jurisdiction],
        on: date,
        prevailing: Sequence[Prevailing],
    ) -> None:
        self.corpus, self.prevailing = corpus, prevailing
        self.words: dict[str, Expr] = {
            word.id: word.means
            for jurisdiction in reversed(chain)
            for word in jurisdiction.words
            if word.period.holds(on)
        }
        self.defined = corpus.lexicon.defined
        self.inlined_words: dict[str, Expr] = {}

    def inline(self, expr: Expr) -> Expr:
        """The tree with defined words and prevailing readings in place."""
        match expr:
            case Const() | Compare() | OneOf() | Predicate():
                return expr
            case Fact(word=word):
                return self.inline_word(expr, word)
            case Named(word=word, meaning=inner, span=span):
                found = self.inline(inner)
                return expr if found is inner else Named(word=word, meaning=found, span=span)
            case Not(operand=inner):
                found = self.inline(inner)
                kept = found is inner and not isinstance(inner, Const | Not)
                return expr if kept else negated(found)
            case AllOf(operands=operands) | AnyOf(operands=operands):
                parts = [self.inline(one) for one in operands]
                loose = Const | type(expr)
                if all(
                    part is one and not isinstance(one, loose)
                    for part, one in zip(parts, operands, strict=True)
                ):
                    return expr  # the same object: what laws share is then known to be shared
                return all_of(*parts) if isinstance(expr, AllOf) else any_of(*parts)
            case _:
                assert_never(expr)

    def inline_word(self, fact: Fact, word: str) -> Expr:
        if word in self.inlined_words:
            return self.inlined_words[word]
        result: Expr = fact
        if word in self.words:
            result = Named(word=word, meaning=self.inline(self.words[word]), span=fact.span)
        elif word in self.defined:
            result = Const(value=False, span=fact.span)  # not defined on this day, or not here
        else:
            settled = [one for one in self.prevailing if one.question == word]
            for one in settled:
                holds = self.inline(one.when)
                yes = self.reading_value(one)
                result = any_of(holds, result) if yes else all_of(negated(holds), result)
            if settled:
                result = Named(word=word, meaning=result, span=fact.span)
        self.inlined_words[word] = result
        return result

    def reading_value(self, one: Prevailing) -> bool:
        question = self.corpus.questions[one.question]
        return next(reading.value for reading in question.readings if reading.id == one.reading)
