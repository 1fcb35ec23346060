"""What the columns of a table probably mean, with the reason for each, and a dialect file that says so.

A guess is for a person to look at: nothing is read by it until it stands in a dialect file. Values are shown
masked, for a log that nobody has looked at may name anyone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.audit.containers import Part
from comity.audit.containers.records import Record
from comity.audit.logs.column_words import PERSONAL, field_words, plain
from comity.audit.logs.dialect import Field, LogKind, normal_label, place_label
from comity.audit.logs.when import TimeError, TimeForm, parse_day, parse_moment

EXAMPLES = 3
_LONGEST_EXAMPLE = 36
_MOSTLY = 0.8
_FORMS = (TimeForm.ISO, TimeForm.US_12_HOUR, TimeForm.US_24_HOUR)
_PLATES = re.compile(r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9*?-]{4,8}")
_AGENCIES = re.compile(r".*\b(PD|SO|SD|Police|Sheriff'?s?|Patrol|Department|Constable)\b.*")
_NUMBERS = re.compile(r"[\d,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """One column: its label, what it may hold and why, how many of the sample's cells hold anything, examples.

    `field` is None for a column that is not to be read.
    """

    label: str
    field: Field | None
    why: str
    filled: int
    examples: tuple[str, ...]
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A table whose dialect is not known, as it may be meant. `line` is that of its header, 0 if it has none.

    `missing` names the fields without which no row of this kind can be read.
    """

    part: Part
    kind: LogKind
    line: int
    rows: int
    columns: tuple[ColumnGuess, ...]
    forms: tuple[TimeForm, ...]
    missing: tuple[Field, ...]


def masked(text: str) -> str:
    """The shape of a value: letters as x, digits as 9, nothing else changed, one line, not long."""
    shape = "".join(
        "9" if c.isdigit() else ("X" if c.isupper() else "x") if c.isalpha() else c
        for c in " ".join(text.split())
    )
    shape = "".join(c if c.isprintable() else "?" for c in shape)
    return shape if len(shape) <= _LONGEST_EXAMPLE else shape[: _LONGEST_EXAMPLE - 1] + "…"


def guess(part: Part, head: Sequence[Record], header_records: int) -> Guess | None:
    """What a table may mean by its first records; None when there is no record that could be one."""
    readable = [one for one in head if one.fault is None and any(map(str.strip, one.cells))]
    header = _header(readable, header_records)
    if header is None:
        return None
    headerless = any(_moment_form([cell]) for cell in header.cells)
    below = [
        one
        for one in readable
        if len(one.cells) == len(header.cells)
        and (headerless or readable.index(one) > readable.index(header))
    ]
    printed = [label.replace("\ufeff", "").strip() for label in header.cells]
    twice = {label for label, times in Counter(map(normal_label, printed)).items() if times > 1}
    labels = [
        place_label(at) if headerless or not label or normal_label(label) in twice else label
        for at, label in enumerate(printed)
    ]
    values = [
        [text for one in below if (text := one.cells[at].strip())] for at in range(len(labels))
    ]
    found = [_field(label, held) for label, held in zip(labels, values, strict=True)]
    chosen = _one_each(found)
    kind = _kind({field for field in chosen if field})
    chosen = [_day_of(field, kind) for field in chosen]
    columns = tuple(
        ColumnGuess(
            label=label,
            field=field,
            why=why if field == first or field is Field.AS_OF else "another column fits better",
            filled=len(held),
            examples=tuple(dict.fromkeys(masked(text) for text in held))[:EXAMPLES],
            number=field in {Field.NETWORKS, Field.DEVICES}
            and bool(held)
            and _share(held, _NUMBERS) >= _MOSTLY,
        )
        for label, held, field, (first, _, why) in zip(labels, values, chosen, found, strict=True)
    )
    times = [
        held
        for held, field in zip(values, chosen, strict=True)
        if field in {Field.TIME, Field.AS_OF}
    ]
    forms = (TimeForm.DAY,)
    if kind is LogKind.SEARCH_AUDIT:
        form = _moment_form(times[0]) if times else None
        forms = (form or TimeForm.ISO,)
    return Guess(
        part=part,
        kind=kind,
        line=0 if headerless else header.line,
        rows=len(below),
        columns=columns,
        forms=forms,
        missing=tuple(field for field in _NEEDED[kind] if field not in chosen),
    )


_NEEDED = {
    LogKind.SEARCH_AUDIT: (Field.TIME,),
    LogKind.SHARING_LIST: (Field.AS_OF, Field.RECIPIENT),
    LogKind.DETAINER_LOG: (Field.AS_OF, Field.FACILITY),
}


def _header(readable: Sequence[Record], header_records: int) -> Record | None:
    """The record that is most like a header: known words, then many labels without digits; the first of equals."""
    known = {word for one in field_words().values() for word in one.words}
    best: tuple[float, Record] | None = None
    for record in readable[:header_records]:
        cells = [cell.strip() for cell in record.cells if cell.strip()]
        if len(cells) < 2:
            continue
        hits = sum(plain(cell) in known for cell in cells)
        worded = sum(bool(re.search(r"[^\W\d_]", cell)) and len(cell) < 60 for cell in cells)
        digits = sum(bool(re.search(r"\d", cell)) for cell in cells)
        score = hits * 3 + worded - digits * 2 + len(cells) / 100
        if best is None or score > best[0]:
            best = score, record
    return best[1] if best else None


def _field(label: str, held: Sequence[str]) -> tuple[Field | None, float, str]:
    """What one column may hold, how likely, and why."""
    words = plain(label)
    form = _moment_form(held)
    days = _share_of_days(held)
    for field, known in field_words().items():
        if words not in known.words:
            continue
        if field is Field.TIME and not form and not days:
            return None, 0.0, "its label speaks of a time, and its values are none"
        return field, 3.0 + (bool(form) if field is Field.TIME else 0.0), f"its label, `{label}`"
    if form:
        return Field.TIME, 2.0, "its values are times"
    if days:
        return Field.TIME, 1.0, "its values are days"
    if PERSONAL.search(words):
        return None, 0.0, "its label may speak of a person"
    for field, known in field_words().items():
        if any(len(word) > 4 and word in words for word in known.words):
            return field, 1.5, f"a word of its label, `{label}`"
    if held and _share(held, _AGENCIES) >= _MOSTLY:
        return Field.SEARCHER_NAME, 1.0, "its values look like agencies"
    if held and _share(held, _PLATES) >= _MOSTLY:
        return Field.PLATE, 1.0, "its values look like plates"
    return None, 0.0, "nothing tells what it holds"


def _one_each(found: Sequence[tuple[Field | None, float, str]]) -> list[Field | None]:
    """Each field once, in the column that fits it best, the first of equals."""
    best: dict[Field, int] = {}
    for at, (field, score, _) in enumerate(found):
        if field is not None and (field not in best or score > found[best[field]][1]):
            best[field] = at
    return [field if field and best[field] == at else None for at, (field, *_) in enumerate(found)]


def _kind(fields: set[Field]) -> LogKind:
    if Field.RECIPIENT in fields:
        return LogKind.SHARING_LIST
    if Field.FACILITY in fields:
        return LogKind.DETAINER_LOG
    return LogKind.SEARCH_AUDIT


def _day_of(field: Field | None, kind: LogKind) -> Field | None:
    """Lists and detainers have a day where searches have a time, and an owner where these have a searcher."""
    if kind is LogKind.SEARCH_AUDIT:
        return Field.TIME if field is Field.AS_OF else field
    swapped = {
        Field.TIME: Field.AS_OF,
        Field.SEARCHER_NAME: Field.OWNER_NAME,
        Field.SEARCHER_SLUG: Field.OWNER_SLUG,
    }
    return swapped.get(field, field) if field else None


def _moment_form(held: Sequence[str]) -> TimeForm | None:
    """The form in which most values are times."""
    for form in _FORMS:
        read = 0
        for text in held:
            try:
                parse_moment(text, forms=(form,), zone="UTC")
            except TimeError:
                continue
            read += 1
        if held and read >= _MOSTLY * len(held):
            return form
    return None


def _share_of_days(held: Sequence[str]) -> bool:
    read = 0
    for text in held:
        try:
            parse_day(text)
        except TimeError:
            continue
        read += 1
    return bool(held) and read >= _MOSTLY * len(held)


def _share(held: Sequence[str], shape: re.Pattern[str]) -> float:
    return sum(bool(shape.fullmatch(text)) for text in held) / len(held)


# The dialect file.


def dialect_text(found: Guess, name: str, file: str) -> str:
    """A dialect file for a guess, to be looked at and edited before it is used. `file` is what it is called."""
    headerless = not found.line
    lines = [
        f"# A guess from the first {found.rows} rows: look at every line, then read the log by it with",
        f"#   comity audit FILE --out report --dialect {file}",
        "# `field` says what a column holds (`comity formats` lists the fields), `ignored` that it is never read.",
        f"dialect: {json.dumps(name)}",
        f"kind: {found.kind.value}",
        'means: "what this log is, in a few words"',
    ]
    if headerless:
        lines.append("header: none      # the first row is a row already")
    lines.append("columns:")
    for column in found.columns:
        label = json.dumps(column.label, ensure_ascii=False)
        shown = ", ".join(column.examples) or "nothing"
        why = f"{column.why}; " if column.field else ""
        lines.append(f"  {label}: {_entry(column, found)}      # {why}holds {shown}")
    lines += [
        f"  # No column seems to hold this; without it no row can be read: {{field: {field.value}, required: true}}"
        for field in found.missing
    ]
    lines.append("time:")
    lines.append(f"  forms: [{', '.join(form.value for form in found.forms)}]")
    if found.forms != (TimeForm.DAY,):
        lines.append(
            "  zone: UTC      # of times that state none: is it? America/Chicago, ... if not"
        )
    lines += _parties(found)
    return "\n".join(lines) + "\n"


def _entry(column: ColumnGuess, found: Guess) -> str:
    if column.field is None:
        return f"{{ignored: {json.dumps(column.why)}}}"
    needed = ", required: true" if column.field in _NEEDED[found.kind] else ""
    looks = ", looks: number" if column.number else ""
    return f"{{field: {column.field.value}{needed}{looks}}}"


def _parties(found: Guess) -> list[str]:
    fields = {column.field for column in found.columns}
    if found.kind is LogKind.SEARCH_AUDIT:
        named = not fields.isdisjoint({Field.SEARCHER_NAME, Field.SEARCHER_SLUG})
        who = "{from: columns, otherwise: file}" if named else "{from: file}"
        return [
            f"searcher: {who}      # who searched: named in columns, or the agency of the whole file",
            "owner: {unstated: the log does not say whose data were searched}",
        ]
    if found.kind is LogKind.DETAINER_LOG:
        return ["owner: {from: columns}"]
    named = not fields.isdisjoint({Field.OWNER_NAME, Field.OWNER_SLUG})
    return [f"owner: {{from: {'columns' if named else 'file'}}}      # who gave access"]


def dialect_name(path: Path) -> str:
    """A name for the dialect of a file: its own, in plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", path.name.split(".")[0].casefold()).strip("-")[:40] or "own"
