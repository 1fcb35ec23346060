"""One mutant: what was changed, where, and the place as changed. It runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from comity.law import Corpus, Jurisdiction
from comity.law.provision import Gap
from comity.logic import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place with one thing changed.

    `subject` names what was changed: the id of a provision, or the kind and id of what stands
    beside. `where` is the part of it, empty for the whole, and `what` the change; the three make the
    mutant's id. `gaps` is given where not the place itself was changed but its known gaps.
    """

    subject: str
    where: str
    what: str
    span: Span
    place: Jurisdiction
    gaps: tuple[Gap, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A change with an id that stays the same while the text of the law does: no line numbers."""

    id: str
    change: Change

    @property
    def jurisdiction(self) -> str:
        """The place that was changed."""
        return self.change.place.id

    @property
    def line(self) -> str:
        """Where it was changed, as `file:line`."""
        return f"{self.change.span.file}:{self.change.span.line}"

    def laid_over(self, corpus: Corpus) -> Corpus:
        """A corpus with the changed place, and its questions of law, in it."""
        place = self.change.place
        jurisdictions: Mapping[str, Jurisdiction] = {**corpus.jurisdictions, place.id: place}
        questions = {**corpus.questions, **{one.id: one for one in place.questions}}
        before = {one.id for one in corpus.jurisdictions[place.id].classes}
        classes = {name: one for name, one in corpus.classes.items() if name not in before}
        return replace(
            corpus,
            jurisdictions=jurisdictions,
            questions=questions,
            classes={**classes, **{one.id: one for one in place.classes}},
            gaps=corpus.gaps if self.change.gaps is None else self.change.gaps,
        )


def with_ids(changes: Iterable[Change]) -> Iterator[Mutant]:
    """Mutants with ids; the second of two that read alike is numbered."""
    seen: dict[str, int] = {}
    for change in changes:
        where = f" {change.where}" if change.where else ""
        name = f"{change.subject}{where}: {change.what}"
        seen[name] = seen.get(name, 0) + 1
        yield Mutant(id=name if seen[name] == 1 else f"{name} ({seen[name]})", change=change)


def exchanged(items: tuple[T, ...], number: int, *by: T) -> tuple[T, ...]:
    """A tuple with one item exchanged for others, or dropped."""
    return (*items[:number], *by, *items[number + 1 :])
