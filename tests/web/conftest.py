"""The application over the real corpus, on a fixed day, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.law import Corpus
from comity.web import Settings, Site, create_app
from tests.web.keeping import make_ledger, make_shelf

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def site(corpus: Corpus) -> Site:
    """The site as the tests see it: its today is fixed."""
    return Site(corpus=corpus, today=lambda: TODAY)


@pytest.fixture(scope="session")
def web(site: Site) -> Iterator[TestClient]:
    """A client that answers with pages, faults included."""
    with TestClient(
        create_app(site), base_url="http://localhost", raise_server_exceptions=False
    ) as client:
        yield client


HERE = ("127.0.0.1", 50_000)
"""Where a request of the keeper comes from."""


@pytest.fixture(scope="session")
def kept(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A ledger and a folder to review that tests only look at, as a server is told of them."""
    folder = tmp_path_factory.mktemp("kept")
    make_ledger(str(folder / "ledger.db"), corpus, many=50)
    return Settings(
        ledger=str(folder / "ledger.db"),
        review=make_shelf(folder),
        embed_origins=("https://news.example.org",),
    )


@pytest.fixture(scope="session")
def keeper_web(corpus: Corpus, kept: Settings) -> Iterator[TestClient]:
    """A client on the keeper's own machine."""
    site = Site(corpus=corpus, settings=kept, today=lambda: TODAY)
    with TestClient(
        create_app(site),
        base_url="http://localhost",
        raise_server_exceptions=False,
        client=HERE,
        follow_redirects=False,
    ) as client:
        yield client


@pytest.fixture(scope="session")
def fresh(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small ledger and a folder to review, of which tests get copies."""
    folder = tmp_path_factory.mktemp("fresh")
    make_ledger(str(folder / "ledger.db"), corpus)
    make_shelf(folder)
    return folder


@pytest.fixture
def own(corpus: Corpus, fresh: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The same with a ledger and a folder of the test's own, at `tmp_path`, which it may change."""
    shutil.copytree(fresh, tmp_path, dirs_exist_ok=True)
    settings = Settings(ledger=str(tmp_path / "ledger.db"), review=tmp_path / "shelf")
    with TestClient(
        create_app(Site(corpus=corpus, settings=settings, today=lambda: TODAY)),
        base_url="http://localhost",
        raise_server_exceptions=False,
        client=HERE,
        follow_redirects=False,
    ) as client:
        yield client
