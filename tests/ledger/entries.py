"""Entries as tests write them: short, invented, without names."""

from __future__ import annotations

from typing import Any

from comity.ledger import Document, Draft, Kind

TEXT = "The board found that officers of the city shared plate data in March. The chief denied it."
SHARED = "officers of the city shared plate data"
PAGE = Document(content=b"<p>" + TEXT.encode() + b"</p>", text=TEXT, media="text/html")


def quote(words: str, **more: object) -> dict[str, Any]:
    """A quote of PAGE."""
    start = TEXT.index(words)
    return {
        "document": PAGE.digest,
        "start": start,
        "end": start + len(words),
        "text": words,
        **more,
    }


def act(**slots: object) -> dict[str, Any]:
    """An act of sharing plate data in a city of California, with a quote."""
    return {
        "action": "share_alpr",
        "actor": "city_police",
        "agency": {"as_written": "El Cajon Police Department", "jurisdiction": "us-ca-el-cajon"},
        "when": {"as_written": "in March", "earliest": "2025-03-01", "latest": "2025-03-31"},
        "claimed_breach": "unlawful_data_sharing",
        "became_known": "oversight_report",
        "evidence": {"quotes": [quote(SHARED, public=SHARED)]},
        **slots,
    }


def plain_act(**slots: object) -> dict[str, Any]:
    """The same without a quote, so that no document is needed."""
    return {**act(), "evidence": {}, **slots}


def opened(*acts: dict[str, Any]) -> Draft:
    """An incident of these acts."""
    return Draft(
        kind=Kind.OPENED, body={"origin": {"kind": "by_hand"}, "acts": list(acts or [plain_act()])}
    )


def requested(**slots: object) -> Draft:
    """A detainer that came to the desk of a jail in Illinois."""
    body = {
        "received": "2025-05-04",
        "agency": "Cook County Sheriff",
        "place": "us-il-cook-county",
        "actor": "county_jail",
        "asked_for": "hold_on_detainer",
        "requester": "ice_removal",
        "papers": ["i_247a"],
        **slots,
    }
    return Draft(kind=Kind.REQUEST_RECORDED, body=body)
