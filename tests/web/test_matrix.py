"""The matrix: as many answers as places and acts, each that of `decide`; its filters; its CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import escape, unescape

import pytest
from starlette.testclient import TestClient

from comity.decide import decide
from comity.decide.question import ask
from comity.decide.survey import participation, participation_csv
from comity.decide.survey.participation import ACTIONS
from comity.law import Corpus
from comity.web import Site
from comity.web.links import FolderLinks
from comity.web.overview import PAGES
from comity.web.overview.kept import rows_of
from comity.web.page import Asked, Download, Page, render
from tests.web.conftest import TODAY

Golden = Callable[[str, str], None]

HOSTILE = "<script>alert(1)</script>"


def lines(web: TestClient, query: str = "") -> list[dict[str, str]]:
    answer = web.get(f"/matrix.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


def cells(text: str) -> list[tuple[str, str, str]]:
    """Answer, place and act of each cell."""
    return re.findall(r'<td><a class="(\w+)" href="/places/([\w-]+)/[\d-]+#(\w+)"', text)


def test_every_encoded_place_and_act_has_a_cell(web: TestClient, corpus: Corpus) -> None:
    found = cells(web.get("/matrix").text)
    places = set(corpus.jurisdictions) - {"us"}
    assert len(found) == len(places) * len(ACTIONS)
    assert {(place, action) for _, place, action in found} == {
        (place, action) for place in places for action in ACTIONS
    }


def test_each_cell_is_what_decide_says_of_the_actor_that_the_file_names(
    web: TestClient, corpus: Corpus
) -> None:
    shown = {
        (place, action): answer
        for answer, place, action in cells(web.get("/matrix?state=us-il").text)
    }
    rows = lines(web, "state=us-il")
    assert len(rows) == len(shown) == 3 * len(ACTIONS)
    for row in rows:
        question = ask(corpus, row["place"], row["action"], on=TODAY, actor=row["actor"] or None)
        found = decide(corpus, question)
        assert shown[row["place"], row["action"]] == row["answer"] == found.answer.value
        assert row["possible"].split() == [one.value for one in found.possible]
        assert row["complete"] == str(found.complete).lower()


def test_an_answer_that_is_not_complete_bears_an_asterisk(web: TestClient) -> None:
    text = web.get("/matrix?state=us-il").text
    stars = re.findall(r"(\*?)</a>(?:<span class=\"soft\">[^<]*</span>)?</td>", text)
    for row, star in zip(lines(web, "state=us-il"), stars, strict=True):
        assert (star == "*") is (row["complete"] == "false")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("level=county", lambda place, corpus: corpus.jurisdictions[place].level == "county"),
        ("state=us-ca", lambda place, corpus: place.startswith("us-ca")),
    ],
)
def test_a_filter_leaves_what_it_names(
    query: str, holds: Callable[[str, Corpus], bool], web: TestClient, corpus: Corpus
) -> None:
    shown = {place for _, place, _ in cells(web.get(f"/matrix?{query}").text)}
    assert shown == {
        place for place in corpus.jurisdictions if place != "us" and holds(place, corpus)
    }
    assert shown == {row["place"] for row in lines(web, query)}


def test_one_act_and_one_answer(web: TestClient) -> None:
    query = "action=join_287g&answer=prohibited"
    found = cells(web.get(f"/matrix?{query}").text)
    assert {(answer, action) for answer, _, action in found} == {("prohibited", "join_287g")}
    every = cells(web.get("/matrix?action=join_287g").text)
    assert [one for one in every if one[0] == "prohibited"] == found
    assert "No place has that answer" in web.get("/matrix?action=share_alpr&answer=conflict").text


def test_the_file_for_a_few_places(web: TestClient, golden: Golden) -> None:
    told = web.get("/matrix.csv?state=us-tx&action=hold_on_detainer").text
    told += web.get("/matrix.csv?state=us-il&action=hold_on_detainer").text
    golden("web/matrix.csv", told)


def test_the_file_is_sent_to_be_kept_and_has_a_name(web: TestClient) -> None:
    answer = web.get("/matrix.csv?state=us-tx&on=2026-03-02")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="comity-2026-03-02.csv"'
    again = web.get(
        "/matrix.csv?state=us-tx&on=2026-03-02", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_no_cell_begins_as_a_formula(corpus: Corpus) -> None:
    (row,) = participation(corpus, ["us-tx"], on=TODAY, actions=["hold_on_detainer"])
    for start in "=+-@\t\r":
        planted = replace(row, name=f"{start}cmd|'/C calc'!A0", lists=(f"{start}1+1",))
        for line in csv.reader(io.StringIO(participation_csv([planted], on=TODAY))):
            assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in line)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("on=tomorrow", "write it as 2026-11-21"),
        ("on=1800-01-01", "is not a likely day"),
        ("level=galaxy", "is not a known level; use one of state, district, county, city"),
        ("state=us-zz", "is not a known state; "),
        ("action=fly", "is not a known action of the matrix; use one of hold_on_detainer, "),
        ("answer=perhaps", "is not a known answer; use one of conflict, prohibited, "),
    ],
)
@pytest.mark.parametrize("page", ["matrix", "matrix.csv"])
def test_what_cannot_be_shown_says_what_can(
    page: str, query: str, said: str, web: TestClient
) -> None:
    answer = web.get(f"/{page}?{query}")
    assert answer.status_code == 422
    assert said in unescape(answer.text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("on=tomorrow", "“tomorrow” no es un día: escríbalo como 2026-11-21"),
        ("on=1800-01-01", "“1800-01-01” no es un día probable"),
        ("level=galaxy", "use uno de estos: state, district, county, city"),
        ("state=us-zz", "“us-zz” no se conoce aquí como estado; ¿quiso decir"),
    ],
)
def test_spanish_pages_say_it_in_spanish(query: str, said: str, web: TestClient) -> None:
    answer = web.get(f"/es/matrix?{query}")
    assert answer.status_code == 422
    assert said in unescape(answer.text)


@pytest.mark.parametrize("name", ["on", "level", "state", "action", "answer"])
def test_hostile_text_is_shown_as_text(name: str, web: TestClient) -> None:
    answer = web.get("/matrix", params={name: HOSTILE})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert escape(HOSTILE) in answer.text


def test_the_matrix_is_in_spanish_too(web: TestClient) -> None:
    text = web.get("/es/matrix?state=us-il").text
    assert "retener a una persona después de su liberación" in text
    assert 'href="/es/places/us-il-chicago/2026-11-21#hold_on_detainer"' in text
    assert 'href="/es/matrix.csv?state=us-il"' in text


def test_places_that_cannot_be_asked_about_say_why(web: TestClient) -> None:
    text = unescape(web.get("/matrix?on=2019-01-01&state=us-ak").text)
    assert "`2019-01-01` is before the corpus begins for `us-ak`" in text


def test_rows_are_kept_by_corpus_place_and_day(corpus: Corpus) -> None:
    first = rows_of(corpus, ["us-tx"], TODAY)[0]
    assert rows_of(corpus, ["us-tx"], TODAY)[0] is first
    earlier = rows_of(corpus, ["us-tx"], date(2024, 1, 1))[0]
    assert earlier == next(iter(participation(corpus, ["us-tx"], on=date(2024, 1, 1))))
    poorer = replace(corpus, jurisdictions={**corpus.jurisdictions})
    assert rows_of(poorer, ["us-tx"], TODAY)[0] is not first


def test_a_published_matrix_has_its_file_beside_it(site: Site) -> None:
    made = PAGES["matrix"](site, Asked())
    assert isinstance(made, Page)
    text = render(site, made, FolderLinks(language="en", path="matrix"))
    assert "<form" not in text
    assert 'href="matrix.csv" download' in text
    assert isinstance(PAGES["matrix.csv"](site, Asked()), Download)


def test_each_cell_leads_to_its_act_on_the_page_of_the_place(web: TestClient) -> None:
    text = web.get("/matrix?state=us-tx").text
    addresses = re.findall(r'<td><a class="\w+" href="([^"]+)"', text)
    assert len(addresses) == 2 * len(ACTIONS)
    pages = {one.partition("#")[0] for one in addresses}
    shown = {one: web.get(one).text for one in pages}
    for one in addresses:
        page, _, act = one.partition("#")
        assert shown[page].count(f'id="{act}"') == 1, one
