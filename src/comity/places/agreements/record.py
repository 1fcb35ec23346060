"""Whether an agency had a 287(g) agreement on a day, as far as the lists tell: yes, no, or not known.

A day has an answer only between two lists that agree. A day that no list covers is unknown, never no; so is a
name that cannot be matched, and the time between signing and first being listed where a list says otherwise.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from comity.logic import Truth
from comity.places.agreements.basis import Basis
from comity.places.agreements.matching import Matched, matched
from comity.places.agreements.model import AgreementModel, Register, Spell
from comity.places.resolution import Resolution
from comity.places.resolve import resolve

MOST_DAYS_BETWEEN = 31
"""Days between two lists within which both speak for what lies between; the longest gap since 2021 is 28."""

SOURCE = "ICE's published lists of participating agencies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `from_` up to, not including, `until` (None: without end) on which one answer holds."""

    from_: date
    until: date | None
    holds: Truth
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecord:
    """The answer for an agency and a day. `spells` are those of the agency that bear on it, `models` those in force.

    `list_before` and `list_after` are the days of the lists it rests on.
    """

    agency: Resolution
    day: date
    holds: Truth
    basis: Basis
    spells: tuple[Spell, ...]
    models: tuple[AgreementModel, ...]
    list_before: date | None
    list_after: date | None

    @property
    def source(self) -> str:
        """What the answer rests on, in words."""
        days = dict.fromkeys(str(one) for one in (self.list_before, self.list_after) if one)
        return f"{SOURCE}, {' and '.join(days) or 'none near that day'}"


def agreement_on(agency: str, day: date, register: Register) -> AgreementRecord:
    """Whether an agency, as a log or a person names it, had an agreement on a day.

    The name needs its state (`Dallas TX PD`), unless only one place of the country is called so.
    """
    found = matched(agency, register)
    spells = found if isinstance(found, tuple) else ()
    holds, basis = _on(found, day, register.days)
    before, after = _lists_around(day, register.days)
    return AgreementRecord(
        agency=resolve(agency),
        day=day,
        holds=holds,
        basis=basis,
        spells=spells,
        models=tuple(
            model
            for model in AgreementModel
            if _on([one for one in spells if one.model is model], day, register.days)[0]
            is Truth.TRUE
        ),
        list_before=before,
        list_after=after,
    )


def periods_of(
    agency: str, register: Register, read_as: Resolution | None = None
) -> tuple[Period, ...]:
    """The answers for all days, in order and without gaps. `read_as`: the body, where the name alone does not say."""
    return _periods(matched(agency, register, read_as), register)


@lru_cache(maxsize=4096)
def _periods(found: Matched, register: Register) -> tuple[Period, ...]:
    """Most names of a log are on no list: those share one answer."""
    periods: list[Period] = []
    for start in sorted(_turns(found, register.days)):
        holds, basis = _on(found, start, register.days)
        if periods and (periods[-1].holds, periods[-1].basis) == (holds, basis):
            continue
        if periods:
            periods[-1] = replace(periods[-1], until=start)
        periods.append(Period(from_=start, until=None, holds=holds, basis=basis))
    return tuple(periods)


def _lists_around(day: date, days: Sequence[date]) -> tuple[date | None, date | None]:
    """The last list up to the day and the first from it on; on the day of a list both are that one."""
    at, after = bisect_right(days, day), bisect_left(days, day)
    return (days[at - 1] if at else None), (days[after] if after < len(days) else None)


def _on(found: Matched | Sequence[Spell], day: date, days: Sequence[date]) -> tuple[Truth, Basis]:
    """The answer for one day: see the head of this file."""
    if isinstance(found, Basis):
        return Truth.UNKNOWN, found
    before, after = _lists_around(day, days)
    if after is None:
        return Truth.UNKNOWN, Basis.AFTER_THE_LISTS
    comes = [one for one in found if one.first >= after and one.signed and one.signed <= day]
    if before is not None:
        then = any(one.is_listed(before) for one in found)
        now = any(one.is_listed(after) for one in found)
        if then and now:
            return Truth.TRUE, Basis.LISTED
    for one in comes:
        assert one.signed is not None
        if one.first == after and (before is None or one.signed > before):
            return Truth.TRUE, Basis.SIGNED_THEN_LISTED
    if before is None:
        return Truth.UNKNOWN, Basis.BEFORE_THE_LISTS
    if comes:
        return Truth.UNKNOWN, Basis.SIGNED_NOT_YET_LISTED
    undated = any(one.first == after and one.signed is None for one in found)
    if before < day < after and (undated or any(one.last == before for one in found)):
        return Truth.UNKNOWN, Basis.BETWEEN_LISTS
    if (after - before).days > MOST_DAYS_BETWEEN:
        return Truth.UNKNOWN, Basis.NO_LIST_NEAR
    return Truth.FALSE, Basis.NOT_LISTED


def _turns(found: Matched, days: Sequence[date]) -> set[date]:
    """Every day on which the answer may change."""
    one_day = timedelta(days=1)
    turns = {date.min}
    if isinstance(found, Basis) or not days:
        return turns
    turns |= {days[0], days[-1] + one_day}
    for before, after in itertools.pairwise(days):
        if (after - before).days > MOST_DAYS_BETWEEN:
            turns |= {before + one_day, after}
    for one in found:
        if one.signed is not None:
            turns.add(one.signed)
        for edge in (one.first, one.last):
            at = bisect_left(days, edge)
            near = days[max(at - 1, 0) : at + 2]
            turns |= {*near, *(day + one_day for day in near)}
    return turns
