"""The answer to one question, with everything needed to check it, print it and repeat it. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from comity.decide.question import Question
from comity.law import (
    DefeatKind,
    Doubt,
    Duty,
    Force,
    Level,
    Note,
    Provision,
    Remedy,
    Version,
)
from comity.logic import Answer, Rail, Truth, key_of, leaves
from comity.readings import Trace


class Conduct(Enum):
    """What was done, held against the answer. Apart from the answer itself."""

    ACCORDS = "accords"
    DEPARTS = "departs"
    NOT_YET_DUE = "not_yet_due"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A provision on which the answer rests, or may rest, with the trace of its condition.

    `exception` is set where the provision is a ban and it is its exception that permits.
    """

    provision: Provision
    version: Version
    force: Force
    rail: Rail
    exception: bool
    truth: Truth
    trace: Trace

    @property
    def asks_about(self) -> frozenset[str]:
        """Every key that the condition asks about."""
        return frozenset(key_of(leaf) for leaf in leaves(self.trace.expr))


@dataclass(frozen=True, slots=True, kw_only=True)
class Defeated:
    """A provision that would have counted, and the rule that took its effect."""

    provision: Provision
    version: Version
    rail: Rail
    by: str
    kind: DefeatKind
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A word that can change the answer: what to ask a person, and where the answer is found."""

    word: str
    asks: str
    found: str
    question_of_law: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ByReading:
    """The answers that are possible when questions of law are read in one way."""

    readings: Mapping[str, str]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A clock that bears on the act: when it ends, if the moment it starts from is known."""

    clock: str
    word: str
    cite: str
    says: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfForce:
    """A provision on this action that does not cover the day, and the version nearest to it."""

    provision: Provision
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusVersion:
    """Which law and which program made the answer."""

    digest: str
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The part of a determination that follows from the law and the truths of its leaves alone; its names are those there."""

    answer: Answer
    possible: tuple[Answer, ...]
    exact: bool
    grounds: tuple[Ground, ...]
    defeated: tuple[Defeated, ...]
    missing: tuple[Missing, ...]
    settling: tuple[tuple[str, ...], ...]
    settling_more: bool
    by_reading: tuple[ByReading, ...]
    leaning: Answer | None
    duties: tuple[Duty, ...]
    duties_open: tuple[Duty, ...]
    remedies: tuple[Remedy, ...]
    notes: tuple[Note, ...]
    out_of_force: tuple[OutOfForce, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """The answer, its grounds, and what is open.

    `possible` are the answers that some consistent completion of the facts reaches; where `exact`
    is false they are a superset. `through` is the earliest horizon of the levels. `incomplete`
    says why an answer is not complete; it is complete exactly if that is empty.
    """

    question: Question
    answer: Answer
    possible: tuple[Answer, ...]
    exact: bool
    incomplete: tuple[str, ...]
    through: date | None
    levels: tuple[Level, ...]
    missing_law: tuple[str, ...]
    grounds: tuple[Ground, ...]
    defeated: tuple[Defeated, ...]
    missing: tuple[Missing, ...]
    settling: tuple[tuple[str, ...], ...]
    settling_more: bool
    by_reading: tuple[ByReading, ...]
    leaning: Answer | None
    prevailing: tuple[tuple[str, str, str], ...]
    conduct: Conduct | None
    duties: tuple[Duty, ...]
    duties_open: tuple[Duty, ...]
    remedies: tuple[Remedy, ...]
    limits: tuple[Limit, ...]
    notes: tuple[Note, ...]
    doubts: tuple[Doubt, ...]
    out_of_force: tuple[OutOfForce, ...]
    warnings: tuple[str, ...]
    corpus: CorpusVersion

    @property
    def complete(self) -> bool:
        """Whether every level that could bind was encoded and checked through the day asked about."""
        return not self.incomplete
