"""Mutants of what stands beside provisions: words, classes, questions, duties, clocks, notes, groups, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeAlias, TypeVar

from comity.law import Clock, Corpus, Duty, Jurisdiction, Note, Period, Prevailing, Remedy
from comity.law.provision import DefinedWord, Gap, Injunction, LegalQuestion, OffenseClass
from comity.logic import Expr, OneOf, Span, all_of
from tools.mutate.conditions import spoiled
from tools.mutate.mutant import Change, exchanged
from tools.mutate.periods import EVER, moved_days, moved_inside
from tools.mutate.provisions import bound, operands_of

DROPPED = "drop"
_EXCLUDABLE = ("saturdays", "sundays", "federal_holidays")
_WHOLE_DAY = 24


class _Dated(Protocol):
    @property
    def period(self) -> Period: ...
    @property
    def span(self) -> Span: ...


D = TypeVar("D", bound=_Dated)
Found: TypeAlias = Iterator[tuple[str, Span, D]]
"""What was changed, where that stands, and the thing as changed."""


def changes_beside(corpus: Corpus, place: Jurisdiction) -> Iterator[Change]:
    """Every mutant of a place that is not one of its provisions."""
    name = place.id
    # No question is asked of a place before the law of every place above it begins.
    encoded = (corpus.jurisdictions.get(one) for one in place.within)
    above = max((one.encoded_from for one in encoded if one is not None), default=date.min)
    asked = Period(from_=max(place.encoded_from, above))
    for what, day in moved_days(place.encoded_from):
        if max(day, above) != asked.from_:
            yield _change(place, "encoded_from", what, place.span, replace(place, encoded_from=day))
    yield from _horizons(place)
    yield from groups(place)
    yield from _each(
        place.words,
        lambda one: f"{name} word {one.id}",
        _word,
        lambda items: replace(place, words=items),
        asked,
    )
    yield from _each(
        place.classes,
        lambda one: f"{name} class {one.id}",
        _class,
        lambda items: replace(place, classes=items),
        EVER,  # a conviction may be older than the law of the place
    )
    yield from _each(
        place.prevailing,
        lambda one: f"{name} prevailing {one.question} from {one.period.from_}",
        lambda one: _prevailing(one, corpus),
        lambda items: replace(place, prevailing=items),
        asked,
    )
    yield from _each(
        place.duties,
        lambda one: f"duty {one.id}",
        lambda one: _duty(one, name),
        lambda items: replace(place, duties=items),
        asked,
    )
    yield from _each(
        place.remedies,
        lambda one: f"remedy {one.id}",
        _remedy,
        lambda items: replace(place, remedies=items),
        asked,
    )
    yield from _each(
        place.clocks,
        lambda one: f"clock {one.id}",
        _clock,
        lambda items: replace(place, clocks=items),
        asked,
    )
    yield from _each(
        place.injunctions,
        lambda one: f"injunction {one.id}",
        _injunction,
        lambda items: replace(place, injunctions=items),
        asked,
    )
    yield from _each(
        place.notes,
        lambda one: f"note {one.id}",
        _note,
        lambda items: replace(place, notes=items),
        asked,
    )
    for number, question in enumerate(place.questions):
        for leaning in _leanings(question):
            questions = exchanged(place.questions, number, leaning)
            what = f"leaning {question.leaning} becomes {leaning.leaning}"
            subject = f"{name} question {question.id}"
            other = replace(place, questions=questions)
            yield Change(subject=subject, where="", what=what, span=question.span, place=other)
    yield from _gaps(corpus, place, asked)


def _change(place: Jurisdiction, where: str, what: str, span: Span, other: Jurisdiction) -> Change:
    return Change(subject=place.id, where=where, what=what, span=span, place=other)


def _each(
    items: tuple[D, ...],
    name: Callable[[D], str],
    changed: Callable[[D], Found[D]],
    put: Callable[[tuple[D, ...]], Jurisdiction],
    bounds: Period,
) -> Iterator[Change]:
    """The things of one kind: what is particular to it, and its days."""
    for number, one in enumerate(items):
        for what, span, other in (*changed(one), *_dates(one, bounds)):
            place = put(exchanged(items, number, other))
            where = span if span.line else one.span
            yield Change(subject=name(one), where="", what=what, span=where, place=place)
        # A class is what its records say and a word what its condition says: neither is dropped.
        if not isinstance(one, OffenseClass | DefinedWord):
            place = put(exchanged(items, number))
            yield Change(subject=name(one), where="", what=DROPPED, span=one.span, place=place)


def _dates(one: D, bounds: Period) -> Found[D]:
    """Its days moved, within those on which the place can be asked about at all."""
    for what, period in moved_inside(one.period, bounds):
        # Every dated thing is a dataclass with a `period`; the protocol cannot say so of `replace`.
        yield what, one.span, replace(one, period=period)  # type: ignore[type-var]


def _horizons(place: Jurisdiction) -> Iterator[Change]:
    for number, horizon in enumerate(place.horizons):
        name = f"horizon {' '.join(horizon.actions) or 'of the rest'}"
        for what, day in moved_days(horizon.through):
            horizons = exchanged(place.horizons, number, replace(horizon, through=day))
            yield _change(place, name, what, place.span, replace(place, horizons=horizons))
        if horizon.actions:
            rest = exchanged(place.horizons, number)
            yield _change(place, name, DROPPED, place.span, replace(place, horizons=rest))


def groups(place: Jurisdiction) -> Iterator[Change]:
    """One kind of actor dropped from every provision and duty that shares a set of kinds."""
    found: dict[tuple[object, ...], Span] = {}
    for binds in (*(one.binds for one in place.provisions), *(one.binds for one in place.duties)):
        for operand in operands_of(binds):
            if isinstance(operand, OneOf) and operand.word == "actor":
                found.setdefault(operand.values, operand.span)
    for values, span in found.items():
        for value in values:
            other = replace(
                place,
                provisions=tuple(
                    replace(one, binds=_without(one.binds, values, value))
                    for one in place.provisions
                ),
                duties=tuple(
                    replace(one, binds=_without(one.binds, values, value)) for one in place.duties
                ),
            )
            shared = f"{values[0]} to {values[-1]} ({len(values)})"
            yield _change(place, f"group {shared}", f"drop `{value}`", span, other)


def _without(binds: Expr, values: tuple[object, ...], value: object) -> Expr:
    kept: list[Expr] = []
    for operand in operands_of(binds):
        if isinstance(operand, OneOf) and operand.word == "actor" and operand.values == values:
            left = tuple(one for one in operand.values if one != value)
            kept.append(replace(operand, values=left))
        else:
            kept.append(operand)
    return all_of(*kept)


def _word(one: DefinedWord) -> Found[DefinedWord]:
    for other in spoiled(one.means):
        yield other.what, other.span, replace(one, means=other.expr)


def _class(one: OffenseClass) -> Found[OffenseClass]:
    for number, wider in enumerate(one.within):
        yield f"not within `{wider}`", one.span, replace(one, within=exchanged(one.within, number))


def _prevailing(one: Prevailing, corpus: Corpus) -> Found[Prevailing]:
    for reading in corpus.questions[one.question].readings:
        if reading.id != one.reading:
            what = f"`{one.reading}` becomes `{reading.id}`"
            yield what, one.span, replace(one, reading=reading.id)
    for other in spoiled(one.when):
        yield f"when: {other.what}", other.span, replace(one, when=other.expr)
    for number, name in enumerate(one.places if len(one.places) > 1 else ()):
        yield f"not in `{name}`", one.span, replace(one, places=exchanged(one.places, number))


def _leanings(one: LegalQuestion) -> Iterator[LegalQuestion]:
    if one.leaning is not None:
        other = next(reading.id for reading in one.readings if reading.id != one.leaning)
        yield replace(one, leaning=other)


def _duty(one: Duty, own: str) -> Found[Duty]:
    for other in spoiled(one.when):
        yield f"when: {other.what}", other.span, replace(one, when=other.expr)
    for what, span, binds in bound(one.binds, own):
        yield f"binds {what}", span, replace(one, binds=binds)
    for number, action in enumerate(one.actions if len(one.actions) > 1 else ()):
        yield f"not on `{action}`", one.span, replace(one, actions=exchanged(one.actions, number))


def _remedy(one: Remedy) -> Found[Remedy]:
    if len(one.actions) + len(one.provisions) == 1:
        return  # without its one subject it is no remedy: that is to drop it
    for number, action in enumerate(one.actions):
        yield f"not on `{action}`", one.span, replace(one, actions=exchanged(one.actions, number))
    for number, name in enumerate(one.provisions):
        rest = exchanged(one.provisions, number)
        yield f"not for `{name}`", one.span, replace(one, provisions=rest)


def _clock(one: Clock) -> Found[Clock]:
    if one.until_midnight:
        what = "midnight becomes 24 hours"
        yield what, one.span, replace(one, until_midnight=False, hours=_WHOLE_DAY)
        return
    for hours in (-1, 1):
        yield f"{hours:+d} hour", one.span, replace(one, hours=(one.hours or 0) + hours)
    for name in _EXCLUDABLE:
        if name in one.excludes:
            rest = tuple(other for other in one.excludes if other != name)
            yield f"count {name}", one.span, replace(one, excludes=rest)
        else:
            yield f"leave out {name}", one.span, replace(one, excludes=(*one.excludes, name))


def _injunction(one: Injunction) -> Found[Injunction]:
    for other in spoiled(one.whom):
        yield f"whom: {other.what}", other.span, replace(one, whom=other.expr)
    for number, name in enumerate(one.provisions if len(one.provisions) > 1 else ()):
        rest = exchanged(one.provisions, number)
        yield f"not on `{name}`", one.span, replace(one, provisions=rest)


def _note(one: Note) -> Found[Note]:
    for other in spoiled(one.when):
        yield f"when: {other.what}", other.span, replace(one, when=other.expr)


def _gaps(corpus: Corpus, place: Jurisdiction, asked: Period) -> Iterator[Change]:
    """Gaps that some act can meet: one without actions is for readers only."""
    for number, gap in enumerate(corpus.gaps):
        if gap.jurisdiction == place.id and gap.actions:
            for what, others in _gap(gap, asked):
                yield Change(
                    subject=f"gap {gap.id}",
                    where="",
                    what=what,
                    span=gap.span,
                    place=place,
                    gaps=exchanged(corpus.gaps, number, *others),
                )


def _gap(gap: Gap, bounds: Period) -> Iterator[tuple[str, tuple[Gap, ...]]]:
    yield DROPPED, ()
    for what, period in moved_inside(gap.period, bounds):
        yield what, (replace(gap, period=period),)
    for number, action in enumerate(gap.actions if len(gap.actions) > 1 else ()):
        yield f"not on `{action}`", (replace(gap, actions=exchanged(gap.actions, number)),)
