"""Kleene's three truth values. Nothing here knows what is true or false of what."""

from __future__ import annotations

from enum import IntEnum


class Truth(IntEnum):
    """FALSE < UNKNOWN < TRUE, so that `and` is the minimum and `or` the maximum.

    ===== ======= ======= =======
    and   FALSE   UNKNOWN TRUE
    ===== ======= ======= =======
    F     F       F       F
    U     F       U       U
    T     F       U       T
    ===== ======= ======= =======

    Kleene's logic is sound but not complete: `a or not a` stays UNKNOWN while `a` is unknown,
    although every completion makes it true. `comity.readings.completions` finds such cases.
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __invert__(self) -> Truth:
        """Negation: TRUE and FALSE change places, UNKNOWN stays."""
        return _NEGATED[self]

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Truth of a Python value: None is UNKNOWN."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE


_NEGATED = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)
