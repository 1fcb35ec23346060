"""What is missing, in words: every question under a number, so that the grounds can point to it. Facts come
first, then questions of law; records of one kind are asked about together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.decide.determination import Determination, Missing
from comity.decide.explanation import Entry
from comity.decide.phrases import ANSWER_WORDS, MISSING_LAW, NO_FACT_ANSWERS, place_in_sentence
from comity.law import Corpus, either, record_noun, record_of
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


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as a person reads them: `1, 3 to 5 and 8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        said += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def missing_entries(
    found: Determination, corpus: Corpus, numbers: Mapping[str, int]
) -> Iterator[Entry]:
    """What is missing under its numbers, what is enough to know, and what is still possible."""
    for place in found.missing_law:
        yield Entry(text=MISSING_LAW.format(place=place_in_sentence(corpus, place)))
    by_number: dict[int, list[Missing]] = {}
    for one in found.missing:
        by_number.setdefault(numbers[one.word], []).append(one)
    for number, asked in sorted(by_number.items()):
        first = asked[0]
        if first.question_of_law:
            yield Entry(text=f"{number}. {first.asks} {NO_FACT_ANSWERS} [{first.word}]")
        elif len(asked) == 1:
            yield Entry(text=f"{number}. {first.asks} Look in: {first.found}. [{first.word}]")
        else:
            leaves = ((one.word, parse(one.word)) for one in asked)
            yield Entry(
                text=f"{number}. Is there any {_noun(first)} such as these? Look in: {first.found}.",
                parts=tuple(
                    Entry(text=f"{record_of((leaf,), corpus)} [{word}]")
                    for word, leaf in leaves
                    if isinstance(leaf, Predicate)
                ),
            )
    if found.answer is Answer.CONTESTED:
        return  # no fact settles it, and what remains possible stands by reading
    if found.settling:
        sets = dict.fromkeys(
            " with ".join(dict.fromkeys(str(numbers[word]) for word in words))
            for words in found.settling
        )
        more = ", among others" if found.settling_more else ""
        yield Entry(text=f"For some answers it is enough to know {either(list(sets))}{more}.")
    if len(found.possible) > 1 and not found.missing_law:
        verb = "Still possible" if found.exact else "May include"
        listed = either([ANSWER_WORDS[answer] for answer in found.possible])
        yield Entry(text=f"{verb}: {listed}.")


def _facts(missing: Sequence[Missing]) -> list[Missing]:
    return [one for one in missing if not one.question_of_law]


def _questions(missing: Sequence[Missing]) -> list[Missing]:
    return [one for one in missing if one.question_of_law]


def _noun(one: Missing) -> str:
    """`conviction`, `charge` or `arrest` where a missing word asks for one; else empty."""
    leaf = parse(one.word) if "(" in one.word else None
    return record_noun(leaf) if isinstance(leaf, Predicate) else ""
