"""The keeper's pages in a real Chromium: hostile documents stay inert, the keys do what the buttons do, everybody can use them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Route
from starlette.testclient import TestClient

from comity.evidence.review import open_desk
from comity.law import Corpus
from comity.web import Settings, Site, create_app
from tests.web.chromium import (
    NO_CHROMIUM,
    Visit,
    broken_rules,
    chromium,
    follow,
    serving,
    too_wide,
)
from tests.web.conftest import TODAY

pytestmark = NO_CHROMIUM

KINDS = (
    "/ledger",
    "/ledger/incidents/incident-2",
    "/ledger/incidents/incident-2/sheet",
    "/ledger/incidents/incident-5",
    "/ledger/counts",
    "/ledger/counts?all=yes",
    "/ledger/embed/places",
    "/ledger/requests",
    "/ledger/requests/request-111",
    "/ledger/statutory",
    "/ledger/statutory/us-il?agency=Cook+County+Sheriff&period=2025",
    "/review",
    "/review/r1",
    "/review/r1/1",
    "/review/r1/4",
    "/review/-/agreement",
    "/es/ledger/incidents/incident-2",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=answer",
)
RULED = {
    "light": ("/ledger", "/ledger/incidents/incident-2", "/ledger/counts", "/ledger/embed/places", "/ledger/requests",
              "/ledger/requests/request-111", "/ledger/statutory", "/review", "/review/r1", "/review/r1/4"),
    "dark": ("/ledger/incidents/incident-2", "/ledger/counts", "/review/r1/4"),
}  # fmt: skip
"""Pages that the rules of accessibility are held against: each kind once, and in the dark those with colours of their own."""


@pytest.fixture(scope="module")
def served(corpus: Corpus, kept: Settings) -> Iterator[str]:
    with serving(create_app(Site(corpus=corpus, settings=kept, today=lambda: TODAY))) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def test_hostile_documents_stay_text(browser: Browser, served: str) -> None:
    """Without the policy too: what is escaped needs none. Each mark of a hurt would be left by a script of a document."""
    for bypass in (False, True):
        context = browser.new_context(bypass_csp=bypass)
        visit = Visit(context.new_page(), served)
        for path in KINDS:
            visit.go(path)
            visit.page.wait_for_timeout(50)  # for what a script would do once the page is whole
            assert visit.page.evaluate("window.HURT") is None, path
            assert visit.page.locator("img, iframe, object, main script").count() == 0, path
            assert visit.page.locator("a[href^='javascript']").count() == 0, path
            # Nobody's handler sits on any element.
            assert visit.page.evaluate(
                "[...document.querySelectorAll('*')].every((one) => [...one.attributes].every((held) => !held.name.startsWith('on')))"
            ), path
        context.close()
        # Pages to be handed out have no icon, which a browser asks for and does not find.
        stopped = [one for one in visit.wrong if "404 (Not Found)" not in one]
        assert stopped == [], "the policy had nothing to stop"
        assert visit.elsewhere == []


def test_a_mark_that_turns_the_direction_turns_nothing(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in ("/review/r1/4", "/ledger/incidents/incident-2"):
        page.goto(served + path)
        shown = page.inner_text("main")
        assert "<202E>terces<202C>" in shown
        assert not any(
            turning in shown for turning in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility(browser: Browser, served: str, scheme: str) -> None:
    assert broken_rules(browser, served, RULED[scheme], scheme) == []


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_is_wider_than_a_small_screen(browser: Browser, served: str, width: int) -> None:
    assert too_wide(browser, served, KINDS, width) == []


@pytest.fixture
def reviewed(own: TestClient, tmp_path: Path) -> Iterator[str]:
    """The address of a server with a folder that this test may decide on."""
    with serving(own.app) as address:  # type: ignore[arg-type]  # the application that the client asks
        yield address


def decided(folder: Path, corpus: Corpus) -> list[str]:
    desk = open_desk(folder / "shelf", corpus)
    held = desk.log("r1").decisions()
    return [held[one.act.id].does if one.act.id in held else "" for one in desk.candidates]


def test_a_review_is_done_with_the_keys_alone(
    browser: Browser, reviewed: str, tmp_path: Path, corpus: Corpus
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{reviewed}/review/r1")

    def press(key: str, leads: str) -> None:
        with page.expect_navigation(url=f"**{leads}"):
            page.keyboard.press(key)

    press("n", "/review/r1/1")
    press("a", "/review/r1/2?did=1")
    page.keyboard.press("5")
    assert page.evaluate("document.activeElement.name") == "when"
    page.keyboard.type("2025-03-04")
    page.keyboard.press("a")  # in a field a letter is a letter
    assert page.input_value("#slot-when") == "2025-03-04a"
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    press("a", "/review/r1/3?did=2")
    page.keyboard.press("m")
    page.keyboard.type("1")
    press("Enter", "/review/r1/4?did=3")
    press("r", "/review/r1?did=4")
    assert decided(tmp_path, corpus) == ["accepted", "corrected", "merged", "rejected"]
    press("u", "/review/r1/4")
    assert decided(tmp_path, corpus) == ["accepted", "corrected", "merged", ""]
    press("b", "/review/r1/3")
    press("n", "/review/r1/4")
    page.get_by_role("button", name="Turn keys off").click()
    page.locator("main").focus()
    page.keyboard.press("a")
    page.wait_for_timeout(100)
    assert decided(tmp_path, corpus)[3] == "", "keys that are off do nothing"
    context.close()


def test_a_review_is_done_without_scripts_and_two_windows_are_told_of_each_other(
    browser: Browser, reviewed: str, tmp_path: Path, corpus: Corpus
) -> None:
    context = browser.new_context(java_script_enabled=False)
    one, other = context.new_page(), context.new_page()
    for window in (one, other):
        window.goto(f"{reviewed}/review/r1/1")
    follow(one.get_by_role("button", name="Reject"))
    follow(other.get_by_role("button", name="Accept"))
    assert "Another window, or the terminal, has decided" in other.inner_text("main")
    assert decided(tmp_path, corpus)[0] == "rejected"
    follow(one.get_by_role("button", name="Undo"))
    assert decided(tmp_path, corpus)[0] == ""
    context.close()


def test_an_answer_of_ask_is_recorded_from_its_page(browser: Browser, reviewed: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{reviewed}/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=answer")
    page.get_by_text("Record this answer").click()
    page.get_by_label("Your agency").fill("the jail")
    follow(page.get_by_role("button", name="Record", exact=True))
    assert "Recorded, without any name" in page.inner_text("main")
    assert "the jail" in page.inner_text("main")
    context.close()


def test_only_a_named_site_frames_a_table(browser: Browser, served: str) -> None:
    context = browser.new_context()
    with suppress(Error):  # older ones ask nobody before a public site reaches this machine
        context.grant_permissions(["local-network-access"])
    page = context.new_page()
    framed = ""

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f'<iframe src="{served}{framed}"></iframe>')

    page.route("https://*.example.org/**", answer)
    for framed in ("/ledger/embed/places", "/ledger"):
        for site in ("news", "evil"):
            page.goto(f"https://{site}.example.org/")
            page.wait_for_timeout(300)
            (frame,) = page.frames[1:]
            shown = "incidents" in frame.content()
            assert shown is (site == "news" and framed != "/ledger"), (framed, site)
    context.close()
