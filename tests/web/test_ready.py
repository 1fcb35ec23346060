"""What a server makes ready after its start, and the parts of pages that it shares: the same pages as without."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from comity.law import Corpus
from comity.web import Site, create_app
from comity.web.links import ServerLinks
from comity.web.overview import ready
from comity.web.page import Asked, Page, render
from comity.web.places import PAGES
from tests.web.small import small_corpus

TODAY = date(2026, 3, 1)
KEPT = sys.modules["comity.web.overview.kept"]
WRITING = sys.modules["comity.web.page"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus(tmp_path_factory.mktemp("small"))


@pytest.fixture
def site(small: Corpus) -> Site:
    return Site(corpus=small, today=lambda: TODAY)


async def _until_made(site: Site) -> None:
    """Stay ready until today's answers are there, and then stop."""
    slept = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if seconds == ready.LOOK_EVERY:
            slept.set()
            await asyncio.Event().wait()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", sleep)
        task = asyncio.create_task(ready.stay_ready(site))
        await asyncio.wait_for(slept.wait(), 120)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_the_table_of_today_is_worked_out_before_anybody_asks(site: Site) -> None:
    asyncio.run(_until_made(site))
    before = vars(KEPT)["_row"].cache_info()
    rows = vars(KEPT)["rows_of"](site.corpus, ("us-dc", "us-co", "us-nj"), TODAY)
    after = vars(KEPT)["_row"].cache_info()
    assert len(rows) == 3
    assert (after.hits - before.hits, after.misses - before.misses) == (3, 0)


def test_a_day_that_cannot_be_asked_about_is_noted_and_the_server_goes_on(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(_until_made(replace(site, today=lambda: date(2300, 1, 1))))
    assert "fault: QuestionError" in caplog.text


def test_a_server_that_is_getting_ready_answers_and_ends(site: Site) -> None:
    with TestClient(create_app(site, ready=True), base_url="http://localhost") as client:
        assert client.get("/api/v1/places/us-dc").status_code == 200
        assert client.get("/matrix").status_code == 200


def _pages(site: Site) -> dict[tuple[str, str, str], str]:
    """Pages of places on days, in two languages, as a server writes them."""
    written = {}
    for place in ("us-dc", "us-co", "us-co-denver", "us"):
        for day in ("2024-01-01", "2026-03-01", "2026-03-02"):
            for language in ("en", "es"):
                made = PAGES["places/{id}/{date}"](
                    site, Asked(language=language, path={"id": place, "date": day})
                )
                assert isinstance(made, Page)
                links = ServerLinks(language=language, root="", path=f"places/{place}/{day}")
                written[place, day, language] = render(site, made, links)
    return written


def test_pages_that_share_parts_are_those_that_share_none(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = replace(site, today=lambda: date(2026, 3, 2))
    shared = [_pages(one) for one in (site, later)]
    monkeypatch.setattr(WRITING, "_parts_of", lambda _: None)
    monkeypatch.setattr(WRITING, "_KEPT", {})
    assert [_pages(one) for one in (site, later)] == shared
    assert shared[0] != shared[1], "today is marked"
