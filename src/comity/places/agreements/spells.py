"""Lists, one after another, into spells: the unbroken runs of lists on which an agreement stands.

Spellings of one name (case, apostrophes, space) meet; another day of signing is another spell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from comity.places.agreements.identity import office_of_listed
from comity.places.agreements.model import (
    AgreementError,
    AgreementModel,
    ListedRow,
    Listing,
    Register,
    Snapshot,
    Spell,
)
from comity.places.spelling import key

_Key: TypeAlias = tuple[str, str, AgreementModel, date | None, int]

EMPTY = Register(snapshots=(), spells=())


def with_listings(register: Register, listings: Iterable[Listing]) -> Register:
    """The register with later lists added, in order of their days.

    Raises AgreementError for a list of a day that is not after the last: what was known then is on record.
    """
    snapshots = list(register.snapshots)
    last = snapshots[-1].day if snapshots else None
    open_ = {_key_of(one): one for one in register.spells if one.last == last}
    closed = [one for one in register.spells if one.last != last]
    for listing in listings:
        if last is not None and listing.day <= last:
            raise AgreementError(
                f"{listing.file}: the register reaches {last} already, and this list is of {listing.day}: "
                "add lists in the order of their days"
            )
        listed = _keyed(listing.rows)
        now = {}
        for found, row in listed.items():
            held = open_.pop(found, None)
            now[found] = (
                _began(row, found[-1], listing.day)
                if held is None
                else _goes_on(held, row, listing.day)
            )
        closed += open_.values()
        open_, last = now, listing.day
        snapshots.append(Snapshot(day=listing.day, file=listing.file, rows=len(listing.rows)))
    spells = (*closed, *open_.values())
    return Register(
        snapshots=tuple(snapshots),
        spells=tuple(sorted(spells, key=_order)),
    )


def _key_of(spell: Spell) -> _Key:
    return (spell.state, key(spell.agency), spell.model, spell.signed, spell.copy)


def _keyed(rows: Iterable[ListedRow]) -> dict[_Key, ListedRow]:
    times: Counter[tuple[str, str, AgreementModel, date | None]] = Counter()
    found: dict[_Key, ListedRow] = {}
    for row in rows:
        plain = (row.state, key(row.agency), row.model, row.signed)
        found[*plain, times[plain]] = row
        times[plain] += 1
    return found


def _began(row: ListedRow, copy: int, day: date) -> Spell:
    jurisdiction, actor = office_of_listed(row.state, row.agency, row.county)
    return Spell(
        state=row.state,
        agency=row.agency,
        model=row.model,
        signed=row.signed,
        sort=row.sort,
        county=row.county,
        first=day,
        last=day,
        copy=copy,
        jurisdiction=jurisdiction,
        actor=actor,
    )


def _goes_on(spell: Spell, row: ListedRow, day: date) -> Spell:
    """The spell, one list longer; its name and county as last printed."""
    if (row.agency, row.sort, row.county) == (spell.agency, spell.sort, spell.county):
        return replace(spell, last=day)
    county = row.county or spell.county
    jurisdiction, actor = office_of_listed(row.state, row.agency, county)
    return replace(
        spell,
        last=day,
        agency=row.agency,
        sort=row.sort or spell.sort,
        county=county,
        jurisdiction=jurisdiction,
        actor=actor,
    )


def _order(spell: Spell) -> tuple[str, str, str, date, str, int]:
    signed = spell.signed.isoformat() if spell.signed else ""
    return (spell.state, key(spell.agency), spell.model, spell.first, signed, spell.copy)
