"""A condition as the law has it, in plain words: no facts, nothing evaluated. What an answer found of a
condition is said by `condition_words`; the words of single leaves are the same there and here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from comity.decide.condition_words import set_apart, value_words
from comity.decide.translation import ENGLISH, Speech, contracted
from comity.law import Corpus, DefinedWord, mergeable, says_of
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
    Operator,
    Predicate,
    Value,
)

_OPERATORS: Mapping[Operator, str] = {
    Operator.NOT_EQUAL: "anything but {value}",
    Operator.BELOW: "below {value}",
    Operator.AT_MOST: "at most {value}",
    Operator.ABOVE: "above {value}",
    Operator.AT_LEAST: "at least {value}",
}
ALWAYS, NEVER = "always", "never"
ALL_OF, ONE_OF, NONE_OF = "all of these", "at least one of these", "none of these"
NOT_SO, NOT = "it is not so that", "not: {says}"
IF_READ = "{question} If read so: {reading}"
DEFINED, DEFINED_IN = "{word}, as defined", "{word}, as defined in {cite}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a condition in words, with what stands below it.

    `question` is the id of the question of law that it is, if it is one.
    """

    text: str
    parts: tuple[Clause, ...] = ()
    question: str | None = None


def condition_text(
    expr: Expr, corpus: Corpus, words: Iterable[DefinedWord] = (), say: Speech = ENGLISH
) -> Clause:
    """The whole of a condition in words. `words` are those that the law of the place defines: what
    they mean is said below their name.
    """
    return _Saying(corpus, words, say).clause(expr)


class _Saying:
    def __init__(self, corpus: Corpus, words: Iterable[DefinedWord], say: Speech) -> None:
        self.corpus, self.say = corpus, say
        # Where two levels define a word, the nearest is meant: they are given nearest first.
        self.defined = {one.id: one for one in reversed(tuple(words))}

    def clause(self, expr: Expr) -> Clause:
        match expr:
            case Const(value=value):
                return Clause(text=self.say(ALWAYS if value else NEVER))
            case Fact(word=word):
                return self.fact(word)
            case Compare(word=word, operator=operator, value=value):
                return Clause(text=self.choice(word, (value,), operator))
            case OneOf(word=word, values=values):
                return Clause(text=self.choice(word, values, Operator.EQUAL))
            case Predicate():
                return Clause(text=self.records((expr,)))
            case Named(word=word, meaning=meaning):
                return Clause(text=self.name(word), parts=(self.clause(meaning),))
            case Not(operand=operand):
                return self.negation(operand)
            case AllOf(operands=operands):
                return Clause(
                    text=self.say(ALL_OF), parts=tuple(self.clause(one) for one in operands)
                )
            case AnyOf(operands=operands):
                parts = tuple(self.alternatives(operands))
                return parts[0] if len(parts) == 1 else Clause(text=self.say(ONE_OF), parts=parts)
            case _:
                assert_never(expr)

    def negation(self, operand: Expr) -> Clause:
        match operand:
            case Compare(word=word, operator=Operator.EQUAL, value=value):
                return Clause(text=self.choice(word, (value,), Operator.NOT_EQUAL))
            case OneOf(word=word, values=values):
                return Clause(text=self.choice(word, values, Operator.NOT_EQUAL))
            case _:
                inner = self.clause(operand)
        if isinstance(operand, AnyOf) and inner.parts:
            return Clause(text=self.say(NONE_OF), parts=inner.parts)
        if inner.parts:
            return Clause(text=self.say(NOT_SO), parts=(inner,))
        return Clause(text=self.say(NOT, says=inner.text), question=inner.question)

    def alternatives(self, operands: tuple[Expr, ...]) -> Iterator[Clause]:
        """Predicates that differ in one part only are said as one."""
        groups = {
            group[0]: group
            for group in mergeable([one for one in operands if isinstance(one, Predicate)])
        }
        for operand in operands:
            if not isinstance(operand, Predicate):
                yield self.clause(operand)
            elif operand in groups:
                yield Clause(text=self.records(groups[operand]))

    def fact(self, word: str) -> Clause:
        if word in self.defined:
            one = self.defined[word]
            return Clause(text=self.name(word), parts=(self.clause(one.means),))
        if word in self.corpus.vocabulary.words:
            return Clause(text=self.say(self.corpus.vocabulary.words[word].means))
        question = self.corpus.questions.get(word)
        if question is None:
            return Clause(text=f"`{word}`")
        yes = next(one for one in question.readings if one.value)
        return Clause(
            text=self.say(
                IF_READ,
                question=self.say(question.asks),
                reading=" ".join(self.say(yes.says).split()),
            ),
            question=word,
        )

    def records(self, group: tuple[Predicate, ...]) -> str:
        """Predicates of records, in a language put together from parts."""
        said = says_of(group, self.corpus, self.say)
        return said if self.say.language == "en" else contracted(said)

    def name(self, word: str) -> str:
        """A defined word by its name, which is the law file's, and where it is defined."""
        plain = word.replace("_", " ")
        if (one := self.defined.get(word)) is None:
            return self.say(DEFINED, word=plain)
        # Outside its days a defined word is false.
        days = f", {one.period.in_words}" if one.period.until else ""
        return self.say(DEFINED_IN, word=plain, cite=one.cite) + days

    def choice(self, word: str, values: tuple[Value, ...], operator: Operator) -> str:
        say = self.say
        known = self.corpus.vocabulary.words.get(word)
        means = _WHO.get(word) or (known.means if known else "")
        said = [value_words(self.corpus, word, one, say) for one in values]
        listed = set_apart(said, say)
        if operator in _OPERATORS:
            listed = say(_OPERATORS[operator], value=listed)
        return f"{say(means) if means else f'`{word}`'}: {listed}"


_WHO: Mapping[str, str] = {"actor": "who acts", "employer": "employed by"}
