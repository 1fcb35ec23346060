"""One side of a comparison: the law of a place on a day under one corpus, and who acts there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from comity.decide import place_name
from comity.decide.question import employer_of
from comity.law import Corpus, Ground, Law, Provision, Reach, check_day, law_on, reach_of
from comity.logic import Expr, Rail

ANY_LOCAL = "any-local-government"
"""Stands, behind the id of a state, for a city or county of it that has no rules of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who acts: a kind of actor, and the government that employs it on this side."""

    actor: str
    employer: str

    @property
    def words(self) -> Mapping[str, str]:
        """The fact words that say so."""
        return {"actor": self.actor, "employer": self.employer}


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """A place on a day under a corpus. `name` says which side it is: a day, a place, a draft."""

    corpus: Corpus
    place: str
    on: date
    name: str
    _laws: dict[str, Law] = field(default_factory=dict, repr=False)
    _reaches: dict[str, Reach | None] = field(default_factory=dict, repr=False)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.corpus, self.place, self.on)

    def law(self, action: str) -> Law:
        """Everything on an action. Raises PlaceError as `law_on` does."""
        found = self._laws.get(action)
        if found is None:
            found = self._laws[action] = law_on(
                self.corpus, self.place, action, self.on, ground=self._ground
            )
        return found

    def reach(self, provision: Provision) -> Reach | None:
        """What a rule reaches by itself on the day, and where one of its exceptions is met."""
        if provision.id not in self._reaches:
            self._reaches[provision.id] = reach_of(self.corpus, provision, self.on)
        return self._reaches[provision.id]

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Who may act there, by kind of actor: those whose government can be told.

        A local body that may be a government of its own (a school, a district) is taken as the place's own. Where
        the place is a state, its cities and counties act too: as one that has no rules of its own.
        """
        found: dict[str, Party] = {}
        is_state = self.place in self.corpus.states
        for actor, kind in self.corpus.vocabulary.actors.items():
            employer = employer_of(self.corpus, self.place, actor)
            if employer is None and kind.level == "local":
                employer = self.place
            elif employer is None and is_state and kind.level in ("city", "county"):
                employer = f"{self.place}-{ANY_LOCAL}"
            if employer is not None:
                found[actor] = Party(actor=actor, employer=employer)
        return found

    @property
    def place_name(self) -> str:
        """The place in words."""
        return place_name(self.corpus, self.place)


def side_of(corpus: Corpus, place: str, on: date, name: str) -> Side:
    """A side that can be asked about. Raises PlaceError where the corpus does not speak on the day."""
    check_day(corpus, place, on)
    return Side(corpus=corpus, place=place, on=on, name=name)


def own_actors(one: Side, other: Side) -> list[str]:
    """The kinds of actor that two places employ themselves, or that their cities and counties do."""
    theirs = set(actors_of(other))
    return [actor for actor in actors_of(one) if actor in theirs]


def actors_of(side: Side) -> list[str]:
    """The kinds of actor that a place employs itself, or that its cities and counties do."""
    return [
        actor
        for actor, party in side.parties.items()
        if party.employer in (side.place, f"{side.place}-{ANY_LOCAL}")
    ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A part of a ruling as one party meets it: what it takes to have effect, and its exceptions.

    `provision` is the id, `exception` set where it is a ban's exception that permits; `bare` is the same tree
    without its exceptions (None where it has none).
    """

    provision: str
    place: str
    cite: str
    rail: Rail
    exception: bool
    tree: Expr
    bare: Expr | None
