"""What all rulings of a place on a day rest on, whatever the act: the rules that stand, what they reach by themselves,
what words mean, what courts have said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from comity.law.corpus import Corpus
from comity.law.levels import places_of
from comity.law.meanings import Meanings
from comity.law.provision import Defeat, Jurisdiction, Provision, Uncertainty, Version
from comity.law.vocabulary import Axiom
from comity.logic import Expr, Fact, Label, all_of, any_of, negated


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A provision as it stands on the day asked about."""

    provision: Provision
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A provision, or one of its exceptions, whose force on the day is a question of law."""

    provision: str
    exception: str | None
    uncertainty: Uncertainty


class Ground:
    """The law of a place on a day before an act is asked about; what is worked out is kept for the next act."""

    def __init__(self, corpus: Corpus, place: str, on: date) -> None:
        self.corpus, self.place, self.on = corpus, place, on
        self.chain: tuple[Jurisdiction, ...] = tuple(
            corpus.jurisdictions[name]
            for name in places_of(corpus, place)
            if name in corpus.jurisdictions
        )
        ids = {jurisdiction.id for jurisdiction in self.chain} | {place}
        self.prevailing = tuple(
            one
            for jurisdiction in self.chain
            for one in jurisdiction.prevailing
            if one.period.holds(on) and (not one.places or ids & set(one.places))
        )
        self.injunctions = tuple(
            one
            for jurisdiction in self.chain
            for one in jurisdiction.injunctions
            if one.period.holds(on)
        )
        self.inline = Meanings(corpus, self.chain, on, self.prevailing).inline
        self._reached: dict[str, tuple[Expr, Expr, tuple[Doubt, ...]]] = {}

    def provisions(self) -> Iterator[Provision]:
        """Those of all levels, nearest first, in force or not."""
        for jurisdiction in self.chain:
            yield from jurisdiction.provisions

    @cached_property
    def standing(self) -> dict[str, Standing]:
        """The provisions in force, by id."""
        return {
            provision.id: Standing(provision=provision, version=version)
            for provision in self.provisions()
            if (version := self.version_of(provision)) is not None
        }

    def version_of(self, provision: Provision) -> Version | None:
        """The version in force: where two overlap, which the checks refuse, none would be right."""
        return next((one for one in provision.versions if one.period.holds(self.on)), None)

    @cached_property
    def defeaters(self) -> tuple[tuple[Standing, Label, Defeat], ...]:
        """Every provision in force that takes the effect of others, once for each way in which it does."""
        return tuple(
            (standing, Label(source=name, part=f"defeat {number}"), defeat)
            for name, standing in self.standing.items()
            for number, defeat in enumerate(standing.provision.defeats, start=1)
        )

    @cached_property
    def axioms(self) -> tuple[Axiom, ...]:
        """Those of the vocabulary, in the words of the place."""
        return tuple(
            replace(axiom, when=self.inline(axiom.when), then=self.inline(axiom.then))
            for axiom in self.corpus.vocabulary.axioms
        )

    def reached(self, standing: Standing) -> tuple[Expr, Expr, tuple[Doubt, ...]]:
        """What the version in force reaches, where one of its exceptions is met, and what is doubtful of both."""
        found = self._reached.get(standing.provision.id)
        if found is None:
            found = self._reached[standing.provision.id] = self._reach(standing)
        return found

    def _reach(self, standing: Standing) -> tuple[Expr, Expr, tuple[Doubt, ...]]:
        provision, version = standing.provision, standing.version
        doubts: dict[Doubt, None] = {}
        suspended = any_of(
            *(self.inline(one.whom) for one in self.injunctions if provision.id in one.provisions)
        )
        reached = all_of(
            *self._doubted(provision.id, None, version.uncertain, doubts),
            negated(suspended),
            self.inline(version.when),
        )
        excepted = any_of(
            *(
                all_of(
                    *self._doubted(provision.id, one.id, one.uncertain, doubts),
                    self.inline(one.when),
                )
                for one in version.unless
            )
        )
        return reached, excepted, tuple(doubts)

    def _doubted(
        self,
        provision: str,
        exception: str | None,
        found: tuple[Uncertainty, ...],
        doubts: dict[Doubt, None],
    ) -> Iterator[Expr]:
        for uncertainty in found:
            if uncertainty.period.holds(self.on):
                doubts[Doubt(provision=provision, exception=exception, uncertainty=uncertainty)] = (
                    None
                )
                yield self.inline(Fact(word=uncertainty.question))
