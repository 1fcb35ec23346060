"""A look at files before an audit: what each table is, how its columns are read, or what they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.audit.containers import Part, parts_of
from comity.audit.containers.limits import DEFAULT_LIMITS, Limits
from comity.audit.containers.records import Record
from comity.audit.containers.refusal import LogRefusedError
from comity.audit.logs.dialect import NOT_DECIDED, ColumnMap, Dialect, Field, labels_of
from comity.audit.logs.dialect_file import dialect_named, shipped_dialects
from comity.audit.logs.folder import files_below, is_documentation
from comity.audit.logs.guess import EXAMPLES, Guess, guess, masked
from comity.audit.logs.log import head_of
from comity.audit.logs.recognise import later_dialects, no_header, recognise
from comity.audit.logs.row import Reject
from comity.audit.logs.rows import RowReader


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLook:
    """One column as it is read: its label, its field or why it is not read, and masked examples."""

    label: str
    field: Field | None
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """One table of a file. Of `dialect`, `guess` and `refused` one is there.

    `line`: where the header stands; `rows` and `rejects` of the sample under it; `decided`: an audit decides
    the rows of this kind.
    """

    path: Path
    inside: str
    said: str
    dialect: Dialect | None = None
    decided: bool = False
    line: int = 0
    rows: int = 0
    rejects: tuple[Reject, ...] = ()
    columns: tuple[ColumnLook, ...] = ()
    notes: tuple[str, ...] = ()
    guess: Guess | None = None
    refused: LogRefusedError | None = None

    @property
    def label(self) -> str:
        return f"{self.path.name} [{self.inside}]" if self.inside else self.path.name


def look_into(
    paths: Sequence[Path], *, dialect: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[TableLook, ...]:
    """Every table of the files that the paths name or hold; only the first rows of each are read.

    Raises DialectError if there is no such dialect. A file that cannot be read is a look with `refused`.
    """
    first = (dialect_named(dialect),) if dialect else shipped_dialects()
    looks: list[TableLook] = []
    for path in paths:
        files = (
            [one for one in files_below(path) if not is_documentation(one)]
            if path.is_dir()
            else [path]
        )
        for file in files:
            looks += _file(file, first, limits)
    return tuple(looks)


def _file(path: Path, first: Sequence[Dialect], limits: Limits) -> list[TableLook]:
    try:
        opened = parts_of(path, lambda: labels_of(later_dialects(first)), limits)
    except LogRefusedError as refused:
        return [TableLook(path=path, inside="", said="", refused=refused)]
    looks = [
        TableLook(path=path, inside=inside, said="", refused=error)
        for inside, error in opened.refused
    ]
    for part in opened.parts:
        try:
            looks.append(_table(part, first, limits))
        except LogRefusedError as refused:
            looks.append(TableLook(path=path, inside=part.inside, said=part.said, refused=refused))
    return looks


def _table(part: Part, first: Sequence[Dialect], limits: Limits) -> TableLook:
    head = head_of(part, limits)
    found = recognise(head, first, limits.header_records)
    if found is not None:
        records = head[found.at :]
        reader = RowReader(first=(found.columns.dialect,), later=later_dialects(first), agency=None)
        items = list(reader.read(records))
        rejects = tuple(item for item in items if isinstance(item, Reject))
        return TableLook(
            path=part.path,
            inside=part.inside,
            said=part.said,
            dialect=found.columns.dialect,
            decided=found.columns.dialect.kind not in NOT_DECIDED,
            line=head[found.at].line,
            rows=reader.counts.rows,
            rejects=rejects,
            columns=_columns(found.columns, records[1:]),
            notes=(*found.notes, *reader.notes),
        )
    guessed = guess(part, head, limits.header_records)
    if guessed is None:
        raise no_header(part, head[: limits.header_records], first)
    return TableLook(
        path=part.path, inside=part.inside, said=part.said, line=guessed.line, guess=guessed
    )


def _columns(columns: ColumnMap, records: Sequence[Record]) -> tuple[ColumnLook, ...]:
    fields = {at: field for field, at in columns.at.items()}
    known = {column.label.casefold(): column.why_ignored for column in columns.dialect.columns}
    rows = [one for one in records if one.fault is None and len(one.cells) == columns.width]
    looks = []
    for at, label in enumerate(columns.labels):
        held = dict.fromkeys(masked(text) for one in rows if (text := one.cells[at].strip()))
        field = fields.get(at)
        why = "" if field else known.get(label.casefold()) or "the dialect does not know it"
        looks.append(
            ColumnLook(
                label=label or f"(column {at + 1}, no label)",
                field=field,
                why=why,
                examples=tuple(held)[:EXAMPLES],
            )
        )
    return tuple(looks)
