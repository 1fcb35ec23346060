"""What is told of the lists on a day: sentences with their figures, the table, CSV and JSON. Each is made once, for every door.

A sentence is an English text and what is filled in, so that a page can say it in another language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.logic import Truth
from comity.places.agreements import words
from comity.places.agreements.growth import (
    Count,
    Increase,
    counts,
    list_day,
    month_ends,
)
from comity.places.agreements.model import AgreementError, AgreementModel, Register, Spell
from comity.places.agreements.record import SOURCE, AgreementRecord, Period
from comity.places.agreements.years import spans, years_of
from comity.places.naming import take_apart
from comity.places.offices import split_office
from comity.places.sentence import Sentence
from comity.places.spelling import key
from comity.places.states import State

_TRUTH: Mapping[Truth, bool | None] = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The lists of the country or of a state up to a day.

    `listed`: the agreements on the last list up to that day. `months`: the last count of each month.
    `every`: the counts on all lists, for the drawing.
    """

    register: Register
    asked: date
    state: State | None
    now: Count
    increase: Increase | None
    listed: tuple[Spell, ...]
    months: tuple[Count, ...]
    every: tuple[Count, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What the page says first."""
        said = [
            Sentence(
                text=words.COUNT,
                values={
                    "agreements": f"{self.now.agreements:,}",
                    "agencies": f"{self.now.agencies:,}",
                    "day": str(self.now.day),
                },
            )
        ]
        if self.now.day != self.asked:
            said.append(
                Sentence(
                    text=words.STALE, values={"asked": str(self.asked), "day": str(self.now.day)}
                )
            )
        if self.increase is not None:
            said.append(_grown(self.increase))
        return tuple(said)

    @property
    def foot(self) -> tuple[Sentence, ...]:
        """What a reader has to know of the lists."""
        days = self.register.days
        return (
            Sentence(text=words.CAUTION, values={}),
            Sentence(text=words.OUTSIDE, values={"day": str(days[0])}),
            Sentence(
                text=words.SOURCE_WORDS,
                values={"lists": str(len(days)), "first": str(days[0]), "last": str(days[-1])},
            ),
        )

    @property
    def chart_title(self) -> Sentence:
        """What the drawing shows, read aloud."""
        first, last = self.every[0].day, self.every[-1].day
        return Sentence(text=words.CHART, values={"first": str(first), "last": str(last)})


def overview(
    register: Register, *, on: date, since: date | None = None, state: State | None = None
) -> Overview:
    """The lists up to a day. Raises AgreementError for a day before the first list."""
    now, then = list_day(register, on), list_day(register, since) if since else None
    first = register.days[0] if register.days else None
    if now is None or (since is not None and then is None):
        day = on if now is None else since
        raise AgreementError(
            f"no list is known of {day} or before: the first is of {first}; ask for that day or a later one"
        )
    if then is not None and then > now:
        raise AgreementError(f"{since} is not before {on}: give an earlier day to count from")
    spells = [one for one in register.spells if state is None or one.state == state.usps]
    days = [day for day in register.days if day <= now]
    every = counts(days, spells)
    by_day = {one.day: one for one in every}
    increase = None if then is None else Increase(before=by_day[then], after=by_day[now])
    return Overview(
        register=register,
        asked=on,
        state=state,
        now=by_day[now],
        increase=increase,
        listed=tuple(one for one in spells if one.is_listed(now)),
        months=tuple(by_day[day] for day in month_ends(days)),
        every=every,
    )


def _grown(found: Increase) -> Sentence:
    day = str(found.before.day)
    if found.agreements > 0:
        gained = {
            model.value: f"{found.gained(model):,} ({found.gained(model) / found.agreements:.1%})"
            for model in AgreementModel
        }
        values = {"day": day, "more": f"{found.agreements:,}", **gained}
        return Sentence(text=words.INCREASE, values=values)
    if found.agreements < 0:
        return Sentence(text=words.DECREASE, values={"day": day, "fewer": f"{-found.agreements:,}"})
    return Sentence(text=words.UNCHANGED, values={"day": day})


def years_sentence(found: AgreementRecord) -> Sentence | None:
    """The years on record before the lists begin, where there are any."""
    years = years_of(found.agency)
    return Sentence(text=words.YEARS, values={"years": spans(years)}) if years else None


def alike_title(found: AgreementRecord) -> Sentence:
    """The heading over names that begin alike: of a body that is known to be none of them, or of one that may be."""
    text = words.ONLY_ALIKE if found.holds is Truth.FALSE else words.ALIKE
    return Sentence(text=text, values={})


def agency_sentence(found: AgreementRecord) -> tuple[Sentence, Sentence]:
    """The answer for an agency, and on what it rests."""
    return (
        Sentence(
            text=words.HOLDS_WORDS[found.holds],
            values={"agency": found.agency.name, "day": str(found.day)},
        ),
        Sentence(text=words.BASIS_WORDS[found.basis], values={}),
    )


GROWTH_COLUMNS = ("list", "agreements", *(model.value for model in AgreementModel), "agencies")
SPELL_COLUMNS = ("state", "agency", "model", "signed", "type", "county", "first_list", "last_list", "place", "actor")  # fmt: skip


def growth_csv(found: Sequence[Count]) -> str:
    """The counts as CSV, one row for each list."""
    return _csv(
        GROWTH_COLUMNS,
        (
            (
                one.day,
                one.agreements,
                *(one.by_model[model] for model in AgreementModel),
                one.agencies,
            )
            for one in found
        ),
    )


def spells_csv(found: Sequence[Spell]) -> str:
    """Agreements as CSV, with the first and the last list on which each stands."""
    return _csv(SPELL_COLUMNS, (tuple(spell_form(one).values()) for one in found))


def _csv(header: Sequence[str], rows: object) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)  # type: ignore[arg-type]  # any rows of plain values
    return out.getvalue()


def spell_form(one: Spell) -> dict[str, str | None]:
    """A spell as plain values, by the names of SPELL_COLUMNS."""
    values = (one.state, one.agency, one.model.value, one.signed.isoformat() if one.signed else None, one.sort, one.county,
              one.first.isoformat(), one.last.isoformat(), one.jurisdiction or None, one.actor or None)  # fmt: skip
    return dict(zip(SPELL_COLUMNS, values, strict=True))


def count_form(one: Count) -> dict[str, str | int]:
    """A count as plain values, by the names of GROWTH_COLUMNS."""
    models = {model.value: one.by_model[model] for model in AgreementModel}
    return {
        "list": one.day.isoformat(),
        "agreements": one.agreements,
        **models,
        "agencies": one.agencies,
    }


def overview_form(found: Overview) -> dict[str, object]:
    """The overview as plain values for JSON."""
    grown = found.increase
    return {
        "on": found.asked.isoformat(),
        "state": found.state.usps if found.state else None,
        "count": count_form(found.now),
        "increase": None
        if grown is None
        else {
            "since": count_form(grown.before),
            "agreements": grown.agreements,
            "task_force_share": grown.share(AgreementModel.TASK_FORCE),
        },
        "growth": [count_form(one) for one in found.every],
        "agreements": [spell_form(one) for one in found.listed],
        "source": SOURCE,
        "lists": len(found.register.days),
    }


def agency_form(found: AgreementRecord, periods: Sequence[Period]) -> dict[str, object]:
    """The answer for an agency as plain values for JSON; `has_287g_agreement` is null where it is not known."""
    return {
        "agency": found.agency.name,
        "place": found.agency.jurisdiction,
        "actor": found.agency.actor.value if found.agency.actor else None,
        "confidence": found.agency.confidence.value,
        "candidates": list(found.agency.candidates),
        "on": found.day.isoformat(),
        "has_287g_agreement": _TRUTH[found.holds],
        "basis": found.basis.value,
        "models": [model.value for model in found.models],
        "source": found.source,
        "years_2005_to_2019": list(years_of(found.agency)),
        "agreements": [spell_form(one) for one in found.spells],
        "periods": [
            {
                "from": None if one.from_ == date.min else one.from_.isoformat(),
                "until": one.until.isoformat() if one.until else None,
                "has_287g_agreement": _TRUTH[one.holds],
                "basis": one.basis.value,
            }
            for one in periods
        ],
    }


def named_alike(name: str, register: Register) -> tuple[str, ...]:
    """Listed bodies in any state whose name begins with the same place, with their states: not to be mixed up with it."""
    wanted = key(split_office(take_apart(name).core).place)
    alike = (one for one in register.spells if wanted and key(one.agency).startswith(wanted))
    return tuple(dict.fromkeys(f"{one.agency} ({one.state})" for one in alike))
