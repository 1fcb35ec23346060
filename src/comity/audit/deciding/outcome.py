"""What the questions of an audit come to: each decided once, exactly, with its grounds and its limits.

The rows themselves are decided by the table reading (`findings.py`); what that leaves open is taken from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from comity.audit.deciding.party import NoPlace
from comity.audit.deciding.questions import RowQuestion
from comity.decide import Conduct, Determination, Ground, QuestionError, decide, prepare
from comity.decide.known import known_of
from comity.law import Corpus, Level, Status
from comity.logic import SETTLED, Answer, Ruling, Value


class Reservation(Enum):
    """Why an answer is only as far as encoded and checked; the value stands in the findings."""

    LOCAL_NOT_ENCODED = "local_law_not_encoded"
    STATE_NOT_ENCODED = "state_law_not_encoded"
    KNOWN_GAP = "known_gap"
    LOCAL_NOT_NAMED = "local_government_not_named"
    ACTOR_NOT_ENCODED = "actors_own_law_not_encoded"
    PAST_HORIZON = "past_the_day_checked"


class Openness(Enum):
    """Why an answer is open; the value stands in the findings."""

    NO_PLACE = "no_place"
    FEDERAL = "federal_body"
    LAW_NOT_ENCODED = "law_not_encoded"
    NOT_ASKED = "not_asked"
    FACTS_MISSING = "facts_missing"
    READINGS_DIFFER = "readings_of_the_law_differ"
    DAY_OR_KIND_OPEN = "day_or_kind_open"
    LOGS_DISAGREE = "logs_disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One question with its determination, and what the table reading needs: ruling and known words.

    `determination` and `ruling` are None where nothing could be asked; `ruling` also where the law that
    would settle it is not encoded.
    """

    question: RowQuestion
    determination: Determination | None
    ruling: str | None
    known: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one ask comes to. Of an open answer `grounds` are the provisions that may decide it."""

    decided: tuple[Decided, ...]
    answer: Answer
    possible: tuple[Answer, ...]
    why: Openness | None
    reservations: tuple[Reservation, ...]
    missing: tuple[str, ...]
    grounds: tuple[Ground, ...]
    conduct: Conduct

    @property
    def action(self) -> str:
        """The act that is asked about."""
        return self.decided[0].question.action

    @property
    def complete(self) -> bool:
        return not self.reservations and self.why not in {
            Openness.NO_PLACE,
            Openness.FEDERAL,
            Openness.NOT_ASKED,
        }

    @property
    def unasked(self) -> str:
        """Why nothing could be asked, in plain words; empty where it could."""
        return "; ".join(dict.fromkeys(u for one in self.decided if (u := one.question.unasked)))

    @property
    def missing_law(self) -> tuple[str, ...]:
        """The states whose law is not encoded and would be needed."""
        found = (one.determination for one in self.decided)
        return tuple(dict.fromkeys(name for d in found if d is not None for name in d.missing_law))


class Rulings:
    """The distinct rulings of an audit: places whose law is the same tree share one."""

    def __init__(self) -> None:
        self._names: dict[Ruling, str] = {}

    def name_of(self, ruling: Ruling) -> str:
        return self._names.setdefault(ruling, f"ruling {len(self._names) + 1}")

    @property
    def by_name(self) -> Mapping[str, Ruling]:
        return {name: ruling for ruling, name in self._names.items()}


def decide_question(corpus: Corpus, rulings: Rulings, asked: RowQuestion) -> Decided:
    """One question decided. What cannot be asked is no error here: its rows come out as undetermined."""
    question = asked.question
    if question is None:
        return Decided(question=asked, determination=None, ruling=None, known={})
    prepared = prepare(corpus, question.place, question.action, question.on)
    try:
        known = known_of(corpus, prepared, question)
        determination = decide(corpus, question, settling=0)
    except QuestionError as error:
        refused = RowQuestion(
            id=asked.id, action=asked.action, question=None, unasked="; ".join(error.mistakes)
        )
        return Decided(question=refused, determination=None, ruling=None, known={})
    ruling = None if determination.missing_law else rulings.name_of(prepared.law.ruling)
    return Decided(question=asked, determination=determination, ruling=ruling, known=known)


def outcome_of(decided: Sequence[Decided]) -> Outcome:
    """What an ask comes to: the answer that all its questions share, or none."""
    found = [one.determination for one in decided]
    known = [one for one in found if one is not None]
    answers = {Answer.UNDETERMINED if one is None else one.answer for one in found}
    possible = {answer for one in known for answer in one.possible}
    if len(known) < len(found):
        possible = set(SETTLED)
    answer = answers.pop() if len(answers) == 1 else Answer.UNDETERMINED
    grounds = {
        (ground.provision.id, ground.exception): ground for one in known for ground in one.grounds
    }
    missing = dict.fromkeys(m.word for one in known for m in one.missing)
    return Outcome(
        decided=tuple(decided),
        answer=answer,
        possible=tuple(one for one in SETTLED if one in possible),
        why=_why(decided, answer),
        reservations=tuple(r for r in Reservation if any(r in _reservations(d) for d in known)),
        missing=tuple(missing),
        grounds=tuple(grounds[key] for key in sorted(grounds)),
        conduct=_conduct(decided),
    )


def _conduct(decided: Sequence[Decided]) -> Conduct:
    """What was done, held against the answer: known where all the questions of an ask come to the same."""
    found = {
        (one.determination.conduct if one.determination else None) or Conduct.UNKNOWN
        for one in decided
    }
    return found.pop() if len(found) == 1 else Conduct.UNKNOWN


def _why(decided: Sequence[Decided], answer: Answer) -> Openness | None:
    if answer is Answer.CONTESTED:
        return Openness.READINGS_DIFFER
    if answer is not Answer.UNDETERMINED:
        return None
    if all(one.question.question is None for one in decided):
        wanting = {one.question.no_place for one in decided}
        if wanting == {NoPlace.FEDERAL}:
            return Openness.FEDERAL
        return Openness.NOT_ASKED if None in wanting else Openness.NO_PLACE
    if any(d.missing_law for one in decided if (d := one.determination) is not None):
        return Openness.LAW_NOT_ENCODED
    if len({one.determination.answer for one in decided if one.determination is not None}) > 1:
        return Openness.DAY_OR_KIND_OPEN
    return Openness.FACTS_MISSING


def _reservations(found: Determination) -> Iterable[Reservation]:
    """The kinds of reason for which a determination is not complete, read off its levels."""
    past = found.through is not None and found.question.on > found.through
    if past:
        yield Reservation.PAST_HORIZON
    others = len(found.incomplete) - past
    if not others:
        return  # a ban stands, whatever else is not encoded
    kinds = [kind for level in found.levels if (kind := _kind_of(level)) is not None]
    yield from kinds
    if len(kinds) < others:
        yield Reservation.ACTOR_NOT_ENCODED


def _kind_of(level: Level) -> Reservation | None:
    match level.status:
        case Status.ENCODED:
            return None
        case Status.GAP:
            return Reservation.KNOWN_GAP
        case Status.NOT_NAMED:
            return Reservation.LOCAL_NOT_NAMED
        case Status.NOT_ENCODED:
            is_state = level.name == "state"
            return Reservation.STATE_NOT_ENCODED if is_state else Reservation.LOCAL_NOT_ENCODED
