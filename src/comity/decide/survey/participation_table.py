"""A participation table as CSV, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from comity.decide.survey.participation import Participation
from comity.decide.survey.standing import Standing

COLUMNS = (
    "place",
    "name",
    "on",
    "action",
    "actor",
    "answer",
    "possible",
    "complete",
    "provisions",
    "citations",
    "internal",
    "verified",
    "federal_lists",
    "lawsuits",
)
"""Of every table. `internal` and `verified` say of each provision, in the order of `provisions`, whether it is an
agency's own order and no law, and how well its text is known."""

CLAIM_COLUMNS = ("entry", "claim", "verdict", "differs")
"""Of a table that holds a published one against the law."""

_STARTS_A_FORMULA = ("=", "+", "-", "@")


def participation_csv(rows: Iterable[Participation], *, on: date, claims: bool = False) -> str:
    """One line for an act; with a published table one for each claim too, its four columns filled.

    No cell begins as a formula does: a spreadsheet would run it. Such a text gets an apostrophe in front.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow((*COLUMNS, *(CLAIM_COLUMNS if claims else ())))
    for row in rows:
        for held in row.claims:
            bullet = held.bullet
            claim = (bullet.entry, bullet.says, held.verdict.value, bullet.differs)
            writer.writerow(_safe((*_line(row, held.standing, on), *claim)))
        for found in row.standings:
            empty = [""] * len(CLAIM_COLUMNS) if claims else []
            writer.writerow(_safe((*_line(row, found, on), *empty)))
    return written.getvalue()


def _line(row: Participation, found: Standing, on: date) -> tuple[object, ...]:
    return (
        row.place,
        row.name,
        on,
        found.action,
        found.actor,
        found.answer.value,
        " ".join(one.value for one in found.possible),
        str(found.complete).lower(),
        " ".join(one.provision for one in found.lines),
        "; ".join(one.cite for one in found.lines),
        " ".join(str(one.internal).lower() for one in found.lines),
        " ".join(one.mark.value for one in found.lines),
        " / ".join(row.lists),
        " / ".join(row.lawsuits),
    )


def _safe(cells: Iterable[object]) -> list[str]:
    # Blanks at the beginning go first: some programs look behind them.
    texts = ["" if cell is None else str(cell).replace("\r", " ").strip() for cell in cells]
    return [f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text for text in texts]
