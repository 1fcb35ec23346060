"""What records and documents make of a predicate: true, false or unknown, before any reading.

A list is open unless it is stated complete, so only a complete list proves "never", and adding a
record never overturns what was settled. All filters of one predicate apply to one record.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from comity.law.facts import Facts
from comity.law.provision import OffenseClass
from comity.law.record_types import Document, Record
from comity.logic import Predicate, Truth, Value

LISTS: Mapping[str, str] = {
    "shown": "documents",
    "shown_only": "documents",
    "convicted": "convictions",
    "charged": "charges",
    "arrested": "arrests",
    "registered": "registries",
}
"""Which list of the facts a predicate ranges over. `within` ranges over the date word it names."""

_ATTRIBUTES = ("grade", "jurisdiction", "serving", "held_to_answer", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOrder:
    """The offence classes of a corpus: what contains what, and on which days each exists."""

    containing: Mapping[str, frozenset[str]]
    periods: Mapping[str, tuple[date, date | None]]

    def contains(self, wider: str, narrower: str) -> bool:
        """Whether every offence of `narrower` is one of `wider`."""
        return wider in ("any", narrower) or wider in self.containing.get(narrower, frozenset())

    def exists(self, name: str, on: date) -> bool:
        """Whether the law knew the class on a day."""
        if name not in self.periods:
            return True
        from_, until = self.periods[name]
        return from_ <= on and (until is None or on < until)


def class_order_of(classes: Collection[OffenseClass]) -> ClassOrder:
    """The order of offence classes, containment followed to its end."""
    above = {one.id: frozenset(one.within) for one in classes}
    containing: dict[str, frozenset[str]] = {}
    for name, directly in above.items():
        found: set[str] = set()
        waiting = list(directly)
        while waiting:
            wider = waiting.pop()
            if wider not in found:
                found.add(wider)
                waiting.extend(above.get(wider, ()))
        containing[name] = frozenset(found)
    periods = {one.id: (one.period.from_, one.period.until) for one in classes}
    return ClassOrder(containing=containing, periods=periods)


def list_of(predicate: Predicate) -> str:
    """The fact word that a predicate is answered from."""
    return predicate.arguments[0] if predicate.name == "within" else LISTS[predicate.name]


def is_given(name: str, facts: Facts) -> bool:
    """Whether anything is stated of a list, or of a date: if not, what is answered from it is open."""
    if f"{name}_complete" in facts.words or name in facts.words or name in facts.records:
        return True
    return bool(
        facts.documents if name == "documents" else name == "registries" and facts.registries
    )


def reduce(predicate: Predicate, facts: Facts, *, on: date, classes: ClassOrder) -> Truth:
    """Truth of a predicate on the day asked about."""
    filters = dict(predicate.filters)
    match predicate.name:
        case "shown":
            found = [_document(one, filters) for one in facts.documents]
            return _some(found, complete=facts.words.get("documents_complete") is True)
        case "shown_only":
            found = [_document(one, filters) for one in facts.documents]
            return _only(found, complete=facts.words.get("documents_complete") is True)
        case "registered":
            known = predicate.arguments[0] in facts.registries
            complete = facts.words.get("registries_complete") is True
            return _some([Truth.TRUE] if known else [], complete=complete)
        case "within":
            word, window = predicate.arguments
            return _word_within(facts.words.get(word), window, on)
        case name:
            listed = LISTS[name]
            held = facts.records.get(listed, ())
            found = [_record(one, predicate, facts, on, classes) for one in held]
            return _some(found, complete=facts.words.get(f"{listed}_complete") is True)


def _some(found: list[Truth], *, complete: bool) -> Truth:
    best = max(found, default=Truth.FALSE)
    return best if best is Truth.TRUE or complete else Truth.UNKNOWN


def _only(found: list[Truth], *, complete: bool) -> Truth:
    """Every document has it, and there is one."""
    if Truth.FALSE in found:
        return Truth.FALSE
    if not complete:
        return Truth.UNKNOWN
    return min(found, default=Truth.FALSE)


def _document(document: Document, filters: Mapping[str, Value | tuple[str, ...]]) -> Truth:
    truth = Truth.TRUE
    for name, wanted in filters.items():
        held = document.kind if name == "kind" else document.attributes.get(name)
        if held is None:
            truth = min(truth, Truth.UNKNOWN)
        elif (held not in wanted) if isinstance(wanted, tuple) else (held != wanted):
            return Truth.FALSE
    return truth


def _record(
    record: Record, predicate: Predicate, facts: Facts, on: date, classes: ClassOrder
) -> Truth:
    wanted, filters = predicate.arguments[0], dict(predicate.filters)
    measured = _measured_to(str(filters.get("measured_to", "act")), facts, on)
    if record.on is not None and (record.on > on or (measured and record.on > measured)):
        return Truth.FALSE  # it had not happened yet
    truth = _in_class(record, wanted, str(filters.get("class_as_of", "conviction")), on, classes)
    for name in _ATTRIBUTES:
        if name in filters:
            held = record.attributes.get(name)
            truth = min(truth, Truth.of(None if held is None else held == filters[name]))
    if "within" in filters:
        tolled = record.attributes.get("days_incarcerated") if filters.get("tolled") else 0
        anchor = str(filters.get("anchor", "conviction"))
        window = str(filters["within"])
        truth = min(truth, _record_within(record, anchor, window, tolled, measured))
    return truth


def _in_class(record: Record, wanted: str, as_of: str, on: date, classes: ClassOrder) -> Truth:
    day = record.on if as_of == "conviction" else on
    if day is not None and not classes.exists(wanted, day):
        return Truth.FALSE
    if wanted == "any" or any(classes.contains(wanted, held) for held in record.classes):
        # As of a conviction whose day is unknown, a class with a beginning may be too young.
        return (
            Truth.TRUE
            if day is not None or wanted not in classes.periods
            else _undated(wanted, classes)
        )
    if any(classes.contains(wanted, held) for held in record.maybe) or not record.classes_complete:
        return Truth.UNKNOWN
    return Truth.FALSE


def _undated(wanted: str, classes: ClassOrder) -> Truth:
    from_, until = classes.periods[wanted]
    return Truth.TRUE if from_ == date.min and until is None else Truth.UNKNOWN


def _measured_to(which: str, facts: Facts, on: date) -> date | None:
    if which == "act":
        return on
    text = facts.words.get(f"{which}_date")
    return date.fromisoformat(text) if isinstance(text, str) and text != "never" else None


def _record_within(
    record: Record, anchor: str, window: str, tolled: bool | int | str | None, measured: date | None
) -> Truth:
    days: list[date | None] = []
    if anchor in ("conviction", "later"):
        days.append(record.on)
    if anchor in ("sentence_end", "later"):
        ends = date.max if record.attributes.get("serving") is True else record.sentence_end
        days.append(ends)
    truths = [_day_within(day, window, measured) for day in days]
    if tolled != 0 and Truth.TRUE not in truths:
        # Days in custody do not count: the window is longer by them, or by an unknown number.
        if not isinstance(tolled, int):
            return Truth.UNKNOWN
        later = timedelta(days=tolled)
        truths = [_day_within(day, window, measured and measured - later) for day in days]
    return max(truths)


def _day_within(day: date | None, window: str, measured: date | None) -> Truth:
    if day is None or measured is None:
        return Truth.UNKNOWN
    return Truth.of(day > measured or measured <= end_of_window(day, window))


def _word_within(value: Value | None, window: str, on: date) -> Truth:
    if not isinstance(value, str):
        return Truth.UNKNOWN
    if value == "never":
        return Truth.FALSE
    day = date.fromisoformat(value)
    return Truth.of(day <= on <= end_of_window(day, window))


def end_of_window(day: date, window: str) -> date:
    """The last day inside a window (`5 years`, `6 months`, `30 days`) that starts on a day.

    A year or month ends on the day of the same number; where the month has no such day (29
    February, the 31st) on the month's last day. The last day is inside.
    """
    count_text, _, unit = window.partition(" ")
    count = int(count_text)
    if unit.startswith("day"):
        return day + timedelta(days=min(count, (date.max - day).days))
    months = count * (12 if unit.startswith("year") else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def implies(one: Predicate, other: Predicate, classes: ClassOrder) -> bool:
    """Whether `one` being true makes `other` true, whatever the records are.

    Used to leave out completions that no record can have; it may say no where the truth is yes.
    """
    if one.name == "within" or other.name == "within":
        return (
            one.name == other.name
            and one.arguments[0] == other.arguments[0]
            and _not_longer(one.arguments[1], other.arguments[1])
        )
    if one.name != other.name and (one.name, other.name) != ("shown_only", "shown"):
        return False
    if one.arguments and not classes.contains(other.arguments[0], one.arguments[0]):
        return False
    stricter, looser = dict(one.filters), dict(other.filters)
    for name, wanted in looser.items():
        held = stricter.get(name)
        if held == wanted:
            continue
        if isinstance(held, tuple) and isinstance(wanted, tuple) and set(held) <= set(wanted):
            continue
        if name == "within" and isinstance(held, str) and _not_longer(held, str(wanted)):
            continue
        return False
    shared = ("anchor", "measured_to", "tolled", "class_as_of")
    return all(stricter.get(name) == looser.get(name) for name in shared) or "within" not in looser


def excludes(one: Predicate, other: Predicate) -> bool:
    """Whether two document predicates can never both be true: one says that every document has an
    attribute, the other that some document has a different one.
    """
    if one.name != "shown_only" or other.name not in ("shown", "shown_only"):
        return False
    held = dict(one.filters)
    for name, wanted in other.filters:
        mine = held.get(name)
        if isinstance(mine, tuple) and isinstance(wanted, tuple) and not set(mine) & set(wanted):
            return True
    return False


def _not_longer(one: str, other: str) -> bool:
    """Whether a window ends no later than another from every day."""
    (count, unit), (wider, wider_unit) = one.split(" "), other.split(" ")
    months = {"year": 12, "month": 1}
    mine, theirs = months.get(unit.rstrip("s")), months.get(wider_unit.rstrip("s"))
    if mine and theirs:
        return int(count) * mine <= int(wider) * theirs
    return unit.rstrip("s") == wider_unit.rstrip("s") and int(count) <= int(wider)
