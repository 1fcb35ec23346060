"""What is on record about 287(g) agreements: the lists as published, and the spells in which an agreement stands on them.

Shapes only. A list is a statement of the federal agency on one day; it is never read as more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class AgreementModel(StrEnum):
    """The models of an agreement, by the ids of the vocabulary's word `agreement_model`."""

    JAIL_ENFORCEMENT = "jail_enforcement"
    WARRANT_SERVICE_OFFICER = "warrant_service_officer"
    TASK_FORCE = "task_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """One row of a list. `sort` and `county` are as printed, empty where the list has no such column or no value.

    `state` is the USPS code. `signed` is None where the cell is empty or cannot be read as one day.
    """

    state: str
    agency: str
    model: AgreementModel
    signed: date | None
    sort: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as it stood on a day. `notes` say what of it was mended or left out."""

    day: date
    file: str
    rows: tuple[ListedRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A day on which the list is known, with the rows printed on it."""

    day: date
    file: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """An agreement on an unbroken run of lists: `first` and `last` are days of lists, both included.

    `copy` is 0, or counts further rows of the same agreement on one list (the lists print some twice).
    `jurisdiction` and `actor` are what `resolve` makes of the name, empty where it does not carry.
    """

    state: str
    agency: str
    model: AgreementModel
    signed: date | None
    sort: str
    county: str
    first: date
    last: date
    copy: int = 0
    jurisdiction: str = ""
    actor: str = ""

    def is_listed(self, day: date) -> bool:
        """Whether it stands on the list of that day; only days of lists are meant."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """All lists known, in order of their days, and the spells read from them. Itself and no other: it is large."""

    snapshots: tuple[Snapshot, ...]
    spells: tuple[Spell, ...]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of the lists."""
        return tuple(one.day for one in self.snapshots)


class AgreementError(Exception):
    """A list or a register that cannot be used; each message says where, what, why, and what to do."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes
