"""The rules of both sides for one party, judged by what is known: the answers they settle, and what decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.compare.side import Rule
from comity.logic import Answer, Expr, Leaf, Rail, Truth, Value, key_of, settled_answer
from comity.readings import Circuit, leaf_truth
from comity.readings.circuit import SURE


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled answer and the number of the rule that decides it; None where nothing regulates.

    Of a conflict `against` is the rule that requires.
    """

    answer: Answer
    rule: int | None
    against: int | None = None


class Judged:
    """Several lists of rules over one set of words, judged again and again as words come and go."""

    def __init__(self, sides: Sequence[Sequence[Rule]], bare: Sequence[frozenset[int]]) -> None:
        """`bare` names for each side the rules whose exceptions are left out."""
        self.sides = [tuple(rules) for rules in sides]
        trees: list[Expr] = []
        for rules, left_out in zip(self.sides, bare, strict=True):
            for number, rule in enumerate(rules):
                tree = rule.bare if number in left_out else rule.tree
                assert tree is not None
                trees.append(tree)
        circuit = Circuit(trees)
        self._leaves, self._gates = circuit.leaves, circuit.gates

    def truths(self, known: Mapping[str, Sequence[Value]]) -> list[list[Truth]]:
        """The truth of each rule of each side, where words have one of some values."""
        leaves = [_truth_among(leaf, known.get(key_of(leaf), ())) for leaf in self._leaves]
        every: list[Truth] = []
        for gate in self._gates:
            opens = gate.opens(leaves)
            every.append(Truth.TRUE if opens == SURE else Truth.UNKNOWN if opens else Truth.FALSE)
        found: list[list[Truth]] = []
        for rules in self.sides:
            found.append(every[: len(rules)])
            every = every[len(rules) :]
        return found


def _truth_among(leaf: Leaf, values: Sequence[Value]) -> Truth:
    """What a leaf comes to whichever of some values its word has: unknown where that makes a difference."""
    if len(values) == 1:
        return leaf_truth(leaf, {key_of(leaf): values[0]})
    found = {leaf_truth(leaf, {key_of(leaf): value}) for value in values}
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def answer_of(rules: Sequence[Rule], truths: Sequence[Truth]) -> Answer | None:
    """The answer that the truths of the rules settle."""
    rails = dict.fromkeys(Rail, Truth.FALSE)
    for rule, truth in zip(rules, truths, strict=True):
        rails[rule.rail] = max(rails[rule.rail], truth)
    return settled_answer(*rails.values())


_DECIDES: Mapping[Answer, Rail] = {
    Answer.CONFLICT: Rail.PROHIBITED,
    Answer.PROHIBITED: Rail.PROHIBITED,
    Answer.REQUIRED: Rail.REQUIRED,
    Answer.PERMITTED: Rail.PERMITTED,
}


def outcome_of(
    rules: Sequence[Rule], truths: Sequence[Truth], *, first: frozenset[int] = frozenset()
) -> Outcome:
    """What settled truths come to. Of several rules that decide, one of `first` is named if there is one."""
    answer = answer_of(rules, truths)
    assert answer is not None
    return Outcome(
        answer,
        _deciding(rules, truths, _DECIDES.get(answer), first),
        _deciding(rules, truths, Rail.REQUIRED, first) if answer is Answer.CONFLICT else None,
    )


def _deciding(
    rules: Sequence[Rule], truths: Sequence[Truth], rail: Rail | None, first: frozenset[int]
) -> int | None:
    held = [
        number
        for number, (rule, truth) in enumerate(zip(rules, truths, strict=True))
        if rule.rail is rail and truth is Truth.TRUE
    ]
    return min(held, key=lambda number: (number not in first, number), default=None)
