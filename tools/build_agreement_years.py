"""Builds the shipped table of years with a 287(g) agreement, 2005 to 2019, from a list kept by hand; it fetches nothing.

Usage: python tools/build_agreement_years.py FILE [OUT]
where FILE is `history_2005_2019.csv` as named in the data's SOURCE.md, and OUT the folder where the table goes instead.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from comity.places.agreements.identity import office_of_listed
from comity.places.agreements.workbook import state_code
from comity.places.ori import agency_with

DATA = Path(__file__).parent.parent / "src" / "comity" / "places" / "agreements" / "data"
_COLUMNS = ("state", "agency", "place", "actor", "years")


def main(file: Path, out: Path) -> None:
    """Write the table."""
    rows = sorted(rows_of(file))
    text = "\n".join("\t".join(row) for row in (_COLUMNS, *rows)) + "\n"
    (out / "years.tsv").write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(rows)} agencies, {sum(bool(row[3]) for row in rows)} with place and office")


def rows_of(file: Path) -> Iterator[tuple[str, ...]]:
    """The agencies that had an agreement in a year, with their place by ORI, else by name."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            years = [
                name[1:] for name in row if name.startswith("y20") and row[name].strip() == "X"
            ]
            state = state_code(row["state"])
            if state is None:  # a heading of the sheet
                assert not years, row
                continue
            agency = " ".join(row["agency"].replace("\u2019", "'").split())
            listed = agency_with(row["ori"])
            known = listed is not None and listed.state == state and listed.actor
            place, actor = (
                (listed.place, listed.actor)
                if listed and known
                else office_of_listed(state, agency)
            )
            if years:
                yield state, agency, place, actor, " ".join(years)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)
