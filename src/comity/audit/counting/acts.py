"""The numbers of an audit, asked of its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from comity.audit.counting.count import NOTHING, Count
from comity.audit.counting.identity import Sameness
from comity.audit.counting.tally import (
    NAMES_SHOWN,
    ORGANISATIONS_SHOWN,
    PARTIES_SHOWN,
    SAYS_LITTLE,
    SAYS_NOTHING,
    AgencyCount,
    AnswerCount,
    AskCount,
    MonthCount,
    NameCount,
    OpenCount,
    OrganisationCount,
    PartyCount,
    PurposeCount,
    RecipientCount,
    Statement,
    Tally,
)
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.outcome import Openness
from comity.audit.deciding.subject import Subject
from comity.audit.purpose.lexicon import Purpose
from comity.decide import Conduct
from comity.logic import Answer

BY_STATEMENT = "sum(rows)::BIGINT, sum(low)::BIGINT, sum(high)::BIGINT"
"""Counts of acts in groups that depend on what a search states, and so on its answer."""


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
                "SELECT subject, answer, ask, min(first), max(last), sum(rows)::BIGINT, sum(low)::BIGINT, "
                "sum(high)::BIGINT FROM ("
                "SELECT subject, answer, ask, ask_place, min(first) AS first, max(last) AS last, "
                "sum(rows) AS rows, sum(low) AS low, sum(high) AS high FROM tallied GROUP BY 1, 2, 3, 4) "
                "GROUP BY 1, 2, 3 ORDER BY 1, 2, max(high) DESC, 3"
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
