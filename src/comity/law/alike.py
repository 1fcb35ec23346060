"""Places that the law cannot tell apart: those that it names nowhere and that lie in one state.

What is encoded for a place, and what is asked of an act in it, hangs on the place in three ways only: on the encoded
places in its chain (`places_of`), on readings that are settled for places by name, and on conditions that compare the
employer of who acts with a place by name. A place whose id stands nowhere in the corpus has none of these of its
own: its law is that of its state, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType
from weakref import WeakKeyDictionary

from comity.law.corpus import Corpus
from comity.law.names import JURISDICTION_ID, state_of
from comity.law.provision import Version

_NAMED: WeakKeyDictionary[Corpus, frozenset[str]] = WeakKeyDictionary()


def places_named(corpus: Corpus) -> frozenset[str]:
    """Every id of a place that stands anywhere in the corpus, in whatever role."""
    found = _NAMED.get(corpus)
    if found is None:
        found = _NAMED[corpus] = frozenset(
            text for text in _texts(corpus) if JURISDICTION_ID.fullmatch(text)
        )
    return found


def kind_of_place(corpus: Corpus, place: str) -> tuple[str, bool]:
    """What two places share if all law is the same for both: equal only for places that no law tells apart.

    A place that the corpus names is alike to itself alone, and so is one whose state does not exist.
    """
    state = state_of(place)
    if place in places_named(corpus) or state not in corpus.states or place == state:
        return place, True
    return state, False


def _texts(corpus: Corpus) -> Iterator[str]:
    """Every text in the corpus, from every field of everything in it."""
    seen: set[int] = set()
    parts_of: dict[type, tuple[str, ...]] = {}
    waiting: list[object] = [corpus]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if isinstance(one, str):
            yield one
            continue
        parts = parts_of.get(kind)
        if parts is None:
            parts = parts_of[kind] = _parts(kind)
        if parts == _NOTHING or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Mapping):
            waiting += one.keys()
            waiting += one.values()
        elif isinstance(one, tuple | list | set | frozenset):
            waiting += one
        else:
            waiting += [getattr(one, name) for name in parts]


_NOTHING: tuple[str, ...] = ("",)


def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a kind of thing; what holds no text at all has `_NOTHING`. What is not known is a fault."""
    if issubclass(kind, Mapping | tuple | list | set | frozenset):
        return ()
    if is_dataclass(kind):
        # The cases beside a version try it out; they are no law, and a corpus from the shelf has not even read them.
        return tuple(one.name for one in fields(kind) if (kind, one.name) != (Version, "cases"))
    if issubclass(kind, int | float | Enum | date | NoneType):
        return _NOTHING
    raise TypeError(f"the corpus holds a `{kind.__name__}`, and it is not known what stands in one")
