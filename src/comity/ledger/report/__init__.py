"""What goes out of a ledger: counts that open their incidents, as pages, CSV and JSON. Nothing private is in it."""

from comity.ledger.report.write import Made, ReportOptions, write_report

__all__ = ["Made", "ReportOptions", "write_report"]
