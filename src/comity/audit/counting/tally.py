"""The numbers of an audit: counts and groups, by what is asked of a row. `acts.py` asks for them. No wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.audit.counting.count import NOTHING, Count, total
from comity.audit.counting.identity import Sameness
from comity.audit.deciding.subject import EVERY_ROW, Subject
from comity.audit.logs.dialect import LogKind
from comity.audit.purpose.lexicon import Signal
from comity.decide import Conduct
from comity.logic import Answer

PARTIES_SHOWN = 12
NAMES_SHOWN = 200
ORGANISATIONS_SHOWN = 60
SAYS_NOTHING = (Signal.REDACTED, Signal.PLACEHOLDER, Signal.BLANK, Signal.ABSENT)
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
