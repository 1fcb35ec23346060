"""What stands out in searches: shares that jump, bursts at night, one account behind many. Questions, no findings.

Each rule is simple enough to be said in a sentence, and says its numbers. What stands out may have a plain reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from comity.audit.counting.count import Count
from comity.audit.deciding.findings import Findings
from comity.audit.deciding.subject import Subject
from comity.audit.engine import quoted

SHOWN = 12
"""Questions of each kind that a report asks, the strongest first; the page says how many there are."""
LEAST_MENTIONS = 5
TIMES = 3
"""How many times its usual share or number makes a month or an hour stand out."""
RARE = 1e-4
"""How unlikely it must be, if nothing but chance were behind it (Poisson)."""
LEAST_IN_AN_HOUR = 20
NIGHT = (22, 5)
LEAST_OF_ONE = 10
SHARE_OF_ONE = 0.5
LEAST_ACCOUNTS = 3


class PatternKind(Enum):
    """What stands out."""

    SHARE_JUMPS = "share_jumps"
    NIGHT_BURST = "night_burst"
    ONE_ACCOUNT = "one_account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One thing that stands out: of which agency, when, in which numbers; `where` names its rows."""

    kind: PatternKind
    party: str
    count: Count
    of: int
    when: date | datetime | None
    usual: float
    where: str


def patterns_of(findings: Findings) -> dict[PatternKind, tuple[Pattern, ...]]:
    """Everything that stands out, by kind, the strongest first."""
    made = {
        PatternKind.SHARE_JUMPS: list(_jumps(findings)),
        PatternKind.NIGHT_BURST: list(_bursts(findings)),
        PatternKind.ONE_ACCOUNT: list(_accounts(findings)),
    }
    return {
        kind: tuple(
            sorted(found, key=lambda one: (-one.count.high / max(one.usual, 0.01), one.party))
        )
        for kind, found in made.items()
        if found
    }


def is_rare(seen: int, expected: float) -> bool:
    """Whether `seen` or more is less likely than RARE where `expected` is the mean (Poisson)."""
    if expected <= 0:
        return seen >= LEAST_MENTIONS
    if seen <= expected:
        return False
    # The tail is summed from its greatest term on; later terms are ever smaller.
    term = math.exp(seen * math.log(expected) - expected - math.lgamma(seen + 1))
    tail, number = 0.0, seen
    while term > 1e-18 and number < seen + 10_000:
        tail += term
        number += 1
        term *= expected / number
    return tail < RARE


def _jumps(findings: Findings) -> Iterator[Pattern]:
    """Months of an agency in which far more of its searches mention immigration than in its other months."""
    found = findings.ask(
        """SELECT party_name, party, month::DATE, sum(high)::BIGINT, coalesce(sum(rows) FILTER (mention), 0)::BIGINT,
            coalesce(sum(low) FILTER (mention), 0)::BIGINT, coalesce(sum(high) FILTER (mention), 0)::BIGINT
        FROM tallied WHERE subject = 'search' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    )
    months: dict[int, list[tuple[Any, ...]]] = {}  # Any: cells of a query
    for row in found:
        months.setdefault(row[1], []).append(row)
    for of_party in months.values():
        all_searches = sum(row[3] for row in of_party)
        all_mentions = sum(row[6] for row in of_party)
        for name, party, month, searches, rows, low, high in of_party:
            rest = all_searches - searches
            if high < LEAST_MENTIONS or not rest:
                continue
            usual = (all_mentions - high) / rest
            expected = usual * searches
            if high >= TIMES * expected and is_rare(low, expected):
                yield Pattern(
                    kind=PatternKind.SHARE_JUMPS,
                    party=name,
                    count=Count(rows=rows, low=low, high=high),
                    of=searches,
                    when=month,
                    usual=expected,
                    where=f"r.party = {party} AND date_trunc('month', r.day) = DATE {quoted(month.isoformat())} "  # noqa: S608 -- quoted
                    "AND r.stated IN (SELECT id FROM stated WHERE mention)",
                )


def _bursts(findings: Findings) -> Iterator[Pattern]:
    """Hours of the night, in the agency's own time, with far more of its searches than its other nights have."""
    first, last = NIGHT
    found = findings.ask(
        f"""WITH local AS (
            SELECT r.party, date_trunc('hour', r.moment) AS hour, count(*) AS rows,
                count(*) FILTER (coalesce(x.low_all, true)) AS low, count(*) FILTER (coalesce(x.counted, true)) AS high
            FROM rows r LEFT JOIN acts x USING (seq) WHERE r.moment IS NOT NULL GROUP BY 1, 2),
        nightly AS (
            SELECT l.*, n.name, hour(l.hour + to_hours(z.ahead)) AS clock, l.hour + to_hours(z.ahead) AS there
            FROM local l JOIN names n ON n.id = l.party
            JOIN state_hours z ON z.state = n.state AND z.day = l.hour::DATE),
        of_night AS (
            SELECT *, sum(high) OVER of_party AS in_all, count(*) OVER of_party AS hours
            FROM nightly WHERE clock >= {first} OR clock < {last} WINDOW of_party AS (PARTITION BY party))
        SELECT name, party, hour, there, rows, low, high, in_all::BIGINT, hours FROM of_night
        WHERE high >= {LEAST_IN_AN_HOUR} ORDER BY high DESC, name, hour"""  # noqa: S608 -- numbers
    )
    for name, party, hour, there, rows, low, high, in_all, hours in found:
        if hours < LEAST_ACCOUNTS:
            continue
        usual = (in_all - high) / (hours - 1)
        if high >= TIMES * usual and is_rare(low, usual):
            yield Pattern(
                kind=PatternKind.NIGHT_BURST,
                party=name,
                count=Count(rows=rows, low=low, high=high),
                of=in_all,
                when=there,
                usual=usual,
                where=f"r.party = {party} AND date_trunc('hour', r.moment) = TIMESTAMP {quoted(hour.isoformat(sep=' '))}",
            )


def _accounts(findings: Findings) -> Iterator[Pattern]:
    """Agencies in which one account stands behind most searches that mention immigration."""
    found = findings.ask(
        f"""WITH by_account AS (
            SELECT r.party, r."user", count(*) AS rows, count(*) FILTER (coalesce(x.low, true)) AS low,
                count(*) FILTER (coalesce(x.counted, true)) AS high,
                count(*) FILTER (s.mention AND coalesce(x.counted, true)) AS mentions,
                count(*) FILTER (s.mention) AS mention_rows,
                count(*) FILTER (s.mention AND coalesce(x.low, true)) AS mention_low
            FROM rows r JOIN stated s ON s.id = r.stated LEFT JOIN acts x USING (seq)
            WHERE r."user" <> '' GROUP BY 1, 2),
        beside AS (
            SELECT *, sum(mentions) OVER of_party AS in_all, count(*) OVER of_party AS accounts,
                sum(high) OVER of_party AS searches
            FROM by_account WINDOW of_party AS (PARTITION BY party))
        SELECT n.name, b.party, b."user", mention_rows, mention_low, mentions, in_all::BIGINT, accounts,
            (in_all * high / searches)::DOUBLE
        FROM beside b JOIN names n ON n.id = b.party
        WHERE mentions >= {LEAST_OF_ONE} AND mentions >= {SHARE_OF_ONE} * in_all AND accounts >= {LEAST_ACCOUNTS}
        ORDER BY mentions DESC, name, b."user\""""  # noqa: S608 -- numbers
    )
    for name, party, user, rows, low, high, in_all, _accounts_there, usual in found:
        yield Pattern(
            kind=PatternKind.ONE_ACCOUNT,
            party=name,
            count=Count(rows=rows, low=low, high=high),
            of=in_all,
            when=None,
            usual=usual,
            where=f'r.party = {party} AND r."user" = {quoted(user)} '  # noqa: S608 -- quoted
            "AND r.stated IN (SELECT id FROM stated WHERE mention)",
        )


SUBJECT = Subject.SEARCH
"""What all patterns are about."""
