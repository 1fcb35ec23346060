"""The acts of a ledger as a report counts them: column by column, since a count reads few columns of many acts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, select

from comity.ledger.report.lines import AGENCY, MISSING, PLACE, PROVISIONS, counted
from comity.ledger.tables import ACTS
from comity.ledger.tabular import safe_cell


class Acts(NamedTuple):
    """The columns of every act that is counted, in the order of their incidents. Narrowed as `Line` is.

    `complete` and `surely` are `true`, `false` or None, as acts.csv has them.
    """

    seq: Sequence[int]
    region: Sequence[str | None]
    incident: Sequence[str]
    action: Sequence[str | None]
    agency: Sequence[str | None]
    place: Sequence[str | None]
    earliest: Sequence[str | None]
    latest: Sequence[str | None]
    claimed_breach: Sequence[str]
    became_known: Sequence[str]
    status: Sequence[str]
    authority: Sequence[str]
    cause: Sequence[str]
    finding: Sequence[str | None]
    standard: Sequence[str | None]
    answer: Sequence[str | None]
    conduct: Sequence[str | None]
    complete: Sequence[str | None]
    missing: Sequence[str | None]
    provisions: Sequence[str | None]
    reply: Sequence[str]
    surely: Sequence[str]


PUBLIC = Acts._fields[2:]
"""The columns of acts.csv."""

_PLAIN = re.compile(r"(?:[a-z][a-z0-9-]*\n)*").fullmatch
_C = ACTS.c
_NARROWED: dict[str, ColumnElement[Any]] = {  # Any: of texts
    "seq": _C.incident_seq,
    "agency": AGENCY,
    "place": PLACE,
    "missing": MISSING,
    "provisions": PROVISIONS,
    **{
        name: case((_C[name].is_(True), "true"), (_C[name].is_(False), "false"))
        for name in ("complete", "surely")
    },
}
_QUERY = counted(select(*(_NARROWED[name] if name in _NARROWED else _C[name] for name in Acts._fields)))  # fmt: skip


def read_acts(view: Connection) -> Acts:
    """Every act of an incident that is counted."""
    rows = view.execute(_QUERY).all()
    return Acts(*zip(*rows, strict=True)) if rows else Acts(*([()] * len(Acts._fields)))


def public_lines(acts: Acts) -> Iterator[str]:
    """The lines of acts.csv, each with its end, in cells that no spreadsheet runs.

    Most columns hold few values, each often: every value is spelled once. Names of incidents are all different.
    """
    yield ",".join(PUBLIC) + "\n"
    names = acts.incident
    plain = _PLAIN("".join(f"{name}\n" for name in names))
    columns = [names if plain else [_cell(name) for name in names]]
    for column in acts[3:]:
        spelled = {value: _cell(value) for value in set(column)}
        columns.append([spelled[value] for value in column])
    for line in map(",".join, zip(*columns, strict=True)):
        yield f"{line}\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(safe_cell(value))
    if not any(mark in text for mark in ',"\n\r'):
        return text
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([text])
    return out.getvalue().removesuffix("\n")
