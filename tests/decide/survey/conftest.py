"""The corpus that comes with the program, read once."""

from __future__ import annotations

import pytest

from comity.law import Corpus, load_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped law."""
    return load_corpus()
