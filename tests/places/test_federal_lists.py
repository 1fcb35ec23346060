"""The federal lists: their counts, dates and differences; and that no answer depends on them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from comity.decide import ask, decide
from comity.law import Corpus
from comity.logic import Truth
from comity.places import place_named
from comity.places.federal_lists import compared, federal_lists
from comity.places.federal_lists.chart import lists_chart
from comity.places.federal_lists.told import lists_csv, sentences
from tools.build_federal_lists import main as build

SOURCES = Path(__file__).parents[3] / "shared" / "data" / "federal-sanctuary-lists"
SECURITY, JUSTICE = federal_lists()


def test_the_list_of_august_has_thirteen_states_four_counties_and_eighteen_cities() -> None:
    assert JUSTICE.counts(JUSTICE.published) == {"state": 13, "county": 4, "city": 18}
    assert JUSTICE.counts(date(2025, 8, 4)) == {"state": 0, "county": 0, "city": 0}
    assert JUSTICE.counts(date(2025, 9, 26)) == {"state": 12, "county": 4, "city": 18}
    assert JUSTICE.counts(date(2025, 10, 31)) == {"state": 12, "county": 3, "city": 18}


def test_a_removal_between_two_days_is_not_known_between_them() -> None:
    (baltimore,) = [one for one in JUSTICE.entries if one.place == "us-md-baltimore-county"]
    days = [date(2025, 10, day) for day in (24, 25, 30, 31)]
    assert [JUSTICE.holds(baltimore, day) for day in days] == [
        Truth.TRUE,
        Truth.UNKNOWN,
        Truth.UNKNOWN,
        Truth.FALSE,
    ]


def test_the_list_of_may_was_taken_down_whole() -> None:
    assert len(SECURITY.on(date(2025, 5, 29), "state")) == 14
    assert {SECURITY.holds(one, date(2025, 6, 2)) for one in SECURITY.entries} == {Truth.UNKNOWN}
    assert SECURITY.on(date(2025, 6, 3)) == ()


def test_san_francisco_is_named_as_county_and_as_city() -> None:
    named = [one.level for one in JUSTICE.entries if one.place == "us-ca-san-francisco"]
    assert named == ["county", "city"]


def test_the_two_lists_differ_in_five_states_and_are_compared_only_where_both_are_whole() -> None:
    found = compared(SECURITY, JUSTICE)
    states = [
        {one.place for one in entries if one.level == "state"}
        for entries in (found.only_first, found.only_second)
    ]
    assert states == [{"us-md", "us-ma", "us-nj"}, {"us-nv", "us-ri"}]
    named = {one.place for one in (*found.only_second, *found.both)}
    assert "us-md-baltimore-county" not in named  # the list of May is not held whole for Maryland
    assert "us-md-baltimore-county" in {one.place for one in found.not_comparable}
    total = len(found.only_first) + len(found.only_second) + 2 * len(found.both)
    assert total + len(found.not_comparable) == len(SECURITY.entries) + len(JUSTICE.entries)


def test_a_difference_on_a_day_leaves_out_what_was_gone() -> None:
    later = compared(SECURITY, JUSTICE, on=date(2026, 1, 1))
    assert later.both == later.only_first == ()
    assert "us-nv" not in {one.place for one in later.only_second}


def test_every_entry_is_a_place_of_the_tables() -> None:
    for held in federal_lists():
        for one in held.entries:
            assert place_named(one.place) is not None, one


def test_the_shipped_table_is_what_the_tool_makes_of_the_transcriptions(tmp_path: Path) -> None:
    if not SOURCES.is_dir():
        pytest.skip("the transcriptions are not beside this checkout")
    build(SOURCES, tmp_path)
    from tools.build_federal_lists import DATA

    assert (tmp_path / "entries.tsv").read_bytes() == (DATA / "entries.tsv").read_bytes()


def test_every_number_that_is_told_is_in_the_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(lists_csv(federal_lists(), date(2025, 10, 1)))))
    assert len(rows) == 123
    there = [row for row in rows if row["list"] == JUSTICE.id and row["on_day"] == "true"]
    assert len(there) == 34
    said = " ".join(map(str, sentences(JUSTICE, date(2025, 10, 1))))
    assert "13 states, 4 counties, 18 cities" in said
    assert "12 states, 4 counties, 18 cities" in said


def test_the_drawing_has_a_bar_for_each_count() -> None:
    drawn = lists_chart(
        federal_lists(), title='A "title" & more', name=lambda one: one.id, level=str.title
    )
    assert "&quot;title&quot; &amp; more" in drawn
    assert drawn.count("<rect") == 3 * sum(len(one.changes) for one in federal_lists())


@pytest.mark.parametrize(
    "place", ["us-il", "us-nv", "us-ca-san-francisco", "us-md-baltimore-county"]
)
def test_no_answer_changes_when_nothing_is_known_of_the_lists(place: str, corpus: Corpus) -> None:
    held = corpus.jurisdictions[place]
    assert any(note.kind == "federal_list" for note in held.notes)
    without = replace(
        corpus,
        jurisdictions={
            name: replace(
                one, notes=tuple(note for note in one.notes if note.kind != "federal_list")
            )
            for name, one in corpus.jurisdictions.items()
        },
    )
    for action in ("hold_on_detainer", "notify_release", "share_status", "join_287g"):
        for on in (date(2025, 5, 1), date(2025, 9, 1), date(2026, 3, 1)):
            found, other = (
                decide(law, ask(law, place, action, on=on, actor="sheriff"), settling=0)
                for law in (corpus, without)
            )
            assert (found.answer, found.possible, found.complete) == (
                other.answer,
                other.possible,
                other.complete,
            )
