"""One place on one day as a whole: how every act stands, the way from an arrest, what is in force and what is owed.

Kept between days on which nothing changes, for a page of a place is read far more often than its law changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from comity.decide.question import EARLIEST, LATEST, QuestionError
from comity.decide.survey.detainer_forms import FORMS
from comity.decide.survey.in_force import LevelInForce, in_force
from comity.decide.survey.obligations import Owed, owed_in
from comity.decide.survey.participation import ACTIONS, participation
from comity.decide.survey.path import Step, path_of
from comity.decide.survey.standing import Standing
from comity.law import Corpus, dates_of_change, places_of
from comity.logic import Answer

MOST_KEPT = 512
"""Places and stretches of days that are kept at once; the oldest gives way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePlace:
    """A place on a day.

    `acts` are those of a participation table, in its order; `further` the other acts of which the law says something;
    `silent` those on which it says nothing at any level, as far as encoded. `steps` lead from an arrest to immigration
    authorities. `earlier` and `later` are the days on which something in its law, or above it, begins or ends, as far
    as they can be asked about.
    """

    place: str
    on: date
    acts: tuple[Standing, ...]
    further: tuple[Standing, ...]
    silent: tuple[Standing, ...]
    steps: tuple[Step, ...]
    levels: tuple[LevelInForce, ...]
    owed: Owed
    earlier: tuple[date, ...]
    later: tuple[date, ...]

    @property
    def through(self) -> date | None:
        """The day to which all of its encoded law was checked; None where none is encoded."""
        horizons = (one for level in self.levels if level.held for one in level.held.horizons)
        return min((one.through for one in horizons), default=None)

    @property
    def some_through(self) -> date | None:
        """The last day to which the law on any act was checked: on later days no answer is complete."""
        held = [one.held for one in self.levels if one.held]
        acts = [one.action for one in (*self.acts, *self.further, *self.silent)]
        return (
            max((min(one.through(act) for one in held) for act in acts), default=None)
            if held
            else None
        )


class _Kept:
    """What was made from one corpus."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.days: dict[str, tuple[tuple[date, ...], tuple[date, ...]]] = {}
        self.made: OrderedDict[tuple[str, str | None, int], WholePlace] = OrderedDict()


_KEPT: WeakKeyDictionary[Corpus, _Kept] = WeakKeyDictionary()
_LOCK = Lock()


def whole_place(corpus: Corpus, place: str, *, on: date, level: str | None = None) -> WholePlace:
    """The place on that day. `level` says what a place without a law file is, as `usual_actor` has it.

    Raises PlaceError for an id whose state does not exist, QuestionError for a day that cannot be asked about.
    """
    with _LOCK:
        kept = _KEPT.get(corpus)
        if kept is None:
            kept = _KEPT[corpus] = _Kept()
    with kept.lock:
        days = kept.days.get(place)
    if days is None:
        changes = askable_changes(corpus, place)
        days = (
            changes,
            tuple(
                sorted(
                    {
                        *dates_of_change(corpus, place),
                        *_after_horizons(corpus, place),
                        *(one.from_ for one in FORMS),
                    }
                )
            ),
        )
        with kept.lock:
            kept.days[place] = days
    changes, ends = days
    if not EARLIEST <= on <= LATEST:
        raise QuestionError((f"`{on}` is not a likely day: write one from {EARLIEST} to {LATEST}",))
    key = (place, level, bisect_right(ends, on))
    with kept.lock:
        found = kept.made.get(key)
        if found is not None:
            kept.made.move_to_end(key)
    if found is None:
        found = _made(corpus, place, on, level)
        with kept.lock:
            kept.made[key] = found
            while len(kept.made) > MOST_KEPT:
                kept.made.popitem(last=False)
            while len(kept.days) > 4 * MOST_KEPT:
                kept.days.pop(next(iter(kept.days)))
    return replace(
        found,
        on=on,
        owed=replace(found.owed, on=on),
        earlier=tuple(day for day in changes if day <= on),
        later=tuple(day for day in changes if day > on),
    )


def askable_changes(corpus: Corpus, place: str) -> tuple[date, ...]:
    """The days on which something in the law of a place, or above it, begins or ends, and every level speaks."""
    held = [
        corpus.jurisdictions[one] for one in places_of(corpus, place) if one in corpus.jurisdictions
    ]
    first = max((one.encoded_from for one in held), default=EARLIEST)
    return tuple(
        day for day in dates_of_change(corpus, place) if max(first, EARLIEST) <= day <= LATEST
    )


def _after_horizons(corpus: Corpus, place: str) -> Iterator[date]:
    """The first days on which answers are no longer complete: they change though no law does."""
    for name in places_of(corpus, place):
        held = corpus.jurisdictions.get(name)
        for horizon in held.horizons if held else ():
            yield horizon.through + timedelta(days=1)


def _made(corpus: Corpus, place: str, on: date, level: str | None) -> WholePlace:
    every = (*ACTIONS, *(one for one in corpus.vocabulary.actions if one not in ACTIONS))
    known = [one for one in every if one in corpus.vocabulary.actions]
    row = next(participation(corpus, [place], on=on, actions=known, level=level))
    if row.not_asked:
        raise QuestionError((row.not_asked,))
    main = [one for one in row.standings if one.action in ACTIONS]
    rest = [one for one in row.standings if one.action not in ACTIONS]
    silent = [one for one in rest if one.answer is Answer.NOT_REGULATED and not one.lines]
    return WholePlace(
        place=place,
        on=on,
        acts=tuple(main),
        further=tuple(one for one in rest if one not in silent),
        silent=tuple(silent),
        steps=tuple(path_of(corpus, place, on=on, level=level)),
        levels=tuple(in_force(corpus, place, on=on)),
        owed=owed_in(corpus, place, on=on),
        earlier=(),
        later=(),
    )
