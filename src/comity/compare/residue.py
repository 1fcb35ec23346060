"""What is left of a tree once some words are given, and the trees of a law as one party meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from comity.compare.side import Party, Rule, Side
from comity.law import Law
from comity.logic import (
    NEVER,
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Leaf,
    Named,
    Not,
    OneOf,
    Part,
    Predicate,
    Truth,
    Value,
    all_of,
    any_of,
    key_of,
    negated,
)
from comity.readings import leaf_truth

WHO = ("actor", "employer")
"""The words that a comparison gives for each party."""


class Residue:
    """Gives words in trees: what they settle goes, the rest stays as it was."""

    def __init__(self, known: Mapping[str, Value]) -> None:
        self._known = known
        self._found: dict[int, tuple[Expr, Expr]] = {}

    def of(self, expr: Expr) -> Expr:
        """The tree with what is known worked out."""
        found = self._found.get(id(expr))
        if found is None:
            found = self._found[id(expr)] = (expr, self._of(expr))
        return found[1]

    def _of(self, expr: Expr) -> Expr:
        match expr:
            case Const():
                return expr
            case Fact() | Compare() | OneOf() | Predicate():
                if key_of(expr) not in self._known:
                    return expr
                return Const(value=leaf_truth(expr, self._known) is Truth.TRUE)
            case Named(word=word, meaning=inner, span=span):
                left = self.of(inner)
                if left is inner:
                    return expr
                return (
                    left if isinstance(left, Const) else Named(word=word, meaning=left, span=span)
                )
            case Not(operand=inner):
                left = self.of(inner)
                return expr if left is inner else negated(left)
            case AllOf(operands=operands) | AnyOf(operands=operands):
                parts = [self.of(one) for one in operands]
                if all(left is one for left, one in zip(parts, operands, strict=True)):
                    return expr
                return all_of(*parts) if isinstance(expr, AllOf) else any_of(*parts)
            case _:
                assert_never(expr)


def kinds_of_party(law: Law, parties: Mapping[str, Party]) -> Mapping[str, tuple[bool, ...]]:
    """What the rules can tell of each party: two of the same kind are treated alike by all of them."""
    every = leaves_once(part.effective for part in law.ruling.parts)
    asked = [leaf for leaf in every if key_of(leaf) in WHO]
    return {
        actor: tuple(leaf_truth(leaf, party.words) is Truth.TRUE for leaf in asked)
        for actor, party in parties.items()
    }


def rules_for(side: Side, action: str, party: Party) -> tuple[Rule, ...]:
    """The parts of a ruling in the order of the corpus; the tree of one that never reaches the party is NEVER."""
    law, residue = side.law(action), Residue(party.words)
    return tuple(rule_of(side, law, part, residue) for part in law.ruling.parts)


def rule_of(side: Side, law: Law, part: Part, residue: Residue) -> Rule:
    """A part of a ruling as a party meets it, by what its words leave of trees."""
    tree = residue.of(part.effective)
    provision = law.standing[part.label.source].provision
    return Rule(
        provision=provision.id,
        place=provision.jurisdiction,
        cite=provision.cite,
        rail=part.rail,
        exception=part.label.part == "exception",
        tree=tree,
        bare=_bare(side, law, part.label.source, part.effective, residue)
        if part.label.part != "exception" and tree != NEVER
        else None,
    )


def _bare(side: Side, law: Law, source: str, effective: Expr, residue: Residue) -> Expr | None:
    """A rule's tree as if none of its exceptions could be met."""
    standing = law.standing[source]
    if not standing.version.unless or not isinstance(effective, AllOf):
        return None
    reach = side.reach(standing.provision)
    if reach is None or reach.excepted == NEVER:
        return None
    unexcepted = negated(reach.excepted)
    kept = [one for one in effective.operands if one != unexcepted]
    if len(kept) == len(effective.operands):
        return None  # a word of the law means something else in this place: nothing is shortened
    return residue.of(all_of(*kept))


def asked_by(rules: Iterable[Rule]) -> Iterator[Leaf]:
    """Every leaf of the trees, each once."""
    return leaves_once(rule.tree for rule in rules)


def leaves_once(trees: Iterable[Expr]) -> Iterator[Leaf]:
    """Every leaf, each once, from the last tree to the first. Rules that are defeated alike share large trees, which are
    walked once. Which of several cases the solver gives hangs on this order.
    """
    seen: set[int] = set()
    found: dict[Leaf, None] = {}
    waiting = list(trees)
    while waiting:
        tree = waiting.pop()
        if id(tree) in seen:
            continue
        seen.add(id(tree))
        match tree:
            case Named(meaning=inner) | Not(operand=inner):
                waiting.append(inner)
            case AllOf(operands=operands) | AnyOf(operands=operands):
                waiting.extend(operands)
            case Const():
                pass
            case _:
                found[tree] = None
    return iter(found)
