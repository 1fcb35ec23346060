"""What is denied, forbidden, planned, supposed or meant gives no act; what is told as done does."""

from __future__ import annotations

import pytest

from comity.evidence import ClaimedBreach, Status
from comity.evidence.proposing import propose
from tests.evidence.texts import document

NOTHING = [
    # negation
    "Providence officers did not establish a perimeter for ICE agents.",
    "The officers never helped ICE agents at the scene.",
    "No Denver deputy handed anyone over to immigration agents.",
    "There is no evidence that Aurora police assisted ICE agents in the raid.",
    "None of the officers took part in the ICE raid.",
    "The Oakland police neither searched the plate readers for ICE nor shared plate data with agents.",
    "The chief denied that officers assisted ICE agents in the raid.",
    "The auditor found no sign that the jail told ICE when people would be released.",
    # hypothetical, plans, wishes
    "If the jail handed a person over to ICE without a warrant, the state could sue.",
    "The sheriff would share plate reader data with ICE if asked.",
    "The Jacksonville Sheriff's Office plans to turn over more people to ICE.",
    "The council wants police to assist ICE agents.",
    "Deputies may have told ICE when he would be released.",
    "Advocates fear that deputies will hand people over to ICE.",
    "Did the jail turn him over to ICE?",
    "The department refused to say whether it had shared plate data with ICE, and police could not have helped ICE.",
    # law in the abstract
    "The ordinance bars police from establishing a perimeter for ICE agents.",
    "State law prohibits jails from holding people on an immigration detainer.",
    "Under the policy, officers shall not ask a person about immigration status.",
    "The Act lets a sheriff hand a person over to ICE with a judicial warrant.",
    "Jails automatically share fingerprints with federal immigration authorities.",
    "A bill would require jails to honor detainers.",
    # opinion
    "I think police who handed a neighbor over to ICE betrayed us.",
    "In my view the sheriff helped ICE agents far too often.",
    # the federal side's own acts, and others'
    "ICE agents arrested three men on an administrative warrant.",
    "Immigration and Customs Enforcement held her for two months after her release date.",
    "Protesters blocked traffic around the ICE agents.",
    "Volunteers drove families of ICE detainees to the courthouse.",
]

TOLD = [
    ("Providence officers established a perimeter for ICE agents.", "assist_operation"),
    ("The jail has been handing people over to ICE since March.", "transfer_custody"),
    ("The man was handed over to ICE by Denver deputies on Monday.", "transfer_custody"),
    ("The department violated the ordinance by establishing a perimeter for ICE.", "assist_operation"),
    ("Deputies continued to share plate reader data with ICE after the ban.", "share_alpr"),
    ("A video shows officers helping ICE agents arrest a man.", "assist_operation"),
    ("The chief admitted sharing plate reader data with ICE.", "share_alpr"),
    ("The sheriff is accused of telling ICE when people would be released.", "notify_release"),
    ("Despite the ban, the jail held him for two days after his release on an ICE detainer.", "hold_on_detainer"),
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_told_as_done_gives_no_act(text: str) -> None:
    assert [one.act.action for one in propose(document(text)).proposals if one.act.acted] == []


@pytest.mark.parametrize(("text", "action"), TOLD)
def test_what_is_told_as_done_gives_its_act(text: str, action: str) -> None:
    acts = [one.act for one in propose(document(text)).proposals]
    assert action in [act.action for act in acts if act.acted]


def test_doing_and_failing_to_do_are_both_acts() -> None:
    did = propose(document("The jail honored the ICE detainer, contrary to state law.")).proposals
    failed = propose(document("The jail failed to honor the ICE detainer, contrary to state law.")).proposals  # fmt: skip
    assert [(one.act.action, one.act.acted) for one in (*did, *failed)] == [
        ("hold_on_detainer", True),
        ("hold_on_detainer", False),
    ]
    assert [one.act.claimed_breach for one in (*did, *failed)] == [
        ClaimedBreach.HELP_WITH_ARREST,
        ClaimedBreach.FAILURE_TO_ACT,
    ]


def test_what_the_next_sentence_takes_back_is_no_act() -> None:
    text = "Correction: An earlier version said that Ithaca police shared plate reader data with ICE. It did not happen."
    assert propose(document(text)).proposals == ()


def test_a_law_that_asks_for_help_is_no_reproach_and_one_that_forbids_it_is() -> None:
    act = "Denver deputies turned a man over to ICE agents on Monday."
    wanted = {
        f"{act}\n\nA state law requires deputies to help immigration agents.": ClaimedBreach.NONE_CLAIMED,
        f"{act}\n\nA city ordinance forbids deputies to help immigration agents.": ClaimedBreach.HELP_WITH_ARREST,
    }
    assert {
        text: propose(document(text)).proposals[0].act.claimed_breach for text in wanted
    } == wanted


def test_a_hold_told_by_what_was_not_done_is_a_hold() -> None:
    text = "The plaintiff was not released from the Weld County Jail in Colorado until ICE agents arrived."
    assert [(one.act.action, one.act.acted) for one in propose(document(text)).proposals] == [("hold_on_detainer", True)]  # fmt: skip


def test_a_denial_makes_a_claim_denied_and_a_bodys_finding_confirms_or_clears_it() -> None:
    claim = "A bystander said that Providence police set up a perimeter for ICE agents, which violated the ordinance."
    denied = f"{claim}\n\nThe police department denied it. It said its officers did not take part in the arrest."
    found = f"{claim}\n\nThe city's oversight board found that the police violated the ordinance."
    cleared = f"{claim}\n\nThe city's oversight board found that the police did not violate the ordinance."
    said = [propose(document(text)).proposals[0].act.status for text in (claim, denied, found, cleared)]  # fmt: skip
    assert said == [Status.ALLEGED, Status.DENIED, Status.CONFIRMED, Status.CLEARED]


def test_a_count_of_bodies_is_a_claim_and_never_an_act() -> None:
    text = "At least 18 jurisdictions allegedly shared plate reader data with ICE, and six may have helped with arrests."
    found = propose(document(text))
    assert found.proposals == ()
    assert [one.quote.text for one in found.counts] == [text]


def test_a_named_agency_among_counts_is_an_act() -> None:
    text = "The Dallas Police Department shared plate reader data with ICE, as did 12 agencies in the state."
    found = propose(document(text))
    assert [one.act.action for one in found.proposals] == ["share_alpr"]


def test_a_document_in_another_language_proposes_nothing() -> None:
    text = "La policía de Providence entregó a un hombre a ICE el martes."
    assert propose(document(text, language="es")).proposals == ()
