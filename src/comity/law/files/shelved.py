"""The law as an earlier start read and checked it, or read anew: what every door starts with.

What reads files is imported only where nothing stands on the shelf, for that takes longer than an answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from comity.law.corpus import Corpus
from comity.law.files.folder import corpus_folder, enter, named_files
from comity.law.files.shelf import name_of, put, take


def shelved_corpus(folder: Path | None = None, overlays: Sequence[Path] = ()) -> Corpus:
    """The same as `load_corpus`, from what an earlier start kept if the files have not changed.

    Kept in the user's cache folder (see `comity.law.files.shelf`). Raises CorpusError like it.
    """
    root = corpus_folder() if folder is None else folder
    shown = "corpus" if folder is None else str(folder)
    digest = hashlib.sha256()
    try:
        for path, name in named_files(root, overlays):
            enter(digest.update, name, path.read_bytes())
    except OSError:
        return _read_anew(folder, overlays)  # which says what cannot be read
    # The paths of private files stand in problems and spans, though not in the digest.
    name = name_of(digest.hexdigest(), "\n".join((shown, *map(str, overlays))))
    kept = take(name, lambda: _read_anew(folder, overlays))
    if kept is not None:
        return kept
    corpus = _read_anew(folder, overlays)
    if corpus.digest == digest.hexdigest():
        put(name, corpus)
    return corpus


def _read_anew(folder: Path | None, overlays: Sequence[Path]) -> Corpus:
    from comity.law.files.load import load_corpus  # noqa: PLC0415 -- as the module says

    return load_corpus(folder, overlays)
