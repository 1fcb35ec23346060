"""Ask through its door: every page without a script, going back, changing, links that can be kept, hostile queries."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from comity.decide import decide, question_from_json
from comity.law import Corpus

DETAINER = "/ask?paper=i_247a&place=us-dc&on=2025-09-28"


def form_of(text: str) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """The first form of a question: its hidden fields, and the values offered under each name."""
    form = text.partition("<form")[2].partition("</form>")[0]
    hidden = [
        (unescape(name), unescape(value))
        for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    ]
    offered: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'type="(?:radio|checkbox)" name="([^"]*)" value="([^"]*)"', form
    ):
        offered.setdefault(unescape(name), []).append(unescape(value))
    for name, options in re.findall(r'<select[^>]* name="([^"]*)">(.*?)</select>', form, re.DOTALL):
        offered[unescape(name)] = re.findall(r'<option value="([^"]*)"', options)
    return hidden, offered


def send(web: TestClient, page: Response, answers: dict[str, str]) -> Response:
    hidden, _ = form_of(page.text)
    return web.get("/ask?" + urlencode([*hidden, *answers.items()]))


def test_it_begins_with_the_papers(web: TestClient) -> None:
    text = web.get("/ask").text
    for paper in ("I-247A", "I-200", "I-205", "judge", "Subpoena", "Call or e-mail", "counter"):
        assert paper in text


def test_a_typed_place_is_offered_and_never_taken_for_another(web: TestClient) -> None:
    text = web.get("/ask?paper=i_247a&find=chicgo&on=2026-01-05").text
    assert 'value="us-il-chicago"' in text
    assert "its own local law is not" in text


def test_a_place_without_a_law_file_is_answered_as_such(web: TestClient) -> None:
    page = web.get("/ask?paper=i_247a&place=us-co-mesa-county&on=2026-01-05&view=answer")
    assert page.status_code == 200
    assert "us-co-mesa-county" in page.text or "Mesa County" in page.text


def test_nothing_that_is_no_place_passes_as_one(web: TestClient) -> None:
    for place in ("us-il-john-doe-of-main-street", "John Doe", "<script>", "us-zz", "../etc"):
        page = web.get("/ask?" + urlencode({"paper": "i_247a", "place": place, "on": "2026-01-05"}))
        assert page.status_code == 422, place
        assert "<script>" not in page.text.partition("<main")[2]


def test_each_question_says_why_and_where_and_takes_i_do_not_know(web: TestClient) -> None:
    page = web.get(DETAINER)
    seen = 0
    while 'class="answer' not in page.text:
        seen += 1
        assert seen < 25, "it does not end"
        hidden, offered = form_of(page.text)
        asked = [value for name, value in hidden if name == "asked"]
        assert asked
        assert "Look in:" in page.text
        assert "I don&#39;t know" in page.text
        names = [*(f"answer.{word}" for word in asked), "rest"]
        page = send(
            web, page, {name: "unknown" for name in names if "unknown" in offered.get(name, [])}
        )
    assert "The answer" in page.text


def test_what_is_sent_becomes_the_address_that_stands_for_it(web: TestClient) -> None:
    page = send(web, web.get(DETAINER), {"answer.i_247a.signed": "yes"})
    query = dict(parse_qsl(page.url.query.decode()))
    assert query["i_247a.signed"] == "yes"
    assert "asked" not in query
    again = web.get(str(page.url))
    assert again.text == page.text


def test_going_back_and_changing(web: TestClient) -> None:
    first = web.get(DETAINER)
    second = send(web, first, {"answer.i_247a.signed": "yes"})
    back = web.get(f"{second.url}&step=back")
    assert "i_247a.signed" not in str(back.url)
    change = web.get(f"{second.url}&change=i_247a.signed")
    changed = send(web, change, {"answer.i_247a.signed": "no"})
    assert "i_247a.signed=no~changed" in str(changed.url)
    record = web.get(f"{changed.url}&view=record").text
    assert "Changed after the first answer" in record


def test_a_wrong_answer_comes_back_with_what_is_accepted(web: TestClient) -> None:
    page = web.get(DETAINER + "&asked=in_custody&answer.in_custody=maybe")
    assert page.status_code == 422
    assert "yes, no" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "paper=nothing&place=us-dc&on=2025-09-28",
        "paper=i_247a&place=us-dc&on=tomorrow",
        "paper=i_247a&place=us-dc&on=1776-07-04",
        "paper=i_247a&place=us-dc&on=2025-09-28&change=never_answered",
        "paper=i_247a&place=us-dc&on=2025-09-28&in_custody=yes&in_custody=no",
        "paper=i_247a&place=us-dc&on=2025-09-28&planted=free%20text",
        "act=nothing&place=us-dc&on=2025-09-28",
        "paper=i_247a&place=us-dc&on=2025-09-28&reading.x=y",
    ],
)
def test_what_cannot_be_asked_is_said(web: TestClient, query: str) -> None:
    page = web.get(f"/ask?{query}")
    assert page.status_code == 422
    assert "This cannot be shown" in page.text or 'role="alert"' in page.text


def test_script_in_every_parameter_is_only_text(web: TestClient) -> None:
    bad = "<script>alert(1)</script>"
    names = ("paper", "act", "find", "place", "on", "view", "step", "change", "asked", "basis", "x")
    for name in names:
        for rest in ("", "&paper=i_247a", "&paper=i_247a&place=us-dc&on=2025-09-28"):
            page = web.get("/ask?" + urlencode({name: bad}) + rest)
            assert page.status_code in {200, 422}, (name, rest)
            assert bad not in page.text


def test_the_answer_is_that_of_decide(web: TestClient, corpus: Corpus) -> None:
    page = web.get("/ask?act=hold_on_detainer&place=us-tx&on=2026-12-15&actor=sheriff&view=answer")
    question = question_from_json(
        corpus,
        {"place": "us-tx", "action": "hold_on_detainer", "on": "2026-12-15", "actor": "sheriff"},
    )
    assert f'class="answer {decide(corpus, question).answer.value}"' in page.text


def test_pages_with_facts_are_not_stored(web: TestClient) -> None:
    assert web.get(DETAINER).headers["cache-control"] == "no-store"


def test_a_link_of_another_corpus_says_so(web: TestClient) -> None:
    page = web.get(DETAINER + "&view=answer&corpus=0123456789abcdef")
    assert "has changed since this interview began" in page.text


def test_thousands_of_parameters_are_refused(web: TestClient) -> None:
    query = "&".join(f"a{number}=1" for number in range(2000))
    assert web.get(f"{DETAINER}&{query}").status_code in {414, 422}
