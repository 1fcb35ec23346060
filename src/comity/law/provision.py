"""The law of one place as data: provisions, versions, exceptions, defeats, duties, clocks. Frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from comity.logic import Expr, Rail, Span


class Verified(Enum):
    """How well the text of a version is known."""

    TEXT = "text"
    ACCOUNT = "account"
    UNVERIFIED = "unverified"


class Force(Enum):
    """What an instrument can do: bind everyone, bind inside an agency, or only declare."""

    BINDING = "binding"
    INTERNAL = "internal"
    DECLARATORY = "declaratory"


class DefeatKind(Enum):
    """How a defeated provision is shown."""

    PREEMPTS = "preempts"
    SAVES = "saves"


class ActTrigger(Enum):
    """What makes a duty arise."""

    ACTING = "acting"
    REFUSING = "refusing"
    REQUEST = "request"
    PERIODIC = "periodic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days: `from_` inclusive, `until` exclusive, None for open."""

    from_: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether a day lies inside."""
        return self.from_ <= on and (self.until is None or on < self.until)

    @property
    def in_words(self) -> str:
        """`from 2019-10-23 until 2021-04-27`; without an end only its beginning."""
        return f"from {self.from_}" + (f" until {self.until}" if self.until else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """A stretch in which it is a question of law whether the text was in force at all."""

    period: Period
    question: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exception_:  # noqa: N801 -- the law's word; the language has taken the plain one
    """A named, cited exception (`unless`) of a version."""

    id: str
    cite: str
    when: Expr
    uncertain: tuple[Uncertainty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An example that stands beside a version: facts, and whether the version reaches them."""

    name: str
    on: date | None
    facts: Mapping[str, object]
    expect: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The text of a provision through one stretch of time."""

    period: Period
    verified: Verified
    source: str
    retrieved: date | None
    says: str
    when: Expr
    unless: tuple[Exception_, ...]
    uncertain: tuple[Uncertainty, ...]
    unsure: str | None
    reviewed: str | None
    cases: Sequence[Case]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Defeat:
    """What a provision takes the effect of. Empty selectors select everything of their kind.

    INVARIANT: only provisions of levels below the defeater's own are selected, unless `levels` or
    `instruments` names others.
    """

    kind: DefeatKind
    levels: tuple[str, ...]
    instruments: tuple[str, ...]
    provisions: tuple[str, ...]
    actions: tuple[str, ...]
    effects: tuple[Rail, ...]
    when: Expr
    unless: Expr
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """How a requirement is met: by a day, by any of several facts, again after an interval."""

    comply_by: date | None
    satisfied_by: tuple[Expr, ...]
    recurrence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A statute, order, contract or resolution that holds provisions."""

    id: str
    name: str
    force: Force


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One rule of one instrument. `effect` is None for a rule that only defeats others."""

    id: str
    jurisdiction: str
    cite: str
    instrument: str
    actions: tuple[str, ...]
    effect: Rail | None
    binds: Expr
    versions: tuple[Version, ...]
    defeats: tuple[Defeat, ...]
    compliance: Compliance | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedWord:
    """A word that the law of a place defines, dated and cited; inlined wherever it is used."""

    id: str
    cite: str
    period: Period
    means: Expr
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenseClass:
    """A class of offences that a jurisdiction owns. `within` names the classes that contain it."""

    id: str
    cite: str
    means: str
    period: Period
    within: tuple[str, ...]
    members: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Who holds a reading of a question of law, since when, and where that is said."""

    by: str
    since: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One of the two ways to read a question of law."""

    id: str
    value: bool
    says: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalQuestion:
    """A question of law: a word that no fact can answer, with a reading for yes and one for no."""

    id: str
    asks: str
    readings: tuple[Reading, Reading]
    leaning: str | None
    leaning_why: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevailing:
    """A reading that a court or statute has settled, for some places, from a date, under a `when`."""

    question: str
    reading: str
    cite: str
    source: str
    places: tuple[str, ...]
    period: Period
    when: Expr
    verified: Verified
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something owed beside the act itself: who, what, to whom, by when."""

    id: str
    cite: str
    actions: tuple[str, ...]
    trigger: ActTrigger
    binds: Expr
    when: Expr
    says: str
    to: str
    by: str
    period: Period
    verified: Verified
    source: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Who may do what about a breach, against whom; or that no one may."""

    id: str
    cite: str
    actions: tuple[str, ...]
    provisions: tuple[str, ...]
    who: str
    against: str
    says: str
    period: Period
    verified: Verified
    source: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A limit that runs from a moment. `word` is the fact word that says the act is within it.

    `excludes` lists what does not count: `saturdays`, `sundays`, `federal_holidays`.
    `until_midnight` says the limit is the end of the local day on which it started.
    """

    id: str
    word: str
    cite: str
    starts: str
    hours: int | None
    until_midnight: bool
    excludes: tuple[str, ...]
    says: str
    period: Period
    verified: Verified
    source: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Injunction:
    """A court's order that suspends provisions for some actors and days."""

    id: str
    cite: str
    provisions: tuple[str, ...]
    whom: Expr
    period: Period
    verified: Verified
    source: str
    says: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Context beside the law, dated and cited. It never changes an answer.

    `docket` says where a lawsuit stood when it was last seen, `fate` what had become of a bill.
    """

    id: str
    kind: str
    cite: str
    actions: tuple[str, ...]
    provisions: tuple[str, ...]
    when: Expr
    says: str
    period: Period
    source: str
    span: Span
    docket: str | None = None
    fate: str | None = None

    @property
    def stood(self) -> str | None:
        """How the lawsuit or bill stood when it was last seen; None for other notes."""
        return self.docket or self.fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Law that is known to exist, or may exist, and is not encoded: why, and what text is needed."""

    id: str
    jurisdiction: str
    actions: tuple[str, ...]
    period: Period
    why: str
    needs: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The day through which the law of a place was checked, for some actions (empty: the rest)."""

    actions: tuple[str, ...]
    through: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """One place and everything the corpus says of it.

    `consolidated`: a city that is its own county too (San Francisco, Philadelphia): county offices
    are its own.
    """

    id: str
    name: str
    level: str
    within: tuple[str, ...]
    time_zone: str | None
    encoded_from: date
    horizons: tuple[Horizon, ...]
    instruments: Mapping[str, Instrument]
    words: tuple[DefinedWord, ...]
    classes: tuple[OffenseClass, ...]
    questions: tuple[LegalQuestion, ...]
    prevailing: tuple[Prevailing, ...]
    provisions: tuple[Provision, ...]
    duties: tuple[Duty, ...]
    remedies: tuple[Remedy, ...]
    clocks: tuple[Clock, ...]
    injunctions: tuple[Injunction, ...]
    notes: tuple[Note, ...]
    span: Span
    consolidated: bool = False

    def through(self, action: str) -> date:
        """The horizon of an action in this place."""
        rest = [horizon.through for horizon in self.horizons if not horizon.actions]
        named = [horizon.through for horizon in self.horizons if action in horizon.actions]
        return min(named or rest)
