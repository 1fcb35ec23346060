"""`comity read`: files in, a folder of documents and proposals out. What a run has read a later one takes over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from comity.evidence.act_json import Json, named_to_json, quote_to_json
from comity.evidence.candidates import Candidate, candidates_of, candidates_text
from comity.evidence.document import Document
from comity.evidence.intake.limits import Limits
from comity.evidence.intake.shelf import Shelf, ShelfError, write_whole
from comity.evidence.intake.taking import Progress, Taken, files_of, take_in
from comity.evidence.lexicon import rules_digest
from comity.evidence.proposing import Proposal, Reading, propose
from comity.evidence.stories import stories_of

PROPOSALS = "proposals.jsonl"
READER = "1"
"""Counts up when texts are taken from files in another way, so that earlier ones are read again."""


class Proposer(Protocol):
    """What proposes beside the rules: a language model behind the gate."""

    @property
    def name(self) -> str:
        """How its proposals are signed: `model:NAME`."""
        ...

    @property
    def account(self) -> Mapping[str, Json]:
        """What is recorded of it: the model, the digest of its prompt."""
        ...

    def propose(
        self, document: Document, shelf: Path
    ) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
        """Proposals that passed the gate, and why others did not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRun:
    """What came of a run."""

    taken: Taken
    candidates: tuple[Candidate, ...]
    counts: int
    stories: int
    refused_proposals: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    """Places and agencies with a remark: as written, and the remark."""
    account: Mapping[str, Json] = field(default_factory=dict)


def read_documents(
    paths: Sequence[Path],
    out: Path,
    *,
    lists: Sequence[Path] = (),
    proposer: Proposer | None = None,
    key_file: Path | None = None,
    limits: Limits | None = None,
    progress: Progress = lambda _what, _done, _of: None,
) -> ReadRun:
    """Read files into `out` and propose from them. Raises ShelfError, OSError (of `out` or a list).

    The folder holds what earlier runs read too: its proposals are of all its documents. `key_file` takes the names
    behind pseudonyms; it is written nowhere else.
    """
    shelf = Shelf.make(out)
    if key_file is not None and key_file.resolve().is_relative_to(out.resolve()):
        raise ShelfError(f"`{key_file}` lies in `{out}`: keep the key apart from what it opens")
    taken = take_in(
        shelf, files_of(paths, lists), made_by=f"reader-{READER}-{rules_digest()}", limits=limits, progress=progress
    )  # fmt: skip
    documents = _in_order(shelf, taken)
    readings: dict[str, Reading] = {}
    proposals: dict[str, list[Proposal]] = {}
    refused: list[str] = []
    for number, document in enumerate(documents):
        progress("proposing", number, len(documents))
        reading = propose(document)
        readings[document.digest] = reading
        proposals[document.digest] = list(reading.proposals)
        refused += [f"{document.name}: rules: {why}" for why in reading.refused]
        if proposer is not None:
            found, why_not = proposer.propose(document, out)
            proposals[document.digest] += found
            refused += [f"{document.name}: {proposer.name}: {why}" for why in why_not]
    progress("comparing stories", len(documents), len(documents))
    stories = stories_of({one.digest: one.kept() for one in documents})
    candidates = candidates_of(documents, proposals, stories)
    run = ReadRun(
        taken=taken,
        candidates=candidates,
        counts=len(_counts(readings, stories)),
        stories=len(set(stories.values())),
        refused_proposals=tuple(refused),
        places=tuple(
            (named.as_written, named.note) for one in readings.values() for named in one.places
        ),
        account={
            "rules": rules_digest(),
            "model": None if proposer is None else dict(proposer.account),
        },
    )
    _write(shelf, documents, readings, stories, run)
    if key_file is not None:
        _write_key(key_file, documents, readings, stories)
    return run


def _in_order(shelf: Shelf, taken: Taken) -> list[Document]:
    """The documents of this run in the order of their files, then those of earlier runs."""
    documents = list(taken.documents)
    known = {one.digest for one in documents}
    return documents + [one for one in shelf.all() if one.digest not in known]


def _write(
    shelf: Shelf,
    documents: Sequence[Document],
    readings: Mapping[str, Reading],
    stories: Mapping[str, str],
    run: ReadRun,
) -> None:
    write_whole(shelf.folder / PROPOSALS, candidates_text(run.candidates))
    write_whole(shelf.folder / "counts.jsonl", _lines(_counts(readings, stories)))
    write_whole(
        shelf.folder / "refused.jsonl",
        _lines(
            [{"file": one.name, "what": one.what, "why": one.why, "remedy": one.remedy} for one in run.taken.refused]
            + [{"proposal": why} for why in run.refused_proposals]
        ),
    )  # fmt: skip
    forms: dict[str, Json] = {
        "documents": [
            {
                "document": one.digest,
                "name": one.name,
                "kind": one.kind,
                "title": one.title,
                "published": None if one.published is None else one.published.isoformat(),
                "published_from": one.published_from,
                "language": one.language,
                "story": stories[one.digest][:16],
                "notes": list(one.notes),
                "places": [named_to_json(named) for named in readings[one.digest].places],
            }
            for one in documents
        ],
        "same_bytes": [list(pair) for pair in run.taken.same_bytes],
        **run.account,
    }
    write_whole(
        shelf.folder / "intake.json", json.dumps(forms, ensure_ascii=False, indent=1) + "\n"
    )


def _counts(readings: Mapping[str, Reading], stories: Mapping[str, str]) -> list[dict[str, Json]]:
    """The claims about counts; what two documents of one story say in the same words stands once."""
    found: dict[tuple[str, str], dict[str, Json]] = {}
    for digest, reading in readings.items():
        for one in reading.counts:
            story = stories[digest][:16]
            form: dict[str, Json] = {
                "quote": quote_to_json(one.quote),
                "public_quote": one.public_quote,
                "story": story,
            }
            found.setdefault((story, " ".join(one.quote.text.split())), form)
    return list(found.values())


def _write_key(
    path: Path,
    documents: Sequence[Document],
    readings: Mapping[str, Reading],
    stories: Mapping[str, str],
) -> None:
    """The names behind pseudonyms, for the user's eyes only: the file can be read by its owner alone."""
    lines = [
        {"story": stories[one.digest][:16], "document": one.digest, "pseudonym": pseudonym, "name": name}
        for one in documents
        for pseudonym, name in readings[one.digest].people_key
    ]  # fmt: skip
    write_whole(path, _lines(lines))
    path.chmod(0o600)


def _lines(forms: object) -> str:
    return "".join(
        json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n"
        for one in forms  # type: ignore[attr-defined]  # any iterable of JSON objects
    )
