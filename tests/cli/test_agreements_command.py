"""`comity 287g` and `comity lists` through the door: figures, files, the next list, and mistakes."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.door import Door
from tests.places.agreements.sheets import SHAPES, write_sheet


def test_the_published_figures_come_out(comity: Door) -> None:
    told = comity("287g", "--since", "2025-01-19", "--on", "2025-09-24")
    assert told.code == 0
    lines = [line.split() for line in told.out.splitlines()]
    assert ["2025-01-19", "135", "60", "75", "0", "133"] in lines
    assert ["2025-09-24", "1,035", "133", "381", "521", "860"] in lines
    said = " ".join(told.out.split())
    assert (
        "900 more: jail enforcement 73 (8.1%), warrant service officer 306 (34.0%), task force 521 (57.9%)"
        in said
    )


def test_the_same_as_json_with_every_list_and_agreement(comity: Door) -> None:
    form = json.loads(comity("287g", "--since", "2025-01-19", "--on", "2025-09-24", "--json").out)
    assert form["count"]["agreements"] == len(form["agreements"]) == 1035
    assert form["increase"]["task_force_share"] == pytest.approx(0.5789, abs=0.0001)
    assert form["growth"][-1] == form["count"]


def test_a_namesake_in_another_state_is_not_the_agency_asked_about(comity: Door) -> None:
    texas = comity("287g", "--agency", "Dallas TX PD", "--on", "2026-04-01")
    assert texas.code == 0
    assert "Dallas TX PD had no 287(g) agreement on 2026-04-01" in texas.out
    assert "Dallas Police Department (GA)" in texas.out
    georgia = comity("287g", "--agency", "Dallas GA PD", "--on", "2026-04-01", "--json")
    assert json.loads(georgia.out)["has_287g_agreement"] is True
    nobody = comity("287g", "--agency", "Dallas PD", "--on", "2026-04-01")
    assert nobody.code == 3
    assert "It is not known whether Dallas PD" in nobody.out


def test_a_day_that_no_list_covers_is_open_and_ends_so(comity: Door) -> None:
    told = comity("287g", "--agency", "Dallas TX PD", "--on", "2018-04-01", "--json")
    assert told.code == 3
    assert json.loads(told.out)["has_287g_agreement"] is None


@pytest.mark.parametrize("ending", ["html", "csv", "json"])
def test_a_state_is_written_in_each_form(comity: Door, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"texas.{ending}"
    assert comity("287g", "--state", "us-tx", "--on", "2026-05-18", "--out", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    match ending:
        case "html":
            assert '<svg class="growth" role="img"' in text
            assert "<script" not in text
            assert "Texas Department of Public Safety" in text
        case "csv":
            rows = list(csv.DictReader(text.splitlines()))
            assert rows[-1]["list"] == "2026-05-18"
            assert len(rows) == 780
        case _:
            form = json.loads(text)
            assert {one["state"] for one in form["agreements"]} == {"TX"}


def test_the_next_list_is_taken_in_and_used(comity: Door, tmp_path: Path) -> None:
    row = ["TEXAS", "Dallas Police Department", "Municipality", "Dallas County", "Task Force Model", date(2026, 5, 30), "link", ""]  # fmt: skip
    file = write_sheet(tmp_path / "participatingAgencies06012026am.xlsx", [SHAPES["2025-06"], row])
    mine = tmp_path / "mine"
    short = comity("287g", "--import", str(file), "--to", str(mine))
    assert short.code == 2
    assert "a part of a list would say no of all the others" in short.err
    taken = comity("287g", "--import", str(file), "--to", str(mine), "--force")
    assert taken.code == 0
    assert "781 lists from 2021-01-13" in " ".join(taken.out.split())
    asked = ("287g", "--agency", "Dallas TX PD", "--on", "2026-06-01")
    assert comity(*asked, "--register", str(mine)).out.startswith("Dallas TX PD had a 287(g)")
    assert comity(*asked).code == 3
    again = comity(
        "287g", "--import", str(file), "--register", str(mine), "--to", str(mine), "--force"
    )
    assert again.code == 2
    assert "add lists in the order of their days" in again.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--on yesterday", "is not a day"),
        ("--on 2020-01-01", "the first is of 2021-01-13"),
        ("--state ZZ", "is not a state"),
        ("--out chart.png", "ends in none of"),
        ("--to there", "belong together"),
        ("--register nowhere", "give a folder"),
        ("--import missing.xlsx --to there", "No such file or directory".lower()),
        ("--since 2026-05-18 --on 2025-01-19", "give an earlier day"),
        ("--agency Dallas --out one.html", "written as .csv"),
    ],
)
def test_a_mistake_says_what_to_write(comity: Door, arguments: str, said: str) -> None:
    told = comity("287g", *arguments.split())
    assert told.code == 2
    assert said in told.err.lower() or said in told.err
    assert told.out == ""


def test_the_lists_are_counted_dated_and_compared(comity: Door) -> None:
    told = comity("lists", "--on", "2026-01-01")
    assert told.code == 0
    assert "13 states, 4 counties, 18 cities" in told.out
    assert "Taken off: Nevada on 2025-09-26" in told.out
    assert "only Department of Justice: Nevada, Rhode Island" in told.out
    assert "changes no answer" in told.out
    form = json.loads(comity("lists", "--on", "2026-01-01", "--json").out)
    assert form["lists"][1]["as_published"] == {"state": 13, "county": 4, "city": 18}
    assert form["lists"][1]["on_day"] == {"state": 12, "county": 3, "city": 18}


def test_a_place_is_looked_up_in_the_lists(comity: Door) -> None:
    assert (
        "not on it on 2025-10-01" in comity("lists", "--place", "us-nv", "--on", "2025-10-01").out
    )
    assert "in no list" in comity("lists", "--place", "us-tx").out
    (form,) = json.loads(comity("lists", "--place", "us-nv", "--on", "2025-09-01", "--json").out)
    assert form["on_day"] is True
    unknown = comity("lists", "--place", "us-nx")
    assert unknown.code == 2
    assert "did you mean" in unknown.err


def test_all_entries_are_printed_or_written(comity: Door, tmp_path: Path) -> None:
    assert "Huron CA" in comity("lists", "--all").out
    assert comity("lists", "--out", str(tmp_path / "lists.csv")).code == 0
    assert (tmp_path / "lists.csv").read_text(encoding="utf-8").count("\n") == 124
    assert comity("lists", "--out", str(tmp_path / "lists.xlsx")).code == 2
