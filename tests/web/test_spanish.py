"""Ask in Spanish, through its door: no text lacks Spanish, and the parts of an answer stay where they are."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from comity.decide import translation
from comity.decide.cards import card_of, lines_of_card
from comity.decide.mistake_words import KNOWN_AS, MISTAKES, mistake_in
from comity.decide.survey import rule_in_words
from comity.decide.translation import SPANISH, untranslated
from comity.law import Corpus
from tests.web.conftest import TODAY

STARTS = (
    "paper=i_247a&place=us-dc&on=2026-03-01",
    "paper=i_247a&place=us-ca&on=2026-03-01",
    "paper=i_200&place=us-tx&on=2026-03-01",
    "paper=judicial_warrant&place=us-il-chicago&on=2026-03-01",
    "act=inquire_status&place=us-ny&on=2026-03-01",
)


@pytest.mark.parametrize("start", STARTS)
def test_no_page_of_an_interview_lacks_spanish(
    web: TestClient, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    page = web.get(f"/es/ask?{start}")
    for _ in range(8):
        assert page.status_code == 200
        form = page.text.partition("<form")[2].partition("</form>")[0]
        sent = [
            (unescape(name), unescape(value))
            for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
        ]
        names = re.findall(r'name="(answer[^"]*|rest)"', form)
        answers = dict.fromkeys(map(unescape, names), "unknown")
        if not any(name == "asked" for name, _ in sent):
            break
        boxes = re.findall(r'type="checkbox" name="([^"]*)"', form)
        for name in map(unescape, boxes):
            answers.pop(name, None)
        page = web.get(f"/es/ask?{urlencode([*sent, *answers.items()])}")
    assert untranslated() == frozenset()


def test_a_spanish_answer_shows_what_an_english_one_shows(web: TestClient) -> None:
    address = "ask?paper=i_247a&place=us-ca&on=2026-03-01&view="
    for view in ("answer", "record"):
        english, spanish = web.get(f"/{address}{view}").text, web.get(f"/es/{address}{view}").text
        for tag in ("<h3>", "<summary>", "<details>"):
            assert english.count(tag) == spanish.count(tag), (view, tag)
        assert "<h3>Why</h3>" in english
        assert "<h3>Por qué</h3>" in spanish
        assert "<h3>Why</h3>" not in spanish
        assert "se citan en inglés" in spanish


MISTAKEN = (
    ("places/us-ilinois", 404, "¿quiso decir “us-in” o “us-il”?"),
    ("places/us-dc/yesterday", 422, "“yesterday” no es un día: escríbalo como 2026-11-21"),
    ("provisions/us-dc/xx", 404, "no es una disposición conocida aquí"),
    ("cards/us-dc/i_247", 404, "¿quiso decir “i_247a”?"),
    ("map?case=xx", 422, "no se conoce aquí como caso"),
    ("matrix?level=moon", 422, "use uno de estos: state, district, county, city"),
    (f"places?q={'x' * 200}", 422, "escriba como máximo 120"),
    ("ask?paper=i_247a", 422, "Todavía no hay ningún lugar"),
    ("ask?paper=i_247a&place=us-dc&on=2026-06-01&asked=actor", 422, "No se eligió nada"),
    ("ask?paper=i_247a&place=us-dc&on=1776-06-01", 422, "no es un día probable"),
    ("ask?paper=i_247a&place=us-dc&on=2010-06-01", 422, "es anterior al comienzo"),
    ("ask?paper=i_247a&place=Texas&on=2026-06-01", 422, "¿quiso decir “us-tx”?"),
    ("ask?paper=zz&place=us-dc&on=2026-06-01", 422, "no se conoce aquí como papel"),
    ("ask?paper=i_247a&place=us-dc&on=2026-06-01&age=old", 422, "escriba un número entero"),
    ("ask?paper=i_247a&place=us-dc&on=2026-06-01&change=age", 422, "no hay nada que cambiar"),
    ("audit/nothing", 404, "Aquí no se guarda ninguna auditoría"),
)


@pytest.mark.parametrize(("path", "status", "says"), MISTAKEN)
def test_a_mistake_is_said_in_spanish(web: TestClient, path: str, status: int, says: str) -> None:
    answer = web.get(f"/es/{path}")
    main = unescape(answer.text.partition("<main")[2].partition("</main>")[0])
    assert answer.status_code == status
    assert says in main
    assert 'lang="en"' not in main


def test_files_that_cannot_be_audited_are_refused_in_spanish(web: TestClient) -> None:
    answer = web.post("/es/audit/upload", files={"files": ("", b"")})
    assert answer.status_code == 422
    assert "No se eligió ningún archivo" in answer.text


@pytest.mark.parametrize("template", MISTAKES)
def test_every_mistake_is_known_again_by_its_wording(template: str) -> None:
    """Filled in with what nobody would translate, each template finds its own Spanish."""
    filled = re.sub(r"\{(what)\}", KNOWN_AS[0], template)
    filled = re.sub(r"\{(mistake)\}", "`x` is not a kind of document", filled)
    filled = re.sub(r"\{(remedy)\}", "write one of them", filled)
    filled = re.sub(r"\{(\w+)\}", "Zz9", filled)
    said = mistake_in(filled, "es")
    assert said is not None
    assert said != filled or template == "{mistake}; {remedy}"


def test_no_card_lacks_spanish(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    for place in ("us-dc", "us-ca", "us-nj"):
        for paper in ("i_247a", "call_or_email"):
            lines_of_card(card_of(corpus, place, paper, on=TODAY, language="es"), "es")
    assert untranslated() == frozenset()


def test_no_condition_of_the_law_lacks_spanish(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    for place in corpus.jurisdictions.values():
        for provision in place.provisions:
            rule_in_words(corpus, provision, on=TODAY, say=SPANISH)
    assert untranslated() == frozenset()


@pytest.mark.parametrize(
    "path",
    [
        "places/us-dc",
        "places/us-il-chicago/2024-01-01",
        "places/us-tx-amarillo",
        "provisions/us-dc/hold",
        "vocabulary",
        "map",
        "matrix",
        "methods",
        "audit",
    ],
)
def test_no_page_of_law_lacks_spanish(
    web: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(translation, "_untranslated", set())
    assert web.get(f"/es/{path}").status_code == 200
    assert untranslated() == frozenset()


def test_conditions_names_of_places_and_reasons_are_in_spanish(web: TestClient) -> None:
    provision = web.get("/es/provisions/us-dc/hold").text
    assert '<div class="condition">' in provision
    assert "todo lo siguiente" in provision or "al menos una de estas cosas" in provision
    place = web.get("/es/places/us-dc").text
    assert "<h1>Distrito de Columbia</h1>" in place
    assert "la ley se comprobó" in place.lower()


def test_a_place_without_a_law_file_is_called_by_its_name(web: TestClient) -> None:
    for prefix in ("", "es/"):
        for view in ("answer", "record"):
            address = f"/{prefix}ask?act=share_status&place=us-tx-amarillo&on=2026-03-01"
            text = web.get(f"{address}&view={view}").text
            assert "Amarillo, Texas" in text
            assert "“us-tx-amarillo”" not in text
            assert "`us-tx-amarillo`" not in text


def test_no_key_of_a_fact_stands_on_an_answer_page(web: TestClient) -> None:
    text = web.get("/ask?paper=i_247a&place=us-dc&on=2026-03-01&view=answer").text
    main = text.partition("<main")[2].partition("</main>")[0]
    assert "Is the person in the agency" in main
    assert "[in_custody]" not in main
    assert "shown(" not in re.sub(r"<a [^>]*>", "", main)


def test_spanish_calls_a_detainer_a_request(web: TestClient) -> None:
    catalogue = translation.CATALOGUE.read_text(encoding="utf-8").lower()
    assert "orden de retención" not in catalogue
    assert "órdenes de retención" not in catalogue
    assert "olicitud de retención migratoria (detainer" in web.get("/es/ask").text
