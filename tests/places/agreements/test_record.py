"""Who had an agreement on a day: yes, no, or not known; and the lists that a spell is read from."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.logic import Truth
from comity.places.agreements import (
    EMPTY,
    AgreementError,
    AgreementModel,
    Basis,
    ListedRow,
    Listing,
    Register,
    agreement_on,
    count_on,
    counts,
    periods_of,
    register_in,
    save_register,
    with_listings,
)
from comity.places.agreements.identity import is_named_by_office, office_of_listed
from comity.places.ori import oris_at
from comity.places.spelling import key
from comity.places.tables import locality_of

COUNTED = (
    Path(__file__).parents[4] / "shared" / "data" / "287g-agreements" / "counts_by_snapshot.csv"
)
TASK_FORCE, JAIL = AgreementModel.TASK_FORCE, AgreementModel.JAIL_ENFORCEMENT


def _row(
    agency: str = "Dallas Police Department",
    state: str = "GA",
    signed: date | None = date(2026, 1, 5),
    model: AgreementModel = TASK_FORCE,
) -> ListedRow:
    return ListedRow(state=state, agency=agency, model=model, signed=signed)


def _register(lists: Iterable[tuple[date, list[ListedRow]]]) -> Register:
    return with_listings(
        EMPTY, [Listing(day=day, file=f"{day}", rows=tuple(rows)) for day, rows in lists]
    )


def _answers(register: Register, agency: str, *days: date) -> list[tuple[Truth, Basis]]:
    return [
        (found.holds, found.basis)
        for day in days
        for found in [agreement_on(agency, day, register)]
    ]


def test_a_town_in_georgia_has_one_and_the_city_of_that_name_in_texas_has_not() -> None:
    day = date(2026, 4, 1)
    georgia = agreement_on("Dallas GA PD", day, register_in())
    texas = agreement_on("Dallas TX PD", day, register_in())
    open_ = agreement_on("Dallas PD", day, register_in())
    assert (georgia.holds, georgia.models) == (Truth.TRUE, (TASK_FORCE,))
    assert (texas.holds, texas.spells) == (Truth.FALSE, ())
    assert (open_.holds, open_.basis) == (Truth.UNKNOWN, Basis.NAME_NOT_MATCHED)


def test_a_period_without_lists_is_unknown_and_never_no() -> None:
    register = register_in()
    before, after = date(2018, 5, 1), register.days[-1] + timedelta(days=1)
    assert _answers(register, "Dallas TX PD", before, after) == [
        (Truth.UNKNOWN, Basis.BEFORE_THE_LISTS),
        (Truth.UNKNOWN, Basis.AFTER_THE_LISTS),
    ]
    assert agreement_on("Dallas TX PD", date(2026, 1, 1), EMPTY).holds is Truth.UNKNOWN


def test_the_days_around_a_first_and_a_last_list() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 20), date(2026, 1, 30)]
    register = _register([(days[0], [_row("Rome Police Department")]), (days[1], [_row()]), (days[2], [_row()]), (days[3], [_row("Rome Police Department", signed=date(2026, 1, 30))])])  # fmt: skip
    asked = [date(2026, 1, n) for n in (4, 5, 9, 10, 15, 20, 25, 30)]
    assert _answers(register, "Dallas GA PD", *asked) == [
        (Truth.FALSE, Basis.NOT_LISTED),  # before it was signed
        (Truth.TRUE, Basis.SIGNED_THEN_LISTED),
        (Truth.TRUE, Basis.SIGNED_THEN_LISTED),
        (Truth.TRUE, Basis.LISTED),
        (Truth.TRUE, Basis.LISTED),
        (Truth.TRUE, Basis.LISTED),
        (Truth.UNKNOWN, Basis.BETWEEN_LISTS),
        (Truth.FALSE, Basis.NOT_LISTED),
    ]


def test_signed_long_before_a_list_that_lacks_it_is_not_known() -> None:
    register = _register([(date(2026, 2, 1), [_row("Rome Police Department")]), (date(2026, 2, 10), [_row()])])  # fmt: skip
    assert _answers(register, "Dallas GA PD", date(2026, 2, 1), date(2026, 2, 5)) == [
        (Truth.UNKNOWN, Basis.SIGNED_NOT_YET_LISTED),
        (Truth.UNKNOWN, Basis.SIGNED_NOT_YET_LISTED),
    ]


def test_off_one_list_and_back_with_the_same_signature_is_not_a_no() -> None:
    register = _register([(date(2026, 2, 1), [_row()]), (date(2026, 2, 2), [_row("Rome Police Department")]), (date(2026, 2, 3), [_row()])])  # fmt: skip
    assert _answers(register, "Dallas GA PD", date(2026, 2, 2)) == [
        (Truth.UNKNOWN, Basis.SIGNED_NOT_YET_LISTED)
    ]


def test_a_renewal_or_another_model_does_not_break_the_agreement() -> None:
    register = _register([(date(2026, 2, 1), [_row()]), (date(2026, 2, 9), [_row(signed=date(2026, 2, 7), model=JAIL)])])  # fmt: skip
    assert _answers(register, "Dallas GA PD", date(2026, 2, 5)) == [(Truth.TRUE, Basis.LISTED)]
    assert agreement_on("Dallas GA PD", date(2026, 2, 5), register).models == ()
    assert agreement_on("Dallas GA PD", date(2026, 2, 9), register).models == (JAIL,)


def test_two_lists_that_lie_far_apart_say_nothing_of_the_time_between() -> None:
    register = _register([(date(2026, 1, 1), [_row("Rome Police Department")]), (date(2026, 4, 1), [_row("Rome Police Department")])])  # fmt: skip
    assert _answers(register, "Dallas GA PD", date(2026, 2, 1)) == [
        (Truth.UNKNOWN, Basis.NO_LIST_NEAR)
    ]


@pytest.mark.parametrize(
    ("agency", "basis"),
    [
        ("[Federal] FBI", Basis.NO_LOCAL_BODY),
        ("FedEx Corporation", Basis.NO_LOCAL_BODY),
        ("Flock Safety - Demo", Basis.NO_LOCAL_BODY),
        ("Lincoln Police Department", Basis.NAME_NOT_MATCHED),
        ("Galveston County TX Constable Precinct 8", Basis.NAME_NOT_MATCHED),
        ("Texas Department of Public Safety", Basis.NAME_NOT_MATCHED),
        ("Texarkana AR PD", Basis.NAME_NOT_MATCHED),  # listed with a county of Texas
        ("Texarkana TX PD", Basis.NAME_NOT_MATCHED),
        ("", Basis.NAME_NOT_MATCHED),
    ],
)
def test_a_body_that_the_lists_cannot_rule_out_is_unknown(agency: str, basis: Basis) -> None:
    found = agreement_on(agency, date(2026, 4, 1), register_in())
    assert (found.holds, found.basis) == (Truth.UNKNOWN, basis)


@pytest.mark.parametrize(
    "agency",
    [
        "Florida Highway Patrol",
        "Jacksonville FL SO",
        "Duval County FL SO",
        "Miami-Dade County FL SO",
        "Crow Wing County MN SO",  # printed under Massachusetts at first
        "Galveston County TX Constable Precinct 2",
        "University of Florida FL PD",
        "Marshall County AL SO",
    ],
)
def test_an_agency_is_met_under_the_name_that_a_log_gives_it(agency: str) -> None:
    assert agreement_on(agency, date(2026, 4, 1), register_in()).holds is Truth.TRUE


def test_the_shipped_places_are_what_names_resolve_to_today() -> None:
    for one in register_in().spells:
        assert (one.jurisdiction, one.actor) == office_of_listed(one.state, one.agency, one.county)


def test_every_list_counts_as_many_rows_as_it_printed() -> None:
    register = register_in()
    for one in register.snapshots[::25] + register.snapshots[-1:]:
        assert count_on(one.day, register.spells).agreements == one.rows


def test_lists_are_added_in_order_and_the_rest_is_refused(tmp_path: Path) -> None:
    first = _register([(date(2026, 2, 1), [_row()])])
    late = Listing(day=date(2026, 2, 1), file="again.xlsx", rows=(_row(),))
    with pytest.raises(AgreementError, match="reaches 2026-02-01 already"):
        with_listings(first, [late])
    save_register(first, tmp_path / "mine")
    mine = register_in(tmp_path / "mine")
    assert (mine.snapshots, mine.spells) == (first.snapshots, first.spells)


def test_a_folder_that_is_no_register_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AgreementError, match="--import"):
        register_in(tmp_path)
    save_register(_register([(date(2026, 2, 1), [_row()])]), tmp_path)
    packed = tmp_path / "spells.tsv.gz"
    old = packed.read_bytes()
    save_register(_register([(date(2026, 2, 1), [_row()]), (date(2026, 2, 2), [_row()])]), tmp_path)
    packed.write_bytes(old)
    with pytest.raises(AgreementError, match="do not belong together"):
        register_in(tmp_path)
    packed.write_bytes(packed.read_bytes()[:-9])
    register_in.cache_clear()
    with pytest.raises(AgreementError, match="cannot be read"):
        register_in(tmp_path)


DAYS = st.integers(0, 40).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
ROWS = st.builds(
    _row,
    agency=st.sampled_from(
        ["Dallas Police Department", "DALLAS POLICE DEPARTMENT", "Rome Police Department"]
    ),
    signed=st.one_of(st.none(), DAYS),
    model=st.sampled_from(AgreementModel),
)
LISTS = st.dictionaries(DAYS, st.lists(ROWS, max_size=4), min_size=1, max_size=6).map(
    lambda lists: sorted(lists.items())
)


@given(LISTS)
def test_spells_give_every_list_back(lists: list[tuple[date, list[ListedRow]]]) -> None:
    register = _register(lists)
    for day, rows in lists:
        listed = [one for one in register.spells if one.is_listed(day)]
        assert sorted((one.agency.upper(), one.model, str(one.signed)) for one in listed) == sorted(
            (one.agency.upper(), one.model, str(one.signed)) for one in rows
        )


@given(LISTS, DAYS)
def test_periods_say_for_each_day_what_the_day_says(
    lists: list[tuple[date, list[ListedRow]]], day: date
) -> None:
    register = _register(lists)
    periods = periods_of("Dallas GA PD", register)
    assert periods[0].from_ == date.min
    assert periods[-1].until is None
    assert all(a.until == b.from_ for a, b in itertools.pairwise(periods))
    (held,) = [
        one for one in periods if one.from_ <= day and (one.until is None or day < one.until)
    ]
    found = agreement_on("Dallas GA PD", day, register)
    assert (held.holds, held.basis) == (found.holds, found.basis)


@given(LISTS, DAYS, ROWS)
def test_what_a_list_of_the_day_prints_is_what_is_said(
    lists: list[tuple[date, list[ListedRow]]], day: date, row: ListedRow
) -> None:
    register = _register(lists)
    for listed_on, rows in lists:
        found = agreement_on("Dallas GA PD", listed_on, register).holds
        if any(one.agency.upper().startswith("DALLAS") for one in rows):
            assert found is Truth.TRUE
        else:
            assert found is not Truth.TRUE


def test_every_list_has_the_counts_that_others_found_in_the_same_workbooks() -> None:
    """On all days; skipped where the counts are not beside this checkout."""
    if not COUNTED.is_file():
        pytest.skip("the counts of the lists are not beside this checkout")
    register = register_in()
    ours = {one.day.isoformat(): one for one in counts(register.days, register.spells)}
    with COUNTED.open(encoding="utf-8", newline="") as lines:
        theirs = [row for row in csv.DictReader(lines) if not row["note"]]
    assert len(theirs) == 779
    for row in theirs:
        one = ours[row["snapshot"]]
        assert [one.agreements, *(one.by_model[model] for model in AgreementModel)] == [
            int(row[name])
            for name in ("rows", "jail_enforcement", "warrant_service_officer", "task_force")
        ], row
    assert set(ours) - {row["snapshot"] for row in theirs} == {"2025-09-02"}


def test_a_matched_body_lies_in_the_county_that_the_list_prints() -> None:
    """But for slips of a letter, names of places put for counties, and two old names of parishes."""
    strange = set()
    for one in register_in().spells:
        if not is_named_by_office(one.actor, one.agency):
            continue
        listed = {
            _county(locality_of(fips).name)
            for agency in oris_at(one.jurisdiction, one.actor)
            for fips in agency.counties
        }
        printed = _county(one.county)
        if not listed or not printed or printed == key("N/A"):
            continue
        alike = max(SequenceMatcher(None, printed, name).ratio() for name in listed)
        if alike < 0.8 and not key(one.agency).startswith(printed):
            strange.add((one.state, one.county))
    assert strange == {
        ("LA", "Chalmette Parish"),
        ("LA", "German Coast County"),
        ("TN", "Sparta-White County"),
    }


def _county(name: str) -> str:
    return key(re.sub(r" (?:Countey|County|Conty|Parish)$", "", name))
