"""Write the samples that stand beside the dialects: `python -m tools.write_samples`. All values are invented.

Each has the structure of the real export, its quirks included; none holds a name, a plate or a case of anyone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from comity.audit.logs.dialect_file import dialect_named
from tools.small_pdf import Page, pdf_of

FOLDER = Path(__file__).parents[1] / "src" / "comity" / "audit" / "logs" / "dialects"
UUID = "00000000-0000-4000-8000-00000000000"

FRAME = "01/01/2025, 12:00:00 AM UTC\n01/09/2025, 05:53:48 PM UTC"
ORGS = ("Dover NH PD", "Keene NH PD", "[Federal] US Border Patrol [Inactive]", "Lodi CA PD")
REASONS = ("stolen vehicle", "ICE civil warrant", "***", "Counterfeiting/Forgery - checks")
TIMES = (
    "1/9/2025, 05:53:48 PM UTC", "01/10/2025, 12:03:04 AM UTC", "01/11/2025, 11:59:59 PM UTC",
    "2/1/2025, 01:27:03 PM UTC",
)  # fmt: skip


def written(rows: Sequence[Sequence[str]], *, quote_all: bool = False) -> bytes:
    """Rows as CSV."""
    out = io.StringIO()
    if quote_all:
        csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def flock_a() -> bytes:
    """The vendor's export to mid 2025, with the spaces that its labels begin with."""
    header = ["Name", " Org Name", " Total Networks Searched", " Total Devices Searched", " Time Frame",
              " License Plate", " Reason", " Case #", " Filters", " Search Time", " Search Type"]  # fmt: skip
    rows = [
        ["***", org, str(900 + n), "——" if n == 1 else str(40_000 + n), FRAME, "***", reason, f"25-000{n}", "",
         time, "search - Mobile" if n == 2 else "lookup"]
        for n, (org, reason, time) in enumerate(zip(ORGS, REASONS, TIMES, strict=True))
    ]  # fmt: skip
    return written([header, *rows])


def flock_b(*, devices: bool) -> bytes:
    """The vendor's export from about 2025 on."""
    header = ["ID", " Name", " Org Name", " Total Networks Searched", " Total Devices Searched", " Time Frame",
              " License Plate", " Reason", " Case #", " Filters", " Search Time", " Search Type", " Text Prompt",
              " Moderation"]  # fmt: skip
    rows = [
        [f"{UUID}{n}", "***", org, str(900 + n), str(40_000 + n), FRAME, "" if n == 3 else "***", reason, "", "",
         time, "freeform" if n == 3 else "search", "red pickup with a ladder" if n == 3 else "",
         "allow" if n == 3 else ""]
        for n, (org, reason, time) in enumerate(zip(ORGS, REASONS, TIMES, strict=True))
    ]  # fmt: skip
    table = [header, *rows]
    return written(table if devices else [[*row[:4], *row[5:]] for row in table])


def portal(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A transparency portal's export."""
    return written([columns, *rows], quote_all=True)


def flock_sj() -> bytes:
    """A workbook of two months, each on its own sheet, with the day and the time apart."""
    header = ["Name", "Org Name", "Total Networks Searched", "Time Frame", "License Plate", "Reason", "Case #",
              "Search Date", "Search Time", "Search Type"]  # fmt: skip
    out = io.BytesIO()
    with _workbook(out) as book:
        for sheet, month in (("May 2025", 5), ("Jun 2025", 6)):
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, header)
            for n, (org, reason) in enumerate(zip(ORGS[:3], REASONS[:3], strict=True), start=1):
                day = f"2025-{month:02}-0{n}"
                page.write_row(n, 0, ["REDACTED", org, 80 + n, FRAME, "REDACTED", reason, "", day,
                                      f"0{n}:15:30", "lookup"])  # fmt: skip
    return out.getvalue()


def portal_pdf() -> bytes:
    """Two printed pages; the count and the time of a search share a line, one reason runs over two."""
    labels = [
        (30, "ID"),
        (230, "userID"),
        (280, "networkCount"),
        (340, "Search Time"),
        (460, "Reason"),
    ]
    pages = []
    for sheet in range(2):
        texts: list[tuple[float, float, str]] = []
        if not sheet:
            texts.append((30, 770, "Search audit, printed for a records request"))
        texts += [(left, 750, label) for left, label in labels]
        for n in range(3):
            at = 730 - 24 * n
            texts += [
                (30, at, f"{UUID}{3 * sheet + n}"),
                (230, at, "***"),
                (310, at, f"44{n} 03/1{n}/2026, 04:31:52 AM UTC"),
                (460, at, ("theft", "welfare check on a", "HSI request")[n]),
            ]
            if n == 1:
                texts.append((460, at - 10, "missing person"))
        texts.append((280, 40, f"page {sheet + 1} of 2"))
        pages.append(Page(texts=texts, size=7))
    return pdf_of(pages)


def ice(name: str, rows: Sequence[dict[str, object]], *, without: str = "") -> bytes:
    """One of ICE's workbooks: six lines, then the header, a sheet for each fiscal year."""
    labels = [column.label for column in dialect_named(name).columns]
    out = io.BytesIO()
    with _workbook(out) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for year, known in (
            ("FY2024", [one for one in labels if one != without]),
            ("FY2025", labels),
        ):
            page = book.add_worksheet(year)
            for line, text in enumerate(
                ["U.S. Immigration and Customs Enforcement", "Invented sample", f"Fiscal year {year[2:]}",
                 "Data as of a day that was made up", "Law Enforcement Sensitive (struck out)", "Note: see cover"]
            ):  # fmt: skip
                page.write_string(line, 0, text)
            page.write_row(6, 0, known)
            for at, row in enumerate(rows, start=7):
                for place, label in enumerate(known):
                    value = row.get(label, "b(6), b(7)c" if "Anonymized" in label else "")
                    if isinstance(value, datetime):
                        page.write_datetime(at, place, value, day)
                    elif value != "":
                        page.write(at, place, value)
    return out.getvalue()


def agreements() -> bytes:
    """ICE's list of agencies, shape of mid 2025, with broken dates as it has them."""
    header = [
        "STATE",
        "LAW ENFORCEMENT AGENCY",
        "TYPE",
        "COUNTY",
        "SUPPORT TYPE",
        "SIGNED",
        "MOA",
        "ADDENDUM",
    ]
    rows: list[list[object]] = [
        ["EXAMPLE STATE", "Sample County Sheriff's Office ", "County ", "Sample County", "Task Force Model",
         date(2025, 9, 22), "link", ""],
        ["EXAMPLE STATE", "Sampletown Police Department", "Municipality", "Sample County",
         "Warrant Service Officer", "05/082025", "LINK PENDING", ""],
    ]  # fmt: skip
    out = io.BytesIO()
    with _workbook(out) as book:
        page = book.add_worksheet("Sheet1")
        day = book.add_format({"num_format": "m/d/yyyy"})
        page.write_row(0, 0, header)
        for at, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(at, place, value, day)
                else:
                    page.write(at, place, value)
    return out.getvalue()


def _workbook(out: io.BytesIO) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    return book


def samples() -> dict[str, bytes]:
    """Every sample by the name of its file."""
    zoned, bare = "2026-03-10T04:31:52.901Z", "2025-06-18 00:02:04.789"
    p2 = ["id", "userId", "searchDate", "networkCount", "reason"]
    prepared = datetime(2024, 11, 5, 13, 4, 5)  # noqa: DTZ001 -- a cell has no zone
    detainer = {
        "Detainer Prepare Date": prepared, "Facility State": "EXAMPLE STATE", "Facility City": "SAMPLETOWN",
        "Detainer Facility": "SAMPLE CNTY JAIL", "Detainer Facility Code": "SMPLCJL",
        "Detainer Lift Reason": "Booked into Detention", "Detainer Type": "Detainer",
        "Notify Release Request Yes No": "NO", "Birth Year": 1990,
    }  # fmt: skip
    arrest = {
        "Apprehension Date": prepared, "State": "EXAMPLE STATE", "County": "SAMPLE",
        "Apprehension Method": "CAP Local Incarceration", "Arresting Agency": "ICE",
    }  # fmt: skip
    details = "Network Name: All cameras\nPermissions: search\nReceiving Organization: Sample County EX SO"
    merged = ["agency_slug", "agency_name", *p2, "caseNumber", "offenseType", "columns"]
    shown = "id,userId,searchDate,networkCount,offenseType"
    return {
        "flock-a.sample.csv": flock_a(),
        "flock-b.sample.csv": flock_b(devices=True),
        "flock-b13.sample.csv": flock_b(devices=False),
        "flock-sj.sample.xlsx": flock_sj(),
        "flock-events.sample.csv": written([
            ["Timestamp", "User", "Event Type", "Entity Type", "Entity Details", "Event Id"],
            ["2025-07-01T15:04:05.123Z", "account 7", "create", "networkShare", details, f"{UUID}1"],
            ["2025-07-02T15:04:05.123Z", "account 7", "delete", "role", "Name: Reader", f"{UUID}2"],
        ]),
        "portal-p1.sample.csv": portal(
            ["id", "userId", "searchDate", "cameraCount", "reason"],
            [[f"{UUID}1", "***", bare, "94", "Person+Crime"], [f"{UUID}2", "***", bare, "2510", "theft"]],
        ),
        "portal-p2.sample.csv": portal(
            p2, [[f"{UUID}1", "***", zoned, "449", "theft"], [f"{UUID}2", "***", zoned, "449", "HSI"]]
        ),
        "portal-p3.sample.csv": portal(
            [*p2[:4], "offenseType"],
            [[f"{UUID}1", "***", zoned, "449", "Immigration (civil/administrative)"],
             [f"{UUID}2", "***", zoned, "2", "Larceny"]],
        ),
        "portal-merged.sample.csv": written([
            merged,
            ["dover-nh-pd", "Dover NH PD", f"{UUID}1", "***", zoned, "2", "theft", "", "", ",".join(p2)],
            ["keene-nh-pd", "Keene NH PD", f"{UUID}2", "***", zoned, "9", "", "", "Larceny", shown],
        ]),
        "portal-pdf.sample.pdf": portal_pdf(),
        "sharing-outbound.sample.csv": written([
            ["agency_slug", "as_of", "receiving_org"],
            ["dover-nh-pd", "2026-04-26", "Keene NH PD"],
            ["dover-nh-pd", "2026-04-26", "Lodi CA PD"],
        ]),
        "detainers-facility.sample.csv": written([
            ["date", "lift_reason", "det_facility", "city", "state", "detainer_type"],
            ["2014-10-02 00:00:00", "Lifted", "SAMPLE CNTY JAIL, PA", "SAMPLETOWN", "PENNSYLVANIA", ""],
            ["2014-10-03 00:00:00", "Case Closed", "SAMPLE (MED) FCI", "SAMPLETOWN", "PENNSYLVANIA", ""],
        ]),
        "ice-detainers.sample.xlsx": ice("ice-detainers", [detainer, detainer], without="Birth Date"),
        "ice-arrests.sample.xlsx": ice("ice-arrests", [arrest]),
        "agreements-287g.sample.xlsx": agreements(),
    }  # fmt: skip


def main() -> None:
    """Write all samples."""
    for name, content in samples().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
