"""Places without a law file are called by their names, and names of places lead to their ids."""

from __future__ import annotations

import json

import pytest

from tests.cli.door import Door


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("decide us-ca-san-jose share_status --on 2025-06-01", "In San Jose, California on"),
        (
            "decide us-oh-vinton-county share_status --on 2025-06-01",
            "the law of Vinton County, Ohio is",
        ),
        ("law us-co-loveland --on 2026-01-01 --brief", "Loveland, Colorado (us-co-loveland)"),
        ("duties us-co-adams-county --on 2026-01-01", "Owed in Adams County, Colorado on"),
        (
            "path us-co-adams-county --on 2026-01-01 --brief",
            "an arrest in Adams County, Colorado to",
        ),
        (
            "table us-il-springfield --on 2025-06-01 --action share_alpr",
            "\nSpringfield, Illinois (",
        ),
        (
            "card us-ca-san-jose i_247a --on 2026-01-01",
            "SAN JOSE, CALIFORNIA: IMMIGRATION DETAINER",
        ),
        ("offence us-ca-san-jose 459 --on 2026-01-01", "No class of San Jose, California lists"),
    ],
)
def test_a_place_without_a_law_file_stands_with_its_name(
    command: str, named: str, comity: Door
) -> None:
    ended = comity(*command.split())
    assert named in ended.out
    assert "`us-" not in ended.out


def test_the_stated_employer_is_a_name_too(comity: Door) -> None:
    told = comity(
        "decide", "us-ca-san-jose", "share_alpr", "--on", "2026-01-01", "--actor", "city_police"
    )
    assert "the government that employs the actor: San Jose, California [employer]" in told.out


def test_an_id_that_no_table_has_keeps_its_marks_and_is_noted(comity: Door) -> None:
    ended = comity("decide", "us-il-chicgo", "share_status", "--on", "2025-06-01")
    assert "In `us-il-chicgo` on" in ended.out
    assert "note: `us-il-chicgo` is in no table of places" in ended.err
    assert (
        "note: `us-il-chicgo` is in no table"
        in comity("table", "us-il-chicgo", "--on", "2025-06-01").err
    )


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        (
            "Adams County CO",
            "note: `Adams County CO` may be `us-co-adams-county` (Adams County, Colorado)\n",
        ),
        ("Chicago IL", "note: `Chicago IL` may be `us-il-chicago` (Chicago, Illinois)\n"),
        ("Springfield", "more: write the state too, as in `Springfield, IL`\n"),
    ],
)
def test_a_name_in_place_of_an_id_is_refused_with_what_it_may_mean(
    typed: str, note: str, comity: Door
) -> None:
    ended = comity("decide", typed, "share_status", "--on", "2025-01-01")
    assert (ended.code, ended.out) == (2, "")
    assert note in ended.err
    assert f"comity: `{typed}` is not the id of a place" in ended.err


def test_the_usual_actor_of_a_county_is_asked_about_without_a_law_file_too(comity: Door) -> None:
    table = comity("table", "us-oh-vinton-county", "--on", "2026-01-01", "--format", "json")
    [row] = json.loads(table.out)["places"]
    asked = {one["action"]: one["actor"] for one in row["acts"]}
    assert (asked["hold_on_detainer"], asked["inquire_status"]) == ("sheriff", "sheriff")
    card = comity("card", "us-oh-vinton-county", "i_247a", "--on", "2026-01-01").out
    assert "For: sheriff or sheriff's office" in card
