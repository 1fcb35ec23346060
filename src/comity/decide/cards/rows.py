"""Rules as lines that are read from the top: the first line that fits answers.

Neighbours with the same answer become one line with alternatives. Where a page has no room for all, the rules
that are left out become one open line, which says on what it turns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from comity.decide.cards.branches import Asked, Settled, Tree
from comity.decide.cards.rules import Condition, Long, Rule, Rules, one_line, rules_of
from comity.decide.determination import Determination


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: `always` holds and, where there are any, one of the alternatives, each a few conditions.

    Neither: whatever is left. `ends` are the ways of the tree that it stands for. `left_to` are the words on
    which it turns what an open line, that rules were left out for, would have said.
    """

    always: tuple[Condition, ...]
    alternatives: tuple[tuple[Condition, ...], ...]
    ends: tuple[Settled, ...]
    left_to: tuple[str, ...] = ()

    def fits(self, facts: Mapping[str, object]) -> bool:
        """Whether it is known to fit; the lines above it are not looked at."""
        return all(one.fits(facts) for one in self.always) and (
            not self.alternatives
            or any(all(one.fits(facts) for one in some) for some in self.alternatives)
        )

    @property
    def found(self) -> Determination:
        """What `decide` says on the first way to it."""
        return self.ends[0].found


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a page, in order. `share` is how much of what comes to a desk they settle; `in_full`: all.
    `short` ones say of what is contested only on which questions of law it turns.
    """

    lines: tuple[Line, ...]
    share: float
    short: bool
    in_full: bool


def lines_of(tree: Tree, *, short: bool = False) -> tuple[Line, ...]:
    """The lines of a tree, in order.

    With `short`, contested ends that come down to the same answers stand on one line, whichever readings
    lead to which of them: a page has room for more then, and says on which questions of law it turns.
    """
    return shorter(tree, short=short)[-1].lines


def shorter(tree: Tree, *, short: bool = False, long: Long = one_line) -> tuple[Lines, ...]:
    """The lines of a tree: those of no rule, of the first, the first two, and so on; the last says all.

    `long` says how long a condition is in print: what settles most for its length comes first.
    """
    rules = rules_of(tree, partial(_said, short=short), long)
    return tuple(_first(tree, rules, count, short) for count in range(len(rules.rules) + 1))


def _first(tree: Tree, rules: Rules, count: int, short: bool) -> Lines:
    """The first rules as lines, and whatever is left."""
    kept, out = rules.rules[:count], rules.rules[count:]
    share = sum(rule.share for rule in kept)
    if out:
        last = _open(tree, [*out, rules.rest])
    else:
        share += rules.rest.share
        last = Line(always=(), alternatives=(), ends=rules.rest.ends)
    lines = [Line(always=one.conditions, alternatives=(), ends=one.ends) for one in kept]
    return Lines(
        lines=tuple(_merged([*lines, last], short)),
        share=share,
        short=short,
        in_full=not out and not any(end.is_open for end in rules.rest.ends),
    )


def _open(tree: Tree, out: Sequence[Rule]) -> Line:
    """One open line for rules that have no room: what `decide` says before anything is asked."""
    assert isinstance(tree, Asked)
    words = dict.fromkeys(one.word for rule in out for one in rule.conditions)
    still_open = (
        one.word for rule in out for end in rule.ends if end.is_open for one in end.found.missing
    )
    ends = (Settled(facts=end.facts, found=tree.before.found) for rule in out for end in rule.ends)
    return Line(
        always=(),
        alternatives=(),
        ends=tuple(ends),
        left_to=tuple(dict.fromkeys((*words, *still_open))),
    )


def _merged(lines: Sequence[Line], short: bool) -> list[Line]:
    """Neighbours that say the same as one line."""
    found: list[Line] = []
    for line in lines:
        if found and says_the_same(found[-1].ends[0], line.ends[0], short=short):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
    return found


def _joined(first: Line, second: Line) -> Line:
    some = first.alternatives or ((),)
    every = [(*first.always, *one) for one in some] + [second.always]
    shared = [one for one in every[0] if all(one in other for other in every)]
    rest = [tuple(one for one in way if one not in shared) for way in every]
    return replace(
        second,
        always=tuple(shared),
        alternatives=tuple(rest) if all(rest) else (),
        ends=(*first.ends, *second.ends),
    )


def says_the_same(one: Settled, other: Settled, *, short: bool = False) -> bool:
    """Whether two ends can stand on one line: the same answer, with the same reservation and readings
    (`short`: with the same answers by some reading or other); or both are open.
    """
    return _said(one, short=short) == _said(other, short=short)


def _said(end: Settled, *, short: bool) -> tuple[object, ...]:
    found = end.found
    if end.is_open:
        return (found.answer, found.missing_law)  # what each of them lacks is said together
    if short:
        return (found.answer, found.complete, frozenset(found.possible))
    return (
        found.answer,
        found.complete,
        found.leaning,
        tuple((tuple(one.readings.items()), one.answers) for one in found.by_reading),
    )
