"""Two reports held side by side: what was read, under which law, by which program, and which rows came out otherwise."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from comity.audit.engine import quoted
from comity.audit.report.folder import PARQUET
from comity.audit.report.former import FormerReport, FormerReportError, opened
from comity.audit.shown import safe_cell_sql

EXAMPLES = 3
"""Rows that are named for each change; `changed_rows` names all."""
_KEY = ("file", "line", "digest", "subject", "party", "other")


class ReportDiffError(Exception):
    """Reports that cannot be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChange:
    """Acts of one subject with one answer, low and high, before and after; None where there were none."""

    subject: str
    answer: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """Rows of both reports that came out otherwise in one way, with the places of some of them."""

    subject: str
    before: str
    after: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDiff:
    """Everything that differs. `law`, `program` and `options` hold what stood before and after, by name."""

    inputs: tuple[tuple[str, str], ...]
    law: tuple[str, str] | None
    program: tuple[str, str] | None
    options: tuple[tuple[str, str, str], ...]
    counts: tuple[CountChange, ...]
    rows: tuple[RowChange, ...]
    only_before: int
    only_after: int
    same: int

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(
            self.inputs or self.law or self.program or self.options or self.counts or self.rows
        )


def compare_reports(before: Path, after: Path) -> ReportDiff:
    """Hold two report folders side by side. Raises ReportDiffError."""
    old, new = _report(before), _report(after)
    try:
        rows, only_before, only_after, same = _rows(before, after)
    except duckdb.Error as error:
        raise ReportDiffError(f"the reports cannot be held side by side: {_said(error)}") from error
    return ReportDiff(
        inputs=tuple(_inputs(old, new)),
        law=_pair(old.corpus, new.corpus),
        program=_pair(old.program, new.program),
        options=tuple(
            (name, json.dumps(old.options.get(name)), json.dumps(new.options.get(name)))
            for name in sorted({*old.options, *new.options})
            if old.options.get(name) != new.options.get(name)
        ),
        counts=tuple(_counts(old, new)),
        rows=rows,
        only_before=only_before,
        only_after=only_after,
        same=same,
    )


def write_changed_rows(before: Path, after: Path, target: Path) -> None:
    """Every row that came out otherwise, as CSV: where it stands, its answers, its provisions. Raises ReportDiffError.

    Cells are guarded as those of a report are; a target that is there already is replaced when the new one is whole.
    """
    for folder in (before, after):
        _report(folder)
    if target.exists() and not target.is_file():
        raise ReportDiffError(f"{target}: is no file: name a file to write the changed rows to")
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    names = (*_KEY, "before", "after", "provisions_before", "provisions_after")
    cells = ", ".join(one if one == "line" else f"{safe_cell_sql(one)} AS {one}" for one in names)
    try:
        with duckdb.connect() as engine:
            engine.execute(
                f"COPY ({_joined(before, after)} SELECT {cells} FROM joined "  # noqa: S608 -- quoted
                "WHERE before IS DISTINCT FROM after ORDER BY ALL) "
                f"TO {quoted(str(partial))} (FORMAT csv, HEADER)"
            )
        partial.replace(target)
    except (OSError, duckdb.Error) as error:
        raise ReportDiffError(
            f"{target}: the changed rows cannot be written: {_said(error)}"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _report(folder: Path) -> FormerReport:
    try:
        return opened(folder, PARQUET)
    except FormerReportError as error:
        raise ReportDiffError(str(error)) from None


def _said(error: Exception) -> str:
    """What the system or the engine says, in one line."""
    said = getattr(error, "strerror", None) or (str(error).splitlines() or [""])[0]
    return f"`{said}`; see that the folder is there and that there is room"


def _pair(before: str, after: str) -> tuple[str, str] | None:
    return None if before == after else (before, after)


def _inputs(old: FormerReport, new: FormerReport) -> list[tuple[str, str]]:
    found = []
    for name in sorted({*old.inputs, *new.inputs}):
        if name not in new.inputs:
            found.append((name, "only in the old report"))
        elif name not in old.inputs:
            found.append((name, "only in the new report"))
        elif old.inputs[name] != new.inputs[name]:
            found.append((name, "its bytes changed"))
    return found


def _counts(old: FormerReport, new: FormerReport) -> list[CountChange]:
    return [
        CountChange(
            subject=subject.value,
            answer=answer.value,
            before=old.counts.get((subject, answer)),
            after=new.counts.get((subject, answer)),
        )
        for subject, answer in sorted(
            {*old.counts, *new.counts}, key=lambda key: (key[0].value, key[1].value)
        )
        if old.counts.get((subject, answer)) != new.counts.get((subject, answer))
    ]


def _joined(before: Path, after: Path) -> str:
    key = ", ".join(_KEY)
    return f"""WITH joined AS (
        SELECT {key}, o.answer AS before, n.answer AS after, o.provisions AS provisions_before,
            n.provisions AS provisions_after
        FROM (SELECT {key}, answer, provisions FROM read_parquet({quoted(str(before / PARQUET))})) o
        FULL JOIN (SELECT {key}, answer, provisions FROM read_parquet({quoted(str(after / PARQUET))})) n
            USING ({key}))"""  # noqa: S608 -- quoted


def _rows(before: Path, after: Path) -> tuple[tuple[RowChange, ...], int, int, int]:
    joined = _joined(before, after)
    with duckdb.connect() as engine:
        found: Sequence[tuple[Any, ...]] = engine.execute(  # Any: cells of a query
            f"""{joined} SELECT subject, before, after, count(*),
                list(concat(file, ':', line) ORDER BY file, line)[:{EXAMPLES}]
            FROM joined WHERE before <> after GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"""  # noqa: S608 -- quoted
        ).fetchall()
        ((only_before, only_after, same),) = engine.execute(
            f"""{joined} SELECT count(*) FILTER (after IS NULL), count(*) FILTER (before IS NULL),
                count(*) FILTER (before = after) FROM joined"""  # noqa: S608 -- quoted
        ).fetchall()
    changes = tuple(
        RowChange(subject=subject, before=old, after=new, rows=rows, examples=tuple(examples))
        for subject, old, new, rows, examples in found
    )
    return changes, only_before, only_after, same
