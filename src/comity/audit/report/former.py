"""A report that was made earlier, opened again: whole, and as it was made.

A report is evidence. Nothing is taken from one whose bytes are not those that its manifest names, or whose manifest
counts what its rows do not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from comity.audit.containers.digest import digest_of
from comity.audit.deciding.subject import Subject
from comity.audit.engine import quoted
from comity.audit.report.folder import FORMAT, FORMATS, MANIFEST, PARQUET
from comity.logic import Answer

Range = tuple[int, int]
"""Acts, at least and at most."""


class FormerReportError(Exception):
    """A folder that is no report, or a report that is not as it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerReport:
    """What a report's manifest says: of its inputs and outputs the digests, by name.

    `counts` are the acts of each subject with each answer; `rows` the rows that they were counted from.
    """

    folder: Path
    corpus: str
    program: str
    options: Mapping[str, object]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    counts: Mapping[tuple[Subject, Answer], Range]
    rows: Mapping[tuple[Subject, Answer], int]


_REMEDY = "take the report from where it was kept, or run that audit again"


def opened(folder: Path, *names: str) -> FormerReport:
    """The report in a folder, of which the files `names` are to be read. Raises FormerReportError."""
    form = _manifest(folder)
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise FormerReportError(f"{folder}: is not whole: it lacks `{missing[0]}`; {_REMEDY}")
    try:
        found = _read(folder, form)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(folder, "it does not hold what an audit writes there") from None
    for name in names:
        if found.outputs.get(name) != digest_of(folder / name):
            raise FormerReportError(
                f"{folder / name}: was changed after the report was made: its bytes are not those that {MANIFEST} "
                f"names; {_REMEDY}"
            )
    if PARQUET in names:
        _check_counts(found)
    return found


def _manifest(folder: Path) -> Mapping[str, Any]:  # Any: JSON, perhaps of others
    if not folder.exists():
        raise FormerReportError(f"{folder}: is not there: check the path")
    try:
        form = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        form = None
    except OSError as error:
        raise _damaged(folder, f"the system says `{(error.strerror or '').lower()}`") from None
    except (ValueError, RecursionError):
        raise _damaged(folder, "it is no JSON in UTF-8") from None
    if not isinstance(form, dict) or form.get("format") not in FORMATS:
        raise FormerReportError(
            f"{folder}: is no report of an audit: it holds no `{MANIFEST}` of one; name the folder that --out named"
        )
    if form["format"] != FORMAT:
        raise FormerReportError(
            f"{folder}: was made by an older program: run that audit again with this one"
        )
    return form


def _damaged(folder: Path, why: str) -> FormerReportError:
    return FormerReportError(f"{folder / MANIFEST}: is damaged: {why}; {_REMEDY}")


def _read(folder: Path, form: Mapping[str, Any]) -> FormerReport:  # Any: JSON, perhaps of others
    counts: dict[tuple[Subject, Answer], Range] = {}
    rows: Counter[tuple[Subject, Answer]] = Counter()
    for one in form["counts"]["by_subject_and_answer"]:
        key = (Subject(one["subject"]), Answer(one["answer"]))
        low, high = counts.get(key, (0, 0))
        counts[key] = (low + int(one["low"]), high + int(one["high"]))
        rows[key] += int(one["rows"])
    return FormerReport(
        folder=folder,
        corpus=str(form["corpus"]["sha256"]),
        program=str(form["program"]["version"]),
        options=dict(form["options"].items()),
        inputs={str(one["file"]): str(one["sha256"]) for one in form["inputs"]},
        outputs={str(one["file"]): str(one["sha256"]) for one in form["outputs"]},
        counts=counts,
        rows=rows,
    )


def _check_counts(report: FormerReport) -> None:
    """The manifest counts the rows that are there, and of each kind as many acts as these tell."""
    with duckdb.connect() as engine:
        found = engine.execute(
            "SELECT subject, answer, count(*), count(*) FILTER (counted) FROM "  # noqa: S608 -- quoted
            f"read_parquet({quoted(str(report.folder / PARQUET))}) GROUP BY ALL"
        ).fetchall()
    told = {(str(subject), str(answer)): (rows, high) for subject, answer, rows, high in found}
    said = {
        (subject.value, answer.value): (report.rows[subject, answer], high)
        for (subject, answer), (_, high) in report.counts.items()
    }
    if told != said or any(low > high for low, high in report.counts.values()):
        raise FormerReportError(
            f"{report.folder / MANIFEST}: was changed after the report was made: its counts are not those of the rows "
            f"in {PARQUET}; {_REMEDY}"
        )
