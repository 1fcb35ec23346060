"""How the list grew: agreements by model on the days of the lists, of the country, a state or an agency."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
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

    def share(self, model: AgreementModel) -> float | None:
        """The part of the increase that is of one model: its own increase by that of all."""
        gained = self.after.by_model[model] - self.before.by_model[model]
        return gained / self.agreements if self.agreements > 0 else None


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
    listed = [one for one in spells if one.is_listed(day)]
    models = Counter(one.model for one in listed)
    return Count(
        day=day,
        agreements=len(listed),
        by_model={model: models[model] for model in AgreementModel},
        agencies=len({(one.state, key(one.agency)) for one in listed}),
    )


def counts(days: Sequence[date], spells: Sequence[Spell]) -> tuple[Count, ...]:
    """The counts of the lists of all these days."""
    return tuple(count_on(day, spells) for day in days)


def month_ends(days: Iterable[date]) -> tuple[date, ...]:
    """The last list of each month."""
    by_month: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        by_month[day.year, day.month] = day
    return tuple(by_month.values())
