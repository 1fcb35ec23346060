"""Cases of California: notices, hand-overs and holds, and the classes and windows of § 7282.5."""

from __future__ import annotations

from collections.abc import Mapping

from comity.logic import Answer
from tests.decide.hand_case import (
    DETAINER,
    HOLD,
    MAGISTRATES_WARRANT,
    PERMITTED,
    PROHIBITED,
    Case,
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
