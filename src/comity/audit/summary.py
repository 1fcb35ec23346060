"""What an audit came to in a few sentences, the same for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from comity.audit.dialect import LogKind
from comity.audit.intake import Intake
from comity.audit.outcome import Openness
from comity.audit.page_words import DISAGREES, KINDS
from comity.audit.tally import Tally
from comity.decide import ANSWER_WORDS
from comity.logic import SETTLED, Answer


def counted(rows: int, kind: LogKind) -> str:
    """`1 search`, `27,804 searches`."""
    one, many = KINDS[kind]
    return f"{rows:,} {one if rows == 1 else many}"


def headlines(tally: Tally, intake: Intake) -> tuple[str, ...]:
    """The sentences a reader should meet first: what was read, by answer, what is open, what was mentioned."""
    return tuple(_headlines(tally, intake))


def _headlines(tally: Tally, intake: Intake) -> Iterator[str]:
    kinds = [kind for kind in KINDS if tally.of(kind)]
    read = " and ".join(counted(tally.of(kind), kind) for kind in kinds) or "no row"
    files = len(intake.files)
    yield (
        f"Read: {read}, from {files} {'file' if files == 1 else 'files'}. Every row is accounted for: "
        f"{tally.rows + intake.rejects:,} in = {tally.rows:,} decided + {intake.rejects:,} rejected."
    )
    for kind in kinds:
        yield from _by_answer(tally, kind)
    if tally.of(LogKind.SEARCH_AUDIT):
        mentions = tally.mentions
        yield (
            f"{counted(mentions, LogKind.SEARCH_AUDIT).capitalize()} "
            f"{'mentions' if mentions == 1 else 'mention'} immigration enforcement. A mention is not a finding."
        )
    settled = sum(tally.of(answer=answer) for answer in SETTLED)
    partly = settled - sum(one.complete for one in tally.answers if one.answer in SETTLED)
    if settled:
        yield (
            f"{settled:,} rows have a settled answer; {partly:,} of these only as far as the law is "
            "encoded and checked."
        )
    if intake.rejects:
        yield f"{intake.rejects:,} records could not be read as rows; rejects.csv says why for each."
    if tally.disagreements:
        yield f"{tally.disagreements:,} rows: {DISAGREES}."


def _by_answer(tally: Tally, kind: LogKind) -> Iterator[str]:
    parts = [
        f"{rows:,} {ANSWER_WORDS[answer]}"
        for answer in Answer
        if answer is not Answer.UNDETERMINED and (rows := tally.of(kind, answer))
    ]
    open_ = tally.of(kind, Answer.UNDETERMINED)
    if open_:
        whys = ", ".join(
            f"{rows:,} {_SHORT[why]}" for why in Openness if (rows := _open(tally, kind, why))
        )
        parts.append(f"{open_:,} {ANSWER_WORDS[Answer.UNDETERMINED]} ({whys})")
    yield f"Of {counted(tally.of(kind), kind)}: {'; '.join(parts)}."


_SHORT = {
    Openness.FACTS_MISSING: "a fact is not stated",
    Openness.LAW_NOT_ENCODED: "that state's law is not encoded",
    Openness.NO_PLACE: "agency not matched to a place",
    Openness.NOT_ASKED: "before the corpus begins",
    Openness.DAY_OR_KIND_OPEN: "day or kind open",
    Openness.READINGS_DIFFER: "readings differ",
}


def _open(tally: Tally, kind: LogKind, why: Openness) -> int:
    return sum(
        one.rows
        for one in tally.open
        if one.kind is kind and one.answer is Answer.UNDETERMINED and one.why == why.value
    )
