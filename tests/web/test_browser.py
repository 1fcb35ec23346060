"""The journeys of the design in a real Chromium, and the rules of accessibility over every kind of page.

Skipped where there is no Chromium; CI installs Debian's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from comity.web import Site, create_app
from tests.web.chromium import (
    NO_CHROMIUM,
    Visit,
    broken_rules,
    chromium,
    follow,
    serving,
    too_wide,
)

FLOCK = Path(__file__).parents[2] / "examples" / "flock"

pytestmark = NO_CHROMIUM


@pytest.fixture(scope="module")
def served(site: Site) -> Iterator[str]:
    """The address of a server that runs in this process."""
    with serving(create_app(site)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Visit(context.new_page(), served)
    yield made
    context.close()
    assert made.wrong == []
    assert made.elsewhere == [], "nothing is asked of any other host"


# The clerk, with a detainer and an I-200, in four places.

CLERK = {
    "District of Columbia": ("us-dc", "2026-01-15", {"Must not"}),
    "Illinois": ("us-il", "2026-01-15", {"Must not"}),
    "Florida": ("us-fl", "2026-01-15", {"Must"}),
    "Philadelphia": ("us-pa-philadelphia", "2026-01-15", {"Must not"}),
}


@pytest.mark.parametrize("place", CLERK)
def test_a_clerk_with_a_detainer_and_an_officers_warrant(visit: Visit, place: str) -> None:
    id_, day, expected = CLERK[place]
    page = visit.page
    visit.go("/")
    follow(page.get_by_role("link", name="Ask about a paper or an act"))
    page.get_by_label("Immigration detainer (Form I-247A)").check()
    page.get_by_label("Where?").fill(place)
    page.get_by_label("On which day?").fill(day)
    visit.press("Go on")
    if page.locator("input[name=place][type=radio]").count():
        page.locator(f"input[name=place][value='{id_}']").check()
        visit.press("Go on")
    for _ in range(14):
        if page.locator(".answer").count():
            break
        _answer_as_a_clerk(page)
        visit.press("Go on")
    told = {one.strip() for one in page.locator(".answer .word").all_inner_texts()}
    words = {one.lstrip("◆■●▲□◇○ ") for one in told}
    assert expected <= words, (place, words)
    follow(page.get_by_role("link", name="Record to print"))
    assert "Form I-247A" in visit.text()


_YES = {"signed", "names_person", "served", "in_custody", "release_due", "request_written"}


def _answer_as_a_clerk(page: Page) -> None:
    """A jail's clerk at night: the form is in order with an I-200 attached, nobody showed a judge's paper."""
    for word in page.locator("input[name=asked]").all():
        name = str(word.get_attribute("value"))
        field = f"answer.{name}"
        if name == "actor":
            page.locator(f"[name='{field}']").first.select_option("sheriff")
            continue
        if name == "employer":
            page.locator(f"input[name='{field}']").first.check()
            continue
        last = name.rpartition(".")[2]
        wanted = {"attached": "i_200", "box": "removable"}.get(
            last, "yes" if last in _YES else "no"
        )
        options = page.locator(f"input[type=radio][name='{field}']")
        values = [one.get_attribute("value") for one in options.all()]
        if values:
            value = wanted if wanted in values else values[0] if last == "box" else "unknown"
            page.locator(f"input[type=radio][name='{field}'][value='{value}']").check()
        elif page.locator(f"input[type=text][name='{field}']").count():
            page.locator(f"input[name='{field}']").fill("unknown")
    if page.locator("input[name=rest]").count():
        page.locator("input[name=rest][value=yes]").check()


def test_a_researcher_goes_from_the_map_to_a_provision_and_keeps_its_address(visit: Visit) -> None:
    page = visit.page
    visit.go("/map?on=2026-01-15")
    follow(page.locator("svg a[href*='us-il']").first)
    assert "Illinois" in page.inner_text("h1")
    follow(page.locator("a[href*='/provisions/us-il/']").first)
    address = page.url
    first = visit.text()
    visit.go("/")
    page.goto(address)
    assert visit.text() == first


def test_a_reporter_goes_from_a_file_to_a_report(visit: Visit) -> None:
    page = visit.page
    visit.go("/audit")
    page.locator("input[type=file]").set_input_files(str(FLOCK / "sharing_outbound.csv"))
    visit.press("Look at the files")
    assert "sharing-outbound" in visit.text()
    visit.press("Start the audit")
    report = page.get_by_role("link", name="Open the report")
    report.wait_for(timeout=120_000)
    follow(report)
    assert "finding" in page.inner_text("body").lower()
    page.go_back()
    visit.press("Delete the files and the report now")
    assert "were deleted" in visit.text()


# Accessibility.

KINDS = [
    "/",
    "/ask",
    "/ask?paper=i_247a&find=springfield&on=2026-01-15",
    "/ask?paper=officer_at_counter&place=us-il&on=2026-01-15",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28&i_247a.signed=yes",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=answer",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=record",
    "/places",
    "/places?q=springfeld",
    "/places/us-dc",
    "/places/us-tx/2026-12-15",
    "/places/us-co-mesa-county",
    "/vocabulary",
    "/methods",
    "/map",
    "/matrix",
    "/287g?on=2025-09-24",
    "/287g/us-ga?on=2026-04-01",
    "/lists",
    "/cards",
    "/cards/us-dc/i_247a",
    "/audit",
    "/nothing/here",
    "/es/",
    "/es/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=answer",
]


COLOURED = [
    "/",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=answer",
    "/ask?paper=i_247a&place=us-dc&on=2025-09-28&view=record",
    "/places/us-tx/2026-12-15",
    "/methods",
    "/map",
    "/matrix",
    "/287g?on=2025-09-24",
    "/cards/us-dc/i_247a",
    "/audit",
    "/nothing/here",
]
"""Each kind of page whose colours differ from the others': what the dark scheme could spoil."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_breaks_a_rule_of_accessibility(
    browser: Browser, served: str, site: Site, scheme: str
) -> None:
    provision = site.corpus.jurisdictions["us-dc"].provisions[0].id
    pages = {"light": KINDS, "dark": COLOURED}[scheme]
    assert broken_rules(browser, served, [*pages, f"/provisions/{provision}"], scheme) == []


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_is_wider_than_a_small_screen(browser: Browser, served: str, width: int) -> None:
    """320 px is a small phone; 640 px is a wide page at a zoom of 200 % on a screen of 1280."""
    assert too_wide(browser, served, KINDS, width) == []


def test_ask_is_walked_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    visit.go("/ask")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input[name=paper]:checked").count() == 1
    _tab_to(page, "find")
    page.keyboard.type("Springfield")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _tab_to(page, "place")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Look at the paper itself" in visit.text()


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"`{name}` cannot be reached with the keyboard")


def test_every_page_works_without_scripts(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/ask?paper=i_247a&place=us-dc&on=2025-09-28")
    follow(page.get_by_role("button", name="Go on"))
    assert page.locator("form").count() >= 1
    page.goto(f"{served}/map")
    assert page.locator("svg a").count() >= 50
    context.close()
