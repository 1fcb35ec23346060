"""The page of a provision: its texts, exceptions, cases and questions of law; every one there is."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from comity.decide.survey.rule_in_words import OUTCOMES
from comity.law import Corpus
from comity.web import Site
from comity.web.links import ServerLinks
from comity.web.page import Asked, render
from comity.web.provisions import provision as provision_page
from tests.web.test_place_pages import HOSTILE, plain


def test_a_provision_shows_all_its_texts_with_conditions_in_words_and_as_encoded(
    web: TestClient, corpus: Corpus
) -> None:
    text = web.get("/provisions/us-dc/hold").text
    read = plain(text)
    provision = next(
        one for one in corpus.jurisdictions["us-dc"].provisions if one.id == "us-dc/hold"
    )
    for version in provision.versions:
        assert f'id="from-{version.period.from_}"' in text
        assert " ".join(version.says.split()) in read
        assert version.source in text
    assert "the person chose in writing to stay until morning" in read
    assert "in_custody and release_due" in read
    assert "employed by: District of Columbia" in read
    assert "operative text read" in read.lower()
    assert "not reviewed by a lawyer" in read


def test_its_cases_stand_as_examples_with_what_comes_out(web: TestClient, corpus: Corpus) -> None:
    read = plain(web.get("/provisions/us-dc/hold").text)
    provision = next(
        one for one in corpus.jurisdictions["us-dc"].provisions if one.id == "us-dc/hold"
    )
    for version in provision.versions:
        for case in version.cases:
            assert case.name in read
            assert OUTCOMES[case.expect] in read
    assert "a warrant signed by a judge that was issued by a federal magistrate judge" in read


def test_questions_of_law_show_each_reading_and_who_holds_it(web: TestClient) -> None:
    text = web.get("/provisions/us-dc/hold").text
    read = plain(text)
    assert 'id="dc_subsection_g_applied_before_october_2025"' in text
    assert "an emergency act takes effect when signed" in read
    assert "the encoder leans to this" in read


def test_a_rule_that_limits_others_says_which(web: TestClient) -> None:
    read = plain(web.get("/provisions/us-al/limits-void").text)
    assert "What it takes the effect of" in read
    assert "It preempts rules" in read


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_provision_has_a_page(site: Site, corpus: Corpus, language: str) -> None:
    """All in one language; in the other each tenth."""
    provisions = [one for place in corpus.jurisdictions.values() for one in place.provisions]
    for provision in provisions[:: 4 if language == "en" else 20]:
        place, _, name = provision.id.partition("/")
        page = provision_page(site, Asked(path={"place": place, "name": name}))
        links = ServerLinks(
            language="es" if language == "es" else "en", root="", path=f"provisions/{provision.id}"
        )
        written = render(site, page, links)
        ids = re.findall(r'\bid="([^"]+)"', written)
        assert len(ids) == len(set(ids)), provision.id
        assert set(re.findall(r'href="#([^"]+)"', written)) <= set(ids), provision.id


def test_provision_ids_fit_an_address(corpus: Corpus) -> None:
    for place in corpus.jurisdictions.values():
        for one in place.provisions:
            assert re.fullmatch(rf"{place.id}/[a-z0-9-]+", one.id)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/provisions/us-dc/holt", "did you mean `us-dc/hold`"),
        ("/provisions/us-dd/hold", "did you mean"),
        ("/provisions/us-tx-dallas/hold", "its law is not encoded"),
    ],
)
def test_an_unknown_provision_is_not_found_and_another_is_suggested(
    web: TestClient, path: str, meant: str
) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert meant in plain(answer.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_never_becomes_a_page(web: TestClient, text: str) -> None:
    coded = text.replace("/", "%2F")
    for path in (f"/provisions/us-dc/{coded}", f"/provisions/{coded}/hold"):
        answer = web.get(path)
        assert answer.status_code == 404
        for planted in ("<script>alert", "<svg onload", "root:"):
            assert planted not in answer.text
