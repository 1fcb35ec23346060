"""`comity ledger report|statutory|sheet`: what goes out."""

REPORT_EXAMPLES = STATUTORY_EXAMPLES = SHEET_EXAMPLES = ""


def report_command() -> None:
    """Later in this change."""


statutory_command = sheet_command = report_command
