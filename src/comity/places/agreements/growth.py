"""How the list grew: agreements by model on the days of the lists, of the country, a state or an agency."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.places.agreements.model import AgreementModel, Register, Spell
from comity.places.spelling import key


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Agreements on the list of a day, as its rows are printed; `agencies` counts names, each once."""

    day: date
    agreements: int
    by_model: Mapping[AgreementModel, int]
    agencies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Increase:
    """What the list gained between two days, and the share of each model in it (None where nothing was gained)."""

    before: Count
    after: Count

    @property
    def agreements(self) -> int:
        return self.after.agreements - self.before.agreements

    def gained(self, model: AgreementModel) -> int:
        """What the list gained of one model; less than nothing where it lost."""
        return self.after.by_model[model] - self.before.by_model[model]

    def share(self, model: AgreementModel) -> float | None:
        """The part of the increase that is of one model."""
        return self.gained(model) / self.agreements if self.agreements > 0 else None


def list_day(register: Register, on: date | None = None) -> date | None:
    """The day of the last list up to a day, or of the last of all; None before the first."""
    if not register.days:
        return None
    if on is None:
        return register.days[-1]
    at = bisect_right(register.days, on)
    return register.days[at - 1] if at else None


def count_on(day: date, spells: Iterable[Spell]) -> Count:
    """The count of the list of a day."""
    return counts([day], spells)[0]


def counts(days: Sequence[date], spells: Iterable[Spell]) -> tuple[Count, ...]:
    """The counts of the lists of days in their order, in one pass: each spell comes once and goes once."""
    comes: defaultdict[int, list[Spell]] = defaultdict(list)
    goes: defaultdict[int, list[Spell]] = defaultdict(list)
    for one in spells:
        first, after = bisect_left(days, one.first), bisect_right(days, one.last)
        if first < after:
            comes[first].append(one)
            goes[after].append(one)
    models: Counter[AgreementModel] = Counter()
    agencies: Counter[tuple[str, str]] = Counter()
    found = []
    for at, day in enumerate(days):
        for one in comes[at]:
            models[one.model] += 1
            agencies[one.state, key(one.agency)] += 1
        for one in goes[at]:
            models[one.model] -= 1
            agencies[one.state, key(one.agency)] -= 1
        found.append(
            Count(
                day=day,
                agreements=models.total(),
                by_model={model: models[model] for model in AgreementModel},
                agencies=sum(times > 0 for times in agencies.values()),
            )
        )
    return tuple(found)


def month_ends(days: Iterable[date]) -> tuple[date, ...]:
    """The last list of each month."""
    by_month: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        by_month[day.year, day.month] = day
    return tuple(by_month.values())
