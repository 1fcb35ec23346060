"""What is missing, in words: every question under a number, so that the grounds can point to it. Facts come
first, then questions of law; records of one kind are asked about together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.decide.determination import Determination, Missing
from comity.decide.explanation import Entry
from comity.decide.phrases import (
    ANSWER_WORDS,
    ANY_SUCH_RECORD,
    MISSING_LAW,
    NO_FACT_ANSWERS,
    place_in_sentence,
)
from comity.decide.translation import ENGLISH, Speech
from comity.law import Corpus, asks_of, either, joined, record_noun, record_of
from comity.logic import Answer, Predicate, parse


def numbered(missing: Sequence[Missing]) -> dict[str, int]:
    """The number under which each missing word is asked: facts first, records of a kind together."""
    found: dict[str, int] = {}
    nouns: dict[str, int] = {}
    count = 0
    for one in (*_facts(missing), *_questions(missing)):
        noun = _noun(one)
        if noun in nouns:
            found[one.word] = nouns[noun]
            continue
        count += 1
        found[one.word] = count
        if noun:
            nouns[noun] = count
    return found


def ranges(numbers: Sequence[int], say: Speech = ENGLISH) -> str:
    """Numbers in order as a person reads them: `1, 3 to 5 and 8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        said += (
            [say("{first} to {last}", first=run[0], last=run[-1])]
            if len(run) > 2
            else [str(number) for number in run]
        )
    return joined(said, say)


def missing_entries(
    found: Determination, corpus: Corpus, numbers: Mapping[str, int], say: Speech = ENGLISH
) -> Iterator[Entry]:
    """What is missing under its numbers, what is enough to know, and what is still possible."""
    for place in found.missing_law:
        name = place_in_sentence(corpus, place, say.language)
        yield Entry(text=say(MISSING_LAW, place=name))
    by_number: dict[int, list[Missing]] = {}
    for one in found.missing:
        by_number.setdefault(numbers[one.word], []).append(one)
    for number, asked in sorted(by_number.items()):
        yield _asked(number, asked, corpus, say)
    if found.answer is Answer.CONTESTED:
        return  # no fact settles it, and what remains possible stands by reading
    if found.settling:
        sets = either(_sets(found, numbers, say), say)
        if found.settling_more:
            yield Entry(
                text=say("For some answers it is enough to know {sets}, among others.", sets=sets)
            )
        else:
            yield Entry(text=say("For some answers it is enough to know {sets}.", sets=sets))
    if len(found.possible) > 1 and not found.missing_law:
        listed = either([say(ANSWER_WORDS[answer]) for answer in found.possible], say)
        if found.exact:
            yield Entry(text=say("Still possible: {answers}.", answers=listed))
        else:
            yield Entry(text=say("May include: {answers}.", answers=listed))


def asks_in(one: Missing, corpus: Corpus, say: Speech) -> str:
    """What a person is asked, in the language of the reader."""
    if say.language == "en":
        return one.asks
    return asks_of(one.word, corpus, say)[0] if _is_predicate(one.word) else say(one.asks)


def _asked(number: int, asked: Sequence[Missing], corpus: Corpus, say: Speech) -> Entry:
    first = asked[0]
    if first.question_of_law:
        return Entry(text=f"{number}. {say(first.asks)} {say(NO_FACT_ANSWERS)}", key=first.word)
    if len(asked) == 1:
        return Entry(
            text=say(
                "{number}. {asks} Look in: {found}.",
                number=number,
                asks=asks_in(first, corpus, say),
                found=say(first.found),
            ),
            key=first.word,
        )
    leaves = ((one.word, parse(one.word)) for one in asked)
    return Entry(
        text=say(ANY_SUCH_RECORD[_noun(first)], number=number, found=say(first.found)),
        parts=tuple(
            Entry(text=record_of((leaf,), corpus, say), key=word)
            for word, leaf in leaves
            if isinstance(leaf, Predicate)
        ),
    )


def _sets(found: Determination, numbers: Mapping[str, int], say: Speech) -> list[str]:
    """The sets of numbers that settle an answer, each once: `1 with 4`."""
    sets: dict[str, None] = {}
    for words in found.settling:
        together, *more = dict.fromkeys(str(numbers[word]) for word in words)
        for number in more:
            together = say("{numbers} with {number}", numbers=together, number=number)
        sets[together] = None
    return list(sets)


def _facts(missing: Sequence[Missing]) -> list[Missing]:
    return [one for one in missing if not one.question_of_law]


def _questions(missing: Sequence[Missing]) -> list[Missing]:
    return [one for one in missing if one.question_of_law]


def _noun(one: Missing) -> str:
    """`conviction`, `charge` or `arrest` where a missing word asks for one; else empty."""
    leaf = parse(one.word) if _is_predicate(one.word) else None
    return record_noun(leaf) if isinstance(leaf, Predicate) else ""


def _is_predicate(word: str) -> bool:
    return "(" in word
