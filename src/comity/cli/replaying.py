"""Rows of a log or of a report, or the acts of a ledger, replayed on two sides: the door's part of `comity diff --replay`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.cli.ledger_door import is_ledger, opened, said
from comity.cli.question_lines import typed
from comity.cli.streams import fail, out, print_text
from comity.law import Corpus

if TYPE_CHECKING:
    from comity.compare import Replayed, Side

FINDINGS = "findings.parquet"
ROWS_SHOWN = 3
"""Rows that a text names for one act; JSON names all, and the text says how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedRows:
    """What came of the replay, and for each changed act the rows of the log (`file:line`), or its name in the ledger.

    `what` was replayed: `rows` or `acts`.
    """

    found: Replayed
    rows: Sequence[Sequence[str]]
    what: str = "rows"


def replay_from(law: Corpus, where: str, before: Side, after: Side) -> ReplayedRows:
    """Replay a ledger (its file or its server's address), a report folder, or a log."""
    if is_ledger(where):
        return replay_ledger(where, before, after)
    return replay_log(law, Path(where), before, after)


def replay_ledger(where: str, before: Side, after: Side) -> ReplayedRows:
    """Replay every act of a ledger."""
    ledger = opened(where)
    from comity.compare import Act, replay  # noqa: PLC0415 -- needs the solver
    from comity.ledger import asked_acts  # noqa: PLC0415 -- needs the extra `ledger`

    with said():
        acts = [
            Act(
                name=one.name,
                place=one.place,
                action=one.action,
                actor=one.actor,
                employer=one.employer,
                facts=one.fact_sets[0],
                or_facts=one.fact_sets[1:],
                rows=1,
            )
            for one in asked_acts(ledger)
        ]
    found = replay(before, after, acts)
    rows = [[one.act.name] for one in found.changed]
    return ReplayedRows(found=found, rows=rows, what="acts")


def replay_log(law: Corpus, path: Path, before: Side, after: Side) -> ReplayedRows:
    """Replay a report folder of `comity audit`, or a log, which is audited first into a folder that is not kept."""
    import duckdb  # noqa: PLC0415 -- only a replay needs it

    from comity.compare import Act, replay  # noqa: PLC0415 -- needs the solver

    with ExitStack() as stack:
        folder = path
        if not (path / FINDINGS).is_file():
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "report"
            _audit(law, path, folder)
        connection = stack.enter_context(duckdb.connect())
        connection.execute("SET enable_progress_bar = false")
        source = str(folder / FINDINGS)
        try:
            lines = connection.execute(
                "SELECT question, count(*) FROM read_parquet(?) WHERE question <> '' "
                "AND NOT contains(flags, 'two_') GROUP BY ALL ORDER BY ALL",
                [source],
            ).fetchall()
        except duckdb.Error:
            fail([f"{path} holds no {FINDINGS} of a report: `comity audit` writes one"])
        acts = []
        for line, count in lines:
            one = typed(law, line)
            acts.append(
                Act(
                    name=line,
                    place=one.place,
                    action=one.action,
                    actor=one.actor,
                    employer=one.employer,
                    facts=one.facts,
                    rows=count,
                )
            )
        found = replay(before, after, acts)
        rows = [
            [
                f"{file}:{line}"
                for file, line in connection.execute(
                    "SELECT file, line FROM read_parquet(?) WHERE question = ? "
                    "AND NOT contains(flags, 'two_') ORDER BY ALL",
                    [source, one.act.name],
                ).fetchall()
            ]
            for one in found.changed
        ]
    return ReplayedRows(found=found, rows=rows)


def _audit(law: Corpus, path: Path, folder: Path) -> None:
    from comity.audit import (  # noqa: PLC0415 -- only logs need it
        AuditInputError,
        audit_logs,
    )

    if not path.exists():
        fail([f"{path} does not exist: name a log, or the folder of a report"])
    try:
        audit_logs(law, [path], out=folder)
    except AuditInputError as error:
        fail(error.messages)


def replay_to_json(replayed: ReplayedRows) -> dict[str, object]:
    """The replay as plain JSON values."""
    found = replayed.found
    return {
        "replayed": replayed.what,
        "rows": found.rows,
        "rows_of_other_places": found.elsewhere,
        "rows_not_asked": found.refused,
        "rows_answered_otherwise": found.changed_rows,
        "otherwise": [
            {
                "question": one.act.name,
                "before": one.before,
                "after": one.after,
                "rows": list(rows),
            }
            for one, rows in zip(found.changed, replayed.rows, strict=True)
        ],
    }


def replay_sentence(replayed: ReplayedRows) -> str:
    """What came of the replay in one sentence."""
    found = replayed.found
    asked = found.rows - found.elsewhere - found.refused
    return (
        f"Real acts, asked again as if done under each law: {found.changed_rows:,} of {asked:,} {replayed.what} would have been "
        "answered otherwise."
    )


def show_replay(replayed: ReplayedRows) -> None:
    """Print the replay."""
    found = replayed.found
    out.print()
    print_text(replay_sentence(replayed))
    if found.elsewhere:
        print_text(
            f"{found.elsewhere:,} further {replayed.what} are of places that this law does not bind.",
            indent=2,
        )
    if found.refused:
        print_text(f"{found.refused:,} {replayed.what} could not be asked on both sides.", indent=2)
    for one, rows in zip(found.changed, replayed.rows, strict=True):
        count = f"{one.act.rows:,} rows: " if replayed.what == "rows" else ""
        print_text(f"{count}{one.before} -> {one.after}", indent=2)
        print_text(one.act.name, indent=4)
        if replayed.what != "rows":
            continue
        shown = ", ".join(rows[:ROWS_SHOWN])
        rest = len(rows) - ROWS_SHOWN
        print_text(
            f"{shown}" + (f" and {rest:,} more (all with --json)" if rest > 0 else ""), indent=4
        )
