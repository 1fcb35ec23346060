"""A small invented corpus that tests may spoil, and the corpus that comes with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from comity.law import Corpus, load_corpus

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """A copy of the small corpus."""
    return Path(shutil.copytree(SMALL, tmp_path / "corpus"))


@pytest.fixture(scope="session")
def small_corpus() -> Corpus:
    """The small corpus, loaded."""
    return load_corpus(SMALL)


@pytest.fixture(scope="session")
def shipped_corpus() -> Corpus:
    """The corpus that comes with the program, loaded."""
    return load_corpus()
