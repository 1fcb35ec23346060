"""What agencies' own public pages say that their data are not used for: shown beside the law, never mixed with it.

A CSV file with one line a page, as saved from transparency portals. A page is a promise, no provision: it decides nothing.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.audit.deciding.attestations import agency_key
from comity.audit.deciding.party import Party, party_named
from comity.audit.logs.agency import is_slug, name_of_slug
from comity.audit.logs.when import TimeError, parse_day
from comity.law.problem import Problem

COLUMNS = (
    ("agency_slug", "crawled_slug", "agency"),
    ("as_of", "archived_date"),
    ("prohibited_uses",),
)
"""The columns of such a file; of each group the first that is there is read."""
LONGEST = 2_000
"""Characters of a statement that are shown; a longer one ends in an ellipsis."""
_LONGEST_FILE = 256 * 1024 * 1024


class PortalPagesError(ValueError):
    """A file with mistakes; `problems` holds them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(one) for one in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalPage:
    """What an agency's page said on a day."""

    agency: str
    on: date
    prohibited_uses: str
    line: int


class PortalPages:
    """All pages of a file, found by the agency."""

    def __init__(
        self,
        pages: Iterable[PortalPage] = (),
        party_of: Callable[[str], Party] = party_named,
    ) -> None:
        self._party_of = party_of
        self._by_agency: dict[str, list[PortalPage]] = {}
        for one in pages:
            self._by_agency.setdefault(agency_key(party_of(one.agency)), []).append(one)
        self._used: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._by_agency)

    def of(self, agency: str) -> tuple[PortalPage, ...]:
        """What the agency's pages said, each distinct statement once with the first day it was seen."""
        key = agency_key(self._party_of(agency))
        self._used.add(key)
        found: dict[str, PortalPage] = {}
        for one in sorted(self._by_agency.get(key, ()), key=lambda page: (page.on, page.line)):
            found.setdefault(" ".join(one.prohibited_uses.split()), one)
        return tuple(found.values())

    def unused(self) -> tuple[tuple[int, str], ...]:
        """Agencies of the file that nothing asked for: the line of the first page, and the name."""
        first = (
            min(pages, key=lambda page: page.line)
            for key, pages in self._by_agency.items()
            if key not in self._used
        )
        return tuple(sorted((one.line, one.agency) for one in first)) if self._used else ()


def read_portal_pages(path: Path, party_of: Callable[[str], Party] = party_named) -> PortalPages:
    """The pages of a CSV file, plain or packed with gzip. Raises PortalPagesError.

    `party_of` says whom a name stands for.
    """

    def wrong(line: int, what: str, why: str, remedy: str) -> PortalPagesError:
        return PortalPagesError(
            [Problem(file=str(path), line=line, what=what, why=why, remedy=remedy)]
        )

    try:
        with path.open("rb") as handle:
            packed = handle.read(2) == b"\x1f\x8b"
        if packed:
            with gzip.open(path, "rb") as unpacked:
                raw = unpacked.read(_LONGEST_FILE + 1)
        else:
            raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise wrong(
            0, "is not UTF-8", "its bytes are no text in that encoding", "save it as CSV (UTF-8)"
        ) from None
    except (OSError, EOFError) as error:
        said = (getattr(error, "strerror", None) or str(error)).lower()
        raise wrong(0, "cannot be read", f"the system says `{said}`", "check the path") from None
    if len(raw) > _LONGEST_FILE:
        raise wrong(0, "is too large", f"it holds more than {_LONGEST_FILE} bytes", "split it")
    reader = csv.DictReader(text.splitlines(keepends=True))
    given = reader.fieldnames or ()
    chosen = [next((name for name in names if name in given), None) for names in COLUMNS]
    missing = [names[0] for names, name in zip(COLUMNS, chosen, strict=True) if name is None]
    if missing:
        raise wrong(
            1,
            "the header",
            f"it lacks {', '.join(f'`{name}`' for name in missing)}",
            f"give the columns {', '.join(f'`{names[0]}`' for names in COLUMNS)}; others are passed over",
        )
    pages = []
    for cells in reader:
        name, on, said = ((cells[column or ""] or "").strip() for column in chosen)
        if not said:
            continue
        try:
            day = parse_day(on)
        except TimeError as error:
            raise wrong(
                reader.line_num, f"`{chosen[1]}`", str(error), "write the day as 2026-02-28"
            ) from None
        if not name:
            raise wrong(reader.line_num, f"`{chosen[0]}`", "it names no agency", "name the agency")
        pages.append(
            PortalPage(
                agency=name_of_slug(name) if is_slug(name) else name,
                on=day,
                prohibited_uses=said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…",
                line=reader.line_num,
            )
        )
    return PortalPages(pages, party_of)
