"""Reports that laws ask for, from the ledger and the register: what each must hold is data, and no gap becomes a zero."""

from comity.ledger.statutory.counting import Filled, FilledField, desks_on_record, fill
from comity.ledger.statutory.definition import Definition, definition_named, definitions
from comity.ledger.statutory.finding_sheet import sheet_of
from comity.ledger.statutory.period import Period, period_of
from comity.ledger.statutory.written import report_csv, report_form, report_html, report_text

__all__ = [
    "Definition",
    "Filled",
    "FilledField",
    "Period",
    "definition_named",
    "definitions",
    "desks_on_record",
    "fill",
    "period_of",
    "report_csv",
    "report_form",
    "report_html",
    "report_text",
    "sheet_of",
]
