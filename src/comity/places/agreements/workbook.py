"""Reads one workbook of the federal list of 287(g) agreements as it is published: every row, or every reason why not.

Four shapes of header are known; columns are found by their labels. No day is taken from a file's name that the
file itself contradicts.
"""

from __future__ import annotations

import errno
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from comity.places.agreements.model import AgreementError, AgreementModel, ListedRow, Listing
from comity.places.states import all_states

LARGEST_FILE = 20_000_000
"""Bytes of a workbook; the lists of 2026 have 200,000."""
LARGEST_UNPACKED = 50_000_000
LAST_ROW, LAST_COLUMN = 100_000, 3
"""A cell further out is a trap: a reader makes room for all cells before it. Columns by the letters of their name."""
MOST_PROBLEMS = 20
MOST_SLIPS = 3
"""Rows signed after the day of their list that are taken for slips of the hand."""

STATE, AGENCY, MODEL, SIGNED = "STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"
SORT, COUNTY = "TYPE", "COUNTY"
_NEEDED = (STATE, AGENCY, MODEL, SIGNED)

# Spellings that stand on published lists.
_STATE_SLIPS = {"PENNSLYVANIA": "PA", "UTAHJ": "UT", "WEST VIRIGINIA": "WV"}
_MODELS = (
    (re.compile(r"jail enforcement\b", re.IGNORECASE), AgreementModel.JAIL_ENFORCEMENT),
    (
        re.compile(r"warrant services? office", re.IGNORECASE),
        AgreementModel.WARRANT_SERVICE_OFFICER,
    ),
    (re.compile(r"task force\b", re.IGNORECASE), AgreementModel.TASK_FORCE),
)
_SORT_SLIPS = {"Muncipality": "Municipality", "State": "State Agency", "#NA": ""}

_STAMPED = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)\d{6}(?!\d)")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/?(20\d\d)")

# The place of a cell or a row: `r="C12"`, `r="12"`.
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")

# What `zipfile` says of damage: a version from the future and an encrypted part are faults of the run to it.
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError)

Cells = Sequence[object]


def read_workbook(path: Path, *, day: date | None = None) -> Listing:
    """The list in a workbook, as of `day`; without one, of the day that the file's name says.

    Raises AgreementError with every mistake found, and for a list of pending agreements, which is none.
    """
    rows = _sheet(path)
    labels = [_text(cell).upper() for cell in rows[0]] if rows else []
    missing = [label for label in _NEEDED if label not in labels]
    if missing == [SIGNED]:
        raise AgreementError(
            f"{path.name}: it has no column `{SIGNED}`: this is a list of pending agreements, and those "
            "are not in force; give the list of participating agencies"
        )
    if missing:
        raise AgreementError(
            f"{path.name}: the first row lacks {', '.join(f'`{one}`' for one in missing)}; it has "
            f"{', '.join(f'`{one}`' for one in labels if one) or 'no labels'}: give the first sheet "
            "of the workbook as it is published"
        )
    notes: list[str] = []
    problems: list[str] = []
    found = []
    for number, cells in enumerate(rows[1:], start=2):
        row = dict(zip(labels, cells, strict=False))
        if any(_text(row.get(label)) for label in (STATE, AGENCY, MODEL)):
            read = _row(row, f"{path.name}, row {number}", notes, problems)
            if read is not None:
                found.append(read)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        raise AgreementError(
            *problems[:MOST_PROBLEMS], *((f"and {more} more of the kind",) if more > 0 else ())
        )
    if not found:
        raise AgreementError(f"{path.name}: no agreement stands below its header")
    day = day or _day_of(path)
    kept = tuple(_checked(path, day, found, notes))
    return Listing(day=day, file=" ".join(path.name.split()), rows=kept, notes=tuple(notes))


def day_of_name(name: str) -> date | None:
    """The day that a file's name says: `participatingAgencies09242025am.xlsx`, or the stamp of an archive."""
    stamped, month_first = _STAMPED.search(name), _MONTH_FIRST.search(name)
    try:
        if stamped:
            return date(int(stamped[1]), int(stamped[2]), int(stamped[3]))
        if month_first:
            return date(int(month_first[3]), int(month_first[1]), int(month_first[2]))
    except ValueError:
        return None
    return None


def _sheet(path: Path) -> list[Cells]:
    """The rows of the first sheet. Raises AgreementError for what is no workbook of a bearable size."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- only importers pay for it

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise AgreementError(
                f"{path.name}: it has more than {LARGEST_FILE:,} bytes: no list of agreements is that long"
            )
        _refuse_traps(path)
        book = CalamineWorkbook.from_path(str(path))
        return list(book.get_sheet_by_index(0).to_python())
    except (CalamineError, *_DAMAGE) as error:
        raise _damaged(path) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a part that claims to lie before the file's beginning
            raise
        raise _damaged(path) from error


def _damaged(path: Path) -> AgreementError:
    return AgreementError(
        f"{path.name}: it cannot be read as an Excel workbook (.xlsx): give the file as it was downloaded"
    )


def _refuse_traps(path: Path) -> None:
    """Raises AgreementError for a workbook that unpacks to more than a list can be, or has a cell far out."""
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(one.file_size for one in packed.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise AgreementError(
                f"{path.name}: it unpacks to {unpacked:,} bytes: no list of agreements is that long"
            )
        for part in packed.namelist():
            if not part.lower().startswith("xl/worksheets/"):
                continue
            for column, row in _CELL.findall(packed.read(part)):
                if len(column) >= LAST_COLUMN or len(row) > 9 or int(row) > LAST_ROW:
                    raise AgreementError(
                        f"{path.name}: it has a cell {column.decode()}{row[:9].decode()}: no list of agreements "
                        "is that large; copy its first sheet into a new workbook"
                    )


def _row(
    row: Mapping[str, object], where: str, notes: list[str], problems: list[str]
) -> ListedRow | None:
    state = state_code(_text(row[STATE]))
    agency = " ".join(_text(row[AGENCY]).replace("\u2019", "'").split())
    model = next((one for how, one in _MODELS if how.match(_text(row[MODEL]))), None)
    if state is None:
        problems.append(f"{where}: `{_text(row[STATE])}` is not a state: mend the cell in a copy")
    if not agency:
        problems.append(f"{where}: no agency is named: mend the cell in a copy")
    if model is None:
        problems.append(
            f"{where}: `{_text(row[MODEL])}` is not a model of agreement: jail enforcement, warrant "
            "service officer and task force are known; mend the cell in a copy, or ask for an update"
        )
    if state is None or model is None or not agency:
        return None
    signed, note = signed_day(row[SIGNED])
    if note:
        notes.append(f"{where}: {note}")
    sort = " ".join(_text(row.get(SORT)).split())
    return ListedRow(
        state=state,
        agency=agency,
        model=model,
        signed=signed,
        sort=_SORT_SLIPS.get(sort, sort),
        county=" ".join(_text(row.get(COUNTY)).replace("#NA", "").split()),
    )


def state_code(name: str) -> str | None:
    """The USPS code of a state's name in any case, slips of published lists included; None for no state."""
    upper = " ".join(name.upper().split())
    if upper in _STATE_SLIPS:
        return _STATE_SLIPS[upper]
    return next((one.usps for one in all_states().values() if one.name.upper() == upper), None)


def signed_day(cell: object) -> tuple[date | None, str]:
    """The day of signing and a note where the cell was mended (`05/082025`) or cannot be read."""
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    text = _text(cell)
    if not text or text.lower() == "none":
        return None, "no day of signing is given"
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        pass
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        try:
            day = date(int(slashed[3]), int(slashed[1]), int(slashed[2]))
        except ValueError:
            pass
        else:
            return day, f"the day of signing `{text}` is read as {day}"
    return None, f"the day of signing `{text}` cannot be read"


def _day_of(path: Path) -> date:
    day = day_of_name(path.name)
    if day is None:
        raise AgreementError(
            f"{path.name}: its name says no day: give the day of the list with --on, such as --on 2026-06-01"
        )
    return day


def _checked(
    path: Path, day: date, rows: Sequence[ListedRow], notes: list[str]
) -> Iterator[ListedRow]:
    """The rows, without days of signing that cannot be. A list cannot hold what was signed after its day: a few
    such rows are slips (`5025-07-07`), many mean that the day of the list is wrong.
    """
    late = sorted(one.signed for one in rows if one.signed is not None and one.signed > day)
    if len(late) > MOST_SLIPS:
        raise AgreementError(
            f"{path.name}: as of {day} it holds {len(late)} agreements signed later, the last on {late[-1]}: "
            "the day of the list is wrong; give the day on which it was published with --on"
        )
    for row in rows:
        if row.signed is not None and row.signed > day:
            notes.append(
                f"{path.name}: {row.agency} ({row.state}): the day of signing {row.signed} is after the list "
                "and left out"
            )
            yield replace(row, signed=None)
        else:
            yield row


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
