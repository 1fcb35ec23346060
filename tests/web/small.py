"""A small corpus: federal law, the District of Columbia, and the two states whose clocks the dictionary names."""

from __future__ import annotations

import shutil
from pathlib import Path

from comity.law import Corpus, corpus_folder, load_corpus

FILES = ("us/federal.yaml", "us/dc.yaml", "us/co/state.yaml", "us/nj/state.yaml")


def small_corpus(folder: Path) -> Corpus:
    """The corpus of some places, copied into a folder and read there."""
    source = corpus_folder()
    for file in source.glob("*.yaml"):
        shutil.copy(file, folder / file.name)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, folder / name)
    return load_corpus(folder)
