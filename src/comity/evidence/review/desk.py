"""What a review works on: the candidates of a folder, the texts that they quote, the logs of its reviewers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from comity.evidence.act_json import ActFormError
from comity.evidence.candidates import Candidate, read_candidates
from comity.evidence.document import Document
from comity.evidence.intake.shelf import Shelf, ShelfError
from comity.evidence.quotes import QuoteRefusedError, check_quote
from comity.evidence.review.log import ReviewLog, ReviewLogError
from comity.evidence.run import PROPOSALS
from comity.law import Corpus

_SIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")


class ReviewError(Exception):
    """A folder that cannot be reviewed; the message says why and what to do."""


class Desk:
    """Candidates in their order, every quote of theirs checked against the stored text."""

    def __init__(self, shelf: Shelf, candidates: tuple[Candidate, ...], actions: frozenset[str]) -> None:  # fmt: skip
        self.shelf = shelf
        self.candidates = candidates
        self.actions = actions
        self._documents: dict[str, Document] = {}

    def document(self, digest: str) -> Document:
        """A document that a quote is taken from. Raises ReviewError."""
        if digest not in self._documents:
            try:
                found = self.shelf.held(digest)
            except ShelfError as error:
                raise ReviewError(str(error)) from None
            if found is None:
                raise ReviewError(
                    f"`{self.shelf.folder}` no longer holds the document {digest[:12]}, which a proposal quotes: run "
                    "`comity read` again"
                )
            self._documents[digest] = found
        return self._documents[digest]

    def log(self, sign: str) -> ReviewLog:
        """The log of a reviewer by their sign. Raises ReviewError."""
        if not _SIGN.fullmatch(sign):
            raise ReviewError(
                f"`{sign}` is no sign of a reviewer: letters, digits and hyphens, at most 20, and not a name"
            )
        try:
            return ReviewLog(self.shelf.folder / "review" / f"{sign}.jsonl")
        except ReviewLogError as error:
            raise ReviewError(str(error)) from None

    def logs(self) -> Mapping[str, ReviewLog]:
        """The logs of all who have reviewed, by their sign. Raises ReviewError."""
        folder = self.shelf.folder / "review"
        return {path.stem: self.log(path.stem) for path in sorted(folder.glob("*.jsonl"))}

    def check(self) -> None:
        """Hold every quote against its document. Raises ReviewError."""
        for candidate in self.candidates:
            for quote in candidate.act.act.quotes:
                try:
                    check_quote(quote, self.document(quote.document))
                except QuoteRefusedError as error:
                    raise ReviewError(
                        f"the proposal {candidate.act.id} does not stand: {error}; run `comity read` again"
                    ) from None


def open_desk(folder: Path, corpus: Corpus) -> Desk:
    """The desk of a folder that `comity read` made. Raises ReviewError."""
    try:
        shelf = Shelf.open(folder)
        candidates = tuple(read_candidates(folder / PROPOSALS))
    except (ShelfError, ActFormError) as error:
        raise ReviewError(str(error)) from None
    except OSError as error:
        raise ReviewError(
            f"`{folder / PROPOSALS}` cannot be read ({(error.strerror or '').lower()}): run `comity read` again"
        ) from None
    desk = Desk(shelf, candidates, frozenset(corpus.vocabulary.actions))
    desk.check()
    return desk
