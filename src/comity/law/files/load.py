"""Reads the law from files: everything, or every mistake of every file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from comity.law.corpus import Corpus
from comity.law.files.build import build_jurisdiction
from comity.law.files.build_beside import build_gap
from comity.law.files.build_vocabulary import build_lexicon
from comity.law.files.check_cases import check_cases
from comity.law.files.check_circles import check_circles
from comity.law.files.check_conditions import check_conditions
from comity.law.files.check_dates import check_dates
from comity.law.files.check_names import check_names
from comity.law.files.check_places import check_places
from comity.law.files.check_provisions import check_provisions
from comity.law.files.check_questions import check_questions
from comity.law.files.check_repeals import check_repeals
from comity.law.files.collector import paused_collector
from comity.law.files.entry import Entry, Reading
from comity.law.files.folder import corpus_folder, enter, place_files
from comity.law.files.keys_place import GAPS, JURISDICTION, OVERLAY, STATES
from comity.law.files.keys_vocabulary import VOCABULARY
from comity.law.files.law_file import LawFile, LawFiles
from comity.law.files.shape import Shape
from comity.law.files.yaml_node import Entries
from comity.law.files.yaml_text import read_yaml
from comity.law.lexicon import Lexicon
from comity.law.names import JURISDICTION_ID
from comity.law.problem import CorpusError, Problem

MAX_BYTES = 8_000_000
"""Bytes of one file; a larger one is not a law file that a person wrote."""


def load_corpus(folder: Path | None = None, overlays: Sequence[Path] = ()) -> Corpus:
    """Read the law of a folder (default: the corpus that comes with the program).

    `overlays` are further files of places in the same format, kept private, laid over in the order
    given: they add to a place of the corpus, amend its provisions, or describe a new place (see
    `comity.law.files.build`).

    Raises CorpusError with every mistake of every file, ordered by file and line.
    """
    root = corpus_folder() if folder is None else folder
    shown = "corpus" if folder is None else str(folder)
    digest = hashlib.sha256()
    with paused_collector():
        files = _read_all(root, shown, overlays, digest.update)
        lexicon = build_lexicon(files)
        problems = tuple(sorted(set(_problems(files, lexicon))))
        if problems:
            raise CorpusError(problems)
        return _built(files, lexicon, digest.hexdigest())


def _read_all(
    root: Path, shown: str, overlays: Sequence[Path], seen: Callable[[bytes], None]
) -> LawFiles:
    def one(path: str, shape: Shape) -> LawFile:
        return read_law_file(root / path, f"{shown}/{path}", path, shape, seen)

    gaps = "known-gaps.yaml"
    states, vocabulary = one("states.yaml", STATES), one("vocabulary.yaml", VOCABULARY)
    known_gaps = (
        one(gaps, GAPS)
        if (root / gaps).exists()
        else LawFile(
            name=gaps, path=root / gaps, reading=Reading(file=gaps), entries=(), whole=True
        )
    )
    places = [one(path, JURISDICTION) for path in place_files(root)]
    # Only its name enters the digest: where a private file lies does not change what it says.
    places += [
        read_law_file(path, str(path), f"overlay {path.name}", OVERLAY, seen) for path in overlays
    ]
    return LawFiles(vocabulary=vocabulary, states=states, gaps=known_gaps, places=tuple(places))


def read_law_file(
    path: Path,
    shown: str,
    name: str,
    shape: Shape,
    seen: Callable[[bytes], None] = lambda _: None,
) -> LawFile:
    """Read one file by its shape, noting mistakes in its `reading`.

    `shown` is its name in problems; `seen` is given `name` and the bytes, for the digest.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return _unread(path, shown, error)
    enter(seen, name, content)
    return _read_content(content, path, shown, shape)


@lru_cache(maxsize=512)
def _read_content(content: bytes, path: Path, shown: str, shape: Shape) -> LawFile:
    """What a file holds by its shape. Kept, so that another overlay is quickly laid over the same law.

    INVARIANT: nothing changes a `LawFile` once it is read; the checks of a corpus only look.
    """
    reading = Reading(file=shown)
    text = _text(content, reading)
    node = None
    if text is not None:
        node, problems = read_yaml(text, file=shown)
        reading.problems.extend(problems)
    entries: tuple[Entry, ...] = ()
    if node is not None:
        owner = node.entries.get("jurisdiction") if isinstance(node, Entries) else None
        name_of_place = str(getattr(owner, "value", ""))
        reading.owner = name_of_place if JURISDICTION_ID.match(name_of_place) else ""
        match shape.read(node, "the file", reading):
            case Entry() as entry:
                entries = (entry,)
            case tuple() as items:
                entries = tuple(item for item in items if isinstance(item, Entry))
            case _:
                pass
    return LawFile(
        name=shown,
        path=path,
        reading=reading,
        entries=entries,
        whole=node is not None and bool(entries or not reading.problems),
        overlay=shape is OVERLAY,
    )


def _unread(path: Path, shown: str, error: OSError) -> LawFile:
    """A file that cannot be read: nothing but the problem."""
    reading = Reading(file=shown)
    reading.refuse(
        0,
        "the file cannot be read",
        (error.strerror or "no reason is given").lower(),
        "check the path and who may read it",
    )
    return LawFile(name=shown, path=path, reading=reading, entries=(), whole=False)


def _text(content: bytes, reading: Reading) -> str | None:
    if len(content) > MAX_BYTES:
        reading.refuse(
            0,
            f"the file has {len(content)} bytes",
            f"a law file has at most {MAX_BYTES}",
            "split it, one place in each file",
        )
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reading.refuse(
            content.count(b"\n", 0, error.start) + 1,
            "the file is not UTF-8 text",
            f"byte number {error.start + 1} is not part of a character",
            "save the file as UTF-8",
        )
        return None


def _problems(files: LawFiles, lexicon: Lexicon) -> Iterator[Problem]:
    for one in files.all:
        yield from one.reading.problems
    yield from check_places(files)
    yield from check_names(files, lexicon)
    yield from check_dates(files)
    yield from check_provisions(files)
    yield from check_questions(files)
    yield from check_repeals(files)
    yield from check_circles(files)
    # Where a file could not be read to its end, the words it defines are not known either.
    if all(one.whole for one in files.all):
        yield from check_conditions(files, lexicon)
        yield from check_cases(files, lexicon)


def _built(files: LawFiles, lexicon: Lexicon, digest: str) -> Corpus:
    groups = {entry.text("id"): entry.texts("kinds") for _, entry in files.listed("actor_groups")}
    jurisdictions = {
        place: build_jurisdiction(found, groups) for place, found in files.by_place().items()
    }
    return Corpus(
        vocabulary=lexicon.vocabulary,
        jurisdictions=jurisdictions,
        states=lexicon.states,
        jail_keepers={
            one.text("id"): one.text("jails") for one in files.states.entries if one.has("jails")
        },
        questions={
            question.id: question
            for jurisdiction in jurisdictions.values()
            for question in jurisdiction.questions
        },
        classes={
            one.id: one for jurisdiction in jurisdictions.values() for one in jurisdiction.classes
        },
        gaps=tuple(build_gap(one) for one in files.gaps.entries),
        lexicon=lexicon,
        digest=digest,
    )
