"""Which dialect the first records of a table are written in: by the header, then by the rows under it.

A label that was left in the header for a removed column is found by the values and taken out, if only one reading
of the header fits them; where two readings do, nothing is guessed and the rows are rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comity.audit.containers.limits import MOST_COLUMNS
from comity.audit.containers.part import Part
from comity.audit.containers.records import Record, fault_words
from comity.audit.containers.refusal import LogRefusedError, Refusal
from comity.audit.logs.dialect import ColumnMap, Dialect, Field, fitting, normal_label
from comity.audit.logs.dialect_file import shipped_dialects
from comity.audit.logs.row import Reject, safe_excerpt
from comity.audit.logs.rows import RowReader

SAMPLE_ROWS = 50
"""Rows under a header that say whether it is read rightly."""

_FITS = 0.9
_CLEARLY = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The dialect of a table, laid over its header in record `at` (from 0). `agencies` are those that the
    sample names as searchers, each once.
    """

    columns: ColumnMap
    at: int
    notes: tuple[str, ...]
    agencies: frozenset[str]


def recognise(
    head: Sequence[Record], dialects: Sequence[Dialect], header_records: int
) -> Recognised | None:
    """The dialect of a table by its first records; None when no record is a header of one."""
    for at, record in enumerate(head[:header_records]):
        if record.fault is not None or record.span > 1:
            continue
        choices = fitting(record.cells, dialects)
        if not choices:
            continue
        # A dialect that reads fewer columns accepts more rows: only those that read as many are compared.
        choices = [one for one in choices if len(one.unread) == len(choices[0].unread)]
        below = head[at + 1 :] if not choices[0].dialect.headerless else head[at:]
        sample = [one for one in below if one.fault is None and any(map(str.strip, one.cells))]
        sample = sample[:SAMPLE_ROWS]
        accepted = [len(_rows(one, record, sample)) for one in choices]
        best = max(range(len(choices)), key=lambda n: (accepted[n], -n))
        chosen = choices[best]
        notes: tuple[str, ...] = ()
        if best:
            notes = (
                f"its rows are not those of dialect `{choices[0].dialect.id}`, whose header it has too",
            )
        elif sample and not accepted[best]:
            chosen, notes = _mended(record, chosen, sample, dialects)
        return Recognised(
            columns=chosen, at=at, notes=notes, agencies=_agencies(chosen, record, sample)
        )
    return None


def _rows(columns: ColumnMap, header: Record, sample: Iterable[Record]) -> list[Record]:
    """Those records of a sample that are rows under a header."""
    reader = RowReader(first=(columns.dialect,), later=(columns.dialect,), agency=None)
    records = sample if columns.dialect.headerless else [header, *sample]
    rejected = {item.line for item in reader.read(records) if isinstance(item, Reject)}
    return [one for one in sample if one.line not in rejected]


def _agencies(columns: ColumnMap, header: Record, sample: Sequence[Record]) -> frozenset[str]:
    at = columns.at.get(Field.SEARCHER_NAME, columns.at.get(Field.SEARCHER_SLUG))
    if at is None:
        return frozenset()
    rows = _rows(columns, header, sample)
    return frozenset(
        name for one in rows if at < len(one.cells) and (name := one.cells[at].strip())
    )


# Labels that were left for a removed column.


def _mended(
    header: Record, columns: ColumnMap, sample: Sequence[Record], dialects: Sequence[Dialect]
) -> tuple[ColumnMap, tuple[str, ...]]:
    """The header without an orphan label, if its rows leave no doubt which one that is; else as it is."""
    readings: list[tuple[float, ColumnMap, str]] = []
    for label in columns.labels:
        if not label:
            continue
        others = [
            replace(one, orphans=(label,)) for one in dialects if one.kind is columns.dialect.kind
        ]
        found = next(iter(fitting(header.cells, others)), None)
        if found is None:
            continue
        rows = _rows(found, header, sample)
        if len(rows) >= _FITS * len(sample):
            readings.append((_likeness(found, rows), found, label))
    readings.sort(key=lambda one: -one[0])
    if not readings:
        return columns, ()
    score, best, orphan = readings[0]
    rivals = [(other, label) for other, one, label in readings[1:] if dict(one.at) != dict(best.at)]
    if rivals and score - rivals[0][0] < _CLEARLY:
        named = " or ".join(f"`{label}`" for label in [orphan, *(label for _, label in rivals)])
        return columns, (
            f"a label is left in the header for a removed column, and which one is not known: {named}; say it "
            "in a dialect file of your own with `orphans`",
        )
    return best, (
        f"the label `{orphan}` is left in the header for a removed column: all values after it stand one to "
        "the left, and are read so",
    )


_PLATE = re.compile(r"(?=.*\d)[A-Z0-9*? -]{2,10}|\*{3}|# ?# ?#|\[?REDACTED\]?")
_SEARCH_TYPE = re.compile(
    r"(search|lookup|convoy|visual|freeform|multigeo|apiv1|apilookup|mostseenocrvalues|searchsummary)( - mobile)?",
    re.IGNORECASE,
)
_SHAPES: dict[Field, Callable[[str], bool]] = {
    Field.PLATE: lambda text: bool(_PLATE.fullmatch(text)),
    Field.REASON: lambda text: bool(re.search(r"[A-Za-z]{3}", text)) and not _PLATE.fullmatch(text),
    Field.SEARCH_TYPE: lambda text: bool(_SEARCH_TYPE.fullmatch(text)),
    Field.TIME_FRAME: lambda text: len(re.findall(r"\d{1,2}/\d{1,2}/\d{4}", text)) == 2,
    Field.MODERATION: lambda text: text.casefold() in {"allow", "warn", "block"},
    Field.CASE_NUMBER: lambda text: bool(re.search(r"\d", text)) and len(text) < 30,
}


def _likeness(columns: ColumnMap, rows: Sequence[Record]) -> float:
    """How far the values look like what their columns hold, from 0 to 1: the mean over columns that hold any."""
    shares = []
    for field, looks in _SHAPES.items():
        at = columns.at.get(field)
        if at is None:
            continue
        values = [text for one in rows if (text := one.cells[at].strip())]
        if values:
            shares.append(sum(map(looks, values)) / len(values))
    return sum(shares) / len(shares) if shares else 0.0


# What has no header.


def no_header(part: Part, head: Sequence[Record], dialects: Sequence[Dialect]) -> LogRefusedError:
    """Why no header was found: one that lacks a column if there is one near, else an unknown one."""
    path = part.shown
    readable = [r for r in head if r.fault is None and any(cell.strip() for cell in r.cells)]
    if not head:
        return LogRefusedError(
            Refusal.EMPTY, path, "is empty", "it holds no header and no row", "fetch the file again"
        )
    if not readable:
        return LogRefusedError(
            Refusal.NO_HEADER,
            path,
            "has no header",
            f"none of its first {len(head)} records can be read: {fault_words(faulty)}"
            if (faulty := next((r for r in head if r.fault is not None), None))
            else f"its first {len(head)} records are blank",
            "open it and see whether it holds a table with a header",
            line=head[0].line,
        )
    widest = max(readable, key=lambda record: len(record.cells))
    if len(widest.cells) > MOST_COLUMNS:
        return LogRefusedError(
            Refusal.TOO_LARGE,
            path,
            f"has {len(widest.cells)} columns",
            f"no log has more than {MOST_COLUMNS}",
            "see whether it is a table at all; keep the columns that are needed in a copy",
            line=widest.line,
        )
    known = {d.id: {normal_label(column.label) for column in d.columns} for d in dialects}
    # Fewest columns missing, most labels known.
    nearest: list[tuple[int, int, Record, Dialect]] = []
    for record in readable:
        labels = {normal_label(cell) for cell in record.cells}
        for d in dialects:
            hits = len(labels & known[d.id])
            if hits >= 2:
                nearest.append((len(d.missing_from(record.cells)), -hits, record, d))
    if not nearest:
        return _unknown(path, readable[0])
    _, _, record, d = min(nearest, key=lambda one: one[:2])
    missing = d.missing_from(record.cells)
    if not missing:
        return LogRefusedError(
            Refusal.UNKNOWN_HEADER,
            path,
            f"the header `{safe_excerpt(record.raw)}` names a column twice",
            "which of the two holds the values is not known",
            "mend the header in a copy and say so beside the result",
            line=record.line,
        )
    labels_missing = ", ".join(f"`{label}`" for label in missing)
    return LogRefusedError(
        Refusal.MISSING_COLUMN,
        path,
        f"the header lacks {labels_missing}",
        f"the nearest dialect, `{d.id}`, cannot be read without",
        "ask for the export with this column, or give a dialect file that does without",
        line=record.line,
    )


def _unknown(path: Path, first: Record) -> LogRefusedError:
    shown = safe_excerpt(first.raw)
    separated = next((mark for mark in ";\t|" if first.raw.count(mark.encode()) > 1), "")
    return LogRefusedError(
        Refusal.UNKNOWN_HEADER,
        path,
        f"the header `{shown}` is of no known dialect",
        "its columns are not those of a search audit or a sharing list known here"
        + (", and they are not separated by commas" if separated else ""),
        "export it with commas as CSV"
        if separated
        else "`comity formats --guess FILE` guesses what its columns mean, and writes a dialect file for it",
        line=first.line,
    )


def later_dialects(first: Sequence[Dialect]) -> tuple[Dialect, ...]:
    """Those that a header in mid-file may be written in: the first ones, then all that are shipped."""
    return (*first, *(d for d in shipped_dialects() if d not in first))
