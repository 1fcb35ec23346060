"""The numbers of an audit, asked of its findings: counts and groups, by what is asked of a row. No wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.audit.counting import NOTHING, Count, total
from comity.audit.dialect import LogKind
from comity.audit.findings import Findings
from comity.audit.gather import is_mention
from comity.audit.identity import Sameness
from comity.audit.lexicon import Purpose, Signal
from comity.audit.outcome import Openness
from comity.audit.subject import EVERY_ROW, Subject
from comity.decide import Conduct
from comity.logic import Answer

PARTIES_SHOWN = 12
NAMES_SHOWN = 200
ORGANISATIONS_SHOWN = 60
BY_STATEMENT = "sum(rows)::BIGINT, sum(low)::BIGINT, sum(high)::BIGINT"
"""Counts of acts in groups that depend on what a search states, and so on its answer."""
BY_AGENCY = "sum(rows)::BIGINT, sum(low_all)::BIGINT, sum(high)::BIGINT"
"""Counts of acts in groups that do not: all, by agency, by month."""

SAYS_NOTHING = (Signal.REDACTED, Signal.BLANK, Signal.ABSENT)
SAYS_LITTLE = (Signal.VAGUE, Signal.UNRECOGNISED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """Acts with one answer and one conduct, and how many of these answers are complete."""

    subject: Subject
    answer: Answer
    conduct: Conduct
    count: Count
    complete: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCount:
    """Acts with one open answer, by why it is open."""

    subject: Subject
    answer: Answer
    why: str
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCount:
    """Acts of one ask, and the days from the first to the last of them."""

    subject: Subject
    answer: Answer
    ask: int
    count: Count
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """Acts of one party under one answer; `why` as the findings have it, `alike` the parties there are."""

    subject: Subject
    answer: Answer
    why: str
    party: str
    count: Count
    alike: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What some searches say: how many there are, mention immigration, say little, say nothing."""

    count: Count = NOTHING
    mentions: Count = NOTHING
    little: Count = NOTHING
    nothing: Count = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCount:
    """The acts of one party, by answer, and what its searches say."""

    subject: Subject
    party: str
    count: Count
    answers: Mapping[Answer, Count]
    said: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """The acts of one month (its first day), by answer, and what its searches say."""

    subject: Subject
    month: date
    count: Count
    answers: Mapping[Answer, Count]
    said: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCount:
    """A name that was not matched: as which party it stands, in how many rows, and why it was not."""

    name: str
    role: str
    why: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeCount:
    """Searches with one answer, of one stated purpose on one ground."""

    answer: Answer
    purpose: str
    signal: str
    count: Count

    @property
    def is_mention(self) -> bool:
        return is_mention(self.purpose, self.signal)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCount:
    """Entries of sharing lists by the kind and state of who was given access."""

    answer: Answer
    kind: str
    state: str
    count: Count
    inactive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCount:
    """One recipient under one answer: what it was taken for, how surely, and in how many entries."""

    answer: Answer
    name: str
    kind: str
    state: str
    confidence: str
    count: Count
    alike: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Everything a report counts. INVARIANT: for each kind of log, the rows of its own subject sum to its rows.

    `missing` holds, for open answers that lack a fact, each such word with its acts, most first. `confidences`
    are entries of sharing lists by how surely the recipient's name was read. `agencies` are those of most acts.
    """

    rows: int
    sameness: tuple[Sameness, ...]
    answers: tuple[AnswerCount, ...]
    open: tuple[OpenCount, ...]
    missing: tuple[tuple[Subject, str, int], ...]
    asks: tuple[AskCount, ...]
    parties: tuple[PartyCount, ...]
    agencies: tuple[AgencyCount, ...]
    months: tuple[MonthCount, ...]
    reservations: tuple[tuple[str, int, int], ...]
    purposes: tuple[PurposeCount, ...]
    recipients: tuple[RecipientCount, ...]
    organisations: tuple[OrganisationCount, ...]
    confidences: tuple[tuple[Answer, str, int], ...]
    names: tuple[NameCount, ...]
    names_in_all: int
    wildcards: int
    disagreements: int

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What the rows ask, in the order of a report."""
        return tuple(
            one for one in Subject if any(answer.subject is one for answer in self.answers)
        )

    def of(
        self,
        subject: Subject | None = None,
        answer: Answer | None = None,
        conduct: Conduct | None = None,
    ) -> Count:
        """Acts of a subject, with an answer, with a conduct; all where one is not given."""
        return total(
            one.count
            for one in self.answers
            if subject in {None, one.subject}
            and answer in {None, one.answer}
            and conduct in {None, one.conduct}
        )

    def rows_of(self, kind: LogKind) -> int:
        """Rows of a kind of log."""
        return sum(one.rows for one in self.sameness if one.kind is kind)

    def in_all(self, subject: Subject) -> Count:
        """Acts of a subject, with the better low count that does not depend on their answers."""
        return total(one.count for one in self.months if one.subject is subject)

    @property
    def kinds(self) -> tuple[LogKind, ...]:
        """The kinds of log that were read, in the order of a report."""
        return tuple(kind for kind in EVERY_ROW if self.rows_of(kind))

    @property
    def complete(self) -> int:
        """Acts whose answer is complete."""
        return sum(one.complete for one in self.answers)

    @property
    def said(self) -> Statement:
        """What all searches say."""
        months = [one.said for one in self.months if one.subject is Subject.SEARCH]
        return Statement(
            count=total(one.count for one in months),
            mentions=total(one.mentions for one in months),
            little=total(one.little for one in months),
            nothing=total(one.nothing for one in months),
        )

    def days(self, subject: Subject) -> tuple[date, date]:
        """The first and the last day of a subject's acts."""
        found = [one for one in self.asks if one.subject is subject]
        return min(one.first for one in found), max(one.last for one in found)


def tally_of(findings: Findings, rows: int, sameness: tuple[Sameness, ...]) -> Tally:
    """Count everything that a report shows."""
    names, names_in_all = _names(findings)
    return Tally(
        rows=rows,
        sameness=sameness,
        answers=tuple(
            AnswerCount(
                subject=Subject(subject),
                answer=Answer(answer),
                conduct=Conduct(conduct),
                count=Count(rows=rows, low=low, high=high),
                complete=complete,
            )
            for subject, answer, conduct, complete, rows, low, high in findings.ask(
                f"SELECT subject, answer, conduct, coalesce(sum(high) FILTER (complete), 0)::BIGINT, {BY_STATEMENT} "  # noqa: S608 -- constants
                "FROM tallied GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            )
        ),
        open=tuple(
            OpenCount(
                subject=Subject(subject),
                answer=Answer(answer),
                why=why,
                count=Count(rows=rows, low=low, high=high),
            )
            for subject, answer, why, rows, low, high in findings.ask(
                f"SELECT subject, answer, why_open, {BY_STATEMENT} FROM tallied WHERE why_open <> '' "  # noqa: S608 -- constants
                "GROUP BY 1, 2, 3 ORDER BY 1, 2, 6 DESC, 3"
            )
        ),
        missing=tuple(
            (Subject(subject), word, acts)
            for subject, word, acts in findings.ask(
                "SELECT subject, word, sum(high)::BIGINT FROM (SELECT subject, high, "
                "unnest(string_split(missing, '; ')) AS word FROM tallied "
                "WHERE why_open = 'facts_missing' AND missing <> '') GROUP BY ALL ORDER BY 3 DESC, 1, 2"
            )
        ),
        asks=tuple(
            AskCount(
                subject=Subject(subject), answer=Answer(answer), ask=ask,
                count=Count(rows=rows, low=low, high=high), first=first, last=last,
            )
            for subject, answer, ask, first, last, rows, low, high in findings.ask(
                f"SELECT subject, answer, ask, min(first), max(last), {BY_STATEMENT} FROM tallied "  # noqa: S608 -- constants
                "GROUP BY 1, 2, 3 ORDER BY 1, 2, 8 DESC, 3"
            )
        ),
        parties=_parties(findings),
        agencies=_agencies(findings),
        months=_months(findings),
        reservations=_reservations(findings),
        purposes=tuple(
            PurposeCount(
                answer=Answer(answer),
                purpose=purpose,
                signal=signal,
                count=Count(rows=rows, low=low, high=high),
            )
            for answer, purpose, signal, rows, low, high in findings.ask(
                f"SELECT answer, purpose, signal, {BY_STATEMENT} FROM tallied WHERE subject = 'search' "  # noqa: S608 -- constants
                "GROUP BY 1, 2, 3 ORDER BY 6 DESC, 1, 2, 3"
            )
        ),
        recipients=tuple(
            RecipientCount(
                answer=Answer(answer), kind=kind, state=state or "", inactive=inactive,
                count=Count(rows=rows, low=low, high=high),
            )
            for answer, kind, state, inactive, rows, low, high in findings.ask(
                "SELECT answer, other_kind, other_state, coalesce(sum(high) FILTER (inactive), 0)::BIGINT, "  # noqa: S608 -- constants
                f"{BY_STATEMENT} FROM tallied WHERE subject = 'sharing' GROUP BY 1, 2, 3 "
                "ORDER BY 7 DESC, 1, 2, 3"
            )
        ),
        organisations=_organisations(findings),
        confidences=tuple(
            (Answer(answer), confidence, acts)
            for answer, confidence, acts in findings.ask(
                "SELECT answer, other_confidence, sum(high)::BIGINT FROM tallied WHERE subject = 'sharing' "
                "GROUP BY ALL ORDER BY answer, 3 DESC, other_confidence"
            )
        ),
        names=names,
        names_in_all=names_in_all,
        wildcards=findings.ask("SELECT coalesce(sum(wildcards), 0)::BIGINT FROM cube")[0][0],
        disagreements=findings.ask(
            "SELECT coalesce(sum(rows), 0)::BIGINT FROM tallied WHERE why_open = 'program_disagrees'"
        )[0][0],
    )  # fmt: skip


def _parties(findings: Findings) -> tuple[PartyCount, ...]:
    found = findings.ask(
        f"""WITH counted AS (
            SELECT subject, answer, why_open, party_name AS party, sum(rows)::BIGINT AS rows,
                sum(low)::BIGINT AS low, sum(high)::BIGINT AS high
            FROM tallied GROUP BY ALL),
        ranked AS (
            SELECT *, count(*) OVER same AS alike,
                row_number() OVER (same ORDER BY high DESC, party) AS place
            FROM counted WINDOW same AS (PARTITION BY subject, answer, why_open))
        SELECT subject, answer, why_open, party, rows, low, high, alike FROM ranked
        WHERE place <= {PARTIES_SHOWN} ORDER BY subject, answer, why_open, place"""  # noqa: S608 -- a number
    )
    return tuple(
        PartyCount(
            subject=Subject(subject), answer=Answer(answer), why=why, party=party,
            count=Count(rows=rows, low=low, high=high), alike=alike,
        )
        for subject, answer, why, party, rows, low, high, alike in found
    )  # fmt: skip


_LISTED = {
    SAYS_LITTLE: ", ".join(f"'{one.value}'" for one in SAYS_LITTLE),
    SAYS_NOTHING: ", ".join(f"'{one.value}'" for one in SAYS_NOTHING),
}
_BY_ANSWER_AND_STATEMENT = f"""answer, mention IS TRUE,
    CASE WHEN signal IN ({_LISTED[SAYS_LITTLE]}) AND purpose = '{Purpose.UNKNOWN.value}' THEN 'little'
        WHEN signal IN ({_LISTED[SAYS_NOTHING]}) THEN 'nothing' ELSE '' END,
    sum(rows)::BIGINT, sum(low)::BIGINT, sum(low_all)::BIGINT, sum(high)::BIGINT"""


def _agencies(findings: Findings) -> tuple[AgencyCount, ...]:
    found = findings.ask(
        f"SELECT subject, party_name, {_BY_ANSWER_AND_STATEMENT} FROM tallied "  # noqa: S608 -- constants
        "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
    )
    made = [
        AgencyCount(subject=subject, party=party, count=count, answers=answers, said=said)
        for (subject, party), (count, answers, said) in _grouped(found).items()
    ]
    return tuple(
        sorted(made, key=lambda one: (list(Subject).index(one.subject), -one.count.high, one.party))
    )


def _months(findings: Findings) -> tuple[MonthCount, ...]:
    found = findings.ask(
        f"SELECT subject, month::DATE, {_BY_ANSWER_AND_STATEMENT} FROM tallied "  # noqa: S608 -- constants
        "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
    )
    return tuple(
        MonthCount(subject=subject, month=month, count=count, answers=answers, said=said)
        for (subject, month), (count, answers, said) in _grouped(found).items()
    )


def _grouped(
    found: Sequence[tuple[Any, ...]],  # Any: cells of a query
) -> dict[tuple[Subject, Any], tuple[Count, Mapping[Answer, Count], Statement]]:
    """Rows of a query by subject and one more thing, put together."""
    parts: dict[tuple[Subject, Any], list[tuple[Any, ...]]] = {}
    for subject, by, *rest in found:
        parts.setdefault((Subject(subject), by), []).append(tuple(rest))
    made: dict[tuple[Subject, Any], tuple[Count, Mapping[Answer, Count], Statement]] = {}
    for key, of_key in parts.items():
        answers: dict[Answer, Count] = {}
        said = {"mentions": NOTHING, "little": NOTHING, "nothing": NOTHING}
        whole = NOTHING
        for answer, mention, says, rows, low, low_all, high in of_key:
            count = Count(rows=rows, low=low, high=high)
            whole += Count(rows=rows, low=low_all, high=high)
            answers[Answer(answer)] = answers.get(Answer(answer), NOTHING) + count
            if mention:
                said["mentions"] += count
            if says:
                said[says] += count
        made[key] = (whole, answers, Statement(count=whole, **said))
    return made


def _organisations(findings: Findings) -> tuple[OrganisationCount, ...]:
    """The recipients under each answer, those of most entries first."""
    found = findings.ask(
        f"""WITH counted AS (
            SELECT answer, other_name, other_kind, other_state, other_confidence, sum(rows)::BIGINT AS rows,
                sum(low)::BIGINT AS low, sum(high)::BIGINT AS high
            FROM tallied WHERE subject = 'sharing' GROUP BY ALL),
        ranked AS (
            SELECT *, count(*) OVER same AS alike,
                row_number() OVER (same ORDER BY high DESC, other_name) AS place
            FROM counted WINDOW same AS (PARTITION BY answer))
        SELECT * EXCLUDE (place) FROM ranked WHERE place <= {ORGANISATIONS_SHOWN}
        ORDER BY answer, place"""  # noqa: S608 -- a number
    )
    return tuple(
        OrganisationCount(
            answer=Answer(answer), name=name, kind=kind, state=state or "", confidence=confidence,
            count=Count(rows=rows, low=low, high=high), alike=alike,
        )
        for answer, name, kind, state, confidence, rows, low, high, alike in found
    )  # fmt: skip


def _reservations(findings: Findings) -> tuple[tuple[str, int, int], ...]:
    """For each reservation: acts that have it, and those of them whose answer is settled."""
    found = findings.ask(
        "SELECT reason, sum(high)::BIGINT, coalesce(sum(high) FILTER (why_open = ''), 0)::BIGINT "
        "FROM (SELECT why_open, high, unnest(string_split(reservations, ' ')) AS reason FROM tallied "
        "WHERE reservations <> '') GROUP BY ALL ORDER BY 2 DESC, 1"
    )
    return tuple((reason, acts, settled) for reason, acts, settled in found)


def _names(findings: Findings) -> tuple[tuple[NameCount, ...], int]:
    """Names that leave a party without a place, or a recipient without a kind; and how many there are."""
    unmatched = f"""SELECT party_name, 'party', no_place, sum(rows)::BIGINT AS rows FROM tallied
            WHERE why_open = '{Openness.NO_PLACE.value}' GROUP BY ALL
        UNION ALL SELECT other_name, 'recipient', other_confidence, sum(rows)::BIGINT AS rows FROM tallied
            WHERE subject = 'sharing' AND other_kind = '' GROUP BY ALL"""  # noqa: S608 -- a constant
    found = findings.ask(f"{unmatched} ORDER BY rows DESC, 1, 2 LIMIT {NAMES_SHOWN}")
    (in_all,) = findings.ask(f"SELECT count(*) FROM ({unmatched})")[0]  # noqa: S608 -- from above
    shown = tuple(
        NameCount(name=name, role=role, why=why or "", rows=rows) for name, role, why, rows in found
    )
    return shown, in_all
