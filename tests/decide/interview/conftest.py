"""The law as it comes with the program, read once for the tests of the interview."""

from __future__ import annotations

import pytest

from comity.law import Corpus, shelved_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return shelved_corpus()
