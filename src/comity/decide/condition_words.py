"""What decided a condition, as statements: each leaf once, alternatives as one, with the value that was
stated. It says what the evaluation found and finds nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.decide.determination import Determination
from comity.decide.phrases import TRUTH_WORDS, place_name
from comity.decide.question import known_words
from comity.decide.translation import ENGLISH, Speech
from comity.law import Corpus, WordType, either, mergeable, says_of
from comity.logic import (
    Compare,
    Expr,
    Fact,
    OneOf,
    Operator,
    Predicate,
    Truth,
    Value,
)
from comity.readings import Trace, deciding

MOST_LISTED = 3
"""Alternatives spelled out; of more, the number is said."""

_WHO = {("actor",), ("employer",)}

_OPERATORS: Mapping[Operator, str] = {
    Operator.NOT_EQUAL: "anything but {value}",
    Operator.BELOW: "below {value}",
    Operator.AT_MOST: "at most {value}",
    Operator.ABOVE: "above {value}",
    Operator.AT_LEAST: "at least {value}",
}

_READ: Mapping[str, str] = {
    "adopted": "{question} As adopted for this question: {reading}",
    "settled": "{question} As settled here: {reading}",
    "read": "{question} Read so: {reading}",
}
"""How a question of law came to be read as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of grounds: what is said, whether it holds, and the keys of the leaves it is of."""

    says: str
    truth: Truth
    keys: tuple[str, ...]

    def line(self, say: Speech = ENGLISH) -> str:
        """The statement as a line: `yes: the person is in custody`."""
        return f"{say(TRUTH_WORDS[self.truth])}: {self.says}"


def statements_of(
    trace: Trace, found: Determination, corpus: Corpus, say: Speech = ENGLISH
) -> tuple[Statement, ...]:
    """The statements that decided a condition, in the order of its text, each once."""
    said = _Said(found, corpus, say)
    leaves = dict.fromkeys((leaf.expr, leaf.truth) for leaf in deciding(trace))
    statements = {one.says: one for one in said.all_of(leaves)}
    met = {one.keys for one in statements.values() if one.truth is Truth.TRUE}
    return tuple(
        one
        for one in statements.values()
        # What a value is not need not be said beside what it is, nor whom else a rule could bind.
        if one.truth is not Truth.FALSE or (one.keys not in met and one.keys not in _WHO)
    )


class _Said:
    """Says leaves, knowing what was stated and how questions of law are read."""

    def __init__(self, found: Determination, corpus: Corpus, say: Speech) -> None:
        self.corpus, self.say = corpus, say
        self.known = known_words(found.question)
        self.adopted = frozenset(found.question.readings)
        self.settled = frozenset(one for one, _, _ in found.prevailing)

    def all_of(self, leaves: Iterable[tuple[Expr, Truth]]) -> Iterator[Statement]:
        leaves = tuple(leaves)
        merged = self.merged(leaves)
        for leaf, truth in leaves:
            match leaf:
                case Predicate(key=key):
                    group = merged.get((key, truth))
                    if group is not None:
                        yield Statement(
                            says=says_of(group, self.corpus, self.say),
                            truth=truth,
                            keys=tuple(one.key for one in group),
                        )
                case Fact(word=word):
                    yield Statement(says=self.fact(word, truth), truth=truth, keys=(word,))
                case Compare(word=word, operator=Operator.NOT_EQUAL, value=value):
                    yield self.choice(word, ((Operator.EQUAL, value),), ~truth)
                case Compare(word=word, operator=operator, value=value):
                    yield self.choice(word, ((operator, value),), truth)
                case OneOf(word=word, values=values):
                    yield self.choice(word, tuple((Operator.EQUAL, one) for one in values), truth)
                case _:  # a constant decides nothing that anyone could look up
                    pass

    def merged(
        self, leaves: tuple[tuple[Expr, Truth], ...]
    ) -> dict[tuple[str, Truth], tuple[Predicate, ...]]:
        """Predicates to be said as one, under the first of them; what holds stays apart."""
        found: dict[tuple[str, Truth], tuple[Predicate, ...]] = {}
        for truth in Truth:
            of_truth = [leaf for leaf, held in leaves if held is truth]
            predicates = [leaf for leaf in of_truth if isinstance(leaf, Predicate)]
            groups = (
                [(one,) for one in predicates] if truth is Truth.TRUE else mergeable(predicates)
            )
            found.update({(group[0].key, truth): group for group in groups})
        return found

    def fact(self, word: str, truth: Truth) -> str:
        if word in self.corpus.vocabulary.words:
            return self.say(self.corpus.vocabulary.words[word].means)
        question = self.corpus.questions.get(word)
        if question is None:
            return f"`{word}`"
        if truth is Truth.UNKNOWN:
            return self.say(question.asks)
        reading = next(one for one in question.readings if one.value is (truth is Truth.TRUE))
        how = "adopted" if word in self.adopted else "settled" if word in self.settled else "read"
        return self.say(
            _READ[how], question=self.say(question.asks), reading=self.say(reading.says)
        )

    def choice(
        self, word: str, counting: tuple[tuple[Operator, Value], ...], truth: Truth
    ) -> Statement:
        """A word against what counts: its stated value first, and what counts where that helps."""
        say = self.say
        means = say("who acts") if word == "actor" else _without_aside(self.means(word))
        stated = self.known.get(word)
        listed = set_apart([self.counted(word, *one) for one in counting], say)
        many, count = len(counting) > MOST_LISTED, len(counting)
        if stated is None:
            if many:
                says = say("{means}; one of {count} kinds counts", means=means, count=count)
            else:
                says = say("{means}; whether it is {listed}", means=means, listed=listed)
            return Statement(says=says, truth=truth, keys=(word,))
        value = self.value(word, stated)
        if truth is Truth.TRUE and not many and all(op is Operator.EQUAL for op, _ in counting):
            says = f"{means}: {value}"
        elif many and truth is Truth.TRUE:
            says = say(
                "{means}: {value}, one of the {count} kinds that count",
                means=means,
                value=value,
                count=count,
            )
        elif many:
            says = say(
                "{means}: {value}, none of the {count} kinds that count",
                means=means,
                value=value,
                count=count,
            )
        else:
            says = say(
                "{means}: {value}; what counts: {listed}", means=means, value=value, listed=listed
            )
        return Statement(says=says, truth=truth, keys=(word,))

    def counted(self, word: str, operator: Operator, value: Value) -> str:
        said = self.value(word, value)
        return self.say(_OPERATORS[operator], value=said) if operator in _OPERATORS else said

    def means(self, word: str) -> str:
        found = self.corpus.vocabulary.words.get(word)
        return self.say(found.means) if found else f"`{word}`"

    def value(self, word: str, value: Value) -> str:
        return value_words(self.corpus, word, value, self.say)


def value_words(corpus: Corpus, word: str, value: object, say: Speech = ENGLISH) -> str:
    """A value of a word in plain words: the meaning of a choice, the name of a place, yes or no."""
    if isinstance(value, str) and value in corpus.vocabulary.actions:
        return say(corpus.vocabulary.actions[value].phrase)
    found = corpus.vocabulary.words.get(word)
    for meaning in found.values if found else ():
        if meaning.id == value:
            return say(meaning.means)
    if isinstance(value, bool):
        return say(TRUTH_WORDS[Truth.of(value)])
    if isinstance(value, str) and (
        value in corpus.jurisdictions
        or value in corpus.states
        or (found is not None and found.type is WordType.JURISDICTION and value.startswith("us-"))
    ):
        return place_name(corpus, value, say.language)
    return str(value)


def set_apart(values: Sequence[str], say: Speech) -> str:
    """Alternatives, set apart by semicolons where one of them holds a comma or an `or` of its own."""
    if len(values) > 1 and any(re.search(r",| or | [ou] ", value) for value in values):
        text = values[0]
        for value in values[1:]:
            text = say("{rest}; or {last}", rest=text, last=value)
        return text
    return either(values, say)


def _without_aside(means: str) -> str:
    """A meaning without the instruction in brackets at its end (`never` if it never did)."""
    return re.sub(r" \([^()]*`[^()]*\)$", "", means)
