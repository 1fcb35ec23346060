"""Where the answers of two sides differ, for one act and one party: regions that together are everything.

Each region is what two rules decide, one on each side. It is looked for by the solver, which also proves that
there are no more; the fewest facts that bring it about are then found by taking facts away one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.compare.judged import Judged, Outcome, answer_of, outcome_of
from comity.compare.side import Rule
from comity.logic import Expr, Leaf, Rail, Truth, Value, key_of, negated
from comity.logic.expr import Compare, Fact, Not, OneOf, Operator, Predicate
from comity.readings import leaf_truth
from comity.readings.formula import Formula, Pair, answers_of, certain
from comity.readings.formula_search import Search, UndecidedError

ENOUGH = 3
"""Facts of a case that is short enough as it was found."""
QUICK = 0.2
"""Seconds in which a shorter case is looked for; a case that was found is good without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Cases in which two outcomes differ.

    `facts` are a small case of it: they settle both answers, whatever else is so. `needed` are the keys among
    them that must be told; the rest only say that the exceptions of the rules `unmet` (side, number) are not
    met. `values` are the values that each needed word of several may have. `whole` is whether every case that
    these two rules decide so is told by that.
    """

    outcomes: tuple[Outcome, Outcome]
    facts: Mapping[str, Value]
    needed: tuple[str, ...]
    values: Mapping[str, tuple[Value, ...]]
    unmet: tuple[tuple[int, int], ...]
    whole: bool


class Regions:
    """Looks for the regions of two lists of rules among facts that meet what `search` requires."""

    def __init__(
        self,
        search: Search,
        rules: tuple[tuple[Rule, ...], tuple[Rule, ...]],
        *,
        rank: Mapping[str, tuple[int, int]],
        query: str,
    ) -> None:
        self.search, self.formulas, self.rules, self.query = search, search.formulas, rules, query
        self._rank = rank
        self._judged = Judged(rules, (frozenset(), frozenset()))
        self._trees = [[self.formulas.whole(rule.tree) for rule in side] for side in rules]
        self._answers = [
            answers_of(self.formulas, *self._rails(side)) for side in range(len(rules))
        ]
        mine, theirs = ({(one.provision, one.tree) for one in side} for side in rules)
        self._changed = tuple(
            frozenset(
                number
                for number, rule in enumerate(side)
                if (rule.provision, rule.tree) not in other
            )
            for side, other in ((rules[0], theirs), (rules[1], mine))
        )

    def _rails(self, side: int) -> list[Formula]:
        return [
            self.formulas.some(
                [
                    formula
                    for rule, formula in zip(self.rules[side], self._trees[side], strict=True)
                    if rule.rail is rail
                ]
            )
            for rail in Rail
        ]

    def differ(self) -> Formula:
        """That the answers of the two sides are not the same."""
        return self.formulas.negated(
            self.formulas.some(
                [
                    self.formulas.every([held, self._answers[1][answer]])
                    for answer, held in self._answers[0].items()
                ]
            )
        )

    def first(self) -> Region | None:
        """One region, soon found and not the shortest; None, a proof, where the answers are always the same.

        Raises UndecidedError.
        """
        facts = self.search.facts(self.query, self.differ())
        if facts is None:
            return None
        outcomes = self._outcomes(facts)
        every = {key: (value,) for key, value in facts.items()}
        kept = self._fewest(every, outcomes, self._judged, next(iter(self._orders(facts))))
        return Region(
            outcomes=outcomes,
            facts={key: facts[key] for key in kept},
            needed=tuple(kept),
            values=kept,
            unmet=(),
            whole=False,
        )

    def all(self, told: Sequence[Region] = (), *, by_rule: bool = True) -> Iterator[Region]:
        """Region after region; the end is a proof that no case outside them differs.

        With `by_rule` two regions with the same answers differ in a rule that decides them; else each two answers
        are told once. `told` are regions of other actors, tried first. Raises UndecidedError.
        """
        for region in self._found(told):
            here = self._decided_so(region.outcomes, by_rule=by_rule)
            needed = [
                self.formulas.some([self.formulas.has(key, value) for value in values])
                for key, values in region.values.items()
            ]
            outside = self.formulas.negated(self.formulas.every(needed))
            rest = self.search.exists(self.query, here, outside)
            yield region if rest else replace(region, whole=True)
            self.search.require(self.formulas.negated(here))

    def _found(self, told: Sequence[Region]) -> Iterator[Region]:
        with self.search.where(self.differ()):
            for region in told:
                if self._is_here(region):
                    kept: dict[str, tuple[Value, ...]] = {
                        key: (value,) for key, value in region.facts.items()
                    }
                    yield self._shaped(kept, region.outcomes)
            while (facts := self.search.facts(self.query)) is not None:
                yield self._region(facts)

    def _is_here(self, region: Region) -> bool:
        """Whether a region of other actors is one of these, and not told yet."""
        if any(key not in self.formulas.variables for key in region.facts):
            return False
        known = {key: (value,) for key, value in region.facts.items()}
        self._judged.start(known)
        return self._settles(region.outcomes, self._judged) and self.search.exists(
            self.query, *(self.formulas.has(key, value) for key, value in region.facts.items())
        )

    def _decided_so(self, outcomes: tuple[Outcome, Outcome], *, by_rule: bool) -> Formula:
        found: list[Formula] = []
        for side, outcome in enumerate(outcomes):
            found.append(self._answers[side][outcome.answer])
            if not by_rule:
                continue
            found += [
                self._trees[side][number]
                for number in (outcome.rule, outcome.against)
                if number is not None
            ]
        return self.formulas.every(found)

    def _outcomes(self, facts: Mapping[str, Value]) -> tuple[Outcome, Outcome]:
        """What all facts of a case come to on both sides."""
        self._judged.start({key: (value,) for key, value in facts.items()})
        before, after = (
            outcome_of(rules, held, first=changed)
            for rules, held, changed in zip(
                self.rules, self._judged.truths(), self._changed, strict=True
            )
        )
        return before, after

    def _region(self, facts: Mapping[str, Value]) -> Region:
        outcomes = self._outcomes(facts)
        every = {key: (value,) for key, value in facts.items()}
        kept = min(
            (self._fewest(every, outcomes, self._judged, order) for order in self._orders(facts)),
            key=len,
        )
        return self._shaped(self._shortest(kept, outcomes), outcomes)

    def _shortest(
        self, kept: dict[str, tuple[Value, ...]], outcomes: tuple[Outcome, Outcome]
    ) -> dict[str, tuple[Value, ...]]:
        """As few facts as the solver finds for the same outcomes, where that is quickly said."""
        while len(kept) > ENOUGH:
            try:
                found = self.search.known_facts(
                    self.query,
                    *self._settled_so(outcomes),
                    self.formulas.known_at_most(len(kept) - 1),
                    seconds=QUICK,
                )
            except UndecidedError:
                break
            if found is None:
                break
            fewer = {key: (value,) for key, value in found.items()}
            kept = self._fewest(fewer, outcomes, self._judged, tuple(fewer))
        return kept

    def _settled_so(self, outcomes: tuple[Outcome, Outcome]) -> Iterator[Formula]:
        """That what is known settles both outcomes, and that the same rules decide."""
        for side, outcome in enumerate(outcomes):
            pairs = [self.formulas.pair(rule.tree) for rule in self.rules[side]]
            rails = [self._rail_pair(side, pairs, rail) for rail in Rail]
            yield certain(self.formulas, outcome.answer, rails)
            for number in (outcome.rule, outcome.against):
                if number is not None:
                    yield pairs[number].holds

    def _rail_pair(self, side: int, pairs: Sequence[Pair], rail: Rail) -> Pair:
        mine = [
            pair for rule, pair in zip(self.rules[side], pairs, strict=True) if rule.rail is rail
        ]
        return Pair(
            self.formulas.some([one.holds for one in mine]),
            self.formulas.every([one.fails for one in mine]),
        )

    def _shaped(
        self, kept: dict[str, tuple[Value, ...]], outcomes: tuple[Outcome, Outcome]
    ) -> Region:
        """The region of a small case: what of it must be told, and how far it can be widened."""
        unmet = self._unmet(kept)
        needed, judged = kept, self._judged
        if unmet:
            bare = tuple(frozenset(number for of, number in unmet if of == side) for side in (0, 1))
            shorter = Judged(self.rules, bare)
            fewer = self._fewest(kept, outcomes, shorter, tuple(reversed(tuple(kept))))
            if len(fewer) + 1 < len(kept):
                needed, judged = fewer, shorter
            else:
                unmet = ()
        return Region(
            outcomes=outcomes,
            facts={key: kept[key][0] for key in sorted(kept, key=self._place_of)},
            needed=tuple(sorted(needed, key=self._place_of)),
            values=self._widened(needed, outcomes, judged),
            unmet=unmet,
            whole=False,
        )

    def _place_of(self, key: str) -> tuple[int, int, str]:
        return (*self._rank.get(key, (1, 0)), key)

    def _orders(self, facts: Mapping[str, Value]) -> Iterator[tuple[str, ...]]:
        """In which order facts are taken away: what no fact can answer first, then from either end."""
        ordered = sorted(facts, key=self._place_of)
        law = [key for key in ordered if self._place_of(key)[0] > 0]
        rest = [key for key in ordered if self._place_of(key)[0] == 0]
        yield (*law, *reversed(rest))
        yield (*law, *rest)

    def _fewest(
        self,
        facts: Mapping[str, tuple[Value, ...]],
        outcomes: tuple[Outcome, Outcome],
        judged: Judged,
        order: Sequence[str],
    ) -> dict[str, tuple[Value, ...]]:
        """Facts of which none can be taken away: without it one of the outcomes would be open."""
        kept = dict(facts)
        judged.start(kept)
        for key in order:
            judged.put(key, ())
            if self._settles(outcomes, judged):
                del kept[key]
            else:
                judged.put(key, kept[key])
        return kept

    def _widened(
        self,
        facts: Mapping[str, tuple[Value, ...]],
        outcomes: tuple[Outcome, Outcome],
        judged: Judged,
    ) -> dict[str, tuple[Value, ...]]:
        """The same facts with every value of a word of several that leaves the outcomes as they are."""
        wide = dict(facts)
        judged.start(wide)
        for key, (value,) in facts.items():
            for cell in self.formulas.variables[key].cells:
                if cell != value and not isinstance(cell, bool):
                    wider = (*wide[key], cell)
                    judged.put(key, wider)
                    if self._settles(outcomes, judged):
                        wide[key] = wider
                    else:
                        judged.put(key, wide[key])
        return wide

    def _settles(self, outcomes: tuple[Outcome, Outcome], judged: Judged) -> bool:
        """Whether what was judged last settles both outcomes, by the same rules."""
        for rules, truths, outcome in zip(self.rules, judged.truths(), outcomes, strict=True):
            if answer_of(rules, truths) is not outcome.answer:
                return False
            for number in (outcome.rule, outcome.against):
                if number is not None and truths[number] != Truth.TRUE:
                    return False
        return True

    def _unmet(self, kept: Mapping[str, tuple[Value, ...]]) -> tuple[tuple[int, int], ...]:
        """Bans and duties that have effect and whose exceptions the facts rule out."""
        self._judged.start(kept)
        return tuple(
            (side, number)
            for side, (rules, truths) in enumerate(
                zip(self.rules, self._judged.truths(), strict=True)
            )
            for number, (rule, truth) in enumerate(zip(rules, truths, strict=True))
            if rule.bare is not None and truth == Truth.TRUE
        )


def conditions_of(
    region: Region,
    cells: Mapping[str, Sequence[Value]],
    asked: Sequence[Leaf],
    domains: Mapping[str, Sequence[Value]],
) -> tuple[Expr, ...]:
    """What must be told of a region, as conditions: one for each word."""
    found: list[Expr] = []
    for key in region.needed:
        leaves = [leaf for leaf in asked if key_of(leaf) == key]
        found.append(_condition(key, region, leaves, domains.get(key, cells[key])))
    return tuple(found)


def _condition(key: str, region: Region, leaves: Sequence[Leaf], domain: Sequence[Value]) -> Expr:
    value = region.facts[key]
    simple = next((leaf for leaf in leaves if isinstance(leaf, Fact | Predicate)), None)
    if simple is not None:
        return simple if value is True else negated(simple)
    if any(isinstance(leaf, Compare) and leaf.operator not in _SAMENESS for leaf in leaves):
        return _ordered(key, value, leaves)
    # A cell stands for every value that no rule tells from it: a person is told them all.
    kinds = {_kind(key, cell, leaves) for cell in region.values[key]}
    allowed = [one for one in domain if _kind(key, one, leaves) in kinds]
    others = [one for one in domain if one not in allowed]
    if others and len(others) < len(allowed):
        return Not(operand=_among(key, others))
    return _among(key, allowed)


def _kind(key: str, value: Value, leaves: Sequence[Leaf]) -> tuple[Truth, ...]:
    return tuple(leaf_truth(leaf, {key: value}) for leaf in leaves)


_SAMENESS = (Operator.EQUAL, Operator.NOT_EQUAL)


def _among(key: str, values: Sequence[Value]) -> Expr:
    if len(values) == 1:
        return Compare(word=key, operator=Operator.EQUAL, value=values[0])
    return OneOf(word=key, values=tuple(sorted(values, key=str)))


def _ordered(key: str, value: Value, leaves: Sequence[Leaf]) -> Expr:
    """Of a number or a day the comparison that holds of it, in the words of the law."""
    holding = [leaf for leaf in leaves if leaf_truth(leaf, {key: value}) is Truth.TRUE]
    return holding[0] if holding else negated(leaves[0])
