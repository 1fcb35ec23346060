"""The way from a stop to immigration authorities in one place on one day, step by step.

Each step of local agencies is an act that the law of the place answers, with the usual papers and
nothing else known; the steps that run by themselves, whatever a place decides, say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from comity.decide.survey.actors import Role, actor_in_role
from comity.decide.survey.standing import Standing, standing
from comity.law import Corpus, places_of
from comity.logic import Answer

_PAPERS: Mapping[str, object] = {
    "documents": ["i_247a", "i_200"],
    "documents_complete": True,
    "request_from_immigration_authority": True,
    "request_written": True,
    "subject_to_detainer": True,
    "detainer_shows_probable_cause": True,
    "proof_of_lawful_status": False,
    "proof_of_citizenship": False,
    "federal_criminal_person": False,
    "acts_under_287g": False,
}
"""The usual papers: a complete detainer with an officer's warrant, and no judge's; no proof of lawful
status, no federal charge, no 287(g) powers. Of the person's record nothing is known."""

_ASKED: Mapping[str, object] = {
    "recipient_kind": "immigration_agency",
    "purpose": "civil_immigration",
    "documents": [],
    "documents_complete": True,
}


class Mark(Enum):
    """How a step stands."""

    AUTOMATIC = "automatic"
    REQUIRED = "required"
    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    NOT_REGULATED = "not_regulated"
    UNDETERMINED = "undetermined"


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
    """One step. `standing` is None where it runs by itself; `notes` are the law's notes on it."""

    stage: str
    title: str
    mark: Mark
    standing: Standing | None
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """How it stands, in words, with what limits that."""
        found, said = self.standing, self.mark.value.replace("_", " ")
        if found is not None and self.mark is Mark.UNDETERMINED:
            return f"{said} ({found.words})"
        if found is not None and self.mark is not Mark.AUTOMATIC and not found.complete:
            return f"{said}, as far as encoded and checked"
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A step as a question. `who` is the role that does it: police, jail or keeper of records."""

    stage: str
    title: str
    action: str
    who: Role
    facts: Mapping[str, object] = field(default_factory=dict)
    automatic: bool = False


_STEPS: tuple[_Asked, ...] = (
    _Asked(
        stage="stop",
        title="Police ask about status during a stop",
        action="inquire_status",
        who="police",
        facts={"stopped": True, "in_custody": False},
    ),
    _Asked(
        stage="arrest",
        title="Police arrest on an officer's immigration warrant (I-200, I-205)",
        action="arrest_civil",
        who="police",
        facts={"stopped": True, "documents": ["i_200"], "documents_complete": True},
    ),
    _Asked(
        stage="booking",
        title="The jail asks about citizenship or status at booking",
        action="inquire_status",
        who="jail",
        facts={"in_custody": True, "stopped": False},
    ),
    _Asked(
        stage="fingerprints",
        title="Booking fingerprints go to the state bureau, the FBI and on to Homeland Security",
        action="submit_fingerprints",
        who="jail",
        automatic=True,
    ),
    _Asked(
        stage="interview",
        title="Immigration officers interview the person in jail",
        action="allow_interview",
        who="jail",
        facts={"in_custody": True, **_PAPERS},
    ),
    _Asked(
        stage="release notice",
        title="The jail tells them the release date and time",
        action="notify_release",
        who="jail",
        facts={"in_custody": True, **_PAPERS},
    ),
    _Asked(
        stage="hold",
        title="The jail keeps the person past release on the detainer",
        action="hold_on_detainer",
        who="jail",
        facts={"in_custody": True, "release_due": True, "within_form_limit": True, **_PAPERS},
    ),
    _Asked(
        stage="transfer",
        title="The jail hands the person over at release",
        action="transfer_custody",
        who="jail",
        facts={"in_custody": True, **_PAPERS},
    ),
    _Asked(
        stage="transfer",
        title="Local officers drive the person to them",
        action="transport",
        who="jail",
        facts={"in_custody": True, **_PAPERS},
    ),
    _Asked(
        stage="courthouse",
        title="A civil immigration arrest in a courthouse",
        action="arrest_civil",
        who="federal",
        facts={
            "location": "courthouse",
            "attending_court": True,
            "documents": ["i_200"],
            "documents_complete": True,
        },
    ),
    _Asked(
        stage="data pools",
        title="Plate-reader data are shared with immigration authorities",
        action="share_alpr",
        who="police",
        facts=_ASKED,
    ),
    _Asked(
        stage="data pools",
        title="Driver and vehicle records are opened to them",
        action="share_database",
        who="records",
        facts={**_ASKED, "database_kind": "motor_vehicles"},
    ),
    _Asked(
        stage="data pools",
        title="An address is given to them from local records",
        action="share_personal_info",
        who="police",
        facts={**_ASKED, "info_category": "home_or_work_address", "info_public": False},
    ),
    _Asked(
        stage="agreement",
        title="The jail's agency enters a 287(g) agreement",
        action="join_287g",
        who="jail",
    ),
)

_DETAINER = (
    "Immigration authorities decide for themselves whether to send a detainer (Form I-247A): a "
    "federal act that no state or local law starts or stops."
)


def path_of(corpus: Corpus, place: str, *, on: date, level: str | None = None) -> Iterator[Step]:
    """The steps in order. `level` says what a place without a law file is, as `actor_in_role` has it.

    Raises QuestionError for a place or day that cannot be asked about.
    """
    for asked in _STEPS:
        found = standing(
            corpus,
            place,
            asked.action,
            on=on,
            actor=actor_in_role(corpus, place, asked.who, level=level),
            facts=_known(corpus, asked.facts),
        )
        yield Step(
            stage=asked.stage,
            title=asked.title,
            mark=Mark.AUTOMATIC if asked.automatic else _MARKS[found.answer],
            standing=found,
            notes=_notes(corpus, place, asked.action, on) if asked.automatic else (),
        )
        if asked.automatic:
            yield Step(
                stage="detainer",
                title="A match leads to a detainer, or to none",
                mark=Mark.AUTOMATIC,
                standing=None,
                notes=(_DETAINER,),
            )


def _known(corpus: Corpus, facts: Mapping[str, object]) -> dict[str, object]:
    """Those facts that the vocabulary in use has words for (it may be a small one)."""
    return {word: value for word, value in facts.items() if word in corpus.vocabulary.words}


def _notes(corpus: Corpus, place: str, action: str, on: date) -> tuple[str, ...]:
    """What the law files say beside an action, at every level."""
    return tuple(
        " ".join(note.says.split())
        for name in places_of(corpus, place)
        if name in corpus.jurisdictions
        for note in corpus.jurisdictions[name].notes
        if action in note.actions and note.period.holds(on)
    )
