"""Cases that come up everywhere, each an act with what is known of it, so that places can be set side by side.

What a case does not state is not known: the answers say on what they then turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comity.decide.survey.actors import Role
from comity.decide.survey.detainer_forms import form_on
from comity.law import Corpus

PAPERS: Mapping[str, object] = {
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

REQUESTED: Mapping[str, object] = {
    "recipient_kind": "immigration_agency",
    "purpose": "civil_immigration",
    "documents": [],
    "documents_complete": True,
}
"""A request of immigration authorities for civil enforcement, without a judge's paper or any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known in a case, in words; `group` is a heading under which several stand in a list.

    `{form}` in the words is the form of a detainer on the day asked about.
    """

    group: str
    given: str


_ON_THE_WAY = "On the street, at booking, in court"

SITUATIONS: Mapping[str, Situation] = {
    "detainer": Situation(
        group="A detainer with an officer's warrant, no judge's",
        given=(
            "A complete detainer ({form}) with an immigration officer's warrant (I-200) and no judge's; "
            "no proof of lawful status, no federal charge, no 287(g) powers. "
            "Nothing is known of the person's record."
        ),
    ),
    "request": Situation(
        group="A request for data, no judge's paper",
        given=(
            "Immigration authorities ask for it for civil enforcement, with no judge's paper or any other."
        ),
    ),
    "stop": Situation(
        group=_ON_THE_WAY, given="A person is stopped by police. Nothing else is known."
    ),
    "booking": Situation(group=_ON_THE_WAY, given="A person is in custody. Nothing else is known."),
    "officers_warrant": Situation(
        group=_ON_THE_WAY,
        given="A person is stopped; the only paper is an immigration officer's warrant (I-200).",
    ),
    "courthouse": Situation(
        group=_ON_THE_WAY,
        given="A person attends court; the only paper is an immigration officer's warrant (I-200).",
    ),
    "bare": Situation(group="Nothing known but the act", given="Nothing is known but the act."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCase:
    """An act, the role whose act it is, and what is known. `situation` is one of SITUATIONS."""

    id: str
    title: str
    action: str
    who: Role
    situation: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The heading it stands under in a list."""
        return SITUATIONS[self.situation].group

    def given_on(self, day: date) -> str:
        """What is known, in words of that day."""
        return SITUATIONS[self.situation].given.format(form=form_on(day))


STANDARD_CASES: Mapping[str, StandardCase] = {
    one.id: one
    for one in (
        StandardCase(
            id="detainer_hold",
            title="The jail keeps the person past release on the detainer",
            action="hold_on_detainer",
            who="jail",
            situation="detainer",
            facts={"in_custody": True, "release_due": True, "within_form_limit": True, **PAPERS},
        ),
        StandardCase(
            id="detainer_notice",
            title="The jail tells them the release date and time",
            action="notify_release",
            who="jail",
            situation="detainer",
            facts={"in_custody": True, **PAPERS},
        ),
        StandardCase(
            id="detainer_transfer",
            title="The jail hands the person over at release",
            action="transfer_custody",
            who="jail",
            situation="detainer",
            facts={"in_custody": True, **PAPERS},
        ),
        StandardCase(
            id="detainer_interview",
            title="Immigration officers interview the person in jail",
            action="allow_interview",
            who="jail",
            situation="detainer",
            facts={"in_custody": True, **PAPERS},
        ),
        StandardCase(
            id="detainer_transport",
            title="Local officers drive the person to them",
            action="transport",
            who="jail",
            situation="detainer",
            facts={"in_custody": True, **PAPERS},
        ),
        StandardCase(
            id="plate_data",
            title="Plate-reader data are shared with immigration authorities",
            action="share_alpr",
            who="police",
            situation="request",
            facts=REQUESTED,
        ),
        StandardCase(
            id="status",
            title="Citizenship or immigration status is shared with them",
            action="share_status",
            who="police",
            situation="request",
            facts=REQUESTED,
        ),
        StandardCase(
            id="address",
            title="An address is given to them from local records",
            action="share_personal_info",
            who="police",
            situation="request",
            facts={**REQUESTED, "info_category": "home_or_work_address", "info_public": False},
        ),
        StandardCase(
            id="driver_records",
            title="Driver and vehicle records are opened to them",
            action="share_database",
            who="records",
            situation="request",
            facts={**REQUESTED, "database_kind": "motor_vehicles"},
        ),
        StandardCase(
            id="stop_inquiry",
            title="Police ask about status during a stop",
            action="inquire_status",
            who="police",
            situation="stop",
            facts={"stopped": True, "in_custody": False},
        ),
        StandardCase(
            id="booking_inquiry",
            title="The jail asks about citizenship or status at booking",
            action="inquire_status",
            who="jail",
            situation="booking",
            facts={"in_custody": True, "stopped": False},
        ),
        StandardCase(
            id="warrant_arrest",
            title="Police arrest on an officer's immigration warrant (I-200, I-205)",
            action="arrest_civil",
            who="police",
            situation="officers_warrant",
            facts={"stopped": True, "documents": ["i_200"], "documents_complete": True},
        ),
        StandardCase(
            id="courthouse_arrest",
            title="A civil immigration arrest in a courthouse",
            action="arrest_civil",
            who="federal",
            situation="courthouse",
            facts={
                "location": "courthouse",
                "attending_court": True,
                "documents": ["i_200"],
                "documents_complete": True,
            },
        ),
        StandardCase(
            id="crime_arrest",
            title="Police arrest for a federal immigration crime",
            action="arrest_immigration_crime",
            who="police",
            situation="bare",
        ),
        StandardCase(
            id="operation",
            title="Police support an immigration enforcement operation",
            action="assist_operation",
            who="police",
            situation="bare",
        ),
        StandardCase(
            id="facility_access",
            title="Immigration officers are given access to the jail or its non-public areas",
            action="allow_facility_access",
            who="jail",
            situation="bare",
        ),
        StandardCase(
            id="agreement",
            title="The jail's agency enters a 287(g) agreement",
            action="join_287g",
            who="jail",
            situation="bare",
        ),
        StandardCase(
            id="detention",
            title="The jail houses immigration detainees under contract",
            action="contract_detention",
            who="jail",
            situation="bare",
        ),
    )
}
"""The cases by id, from the jail outward. The first of an action is the one meant when only the action is named."""


def known_facts(corpus: Corpus, case: StandardCase) -> dict[str, object]:
    """Its facts, as far as the vocabulary in use has words for them (it may be a small one)."""
    return {word: value for word, value in case.facts.items() if word in corpus.vocabulary.words}
