"""The audit room: logs in, every row decided or rejected with its reason, a report out.

Its reading rooms (`containers`, `logs`, `intake`) turn any file a user hands us into rows typed as text, and rejects.
`purpose` reads what searches say they were for; `deciding` makes each row a question of facts and puts all rows through
the table reading; `counting` tells acts apart and counts; `report` writes what is read of it. `audit_logs` puts the
steps in order.
"""

from comity.audit.containers.limits import DEFAULT_LIMITS, Limits, LimitsError
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.counting.count import Count
from comity.audit.counting.rows import (
    CountedLog,
    CountError,
    CountOptions,
    RowCount,
    RowCounts,
    count_rows,
)
from comity.audit.deciding.attestations import AttestationError
from comity.audit.deciding.own_agencies import AgencyFileError
from comity.audit.deciding.subject import Subject
from comity.audit.intake.inputs import AuditInputError, Inputs, NamedLog, NotRead
from comity.audit.intake.inputs import open_inputs as look_at
from comity.audit.intake.taking import Progress
from comity.audit.logs.agency import Agency, AgencySource
from comity.audit.logs.dialect import Dialect, LogKind
from comity.audit.logs.dialect_file import DialectError, dialect_named, shipped_dialects
from comity.audit.logs.folder import LogFolder, Unrecognised, read_folder
from comity.audit.logs.log import Log, LogFile, LogNotReadError, Reading, open_file, open_log
from comity.audit.logs.looked_at import TableLook, look_into
from comity.audit.logs.row import (
    ABSENT,
    Absent,
    Cell,
    Counts,
    EntryRow,
    Item,
    Reject,
    RejectReason,
    SearchRow,
    SharingRow,
    is_blank,
)
from comity.audit.logs.seal import SealError
from comity.audit.logs.when import ZoneError, local_date, local_dates, zones_of
from comity.audit.purpose.classify import StatedIn, StatedPurpose, classify, stated_purpose
from comity.audit.purpose.lexicon import Cells, Lexicon, Purpose, PurposeClass, Signal
from comity.audit.purpose.lexicon_cases import lexicon_with
from comity.audit.purpose.lexicon_file import LexiconError
from comity.audit.purpose.shown import Explained, explain, readable_rules
from comity.audit.report.count_tables import WHAT_COUNTS as COUNTS_ROWS
from comity.audit.report.count_tables import CountTable, counts_csv, counts_json
from comity.audit.report.count_tables import tables_of as count_tables
from comity.audit.report.difference import (
    CountChange,
    ReportDiff,
    ReportDiffError,
    RowChange,
    compare_reports,
    write_changed_rows,
)
from comity.audit.report.folder import FILES as REPORT_FILES
from comity.audit.report.folder import ReportFolderError
from comity.audit.report.page_words import SHORT as SUBJECT_WORDS
from comity.audit.report.portal_pages import PortalPagesError
from comity.audit.report.request import Letter, RequestError, requests_of
from comity.audit.report.summary import Headline, Line
from comity.audit.report.workbook import WorkbookError
from comity.audit.run import Audit, AuditAccountError, AuditOptions, audit_logs
from comity.audit.spark import LOCAL_MASTER, SparkChoice, SparkError

__all__ = [
    "ABSENT",
    "COUNTS_ROWS",
    "DEFAULT_LIMITS",
    "LOCAL_MASTER",
    "REPORT_FILES",
    "SUBJECT_WORDS",
    "Absent",
    "Agency",
    "AgencyFileError",
    "AgencySource",
    "AttestationError",
    "Audit",
    "AuditAccountError",
    "AuditInputError",
    "AuditOptions",
    "Cell",
    "Cells",
    "Count",
    "CountChange",
    "CountError",
    "CountOptions",
    "CountTable",
    "CountedLog",
    "Counts",
    "Dialect",
    "DialectError",
    "EntryRow",
    "Explained",
    "Headline",
    "Inputs",
    "Item",
    "Letter",
    "Lexicon",
    "LexiconError",
    "Limits",
    "LimitsError",
    "Line",
    "Log",
    "LogFile",
    "LogFolder",
    "LogKind",
    "LogNotReadError",
    "LogRefusedError",
    "NamedLog",
    "NotRead",
    "PortalPagesError",
    "Progress",
    "Purpose",
    "PurposeClass",
    "Reading",
    "Refusal",
    "Reject",
    "RejectReason",
    "ReportDiff",
    "ReportDiffError",
    "ReportFolderError",
    "RequestError",
    "RowChange",
    "RowCount",
    "RowCounts",
    "SealError",
    "SearchRow",
    "SharingRow",
    "Signal",
    "SparkChoice",
    "SparkError",
    "StatedIn",
    "StatedPurpose",
    "Subject",
    "TableLook",
    "Unrecognised",
    "WorkbookError",
    "ZoneError",
    "audit_logs",
    "classify",
    "compare_reports",
    "count_rows",
    "count_tables",
    "counts_csv",
    "counts_json",
    "dialect_named",
    "explain",
    "is_blank",
    "lexicon_with",
    "local_date",
    "local_dates",
    "look_at",
    "look_into",
    "open_file",
    "open_log",
    "read_folder",
    "readable_rules",
    "requests_of",
    "shipped_dialects",
    "stated_purpose",
    "write_changed_rows",
    "zones_of",
]
