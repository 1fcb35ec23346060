"""Which words are asked together, because one look answers them: a printout, a search, the law cited. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Words that one look answers: a printout, a search, the law that a request cites.

    `lists` are lists of records of which each predicate that can matter is a box. `rest` is what the
    last box says. `also` are words with choices of their own on the same page. `found` is where to look (empty: where the first word is found).
    """

    title: str
    rest: str
    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    found: str = ""


TOGETHER: Mapping[str, Together] = {
    "documents": Together(
        title="Which other papers came with it?",
        rest="That is every paper that was shown.",
        words=("documents_complete",),
        lists=("documents",),
    ),
    "custody": Together(
        title="Which of these is true of the person now?",
        rest="None of the others is true.",
        words=(
            "in_custody",
            "stopped",
            "lawfully_detained",
            "release_due",
            "chose_to_stay",
            "bond_posted",
            "based_only_on_status",
        ),
        found="the booking record, the release order, the bond receipt or the officer's report",
    ),
    "laws": Together(
        title="Does a law itself require or authorize this?",
        rest="I have looked at what the request cites: none of the others does.",
        words=(
            "required_by_federal_law",
            "required_by_benefits_or_hiring_law",
            "required_by_state_law",
            "required_by_city_law",
            "authorized_by_other_law",
        ),
        found="the law cited in the request or the agency's policy",
    ),
    "record": Together(
        title="Which of these stand in the person's criminal history?",
        rest="I have seen the whole history: none of the others stands in it.",
        words=(
            "adjudicated_delinquent_listed",
            "insanity_verdict_listed",
            "three_listed_felonies",
            "two_misdemeanor_convictions",
        ),
        lists=("convictions", "charges", "arrests"),
        found="the criminal history printout and the court docket",
    ),
    "searches": Together(
        title="Which of these does a search show?",
        rest="I have made the searches: they show none of the others.",
        words=(
            "watch_list_match",
            "known_gang_member",
            "outstanding_criminal_warrant",
            "federal_felony_warrant",
        ),
        lists=("registries",),
        found="the registry's own search, the warrant check and the database search of the day",
    ),
    "removal": Together(
        title="Is there an order of removal?",
        rest="I have looked: none of the others is so.",
        words=(
            "final_removal_order",
            "removal_order_lodged",
            "removal_order_accompanies_detainer",
        ),
        also=("removal_order_signed_by",),
        found="the order or Form I-205, and the file of the facility",
    ),
    "emergency": Together(
        title="Is one of these the reason for it?",
        rest="None of the others is the reason.",
        words=(
            "exigent_circumstances",
            "needed_to_apprehend_suspect",
            "terrorism_investigation",
            "declared_emergency_threat",
            "sole_purpose_civil_immigration",
        ),
        found="the request, the dispatch log and the case file",
    ),
    "victim": Together(
        title="Is the person a victim or a witness?",
        rest="None of the others is so.",
        words=(
            "detained_only_as_witness",
            "victim_cooperates",
            "held_only_as_victim_or_witness",
            "victim_of_listed_crime",
            "victim_or_witness",
            "hate_crime_victim_or_witness",
        ),
        found="the incident report, the booking record and the case file",
    ),
    "question": Together(
        title="Which of these is the reason for the question?",
        rest="None of the others is a reason for it.",
        words=(
            "inquiry_needed_for_investigation",
            "needed_for_persons_indictable_offense",
            "fills_booking_fields",
            "inquiry_to_inform_about_visas",
            "for_victim_visa_certification",
            "for_firearm_eligibility",
            "under_firearm_laws",
            "for_consular_notice",
            "guardian_suspected",
            "status_extortion_case",
            "for_litigation",
            "judge_needs_it",
        ),
        found="the case file, the booking form or the court file",
    ),
    "check": Together(
        title="Which of these is true of the check?",
        rest="None of the others is true.",
        words=("check_hinders_investigation", "check_practicable"),
    ),
    "federal_authority": Together(
        title="Does the officer act with federal authority?",
        rest="I have looked: the officer has none of the others.",
        words=("agreement_in_force", "acts_under_287g", "authorized_in_mass_influx"),
        found="the agreement, the officer's certificate and the written authorization",
    ),
    "identity": Together(
        title="What has the person shown?",
        rest="The person has shown none of the others.",
        words=(
            "presumption_id_shown",
            "identity_verified",
            "proof_of_citizenship",
            "government_id_shown",
            "proof_of_lawful_status",
        ),
        found="the document the person showed, and the officer's report",
    ),
    "detainer": Together(
        title="Which of these is true of the detainer?",
        rest="None of the others is true.",
        words=(
            "subject_to_detainer",
            "detainer_rescinded",
            "detainer_shows_probable_cause",
            "detainer_procedure_followed",
            "warrant_presented_with_detainer",
        ),
        found="the detainer, the request file and the copies in it",
    ),
    "information": Together(
        title="Which of these is true of the information?",
        rest="None of the others is true.",
        words=(
            "listed_confidential_info",
            "covered_by_1373",
            "info_privileged",
            "info_public",
            "responds_to_request_about_person_in_custody",
        ),
        also=("database_kind", "info_category"),
        found="the wording of the request, and the agency's records policy",
    ),
    "consent": Together(
        title="Which of these was done?",
        rest="None of the others was done.",
        words=(
            "informed_consent",
            "consent_written",
            "consent_form_given",
            "opportunity_for_counsel",
            "explained_orally",
            "told_no_punishment",
            "interview_advisement_given",
        ),
        found="the signed form and the visit log",
    ),
    "access": Together(
        title="Which of these is true of the access?",
        rest="None of the others is true.",
        words=(
            "ongoing_access",
            "area_open_to_public",
            "resource_open_to_public",
            "dedicated_office_space",
            "access_by_agreement",
            "furthers_agency_purpose",
            "under_cooperative_arrangement",
        ),
        found="the floor plan, the visit log and the contract file",
    ),
}
"""The pages with several boxes, but for `limits`, which holds every word with a clock."""

LIMITS = Together(
    title="Which of these limits has not ended yet?",
    rest="I have looked at the times: the others have ended.",
)
PAGE_OF = {
    word: page for page, one in TOGETHER.items() for word in (*one.words, *one.lists, *one.also)
}
"""The page of each such word and list."""
