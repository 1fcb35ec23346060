"""Cases decided by hand from the research on each place before the engine was run on them.

They do not come from `corpus/scenarios`, and say for each case which rule decides it and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from comity.decide import Conduct, Determination, Done, QuestionError, ask, decide
from comity.law import Corpus, load_corpus
from comity.logic import Answer

PROHIBITED, PERMITTED, REQUIRED = Answer.PROHIBITED, Answer.PERMITTED, Answer.REQUIRED
SILENT, CONTESTED, UNDETERMINED = Answer.NOT_REGULATED, Answer.CONTESTED, Answer.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and the answer that a person gave it, with the reason in one line.

    `deciding` and `defeated` are exact sets. `missing` is compared where it is given.
    """

    name: str
    place: str
    action: str
    on: str
    answer: Answer
    why: str
    deciding: tuple[str, ...]
    complete: bool
    actor: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    by_reading: Mapping[str, Answer] = field(default_factory=dict)
    leaning: Answer | None = None
    defeated: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    done: Done | None = None
    conduct: Conduct | None = None

    @property
    def day(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.on)


@cache
def law() -> Corpus:
    return load_corpus(overlays=[Path(__file__).parent / "us-tx-sampletown.yaml"])


def decided(case: Case) -> Determination:
    question = ask(
        law(),
        case.place,
        case.action,
        on=case.day,
        actor=case.actor,
        facts=case.facts,
        done=case.done,
    )
    return decide(law(), question)


NO_PAPERS: Mapping[str, object] = {"documents": [], "documents_complete": True}
DETAINER: Mapping[str, object] = {"documents": ["i_247a"], "documents_complete": True}
OFFICERS_PAPERS: Mapping[str, object] = {
    "documents": ["i_247a", "i_200"],
    "documents_complete": True,
}
MAGISTRATES_WARRANT: Mapping[str, object] = {
    "documents": [
        {
            "kind": "judicial_warrant",
            "issuer": "federal_magistrate",
            "effect": "take_into_custody",
            "matter": "criminal_immigration",
            "names_person": True,
        }
    ],
    "documents_complete": True,
}
A_JUDGES_ORDER_TO_DO_IT: Mapping[str, object] = {
    "documents": [{"kind": "court_order", "issuer": "federal_judge", "effect": "other"}],
    "documents_complete": True,
    "required_by_federal_law": True,
}
HOLD: Mapping[str, object] = {
    "in_custody": True,
    "release_due": True,
    "chose_to_stay": False,
    "acts_under_287g": False,
    "within_form_limit": True,
}

DISTRICT = (
    Case(
        name="handed over from a cell on an officer's warrant",
        why="§ 24-211.07(a)(4)(D): an I-200 is no warrant of an Article III judge; (g) opens nothing",
        place="us-dc",
        action="transfer_custody",
        actor="city_police",
        on="2025-09-27",
        facts={**OFFICERS_PAPERS, "in_custody": True, "federal_criminal_person": False},
        answer=PROHIBITED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="handed over from the street",
        why="whether (a)(4)(D) reaches a person never in custody is disputed; the text leans to yes",
        place="us-dc",
        action="transfer_custody",
        actor="city_police",
        on="2025-09-27",
        facts={
            **NO_PAPERS,
            "in_custody": False,
            "federal_criminal_person": False,
            "required_by_federal_law": False,
        },
        answer=CONTESTED,
        by_reading={"any_individual": PROHIBITED, "custody_only": SILENT},
        leaning=PROHIBITED,
        missing=("dc_reaches_persons_not_in_custody",),
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="a person awaiting trial in federal court",
        why="§ 24-211.07(a)(4): the section's own exception for federal criminal charges",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2023-05-01",
        facts={**NO_PAPERS, "in_custody": True, "federal_criminal_person": True},
        answer=PERMITTED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="a magistrate judge's warrant for re-entry",
        why="§ 24-211.07(a): a federal magistrate judge orders custody of this person",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2025-10-01",
        facts={**MAGISTRATES_WARRANT, "in_custody": True, "federal_criminal_person": False},
        answer=PERMITTED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="the day before hand-overs were banned",
        why="Act 23-414 of 2020-10-14 first names hand-overs; neither text before it does",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2020-10-13",
        facts={**NO_PAPERS, "in_custody": True, "federal_criminal_person": False},
        answer=SILENT,
        deciding=(),
        complete=True,
    ),
    Case(
        name="the day hand-overs were banned",
        why="Act 23-414, in force from 2020-10-14",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2020-10-14",
        facts={**NO_PAPERS, "in_custody": True, "within_marshals_agreement": False},
        answer=PROHIBITED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="a federal defendant on the last day of an act of 2020",
        why="until 2021-04-26 only the Marshals' agreement was an exception, not the federal charge",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2021-03-22",
        facts={
            **NO_PAPERS,
            "in_custody": True,
            "federal_criminal_person": True,
            "within_marshals_agreement": False,
        },
        answer=PROHIBITED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="a federal defendant on the last day between the acts",
        why="2021-03-23 to 2021-04-26: whether any text carried the ban is open",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2021-04-26",
        facts={
            **NO_PAPERS,
            "in_custody": True,
            "federal_criminal_person": True,
            "within_marshals_agreement": False,
        },
        answer=CONTESTED,
        by_reading={"continued": PROHIBITED, "lapsed": SILENT},
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="a federal defendant on the first day of the permanent text",
        why="D.C. Law 23-282 has the exception; a temporary text may have run beside it till August",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2021-04-27",
        facts={
            **NO_PAPERS,
            "in_custody": True,
            "federal_criminal_person": True,
            "within_marshals_agreement": False,
        },
        answer=PERMITTED,
        deciding=("us-dc/transfer",),
        complete=False,
    ),
    Case(
        name="federal law requires it, the day before (g) was signed",
        why="before subsection (g) the section had no such exception",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2025-09-02",
        facts={
            **A_JUDGES_ORDER_TO_DO_IT,
            "in_custody": True,
            "federal_criminal_person": False,
        },
        answer=PROHIBITED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="federal law requires it, while (g) was signed and not yet applicable",
        why="Act 26-146: signed 2025-09-03, its general clause says 2025-10-01",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2025-09-30",
        facts={
            **A_JUDGES_ORDER_TO_DO_IT,
            "in_custody": True,
            "federal_criminal_person": False,
        },
        answer=CONTESTED,
        by_reading={"from_signature": PERMITTED, "from_october": PROHIBITED},
        leaning=PROHIBITED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="federal law requires it, the day (g) applies for certain",
        why="§ 24-211.07(g) from 2025-10-01",
        place="us-dc",
        action="transfer_custody",
        actor="corrections_department",
        on="2025-10-01",
        facts={
            **A_JUDGES_ORDER_TO_DO_IT,
            "in_custody": True,
            "federal_criminal_person": False,
        },
        answer=PERMITTED,
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="held 48 hours on a detainer and an I-200",
        why="§ 24-211.07(a)(1); a detainer is a request and (g) does not help",
        place="us-dc",
        action="hold_on_detainer",
        actor="corrections_department",
        on="2025-10-01",
        facts={**HOLD, **OFFICERS_PAPERS},
        answer=PROHIBITED,
        deciding=("us-dc/hold",),
        complete=True,
    ),
    Case(
        name="whether the person was in custody is not known",
        why="under the reading for custody alone the fact decides, so nothing is settled or contested",
        place="us-dc",
        action="transfer_custody",
        actor="city_police",
        on="2025-09-27",
        facts={**OFFICERS_PAPERS, "federal_criminal_person": False},
        answer=UNDETERMINED,
        missing=("in_custody", "dc_reaches_persons_not_in_custody"),
        deciding=("us-dc/transfer",),
        complete=True,
    ),
    Case(
        name="the day after the law was last checked",
        why="checked through 2026-06-30: the ban is found, and later changes are not known",
        place="us-dc",
        action="transfer_custody",
        actor="city_police",
        on="2026-07-01",
        facts={**OFFICERS_PAPERS, "in_custody": True, "federal_criminal_person": False},
        answer=PROHIBITED,
        deciding=("us-dc/transfer",),
        complete=False,
    ),
)

NO_RECORD: Mapping[str, object] = {
    **DETAINER,
    "request_from_immigration_authority": True,
    "info_public": False,
    "hate_crime_victim_or_witness": False,
    "federal_felony_warrant": False,
    "convictions": [],
    "convictions_complete": True,
    "charges": [],
    "charges_complete": True,
    "arrests": [],
    "arrests_complete": True,
    "registries": [],
    "registries_complete": True,
}


def convicted(name: str, grade: str, on: str) -> Mapping[str, object]:
    """A record with one conviction of one class, and nothing else."""
    one = {"classes": [name], "classes_complete": True, "grade": grade, "on": on}
    return {**NO_RECORD, "convictions": [{**one, "jurisdiction": "us-ca"}]}


def charged(*, held_to_answer: bool) -> Mapping[str, object]:
    """A record with one pending charge of residential burglary."""
    one = {"classes": ["ca.serious_felony"], "classes_complete": True, "grade": "felony"}
    state = {"jurisdiction": "us-ca", "pending": True, "held_to_answer": held_to_answer}
    return {**NO_RECORD, "charges": [{**one, **state, "on": "2026-01-02"}]}


BURGLARY = convicted("ca.serious_felony", "felony", "2012-03-01")
WOBBLER = convicted("ca.listed_wobbler", "misdemeanor", "2020-06-01")
DRUG_FELONY = convicted("ca.listed_felony_drugs", "felony", "2011-10-15")


def california(  # noqa: PLR0917 -- a row of a table, read across
    name: str,
    why: str,
    action: str,
    on: str,
    facts: Mapping[str, object],
    answer: Answer,
    *,
    complete: bool,
) -> Case:
    """A case of a county jail in California; the county itself is not named."""
    rule = {
        "hold_on_detainer": "us-ca/hold",
        "notify_release": "us-ca/notify",
        "transfer_custody": "us-ca/transfer",
    }[action]
    return Case(
        name=name,
        why=why,
        place="us-ca",
        action=action,
        actor="county_jail",
        on=on,
        facts=facts,
        answer=answer,
        deciding=(rule,),
        complete=complete,
    )


CALIFORNIA = (
    california(
        "a notice for an old serious felony",
        "§ 7282.5(a)(1) knows no look-back for a serious felony; notice is discretion",
        "notify_release",
        "2026-01-10",
        BURGLARY,
        PERMITTED,
        complete=False,
    ),
    california(
        "a hand-over for an old serious felony",
        "§ 7284.6(a)(4) with § 7282.5(a)(1)",
        "transfer_custody",
        "2026-01-10",
        BURGLARY,
        PERMITTED,
        complete=False,
    ),
    california(
        "a hold for an old serious felony",
        "§ 7284.6(a)(1)(B): no conviction excuses a hold",
        "hold_on_detainer",
        "2026-01-10",
        {**BURGLARY, **HOLD},
        PROHIBITED,
        complete=True,
    ),
    california(
        "a notice on a charge that a magistrate held to answer",
        "§ 7282.5(b): charge of a serious felony with a finding under Penal Code § 872",
        "notify_release",
        "2026-01-10",
        charged(held_to_answer=True),
        PERMITTED,
        complete=False,
    ),
    california(
        "a hand-over on a charge that a magistrate held to answer",
        "§ 7282.5(b) reaches notices alone: a charge never supports a hand-over",
        "transfer_custody",
        "2026-01-10",
        charged(held_to_answer=True),
        PROHIBITED,
        complete=True,
    ),
    california(
        "a notice on a charge before the preliminary hearing",
        "arraignment alone is no finding under Penal Code § 872",
        "notify_release",
        "2026-01-10",
        charged(held_to_answer=False),
        PROHIBITED,
        complete=True,
    ),
    california(
        "a wobbler on the last day of its five years",
        "§ 7282.5(a)(3): convicted within the past five years; the last day is inside",
        "transfer_custody",
        "2025-06-01",
        WOBBLER,
        PERMITTED,
        complete=False,
    ),
    california(
        "a wobbler on the day after its five years",
        "§ 7282.5(a)(3): the window is over",
        "transfer_custody",
        "2025-06-02",
        WOBBLER,
        PROHIBITED,
        complete=True,
    ),
    california(
        "a county-jail drug felony within fifteen years, past the horizon",
        "§ 7282.5(a)(3)(M): felony of 2011-10-15; the law was checked through 2026-04-01",
        "notify_release",
        "2026-10-15",
        DRUG_FELONY,
        PERMITTED,
        complete=False,
    ),
    california(
        "a county-jail drug felony after fifteen years",
        "§ 7282.5(a)(3)(M): fifteen years ended on 2026-10-15",
        "notify_release",
        "2026-10-16",
        DRUG_FELONY,
        PROHIBITED,
        complete=False,
    ),
    california(
        "a magistrate judge's warrant for re-entry, no conviction",
        "§ 7284.6(a)(4) with § 7284.4(i): a judicial warrant needs no conviction",
        "transfer_custody",
        "2026-01-10",
        {**NO_RECORD, **MAGISTRATES_WARRANT},
        PERMITTED,
        complete=False,
    ),
)

ILLINOIS = (
    Case(
        name="a hold where the state is silent",
        why="before the TRUST Act of 2017-08-28 nothing says whether officers may arrest for this",
        place="us-il",
        action="hold_on_detainer",
        actor="sheriff",
        on="2017-08-27",
        facts={**HOLD, **OFFICERS_PAPERS, "based_only_on_status": False},
        answer=CONTESTED,
        by_reading={"authority": SILENT, "no_authority": PROHIBITED},
        deciding=("us/hold-is-seizure",),
        complete=False,
    ),
    Case(
        name="the same hold on the first day of the TRUST Act",
        why="5 ILCS 805/15(a), and 805/5 with it: the state gives its officers no authority",
        place="us-il",
        action="hold_on_detainer",
        actor="sheriff",
        on="2017-08-28",
        facts={**HOLD, **OFFICERS_PAPERS, "based_only_on_status": False},
        answer=PROHIBITED,
        deciding=("us-il/detainer", "us/hold-is-seizure"),
        complete=True,
    ),
    Case(
        name="a hand-over on a detainer",
        why="5 ILCS 805/15(h)(3): no federal criminal warrant, and federal law requires nothing",
        place="us-il",
        action="transfer_custody",
        actor="county_jail",
        on="2023-05-01",
        facts={**DETAINER, "in_custody": True, "purpose": "civil_immigration"},
        answer=PROHIBITED,
        deciding=("us-il/transfer",),
        complete=True,
    ),
    Case(
        name="a hand-over on a federal criminal warrant",
        why="5 ILCS 805/15(h): unlocked by a federal criminal warrant",
        place="us-il",
        action="transfer_custody",
        actor="county_jail",
        on="2023-05-01",
        facts={**MAGISTRATES_WARRANT, "in_custody": True, "purpose": "criminal_immigration"},
        answer=PERMITTED,
        deciding=("us-il/transfer",),
        complete=False,
    ),
    Case(
        name="status from the file, at the agency's request",
        why="5 ILCS 805/5 saves status from the Act's own ban on answers about people in custody",
        place="us-il",
        action="share_status",
        actor="county_jail",
        on="2023-05-01",
        facts={
            **DETAINER,
            "recipient_kind": "immigration_agency",
            "responds_to_request_about_person_in_custody": True,
            "required_by_federal_law": False,
        },
        answer=PERMITTED,
        deciding=("us-il/status-savings",),
        defeated=("us-il/information-in-custody",),
        complete=False,
    ),
    Case(
        name="the state's savings clause and Chicago's rule on status",
        why="Mun. Code § 2-173-030(a): a savings clause reaches its own Act, not the ordinance",
        place="us-il-chicago",
        action="share_status",
        actor="city_police",
        on="2023-05-01",
        facts={
            **DETAINER,
            "recipient_kind": "immigration_agency",
            "responds_to_request_about_person_in_custody": True,
            "required_by_federal_law": False,
            "required_by_state_law": False,
            "required_by_benefits_or_hiring_law": False,
            "consent_written": False,
        },
        answer=PROHIBITED,
        deciding=("us-il-chicago/status-sharing",),
        defeated=("us-il/information-in-custody",),
        complete=True,
    ),
    Case(
        name="status shared in Chicago with the person's written leave",
        why="§ 2-173-030(a): written authorization; Cook County's law is not encoded",
        place="us-il-chicago",
        action="share_status",
        actor="city_police",
        on="2023-05-01",
        facts={
            **DETAINER,
            "recipient_kind": "immigration_agency",
            "responds_to_request_about_person_in_custody": False,
            "required_by_federal_law": False,
            "required_by_state_law": False,
            "required_by_benefits_or_hiring_law": False,
            "consent_written": True,
        },
        answer=PERMITTED,
        deciding=("us-il-chicago/status-sharing", "us-il/status-savings"),
        complete=False,
    ),
    Case(
        name="an interview of a man with a pending felony charge, 2020",
        why="§ 2-173-042 of 2012: the four exceptions; the state had no rule on interviews yet",
        place="us-il-chicago",
        action="allow_interview",
        actor="city_police",
        on="2020-06-01",
        facts={
            **NO_PAPERS,
            "in_custody": True,
            "charges": [{"grade": "felony", "pending": True}],
        },
        answer=PERMITTED,
        deciding=("us-il-chicago/access",),
        complete=False,
    ),
    Case(
        name="the same interview in June 2021",
        why="O2021-117 removed the exceptions on 2021-01-27; the state's ban begins 2021-08-02",
        place="us-il-chicago",
        action="allow_interview",
        actor="city_police",
        on="2021-06-01",
        facts={
            **NO_PAPERS,
            "in_custody": True,
            "charges": [{"grade": "felony", "pending": True}],
        },
        answer=PROHIBITED,
        deciding=("us-il-chicago/access",),
        complete=True,
    ),
    Case(
        name="the same interview in 2022",
        why="§ 2-173-020(a)(2) and 5 ILCS 805/15(h)(2) both",
        place="us-il-chicago",
        action="allow_interview",
        actor="city_police",
        on="2022-01-01",
        facts={
            **NO_PAPERS,
            "in_custody": True,
            "purpose": "civil_immigration",
            "charges": [{"grade": "felony", "pending": True}],
        },
        answer=PROHIBITED,
        deciding=("us-il-chicago/access", "us-il/access"),
        complete=True,
    ),
    Case(
        name="a hold for a convicted felon under the state floor",
        why="5 ILCS 805/15(a) knows no exception by conviction, whatever the city's carve-outs",
        place="us-il-chicago",
        action="hold_on_detainer",
        actor="city_police",
        on="2018-01-01",
        facts={
            **HOLD,
            **DETAINER,
            "based_only_on_status": False,
            "convictions": [{"grade": "felony", "on": "2010-05-01"}],
        },
        answer=PROHIBITED,
        deciding=("us-il/detainer", "us/hold-is-seizure"),
        complete=True,
    ),
    Case(
        name="a traffic perimeter around a civil arrest",
        why="§ 2-173-020(a), (a)(6) and 5 ILCS 805/15(h)(1)",
        place="us-il-chicago",
        action="assist_operation",
        actor="city_police",
        on="2025-06-04",
        facts={
            **NO_PAPERS,
            "purpose": "civil_immigration",
            "required_by_federal_law": False,
            "required_by_state_law": False,
        },
        answer=PROHIBITED,
        deciding=("us-il-chicago/general", "us-il-chicago/perimeter", "us-il/assist"),
        complete=True,
    ),
)

SHERIFF: Mapping[str, object] = {
    "jail_operated_or_contracted": True,
    "agreement_in_force": False,
    "agreement_last_requested": "never",
}


def agreement(name: str, why: str, on: str, asked: str, conduct: Conduct) -> Case:
    """A Texas sheriff with a jail and no 287(g) agreement, who had asked for one, or never."""
    return Case(
        name=name,
        why=why,
        place="us-tx",
        action="join_287g",
        actor="sheriff",
        on=on,
        facts={**SHERIFF, "agreement_last_requested": asked},
        done=Done(acted=False),
        answer=REQUIRED,
        deciding=("us-tx/agreement",),
        complete=False,
        conduct=conduct,
    )


TEXAS = (
    Case(
        name="a detainer, and the person shows nothing",
        why="Code of Criminal Procedure art. 2A.060: comply with the request, within the form's limit",
        place="us-tx",
        action="hold_on_detainer",
        actor="county_jail",
        on="2026-03-02",
        facts={**HOLD, **DETAINER, "proof_of_lawful_status": False},
        answer=REQUIRED,
        deciding=("us-tx/detainer",),
        complete=False,
    ),
    Case(
        name="a detainer, and the person shows a driver's licence",
        why="art. 2A.060: proof of status lifts the duty; nothing then gives authority, which is open",
        place="us-tx",
        action="hold_on_detainer",
        actor="county_jail",
        on="2026-03-02",
        facts={**HOLD, **DETAINER, "proof_of_lawful_status": True},
        answer=CONTESTED,
        by_reading={"authority": SILENT, "no_authority": PROHIBITED},
        deciding=("us/hold-is-seizure",),
        complete=False,
    ),
    Case(
        name="forty-nine hours after release was due",
        why="8 C.F.R. 287.7(d) and the form: both limits have run, no weekend lies between",
        place="us-tx",
        action="hold_on_detainer",
        actor="county_jail",
        on="2026-03-04",
        facts={
            **DETAINER,
            "in_custody": True,
            "release_due": True,
            "acts_under_287g": False,
            "proof_of_lawful_status": False,
            "release_due_at": "2026-03-02T10:00-06:00",
            "acted_at": "2026-03-04T11:00-06:00",
        },
        answer=PROHIBITED,
        deciding=("us/after-limits",),
        complete=True,
    ),
    Case(
        name="a city rule against holds",
        why="art. 2A.060 with Gov't Code § 752.053: the city's rule yields, and is shown",
        place="us-tx-sampletown",
        action="hold_on_detainer",
        actor="city_police",
        on="2026-03-02",
        facts={**HOLD, **DETAINER, "proof_of_lawful_status": False},
        answer=REQUIRED,
        deciding=("us-tx/detainer",),
        defeated=("us-tx-sampletown/no-holds",),
        complete=True,
    ),
    Case(
        name="a city rule against questions",
        why="Gov't Code § 752.053(b)(1): a city may not stop it; the state's own rules are a known gap",
        place="us-tx-sampletown",
        action="inquire_status",
        actor="city_police",
        on="2026-03-02",
        facts={
            "lawfully_detained": True,
            "stopped": False,
            "victim_or_witness": False,
            "acts_under_287g": False,
        },
        answer=PERMITTED,
        deciding=("us-tx/officer-freedom-inquiry",),
        defeated=("us-tx-sampletown/no-questions",),
        complete=False,
    ),
    Case(
        name="a robbery victim is asked without need",
        why="Code of Criminal Procedure art. 2.13: victims only where necessary or about visas",
        place="us-tx",
        action="inquire_status",
        actor="city_police",
        on="2026-03-02",
        facts={
            "lawfully_detained": False,
            "stopped": False,
            "victim_or_witness": True,
            "inquiry_needed_for_investigation": False,
            "inquiry_to_inform_about_visas": False,
            "acts_under_287g": False,
        },
        answer=PROHIBITED,
        deciding=("us-tx/victims",),
        complete=True,
    ),
    agreement(
        "no agreement on 2026-11-21",
        "Gov't Code § 753.051: owed from 2026-01-01, to be complied with by 2026-12-01",
        "2026-11-21",
        "never",
        Conduct.NOT_YET_DUE,
    ),
    agreement(
        "no agreement on the last day of grace",
        "2026-11-30 is before the day to comply by",
        "2026-11-30",
        "never",
        Conduct.NOT_YET_DUE,
    ),
    agreement(
        "no agreement on the day to comply by",
        "from 2026-12-01 the duty is due",
        "2026-12-01",
        "never",
        Conduct.DEPARTS,
    ),
    agreement(
        "never asked by 2026-12-15",
        "due since 2026-12-01, and never asked for",
        "2026-12-15",
        "never",
        Conduct.DEPARTS,
    ),
    agreement(
        "refused, and asked within the year",
        "§ 753.051: where none is reached, asking once each year satisfies",
        "2026-12-15",
        "2025-12-15",
        Conduct.ACCORDS,
    ),
    agreement(
        "refused, and asked a year and a day ago",
        "the year ended on 2026-12-14",
        "2026-12-15",
        "2025-12-14",
        Conduct.DEPARTS,
    ),
    Case(
        name="a sheriff the day before chapter 753",
        why="SB 8 takes effect on 2026-01-01; before it only 8 U.S.C. 1357(g) speaks, and permits",
        place="us-tx",
        action="join_287g",
        actor="sheriff",
        on="2025-12-31",
        facts=SHERIFF,
        answer=PERMITTED,
        deciding=("us/agreement-287g",),
        complete=False,
    ),
    Case(
        name="a police chief without a jail",
        why="chapter 753 binds sheriffs who run a jail, not the police of a city",
        place="us-tx",
        action="join_287g",
        actor="city_police",
        on="2027-01-10",
        answer=PERMITTED,
        deciding=("us/agreement-287g",),
        complete=False,
    ),
    Case(
        name="a county that is not encoded",
        why="the state's duty binds every sheriff; whatever the county adds is not known",
        place="us-tx-somewhere-county",
        action="hold_on_detainer",
        actor="sheriff",
        on="2026-03-02",
        facts={**HOLD, **DETAINER, "proof_of_lawful_status": False},
        answer=REQUIRED,
        deciding=("us-tx/detainer",),
        complete=False,
    ),
)


@pytest.mark.parametrize(
    "case", [*DISTRICT, *CALIFORNIA, *ILLINOIS, *TEXAS], ids=lambda case: str(case.name)
)
def test_a_case_comes_out_as_a_person_decided_it(case: Case) -> None:
    found = decided(case)
    assert found.answer is case.answer, case.why
    assert {one.provision.id for one in found.grounds} == set(case.deciding), case.why
    assert {one.provision.id for one in found.defeated} == set(case.defeated), case.why
    assert found.complete is case.complete, (case.why, found.incomplete)
    assert found.exact
    assert found.leaning is case.leaning
    assert {
        " ".join(one.readings.values()): answer
        for one in found.by_reading
        if found.answer is CONTESTED
        for answer in one.answers
    } == dict(case.by_reading), case.why
    if case.missing is not None:
        assert {one.word for one in found.missing} == set(case.missing)
    assert found.conduct is case.conduct, case.why


def test_where_the_state_is_not_encoded_the_law_itself_is_missing() -> None:
    question = ask(
        law(),
        "us-oh",
        "hold_on_detainer",
        on=date(2026, 3, 2),
        actor="sheriff",
        facts={**HOLD, **DETAINER},
    )
    found = decide(law(), question)
    assert found.answer is UNDETERMINED
    assert found.missing_law == ("us-oh",)
    assert not found.complete
    assert found.missing == ()


def test_a_day_before_the_corpus_begins_for_a_place_is_refused() -> None:
    with pytest.raises(QuestionError, match="before the corpus begins for `us-dc`"):
        ask(law(), "us-dc", "transfer_custody", on=date(2012, 12, 10), actor="city_police")


def test_the_first_day_of_the_corpus_is_not() -> None:
    question = ask(law(), "us-dc", "transfer_custody", on=date(2012, 12, 11), actor="city_police")
    assert decide(law(), question).answer is SILENT


def test_a_place_without_a_file_says_as_far_as_encoded_and_names_the_level() -> None:
    case = next(one for one in TEXAS if one.name == "a county that is not encoded")
    found = decided(case)
    assert found.incomplete == ("the law of `us-tx-somewhere-county` is not encoded",)


def test_the_transfer_of_late_september_says_what_was_of_uncertain_force_and_what_was_over() -> (
    None
):
    case = next(one for one in DISTRICT if one.name == "handed over from the street")
    found = decided(case)
    doubts = {(one.provision, one.exception) for one in found.doubts}
    assert doubts == {("us-dc/transfer", "federal_law_requires")}
    assert "us/eo-14333" in {one.provision.id for one in found.out_of_force}
    (ground,) = found.grounds
    assert ground.provision.cite == "D.C. Code § 24-211.07(a)(4)(D)"
    assert ground.version.period.from_ == date(2025, 9, 3)


def test_both_limits_of_a_hold_are_shown_where_one_has_run() -> None:
    case = next(one for one in TEXAS if one.name == "forty-nine hours after release was due")
    ends = {one.clock: one.ends_at for one in decided(case).limits}
    shown = {clock: end.isoformat() for clock, end in ends.items() if end is not None}
    assert shown["us/form-limit"] == "2026-03-04T10:00:00-06:00"
    assert shown["us/regulation-limit"] == "2026-03-04T10:00:00-06:00"
