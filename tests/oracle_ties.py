"""What one record or document predicate says of another, read off their words. Part of the oracle; it
shares nothing with `comity.law.records`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from comity.law.provision import Jurisdiction
from comity.logic import Predicate, Value


def predicate_ties(
    predicates: Mapping[str, Predicate], places: Iterable[Jurisdiction]
) -> Iterator[tuple[str, str, bool]]:
    """Pairs of predicates of which the first, where true, says what the second is."""
    classes = classes_above(places)
    for one, left in predicates.items():
        for other, right in predicates.items():
            if one != other and at_least_as_strict(left, right, classes):
                yield one, other, True
            elif one != other and cannot_both_hold(left, right):
                yield one, other, False


def classes_above(places: Iterable[Jurisdiction]) -> Mapping[str, frozenset[str]]:
    """For each offence class all classes that contain it, itself among them."""
    within = {one.id: set(one.within) for place in places for one in place.classes}
    found: dict[str, frozenset[str]] = {}
    for name in within:
        reached = {name, "any"}
        for _ in within:
            reached |= {up for one in reached for up in within.get(one, ())}
        found[name] = frozenset(reached)
    return found


def at_least_as_strict(
    one: Predicate, other: Predicate, classes: Mapping[str, frozenset[str]]
) -> bool:
    """Whether whatever makes `one` true makes `other` true, read off their words."""
    if one.name == other.name == "within":
        return one.arguments[0] == other.arguments[0] and _shorter(
            one.arguments[1], other.arguments[1]
        )
    if one.name != other.name and (one.name, other.name) != ("shown_only", "shown"):
        return False
    if one.arguments:
        narrow, wide = one.arguments[0], other.arguments[0]
        if wide != "any" and wide not in classes.get(narrow, frozenset({narrow})):
            return False
    mine, theirs = dict(one.filters), dict(other.filters)
    for name, wanted in theirs.items():
        if name not in mine:
            return False
        if name == "within":
            if not _shorter(str(mine[name]), str(wanted)):
                return False
        elif isinstance(wanted, tuple):
            if not set(_several(mine[name])) <= set(wanted):
                return False
        elif mine[name] != wanted:
            return False
    measures = ("anchor", "measured_to", "tolled", "class_as_of")
    return "within" not in theirs or all(mine.get(name) == theirs.get(name) for name in measures)


def cannot_both_hold(one: Predicate, other: Predicate) -> bool:
    """Whether `one` says of every document what `other` denies of some document."""
    if one.name != "shown_only" or other.name not in ("shown", "shown_only"):
        return False
    mine, theirs = dict(one.filters), dict(other.filters)
    return any(
        isinstance(mine[name], tuple)
        and isinstance(theirs[name], tuple)
        and not set(_several(mine[name])) & set(_several(theirs[name]))
        for name in mine.keys() & theirs.keys()
    )


def _several(value: Value | tuple[str, ...]) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _shorter(one: str, other: str) -> bool:
    months = {"year": 12, "years": 12, "month": 1, "months": 1}
    (count, unit), (more, more_unit) = one.split(), other.split()
    if unit in months and more_unit in months:
        return int(count) * months[unit] <= int(more) * months[more_unit]
    return unit.rstrip("s") == more_unit.rstrip("s") and int(count) <= int(more)
