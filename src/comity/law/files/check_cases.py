"""Checks of what a reviewer reads beside a rule: that cases are there, that their facts can be said and can all be
true at once, and that each exception can be met by something the rule reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from comity.law.facts import Facts
from comity.law.facts_text import read_facts
from comity.law.files.entry import Entry
from comity.law.files.law_file import LawFiles, problem
from comity.law.files.yaml_node import Entries, plain
from comity.law.lexicon import Lexicon
from comity.law.problem import Problem
from comity.law.records import ClassOrder, list_of, reduce
from comity.logic import (
    AllOf,
    AnyOf,
    Compare,
    Const,
    Expr,
    Fact,
    Named,
    Not,
    OneOf,
    Operator,
    Predicate,
    Truth,
    Value,
    key_of,
    leaves,
)

_ANY_DAY = date(2020, 1, 1)
"""The ties of the vocabulary ask about no window of time, so that the day does not matter."""

_NO_CLASSES = ClassOrder(containing={}, periods={})


def check_cases(files: LawFiles, lexicon: Lexicon) -> Iterator[Problem]:
    """Versions of the corpus without cases, exceptions that can never apply, and the facts of every case.

    A private file may be without cases: nobody reviews it.
    """
    private = {one.name for one in files.places if one.overlay}
    for file, provision in files.listed("provisions"):
        for version in provision.entries("versions"):
            if not version.entries("cases") and file.name not in private:
                yield problem(
                    version.span,
                    f"a version of `{provision.text('id')}` has no cases",
                    "nobody can review a rule that decides no example",
                    "add `cases` that apply, do not apply and are unknown",
                )
            yield from _never_met(version)
            for case in version.entries("cases"):
                yield from check_facts(case, lexicon, answers=True)


def _never_met(version: Entry) -> Iterator[Problem]:
    reached = version.condition("when")
    for exception in version.entries("unless"):
        met = exception.condition("when")
        if reached is None or met is None:
            continue
        clash = _clash(_needs(reached), _needs(met))
        if met == Const(value=False) or clash:
            why = (
                f"the rule reaches only what makes `{clash}` otherwise" if clash else "it is false"
            )
            yield problem(
                exception.at("when"),
                f"the exception `{exception.text('id')}` can never apply",
                why,
                "correct its condition or that of the rule, or remove it",
            )


def _needs(expr: Expr) -> dict[str, frozenset[Value]]:
    """What single words must be for a condition to hold, as far as it says so outright."""
    found: dict[str, frozenset[Value]] = {}
    for one in expr.operands if isinstance(expr, AllOf) else (expr,):
        match one:
            case Fact() | Predicate():
                key, values = key_of(one), frozenset[Value]({True})
            case Not(operand=Fact() | Predicate() as leaf):
                key, values = key_of(leaf), frozenset[Value]({False})
            case Compare(word=key, operator=Operator.EQUAL, value=value):
                values = frozenset({value})
            case OneOf(word=key, values=listed):
                values = frozenset(listed)
            case _:
                continue
        found[key] = found[key] & values if key in found else values
    return found


def _clash(
    one: Mapping[str, frozenset[Value]], other: Mapping[str, frozenset[Value]]
) -> str | None:
    return next((key for key in one if key in other and not one[key] & other[key]), None)


def check_facts(
    entry: Entry, lexicon: Lexicon, *, answers: bool, ties: bool = True
) -> Iterator[Problem]:
    """The `facts` of a case or scenario: each mistake at the line of its word, and what cannot be so at once.

    `answers` says whether questions of law may be answered there, `ties` whether the vocabulary's ties must hold.
    """
    node = entry.node("facts")
    if not isinstance(node, Entries):
        return
    stated = plain(node)
    assert isinstance(stated, dict)
    read = read_facts(lexicon, stated, answers=answers)
    for mistake in read.mistakes:
        yield Problem(
            file=entry.span.file,
            line=node.keys[mistake.word].line,
            what=mistake.what,
            why=mistake.why,
            remedy=mistake.remedy,
        )
    if ties:
        yield from _contradictions(entry, read.facts, lexicon)


def _contradictions(entry: Entry, facts: Facts, lexicon: Lexicon) -> Iterator[Problem]:
    """Facts that the vocabulary's ties rule out together."""
    for axiom in lexicon.vocabulary.axioms:
        if _truth(axiom.when, facts) is Truth.TRUE and _truth(axiom.then, facts) is Truth.FALSE:
            both = (*leaves(axiom.when), *leaves(axiom.then))
            keys = dict.fromkeys(
                list_of(leaf) if isinstance(leaf, Predicate) else key_of(leaf) for leaf in both
            )
            yield problem(
                entry.at("facts"),
                f"the facts {' and '.join(f'`{key}`' for key in keys)} contradict each other",
                axiom.means,
                "correct one of them",
            )


def _truth(expr: Expr, facts: Facts) -> Truth:
    """Kleene's truth of a tie under stated facts: all a tie is made of, and nothing more."""
    match expr:
        case Const(value=value):
            return Truth.of(value)
        case Fact(word=word):
            stated = facts.words.get(word)
            return Truth.of(stated) if isinstance(stated, bool) else Truth.UNKNOWN
        case Predicate():
            return reduce(expr, facts, on=_ANY_DAY, classes=_NO_CLASSES)
        case Not(operand=operand):
            return Truth(2 - _truth(operand, facts))
        case AllOf(operands=operands):
            return min(_truth(one, facts) for one in operands)
        case AnyOf(operands=operands):
            return max(_truth(one, facts) for one in operands)
        case Named(meaning=meaning):
            return _truth(meaning, facts)
        case _:
            return Truth.UNKNOWN
