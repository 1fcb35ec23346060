"""The dialects and containers that are read, as plain facts for a door to print. Read from the dialects alone."""

from __future__ import annotations

from collections.abc import Sequence

from comity.audit.logs.column_words import field_words
from comity.audit.logs.dialect import NOT_DECIDED, Column, Dialect, Field, LogKind, Party, PartyFrom
from comity.audit.logs.dialect_file import sample_of, shipped_dialects
from comity.audit.logs.looked_at import TableLook
from comity.audit.logs.when import TimeForm

KIND_WORDS = {
    LogKind.SEARCH_AUDIT: "search audit",
    LogKind.SHARING_LIST: "sharing list",
    LogKind.DETAINER_LOG: "detainer log",
    LogKind.EVENT_LOG: "event log",
    LogKind.ARREST_LOG: "arrest log",
    LogKind.AGREEMENT_LIST: "agreement list",
}
CONTAINERS = {
    "CSV": "UTF-8, UTF-16, or lines in Latin-1 / Windows-1252; a line number is that of the text",
    "gzip": "CSV or JSON packed with gzip",
    "zip": "each file in it; archives inside it are refused; limits of ratio and size",
    "Excel, OpenDocument": "xlsx, xlsm, xlsb, xls, ods: every sheet, hidden ones too; a line is a row of the sheet",
    "PDF": "printed tables with text; line 3012 is line 12 of page 3; pictures of pages are refused and said to be so",
    "Parquet": "a line is the number of the row",
    "JSON": "one object to a line, or an array of objects (a line is then the number of the object)",
}
FORM_WORDS = {
    TimeForm.ISO: "2026-03-10T04:31:52Z, 2026-03-10 04:31:52.901",
    TimeForm.US_12_HOUR: "1/9/2025, 05:53:48 PM UTC",
    TimeForm.US_24_HOUR: "1/9/2025 17:53:48 (month first)",
    TimeForm.DAY: "2026-04-26 or 4/26/2026: a day, local already",
}
_PERSONS = {Field.USER, Field.PLATE}


def dialect_to_json(dialect: Dialect) -> dict[str, object]:
    """All that a dialect says, in the words of its file."""
    sample = sample_of(dialect.id) if dialect in shipped_dialects() else None
    return {
        "name": dialect.id,
        "kind": dialect.kind.value,
        "means": dialect.means,
        "decided": dialect.kind not in NOT_DECIDED,
        "columns": [_column(one) for one in dialect.columns],
        "times": [form.value for form in dialect.time_forms],
        "zone": dialect.zone or None,
        "searcher": _party(dialect.searcher),
        "owner": _party(dialect.owner),
        "sample": sample[0] if sample else None,
    }


def look_to_json(look: TableLook) -> dict[str, object]:
    """What a look at one table found. Values are masked."""
    guess = look.guess
    kind = look.dialect.kind if look.dialect else guess.kind if guess else None
    columns: Sequence[dict[str, object]] = [
        {
            "label": one.label,
            "field": one.field.value if one.field else None,
            "why": one.why,
            "examples": list(one.examples),
        }
        for one in (guess.columns if guess else look.columns)
    ]
    return {
        "file": look.label,
        "read_as": look.said,
        "dialect": look.dialect.id if look.dialect else None,
        "kind": kind.value if kind else None,
        "decided": look.decided,
        "guessed": guess is not None,
        "header_line": look.line or None,
        "columns": columns,
        "missing": [field.value for field in guess.missing] if guess else [],
        "sample": {"rows": look.rows, "rejects": len(look.rejects)} if look.dialect else None,
        "notes": list(look.notes),
        "refused": str(look.refused) if look.refused else None,
    }


def field_list() -> dict[str, str]:
    """Every field that a dialect file may name, and what it holds."""
    return {field.value: words.means for field, words in field_words().items()}


def field_means(field: Field) -> str:
    """What a field holds, in a few words."""
    return field_words()[field].means


def column_means(column: Column) -> str:
    """What a column of a dialect holds, or why it is not read."""
    if column.field is None:
        return f"not read: {column.why_ignored}"
    return field_means(column.field) + (", always there" if column.required else "")


def party_means(party: Party) -> str:
    """Where an agency is named, in plain words."""
    words = {
        PartyFrom.FILE: "the agency of the whole file",
        PartyFrom.COLUMNS: "named in each row",
        PartyFrom.UNSTATED: party.why or "not named",
    }
    text = words[party.from_]
    return f"{text}; without the column, {words[party.otherwise]}" if party.otherwise else text


def _column(column: Column) -> dict[str, object]:
    return {
        "label": column.label,
        "field": column.field.value if column.field else None,
        "required": column.required,
        "means": column_means(column),
        "person_or_plate": column.field in _PERSONS,
    }


def _party(party: Party) -> dict[str, object]:
    return {
        "from": party.from_.value,
        "otherwise": party.otherwise.value if party.otherwise else None,
        "why": party.why or None,
    }
