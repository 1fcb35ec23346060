"""A small ledger with a bit of everything: what reports are tested on. Invented; nobody is named."""

from __future__ import annotations

from typing import Any

from comity.law import Corpus
from comity.ledger import Draft, Kind, Ledger
from comity.ledger.choices import ReplyStep
from comity.ledger.deciding import Decider
from comity.ledger.replies import record_reply
from comity.ledger.taking import take
from comity.ledger.taking.take import Entry
from tests.ledger.entries import PAGE, act, plain_act, quote

HOSTILE = "<script>document.title='run'</script>\u202e=1+1"
"""A name as a hostile document may write it."""


def _agency(name: str, place: str) -> dict[str, Any]:
    return {"as_written": name, "jurisdiction": place, "confidence": "certain"}


def incidents() -> list[Entry]:
    """Seven incidents with eight acts in four states."""
    chicago = {
        "agency": _agency("Chicago Police Department", "us-il-chicago"),
        "actor": "city_police",
    }
    bodies = [
        [act()],
        [plain_act(**chicago, action="inquire_status", claimed_breach="other", status="denied", became_known="press")],
        [
            plain_act(**chicago, action="assist_operation", claimed_breach="help_with_arrest", persons=["person-1"]),
            plain_act(**chicago, action="transport", claimed_breach="help_with_arrest", persons=["person-2"]),
        ],
        [plain_act(agency={"as_written": HOSTILE}, claimed_breach="none_claimed", when={"as_written": "last spring"})],
        [
            plain_act(
                agency=_agency("Dallas TX PD", "us-tx-dallas"),
                action="share_status",
                done="refused",
                claimed_breach="failure_to_act",
                when={"earliest": "2026-01-20", "latest": "2026-03-02"},
                authority="administrative_warrant",
            )
        ],
        [act(evidence={"quotes": [quote("The chief denied it."), quote("in March", public="in March")]})],
        [plain_act(agency=_agency("Providence PD", "us-ri-providence"), action="assist_operation", surely=False)],
    ]  # fmt: skip
    return [
        Entry(body={"origin": {"kind": "by_hand", "key": f"sample:{n}"}, "acts": acts}, documents={PAGE.digest: PAGE})
        for n, acts in enumerate(bodies)
    ]  # fmt: skip


DESKS = {
    "us-il": ("Cook County Sheriff", "us-il-cook-county"),
    "us-dc": ("Department of Corrections", "us-dc"),
    "us-ny-new-york-city": ("Department of Correction", "us-ny-new-york-city"),
    "us-or": ("Lane County Sheriff", "us-or-lane-county"),
    "us-nj": ("Essex County Corrections", "us-nj-essex-county"),
    "us-ca": ("San Diego County Sheriff", "us-ca-san-diego-county"),
}
"""A desk of each state that asks for a report, by the state's place."""


def requests_of(agency: str, place: str) -> list[Draft]:
    """Four requests at one desk in 2025: a detainer granted, one refused, a call, and one that is not answered."""
    common: dict[str, Any] = {"agency": agency, "place": place, "requester": "ice_removal"}
    made: list[dict[str, Any]] = [
        {
            "received": "2025-02-03", "asked_for": "hold_on_detainer", "papers": ["i_247a", "i_200"],
            "judicial_warrant": False, "charge": "local",
            "handled": {
                "result": "granted", "on": "2025-02-03", "held": True, "transferred": True,
                "bail_posted_at": "2025-02-03T10:00", "transferred_at": "2025-02-04T09:30",
                "transferred_to": "ICE, field office", "justification": "a statute", "offence": "Penal Code § 211",
            },
        },
        {
            "received": "2025-03-10", "asked_for": "hold_on_detainer", "papers": ["i_247a"], "judicial_warrant": False,
            "handled": {"result": "refused", "on": "2025-03-10", "held": False, "transferred": False},
        },
        {
            "received": "2025-07-08", "asked_for": "share_personal_info", "papers": ["call_or_email"], "charge": "federal",
            "handled": {
                "result": "granted_in_part", "on": "2025-07-09", "information": ["release_date"], "on_request": True,
                "reported_to": "the director",
            },
        },
        {"received": "2025-07-20", "asked_for": "assist_operation"},
    ]  # fmt: skip
    return [Draft(kind=Kind.REQUEST_RECORDED, body={**common, **one}) for one in made]


def certificate(
    agency: str, place: str, first: str = "2025-01-01", last: str = "2025-12-31"
) -> Draft:
    """That the register of a desk was whole."""
    body = {
        "agency": agency,
        "place": place,
        "first": first,
        "last": last,
        "says": "every request is in the register",
    }
    return Draft(kind=Kind.PERIOD_CERTIFIED, body=body)


def fill_sample(ledger: Ledger, corpus: Corpus) -> list[str]:
    """Fill an empty ledger; the names of its incidents."""
    subjects = take(ledger, incidents(), by="reviewer", decider=Decider(corpus)).subjects
    for agency in ("El Cajon Police Department", "Providence PD"):
        record_reply(ledger, ReplyStep.ASKED, agency, on="2026-03-01", by="reporter")
    record_reply(
        ledger,
        ReplyStep.RECEIVED,
        "Providence PD",
        on="2026-03-09",
        says="We followed the order.",
        by="reporter",
    )
    record_reply(
        ledger, ReplyStep.OVERRIDE, "Dallas TX PD", why="no answer to three letters", by="editor"
    )
    ledger.append(
        [
            Draft(
                kind=Kind.LINKED,
                subject=subjects[5],
                body={"to": subjects[0], "relation": "perhaps_same"},
            ),
            Draft(
                kind=Kind.FINDING_MADE,
                subject=subjects[6],
                body={
                    "act": "act-1",
                    "finding": "sustained",
                    "found_by": "the review authority",
                    "on": "2026-02-01",
                    "standard": "preponderance",
                    "cause": "training",
                    "sections": ["Code of Ordinances ch. 18 1/2"],
                    "evidence": "a recording",
                    "recommendation": "train the shift",
                    "deadline": "2026-04-01",
                },
            ),
        ],
        by="inspector",
    )
    for agency, place in DESKS.values():
        ledger.append(
            [*requests_of(agency, place), certificate(agency, place)], by="records officer"
        )
    return subjects
