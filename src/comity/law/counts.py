"""How much law the corpus holds, place by place, and how well its texts are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from comity.law.corpus import Corpus
from comity.law.levels import places_of
from comity.law.provision import Verified
from comity.law.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCounts:
    """One place: what its file holds. Marks are counted over versions; `through` is its earliest horizon.

    A scenario or a gap of a place without a file counts for the nearest place above it that has one.
    """

    place: str
    name: str
    provisions: int
    versions: int
    cases: int
    scenarios: int
    text: int
    account: int
    unverified: int
    duties: int
    remedies: int
    gaps: int
    through: date


def counts_of(corpus: Corpus, scenarios: Iterable[Scenario] = ()) -> Iterator[PlaceCounts]:
    """The counts of every encoded place, in the order of their ids."""
    told = Counter(_counted_for(corpus, one.place) for one in scenarios)
    gaps = Counter(_counted_for(corpus, one.jurisdiction) for one in corpus.gaps)
    for name in sorted(corpus.jurisdictions):
        held = corpus.jurisdictions[name]
        versions = [version for one in held.provisions for version in one.versions]
        marks = Counter(version.verified for version in versions)
        yield PlaceCounts(
            place=name,
            name=held.name,
            provisions=len(held.provisions),
            versions=len(versions),
            cases=sum(len(version.cases) for version in versions),
            scenarios=told[name],
            text=marks[Verified.TEXT],
            account=marks[Verified.ACCOUNT],
            unverified=marks[Verified.UNVERIFIED],
            duties=len(held.duties),
            remedies=len(held.remedies),
            gaps=gaps[name],
            through=min(one.through for one in held.horizons),
        )


def _counted_for(corpus: Corpus, place: str) -> str:
    return next((name for name in places_of(corpus, place) if name in corpus.jurisdictions), "")
