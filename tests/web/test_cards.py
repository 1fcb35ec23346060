"""The pages of decision cards through the door: both languages, mistakes, one printed page, no axe violations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

CHROMIUM = Path("/usr/bin/chromium")
CARDS = ("us-dc/i_247a", "us-ca/i_247a", "us-tx/judicial_warrant", "us-fl/officer_at_counter")


def test_the_table_of_cards_leads_to_each(web: TestClient) -> None:
    text = web.get("/cards").text
    assert 'href="/cards/us-dc/i_247a"' in text
    assert 'href="/cards/us-il-chicago/officer_at_counter"' in text


def test_a_card_says_place_paper_day_and_that_it_is_no_advice(web: TestClient) -> None:
    text = web.get("/cards/us-dc/i_247a").text
    for part in ("District of Columbia", "I-247A", "2026-11-21", "not legal advice", "must not"):
        assert part in text
    assert "it never makes custody lawful" in text


def test_a_card_of_a_place_without_a_law_file_names_it_and_asks_its_own_agencies(
    web: TestClient,
) -> None:
    told = web.get("/cards/us-oh-vinton-county/i_247a?on=2026-01-01").text
    assert "<h1>Vinton County, Ohio<" in told
    assert "us-oh-vinton-county`" not in told
    assert "sheriff or sheriff&#39;s office" in told


def test_a_card_of_another_day(web: TestClient) -> None:
    assert "2020-06-01" in web.get("/cards/us-dc/i_247a?on=2020-06-01").text


def test_a_card_in_spanish(web: TestClient) -> None:
    text = web.get("/es/cards/us-dc/i_247a").text
    assert "no debe" in text
    assert "Lea cada tabla desde arriba" in text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/cards/us-dc/i_247", 404, "i_247a"),
        ("/cards/us-zz/i_247a", 404, "us-zz"),
        ("/cards/us-dc/i_247a?on=yesterday", 422, "2026-11-21"),
        ("/cards/us-dc/%3Cscript%3E", 404, "&lt;script&gt;"),
    ],
)
def test_what_has_no_card_is_said(web: TestClient, path: str, status: int, says: str) -> None:
    answer = web.get(path)
    assert answer.status_code == status
    assert says in answer.text


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, where there is one."""
    if not CHROMIUM.exists():
        pytest.skip("no chromium here")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize(
    "path", [*(f"cards/{one}" for one in CARDS), "cards", "es/cards/us-dc/i_247a"]
)
def test_a_card_prints_on_one_page_and_is_accessible(
    web: TestClient, browser: Browser, tmp_path: Path, path: str
) -> None:
    style = web.get("/static/style.css").text
    page = browser.new_page()
    page.route("**/*.css", lambda route: route.fulfill(body=style, content_type="text/css"))
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    html = web.get(f"/{path}").text
    page.route("http://localhost/**", lambda route: route.fallback())
    page.route(
        f"http://localhost/{path}", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto(f"http://localhost/{path}")
    assert Axe().run(page).response["violations"] == []
    if path != "cards":
        for size in ("A4", "Letter"):
            assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size))) == 1
    page.close()
