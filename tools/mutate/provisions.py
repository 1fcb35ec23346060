"""Mutants of provisions: versions, exceptions, doubts, effects, whom they bind, defeats, compliance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from comity.law import Compliance, Jurisdiction, Provision, Version
from comity.law.provision import Defeat, Exception_, Uncertainty
from comity.logic import (
    ALWAYS,
    NEVER,
    AllOf,
    Compare,
    Const,
    Expr,
    OneOf,
    Operator,
    Rail,
    Span,
    all_of,
)
from tools.mutate.conditions import spoiled
from tools.mutate.mutant import Change, exchanged
from tools.mutate.periods import DAY, moved_days, moved_inside

Found: TypeAlias = Iterator[tuple[str, str, Span, Provision]]
"""Where in a provision, what was changed, where that stands, and the provision as changed."""


def provision_changes(place: Jurisdiction) -> Iterator[Change]:
    """Every mutant of every provision of a place."""
    for number, provision in enumerate(place.provisions):
        for where, what, span, other in _of(provision):
            provisions = exchanged(place.provisions, number, other)
            yield Change(
                subject=provision.id,
                where=where,
                what=what,
                span=span,
                place=replace(place, provisions=provisions),
            )
        if len(provision.versions) == 1:
            yield Change(
                subject=provision.id,
                where="",
                what="drop the only version",
                span=provision.span,
                place=replace(place, provisions=exchanged(place.provisions, number)),
            )


def _of(provision: Provision) -> Found:
    yield from _dates(provision)
    for number, version in enumerate(provision.versions):
        for where, what, span, other in _version(version):
            versions = exchanged(provision.versions, number, other)
            whole = f"{version.period.from_} {where}"
            yield whole, what, span, replace(provision, versions=versions)
    yield from _defeats(provision)
    if provision.effect is None:
        return
    for effect in Rail:
        if effect is not provision.effect:
            what = f"{provision.effect.value} becomes {effect.value}"
            yield "effect", what, provision.span, replace(provision, effect=effect)
    for action in provision.actions:
        rest = tuple(one for one in provision.actions if one != action)
        yield "actions", f"drop `{action}`", provision.span, replace(provision, actions=rest)
    for what, span, binds in bound(provision.binds, provision.jurisdiction):
        yield "binds", what, _or(span, provision.span), replace(provision, binds=binds)
    yield "binds", "no one", provision.span, replace(provision, binds=NEVER)
    if provision.compliance is not None:
        for where, what, span, compliance in _compliance(provision, provision.compliance):
            yield where, what, span, replace(provision, compliance=compliance)


def _or(span: Span, other: Span) -> Span:
    return span if span.line else other


def _dates(provision: Provision) -> Found:
    """First and last days, and versions dropped.

    Where one version ends as the next begins there is one day, which the file writes once.
    """
    versions = provision.versions
    for number, version in enumerate(versions):
        period, joined = version.period, number > 0
        joined = joined and versions[number - 1].period.until == period.from_
        for what, day in moved_days(period.from_):
            others = exchanged(versions, number, _put(version, from_=day))
            if joined:
                others = exchanged(others, number - 1, _put(versions[number - 1], until=day))
            yield (
                str(period.from_),
                f"from {what}",
                version.span,
                replace(provision, versions=others),
            )
        following = versions[number + 1] if number + 1 < len(versions) else None
        if period.until is not None and (
            following is None or period.until != following.period.from_
        ):
            for what, day in moved_days(period.until):
                others = exchanged(versions, number, _put(version, until=day))
                yield (
                    str(period.from_),
                    f"until {what}",
                    version.span,
                    replace(provision, versions=others),
                )
        if len(versions) > 1:
            others = versions
            if joined:
                until = None if following is None else following.period.from_
                others = exchanged(others, number - 1, _put(versions[number - 1], until=until))
            yield (
                str(period.from_),
                "drop the version",
                version.span,
                replace(provision, versions=exchanged(others, number)),
            )


_SAME = date.min


def _put(version: Version, *, from_: date = _SAME, until: date | None = _SAME) -> Version:
    period = version.period
    return replace(
        version,
        period=replace(
            period,
            from_=period.from_ if from_ is _SAME else from_,
            until=period.until if until is _SAME else until,
        ),
    )


def _version(version: Version) -> Iterator[tuple[str, str, Span, Version]]:
    if version.when == ALWAYS:
        yield "when", "never", version.span, replace(version, when=NEVER)
    for one in spoiled(version.when):
        yield "when", one.what, one.span, replace(version, when=one.expr)
    for what, doubts in _doubts(version.uncertain, version):
        yield "uncertain", what, version.span, replace(version, uncertain=doubts)
    for number, exception in enumerate(version.unless):
        span = _or(exception.when.span, version.span)
        dropped = exchanged(version.unless, number)
        yield f"unless {exception.id}", "drop", span, replace(version, unless=dropped)
        for where, what, place, other in _exception(exception, version):
            unless = exchanged(version.unless, number, other)
            whole = f"unless {exception.id}{where}"
            yield whole, what, _or(place, span), replace(version, unless=unless)


def _exception(
    exception: Exception_, version: Version
) -> Iterator[tuple[str, str, Span, Exception_]]:
    for one in spoiled(exception.when):
        yield "", one.what, one.span, replace(exception, when=one.expr)
    for what, doubts in _doubts(exception.uncertain, version):
        yield " uncertain", what, exception.when.span, replace(exception, uncertain=doubts)


def _doubts(
    doubts: tuple[Uncertainty, ...], version: Version
) -> Iterator[tuple[str, tuple[Uncertainty, ...]]]:
    for number, doubt in enumerate(doubts):
        name = f"{doubt.question} from {doubt.period.from_}"
        yield f"drop {name}", exchanged(doubts, number)
        for what, period in moved_inside(doubt.period, version.period):
            yield f"{name}: {what}", exchanged(doubts, number, replace(doubt, period=period))


def bound(binds: Expr, own: str) -> Iterator[tuple[str, Span, Expr]]:
    """Whom a rule or duty binds, changed: any kind, own employers or any, its condition spoiled.

    Kinds dropped from a set are mutants of the whole group (see `groups`).
    """
    operands = operands_of(binds)
    if not any(_is_about("employer", one) for one in operands):
        mine = Compare(word="employer", operator=Operator.EQUAL, value=own, span=binds.span)
        yield "employers: any becomes own", binds.span, all_of(binds, mine)
    for number, operand in enumerate(operands):
        rest = exchanged(operands, number)
        if _is_about("employer", operand):
            yield "employers: any", operand.span, all_of(*rest)
        elif _is_about("actor", operand):
            yield "kinds: any", operand.span, all_of(*rest)
        else:
            yield "when: always", operand.span, all_of(*rest)
            for one in spoiled(operand):
                whole = all_of(*exchanged(operands, number, one.expr))
                yield f"when: {one.what}", one.span, whole


def operands_of(binds: Expr) -> tuple[Expr, ...]:
    """The parts of a condition on who acts: kinds, employers, and whatever else is asked."""
    if isinstance(binds, Const):
        return ()
    return binds.operands if isinstance(binds, AllOf) else (binds,)


def _is_about(word: str, operand: Expr) -> bool:
    if isinstance(operand, Compare):
        return operand.word == word and operand.operator is Operator.EQUAL
    return isinstance(operand, OneOf) and operand.word == word


def _defeats(provision: Provision) -> Found:
    for number, defeat in enumerate(provision.defeats):
        name, span = f"defeat {number + 1}", provision.span
        dropped = exchanged(provision.defeats, number)
        yield name, "drop", span, replace(provision, defeats=dropped)
        for what, place, other in _defeat(defeat):
            defeats = exchanged(provision.defeats, number, other)
            yield name, what, _or(place, span), replace(provision, defeats=defeats)


def _defeat(defeat: Defeat) -> Iterator[tuple[str, Span, Defeat]]:
    for one in spoiled(defeat.when):
        yield f"when: {one.what}", one.span, replace(defeat, when=one.expr)
    for one in spoiled(defeat.unless):
        yield f"unless: {one.what}", one.span, replace(defeat, unless=one.expr)
    if defeat.unless != NEVER:
        yield "drop its unless", defeat.unless.span, replace(defeat, unless=NEVER)
    if defeat.when != ALWAYS:
        yield "drop its when", defeat.when.span, replace(defeat, when=ALWAYS)
    narrower: tuple[tuple[str, tuple[str, ...], Callable[[tuple[str, ...]], Defeat]], ...] = (
        ("levels", defeat.levels, lambda rest: replace(defeat, levels=rest)),
        ("instruments", defeat.instruments, lambda rest: replace(defeat, instruments=rest)),
        ("provisions", defeat.provisions, lambda rest: replace(defeat, provisions=rest)),
        ("actions", defeat.actions, lambda rest: replace(defeat, actions=rest)),
        (
            "effects",
            tuple(one.value for one in defeat.effects),
            lambda rest: replace(defeat, effects=tuple(Rail(one) for one in rest)),
        ),
    )
    for name, selected, put in narrower:
        # The last member of a list is never dropped: an empty one selects everything.
        for number, one_of in enumerate(selected if len(selected) > 1 else ()):
            yield f"{name} without `{one_of}`", defeat.when.span, put(exchanged(selected, number))


def _compliance(
    provision: Provision, compliance: Compliance
) -> Iterator[tuple[str, str, Span, Compliance]]:
    span = provision.span
    if compliance.comply_by is None:
        far = replace(compliance, comply_by=date.max - DAY)
        yield "comply_by", "a day far ahead", span, far
    else:
        yield "comply_by", "drop", span, replace(compliance, comply_by=None)
        for what, day in moved_days(compliance.comply_by):
            yield "comply_by", what, span, replace(compliance, comply_by=day)
    for number, tree in enumerate(compliance.satisfied_by):
        dropped = exchanged(compliance.satisfied_by, number)
        name = f"satisfied_by {number + 1}"
        yield name, "drop", _or(tree.span, span), replace(compliance, satisfied_by=dropped)
        for one in spoiled(tree):
            trees = exchanged(compliance.satisfied_by, number, one.expr)
            yield name, one.what, _or(one.span, span), replace(compliance, satisfied_by=trees)
