"""The map: every state is there, says what `decide` says, and can be asked for without scripts."""

from __future__ import annotations

import re
from datetime import date
from html import escape, unescape

import pytest
from starlette.testclient import TestClient

from comity.decide import answer_words, ask, decide
from comity.decide.answer_look import LOOKS
from comity.decide.survey import STANDARD_CASES
from comity.decide.survey.actors import own_actor
from comity.decide.survey.participation import ACTIONS
from comity.decide.survey.standard_case import SITUATIONS, known_facts
from comity.decide.survey.states import state_answers
from comity.law import Corpus
from comity.logic import Answer
from comity.web import Site
from comity.web.links import FolderLinks
from comity.web.overview import PAGES
from comity.web.overview.choice import decision_address
from comity.web.overview.drawing import patterns, shapes
from comity.web.page import Asked, Page, render
from tests.web.conftest import TODAY

HOSTILE = "<script>alert(1)</script>"


def test_every_state_has_a_shape_or_stands_in_the_list(web: TestClient, corpus: Corpus) -> None:
    territories = {"us-as", "us-gu", "us-mp", "us-pr", "us-vi"}
    assert set(shapes()) == set(corpus.states) - territories
    text = web.get("/map").text
    apart = re.search(r'<ul class="apart">(.*?)</ul>', text, re.DOTALL)
    assert apart is not None
    listed = set(re.findall(r"/places/(us-\w\w)/", apart[1]))
    assert listed == territories | {name for name, one in shapes().items() if one.small}
    assert {"us-dc", "us-ri", "us-de"} <= listed


def test_a_shape_is_a_closed_line_inside_the_drawing_with_its_mark_inside() -> None:
    for name, one in shapes().items():
        assert re.fullmatch(r"(M-?[\d.]+,[\d.]+l(-?[\d.]+,-?[\d.]+ ?)+z)+", one.path), name
        assert 0 < one.x < 975, name
        assert 0 < one.y < 610, name


@pytest.mark.parametrize("case", ["detainer_hold", "plate_data", "agreement"])
def test_each_answer_is_that_of_decide(case: str, web: TestClient, corpus: Corpus) -> None:
    asked = STANDARD_CASES[case]
    text = web.get(f"/map?case={case}").text
    for place, name in corpus.states.items():
        question = ask(
            corpus,
            place,
            asked.action,
            on=TODAY,
            actor=own_actor(corpus, place, asked.who),
            facts=known_facts(corpus, asked),
        )
        found = decide(corpus, question)
        row = re.search(
            rf"<th scope=\"row\">[^\n]*>{escape(name)}</a></th>\n(.*?)</td>", text, re.DOTALL
        )
        assert row is not None, place
        assert f'class="chip {found.answer.value}"' in row[1], place
        assert ("as far as encoded and checked" in row[1]) is not found.complete, place
        if place in shapes():
            drawn = re.search(rf"/places/{place}/[^\n]*<path class=\"shape\"([^>]*)>", text)
            assert drawn is not None, place
            assert f"url(#look-{found.answer.value})" in drawn[1], place


def test_a_state_leads_to_its_page_of_that_day(web: TestClient) -> None:
    text = web.get("/map?case=detainer_notice&on=2026-03-02").text
    assert 'href="/places/us-tx/2026-03-02#notify_release"' in text


def test_places_below_stand_beside_their_state_only_where_they_differ(corpus: Corpus) -> None:
    for state in state_answers(corpus, STANDARD_CASES["detainer_hold"], on=TODAY):
        for below in state.otherwise:
            assert below.standing is not None
            assert state.place in corpus.jurisdictions[below.place].within
            assert state.standing is not None
            assert (below.standing.answer, below.standing.between) != (
                state.standing.answer,
                state.standing.between,
            )
    by_name = {
        one.place: one for one in state_answers(corpus, STANDARD_CASES["detainer_hold"], on=TODAY)
    }
    assert [one.place for one in by_name["us-mi"].otherwise] == ["us-mi-east-lansing"]


def test_a_day_before_the_corpus_says_so_and_draws_no_answer(web: TestClient) -> None:
    text = web.get("/map?on=2019-01-01").text
    assert "cannot be asked for that day" in text
    assert "is before the corpus begins for `us-ak`" in unescape(text)
    assert re.search(r"/places/us-ak/[^\n]*class=\"shape unasked\" d=", text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("on=21.11.2026", "write it as 2026-11-21"),
        ("on=0100-01-01", "is not a likely day: write one from 1990-01-01 to 2100-01-01"),
        ("case=nothing", "is not a known case; use one of detainer_hold, "),
        ("action=fly", "is not a known action of the map; use one of "),
        ("action=share_alpr&case=detainer_hold", "use one of plate_data, or leave “action” out"),
        ("on=2026-01-01&on=2026-01-02", "give it once"),
    ],
)
def test_what_cannot_be_drawn_says_what_can(query: str, said: str, web: TestClient) -> None:
    answer = web.get(f"/map?{query}")
    assert answer.status_code == 422
    assert said in unescape(answer.text)


@pytest.mark.parametrize("name", ["on", "case", "action"])
def test_hostile_text_is_shown_as_text(name: str, web: TestClient) -> None:
    answer = web.get("/map", params={name: HOSTILE})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert escape(HOSTILE) in answer.text


def test_an_unknown_case_in_the_path_is_not_found(web: TestClient) -> None:
    answer = web.get("/map/detainer_holt")
    assert answer.status_code == 404
    assert "detainer_hold" in answer.text


def test_an_action_alone_means_its_first_case(web: TestClient) -> None:
    for action in ACTIONS:
        first = next(one for one in STANDARD_CASES.values() if one.action == action)
        answer = web.get(f"/map?action={action}")
        assert answer.status_code == 200
        assert f'<option value="{first.id}" selected>' in answer.text


def test_every_case_is_known_by_the_corpus_and_in_words(corpus: Corpus) -> None:
    for one in STANDARD_CASES.values():
        assert one.situation in SITUATIONS
        assert set(one.facts) <= set(corpus.vocabulary.words), one.id
        assert one.action in corpus.vocabulary.actions


def test_the_map_is_in_spanish_too(web: TestClient) -> None:
    text = web.get("/es/map?case=agreement").text
    assert '<html lang="es">' in text
    assert answer_words(Answer.PROHIBITED, "es") in text
    assert 'href="/es/places/us-tx/2026-11-21#join_287g"' in text
    assert ">must not<" not in text


def test_the_textures_are_those_of_the_table_of_looks() -> None:
    assert [one.answer for one in patterns()] == list(LOOKS)
    for one in patterns():
        texture = LOOKS[one.answer].texture
        assert one.dot is texture.dotted
        assert one.lines.count("M") == len(texture.angles)
        if texture.angles:
            assert (one.turn + 90) % 180 == texture.angles[0] % 180


def test_the_page_is_light_and_needs_no_script(web: TestClient) -> None:
    answer = web.get("/map", headers={"accept-encoding": "gzip"})
    assert int(answer.headers["content-length"]) < 60_000
    assert " style=" not in answer.text
    assert "<style" not in answer.text


def test_a_published_map_has_a_page_for_each_case_and_no_form(site: Site) -> None:
    made = PAGES["map/{case}"](site, Asked(path={"case": "plate_data"}))
    assert isinstance(made, Page)
    links = FolderLinks(language="en", path="map/plate_data")
    text = render(site, made, links)
    assert "<form" not in text
    assert 'href="../map/agreement.html"' in text
    assert decision_address(links, "us-tx", "share_alpr", date(2026, 11, 21)) in text
    assert 'href="../places/us-tx.html#share_alpr"' in text
