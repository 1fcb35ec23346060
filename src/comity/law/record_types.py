"""What the facts may say of papers and of a person's record: documents, convictions, charges, arrests.

Plain frozen data. What a predicate makes of them is said in `comity.law.records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

_NOTHING: Mapping[str, str | bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document shown. `attributes` holds what the kind fixes and what was stated of this one.

    An attribute that is not there is unknown; so is the kind where it is None.
    """

    kind: str | None = None
    attributes: Mapping[str, str | bool] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One conviction, charge or arrest.

    `classes` are the offence classes it is known to be in, `maybe` those it may or may not be in.
    A class named in neither is unknown too, unless `classes_complete` says that the list is whole.
    `on` is the day of the conviction, charge or arrest; `sentence_end` the day the sentence ended.
    `attributes` holds the rest where it was stated: `grade` and `jurisdiction` (texts), `serving`,
    `held_to_answer`, `pending` (true or false), `days_incarcerated` (whole days).
    """

    classes: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    classes_complete: bool = False
    on: date | None = None
    sentence_end: date | None = None
    attributes: Mapping[str, str | bool | int] = field(default_factory=lambda: _NOTHING)
