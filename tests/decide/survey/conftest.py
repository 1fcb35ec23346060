"""The corpus that comes with the program, read once."""

from __future__ import annotations

import pytest

from comity.law import Corpus, shelved_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped law."""
    return shelved_corpus()
