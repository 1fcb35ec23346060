"""Years with an agreement before the lists begin: shown, and deciding nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity.logic import Truth
from comity.places import resolve
from comity.places.agreements import agreement_on, register_in
from comity.places.agreements.told import agency_form, years_sentence
from comity.places.agreements.years import spans, years_of
from tools.build_agreement_years import DATA, main

SHEET = Path(__file__).parents[4] / "shared/data/287g-agreements/history_2005_2019.csv"


def test_the_years_of_an_agency_are_shown_and_decide_no_day() -> None:
    rogers = resolve("Rogers AR PD")
    assert years_of(rogers) == tuple(range(2007, 2013))
    found = agreement_on("Rogers AR PD", date(2010, 6, 1), register_in())
    assert found.holds is Truth.UNKNOWN
    assert "2007–2012" in str(years_sentence(found))
    assert agency_form(found, ())["years_2005_to_2019"] == list(range(2007, 2013))
    assert years_sentence(agreement_on("Dallas TX PD", date(2010, 6, 1), register_in())) is None


@pytest.mark.parametrize(
    "name", ["Arizona Department of Corrections", "Dallas PD", "FedEx Corporation"]
)
def test_only_a_body_that_is_one_of_its_kind_has_years(name: str) -> None:
    assert years_of(resolve(name)) == ()


def test_years_are_told_in_runs() -> None:
    assert spans((2005, 2007, 2008, 2009, 2019)) == "2005, 2007–2009, 2019"
    assert spans(()) == ""


def test_the_table_is_what_the_tool_makes_of_the_sheet(tmp_path: Path) -> None:
    if not SHEET.is_file():
        pytest.skip("the sheet is not beside this checkout")
    main(SHEET, tmp_path)
    assert (tmp_path / "years.tsv").read_bytes() == (DATA / "years.tsv").read_bytes()
