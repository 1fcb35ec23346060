"""What the tests of the deciding half share: the corpus, read once, and an audit of the bundled records."""

from __future__ import annotations

import pytest

from comity.audit import Audit
from comity.law import Corpus, shelved_corpus
from tests.audit.reports import BUNDLED, audited


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return shelved_corpus()


@pytest.fixture(scope="session")
def bundled(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    return audited(corpus, tmp_path_factory.mktemp("bundled"), BUNDLED)
