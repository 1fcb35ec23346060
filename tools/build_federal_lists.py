"""Builds the shipped table of the federal lists of "sanctuary jurisdictions" from the transcriptions; it fetches nothing.

Usage: python tools/build_federal_lists.py FOLDER [OUT]
where FOLDER holds `doj_list.csv` and `dhs_list_partial.csv` as named in the data's SOURCE.md, and OUT is where the
table goes instead of there. What became of an entry is kept by hand below, each with its source.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from comity.places.localities import county_named, municipality_named
from comity.places.states import State, all_states

DATA = Path(__file__).parent.parent / "src" / "comity" / "places" / "federal_lists" / "data"

_COLUMNS = ("list", "level", "name", "state", "place", "gone", "gone_by", "source")
_JUSTICE = "Department of Justice, press release of 2025-08-05"
_SECURITY = "https://thisweeksnews.com/local-leaders-question-dhs-list-of-sanctuary-jurisdictions"
_SECURITY_LOCAL = "text of the Associated Press, as far as it is kept (police1.com)"
# Entry -> the first day that it may have been gone, the day by which it was, the source.
_REMOVED = {
    "us-nv": (
        "2025-09-26",
        "2025-09-26",
        "https://thenevadaindependent.com/article/nevada-doj-sign-immigration-enforcement-memo-that-will-take-state-off-sanctuary-list",
    ),
    "us-md-baltimore-county": (
        "2025-10-25",
        "2025-10-31",
        "https://particle.news/story/baltimore-county-removed-from-doj-sanctuary-list-after-ice-mou-prompting-local-backlash",
    ),
}


def main(folder: Path, out: Path) -> None:
    """Write the table."""
    rows = [*_justice(folder / "doj_list.csv"), *_security(folder / "dhs_list_partial.csv")]
    text = "\n".join("\t".join(row) for row in (_COLUMNS, *rows)) + "\n"
    (out / "entries.tsv").write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(rows)} entries")


def _justice(file: Path) -> Iterator[tuple[str, ...]]:
    for level, name, state, place in _entries(file):
        gone, gone_by, source = _REMOVED.get(place, ("", "", _JUSTICE))
        yield ("doj-2025-08-05", level, name, state, place, gone, gone_by, source)


def _security(file: Path) -> Iterator[tuple[str, ...]]:
    """The whole list was taken down at once; reports differ by two days."""
    for level, name, state, place in _entries(file):
        source = _SECURITY if level == "state" else _SECURITY_LOCAL
        yield ("dhs-2025-05-29", level, name, state, place, "2025-06-01", "2025-06-03", source)


def _entries(file: Path) -> Iterator[tuple[str, str, str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            state = _state(row["state"] or row["jurisdiction"])
            yield row["level"], row["jurisdiction"], state.usps, _place(row, state)


def _state(text: str) -> State:
    return next(one for one in all_states().values() if text in {one.usps, one.name})


def _place(row: dict[str, str], state: State) -> str:
    if row["level"] == "state":
        return state.slug
    named = county_named if row["level"] == "county" else municipality_named
    found = named(row["jurisdiction"], state).one
    assert found is not None, row
    return found.slug


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)
