"""Findings of an audit report become incidents: one act that is counted, one incident; rows by file, line and digest.

Nothing of a person is in a finding: names and plates were dropped when the log was read.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.audit import REPORT_FILES
from comity.decide import Conduct
from comity.evidence import BecameKnown, ClaimedBreach, Status
from comity.law import Corpus, plain_value
from comity.ledger.canonical import Form, sha256
from comity.ledger.choices import Which
from comity.ledger.problem import LedgerError
from comity.ledger.taking.take import Entry

_FINDINGS = "findings.parquet"
assert _FINDINGS in REPORT_FILES

_COLUMNS = (
    "file", "line", "digest", "subject", "surely", "date", "date_or", "party", "party_place", "party_actor",
    "party_confidence", "action", "conduct", "flags", "question",
)  # fmt: skip


_WHERE = {
    Which.DEPARTS: f"conduct = '{Conduct.DEPARTS.value}'",
    Which.OPEN: f"conduct IN ('{Conduct.DEPARTS.value}', '{Conduct.UNKNOWN.value}')",
    Which.ALL: "true",
}


def take_report(folder: Path, corpus: Corpus, which: Which) -> Iterator[Entry]:
    """The incidents of a report. Raises LedgerError: no report, or a damaged one."""
    import duckdb  # noqa: PLC0415 -- only reports need it, and it takes long to import

    file = folder / _FINDINGS
    if not file.is_file():
        raise LedgerError(f"{folder} is no report of an audit: it has no {_FINDINGS}")
    report = _digest(file)
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        wanted = ", ".join(f'"{name}"' for name in _COLUMNS)
        try:
            found = connection.execute(
                f"SELECT {wanted} FROM read_parquet(?) WHERE counted AND {_WHERE[which]} ORDER BY file, line, subject",  # noqa: S608 -- names of our own
                [str(file)],
            )
            while rows := found.fetchmany(1_000):
                for row in rows:
                    yield _entry(dict(zip(_COLUMNS, row, strict=True)), report, corpus)
        except duckdb.Error:
            raise LedgerError(
                f"{file} is not the {_FINDINGS} of a report: `comity audit` writes one"
            ) from None


def _entry(row: dict[str, Any], report: str, corpus: Corpus) -> Entry:  # Any: cells of a report
    departs = row["conduct"] == Conduct.DEPARTS.value
    agency: Form = {"as_written": row["party"]}
    if row["party_place"]:
        agency |= {"jurisdiction": row["party_place"], "confidence": row["party_confidence"]}
    act: Form = {
        "action": row["action"],
        "actor": row["party_actor"] or None,
        "agency": agency,
        "when": {"earliest": row["date"], "latest": max(row["date"], row["date_or"])},
        "done": "acted",
        "claimed_breach": (
            ClaimedBreach.UNLAWFUL_DATA_SHARING if departs and _is_data(row["action"])
            else ClaimedBreach.HELP_WITH_ARREST if departs else ClaimedBreach.NONE_CLAIMED
        ).value,
        "became_known": BecameKnown.RECORDS_REQUEST.value,
        "status": Status.ALLEGED.value,
        "asserted_by": ["the audit of the agency's own records"],
        "surely": bool(row["surely"]),
        "facts": _facts(row, corpus),
        "evidence": {
            "rows": [
                {"report": report, "file": row["file"], "line": row["line"], "digest": row["digest"] or None}
            ]
        },
    }  # fmt: skip
    key = f"row:{row['file']}:{row['line']}:{row['digest']}:{row['subject']}"
    return Entry(
        body={"origin": {"kind": "audit_report", "key": key, "report": report}, "acts": [act]}
    )


def _is_data(action: str) -> bool:
    return action.startswith(("share_", "query_"))


def _facts(row: dict[str, Any], corpus: Corpus) -> Form:  # Any: as above
    """The facts that the row's question states; none where a kind was open between several."""
    if not row["question"] or "two_" in row["flags"]:
        return {}
    _, _, *options = shlex.split(row["question"])
    given = [
        value for name, value in zip(options[::2], options[1::2], strict=False) if name == "--fact"
    ]
    facts: Form = {}
    for one in given:
        word, _, text = one.partition("=")
        facts[word] = plain_value(corpus, word, text)
    return facts


def _digest(file: Path) -> str:
    return sha256(file.read_bytes())
