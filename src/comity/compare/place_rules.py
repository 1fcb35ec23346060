"""The rules of a place on a day, all acts at once, as claims: for whoever acts, and for the place's own actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from comity.compare.claims import Claim, Claims
from comity.compare.finding import Named
from comity.compare.residue import asked_by, kinds_of_party, rules_for
from comity.compare.side import Party, Rule, Side, actors_of
from comity.law import Law
from comity.logic import NEVER, Leaf, Part, Rail, key_of, nodes_once
from comity.readings.formula_search import SECONDS


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """Actors of the place whom all rules on an act treat alike, with the rules as they meet them."""

    action: str
    actors: tuple[str, ...]
    party: Party
    rules: tuple[Rule, ...]

    @cached_property
    def live(self) -> tuple[Rule, ...]:
        """The rules that can reach them at all, as far as who acts decides it."""
        return tuple(rule for rule in self.rules if rule.tree != NEVER)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The keys of all that their rules ask about."""
        return frozenset(key_of(leaf) for leaf in asked_by(self.live))


class PlaceRules:
    """The rules of one side, with claims over all their words."""

    def __init__(
        self,
        side: Side,
        *,
        actions: Sequence[str] | None = None,
        actors: Sequence[str] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.side = side
        vocabulary = side.corpus.vocabulary
        self.laws: Mapping[str, Law] = {
            action: law
            for action in (actions if actions is not None else vocabulary.actions)
            if not (law := side.law(action)).missing_law
        }
        own = actors if actors is not None else actors_of(side)
        self.parties = {actor: side.parties[actor] for actor in own if actor in side.parties}
        self.groups: tuple[Group, ...] = tuple(self._groups())
        trees = [
            tree
            for law in self.laws.values()
            for part in law.ruling.parts
            for tree in (part.reached, *(tree for _, tree in part.defeats))
        ]
        trees += [rule.tree for group in self.groups for rule in group.live]
        trees += [
            rule.bare for group in self.groups for rule in group.live if rule.bare is not None
        ]
        asked = (one for one in nodes_once(trees) if isinstance(one, Leaf))
        axioms = next(iter(self.laws.values())).axioms if self.laws else ()
        self.claims = Claims(side.corpus, axioms, asked, seconds=seconds)

    def _groups(self) -> Iterator[Group]:
        for action, law in self.laws.items():
            alike: dict[tuple[bool, ...], list[str]] = {}
            for actor, kind in kinds_of_party(law, self.parties).items():
                alike.setdefault(kind, []).append(actor)
            for actors in alike.values():
                party = self.parties[actors[0]]
                yield Group(
                    action=action,
                    actors=tuple(actors),
                    party=party,
                    rules=rules_for(self.side, action, party),
                )

    def of(self, action: str) -> tuple[Group, ...]:
        """The groups of an act."""
        return tuple(group for group in self.groups if group.action == action)

    def rail(self, group: Group, rail: Rail, *, own: bool | None = None) -> Claim:
        """That a rule of a rail has effect for a group: any, the place's own, or another's."""
        return self.claims.some(
            *(
                self.claims.of(rule.tree)
                for rule in group.live
                if rule.rail is rail and (own is None or (rule.place == self.side.place) is own)
            )
        )

    def regulated(self, group: Group) -> Claim:
        """That some rule has effect for a group."""
        return self.claims.some(*(self.claims.of(rule.tree) for rule in group.live))

    def own_parts(self) -> Iterator[tuple[str, Part]]:
        """The parts of the place's own rules, by act, whoever acts."""
        for action, law in self.laws.items():
            for part in law.ruling.parts:
                if law.standing[part.label.source].provision.jurisdiction == self.side.place:
                    yield action, part

    def named(self, action: str, part: Part) -> Named:
        """The rule of a part, as it is cited."""
        provision = self.laws[action].standing[part.label.source].provision
        return Named(provision=provision.id, place=provision.jurisdiction, cite=provision.cite)
