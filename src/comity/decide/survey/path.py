"""The way from a stop to immigration authorities in one place on one day, step by step.

Each step of local agencies is an act that the law of the place answers, with the usual papers and
nothing else known; the step that runs by itself, whatever a place decides, says so, and so does the one that is a federal decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from comity.decide.survey.actors import actor_in_role
from comity.decide.survey.detainer_forms import for_each_form, form_on
from comity.decide.survey.standard_case import STANDARD_CASES, StandardCase, known_facts
from comity.decide.survey.standing import Standing, standing
from comity.law import Corpus, Verified, places_of
from comity.logic import Answer


class Mark(Enum):
    """How a step stands."""

    AUTOMATIC = "automatic"
    FEDERAL_DECISION = "federal_decision"
    REQUIRED = "required"
    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    NOT_REGULATED = "not_regulated"
    UNDETERMINED = "undetermined"


FEDERAL_DECISION = "a federal decision"

_MARKS: Mapping[Answer, Mark] = {
    Answer.REQUIRED: Mark.REQUIRED,
    Answer.PERMITTED: Mark.PERMITTED,
    Answer.PROHIBITED: Mark.PROHIBITED,
    Answer.NOT_REGULATED: Mark.NOT_REGULATED,
    Answer.CONFLICT: Mark.UNDETERMINED,
    Answer.CONTESTED: Mark.UNDETERMINED,
    Answer.UNDETERMINED: Mark.UNDETERMINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `standing` is None where no local agency acts; `notes` are the law's notes on it.

    `says` is what can be said of it on every day like this one, in the program's own words.
    """

    stage: str
    title: str
    mark: Mark
    standing: Standing | None
    notes: tuple[str, ...]
    says: str | None = None

    @property
    def words(self) -> str:
        """How it stands, in words, with what limits that."""
        found, said = self.standing, self.mark.value.replace("_", " ")
        if self.mark is Mark.FEDERAL_DECISION:
            return FEDERAL_DECISION
        if found is not None and self.mark is Mark.UNDETERMINED:
            return f"{said} ({found.words})"
        if found is not None and self.mark is not Mark.AUTOMATIC and not found.complete:
            return f"{said}, as far as encoded and checked"
        return said

    @property
    def rests_on(self) -> str:
        """What an answer stands on where that is less than a law that was read: an order, or words not seen.

        Where one law would do, the best known of them counts; where the answer is open, the least known.
        """
        if self.standing is None or self.mark is Mark.AUTOMATIC:
            return ""
        lines = self.standing.lines
        decided = [one for one in lines if one.certain and one.rail.value == self.mark.value]
        laws = [one for one in decided or lines if not one.internal]
        said = []
        if decided and not laws:
            said.append("internal order, not law")
        elif not decided and len(laws) < len(lines):
            said.append("internal orders among the rules")
        marks = [one.mark for one in (laws or decided or lines)]
        if Verified.UNVERIFIED in marks and not decided:
            said.append("some unverified")
        elif marks and all(one is Verified.UNVERIFIED for one in marks):
            said.append("unverified")
        elif marks and Verified.TEXT not in marks:
            said.append("known from an account")
        return "; ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A step as a question: a standard case, or one that runs by itself."""

    stage: str
    case: StandardCase
    automatic: bool = False


_FINGERPRINTS = StandardCase(
    id="fingerprints",
    title="Booking fingerprints go to the state bureau, the FBI and on to Homeland Security",
    action="submit_fingerprints",
    who="jail",
    situation="bare",
)

_STEPS: tuple[_Asked, ...] = (
    _Asked(stage="stop", case=STANDARD_CASES["stop_inquiry"]),
    _Asked(stage="arrest", case=STANDARD_CASES["warrant_arrest"]),
    _Asked(stage="booking", case=STANDARD_CASES["booking_inquiry"]),
    _Asked(stage="fingerprints", case=_FINGERPRINTS, automatic=True),
    _Asked(stage="interview", case=STANDARD_CASES["detainer_interview"]),
    _Asked(stage="release notice", case=STANDARD_CASES["detainer_notice"]),
    _Asked(stage="hold", case=STANDARD_CASES["detainer_hold"]),
    _Asked(stage="transfer", case=STANDARD_CASES["detainer_transfer"]),
    _Asked(stage="transfer", case=STANDARD_CASES["detainer_transport"]),
    _Asked(stage="courthouse", case=STANDARD_CASES["courthouse_arrest"]),
    _Asked(stage="data pools", case=STANDARD_CASES["plate_data"]),
    _Asked(stage="data pools", case=STANDARD_CASES["driver_records"]),
    _Asked(stage="data pools", case=STANDARD_CASES["address"]),
    _Asked(stage="agreement", case=STANDARD_CASES["agreement"]),
)

DETAINER_SAYS = for_each_form(
    "Immigration authorities decide under federal law whether to send a detainer ({form}): a federal act that "
    "no state or local law starts or stops."
)
"""What is said of the detainer, by the form of the day."""
_ON_SENDING = frozenset({"us/laken-riley"})
"""The federal notes that say when one must be sent."""


def path_of(corpus: Corpus, place: str, *, on: date, level: str | None = None) -> Iterator[Step]:
    """The steps in order. `level` says what a place without a law file is, as `actor_in_role` has it.

    Raises QuestionError for a place or day that cannot be asked about.
    """
    for asked in _STEPS:
        case = asked.case
        found = standing(
            corpus,
            place,
            case.action,
            on=on,
            actor=actor_in_role(corpus, place, case.who, level=level),
            facts=known_facts(corpus, case),
        )
        yield Step(
            stage=asked.stage,
            title=case.title,
            mark=Mark.AUTOMATIC if asked.automatic else _MARKS[found.answer],
            standing=found,
            notes=_notes(corpus, place, case.action, on) if asked.automatic else (),
        )
        if asked.automatic:
            yield Step(
                stage="detainer",
                title="A match leads to a detainer, or to none",
                mark=Mark.FEDERAL_DECISION,
                standing=None,
                notes=_federal_notes(corpus, on),
                says=DETAINER_SAYS[form_on(on)],
            )


def _notes(corpus: Corpus, place: str, action: str, on: date) -> tuple[str, ...]:
    """What the law files say beside an action, at every level."""
    return tuple(
        " ".join(note.says.split())
        for name in places_of(corpus, place)
        if name in corpus.jurisdictions
        for note in corpus.jurisdictions[name].notes
        if action in note.actions and note.period.holds(on)
    )


def _federal_notes(corpus: Corpus, on: date) -> tuple[str, ...]:
    """What federal law says on that day of when a detainer must be sent."""
    held = corpus.jurisdictions.get("us")
    return tuple(
        " ".join(note.says.split())
        for note in (held.notes if held else ())
        if note.id in _ON_SENDING and note.period.holds(on)
    )
