"""The tables of a report, each number opened: by place and claim, standing, way of becoming known, month, law, finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from comity.decide import ANSWER_WORDS
from comity.evidence import BecameKnown, ClaimedBreach, Code, Finding, Status
from comity.ledger.reply import Reply
from comity.ledger.report.counts import NO_MONTH, Key, Sameness, by_month, split
from comity.ledger.report.drawing import months_chart, states_map
from comity.ledger.report.lines import Line
from comity.ledger.report.numbers import NOT_KNOWN, Numbers, Opened
from comity.logic import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: its name, what it means, its number, and its cells by column."""

    key: str
    name: str
    means: str
    all: Opened
    cells: Mapping[str, Opened]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """Everything that the first page shows of incidents."""

    total: Opened
    withheld: int
    states: Sequence[Row]
    places: Sequence[Row]
    breaches: Sequence[Row]
    statuses: Sequence[Row]
    known: Sequence[Row]
    months: Sequence[Row]
    law: Sequence[Row]
    findings: Sequence[Row]
    agencies: Sequence[Row]
    map: Markup
    chart: Markup


def sections_of(
    lines: Sequence[Line], same: Sameness, numbers: Numbers, places: Mapping[str, str]
) -> Sections:
    """Count everything once and open each number."""

    def table(
        title: str,
        column: str,
        key: Key,
        named: Mapping[str, str],
        means: Mapping[str, str],
    ) -> list[Row]:
        found = split(lines, key)
        order = [value for value in named if value in found] or sorted(found)
        made = []
        for value in order:
            parts, name = found[value], named.get(value, value)
            whole = same.number(seq for held in parts.values() for seq in held)
            made.append(
                Row(
                    key=value,
                    name=name,
                    means=means.get(value, ""),
                    all=numbers.open(f"{title}: {name}", whole, **{column: value}),
                    cells={
                        breach: numbers.open(
                            f"{title}: {name}, {breach.replace('_', ' ')}",
                            same.number(parts[breach]),
                            **{column: value, "claimed_breach": breach},
                        )
                        for breach in _codes(ClaimedBreach)
                        if breach in parts
                    },
                )
            )
        return made

    every = {line.seq for line in lines}
    total = numbers.open("All incidents", same.number(every))
    # Places in the order of their states, a state before what lies in it.
    ordered = {
        place: places[place] for place in sorted({line.place for line in lines if line.place})
    }
    placed = table(
        "Place",
        "place",
        lambda line: line.place or NOT_KNOWN,
        {**ordered, NOT_KNOWN: NOT_KNOWN},
        {},
    )
    regions = {r: places.get(r, r) for r in sorted({line.region for line in lines if line.region})}
    states = table("State", "region", lambda line: line.region, regions, {})
    months = [
        Row(
            key=month,
            name=month or "month not known",
            means="",
            all=numbers.open(f"Month: {month or 'not known'}", number, month=month),
            cells={},
        )
        for month, number in by_month(lines, same).items()
    ]
    agencies = {line.agency: line.agency for line in lines if line.agency}
    drawn = states_map({row.key: row.all for row in states}, places)
    bars = months_chart({row.key: row.all.number for row in months if row.key != NO_MONTH})
    return Sections(
        total=total,
        withheld=len({line.seq for line in lines if line.reply == Reply.NOT_ASKED}),
        states=states,
        places=placed,
        breaches=_coded(
            "Claimed breach",
            "claimed_breach",
            ClaimedBreach,
            table,
            lambda line: line.claimed_breach,
        ),
        statuses=_coded("Status", "status", Status, table, lambda line: line.status),
        known=_coded(
            "Became known", "became_known", BecameKnown, table, lambda line: line.became_known
        ),
        months=months,
        law=table(
            "The law",
            "answer",
            lambda line: line.answer or NOT_KNOWN,
            {**{a.value: ANSWER_WORDS[a] for a in Answer}, NOT_KNOWN: "not decided"},
            {},
        ),
        findings=_coded("Finding", "finding", Finding, table, lambda line: line.finding),
        agencies=table(
            "Agency", "agency", lambda line: line.agency, dict(sorted(agencies.items())), {}
        ),
        map=Markup(drawn),  # noqa: S704 -- drawing.py escapes
        chart=Markup(bars),  # noqa: S704 -- as above
    )


Table = Callable[[str, str, Key, Mapping[str, str], Mapping[str, str]], list[Row]]


def _coded(title: str, column: str, codes: type[Code], table: Table, key: Key) -> list[Row]:
    named = {one.value: one.value.replace("_", " ") for one in codes}
    return table(title, column, key, named, {one.value: one.meaning for one in codes})


def _codes(codes: type[Code]) -> list[str]:
    return [one.value for one in codes]
