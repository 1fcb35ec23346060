"""Builds the shipped register of 287(g) agreements from a folder of the published workbooks; it fetches nothing.

Usage: python tools/build_agreements_data.py FOLDER [OUT]
where FOLDER holds the workbooks of `participatingAgencies/` as named in `src/comity/places/agreements/data/SOURCE.md`, and
OUT is where the tables go instead of there. The last list of each day counts. The next workbook is added by
`comity 287g --import FILE --to FOLDER`, without this tool.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from comity.places.agreements import (
    EMPTY,
    AgreementError,
    Listing,
    day_of_name,
    read_workbook,
    save_register,
    with_listings,
)

DATA = Path(__file__).parent.parent / "src" / "comity" / "places" / "agreements" / "data"

# Files whose name says another day than that of the list in them; None: the day cannot be made out, left out.
DAYS: dict[str, date | None] = {
    "participatingAgencies01052025pm.xlsx": date(2026, 1, 5),
    "participatingAgencies01062025pm.xlsx": date(2026, 1, 6),
    "participatingAgencies01092025pm.xlsx": date(2026, 1, 9),
    "participatingAgencies090022025am.xlsx": date(2025, 9, 2),
    "participatingAgencies04212025am.xlsx": None,  # the list of March once more
    "participatingAgencies08022025pm.xlsx": None,  # a list of September
    "participatingAgencies09222025pm.xlsx": None,  # a list of pending agreements
}
# Within a day: morning, midday, afternoon, and further ones after each.
_PARTS = ("am", "mid", "", "pm")


def main(folder: Path, out: Path) -> None:
    """Read every workbook, and write the register."""
    by_day: dict[date, list[tuple[tuple[object, ...], Path]]] = defaultdict(list)
    for path in sorted(folder.rglob("*.xlsx")):
        day = DAYS[path.name] if path.name in DAYS else day_of_name(path.name)
        if day is not None:
            by_day[day].append((_order(path.name), path))
        else:
            print(f"{path.name}: left out")
    listings = []
    for day in sorted(by_day):
        listing = _last(day, [path for _, path in sorted(by_day[day], key=lambda one: one[0])])
        if listing is not None:
            listings.append(listing)
    register = with_listings(EMPTY, listings)
    save_register(register, out)
    print(
        f"{len(register.snapshots)} lists from {register.days[0]} to {register.days[-1]}, "
        f"{len(register.spells)} spells"
    )


def _last(day: date, paths: list[Path]) -> Listing | None:
    """The last list of a day that can be read."""
    for path in reversed(paths):
        try:
            return read_workbook(path, day=day)
        except AgreementError as error:
            print("\n".join(error.mistakes))
    return None


def _order(name: str) -> tuple[object, ...]:
    stamp = re.search(r"\d{14}", name)
    if stamp:
        return (0, stamp[0])
    part = re.search(r"\d(am|mid|pm)?[ _]?(\w*)\.xlsx$", name)
    assert part, name
    return (_PARTS.index(part[1] or ""), part[2])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)
