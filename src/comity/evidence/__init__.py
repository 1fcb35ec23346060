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
from comity.evidence.intake.shelf import ShelfError
from comity.evidence.reviewed import (
    Decided,
    ReviewedAct,
    ReviewedFileError,
    Source,
    read_reviewed,
    reviewed_schema,
    write_reviewed,
)
from comity.evidence.run import ReadRun, read_documents

__all__ = [
    "BecameKnown",
    "Cause",
    "ClaimedBreach",
    "Code",
    "Decided",
    "Finding",
    "Moment",
    "Named",
    "Quote",
    "ReadRun",
    "ReportedAct",
    "ReviewedAct",
    "ReviewedFileError",
    "ShelfError",
    "ShownAuthority",
    "Source",
    "Standard",
    "Status",
    "codebook",
    "read_documents",
    "read_reviewed",
    "reviewed_schema",
    "write_reviewed",
]
