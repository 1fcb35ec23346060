"""Two reports held side by side: what was read, under which law, by which program, and which rows came out otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from comity.audit.engine import quoted
from comity.audit.report_folder import FORMAT, MANIFEST, PARQUET, is_report

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
    old, new = _manifest(before), _manifest(after)
    rows, only_before, only_after, same = _rows(before, after)
    return ReportDiff(
        inputs=tuple(_inputs(old, new)),
        law=_pair(old["corpus"]["sha256"], new["corpus"]["sha256"]),
        program=_pair(old["program"]["version"], new["program"]["version"]),
        options=tuple(
            (name, json.dumps(old["options"].get(name)), json.dumps(new["options"].get(name)))
            for name in sorted({*old["options"], *new["options"]})
            if old["options"].get(name) != new["options"].get(name)
        ),
        counts=tuple(_counts(old, new)),
        rows=rows,
        only_before=only_before,
        only_after=only_after,
        same=same,
    )


def write_changed_rows(before: Path, after: Path, target: Path) -> None:
    """Every row that came out otherwise, as CSV: where it stands, its answers, its provisions. Raises ReportDiffError."""
    for folder in (before, after):
        _manifest(folder)
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY ({_joined(before, after)} SELECT {', '.join(_KEY)}, before, after, provisions_before, "  # noqa: S608 -- quoted
            "provisions_after FROM joined WHERE before IS DISTINCT FROM after ORDER BY ALL) "
            f"TO {quoted(str(target))} (FORMAT csv, HEADER)"
        )


def _manifest(folder: Path) -> Mapping[str, Any]:  # Any: our own JSON
    if not is_report(folder):
        raise ReportDiffError(
            f"{folder}: is no report of an audit: name the folder that --out named"
        )
    form: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))  # Any: as above
    if form["format"] != FORMAT or not (folder / PARQUET).is_file():
        raise ReportDiffError(
            f"{folder}: was made by an older program, or is not whole: run that audit again with this one"
        )
    return form


def _pair(before: str, after: str) -> tuple[str, str] | None:
    return None if before == after else (before, after)


def _inputs(
    old: Mapping[str, Any],  # Any: as above
    new: Mapping[str, Any],  # Any: as above
) -> list[tuple[str, str]]:
    before = {one["file"]: one["sha256"] for one in old["inputs"]}
    after = {one["file"]: one["sha256"] for one in new["inputs"]}
    found = []
    for name in sorted({*before, *after}):
        if name not in after:
            found.append((name, "only in the old report"))
        elif name not in before:
            found.append((name, "only in the new report"))
        elif before[name] != after[name]:
            found.append((name, "its bytes changed"))
    return found


def _counts(
    old: Mapping[str, Any],  # Any: as above
    new: Mapping[str, Any],  # Any: as above
) -> list[CountChange]:
    before, after = _by_answer(old), _by_answer(new)
    return [
        CountChange(
            subject=subject,
            answer=answer,
            before=before.get((subject, answer)),
            after=after.get((subject, answer)),
        )
        for subject, answer in sorted({*before, *after})
        if before.get((subject, answer)) != after.get((subject, answer))
    ]


def _by_answer(form: Mapping[str, Any]) -> dict[tuple[str, str], tuple[int, int]]:  # Any: as above
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in form["counts"]["by_subject_and_answer"]:
        key = (one["subject"], one["answer"])
        low, high = found.get(key, (0, 0))
        found[key] = (low + one["low"], high + one["high"])
    return found


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
