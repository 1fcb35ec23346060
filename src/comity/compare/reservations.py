"""How far the answers of one side can be relied on: levels that are not encoded, known gaps, horizons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.compare.side import Side
from comity.decide import place_in_sentence
from comity.law import Level, Status, chain_of


def reservations(side: Side, actions: Sequence[str]) -> Iterator[str]:
    """What limits the answers of a side on some acts, each as often as it does."""
    for action in actions:
        for level in chain_of(side.corpus, side.place, action, side.on):
            if text := _of_level(level, side):
                yield text


def _of_level(level: Level, side: Side) -> str | None:
    name = place_in_sentence(side.corpus, level.jurisdiction or "")
    if level.status is Status.NOT_ENCODED:
        return f"the law of {name} is not encoded"
    if level.status is Status.GAP:
        return f"the law of {name} has a known gap: {level.why}"
    if level.through is not None and level.through < side.on:
        return f"the law of {name} was checked to {level.through}, and {side.on} is later"
    return None
