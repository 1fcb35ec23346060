"""The tables of a report, each number opened: by place and claim, standing, way of becoming known, month, law, finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from comity.decide import ANSWER_WORDS
from comity.evidence import BecameKnown, ClaimedBreach, Code, Finding, Status
from comity.ledger.reply import Reply
from comity.ledger.report.acts import Acts
from comity.ledger.report.counts import NO_MONTH, Sameness, by_month, split
from comity.ledger.report.drawing import months_chart, states_map
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
    acts: Acts, same: Sameness, numbers: Numbers, places: Mapping[str, str]
) -> Sections:
    """Count everything once and open each number."""

    def table(
        title: str,
        column: str,
        values: Iterable[str | None],
        named: Mapping[str, str],
        means: Mapping[str, str],
    ) -> list[Row]:
        found = split(values, acts.claimed_breach, acts.seq)
        order = [value for value in named if value in found] or sorted(found)
        made = []
        for value in order:
            parts, name = found[value], named.get(value, value)
            whole = same.number(chain.from_iterable(parts.values()))
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

    total = numbers.open("All incidents", same.number(acts.seq))
    # Places in the order of their states, a state before what lies in it.
    ordered = {
        place: places[place] for place in sorted({place for place in set(acts.place) if place})
    }
    placed = table(
        "Place",
        "place",
        (place or NOT_KNOWN for place in acts.place),
        {**ordered, NOT_KNOWN: NOT_KNOWN},
        {},
    )
    regions = {r: places.get(r, r) for r in sorted({r for r in set(acts.region) if r})}
    states = table("State", "region", acts.region, regions, {})
    months = [
        Row(
            key=month,
            name=month or "month not known",
            means="",
            all=numbers.open(f"Month: {month or 'not known'}", number, month=month),
            cells={},
        )
        for month, number in by_month(acts.earliest, acts.latest, acts.seq, same).items()
    ]
    agencies = {agency: agency for agency in set(acts.agency) if agency}
    drawn = states_map({row.key: row.all for row in states}, places)
    bars = months_chart({row.key: row.all.number for row in months if row.key != NO_MONTH})
    return Sections(
        total=total,
        withheld=len(
            {
                seq
                for seq, reply in zip(acts.seq, acts.reply, strict=True)
                if reply == Reply.NOT_ASKED.value
            }
        ),
        states=states,
        places=placed,
        breaches=_coded(
            "Claimed breach",
            "claimed_breach",
            ClaimedBreach,
            table,
            acts.claimed_breach,
        ),
        statuses=_coded("Status", "status", Status, table, acts.status),
        known=_coded("Became known", "became_known", BecameKnown, table, acts.became_known),
        months=months,
        law=table(
            "The law",
            "answer",
            (answer or NOT_KNOWN for answer in acts.answer),
            {**{a.value: ANSWER_WORDS[a] for a in Answer}, NOT_KNOWN: "not decided"},
            {},
        ),
        findings=_coded("Finding", "finding", Finding, table, acts.finding),
        agencies=table(
            "Agency",
            "agency",
            (agency or None for agency in acts.agency),
            dict(sorted(agencies.items())),
            {},
        ),
        map=Markup(drawn),  # noqa: S704 -- drawing.py escapes
        chart=Markup(bars),  # noqa: S704 -- as above
    )


Table = Callable[[str, str, Iterable[str | None], Mapping[str, str], Mapping[str, str]], list[Row]]


def _coded(
    title: str, column: str, codes: type[Code], table: Table, values: Iterable[str | None]
) -> list[Row]:
    named = {one.value: one.value.replace("_", " ") for one in codes}
    return table(title, column, values, named, {one.value: one.meaning for one in codes})


def _codes(codes: type[Code]) -> list[str]:
    return [one.value for one in codes]
