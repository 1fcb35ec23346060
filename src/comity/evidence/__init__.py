"""Documents in, candidate incidents with exact quotes out. A person decides what becomes an incident.

Nothing here says that something happened, let alone that it was unlawful: it says what a document says.
"""

from comity.evidence.act import Moment, Named, Quote, ReportedAct
from comity.evidence.codebook import (
    BecameKnown,
    Cause,
    ClaimedBreach,
    Code,
    Finding,
    ShownAuthority,
    Standard,
    Status,
    codebook,
)

__all__ = [
    "BecameKnown",
    "Cause",
    "ClaimedBreach",
    "Code",
    "Finding",
    "Moment",
    "Named",
    "Quote",
    "ReportedAct",
    "ShownAuthority",
    "Standard",
    "Status",
    "codebook",
]
