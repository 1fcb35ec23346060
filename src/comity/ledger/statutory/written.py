"""A filled report as text, a page, a table or JSON: every field that the law names, also those left open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from comity.decide import ADVICE, program_version
from comity.law import Corpus, Duty
from comity.ledger.canonical import Form
from comity.ledger.report.write import environment
from comity.ledger.shown import printable
from comity.ledger.statutory.counting import Filled, FilledField, Value
from comity.ledger.tabular import safe_cell


def report_text(filled: Filled, corpus: Corpus) -> Iterator[tuple[int, str]]:
    """Indent and text of each line."""
    one = filled.definition
    yield 0, f"{one.title}: {filled.period.name}"
    yield 0, f"{printable(filled.agency)}; {one.citation}; {one.bound}"
    for duty in duties_of(filled, corpus):
        yield 0, f"To {duty.to}, {duty.by} ({duty.cite}; verified: {duty.verified.value})."
    if one.note:
        yield 0, one.note
    yield 0, _certified(filled)
    for field in filled.fields:
        yield 0, ""
        yield 0, f"{field.field.asks}: {field.says}"
        if field.why:
            yield 2, f"open: {field.why}"
        for name, value in (field.parts or {}).items():
            yield 2, f"{name.replace('_', ' ')}: {value}{_more(value)}"
        for row in field.rows or ():
            yield (
                2,
                "; ".join(
                    f"{name.replace('_', ' ')}: {printable(cell)}" for name, cell in row.items()
                ),
            )


def report_html(filled: Filled, corpus: Corpus, day: date) -> str:
    """A page of its own, to print and to sign; `day` is the day on which it is written."""
    return (
        environment()
        .get_template("statutory.html")
        .render(
            page="statutory", filled=filled, duties=duties_of(filled, corpus), certified=_certified(filled),
            options=_Titled(filled.definition.title), advice=ADVICE, corpus=corpus.digest, program=program_version(),
            head=filled.head, day=day.isoformat(),
        )
    )  # fmt: skip


def report_csv(filled: Filled) -> str:
    """One line for each field, its parts, and each line of its list; cells that no spreadsheet runs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["field", "asks", "part", "value", "low", "high", "open"])
    for field in filled.fields:
        writer.writerow([safe_cell(cell) for cell in (field.field.id, field.field.asks, "", field.says, *_ends(field.value), field.why)])  # fmt: skip
        for name, value in (field.parts or {}).items():
            writer.writerow([safe_cell(cell) for cell in (field.field.id, "", name, str(value), *_ends(value), "")])  # fmt: skip
        for row in field.rows or ():
            said = "; ".join(f"{name}: {cell}" for name, cell in row.items())
            writer.writerow(
                [safe_cell(cell) for cell in (field.field.id, "", "line", said, "", "", "")]
            )
    return out.getvalue()


def report_form(filled: Filled, corpus: Corpus) -> Form:
    """The same as plain JSON."""
    return {
        "report": filled.definition.id,
        "title": filled.definition.title,
        "citation": filled.definition.citation,
        "duties": [
            {"id": d.id, "cite": d.cite, "to": d.to, "by": d.by, "verified": d.verified.value}
            for d in duties_of(filled, corpus)
        ],
        "agency": filled.agency,
        "from": filled.period.first.isoformat(),
        "to": filled.period.last.isoformat(),
        "certified": filled.certified,
        "requests_on_record": filled.requests,
        "ledger": {"events": filled.head.count, "hash": filled.head.hash},
        "corpus": corpus.digest,
        "fields": [_field_form(field) for field in filled.fields],
    }


def duties_of(filled: Filled, corpus: Corpus) -> list[Duty]:
    """The duties that the report fulfils, as the corpus has them."""
    wanted = set(filled.definition.duties)
    return [
        duty
        for jurisdiction in corpus.jurisdictions.values()
        for duty in jurisdiction.duties
        if duty.id in wanted
    ]


class _Titled:
    def __init__(self, title: str) -> None:
        self.title = title


def _certified(filled: Filled) -> str:
    on_record = (
        f"{filled.requests:,} {'request is' if filled.requests == 1 else 'requests are'} on record"
    )
    if filled.certified:
        return (
            f"The register is certified whole for the period; {on_record}, by the day of receipt."
        )
    return f"The register is not certified whole for the period, so nothing here is a zero; {on_record}, by the day of receipt."


def _field_form(field: FilledField) -> Form:
    form: Form = {
        "id": field.field.id,
        "asks": field.field.asks,
        "says": field.says,
        "open": field.why,
        **dict(zip(("low", "high"), _ends(field.value), strict=True)),
    }
    if field.parts is not None:
        form["parts"] = {
            name: {"low": v.low, "high": v.high, "not_recorded": v.not_recorded}
            for name, v in field.parts.items()
        }
    if field.rows is not None:
        form["rows"] = [dict(row) for row in field.rows]
    return form


def _ends(value: Value | None) -> tuple[int | None, int | None]:
    if value is None or value.is_open:
        return None, None
    return value.low, value.high


def _more(value: Value) -> str:
    return f" ({value.not_recorded:,} not recorded may belong)" if value.not_recorded else ""
