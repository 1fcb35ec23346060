"""What an audit came to in a few sentences, the same for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.audit.counting.count import Count, total
from comity.audit.counting.tally import Tally
from comity.audit.deciding.outcome import Openness, Outcome
from comity.audit.deciding.subject import EVERY_ROW, Subject
from comity.audit.intake.taking import Intake
from comity.audit.logs.dialect import LogKind
from comity.audit.report.page_words import ACTS, DISAGREES, KINDS, MEANINGS, OPEN, SUBJECTS
from comity.decide import ANSWER_WORDS, Conduct, place_name
from comity.law import Corpus
from comity.logic import SETTLED, Answer

STATES_NAMED = 6
"""States without encoded law that a headline names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Rows with one answer (and, where it is open, one reason): how many, and what that means."""

    count: Count
    answer: Answer
    means: str
    why: str = ""

    @property
    def rows(self) -> int:
        """The acts, at most."""
        return self.count.high

    @property
    def words(self) -> str:
        return ANSWER_WORDS[self.answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A sentence, and the lines that belong to it."""

    text: str
    lines: tuple[Line, ...] = ()


def counted(count: Count, subject: Subject) -> str:
    """`1 search`, `27,804 searches`, `1 to 2 searches`."""
    one, many = SUBJECTS[subject]
    return f"{count} {one if count.high == 1 else many}"


def rows_read(rows: int, kind: LogKind) -> str:
    """`1 search`, `27,804 searches`: rows of a kind of log."""
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
    kinds = tally.kinds
    read = " and ".join(rows_read(tally.rows_of(kind), kind) for kind in kinds) or "no row"
    files = len(intake.files)
    yield Headline(
        text=f"Read {read} from {files} {'file' if files == 1 else 'files'}. Every row is accounted for: "
        f"{tally.rows + intake.rejects:,} in = {tally.rows:,} decided + {intake.rejects:,} rejected"
        f"{' (rejects.csv says why)' if intake.rejects else ''}."
    )
    yield from _same(tally)
    for subject in tally.subjects:
        count = tally.in_all(subject)
        yield Headline(
            text=f"{counted(count, subject)}. What the law says on {ACTS[subject]}:",
            lines=tuple(_lines(tally, subject, outcomes, corpus)),
        )
    departs = [(one, tally.of(one, conduct=Conduct.DEPARTS)) for one in tally.subjects]
    if any(count for _, count in departs):
        told = " and ".join(counted(count, one) for one, count in departs if count)
        yield Headline(
            text=f"As recorded, what was done departs from the answer in {told}. Each is a question for a person to "
            "review."
        )
    if Subject.SEARCH in tally.subjects:
        said = tally.said
        many = counted(said.mentions, Subject.SEARCH) if said.mentions else "No search"
        yield Headline(
            text=f"{many} {'mentions' if said.mentions.high < 2 else 'mention'} immigration enforcement. A mention is "
            f"not a finding; {said.little} say little of their purpose and {said.nothing} say nothing."
        )
    settled = total(tally.of(answer=answer) for answer in SETTLED)
    complete = sum(one.complete for one in tally.answers if one.answer in SETTLED)
    partly = settled.high - complete
    if settled:
        held = "all of them complete" if not partly else f"{partly:,} of them not complete"
        far = ": they hold only as far as the law is encoded and checked" if partly else ""
        yield Headline(
            text=f"{settled} {'act has' if settled.high == 1 else 'acts have'} a settled answer, {held}{far}."
        )
    if tally.disagreements:
        yield Headline(text=f"{tally.disagreements:,} rows: {DISAGREES}.")


def _same(tally: Tally) -> Iterator[Headline]:
    """How many acts the rows tell, where these are not the same number."""
    for one in tally.sameness:
        if one.low == one.rows:
            continue
        subject = EVERY_ROW[one.kind]
        count = Count(rows=one.rows, low=one.low, high=one.high)
        why = [
            f"{number:,} {words}"
            for number, words in (
                (one.repeated, "stand again in the same file"),
                (one.elsewhere, "stand in another log too"),
            )
            if number
        ]
        surely = f"Of the rows, {' and '.join(why)}. " if why else ""
        doubts = [
            f"{number:,} {words}"
            for number, words in (
                (one.no_id, "because a log gives no number by which to tell them apart"),
                (one.other_ids, "because two logs number them differently"),
                (one.no_agency, "because a log does not say which agency it was"),
            )
            if number
        ]
        open_ = f"Some may be the same as others: {'; '.join(doubts)}." if doubts else ""
        yield Headline(
            text=f"These {rows_read(one.rows, one.kind).replace(KINDS[one.kind][1], 'rows')} tell "
            f"{counted(count, subject)}. {surely}{open_}".strip()
        )


def _lines(
    tally: Tally, subject: Subject, outcomes: Sequence[Outcome], corpus: Corpus
) -> Iterator[Line]:
    for answer in Answer:
        count = tally.of(subject, answer)
        if count and answer is not Answer.UNDETERMINED:
            yield Line(count=count, answer=answer, means=MEANINGS[answer])
    known = {why.value: OPEN[why] for why in OPEN}
    for one in tally.open:
        if one.subject is subject and one.answer is Answer.UNDETERMINED:
            means = known.get(one.why, DISAGREES)
            if one.why == Openness.FACTS_MISSING.value:
                means += _most_missed(tally, subject, corpus)
            if one.why == Openness.LAW_NOT_ENCODED.value:
                means += _states(tally, subject, outcomes, corpus)
            yield Line(
                count=one.count, answer=one.answer, means=means[0].lower() + means[1:], why=one.why
            )


def _most_missed(tally: Tally, subject: Subject, corpus: Corpus) -> str:
    """The fact that is missing in most acts of a subject, in plain words."""
    acts = {word: number for of, word, number in tally.missing if of is subject}
    most = max(acts.values(), default=0)
    found = next(
        (w for w in corpus.vocabulary.words.values() if most and acts.get(w.id) == most), None
    )
    return f": most often, {found.means}" if found else ""


def _states(tally: Tally, subject: Subject, outcomes: Sequence[Outcome], corpus: Corpus) -> str:
    """The states whose law is missing, those of most acts first."""
    acts: dict[str, int] = {}
    for one in tally.asks:
        if one.subject is subject and outcomes[one.ask].why is Openness.LAW_NOT_ENCODED:
            for name in outcomes[one.ask].missing_law:
                acts[name] = acts.get(name, 0) + one.count.high
    names = [
        place_name(corpus, name) for name in sorted(acts, key=lambda name: (-acts[name], name))
    ]
    more = f" and {len(names) - STATES_NAMED} others" if len(names) > STATES_NAMED else ""
    return f" ({', '.join(names[:STATES_NAMED])}{more})"
