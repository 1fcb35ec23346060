"""A published site: every link leads somewhere, the same day gives the same bytes, nothing foreign is touched.

A small corpus is published here; `python -m tools.check_site FOLDER` follows every link of a whole site.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from datetime import date
from multiprocessing import active_children
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, sync_playwright

from comity.law import Corpus
from comity.web.app import PAGES
from comity.web.publish import MARKER, Publication, PublishError, publish_site
from tests.web.small import small_corpus
from tools.check_site import dead_links

TODAY = date(2026, 11, 21)
CHANGES = """# Changelog
## [Unreleased]
- us-dc: a line on the District & its <law>.
## [2026.1] - 2026-10-01
- us: a line on federal law.
"""
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A small corpus, in place of the whole."""
    return small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site."""
    made = _publish(corpus, tmp_path_factory.mktemp("site") / "out")
    assert made.unmade == ()
    return made.folder


@pytest.fixture
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose pages are quickly made: what is tested is the folder, not the pages."""
    pages = {name: PAGES[name] for name in ("", "cards")}
    monkeypatch.setattr("comity.web.publish.PAGES", pages)
    monkeypatch.setattr("comity.web.published.PAGES", pages)
    monkeypatch.setattr("comity.web.published.PUBLISHED", {})


def _publish(corpus: Corpus, out: Path, **options: object) -> Publication:
    settings = {"on": TODAY, "workers": 1, "changelog": CHANGES, **options}
    return publish_site(corpus, out, **settings)  # type: ignore[arg-type]  # options of a test


def test_every_link_leads_to_a_file(folder: Path) -> None:
    assert list(dead_links(folder)) == []


def test_pages_stand_in_both_languages(folder: Path) -> None:
    for name in ("index.html", "cards/us-dc/i_247a.html", "places/us-dc.html", "search.html"):
        assert '<html lang="en">' in (folder / name).read_text(encoding="utf-8")
        assert '<html lang="es">' in (folder / "es" / name).read_text(encoding="utf-8")


def test_a_published_page_asks_nothing_of_a_server(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text, page
        assert "htmx.min.js" not in text, page
        assert 'href="/' not in text, page
        assert 'src="/' not in text, page


def test_the_same_day_gives_the_same_bytes(corpus: Corpus, folder: Path, tmp_path: Path) -> None:
    again = _publish(corpus, tmp_path / "again", workers=2).folder
    assert _content(again) == _content(folder)


def _content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.usefixtures("few_pages")
def test_a_site_is_replaced_as_a_whole(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "site"
    _publish(corpus, out, languages=["en"])
    (out / "left-over.html").write_text("old", encoding="utf-8")
    _publish(corpus, out, languages=["en"])
    assert not (out / "left-over.html").exists()
    assert not (out / "es").exists()
    assert 'hreflang="es"' not in (out / "index.html").read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_left_alone(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="not empty"):
        _publish(corpus, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.usefixtures("few_pages")
def test_a_fault_on_the_way_leaves_the_old_site(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / MARKER).write_text("", encoding="utf-8")
    (out / "index.html").write_text("the old one", encoding="utf-8")

    def broken(*_: object, **__: object) -> bytes:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("comity.web.publish.feed", broken)
    with pytest.raises(OSError, match="no space"):
        _publish(corpus, out, languages=["en"])
    assert (out / "index.html").read_text(encoding="utf-8") == "the old one"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.timeout(300)
def test_a_worker_that_is_killed_leaves_the_old_site(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / MARKER).write_text("", encoding="utf-8")
    (out / "index.html").write_text("the old one", encoding="utf-8")

    def kill(*_: int) -> None:
        for worker in active_children():
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)

    with pytest.raises(PublishError, match=r"was lost: it was ended by signal 9"):
        _publish(corpus, out, languages=["en"], workers=2, progress=kill)
    assert (out / "index.html").read_text(encoding="utf-8") == "the old one"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
    assert active_children() == []


def test_data_and_feed_can_be_read(folder: Path) -> None:
    places = json.loads((folder / "data/places.json").read_text(encoding="utf-8"))
    assert places["on"] == "2026-11-21"
    assert "us-dc" in [one["id"] for one in places["places"]]
    for name in ("provisions", "determinations", "search"):
        assert json.loads((folder / f"data/{name}.json").read_text(encoding="utf-8"))
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.parse(folder / "feed.xml").getroot().findall(f"{atom}entry")
    assert [one.findtext(f"{atom}updated") for one in entries] == [
        "2026-10-01T00:00:00Z",
        "2026-11-21T00:00:00Z",
    ]
    assert entries[1].findtext(f"{atom}content") == "us-dc: a line on the District & its <law>."


@pytest.mark.usefixtures("few_pages")
def test_a_sitemap_needs_an_address(corpus: Corpus, tmp_path: Path) -> None:
    assert not (_publish(corpus, tmp_path / "n", languages=["en"]).folder / "sitemap.xml").exists()
    made = _publish(corpus, tmp_path / "s", languages=["en"], base_url="https://c.example/")
    text = (made.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://c.example/cards.html</loc>" in text
    assert "<loc>https://c.example/index.html</loc>" in text


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
    "name", ["index.html", "cards/us-dc/i_247a.html", "es/places/us-dc.html", "search.html"]
)
def test_a_page_opens_from_the_disk(folder: Path, browser: Browser, name: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / name).as_uri())
    assert page.locator("h1").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.brand')).fontWeight") == "700"
    assert said == []
    assert all(one.startswith(("file://", "data:")) for one in asked)
    page.close()


def test_the_search_keeps_what_is_typed(folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((folder / "search.html").as_uri())
    every = page.locator("#search-list > li:visible").count()
    page.get_by_role("searchbox").fill("columbia 24-211.07")
    found = page.locator("#search-list > li:visible")
    assert 0 < found.count() < every
    assert "24-211.07" in found.first.inner_text()
    page.close()
