"""The law of one level through time, measured out for a drawing: bars on a scale of days. It draws nothing and
decides nothing.

Across, everything is in percent, so that the drawing fills a phone and a desk alike while its letters keep their size;
down, in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comity.decide.survey import LevelInForce
from comity.law import Jurisdiction, Period, Provision
from comity.logic import Rail

LONGEST_LABEL = 42
"""Characters of a citation that fit a narrow phone; the table below the drawing has all of it."""

TOP, ROW, BAR = 40, 34, 10
"""Pixels: the scale at the top, one row with its label, the bar in it."""

_STEPS = (1, 2, 5, 10, 20)
_MOST_YEARS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One text of a rule. `open` bars have no end yet; `doubtful` parts were perhaps not in force."""

    x: str
    width: str
    period: Period
    open: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A rule, or an injunction (then `provision` is None)."""

    y: int
    label: str
    cite: str
    rail: Rail | None
    provision: Provision | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A year or a day on the scale. `anchor` says on which side of it its words stand."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """One level's drawing. `unchecked` is where the days begin to which the law was not checked.

    All but `shown` and `today` is the same on every day with the same `scale`.
    """

    level: LevelInForce
    scale: tuple[date, date]
    rows: tuple[Row, ...]
    years: tuple[Tick, ...]
    shown: Tick
    today: Tick | None
    unchecked: str
    unchecked_width: str
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Days from left to right."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """A day in percent of the width, days outside moved to the edge."""
        held = min(max(day, self.first), self.last)
        return 100 * (held - self.first).days / max((self.last - self.first).days, 1)

    def x(self, day: date) -> str:
        """The same as an attribute of a drawing."""
        return _percent(self.at(day))


def time_lines(levels: Sequence[LevelInForce], *, on: date, today: date) -> tuple[TimeLine, ...]:
    """The drawings of all encoded levels, nearest first, on one scale."""
    held = [one for one in levels if one.held is not None]
    if not held:
        return ()
    scale = _scale([one.held for one in held if one.held], on, today)
    return tuple(_line(one, one.held, scale, on, today) for one in held if one.held)


def _scale(held: Sequence[Jurisdiction], on: date, today: date) -> Scale:
    """From the day on which the nearest level begins to be encoded, to a little after the last that is known."""
    first = min(held[0].encoded_from, on)
    known = [
        day
        for place in held
        for provision in place.provisions
        for version in provision.versions
        for day in (version.period.from_, version.period.until)
        if day is not None and day <= today + timedelta(days=5 * 366)
    ]
    last = max([on, today, *known])
    return Scale(first=first, last=last + (last - first) / 16 + timedelta(days=30))


def _line(level: LevelInForce, held: Jurisdiction, scale: Scale, on: date, today: date) -> TimeLine:
    rows = tuple(_rows(held, scale))
    through = level.through or scale.last
    return TimeLine(
        level=level,
        scale=(scale.first, scale.last),
        rows=rows,
        years=tuple(_years(scale)),
        shown=_tick(scale, on, on.isoformat()),
        today=None if on == today else _tick(scale, today, ""),
        unchecked=scale.x(through),
        unchecked_width=_percent(100 - scale.at(through)),
        height=TOP + ROW * len(rows) + 6,
    )


def _rows(held: Jurisdiction, scale: Scale) -> Iterator[Row]:
    drawn: list[tuple[str, Rail | None, Provision | None, tuple[Bar, ...]]] = [
        (provision.cite, provision.effect, provision, tuple(_bars(provision, scale)))
        for provision in held.provisions
    ]
    drawn += [
        (one.cite, None, None, (_bar(one.period, scale),))
        for one in held.injunctions
        if one.period.from_ < scale.last
    ]
    number = 0
    for cite, rail, provision, bars in drawn:
        if not bars:
            continue
        plain = " ".join(cite.split())
        yield Row(
            y=TOP + ROW * number,
            label=_shortened(plain),
            cite=plain,
            rail=rail,
            provision=provision,
            bars=bars,
        )
        number += 1


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"


def _bars(provision: Provision, scale: Scale) -> Iterator[Bar]:
    for version in provision.versions:
        period = version.period
        if period.until is not None and period.until <= scale.first:
            continue
        yield _bar(period, scale)
        for doubt in version.uncertain:
            yield _bar(doubt.period, scale, doubtful=True)


def _bar(period: Period, scale: Scale, *, doubtful: bool = False) -> Bar:
    begins = scale.at(period.from_)
    ends = 100.0 if period.until is None else scale.at(period.until)
    return Bar(
        x=_percent(begins),
        # However short it was in force, it is seen.
        width=_percent(max(ends - begins, 0.4)),
        period=period,
        open=period.until is None,
        doubtful=doubtful,
    )


def _years(scale: Scale) -> Iterator[Tick]:
    first, last = scale.first.year + 1, scale.last.year
    step = next((one for one in _STEPS if (last - first) // one < _MOST_YEARS), 50)
    for year in range(first + (-first) % step, last + 1, step):
        day = date(year, 1, 1)
        if scale.at(day) < 95:
            yield Tick(x=scale.x(day), label=str(year), anchor="start")


def _tick(scale: Scale, day: date, label: str) -> Tick:
    return Tick(x=scale.x(day), label=label, anchor="end" if scale.at(day) > 50 else "start")


def _percent(value: float) -> str:
    return f"{value:.2f}%"
