"""The audit room, its reading half: any file a user hands us into rows typed as text, and rejects.

It reads logs and states the purpose that a row states; it does not decide what the law says of a row.
"""

from comity.audit.agency import Agency, AgencySource
from comity.audit.dialect import Dialect, LogKind
from comity.audit.dialect_file import DialectError, dialect_named, shipped_dialects
from comity.audit.folder import LogFolder, Unrecognised, read_folder
from comity.audit.lexicon import Purpose, Signal
from comity.audit.limits import DEFAULT_LIMITS, Limits, LimitsError
from comity.audit.log import Log, LogNotReadError, Reading, open_log
from comity.audit.purpose import StatedIn, StatedPurpose, classify, stated_purpose
from comity.audit.refusal import LogRefusedError, Refusal
from comity.audit.row import (
    ABSENT,
    Absent,
    Cell,
    Counts,
    Item,
    Reject,
    RejectReason,
    SearchRow,
    SharingRow,
    is_blank,
)
from comity.audit.when import ZoneError, local_date, local_dates, zones_of

__all__ = [
    "ABSENT",
    "DEFAULT_LIMITS",
    "Absent",
    "Agency",
    "AgencySource",
    "Cell",
    "Counts",
    "Dialect",
    "DialectError",
    "Item",
    "Limits",
    "LimitsError",
    "Log",
    "LogFolder",
    "LogKind",
    "LogNotReadError",
    "LogRefusedError",
    "Purpose",
    "Reading",
    "Refusal",
    "Reject",
    "RejectReason",
    "SearchRow",
    "SharingRow",
    "Signal",
    "StatedIn",
    "StatedPurpose",
    "Unrecognised",
    "ZoneError",
    "classify",
    "dialect_named",
    "is_blank",
    "local_date",
    "local_dates",
    "open_log",
    "read_folder",
    "shipped_dialects",
    "stated_purpose",
    "zones_of",
]
