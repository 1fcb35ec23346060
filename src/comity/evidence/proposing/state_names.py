"""States as they are written in the press: in full, and cut short."""

from __future__ import annotations

import re
from functools import cache

from comity.evidence.lexicon import rules_of
from comity.places import all_states


@cache
def state_of(written: str) -> str | None:
    """The postal code of a state's name, in full or cut short; None for what is no state.

    >>> state_of("R.I."), state_of("Oregon"), state_of("Sample")
    ('RI', 'OR', None)
    """
    return _codes().get(written.strip().rstrip(","))


@cache
def _codes() -> dict[str, str]:
    codes = {state.name: usps for usps, state in all_states().items()}
    shortened = rules_of("places")["states"]
    assert isinstance(shortened, dict)
    for usps, listed in shortened.items():
        assert isinstance(listed, list)
        codes.update({str(one): usps for one in listed})
    return codes


@cache
def state_pattern() -> str:
    """Any of these names as an expression, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(_codes(), key=len, reverse=True))) + ")"
