"""The files of a corpus as read: entries with their places, before any check across files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.law.files.entry import Entry, Reading
from comity.law.problem import Problem
from comity.logic import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFile:
    """One file, by its name in problems and its path. `entries` is what stands at its top: one mapping, or the items of its list.

    `whole` is false where the text could not be read to its end, so that names may be missing.
    """

    name: str
    path: Path
    reading: Reading
    entries: tuple[Entry, ...]
    whole: bool
    overlay: bool = False

    @property
    def top(self) -> Entry | None:
        """The mapping at the top, or None where it could not be read."""
        return self.entries[0] if self.entries else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFiles:
    """All files of a corpus. `places` holds the overlays too, after the files they are laid over."""

    vocabulary: LawFile
    states: LawFile
    gaps: LawFile
    places: tuple[LawFile, ...]

    @property
    def all(self) -> tuple[LawFile, ...]:
        """Every file."""
        return (self.vocabulary, self.states, self.gaps, *self.places)

    def by_place(self) -> Mapping[str, tuple[LawFile, ...]]:
        """The files of each place: its own first, then what is laid over it."""
        found: dict[str, tuple[LawFile, ...]] = {}
        for one in self.places:
            if one.reading.owner:
                found[one.reading.owner] = (*found.get(one.reading.owner, ()), one)
        return found

    def listed(self, key: str) -> Iterator[tuple[LawFile, Entry]]:
        """Each entry of a list (`provisions`, `questions` ...) of every place, with its file."""
        for one in self.places:
            if one.top is not None:
                for entry in one.top.entries(key):
                    yield one, entry


def problem(span: Span, what: str, why: str, remedy: str) -> Problem:
    """A problem at a place."""
    return Problem(file=span.file, line=span.line, what=what, why=why, remedy=remedy)
