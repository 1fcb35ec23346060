"""What an audit came to in a few sentences, the same for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.audit.dialect import LogKind
from comity.audit.intake import Intake
from comity.audit.outcome import Openness, Outcome
from comity.audit.page_words import ACTS, DISAGREES, KINDS, MEANINGS, OPEN
from comity.audit.tally import Tally
from comity.decide import ANSWER_WORDS, place_name
from comity.law import Corpus
from comity.logic import SETTLED, Answer

STATES_NAMED = 6
"""States without encoded law that a headline names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Rows with one answer (and, where it is open, one reason): how many, and what that means."""

    rows: int
    answer: Answer
    means: str

    @property
    def words(self) -> str:
        return ANSWER_WORDS[self.answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A sentence, and the lines that belong to it."""

    text: str
    lines: tuple[Line, ...] = ()


def counted(rows: int, kind: LogKind) -> str:
    """`1 search`, `27,804 searches`."""
    one, many = KINDS[kind]
    return f"{rows:,} {one if rows == 1 else many}"


def headlines(
    tally: Tally, intake: Intake, outcomes: Sequence[Outcome], corpus: Corpus
) -> tuple[Headline, ...]:
    """What a reader should meet first: what was read, the answers, what is open, what was mentioned."""
    return tuple(_headlines(tally, intake, outcomes, corpus))


def _headlines(
    tally: Tally, intake: Intake, outcomes: Sequence[Outcome], corpus: Corpus
) -> Iterator[Headline]:
    kinds = [kind for kind in KINDS if tally.of(kind)]
    read = " and ".join(counted(tally.of(kind), kind) for kind in kinds) or "no row"
    files = len(intake.files)
    yield Headline(
        text=f"Read {read} from {files} {'file' if files == 1 else 'files'}. Every row is accounted for: "
        f"{tally.rows + intake.rejects:,} in = {tally.rows:,} decided + {intake.rejects:,} rejected"
        f"{' (rejects.csv says why)' if intake.rejects else ''}."
    )
    for kind in kinds:
        yield Headline(
            text=f"{counted(tally.of(kind), kind)}. What the law says on {ACTS[kind]}:",
            lines=tuple(_lines(tally, kind, outcomes, corpus)),
        )
    if tally.of(LogKind.SEARCH_AUDIT):
        mentions, many = tally.mentions, LogKind.SEARCH_AUDIT
        yield Headline(
            text=f"{counted(mentions, many) if mentions else 'No search'} "
            f"{'mentions' if mentions < 2 else 'mention'} immigration enforcement. A mention is not a finding; "
            f"{tally.silent:,} state no purpose in words that say one."
        )
    settled = sum(tally.of(answer=answer) for answer in SETTLED)
    partly = settled - sum(one.complete for one in tally.answers if one.answer in SETTLED)
    if settled:
        held = "all of them complete" if not partly else f"{partly:,} of them not complete"
        far = ": they hold only as far as the law is encoded and checked" if partly else ""
        yield Headline(
            text=f"{settled:,} {'row has' if settled == 1 else 'rows have'} a settled answer, {held}{far}."
        )
    if tally.disagreements:
        yield Headline(text=f"{tally.disagreements:,} rows: {DISAGREES}.")


def _lines(
    tally: Tally, kind: LogKind, outcomes: Sequence[Outcome], corpus: Corpus
) -> Iterator[Line]:
    for answer in Answer:
        rows = tally.of(kind, answer)
        if rows and answer is not Answer.UNDETERMINED:
            yield Line(rows=rows, answer=answer, means=MEANINGS[answer])
    known = {why.value: OPEN[why] for why in OPEN}
    for one in tally.open:
        if one.kind is kind and one.answer is Answer.UNDETERMINED:
            means = known.get(one.why, DISAGREES)
            if one.why == Openness.FACTS_MISSING.value:
                means += _most_missed(tally, kind, corpus)
            if one.why == Openness.LAW_NOT_ENCODED.value:
                means += _states(tally, kind, outcomes, corpus)
            yield Line(rows=one.rows, answer=one.answer, means=means[0].lower() + means[1:])


def _most_missed(tally: Tally, kind: LogKind, corpus: Corpus) -> str:
    """The fact that is missing in most rows of a kind, in plain words."""
    rows = {word: rows for of, word, rows in tally.missing if of is kind}
    most = max(rows.values(), default=0)
    found = next(
        (w for w in corpus.vocabulary.words.values() if most and rows.get(w.id) == most), None
    )
    return f": most often, {found.means}" if found else ""


def _states(tally: Tally, kind: LogKind, outcomes: Sequence[Outcome], corpus: Corpus) -> str:
    """The states whose law is missing, those of most rows first."""
    rows: dict[str, int] = {}
    for one in tally.asks:
        if one.kind is kind and outcomes[one.ask].why is Openness.LAW_NOT_ENCODED:
            for name in outcomes[one.ask].missing_law:
                rows[name] = rows.get(name, 0) + one.rows
    names = [
        place_name(corpus, name) for name in sorted(rows, key=lambda name: (-rows[name], name))
    ]
    more = f" and {len(names) - STATES_NAMED} others" if len(names) > STATES_NAMED else ""
    return f" ({', '.join(names[:STATES_NAMED])}{more})"
