"""Made logs of any length for the audit benchmark, in dialect A and B, with the skew of real ones. All invented.

The agencies bear the names of real cities and counties, as vendors spell them, so that each has a place whose law is
asked; what they are said to have searched for is invented. Some names in a hundred are of no place.
One row in five has a reason of its own (a case number), a few hundred plain reasons make up the rest; about one
row in three hundred names immigration enforcement; few agencies make most searches; every record of these dialects
takes two lines, for its time frame stands in one quoted cell of two.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import duckdb

from comity.places.tables import tables

AGENCIES = 3_900
NO_PLACE = 25
"""Each so-manieth name is that of no place."""
PLAIN = (
    "stolen vehicle", "burglary", "robbery", "homicide", "missing person", "narcotics", "traffic", "investigation",
    "inv", "suspect vehicle", "welfare check", "warrant", "fraud", "assault", "hit and run", "retail theft",
    "domestic violence", "agency assist", "BOLO", "patrol", "police", "notice of claim", "black ice crash", "***",
    "none", "test", "", "auto theft", "shots fired", "stolen plate",
)  # fmt: skip
LOOKED_FOR = (
    "ICE", "ICE hold", "immigration", "HSI", "assist ICE with locate", "ERO", "Immigration (civil/administrative) -",
    "Immigration (criminal) -", "border patrol", "ICE+ERO", "deportee", "8 USC 1326",
)  # fmt: skip
STATES = ("TX", "FL", "GA", "IL", "CA", "WA", "OR", "CO", "MN", "NH", "VA", "OK", "AZ", "NJ", "OH")

HEADERS = {
    "a": "Name,Org Name,Total Networks Searched,Total Devices Searched,Time Frame,License Plate,Reason,Case #,"
    "Filters,Search Time,Search Type",
    "b": "ID,Name,Org Name,Total Networks Searched,Total Devices Searched,Time Frame,License Plate,Reason,Case #,"
    "Filters,Search Time,Search Type,Text Prompt,Moderation",
}


def write_log(
    file: Path, rows: int, *, dialect: str, first: int = 0, total: int | None = None
) -> None:
    """Write a log. The same rows every time. Of a log in several files each has its `first` row, of so many in `total`."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(
            f"COPY ({_query(rows, dialect, first, total or rows)}) TO '{file}' (FORMAT csv, HEADER false, FORCE_QUOTE *)"
        )
    _put_header(file, HEADERS[dialect])


def _put_header(file: Path, header: str) -> None:
    """The header in front, without quotation marks, as the vendor prints it."""
    whole = file.with_name(f"{file.name}.whole")
    with whole.open("wb") as target, file.open("rb") as source:
        target.write(f"{header}\n".encode())
        while block := source.read(1 << 24):
            target.write(block)
    whole.replace(file)


def _query(rows: int, dialect: str, first: int, total: int) -> str:
    # Small primes keep the columns apart; the cube of a number below one gives the skew.
    share = "((hash(n) % 1000003) / 1000003.0)"
    agency = f"floor(pow({share}, 3) * {AGENCIES})::INTEGER"
    searched = (
        "(TIMESTAMP '2025-01-01 06:00:00' + INTERVAL (n * 31536000 // greatest(total, 1)) SECOND)"
    )
    printed = "'%m/%d/%Y, %I:%M:%S %p UTC'"
    reason = f"""CASE
        WHEN hash(n * 7) % 1000 < 4 THEN {_one_of(LOOKED_FOR, f"(hash(n * 11) % {len(LOOKED_FOR)})::INTEGER")}
        WHEN hash(n * 7) % 1000 < 204 THEN 'case 25-' || (hash(n * 13) % 90000000)
        ELSE {_one_of(PLAIN, f"floor(pow((hash(n * 17) % 1000003) / 1000003.0, 2) * {len(PLAIN)})::INTEGER")} END"""
    frame = f"strftime({searched} - INTERVAL 7 DAY, {printed}) || chr(10) || strftime({searched}, {printed})"
    cells = [
        "'officer ' || (hash(n * 19) % 40000)",
        _one_of(_agencies(), agency),
        "(hash(n * 23) % 6000)::VARCHAR",
        "(hash(n * 29) % 90000)::VARCHAR",
        frame,
        "'***'",
        reason,
        "CASE WHEN hash(n * 31) % 3 = 0 THEN '' ELSE '25-' || (hash(n * 31) % 1000000) END",
        "''",
        f"strftime({searched}, {printed})",
        "'search'",
    ]
    if dialect == "b":
        cells = ["printf('%016x', hash(n * 37))", *cells, "''", "'allow'"]
    return (
        f"SELECT {', '.join(f'{cell} AS c{number}' for number, cell in enumerate(cells))} "
        f"FROM (SELECT range AS n, {total} AS total FROM range({first}, {first + rows}))"
    )


def _agencies() -> tuple[str, ...]:
    """Names of agencies, the same every time: cities and counties of some states in an order that follows nothing."""
    places = sorted(
        (one for one in tables().by_fips.values() if one.state in STATES and one.is_government),
        key=lambda one: sha256((one.fips or "").encode()).digest(),
    )
    names = [
        f"{one.name} {one.state} {'SO' if one.form == 'county' else 'PD'}"
        for one in places[:AGENCIES]
    ]
    names[::NO_PLACE] = [f"Invented Town {number} PD" for number in range(len(names[::NO_PLACE]))]
    return tuple(names)


def _one_of(texts: tuple[str, ...], index: str) -> str:
    listed = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    return f"[{listed}][{index} + 1]"
