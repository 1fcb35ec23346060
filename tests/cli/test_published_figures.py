"""Figures that others published, made again by the program's own commands; the page says which, and which cannot be.

The texts and numbers that the commands need are below, so that the tests run anywhere; that nothing of the list of
figures was left out is checked where the list is at hand.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.audit.reports import rows_of
from tests.cli.door import Door

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "real-logs.md").read_text(encoding="utf-8")
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not at hand")

STOW = {
    "immigration violation": 509,
    "deportation": 109,
    "ICE warrant": 62,
    "immigration enforcement": 16,
    "immigration warrant": 18,
    "ICE ERO": 6,
    "ICE HSI": 3,
}
"""`flock-ma-1`: phrases in the pages of Stow's records, and how often."""
QUOTED = ("immigration", "ICE", "ICE+ERO", "ICE WARRANT", "HSI", "CBP", "ICE case")
"""`flock-ca-1` and `flock-ca-2`: reasons that the publications quote and count."""
NO_WORD = {"T21 Case WV"}
"""A reason of the St. Louis Park review that names no immigration matter: who searched does."""
LOOK = "a person should look"
A = (
    "Name,Org Name,Total Networks Searched,Total Devices Searched,Time Frame,License Plate,Reason,Case #,Filters,"
    "Search Time,Search Type"
)


def test_287g_1_at_the_start_of_2025(comity: Door) -> None:
    form = json.loads(comity("287g", "--on", "2025-01-20", "--json").out)
    assert _count(form, "2025-01-19") == (135, 60, 75, 0)
    assert "135 agreements" in comity("287g", "--on", "2025-01-20").out


@pytest.mark.parametrize("day", ["2025-09-24", "2025-10-06"])
def test_287g_2_is_one_less_than_the_sheet_has_lines(comity: Door, day: str) -> None:
    """1,036 was published. Every list of these days has 1,035 agreements, and a header line above them."""
    form = json.loads(comity("287g", "--on", day, "--json").out)
    assert _count(form, day) == (1_035, 133, 381, 521)


def test_287g_3_is_58_percent_to_two_digits(comity: Door) -> None:
    """60 % was published, from the same counts: 521 of 900."""
    told = comity("287g", "--since", "2025-01-19", "--on", "2025-09-24").out
    assert "there are 900 more" in told
    assert "task force 521 (57.9%)" in " ".join(told.split())
    assert round(521 / 900, 1) == 0.6


def test_the_last_list_that_is_held(comity: Door) -> None:
    told = comity("287g", "--on", "2026-05-18").out
    assert "1,843 agreements of 1,551 agencies stand on the list of 2026-05-18" in told


def test_lists_1_and_2(comity: Door) -> None:
    homeland, justice = json.loads(comity("lists", "--json").out)["lists"]
    assert justice["as_published"] == {"state": 13, "county": 4, "city": 18}
    assert homeland["as_published"] == {"state": 14, "county": 48, "city": 26}
    assert homeland["counted_by_a_report"] == {"county": 415, "city": 227}


def test_flock_ma_1_every_phrase_counted_there_needs_a_look(comity: Door) -> None:
    lines = "".join(f"{phrase}\n" * times for phrase, times in STOW.items())
    assert _to_look_at(comity, lines) == sum(STOW.values()) == 723


def test_flock_ca_1_and_2_every_quoted_reason_needs_a_look(comity: Door) -> None:
    assert _to_look_at(comity, "".join(f"{one}\n" for one in QUOTED)) == len(QUOTED)


def test_flock_co_1_houston_has_no_agreement(comity: Door) -> None:
    """One published match counted 11,246 rows of Houston's police as rows of an agency with an agreement."""
    ended = comity("287g", "--agency", "Houston TX PD", "--on", "2025-10-31")
    assert ended.code == 0
    assert "Houston TX PD had no 287(g) agreement on 2025-10-31" in ended.out


@needs_data
def test_flock_mn_1_the_searches_that_the_review_lists(comity: Door, tmp_path: Path) -> None:
    """Each search that the review of St. Louis Park's log lists, as a line of such a log, through a whole audit."""
    folder = DATA / "flock-slp-mn-published"
    listed: Counter[str] = Counter()
    lines = [A.split(",")]
    with (folder / "reasons_jan_mar_may_2025_and_2026.csv").open(encoding="utf-8") as handle:
        for one in csv.DictReader(handle):
            listed[one["month"]] += int(one["searches"])
            reasons = one["reasons_verbatim"].split("|")
            for number in range(int(one["searches"])):
                reason = reasons[number % len(reasons)]
                lines.append(_search(len(lines), one["month"], one["agency_as_printed"], reason))
    log = tmp_path / "network.csv"
    with log.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written, lineterminator="\n").writerows(lines)
    ended = comity("audit", str(log), "--agency", "St. Louis Park MN PD", "--out", "report")
    assert ended.code == 0, ended.err
    rows = {row["line"]: row for row in rows_of(tmp_path / "report") if row["subject"] == "search"}
    found: Counter[str] = Counter()
    missed = 0
    for line, row in rows.items():
        if "immigration_mention" in row["flags"].split():
            found[str(row["date"])[:7]] += 1
        else:
            missed += 1
            assert lines[line - 1][6] in NO_WORD
    assert (sum(listed.values()), len(rows), sum(found.values()), missed) == (563, 563, 561, 2)
    with (folder / "monthly_counts.csv").open(encoding="utf-8") as handle:
        counted = {
            one["month"]: int(one["immigration_searches"] or 0) for one in csv.DictReader(handle)
        }
    assert sum(counted.values()) == 1_708
    # In these months the review lists all that it counts.
    assert {month: found[month] for month in ("2025-07", "2026-01")} == {
        month: counted[month] for month in ("2025-07", "2026-01")
    }
    assert all(found[month] <= counted[month] for month in found)


@needs_data
def test_every_published_figure_stands_on_the_page() -> None:
    with (DATA / "published-figures" / "figures.csv").open(encoding="utf-8") as handle:
        known = [one["id"] for one in csv.DictReader(handle)]
    assert [one for one in known if f"| {one} |" not in PAGE] == []


def _search(number: int, month: str, agency: str, reason: str) -> list[str]:
    """A line of a network audit, each a second after the one before."""
    year, month = month.split("-")
    time = f"{month}/15/{year}, 01:{number // 60:02}:{number % 60:02} PM UTC"
    return ["x", agency, "1", "1", "", "ABC1234", reason, "", "", time, "search"]


def _count(form: dict[str, list[dict[str, object]]], day: str) -> tuple[object, ...]:
    (one,) = (count for count in form["growth"] if count["list"] == day)
    names = ("agreements", "jail_enforcement", "warrant_service_officer", "task_force")
    return tuple(one[name] for name in names)


def _to_look_at(comity: Door, lines: str) -> int:
    """How many lines `comity purpose` says that a person should look at."""
    ended = comity("purpose", "--file", "-", text=lines)
    assert ended.code == 0
    return sum(LOOK in line.split("\t")[0] for line in ended.out.splitlines() if "\t" in line)
