"""How many acts some rows tell: a number, or a range where it is not certain which rows tell the same act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`rows` of the logs tell between `low` and `high` acts."""

    rows: int = 0
    low: int = 0
    high: int = 0

    def __post_init__(self) -> None:
        assert 0 <= self.low <= self.high <= self.rows, self

    def __add__(self, other: Count) -> Count:
        return Count(
            rows=self.rows + other.rows, low=self.low + other.low, high=self.high + other.high
        )

    def __bool__(self) -> bool:
        return self.rows > 0

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def __str__(self) -> str:
        """`27,804`, or `27,790 to 27,804`."""
        return f"{self.low:,} to {self.high:,}" if self.is_range else f"{self.high:,}"


NOTHING = Count()


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts of different acts."""
    found = NOTHING
    for one in counts:
        found += one
    return found
