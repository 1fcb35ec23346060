"""The parts that many entries share: stretches of days, doubts, whom a rule binds, defeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from comity.law.files.entry import Entry
from comity.law.provision import Defeat, DefeatKind, Period, Uncertainty
from comity.logic import (
    ALWAYS,
    NEVER,
    Compare,
    Expr,
    OneOf,
    Operator,
    Rail,
    Span,
    all_of,
)

Groups: TypeAlias = Mapping[str, tuple[str, ...]]
"""Names of actor groups, with the kinds of actors, or further groups, in each."""


def period(entry: Entry) -> Period:
    """`from` and `until`; without `from`, from the first day there is."""
    return Period(from_=entry.day("from") or date.min, until=entry.day("until"))


def always(entry: Entry, key: str) -> Expr:
    """A condition; where it is left out, always."""
    found = entry.condition(key)
    return ALWAYS if found is None else found


def uncertainties(entry: Entry) -> tuple[Uncertainty, ...]:
    """The stretches in which force is a question of law."""
    return tuple(
        Uncertainty(period=period(one), question=one.text("question"), why=one.text("why"))
        for one in entry.entries("uncertain")
    )


def own_or(owner: str, level: str) -> str | None:
    """The employer whose actors a rule binds where it does not say: the place itself, or any."""
    return None if level in {"federal", "state"} else owner


def binds(entry: Entry | None, by_default: str | None, owner: str, groups: Groups) -> Expr:
    """The condition on the actor: its kind, its employer, and whatever else is written."""
    employers: tuple[str, ...] = () if by_default is None else (by_default,)
    if entry is None:
        return _one_of("employer", employers, None)
    match entry.values.get("employers"):
        case "own":
            employers = (owner,)
        case "any":
            employers = ()
        case tuple():
            employers = entry.texts("employers")
        case _:
            pass
    kinds = tuple(kind for name in entry.texts("kinds") for kind in _kinds(name, groups))
    return all_of(
        _one_of("actor", kinds, entry.span),
        _one_of("employer", employers, entry.span),
        always(entry, "when"),
    )


def _kinds(name: str, groups: Groups) -> Iterator[str]:
    """The kinds of actors in a group, or the kind itself. Groups hold no circle by the checks."""
    if name not in groups:
        yield name
    for inner in groups.get(name, ()):
        yield from _kinds(inner, groups)


def _one_of(word: str, values: tuple[str, ...], span: Span | None) -> Expr:
    named = tuple(sorted(set(values)))
    span = span or Span(file="", line=0, column=0)
    if not named:
        return ALWAYS
    if len(named) == 1:
        return Compare(word=word, operator=Operator.EQUAL, value=named[0], span=span)
    return OneOf(word=word, values=named, span=span)


def defeat(entry: Entry, cite: str) -> Defeat:
    """What a provision takes the effect of; `cite` is that of the provision."""
    unless = entry.condition("unless")
    return Defeat(
        kind=DefeatKind(entry.text("kind")),
        levels=entry.texts("levels"),
        instruments=entry.texts("instruments"),
        provisions=entry.texts("provisions"),
        actions=entry.texts("actions"),
        effects=tuple(Rail(one) for one in entry.texts("effects")),
        when=always(entry, "when"),
        unless=NEVER if unless is None else unless,
        cite=entry.text("cite", cite),
    )
