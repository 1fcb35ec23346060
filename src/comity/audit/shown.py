"""Texts of a log as they may be shown: cells that no spreadsheet runs, names that cannot hide or move.

Nothing is lost: a cell goes back to what it was by taking one apostrophe away.
"""

from __future__ import annotations

import re

# What spreadsheets take for the beginning of a formula: ASCII, and the wide forms that some treat alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"
GUARD_MEANS = (
    "a cell that begins with = + - @, a tab, a line end or an apostrophe has one more apostrophe in front, so "
    "that no spreadsheet runs it; take that one away to have the cell as it was"
)
LONGEST_SHOWN = 120


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet shows and does not run: see GUARD_MEANS."""
    return GUARD + text if text.startswith((*FORMULA_STARTS, GUARD)) else text


def unsafe_cell(text: str) -> str:
    """The cell as it was before `safe_cell`."""
    return text.removeprefix(GUARD)


def safe_cell_sql(column: str) -> str:
    """The same as `safe_cell`, as an expression of DuckDB over a quoted column of text."""
    # One text of all of them: a list of so many makes the engine join with it, for each column.
    starts = " || ".join(f"chr({ord(start)})" for start in (*FORMULA_STARTS, GUARD))
    return (
        f"CASE WHEN {column} <> '' AND contains({starts}, left({column}, 1)) "
        f"THEN chr({ord(GUARD)}) || {column} ELSE {column} END"
    )


def printable(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A name as a page or a terminal may show it: one line, nothing invisible, not endless."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def without_values(text: str, keep: frozenset[str]) -> str:
    """A message without what it quotes from a record, which may name a person; labels in `keep` stay."""

    def quoted(found: re.Match[str]) -> str:
        return found.group() if found.group(1).strip().casefold() in keep else "`…`"

    return re.sub(r"`([^`]*)`", quoted, text)
