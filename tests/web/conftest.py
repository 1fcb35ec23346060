"""The application over the real corpus, on a fixed day, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from comity.law import Corpus, load_corpus
from comity.web import Site, create_app

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The corpus that comes with the program."""
    return load_corpus()


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
