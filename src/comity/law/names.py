"""Names given and names used: what may be called by name, and what was probably meant instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from comity.logic import Span

JURISDICTION_ID = re.compile(r"us(?:-[a-z0-9]+)*\Z")
CLASS_ID = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9_]+\Z")
WINDOW = re.compile(r"[1-9][0-9]{0,3} (?:day|month|year)s?\Z")
"""How a place, an offence class (a registry alike) and a look-back window are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """A name where it is given or used. `domain` says what is named: `action`, `question` ..."""

    domain: str
    name: str
    span: Span


_ALIKE = 0.6
"""Likeness, from 0 to 1, from which a name may have been meant."""


def state_of(place: str) -> str:
    """The id of the state that a place's id begins with (`us-tx` of `us-tx-dallas`)."""
    return "-".join(place.split("-")[:2])


def nearest_of(name: str, listed: Iterable[str]) -> str:
    """What to write instead of a word that is not in a list which has just been shown."""
    close = get_close_matches(name, sorted(listed), n=1, cutoff=_ALIKE)
    return f"did you mean `{close[0]}`?" if close else "write one of them"


def nearest(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the likeliest, or all there are, or a few."""
    names = sorted(set(known))
    begun = [one for one in names if len(name) > 3 and one.startswith(name)]
    # What begins as written is meant first, if it is not much longer; else what looks alike.
    near = [one for one in begun if 2 * len(name) >= _ALIKE * (len(name) + len(one))]
    close = near[:2] or get_close_matches(name, names, n=2, cutoff=_ALIKE) or begun[:2]
    if close:
        return "did you mean " + " or ".join(f"`{one}`" for one in close) + "?"
    if not names:
        return "none is defined yet"
    if len(names) <= 12:
        return "use one of " + ", ".join(f"`{one}`" for one in names)
    return "use one of " + ", ".join(f"`{one}`" for one in names[:8]) + f" or {len(names) - 8} more"
