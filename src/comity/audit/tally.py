"""The numbers of an audit, asked of its findings: counts, groups and the rows behind them. No wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.audit.dialect import LogKind
from comity.audit.findings import Findings, is_mention
from comity.audit.lexicon import Purpose
from comity.audit.outcome import Openness
from comity.logic import Answer

ROWS_SHOWN = 2_000
"""Rows of prohibited, required or conflicting sharing that a page lists; all are in the findings."""
SAMPLE_SHOWN = 20
"""Rows that a page lists as examples of any other answer."""
PARTIES_SHOWN = 12
NAMES_SHOWN = 200
ORGANISATIONS_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """Rows of one kind with one answer, and how many of these are complete."""

    kind: LogKind
    answer: Answer
    rows: int
    complete: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCount:
    """Rows of one kind with one open answer, by why it is open."""

    kind: LogKind
    answer: Answer
    why: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCount:
    """Rows of one ask, and the days from the first to the last of them."""

    kind: LogKind
    answer: Answer
    ask: int
    rows: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """Rows of one party under one answer; `why` as the findings have it, `alike` the parties there are."""

    kind: LogKind
    answer: Answer
    why: str
    party: str
    rows: int
    alike: int


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
    rows: int

    @property
    def is_mention(self) -> bool:
        return is_mention(self.purpose, self.signal)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCount:
    """Entries of sharing lists by the kind and state of who was given access."""

    answer: Answer
    kind: str
    state: str
    rows: int
    inactive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCount:
    """One recipient under one answer: what it was taken for, how surely, and in how many entries."""

    answer: Answer
    name: str
    kind: str
    state: str
    confidence: str
    rows: int
    alike: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One row as a page lists it."""

    file: str
    line: int
    day: date
    later: date
    party: str
    other: str
    other_kind: str
    other_state: str
    other_confidence: str
    purpose: str
    signal: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Everything a report counts. INVARIANT: the rows of `answers` sum to `rows`.

    `confidences` are entries of sharing lists by how surely the recipient's name was read. `missing` holds, for open answers that lack a fact, each such word with its rows, most first.
    """

    rows: int
    answers: tuple[AnswerCount, ...]
    open: tuple[OpenCount, ...]
    missing: tuple[tuple[LogKind, str, int], ...]
    asks: tuple[AskCount, ...]
    parties: tuple[PartyCount, ...]
    reservations: tuple[tuple[str, int, int], ...]
    purposes: tuple[PurposeCount, ...]
    recipients: tuple[RecipientCount, ...]
    organisations: tuple[OrganisationCount, ...]
    confidences: tuple[tuple[Answer, str, int], ...]
    names: tuple[NameCount, ...]
    names_in_all: int
    shown: dict[tuple[LogKind, Answer], tuple[ShownRow, ...]]
    disagreements: int

    def of(self, kind: LogKind | None = None, answer: Answer | None = None) -> int:
        """The rows of a kind and an answer, or of all."""
        return sum(
            one.rows
            for one in self.answers
            if kind in {None, one.kind} and answer in {None, one.answer}
        )

    @property
    def complete(self) -> int:
        return sum(one.complete for one in self.answers)

    @property
    def mentions(self) -> int:
        return sum(one.rows for one in self.purposes if one.is_mention)

    @property
    def silent(self) -> int:
        """Searches whose purpose is not known and that mention nothing."""
        return sum(
            one.rows
            for one in self.purposes
            if one.purpose == Purpose.UNKNOWN.value and not one.is_mention
        )

    def days(self, kind: LogKind) -> tuple[date, date] | None:
        """The first and the last day of the rows of a kind."""
        of_kind = [one for one in self.asks if one.kind is kind]
        if not of_kind:
            return None
        return min(one.first for one in of_kind), max(one.last for one in of_kind)


def lists_all(kind: LogKind, answer: Answer) -> bool:
    """Whether a page lists every row (up to ROWS_SHOWN), or examples only."""
    return kind is LogKind.SHARING_LIST and answer in {
        Answer.PROHIBITED,
        Answer.REQUIRED,
        Answer.CONFLICT,
    }


def tally_of(findings: Findings) -> Tally:
    """Count everything that a report shows."""
    answers = tuple(
        AnswerCount(kind=LogKind(kind), answer=Answer(answer), rows=rows, complete=complete)
        for kind, answer, rows, complete in findings.ask(
            "SELECT kind, answer, count(*), count(*) FILTER (complete) FROM findings GROUP BY ALL ORDER BY ALL"
        )
    )
    names, names_in_all = _names(findings)
    return Tally(
        rows=sum(one.rows for one in answers),
        answers=answers,
        open=tuple(
            OpenCount(kind=LogKind(kind), answer=Answer(answer), why=why, rows=rows)
            for kind, answer, why, rows in findings.ask(
                "SELECT kind, answer, why_open, count(*) FROM findings WHERE why_open <> '' "
                "GROUP BY ALL ORDER BY kind, answer, 4 DESC, why_open"
            )
        ),
        missing=tuple(
            (LogKind(kind), word, rows)
            for kind, word, rows in findings.ask(
                "SELECT kind, word, count(*) FROM (SELECT kind, unnest(string_split(missing, '; ')) AS word "
                "FROM findings WHERE why_open = 'facts_missing' AND missing <> '') GROUP BY ALL ORDER BY 3 DESC, 1, 2"
            )
        ),
        asks=_asks(findings),
        parties=_parties(findings),
        reservations=_reservations(findings),
        purposes=tuple(
            PurposeCount(answer=Answer(answer), purpose=purpose, signal=signal, rows=rows)
            for answer, purpose, signal, rows in findings.ask(
                "SELECT answer, purpose, signal, count(*) FROM findings WHERE kind = 'search_audit' "
                "GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3"
            )
        ),
        recipients=tuple(
            RecipientCount(
                answer=Answer(answer), kind=kind, state=state, rows=rows, inactive=inactive
            )
            for answer, kind, state, rows, inactive in findings.ask(
                "SELECT answer, other_kind, other_state, count(*), "
                "count(*) FILTER (contains(flags, 'recipient_inactive')) FROM findings "
                "WHERE kind = 'sharing_list' GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3"
            )
        ),
        organisations=_organisations(findings),
        confidences=tuple(
            (Answer(answer), confidence, rows)
            for answer, confidence, rows in findings.ask(
                "SELECT answer, other_confidence, count(*) FROM findings WHERE kind = 'sharing_list' "
                "GROUP BY ALL ORDER BY answer, 3 DESC, other_confidence"
            )
        ),
        names=names,
        names_in_all=names_in_all,
        shown={(one.kind, one.answer): _shown(findings, one.kind, one.answer) for one in answers},
        disagreements=findings.ask(
            "SELECT count(*) FROM findings WHERE why_open = 'program_disagrees'"
        )[0][0],
    )


def _asks(findings: Findings) -> tuple[AskCount, ...]:
    found = findings.ask(
        "SELECT kind, answer, ask, count(*), min(date), max(date_or) FROM findings GROUP BY ALL "
        "ORDER BY kind, answer, 4 DESC, ask"
    )
    return tuple(
        AskCount(
            kind=LogKind(kind), answer=Answer(answer), ask=ask, rows=rows, first=first, last=last
        )
        for kind, answer, ask, rows, first, last in found
    )


def _parties(findings: Findings) -> tuple[PartyCount, ...]:
    found = findings.ask(
        f"""WITH counted AS (
            SELECT kind, answer, why_open, party, count(*) AS rows FROM findings GROUP BY ALL),
        ranked AS (
            SELECT *, count(*) OVER same AS alike,
                row_number() OVER (same ORDER BY rows DESC, party) AS place
            FROM counted WINDOW same AS (PARTITION BY kind, answer, why_open))
        SELECT kind, answer, why_open, party, rows, alike FROM ranked WHERE place <= {PARTIES_SHOWN}
        ORDER BY kind, answer, why_open, place"""  # noqa: S608 -- a number
    )
    return tuple(
        PartyCount(
            kind=LogKind(kind), answer=Answer(answer), why=why, party=party, rows=rows, alike=alike
        )
        for kind, answer, why, party, rows, alike in found
    )


def _organisations(findings: Findings) -> tuple[OrganisationCount, ...]:
    """The recipients under each answer, those of most entries first."""
    found = findings.ask(
        f"""WITH counted AS (
            SELECT answer, other, other_kind, other_state, other_confidence, count(*) AS rows
            FROM findings WHERE kind = 'sharing_list' GROUP BY ALL),
        ranked AS (
            SELECT *, count(*) OVER same AS alike,
                row_number() OVER (same ORDER BY rows DESC, other) AS place
            FROM counted WINDOW same AS (PARTITION BY answer))
        SELECT * EXCLUDE (place) FROM ranked WHERE place <= {ORGANISATIONS_SHOWN}
        ORDER BY answer, place"""  # noqa: S608 -- a number
    )
    return tuple(
        OrganisationCount(
            answer=Answer(answer), name=name, kind=kind, state=state, confidence=confidence, rows=rows,
            alike=alike,
        )
        for answer, name, kind, state, confidence, rows, alike in found
    )  # fmt: skip


def _reservations(findings: Findings) -> tuple[tuple[str, int, int], ...]:
    """For each reservation: rows that have it, and those of them whose answer is settled."""
    found = findings.ask(
        "SELECT reason, count(*), count(*) FILTER (why_open = '') FROM (SELECT why_open, "
        "unnest(string_split(reservations, ' ')) AS reason FROM findings WHERE reservations <> '') "
        "GROUP BY ALL ORDER BY 2 DESC, 1"
    )
    return tuple((reason, rows, settled) for reason, rows, settled in found)


def _names(findings: Findings) -> tuple[tuple[NameCount, ...], int]:
    """Names that leave a party without a place, or a recipient without a kind; and how many there are."""
    unmatched = f"""SELECT f.party, 'party', n.no_place, count(*) AS rows
            FROM findings f JOIN names n ON n.name = f.party
            WHERE f.why_open = '{Openness.NO_PLACE.value}' GROUP BY ALL
        UNION ALL SELECT other, 'recipient', other_confidence, count(*) AS rows FROM findings
            WHERE kind = 'sharing_list' AND other_kind = '' GROUP BY ALL"""  # noqa: S608 -- a constant
    found = findings.ask(f"{unmatched} ORDER BY rows DESC, 1, 2 LIMIT {NAMES_SHOWN}")
    (in_all,) = findings.ask(f"SELECT count(*) FROM ({unmatched})")[0]  # noqa: S608 -- from above
    shown = tuple(
        NameCount(name=name, role=role, why=why or "", rows=rows) for name, role, why, rows in found
    )
    return shown, in_all


def _shown(findings: Findings, kind: LogKind, answer: Answer) -> tuple[ShownRow, ...]:
    whole = lists_all(kind, answer)
    order = "party, other, seq" if whole else "seq"
    found = findings.ask(
        f"""SELECT file, line, date, date_or, party, other, other_kind, other_state, other_confidence,
            purpose, signal, flags
        FROM findings WHERE kind = '{kind.value}' AND answer = '{answer.value}'
        ORDER BY {order} LIMIT {ROWS_SHOWN if whole else SAMPLE_SHOWN}"""  # noqa: S608 -- constants
    )
    return tuple(
        ShownRow(
            file=file, line=line, day=day, later=later, party=party, other=other, other_kind=other_kind,
            other_state=state, other_confidence=confidence, purpose=purpose, signal=signal,
            flags=tuple(flags.split()),
        )
        for file, line, day, later, party, other, other_kind, state, confidence, purpose, signal, flags in found
    )  # fmt: skip
