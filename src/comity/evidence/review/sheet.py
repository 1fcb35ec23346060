"""The review as a sheet to be filled in elsewhere and read back: CSV, or a workbook with the extra `excel`.

No cell is anything that a spreadsheet runs: a text that begins like a formula stands behind an apostrophe, which is
taken off when the sheet is read back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from comity.evidence.candidates import Candidate
from comity.evidence.intake.shelf import write_whole
from comity.evidence.review.correction import SLOTS, CorrectionError, corrected, slot_text
from comity.evidence.review.desk import Desk
from comity.evidence.review.log import Decision, ReviewLog

DECISIONS = ("accept", "reject", "merge")
COLUMNS = ("number", "id", "decision", "merge_into", "note", *SLOTS, "quotes", "documents", "remarks", "proposed_by")  # fmt: skip
LONGEST_CELL = 32_000
LARGEST = 100_000_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


class SheetError(Exception):
    """A sheet that cannot be written or taken; `messages` holds every mistake with its line."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(messages))


def write_sheet(desk: Desk, log: ReviewLog, path: Path) -> int:
    """Write all proposals with what is decided so far, and say how many. Raises SheetError, OSError."""
    decided = log.decisions()
    rows = [
        _row(number, candidate, decided.get(candidate.act.id), desk)
        for number, candidate in enumerate(desk.candidates, start=1)
    ]
    match path.suffix.casefold():
        case ".csv":
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            writer.writerows([guarded(cell) for cell in row] for row in rows)
            write_whole(path, ("\ufeff" + text.getvalue()).encode("utf-8"))
        case ".xlsx":
            _write_workbook(rows, path)
        case _:
            raise SheetError([f"`{path}` is no name of a sheet: let it end in .csv or .xlsx"])
    return len(rows)


def take_sheet(desk: Desk, log: ReviewLog, path: Path) -> int:
    """Add the decisions of a filled-in sheet to a log, all or none, and say how many. Raises SheetError, OSError."""
    by_id = {candidate.act.id: candidate for candidate in desk.candidates}
    numbers = {str(n): one.act.id for n, one in enumerate(desk.candidates, start=1)}
    held = log.decisions()
    problems: list[str] = []
    made: list[Decision] = []
    seen: set[str] = set()
    for line, cells in _cells(path):
        where = f"{path}:{line}"
        sign, does = cells.get("id", ""), cells.get("decision", "").casefold()
        if not does:
            continue
        if sign not in by_id:
            problems.append(f"{where}: `{sign}` is no proposal of this folder: do not change the column `id`")  # fmt: skip
            continue
        if sign in seen:
            problems.append(f"{where}: `{sign}` stands twice: decide on it once")
            continue
        seen.add(sign)
        try:
            decision = _decision(by_id[sign], does, cells, desk, numbers)
        except CorrectionError as error:
            problems.append(f"{where}: {error}")
            continue
        if held.get(sign) != decision:
            made.append(decision)
    if problems:
        raise SheetError(problems)
    for decision in made:
        log.add(decision)
    return len(made)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    cut = text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 3]}..."
    return f"'{cut}" if cut.startswith((*_DANGEROUS, "'")) else cut


def unguarded(text: str) -> str:
    """The text behind the guard."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_DANGEROUS, "'")) else text


def _row(number: int, candidate: Candidate, decision: Decision | None, desk: Desk) -> list[str]:
    act = candidate.act.act if decision is None or decision.act is None else decision.act
    does = ""
    if decision is not None:
        does = {"accepted": "accept", "corrected": "accept", "rejected": "reject", "merged": "merge"}[decision.does]  # fmt: skip
    numbers = {one.act.id: str(n) for n, one in enumerate(desk.candidates, start=1)}
    into = numbers.get(decision.into or "", "") if decision is not None else ""
    return [
        str(number),
        candidate.act.id,
        does,
        into,
        decision.note if decision is not None else "",
        *(slot_text(act, slot) for slot in SLOTS),
        " [...] ".join(quote.text for quote in act.quotes),
        "; ".join(source.name for source in candidate.act.sources),
        "; ".join(candidate.remarks),
        ", ".join(candidate.act.proposed_by),
    ]


def _decision(
    candidate: Candidate,
    does: str,
    cells: Mapping[str, str],
    desk: Desk,
    numbers: Mapping[str, str],
) -> Decision:
    note, sign = cells.get("note", ""), candidate.act.id
    match does:
        case "reject":
            return Decision(id=sign, does="rejected", note=note)
        case "merge":
            into = numbers.get(cells.get("merge_into", "").removesuffix(".0"))
            if into is None or into == sign:
                raise CorrectionError("`merge_into` names no other proposal: write its number")
            return Decision(id=sign, does="merged", into=into, note=note)
        case "accept":
            act = candidate.act.act
            for slot in SLOTS:
                typed = cells.get(slot, "")
                if typed != slot_text(act, slot):
                    act = corrected(act, slot, typed, desk.actions)
            if act == candidate.act.act:
                return Decision(id=sign, does="accepted", note=note)
            return Decision(id=sign, does="corrected", act=act, note=note)
        case _:
            raise CorrectionError(f"`{does}` is no decision: write {', '.join(DECISIONS)}, or nothing")  # fmt: skip


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet by the names of its columns, each with its line."""
    if path.stat().st_size > LARGEST:
        raise SheetError([f"`{path}` is too large for a sheet of this folder"])
    is_csv = path.suffix.casefold() == ".csv"
    match path.suffix.casefold():
        case ".csv":
            try:
                text = path.read_text("utf-8-sig")
            except UnicodeDecodeError:
                raise SheetError([f"`{path}` is not UTF-8: save it as `CSV UTF-8`"]) from None
            dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","  # fmt: skip
            rows = [list(map(str, row)) for row in csv.reader(io.StringIO(text), delimiter=dialect)]
        case ".xlsx":
            rows = _workbook_rows(path)
        case _:
            raise SheetError([f"`{path}` is no sheet: give a file that ends in .csv or .xlsx"])
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [name for name in ("id", "decision", *SLOTS) if name not in header]
    if missing:
        raise SheetError([f"{path}:1: the columns {', '.join(f'`{name}`' for name in missing)} are missing: keep the first row as it was"])  # fmt: skip
    for line, row in enumerate(rows[1:], start=2):
        plain = [cell.strip() for cell in row]
        cells = [unguarded(cell) for cell in plain] if is_csv else plain
        yield line, dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))


def _workbook_rows(path: Path) -> list[list[str]]:
    calamine: Any = import_module("python_calamine")  # heavy, and needed here only; it has no types
    try:
        sheet = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except Exception as error:  # noqa: BLE001 -- the library raises many kinds, and a panic is none of ours
        said = " ".join(str(error).split())[:150]
        raise SheetError(
            [f"`{path}` cannot be read as a workbook ({said}): save it anew"]
        ) from None
    return [[_cell(one) for one in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:10] if hasattr(value, "isoformat") else str(value)


def _write_workbook(rows: Sequence[Sequence[str]], path: Path) -> None:
    try:
        xlsxwriter: Any = import_module("xlsxwriter")  # the extra `excel`; it has no types
    except ImportError:
        raise SheetError(["a workbook needs the library `xlsxwriter`: install comity with the extra `excel`, or write a .csv"]) from None  # fmt: skip
    part = path.with_name(f".{path.name}.part")
    book = xlsxwriter.Workbook(
        str(part),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet("Review")
    sheet.freeze_panes(1, 0)
    sheet.data_validation(1, 2, max(len(rows), 1), 2, {"validate": "list", "source": list(DECISIONS)})  # fmt: skip
    for row, cells in enumerate([COLUMNS, *rows]):
        for column, cell in enumerate(cells):
            # Written as a string, so it is none: no guard is needed, and none has to be taken off.
            sheet.write_string(row, column, cell[:LONGEST_CELL])
    book.close()
    part.replace(path)
