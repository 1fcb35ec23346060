"""What differs between two sides, act by act and actor by actor: regions with a case each, and what is equal.

Equal is proved: the solver found no case, or the rules are the same to the letter. What it could not decide in
time is named as that. Every case was decided on both sides by `decide` before it stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from comity.compare.case import case_of, confirms, replays
from comity.compare.first_witness import Act, FirstWitnesses
from comity.compare.found import Decides, Difference, Equal, Found, NoEffect, Undecided
from comity.compare.region import Region, Regions, conditions_of
from comity.compare.residue import Residue, asked_by, kinds_of_party, rule_of, rules_for
from comity.compare.side import Party, Rule, Side
from comity.compare.ties import domains_of, ties_for, without_implied
from comity.law import Law
from comity.logic import NEVER, Answer, Expr, Leaf, Value, leaves
from comity.readings.formula import Formulas, start_afresh
from comity.readings.formula_search import SECONDS, Search, UndecidedError

Numbered: TypeAlias = Sequence[Rule] | Mapping[int, Rule]
"""Rules by their numbers in an outcome."""


def differences_between(
    before: Side,
    after: Side,
    *,
    actions: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    by_rule: bool = True,
    first_only: bool = False,
    seconds: float = SECONDS,
) -> Found:
    """Compare two sides. `by_rule` as in `Regions.all`; with `first_only` one region for each act is enough, its case
    replayed by `evaluate` alone: enough to know which acts differ, not to be shown, and nothing is said of the actors
    that were not looked at.

    `seconds` is the time of one query. Raises PlaceError as `law_on` does.
    """
    start_afresh()
    vocabulary = before.corpus.vocabulary
    asked = tuple(actions if actions is not None else vocabulary.actions)
    both = {
        actor: (party, after.parties[actor])
        for actor, party in before.parties.items()
        if actor in after.parties and (actors is None or actor in actors)
    }
    work = _Work(before, after, both, by_rule=by_rule, first_only=first_only, seconds=seconds)
    missing: dict[str, None] = {}
    compared: list[str] = []
    for action in asked:
        lacking = (*before.law(action).missing_law, *after.law(action).missing_law)
        missing.update(dict.fromkeys(lacking))
        if not lacking:
            compared.append(action)
    work.compare_all(compared)
    return Found(
        before=before,
        after=after,
        actions=asked,
        actors=tuple(both),
        differences=tuple(_joined(work.differences)),
        equal=tuple(work.equal),
        undecided=tuple(work.undecided),
        missing_law=tuple(missing),
        left_out=tuple(
            one
            for one in vocabulary.actors
            if one not in both and (actors is None or one in actors)
        ),
        unconfirmed=work.unconfirmed,
        no_effect=tuple(_no_effect(work)) if before.place == after.place else (),
    )


class _Work:
    """Compares act after act; holds what was found."""

    def __init__(
        self,
        before: Side,
        after: Side,
        parties: Mapping[str, tuple[Party, Party]],
        *,
        by_rule: bool,
        first_only: bool,
        seconds: float,
    ) -> None:
        self.before, self.after, self.parties = before, after, parties
        self.by_rule, self.first_only, self.seconds = by_rule, first_only, seconds
        self.differences: list[Difference] = []
        self.equal: list[Equal] = []
        self.undecided: list[Undecided] = []
        self.unconfirmed = 0
        self.changed: dict[tuple[str, str, bool, bool], Rule] = {}
        words = before.corpus.vocabulary.words
        self.rank = {word: (0, number) for number, word in enumerate(words)}

    def compare_all(self, actions: Sequence[str]) -> None:
        """Work out some acts; where one case of each is enough those are tried first for which no solver is needed."""
        quick = self.first_only and actions and self.parties
        witnesses = self.witnesses(actions) if quick else None
        for action in actions:
            if witnesses is None or not self.has_witness(action, witnesses):
                self.compare(action)

    def witnesses(self, actions: Sequence[str]) -> FirstWitnesses:
        """What finds a case of each act without the solver."""
        alike = all(one.words == other.words for one, other in self.parties.values())
        acts = {
            one: Act(self.before.law(one).ruling, self.after.law(one).ruling, alike=alike)
            for one in actions
        }
        asked = dict.fromkeys(leaf for act in acts.values() for leaf in act.asked())
        ties, every = self.ties((self.before.law(actions[0]), self.after.law(actions[0])), asked)
        return FirstWitnesses(
            self.parties,
            acts,
            ties=ties,
            asked=every,
            domains=self.domains(every),
            rank=self.rank,
        )

    def has_witness(self, action: str, witnesses: FirstWitnesses) -> bool:
        """Whether a case of an act was found and borne out: it is noted then."""
        found = witnesses.of(action)
        if found is None:
            return False
        actors, region = found
        rules: list[Mapping[int, Rule]] = []
        for number, (side, outcome) in enumerate(
            zip((self.before, self.after), region.outcomes, strict=True)
        ):
            law = side.law(action)
            residue = Residue(self.parties[actors[0]][number].words)
            rules.append(
                {
                    one: rule_of(side, law, law.ruling.parts[one], residue)
                    for one in (outcome.rule, outcome.against)
                    if one is not None
                }
            )
        conditions = conditions_of(region, witnesses.cells, witnesses.asked, witnesses.domains)
        return self.note(action, actors, (rules[0], rules[1]), region, conditions)

    def compare(self, action: str) -> None:
        """Work out one act for every group of actors that the rules treat alike."""
        waiting: list[tuple[tuple[str, ...], tuple[Rule, ...], tuple[Rule, ...]]] = []
        equal: dict[bool, list[str]] = {True: [], False: []}
        for actors in self.groups(action):
            mine, theirs = self.parties[actors[0]]
            left = rules_for(self.before, action, mine)
            right = rules_for(self.after, action, theirs)
            if self.before.place == self.after.place and not self.first_only:
                self.note_changed(action, left, right, on_after=False)
                self.note_changed(action, right, left, on_after=True)
            if _same(left, right):
                equal[all(one.tree == NEVER for one in left)].extend(actors)
            else:
                waiting.append((actors, left, right))
        if waiting:
            for actors in self.solve(action, waiting):
                equal[False].extend(actors)
        for silent, found in equal.items():
            if found:
                self.equal.append(Equal(action=action, actors=tuple(found), silent=silent))

    def note_changed(
        self, action: str, rules: Sequence[Rule], others: Sequence[Rule], *, on_after: bool
    ) -> None:
        """Keep the rules that the other side does not have, or has otherwise, for the party."""
        known = {(one.provision, one.rail, one.tree) for one in others}
        for rule in rules:
            key = (action, rule.provision, rule.exception, on_after)
            if rule.tree != NEVER and (rule.provision, rule.rail, rule.tree) not in known:
                self.changed.setdefault(key, rule)

    def groups(self, action: str) -> Iterable[tuple[str, ...]]:
        """Actors that the rules of both sides treat alike."""
        left = kinds_of_party(self.before.law(action), {a: p[0] for a, p in self.parties.items()})
        right = kinds_of_party(self.after.law(action), {a: p[1] for a, p in self.parties.items()})
        found: dict[object, list[str]] = {}
        for actor in self.parties:
            found.setdefault((left[actor], right[actor]), []).append(actor)
        return [tuple(actors) for actors in found.values()]

    def solve(
        self,
        action: str,
        waiting: Sequence[tuple[tuple[str, ...], tuple[Rule, ...], tuple[Rule, ...]]],
    ) -> Iterator[tuple[str, ...]]:
        """The groups that are alike after all; what differs is noted."""
        asked = tuple(asked_by(rule for _, *sides in waiting for one in sides for rule in one))
        laws = (self.before.law(action), self.after.law(action))
        ties, every = self.ties(laws, asked)
        domains = self.domains(every)
        formulas = Formulas(every, domains=domains)
        cells = {key: variable.cells for key, variable in formulas.variables.items()}
        search = Search(formulas, [formulas.whole(tie) for tie in ties], seconds=self.seconds)
        told: list[Region] = []
        phrase = self.before.corpus.vocabulary.actions[action].phrase
        for actors, left, right in waiting:
            query = f"{self.before.name} and {self.after.name}: {phrase} ({', '.join(actors)})"
            regions = Regions(search, (left, right), rank=self.rank, query=query)
            found, late = self.regions(regions, told)
            if late is not None:
                self.undecided.append(
                    Undecided(action=action, actors=actors, query=late.query, seconds=late.seconds)
                )
            elif not found:
                yield actors
            for region in found:
                told += [region] if region not in told else []
                conditions = conditions_of(region, cells, every, domains)
                held = self.note(action, actors, (left, right), region, conditions)
                self.unconfirmed += not held
            if self.first_only and found:
                return

    def domains(self, asked: Sequence[Leaf]) -> Mapping[str, Sequence[Value]]:
        """The values of the words, in both corpora."""
        return {**domains_of(self.before.corpus, asked), **domains_of(self.after.corpus, asked)}

    def regions(
        self, regions: Regions, told: Sequence[Region]
    ) -> tuple[Sequence[Region], UndecidedError | None]:
        """What was found, and the query that was not decided in time: then there may be more."""
        found: list[Region] = []
        try:
            if self.first_only:
                one = regions.first()
                found += [] if one is None else [one]
            else:
                for region in regions.all(told, by_rule=self.by_rule):
                    found.append(region)
        except UndecidedError as error:
            return found, error
        return found, None

    def ties(
        self, laws: tuple[Law, Law], asked: Iterable[Leaf]
    ) -> tuple[tuple[Expr, ...], tuple[Leaf, ...]]:
        """The ties of both corpora; a class of offences may be known to one only."""
        mine, leaves_of = ties_for(self.before.corpus, laws[0].axioms, asked)
        if self.after.corpus is self.before.corpus and laws[1].axioms == laws[0].axioms:
            return mine, leaves_of
        theirs, leaves_of = ties_for(self.after.corpus, laws[1].axioms, leaves_of)
        return (*mine, *theirs), tuple(
            dict.fromkeys((*leaves_of, *(leaf for tie in theirs for leaf in leaves(tie))))
        )

    def note(
        self,
        action: str,
        actors: tuple[str, ...],
        rules: tuple[Numbered, Numbered],
        region: Region,
        conditions: tuple[Expr, ...],
    ) -> bool:
        """Keep a region once `decide` has given both its answers; whether it has."""
        case = case_of(self.before, self.after, action, actors[0], region.facts)
        wanted = (region.outcomes[0].answer, region.outcomes[1].answer)
        if case is None or not (
            replays(self.before, self.after, action, actors[0], region.facts, wanted)
            and (self.first_only or confirms(case, self.before, self.after, wanted))
        ):
            return False
        told = without_implied(self.after.corpus, conditions)
        before, after = (
            Decides(
                answer=one.answer,
                rule=None if one.rule is None else side[one.rule],
                against=None if one.against is None else side[one.against],
            )
            for one, side in zip(region.outcomes, rules, strict=True)
        )
        self.differences.append(
            Difference(
                action=action,
                actors=actors,
                before=before,
                after=after,
                conditions=told,
                implied=len(conditions) - len(told),
                unmet=tuple(rules[side][number] for side, number in region.unmet),
                whole=region.whole,
                case=case,
            )
        )
        return True


def _same(left: Sequence[Rule], right: Sequence[Rule]) -> bool:
    """Whether two rulings are the same to the letter, whatever their rules are called."""
    mine, theirs = (
        {(one.rail, one.tree) for one in rules if one.tree != NEVER} for rules in (left, right)
    )
    return mine == theirs


def _no_effect(work: _Work) -> Iterator[NoEffect]:
    """Changed rules that decide no difference on an act."""
    named = {
        (one.action, rule.provision)
        for one in work.differences
        for rule in (
            *(one.before.rule, one.before.against),
            *(one.after.rule, one.after.against),
        )
        if rule is not None
    }
    undecided = {one.action for one in work.undecided}
    for (action, _, _, on_after), rule in work.changed.items():
        if (action, rule.provision) not in named and action not in undecided:
            yield NoEffect(action=action, rule=rule, on_after=on_after)


def _joined(found: Iterable[Difference]) -> Iterator[Difference]:
    """Differences that differ only in the actor, as one."""
    joined: dict[object, Difference] = {}
    for one in found:
        key = (
            one.action,
            _named(one.before),
            _named(one.after),
            one.conditions,
            tuple(rule.provision for rule in one.unmet),
        )
        other = joined.get(key)
        joined[key] = (
            one
            if other is None
            else replace(
                other, actors=(*other.actors, *one.actors), whole=other.whole and one.whole
            )
        )
    return iter(joined.values())


def _named(one: Decides) -> tuple[Answer, str | None, str | None]:
    return (
        one.answer,
        one.rule.provision if one.rule else None,
        one.against.provision if one.against else None,
    )
