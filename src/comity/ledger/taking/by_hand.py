"""Entries that a person wrote: YAML or JSON of one incident, JSON lines of many, or a table (CSV) with an act a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from comity.law import read_plain
from comity.ledger.canonical import Form
from comity.ledger.problem import LedgerError
from comity.ledger.taking.take import Entry

LARGEST = 200_000_000
"""Bytes of a file of entries."""
COLUMNS = (
    "incident", "summary", "action", "actor", "official", "place", "place_id", "agency", "agency_id", "earliest",
    "latest", "day_as_written", "done", "claimed_breach", "became_known", "status", "authority", "cause", "persons",
)  # fmt: skip
"""The columns of a table of acts; rows with the same `incident` are acts of one. Others are refused."""


def read_entries(file: Path, *, key: str | None = None) -> Iterator[Entry]:
    """The incidents of a file. `key` names the file in the keys by which a second reading is known. Raises LedgerError."""
    try:
        if file.stat().st_size > LARGEST:
            raise LedgerError(f"{file} is larger than {LARGEST:,} bytes: split it")
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LedgerError(f"{file} is not UTF-8 text: save it as UTF-8") from None
    except OSError as error:
        raise LedgerError(
            f"{file} cannot be read: {(error.strerror or 'no reason is given').lower()}"
        ) from None
    source = key or file.name
    forms: Iterator[tuple[int, object]]
    match file.suffix.lower():
        case ".csv":
            forms = _of_table(text, file)
        case ".jsonl" | ".ndjson":
            forms = _of_lines(text, file)
        case _:
            form, problems = read_plain(text, file=str(file))
            if problems:
                raise LedgerError(*(str(problem) for problem in problems))
            listed = form if isinstance(form, list) else [form]
            forms = iter(list(enumerate(listed, start=1)))
    for number, one in forms:
        if not isinstance(one, dict):
            raise LedgerError(
                f"{file}: entry {number} is no incident: write `acts:` with what happened"
            )
        origin = {"kind": "by_hand", "key": f"file:{source}:{number}", **_origin(one.get("origin"))}
        yield Entry(body={**one, "origin": origin})


def _origin(given: object) -> Form:
    return {str(k): v for k, v in given.items()} if isinstance(given, dict) else {}


def _of_lines(text: str, file: Path) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                raise LedgerError(
                    f"{file}:{number}: this line is no JSON: write one incident on each"
                ) from None


def _of_table(text: str, file: Path) -> Iterator[tuple[int, object]]:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    strange = [name for name in rows.fieldnames or () if name not in COLUMNS]
    if strange or not rows.fieldnames:
        said = f"`{strange[0]}` is no column of a table of acts" if strange else "there is no head"
        raise LedgerError(f"{file}: {said}: use {', '.join(f'`{name}`' for name in COLUMNS)}")
    found: dict[str, Form] = {}
    try:
        for number, row in enumerate(rows, start=2):
            if None in row:
                raise LedgerError(f"{file}:{number}: the row has more cells than the head")
            cells = {name: value.strip() for name, value in row.items() if value and value.strip()}
            name = cells.get("incident", f"row {number}")
            entry = found.setdefault(name, {"acts": []})
            if "summary" in cells:
                entry["summary"] = cells["summary"]
            entry["acts"].append(_act(cells))
    except csv.Error as error:
        raise LedgerError(f"{file}: line {rows.line_num} is no line of a table: {error}") from None
    yield from enumerate(found.values(), start=1)


def _act(cells: dict[str, str]) -> Form:
    plain = ("action", "actor", "official", "done", "claimed_breach", "became_known", "status", "authority", "cause")  # fmt: skip
    act: Form = {name: cells[name] for name in plain if name in cells}
    for name in ("place", "agency"):
        if name in cells or f"{name}_id" in cells:
            act[name] = {"as_written": cells.get(name, cells.get(f"{name}_id"))}
            if f"{name}_id" in cells:
                act[name]["jurisdiction"] = cells[f"{name}_id"]
    when = {"earliest": cells.get("earliest"), "latest": cells.get("latest", cells.get("earliest")), "as_written": cells.get("day_as_written")}  # fmt: skip
    if any(when.values()):
        act["when"] = when
    if "persons" in cells:
        act["persons"] = cells["persons"].split()
    return act
