"""A quick count as people and programs read it: tables, CSV and JSON. It counts nothing anew."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from comity.audit.counting.rows import RowCount, RowCounts
from comity.audit.deciding.subject import Subject
from comity.audit.purpose.lexicon import PurposeClass
from comity.audit.purpose.words import CLASS_WORDS
from comity.audit.report.page_words import SHORT
from comity.audit.shown import printable, safe_cell
from comity.logic import Answer

WHAT_COUNTS = (
    "Rows, not acts: a search that two logs tell counts twice, and so does one that stands twice in a log. "
    "`comity audit` tells acts apart, says on what each answer rests, and opens every row."
)
NO_AGENCY = "(no agency named)"
AGENCIES_SHOWN = 15
CSV_COLUMNS = ("subject", "agency", "month", "purpose_class", "answer", "rows")
_ORDER: dict[PurposeClass | None, int] = {
    of: place for place, of in enumerate((None, *PurposeClass))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """Rows of one subject by one thing and by answer. `counts` of a line are in the order of `answers`.

    `left_out`: how many lines more there are.
    """

    subject: Subject
    title: str
    by: str
    answers: tuple[Answer, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    left_out: int = 0


def tables_of(found: RowCounts) -> tuple[CountTable, ...]:
    """For each subject: by class of purpose, by month, and by agency, those of most rows first."""
    tables: list[CountTable] = []
    for subject in Subject:
        counts = [one for one in found.counts if one.subject is subject]
        if not counts:
            continue
        if any(one.purpose_class for one in counts):
            tables.append(
                _table(
                    subject,
                    counts,
                    "stated purpose",
                    lambda one: _ORDER[one.purpose_class],
                    lambda one: CLASS_WORDS[one.purpose_class] if one.purpose_class else "",
                )
            )
        tables.append(
            _table(
                subject, counts, "month", lambda one: one.month, lambda one: f"{one.month:%Y-%m}"
            )
        )
        tables.append(_agencies(subject, counts))
    return tuple(tables)


def counts_csv(found: RowCounts) -> Iterator[str]:
    """All counts as CSV, a line at a time; cells are safe for spreadsheets (`shown.py`)."""
    yield ",".join(CSV_COLUMNS) + "\n"
    for one in found.counts:
        held = io.StringIO()
        csv.writer(held, lineterminator="\n").writerow(
            (
                one.subject.value,
                safe_cell(one.agency),
                f"{one.month:%Y-%m}",
                one.purpose_class.value if one.purpose_class else "",
                one.answer.value,
                one.rows,
            )
        )
        yield held.getvalue()


def counts_json(found: RowCounts) -> dict[str, object]:
    """All counts, the logs, and the files that were not read."""
    return {
        "counts_what": "rows",
        "rows": found.rows,
        "rejects": found.rejects,
        "logs": [
            {
                "log": one.label,
                "kind": one.kind.value,
                "dialect": one.dialect,
                "rows": one.rows,
                "rejects": one.rejects,
                "in_bulk": one.in_bulk,
                "damage": one.damage,
            }
            for one in found.logs
        ],
        "not_read": [{"file": one.label, "why": str(one.error)} for one in found.not_read],
        "counts": [
            {
                "subject": one.subject.value,
                "agency": one.agency,
                "month": f"{one.month:%Y-%m}",
                "purpose_class": one.purpose_class.value if one.purpose_class else None,
                "answer": one.answer.value,
                "rows": one.rows,
            }
            for one in found.counts
        ],
    }


def _table(
    subject: Subject,
    counts: Sequence[RowCount],
    by: str,
    key: Callable[[RowCount], Hashable],
    words: Callable[[RowCount], str],
) -> CountTable:
    """Counts put together by a key, in the order of the keys."""
    there = {one.answer for one in counts}
    answers = tuple(answer for answer in Answer if answer in there)
    place = {answer: number for number, answer in enumerate(answers)}
    lines: dict[Hashable, tuple[str, list[int]]] = {}
    for one in counts:
        _, sums = lines.setdefault(key(one), (words(one), [0] * len(answers)))
        sums[place[one.answer]] += one.rows
    held = [(text, tuple(sums)) for _, (text, sums) in sorted(lines.items(), key=_by_key)]
    return CountTable(
        subject=subject, title=SHORT[subject], by=by, answers=answers, lines=tuple(held)
    )


def _by_key(line: tuple[Hashable, object]) -> tuple[str, object]:
    return type(line[0]).__name__, line[0]


def _agencies(subject: Subject, counts: Sequence[RowCount]) -> CountTable:
    whole = _table(
        subject,
        counts,
        "agency",
        lambda one: one.agency,
        lambda one: printable(one.agency) or NO_AGENCY,
    )
    most_first = sorted(whole.lines, key=lambda line: -sum(line[1]))
    return CountTable(
        subject=subject,
        title=whole.title,
        by=whole.by,
        answers=whole.answers,
        lines=tuple(most_first[:AGENCIES_SHOWN]),
        left_out=max(len(most_first) - AGENCIES_SHOWN, 0),
    )
