"""Parts that many pages show alike, each written once: a rule stands the same on all days on which it is in force.

A part may hold nothing of its page but the language, the address that links begin with, the day that is today, and
what it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from markupsafe import Markup

from comity.decide.survey import Obligation
from comity.web.links import Links

Macro = Callable[..., Markup]
"""A macro of a template; it has a name."""

MOST_KEPT = 20_000
"""Parts that are kept, at about a kilobyte; what was kept longest goes first."""


@dataclass(slots=True)
class Once:
    """What is written already. A part is known by its macro and by what it is about.

    Small values count as such; what belongs to the corpus, or hangs on its prepared law, is told apart by being the
    very same thing, for the law of a rule is long. It is held as long as its part, so that no other takes its place.
    Any thread may write.
    """

    _kept: dict[Hashable, tuple[object, Markup]] = field(default_factory=dict)
    _keeping: Lock = field(default_factory=Lock)

    def writer(self, links: Links) -> Callable[..., Markup]:
        """`once(macro, one, ...)` of a template: what the macro says of these things, or of those in `by`."""
        begins = (links.language, links.base)

        def once(macro: Macro, *about: object, by: tuple[object, ...] = ()) -> Markup:
            # getattr: the name of a macro is not part of what a Callable promises
            key = (begins, getattr(macro, "name"), *map(_mark, by or about))  # noqa: B009 -- as above
            held = self._kept.get(key)
            if held is None:
                held = (by or about, macro(*about))
                with self._keeping:
                    while len(self._kept) >= MOST_KEPT:
                        del self._kept[next(iter(self._kept))]
                    self._kept[key] = held
            return held[1]

        return once


def each_time(macro: Macro, *about: object, by: tuple[object, ...] = ()) -> Markup:
    """`once` where nothing is kept."""
    del by
    return macro(*about)


def _mark(one: object) -> Hashable:
    match one:
        case None | str() | int() | date() | Obligation():
            return one
        case tuple():
            return tuple(map(_mark, one))
        case _:
            return id(one)
