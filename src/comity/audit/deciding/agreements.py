"""Who of a row's two parties had a 287(g) agreement on its day: `places` joined to the table of names.

A fact beside the law: no ruling reads it. Each name brings the days on which its answer changes, so that a row
needs no further join; the few names that ever stood on a list bring a list of days, all others one stretch.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from comity.logic import Truth
from comity.places import Resolution
from comity.places.agreements import Period, periods_of, register_in

AGREEMENT_COLUMNS: Mapping[str, str] = {
    "no_agreement_from": "DATE",
    "no_agreement_until": "DATE",
    "agreement_days": "DATE[]",
    "agreement_holds": "BOOLEAN[]",
}
"""Columns of the table of names, filled by `agreement_cells`."""

AgreementCells = tuple[date | None, date | None, list[date] | None, list[bool | None] | None]

_HOLDS: Mapping[Truth, bool | None] = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def agreement_cells(name: str, read_as: Resolution | None = None) -> AgreementCells:
    """The cells of a name: one stretch of days without an agreement, or the days on which the answer changes.

    `read_as`: the body, where a user says which it is.
    """
    periods = periods_of(name, register_in(), read_as)
    known = [one for one in periods if one.holds is not Truth.UNKNOWN]
    if not known:
        return (None, None, None, None)
    if len(known) == 1 and known[0].holds is Truth.FALSE and known[0].until is not None:
        return (known[0].from_, known[0].until, None, None)
    return (None, None, *_changes(periods))


def _changes(periods: tuple[Period, ...]) -> tuple[list[date], list[bool | None]]:
    """The first day of each later period, and the answers of all of them: one more than days."""
    return [one.from_ for one in periods[1:]], [_HOLDS[one.holds] for one in periods]


def agreement_sql(names: str) -> str:
    """Whether the body of `names` (p or o) had an agreement on the row's day, or on both if it may be two; else NULL."""
    return (
        f"CASE WHEN r.later <= r.day OR {_on(names, 'r.day')} IS NOT DISTINCT FROM {_on(names, 'r.later')} "
        f"THEN {_on(names, 'r.day')} END"
    )


def _on(names: str, day: str) -> str:
    return (
        f"(CASE WHEN {names}.agreement_days IS NOT NULL THEN {names}.agreement_holds"
        f"[1 + len(list_filter({names}.agreement_days, lambda turn: turn <= {day}))] "
        f"WHEN {day} >= {names}.no_agreement_from AND {day} < {names}.no_agreement_until THEN false END)"
    )
