"""Ask in Spanish, through its door: no text lacks Spanish, and the parts of an answer stay where they are."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from comity.decide import translation
from comity.decide.translation import untranslated

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
