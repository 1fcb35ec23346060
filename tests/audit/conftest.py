"""What the tests of the deciding half share: the corpus, read once, and an audit of the bundled records."""

from __future__ import annotations

import pytest

from comity.audit import Audit
from comity.law import Corpus
from tests.audit.reports import BUNDLED, audited


@pytest.fixture(scope="session")
def bundled(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    return audited(corpus, tmp_path_factory.mktemp("bundled"), BUNDLED)
