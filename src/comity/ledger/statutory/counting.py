"""The fields of a report filled from the register: a number for certain, a range, at least so many, or left open. Never a zero
that nobody certified.

A request whose deciding slot was not recorded may belong: it widens the range. Where no certificate says that the register
was whole for every day of the period, more requests may have come than are on record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from comity.ledger.canonical import Form
from comity.ledger.problem import LedgerError
from comity.ledger.reading import Head, head_of, states_in, subjects_of
from comity.ledger.statutory.definition import Condition, Definition, Field
from comity.ledger.statutory.period import Period
from comity.ledger.store import Ledger
from comity.ledger.tables import ACTS, REQUESTS
from comity.logic import Truth

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """At least `low`; at most `high`, None where there is no end. `not_recorded` may belong and is not known to."""

    low: int
    high: int | None
    not_recorded: int = 0

    @property
    def is_open(self) -> bool:
        """Whether nothing at all is known: none on record, and no certificate."""
        return self.low == 0 and self.high is None

    def __str__(self) -> str:
        if self.high == self.low:
            return f"{self.low:,}"
        if self.high is not None:
            return f"{self.low:,} to {self.high:,}"
        return f"at least {self.low:,}" if self.low else "left open"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledField:
    """A field with what the ledger knows. `says` is the value in words; `why` says what is open, empty if nothing is."""

    field: Field
    says: str
    why: str
    value: Value | None = None
    parts: Mapping[str, Value] | None = None
    rows: Sequence[Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A whole report. `certified` says that the register was certified whole for every day of the period."""

    definition: Definition
    agency: str
    period: Period
    certified: bool
    requests: int
    fields: Sequence[FilledField]
    head: Head


def fill(ledger: Ledger, definition: Definition, *, agency: str, period: Period) -> Filled:
    """Fill a report of one agency. Raises LedgerError: the agency is in no request and no certificate of the place."""
    first, last = period.first.isoformat(), period.last.isoformat()
    with ledger.reading() as view:
        known = _agencies(view, definition.place)
        if agency not in known:
            named = ", ".join(f"`{one}`" for one in known[:8]) or "none is on record"
            raise LedgerError(
                f"`{agency}` is no desk of {definition.place} on record: record a request or certify a period, or name one "
                f"of these: {named}"
            )
        requests = _requests(view, agency, first, last)
        certified = _is_certified(view, agency, period)
        acts = _acts(view, agency, first, last)
        head = head_of(view)
    made: dict[str, FilledField] = {}
    for one in definition.fields:
        made[one.id] = _filled(one, requests, acts, made, certified=certified)
    return Filled(
        definition=definition, agency=agency, period=period, certified=certified, requests=len(requests),
        fields=list(made.values()), head=head,
    )  # fmt: skip


def desks_on_record(ledger: Ledger, definition: Definition) -> list[str]:
    """The agencies of the place of a report that are in a request or a certificate: those it can be filled for."""
    with ledger.reading() as view:
        return _agencies(view, definition.place)


def _filled(
    field: Field,
    requests: Sequence[Form],
    acts: Sequence[Form],
    made: Mapping[str, FilledField],
    *,
    certified: bool,
) -> FilledField:
    match field.how:
        case "count":
            return _count(field, requests, certified=certified)
        case "list":
            return _list(field, requests, certified=certified)
        case "kinds":
            return _kinds(field, requests, certified=certified)
        case "incidents":
            parts = Counter(str(act.get(field.by or "status")) for act in acts)
            value = Value(low=len(acts), high=None)
            return FilledField(
                field=field, says=str(value), value=value, why="a ledger holds the incidents that somebody entered",
                parts={name: Value(low=n, high=None) for name, n in sorted(parts.items())},
            )  # fmt: skip
        case "certified_none":
            return _certified(field, made, certified=certified)
        case _:
            return FilledField(field=field, says="left open", why=field.why)


def _count(field: Field, requests: Sequence[Form], *, certified: bool) -> FilledField:
    judged = [(one, _fits(one, field)) for one in requests]
    value = _value([truth for _, truth in judged], certified=certified)
    parts: dict[str, Value] | None = None
    if field.by is not None:
        named: dict[str, list[Truth]] = {}
        for one, truth in judged:
            if truth is not Truth.FALSE:
                slot = _slot(one, field.by)
                named.setdefault(NOT_RECORDED if slot is None else _said(slot), []).append(truth)
        unsaid = len(named.get(NOT_RECORDED, []))
        parts = {
            name: _part(_value(truths, certified=certified), unsaid if name != NOT_RECORDED else 0)
            for name, truths in sorted(named.items())
        }
    return FilledField(
        field=field, says=str(value), value=value, parts=parts, why=_why(value, certified=certified)
    )


def _part(value: Value, unsaid: int) -> Value:
    """A part may also hold those of which the parting slot was not recorded."""
    high = None if value.high is None else value.high + unsaid
    return Value(low=value.low, high=high, not_recorded=value.not_recorded + unsaid)


def _list(field: Field, requests: Sequence[Form], *, certified: bool) -> FilledField:
    judged = [(one, _fits(one, field)) for one in requests]
    value = _value([truth for _, truth in judged], certified=certified)
    rows = [
        {
            "request": str(one["id"]),
            **{c: _cell(one, c) for c in field.columns},
            "belongs": "yes" if truth is Truth.TRUE else NOT_RECORDED,
        }
        for one, truth in judged
        if truth is not Truth.FALSE
    ]
    empty = sum(NOT_RECORDED in row.values() for row in rows)
    why = _why(value, certified=certified)
    if empty:
        why = f"{why}; " if why else ""
        why += f"{empty:,} of the lines lack a slot: record it with `comity ledger answer`"
    return FilledField(field=field, says=f"{len(rows):,} {'line' if len(rows) == 1 else 'lines'}", value=value, rows=rows, why=why)  # fmt: skip


def _kinds(field: Field, requests: Sequence[Form], *, certified: bool) -> FilledField:
    found: Counter[str] = Counter()
    for one in requests:
        held = _slot(one, str(field.slot))
        by = _slot(one, field.by) if field.by else None
        for kind in held if isinstance(held, list) else ():
            suffix = (
                ""
                if field.by is None
                else f", {field.by.replace('_', ' ')}: {NOT_RECORDED if by is None else _said(by)}"
            )
            found[f"{kind}{suffix}"] += 1
    unanswered = sum(_slot(one, "result") is None for one in requests)
    value = _value(
        [Truth.TRUE] * sum(found.values()) + [Truth.UNKNOWN] * unanswered, certified=certified
    )
    parts = {
        name: Value(low=n, high=n if certified and not unanswered else None)
        for name, n in sorted(found.items())
    }
    return FilledField(
        field=field, says=str(value), value=value, parts=parts, why=_why(value, certified=certified)
    )


def _certified(field: Field, made: Mapping[str, FilledField], *, certified: bool) -> FilledField:
    values = [made[name].value for name in field.of]
    if any(value is not None and value.low for value in values):
        return FilledField(field=field, says="does not apply: there was at least one", why="")
    if certified and all(value is not None and value.high == 0 for value in values):
        return FilledField(field=field, says="certified: none", why="")
    return FilledField(
        field=field,
        says="left open",
        why="nobody has certified that the register holds every request of the period (`comity ledger certify`)"
        if not certified
        else "a slot that decides was not recorded",
    )


def _value(truths: Iterable[Truth], *, certified: bool) -> Value:
    count = Counter(truths)
    sure, perhaps = count[Truth.TRUE], count[Truth.UNKNOWN]
    return Value(low=sure, high=sure + perhaps if certified else None, not_recorded=perhaps)


def _why(value: Value, *, certified: bool) -> str:
    said = []
    if not certified:
        said.append("nobody has certified that the register holds every request of the period")
    if value.not_recorded:
        said.append(f"{value.not_recorded:,} may belong: a slot that decides was not recorded")
    return "; ".join(said)


def _fits(request: Form, field: Field) -> Truth:
    """Whether a request belongs; UNKNOWN where a slot that decides was not recorded."""
    return _both(_holds(request, field.where), _holds_any(request, field.unless))


def _both(belongs: Truth, excepted: Truth) -> Truth:
    return Truth(min(belongs, 2 - excepted))


def _holds(request: Form, where: Condition) -> Truth:
    return min((_one(request, slot, values) for slot, values in where.items()), default=Truth.TRUE)


def _holds_any(request: Form, unless: Condition) -> Truth:
    return max(
        (_one(request, slot, values) for slot, values in unless.items()), default=Truth.FALSE
    )


def _one(request: Form, slot: str, values: Sequence[object]) -> Truth:
    held = _slot(request, slot)
    if held is None or held == "not_recorded":
        return Truth.UNKNOWN
    if isinstance(held, list):
        return Truth.TRUE if set(map(str, held)) & set(map(str, values)) else Truth.FALSE
    return Truth.TRUE if held in values else Truth.FALSE


def _slot(request: Form, slot: str) -> object:
    """A slot of the request, or of how it was dealt with; None where it was not recorded."""
    handled: Form = request.get("handled", {})
    return handled.get(slot, request.get(slot))


def _cell(request: Form, slot: str) -> str:
    held = _slot(request, slot)
    return NOT_RECORDED if held is None else _said(held)


def _said(held: object) -> str:
    match held:
        case bool():
            return "yes" if held else "no"
        case list():
            return ", ".join(map(str, held)) or "none"
        case _:
            return str(held)


def _agencies(view: Connection, place: str) -> list[str]:
    within = (REQUESTS.c.place == place) | REQUESTS.c.place.startswith(f"{place}-", autoescape=True)
    found = set(view.execute(select(REQUESTS.c.agency).where(within).distinct()).scalars())
    for form in _certificates(view):
        if form["place"] == place or form["place"].startswith(f"{place}-"):
            found.add(form["agency"])
    return sorted(found)


def _requests(view: Connection, agency: str, first: str, last: str) -> list[Form]:
    query = (
        select(REQUESTS.c.request)
        .where(REQUESTS.c.agency == agency, REQUESTS.c.received.between(first, last))
        .order_by(REQUESTS.c.received, REQUESTS.c.request_seq)
    )
    names = list(view.execute(query).scalars())
    states = states_in(view, names)
    return [states[name] for name in names]


def _acts(view: Connection, agency: str, first: str, last: str) -> list[Form]:
    query = select(ACTS).where(
        ACTS.c.agency == agency,
        ACTS.c.earliest <= last,
        ACTS.c.latest >= first,
        ACTS.c.counted_as.is_(None),
        ACTS.c.incident_state != "erased",
    )
    return [dict(row) for row in view.execute(query).mappings()]


def _is_certified(view: Connection, agency: str, period: Period) -> bool:
    """Whether certificates of the agency cover every day, one after the other."""
    covered = sorted(
        (date.fromisoformat(form["first"]), date.fromisoformat(form["last"]))
        for form in _certificates(view)
        if form["agency"] == agency
    )
    need = period.first
    for first, last in covered:
        if first <= need <= last:
            need = last + timedelta(days=1)
    return need > period.last


def _certificates(view: Connection) -> list[Form]:
    return list(states_in(view, subjects_of(view, "certificate")).values())
