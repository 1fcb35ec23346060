"""The pages of 287(g) agreements and federal lists: figures, filters, both languages, mistakes, and the published files."""

from __future__ import annotations

import csv
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from comity.decide import translation
from comity.decide.translation import untranslated
from comity.places.agreements import count_on, register_in
from comity.web import Site
from comity.web.page import Download
from comity.web.publish import page_at
from comity.web.published import published_paths


def test_the_country_shows_the_last_list_up_to_the_day_as_chart_and_table(web: TestClient) -> None:
    text = web.get("/287g?on=2025-01-19").text
    assert "135 agreements of 133 agencies stand on the list of 2025-01-19" in text
    assert '<svg class="growth" role="img"' in text
    assert '<td class="n">75</td>' in text
    later = web.get("/287g").text
    assert "No list of 2026-11-21 itself is known; the last one before it is of 2026-05-18" in later
    count = count_on(date(2026, 5, 18), register_in().spells)
    assert f"{count.agreements:,} agreements" in later


def test_a_state_has_its_own_figures_and_every_agreement(web: TestClient) -> None:
    text = web.get("/287g/us-ga?on=2026-04-01").text
    assert "Dallas Police Department" in text
    listed = [
        one for one in register_in().spells if one.state == "GA" and one.is_listed(date(2026, 4, 1))
    ]
    assert text.count('<tr><th scope="row">') >= len(listed) > 50
    assert web.get("/287g?state=us-ga&on=2026-04-01").text == text.replace(
        "/287g/us-ga?on=2026-04-01", "/287g?state=us-ga&amp;on=2026-04-01"
    ).replace("/es/287g/us-ga?", "/es/287g?state=us-ga&amp;")
    assert "No agency of the state stands on it." in web.get("/287g/us-il").text


def test_an_agency_is_answered_and_a_namesake_is_kept_apart(web: TestClient) -> None:
    text = web.get("/287g", params={"agency": "Dallas TX PD", "on": "2026-04-01"}).text
    assert "Dallas TX PD had no 287(g) agreement on 2026-04-01" in text
    assert "Dallas Police Department (GA)" in text
    yes = web.get("/287g", params={"agency": "Dallas GA PD", "on": "2026-04-01"}).text
    assert "Dallas GA PD had a 287(g) agreement" in yes
    assert "Models: Task force" in unescape(yes)
    hostile = web.get("/287g", params={"agency": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in hostile


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/287g?on=2001-01-01", 422, "the first is of 2021-01-13"),
        ("/287g?state=us-zz", 422, "is not a known state"),
        ("/287g/us-zz", 404, "is not a state"),
        ("/287g?on=yesterday", 422, "2026-11-21"),
        (f"/287g?agency={'x' * 121}", 422, "shorten it"),
        ("/lists?on=soon", 422, "2026-11-21"),
    ],
)
def test_a_mistake_says_what_is_accepted(
    web: TestClient, address: str, status: int, said: str
) -> None:
    answer = web.get(address)
    assert answer.status_code == status
    assert said in unescape(answer.text)


def test_the_lists_show_their_counts_removals_and_differences(web: TestClient) -> None:
    text = unescape(web.get("/lists?on=2026-01-01").text)
    assert "13 states, 4 counties, 18 cities" in text
    assert "12 states, 3 counties, 18 cities" in text
    assert "It changes no answer about the law" in text
    assert "taken off 2025-09-26" in text
    assert '<svg class="bars" role="img"' in text


@pytest.mark.parametrize("path", ["287g", "287g/us-ga", "lists", "287g?agency=Dallas+GA+PD&on=2026-04-01"])  # fmt: skip
def test_each_page_is_whole_in_spanish(
    web: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    assert web.get(f"/es/{path}").status_code == 200
    assert untranslated() == frozenset()


@pytest.mark.parametrize("path", ["287g.csv", "287g/agreements.csv", "lists.csv"])
def test_the_tables_are_kept_as_csv(web: TestClient, path: str) -> None:
    answer = web.get(f"/{path}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(list(csv.DictReader(answer.text.splitlines()))) in {
        780,
        123,
        len(register_in().spells),
    }


def test_a_folder_holds_the_same_pages(site: Site) -> None:
    paths = list(published_paths(site))
    assert {"287g", "287g.csv", "287g/agreements.csv", "lists", "lists.csv"} <= set(paths)
    assert "287g/us-ga" in paths
    assert "287g/us-il" not in paths
    made = page_at(site, "287g/agreements.csv", "en")
    assert isinstance(made, Download)
    assert "Dallas Police Department" in made.content
