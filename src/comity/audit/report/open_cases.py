"""The acts that are open, by why they are and in what ways, with what would follow if the next fact were known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.audit.counting.count import Count, total
from comity.audit.counting.tally import AskCount
from comity.audit.deciding.outcome import Openness, Outcome
from comity.audit.report import page_words
from comity.audit.report.slices import Condition, Slice, Slices
from comity.audit.report.what_if import what_if
from comity.decide import ANSWER_WORDS, place_name
from comity.law import Corpus

_BEGAN = re.compile(r"the corpus begins for `([^`]+)`: it speaks from ([0-9-]+)")
CASES_SHOWN = 5
"""Ways of being open that a page tells apart; the rest are counted together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Acts that are open in one way: what that is, and what would follow if the next fact were known."""

    lines: tuple[str, ...]
    what_if: tuple[str, ...]
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGroup:
    """Acts that are open for one reason, in the ways there are of it; `more` counts those of ways not shown."""

    title: str
    link: Slice
    cases: tuple[OpenCase, ...]
    more: Count


def open_groups(
    asks: Iterable[AskCount], outcomes: Sequence[Outcome], corpus: Corpus, slices: Slices
) -> tuple[OpenGroup, ...]:
    """Open asks of one subject and answer by why they are open, those of most acts first."""
    reasons: dict[str, dict[tuple[str, ...], list[AskCount]]] = {}
    for ask in asks:
        outcome = outcomes[ask.ask]
        title = page_words.DISAGREES if outcome.why is None else page_words.OPEN[outcome.why]
        lines = tuple(_open_lines(outcome, corpus))
        reasons.setdefault(title, {}).setdefault(lines, []).append(ask)
    ordered = sorted(reasons.items(), key=lambda item: (-_acts(item[1]).high, item[0]))
    return tuple(_group(title, ways, outcomes, corpus, slices) for title, ways in ordered)


def _group(
    title: str,
    ways: Mapping[tuple[str, ...], Sequence[AskCount]],
    outcomes: Sequence[Outcome],
    corpus: Corpus,
    slices: Slices,
) -> OpenGroup:
    ordered = sorted(ways.items(), key=lambda item: (-_of(item[1]).high, item[0]))
    every = [ask for same in ways.values() for ask in same]
    why = outcomes[every[0].ask].why
    first = every[0]
    count = _acts(ways)
    return OpenGroup(
        title=title,
        link=slices.of(
            f"{page_words.SHORT[first.subject]}: {ANSWER_WORDS[first.answer]}, "
            f"{why.value.replace('_', ' ') if why else 'program disagrees'}",
            count,
            Condition(
                subject=first.subject,
                answer=first.answer,
                why_open=why.value if why else "program_disagrees",
            ),
        ),
        cases=tuple(
            OpenCase(
                lines=lines,
                what_if=tuple(what_if(outcomes[same[0].ask], corpus)),
                count=_of(same),
            )
            for lines, same in ordered[:CASES_SHOWN]
        ),
        more=total(_of(same) for _, same in ordered[CASES_SHOWN:]),
    )


def _acts(ways: Mapping[tuple[str, ...], Sequence[AskCount]]) -> Count:
    return total(_of(same) for same in ways.values())


def _of(asks: Iterable[AskCount]) -> Count:
    return total(one.count for one in asks)


def _open_lines(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    if outcome.why is Openness.LAW_NOT_ENCODED:
        names = ", ".join(place_name(corpus, name) for name in outcome.missing_law)
        yield f"Not encoded: {names}."
        return
    if outcome.unasked:
        # Which of the days it was is of no use here: the rows are many, and the corpus begins on one day.
        began = _BEGAN.search(outcome.unasked)
        if began:
            yield f"For {place_name(corpus, began[1])} the law in this corpus begins on {began[2]}."
        else:
            yield f"{outcome.unasked[0].upper()}{outcome.unasked[1:]}."
        return
    possible = ", ".join(ANSWER_WORDS[answer] for answer in outcome.possible)
    yield f"Still possible: {possible}."
    asked = {
        m.word: m.asks
        for one in outcome.decided
        if one.determination
        for m in one.determination.missing
    }
    if outcome.why is Openness.READINGS_DIFFER:
        yield from _readings(outcome, corpus)
    elif asked:
        yield "It hangs on: " + " ".join(asked.values())


def _readings(outcome: Outcome, corpus: Corpus) -> Iterator[str]:
    for one in outcome.decided:
        for by in one.determination.by_reading if one.determination else ():
            answers = " or ".join(ANSWER_WORDS[answer] for answer in by.answers)
            says = "; ".join(
                reading.says
                for name, chosen in by.readings.items()
                for reading in corpus.questions[name].readings
                if reading.id == chosen
            )
            yield f"{answers[0].upper()}{answers[1:]}, if: {says}."
