"""The manifest of a report: digests of what went in and came out, and the options. No clock, no path of a disk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from comity.audit.containers.digest import digest_of
from comity.audit.counting.count import Count
from comity.audit.counting.tally import Tally
from comity.audit.intake.inputs import Inputs
from comity.audit.intake.taking import FileRead, Intake
from comity.audit.purpose.lexicon import Lexicon
from comity.audit.report.folder import FORMAT, MANIFEST
from comity.audit.shown import printable, without_values
from comity.decide import program_version
from comity.law import Corpus


def manifest_of(
    *,
    intake: Intake,
    inputs: Inputs,
    tally: Tally,
    corpus: Corpus,
    lexicon: Lexicon,
    options: Mapping[str, object],
    outputs: Sequence[Path],
    folder: Path,
    beside: Mapping[str, str],
) -> dict[str, object]:
    """Everything needed to repeat a report and to see that it is the same. See docs/reference of the format.

    `beside`: versions of programs that held the rows beside DuckDB.
    """
    return {
        "format": FORMAT,
        "program": {
            "name": "comity",
            "version": program_version(),
            "duckdb": duckdb.__version__,
            **beside,
        },
        "corpus": {"sha256": corpus.digest},
        "lexicon": lexicon.version,
        "options": dict(options),
        "inputs": [_input(one) for one in intake.files],
        "not_read": [
            {
                "file": one.label,
                "reason": one.error.refusal.value,
                "what": without_values(one.error.problem.what, frozenset()),
            }
            for one in intake.not_read
        ],
        "documentation": list(inputs.documentation),
        "notes": list(inputs.notes),
        "counts": {
            "rows_and_rejects": tally.rows + intake.rejects,
            "decided": tally.rows,
            "rejected": intake.rejects,
            "acts": [
                {"kind": one.kind.value, "rows": one.rows, "low": one.low, "high": one.high}
                for one in tally.sameness
            ],
            "complete": tally.complete,
            "immigration_mentions": _count(tally.said.mentions),
            "say_little": _count(tally.said.little),
            "say_nothing": _count(tally.said.nothing),
            "by_subject_and_answer": [
                {
                    "subject": one.subject.value,
                    "answer": one.answer.value,
                    "conduct": one.conduct.value,
                    **_count(one.count),
                    "complete": one.complete,
                }
                for one in tally.answers
            ],
            "open_by_reason": [
                {
                    "subject": one.subject.value,
                    "answer": one.answer.value,
                    "why_open": one.why,
                    **_count(one.count),
                }
                for one in tally.open
            ],
            "not_complete_by_reason": [
                {"reservation": reason, "acts": acts, "settled": settled}
                for reason, acts, settled in tally.reservations
            ],
        },
        "outputs": [
            {
                "file": path.relative_to(folder).as_posix(),
                "sha256": digest_of(path),
                "bytes": path.stat().st_size,
            }
            for path in outputs
        ],
    }


def write_manifest(folder: Path, form: Mapping[str, object]) -> None:
    """Write the manifest in its place, keys in order."""
    text = json.dumps(form, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _count(count: Count) -> dict[str, int]:
    return {"rows": count.rows, "low": count.low, "high": count.high}


def _input(one: FileRead) -> dict[str, object]:
    counts = one.reading.counts
    return {
        "file": one.label,
        "sha256": one.reading.sha256,
        "bytes": one.size,
        "kind": one.kind.value,
        "dialect": one.dialect,
        "agency": one.agency,
        "damage": one.reading.damage,
        "notes": [printable(note, 400) for note in one.notes],
        "records": counts.records,
        "rows": counts.rows,
        "rejects": counts.rejects,
        "headers": counts.headers,
        "blank": counts.blank,
        "rejects_by_reason": {
            reason.value: rows
            for reason, rows in sorted(
                counts.rejects_by_reason.items(), key=lambda item: item[0].value
            )
        },
    }
