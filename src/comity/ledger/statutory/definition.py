"""What a law's report must hold, read from `reports/*.yaml`: fields, and how each is counted. It counts nothing.

`how` is one of
  count           requests of the period that fit `where` and not `unless`, by the values of a slot if `by` is given
  list            the same, one line each, with the slots of `columns`
  kinds           how often each value stands in a slot that holds several
  incidents       acts of incidents of the agency in the period, by a slot
  certified_none  whether the fields `of` are none for certain, and the register is certified whole
  unknown         what the ledger cannot know, and `why`
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from comity.law import nearest, read_plain
from comity.ledger.problem import LedgerError
from comity.ledger.shape import Slot, checked, line, many, shape, word

HOWS = frozenset({"count", "list", "kinds", "incidents", "certified_none", "unknown"})
PERIODS = frozenset({"calendar_year", "year_to_june", "quarter", "month"})

Condition = Mapping[str, tuple[object, ...]]
"""Slot -> the values of which it must have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that the report must hold."""

    id: str
    asks: str
    how: str
    where: Condition = field(default_factory=dict)
    unless: Condition = field(default_factory=dict)
    by: str | None = None
    slot: str | None = None
    columns: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One report. `duties` are those of the corpus that it fulfils: they say to whom, by when, since when, how verified."""

    id: str
    title: str
    citation: str
    place: str
    bound: str
    duties: tuple[str, ...]
    period: str
    note: str
    fields: tuple[Field, ...]


def _conditions(value: object) -> object:
    if not isinstance(value, Mapping):
        raise ValueError("is no mapping of slots to values")  # noqa: TRY004 -- as all checks do
    return {str(slot): list(values) for slot, values in value.items()}


_FIELD = {
    "id": Slot(check=line, means="its name", needed=True),
    "asks": Slot(check=line, means="what the law asks for", needed=True),
    "how": Slot(check=word(HOWS), means="how it is counted", needed=True),
    "where": Slot(check=_conditions, means="which requests"),
    "unless": Slot(check=_conditions, means="which of them not"),
    "by": Slot(check=line, means="the slot by whose values it is parted"),
    "slot": Slot(check=line, means="the slot whose kinds are counted"),
    "columns": Slot(check=many(line), means="the slots of each line"),
    "of": Slot(check=many(line), means="the fields that must be none"),
    "why": Slot(check=line, means="why it cannot be known"),
}
_REPORT = {
    "report": Slot(check=line, means="its name", needed=True),
    "title": Slot(check=line, means="its title", needed=True),
    "citation": Slot(check=line, means="the law that asks for it", needed=True),
    "place": Slot(check=line, means="the place of that law", needed=True),
    "bound": Slot(check=line, means="who must report", needed=True),
    "duties": Slot(check=many(line), means="the duties of the corpus that it fulfils", needed=True),
    "period": Slot(check=word(PERIODS), means="the time it is about", needed=True),
    "note": Slot(check=line, means="what a reader should know"),
    "fields": Slot(check=many(shape(_FIELD)), means="what it must hold", needed=True),
}


@cache
def definitions() -> Mapping[str, Definition]:
    """Every report, by its name."""
    folder = files("comity.ledger.statutory") / "reports"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            form, problems = read_plain(file.read_text(encoding="utf-8"), file=file.name)
            assert not problems, problems
            made = _definition(checked(shape(_REPORT), form, file.name))
            found[made.id] = made
    return found


def definition_named(name: str) -> Definition:
    """The report of this name. Raises LedgerError with those there are."""
    found = definitions().get(name)
    if found is None:
        raise LedgerError(f"`{name}` is no report of a law; {nearest(name, list(definitions()))}")
    return found


def _definition(form: dict[str, Any]) -> Definition:  # Any: checked above
    return Definition(
        id=form["report"],
        title=form["title"],
        citation=form["citation"],
        place=form["place"],
        bound=form["bound"],
        duties=tuple(form["duties"]),
        period=form["period"],
        note=form.get("note", ""),
        fields=tuple(
            Field(
                id=one["id"],
                asks=one["asks"],
                how=one["how"],
                where=_condition(one.get("where", {})),
                unless=_condition(one.get("unless", {})),
                by=one.get("by"),
                slot=one.get("slot"),
                columns=tuple(one.get("columns", ())),
                of=tuple(one.get("of", ())),
                why=one.get("why", ""),
            )
            for one in form["fields"]
        ),
    )


def _condition(form: Mapping[str, list[object]]) -> Condition:
    return {slot: tuple(values) for slot, values in form.items()}
