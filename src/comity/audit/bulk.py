"""Large logs in plain CSV, read by the table engine at its own speed, with the very rows that reading one by one gives.

The engine reads what is plainly a row. Each record that is not (a time of another form, a cell where a number
should stand, a repeated header) goes to the same reader as in a small file. Where the engine and that reader could
differ at all - text that is not UTF-8, a quotation mark out of place, lines that do not add up - nothing is given,
and the log is read one row at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import duckdb

from comity.audit.containers.part import Pass
from comity.audit.containers.text import CUT_OFF, TextPart
from comity.audit.dialect import ColumnMap, Field, LogKind, PartyFrom
from comity.audit.interrupts import heeding_interrupts
from comity.audit.log import Log, Reading, head_of
from comity.audit.plain import PlainBytes, commas_sql, doubled_in, doubled_sql, plain_bytes
from comity.audit.recognise import later_dialects
from comity.audit.records import Record
from comity.audit.row import Counts, Reject, SearchRow
from comity.audit.rows import DIGEST_DIGITS, RowReader
from comity.audit.source import Encoding
from comity.audit.spans import Span
from comity.audit.tail import Tail
from comity.audit.when import TimeForm

FROM_BYTES = 4 * 1024**2
"""Smaller files are read one row at a time: that takes no longer."""

MOST_DOUBTFUL = 50_000
"""Records of a log that are looked at closely; with more it is read one row at a time."""
_SPACES = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())

# Texts of these shapes are times for certain, of these forms, in UTC; all others go to the reader of rows.
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_SHAPES: Mapping[TimeForm, tuple[str, str]] = {
    TimeForm.US_12_HOUR: (
        r"(?:0?[1-9]|1[0-2])/[0-3]?[0-9]/20[0-9]{2}, (?:0?[1-9]|1[0-2]):[0-5][0-9]:[0-5][0-9] [AP]M UTC",
        "try_strptime({0}, '%m/%d/%Y, %I:%M:%S %p UTC')",
    ),
    TimeForm.ISO: (
        rf"20[0-9]{{2}}-[01][0-9]-[0-3][0-9][T ]{_CLOCK}(?:\.[0-9]{{1,6}})?Z?",
        "TRY_CAST(replace(rtrim({0}, 'Z'), 'T', ' ') AS TIMESTAMP)",
    ),
}
_NUMBER = "[0-9,]*"
_NEEDS_QUOTING = ',"\n\r'


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """A log as a view of the engine. `reading` accounts for all of it, as after a pass over the log; `rejects` are
    its records that are no rows. The columns of the view are told by `read_in_bulk`.
    """

    reading: Reading
    rejects: tuple[Reject, ...]


class _NotPlainError(Exception):
    """Engine and reader could differ: the log is read one row at a time."""


def read_in_bulk(
    log: Log,
    engine: duckdb.DuckDBPyConnection,
    view: str,
    file: Path,
    *,
    digests: bool = True,
    without: frozenset[Field] = frozenset(),
    from_bytes: int = FROM_BYTES,
) -> Bulk | None:
    """Make a view of the searches of a log, over the Parquet `file` that is written; None where the log must be read
    one row at a time. One pass of the engine, whatever the size; a second one if a record is doubtful.

    Columns: `line`, `digest` (NULL without `digests`, which cost more than all the rest), `moment` (UTC), `time`,
    `searcher`, `owner`, and one text for each other field of the dialect that the log has (`id`, `reason`, ...),
    as printed, but for those in `without`; a field that the log does not have has no column. `user` and `plate`
    hold what names a person: the file belongs into a working folder and no further. Raises LogRefusedError if the
    log changes meanwhile.
    """
    if not is_plain(log, from_bytes):
        return None
    part = log.part
    assert isinstance(part, TextPart)
    part.same_as_seen()
    try:
        with heeding_interrupts(engine), ThreadPoolExecutor(max_workers=1) as aside:
            stopped = Event()
            counting = aside.submit(plain_bytes, part.file, stopped)
            try:
                bulk = _Reader(log, part, engine, view, file, digests=digests, without=without)
                bulk.write()
            except BaseException:
                stopped.set()  # nobody waits for the end of a long file that is not read after all
                raise
            found = counting.result()
            made = bulk.account(found)
    except (_NotPlainError, duckdb.Error):
        engine.execute(f"DROP VIEW IF EXISTS {_name(view)}")
        engine.execute(f"DROP TABLE IF EXISTS {_name(view + '_mended')}")
        file.unlink(missing_ok=True)
        made = None
    part.same_as_seen()
    return made


def is_plain(log: Log, from_bytes: int) -> bool:
    """Whether a log may be read in bulk, as far as its first look tells."""
    part, columns = log.part, log.columns
    return (
        isinstance(part, TextPart)
        and part.stamp.size >= from_bytes
        and not part.shape.gzipped
        and not part.shape.bare_returns
        and part.shape.encoding in {Encoding.UTF_8, Encoding.UTF_8_MARKED}
        and log.kind is LogKind.SEARCH_AUDIT
        and log.dialect.zone == "UTC"
        and not log.dialect.headerless
        and not log.dialect.orphans
        and columns.at.keys().isdisjoint({Field.PRESENT_COLUMNS, Field.CLOCK, Field.SEARCHER_SLUG})
    )


class _Reader:
    """One log on its way into a file."""

    def __init__(
        self,
        log: Log,
        part: TextPart,
        engine: duckdb.DuckDBPyConnection,
        view: str,
        file: Path,
        *,
        digests: bool,
        without: frozenset[Field],
    ) -> None:
        self._log, self._part, self._engine, self._file = log, part, engine, file
        self._view, self._mended = _name(view), _name(view + "_mended")
        self._columns: ColumnMap = log.columns
        self._names = [f"c{at}" for at in range(log.columns.width)]
        self._above = self._header()
        self._sample = head_of(part, log.limits)[len(self._above) :]
        at = log.columns.at
        self._moment = self._moment_of(f"trim({self._names[at[Field.TIME]]})")
        broken = {
            place
            for record in self._sample
            if record.fault is None and len(record.cells) == len(self._names)
            for place, cell in enumerate(record.cells)
            if "\n" in cell
        }
        # Another column with a line end makes the lines not add up, and then nothing is given.
        self._broken = [self._names[place] for place in sorted(broken)]
        self._written = self._style()
        self._digests, self._without = digests, {*without, Field.SEARCHER_NAME, Field.OWNER_NAME}

    def _header(self) -> list[Record]:
        """The records down to the header; each must be one line, or lines cannot be skipped."""
        records = Pass(part=self._part, limits=self._log.limits).records()
        above: list[Record] = []
        for record in records:
            if record.fault is not None or record.span != 1 or record.cp1252:
                raise _NotPlainError
            above.append(record)
            labels = tuple(label.replace("\ufeff", "").strip() for label in record.cells)
            if labels == self._columns.labels:
                records.close()
                return above
        raise _NotPlainError

    def _source(self) -> str:
        """The records under the header as the engine cuts them. It fails at the first that breaks the rules."""
        held = ", ".join(f"'{name}': 'VARCHAR'" for name in self._names)
        blank = ", ".join(f"coalesce({name}, '') AS {name}" for name in self._names)
        return (
            f"(SELECT {blank} FROM read_csv({_text(str(self._part.file))}, columns = {{{held}}}, header = false, "  # noqa: S608 -- quoted
            f"skip = {len(self._above)}, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"strict_mode = true, null_padding = false, max_line_size = {self._log.limits.max_field_bytes}))"
        )

    def write(self) -> None:
        """The one pass: cells, moments, doubts, all as they come. Lines are told later: a running number would hold
        the engine to one core.
        """
        ends = " + ".join(_ends(name) for name in self._broken) or "0"
        size = f"strlen({self._written})" if self._digests else "0"
        digest = f"left(sha256({self._written}), {DIGEST_DIGITS})" if self._digests else "NULL"
        doubled = " + ".join(doubled_sql(name) for name in self._names)
        derived = f"SELECT *, {self._moment} AS moment, {ends} AS ends FROM {self._with_bare()}"  # noqa: S608 -- names of our own
        self._engine.execute(
            f"COPY (SELECT CAST({digest} AS VARCHAR) AS digest, moment, {self._shown()}, {self._doubtful()} AS doubtful, "  # noqa: S608 -- names of our own
            f"ends, {size} AS size, {commas_sql('bare')} AS commas, "
            f"CASE WHEN contains(bare, '\"') THEN {doubled} ELSE 0 END AS doubled FROM ({derived})) "
            f"TO {_text(str(self._file))} (FORMAT parquet, COMPRESSION lz4)"
        )

    def _with_bare(self) -> str:
        """The records, each with all its cells in one text: what is looked for in any of them is looked for once."""
        return f"(SELECT *, concat({', '.join(self._names)}) AS bare FROM {self._source()})"  # noqa: S608 -- names of our own

    def account(self, found: PlainBytes) -> Bulk:
        """The view, once lines and bytes are known to add up; doubtful records go through the reader of rows."""
        if not found.is_uniform:
            raise _NotPlainError
        raw = f"read_parquet({_text(str(self._file))}, file_row_number = true)"
        sums = ("ends", "size", "commas", "doubled", "doubtful::INT")
        records, ends, size, commas, doubled, doubts, fewest, most = self._one(
            f"SELECT count(*), {', '.join(f'coalesce(sum({one}), 0)' for one in sums)}, coalesce(min(ends), 0), "  # noqa: S608 -- quoted
            f"coalesce(max(ends), 0) FROM {raw}"
        )
        rows = self._numbered(raw, fewest if fewest == most else None)
        lines = len(self._above) + records + ends
        if lines != found.lines or doubts > MOST_DOUBTFUL:
            raise _NotPlainError
        above = b"".join(record.raw for record in self._above)
        commas += above.count(b",") + records * (self._columns.width - 1)
        if (commas, doubled + doubled_in(above)) != (found.commas, found.doubled):
            raise _NotPlainError  # the engine has forgiven what the reader of rows would not
        end = 2 if found.returns else 1
        whole = size + records * end - (0 if found.ends_with_newline else end)
        if self._digests and whole != found.size - len(above):
            raise _NotPlainError  # the file quotes its cells otherwise than its first rows do
        reader = RowReader(
            first=(self._log.dialect,),
            later=later_dialects((self._log.dialect,)),
            agency=self._log.agency,
            owner=self._log.owner,
        )
        items = list(reader.read([*self._above, *(self._doubted(rows) if doubts else ())]))
        if reader.counts.headers != 1:
            raise _NotPlainError  # a header in mid-file changes what stands under it
        self._make_view(rows, [item for item in items if isinstance(item, SearchRow)])
        counts = reader.counts
        plain = records - doubts
        whole_counts = Counts(
            lines=lines,
            records=counts.records + plain,
            rows=counts.rows + plain,
            rejects=counts.rejects,
            headers=counts.headers,
            blank=counts.blank,
            rejects_by_reason=counts.rejects_by_reason,
        )
        cut = () if found.ends_with_newline else (CUT_OFF,)
        (last,) = self._one(f"SELECT coalesce(max(line), 0) FROM {self._view}")  # noqa: S608 -- a name of our own
        tail = Tail()
        for item in items:
            if isinstance(item, Reject) and item.line > last:
                tail.reject(item)
        notes = (
            *reader.notes,
            *cut,
            *tail.notes(),
            *self._span().notes(self._part.naming.name),
        )
        return Bulk(
            reading=Reading(
                sha256=self._part.sha256 or found.sha256,
                counts=whole_counts,
                damage=None,
                notes=notes,
            ),
            rejects=tuple(item for item in items if isinstance(item, Reject)),
        )

    def _numbered(self, raw: str, ends: int | None) -> str:
        """The records with the line at which each begins; `ends` is how many line ends each holds, if all hold as many."""
        first = len(self._above) + 1
        if ends is not None:
            line = f"{first} + file_row_number * {1 + ends}"
        else:
            line = f"{first} + file_row_number + sum(ends) OVER (ORDER BY file_row_number ROWS UNBOUNDED PRECEDING) - ends"
        return f"(SELECT CAST({line} AS BIGINT) AS line, * EXCLUDE (file_row_number) FROM {raw})"  # noqa: S608 -- numbers

    def _style(self) -> str:
        """A record written anew as the file writes it: the first rows show for each column whether it is always
        quoted. That it holds to the end is known by the size, for quoting more or less makes another.

        Nearly every record holds no quotation mark, and nothing that must be quoted in a column where the first rows
        hold nothing such: it is put together in one step.
        """
        always = _always_quoted(self._sample, self._columns.width)
        needing = {
            at
            for record in self._sample
            if record.fault is None
            for at, cell in enumerate(record.cells)
            if any(mark in cell for mark in _NEEDS_QUOTING)
        }
        cells, quick, never = [], [], []
        for at, name in enumerate(self._names):
            quoted = f"('\"' || replace({name}, '\"', '\"\"') || '\"')"
            needs = f"regexp_matches({name}, '[,\"\\n\\r]')"
            if at in always:
                cells.append(quoted)
                quick += ["'\"'", name, "'\"'"]
            else:
                cells.append(f"CASE WHEN {needs} THEN {quoted} ELSE {name} END")
                if at in needing:
                    quick.append(f"CASE WHEN {needs} THEN '\"' || {name} || '\"' ELSE {name} END")
                else:
                    quick.append(name)
                    never.append(name)
            quick.append("','")
        simple = "NOT contains(bare, '\"')"
        if never:
            simple += f" AND NOT regexp_matches(concat({', '.join(never)}), '[,\\n\\r]')"
        whole = " || ',' || ".join(cells)
        return f"CASE WHEN {simple} THEN concat({', '.join(quick[:-1])}) ELSE {whole} END"

    def _doubtful(self) -> str:
        """The condition of a record that is not plainly a row."""
        at = self._columns.at
        time = self._names[at[Field.TIME]]
        doubts = ["moment IS NULL"]
        doubts += [
            f"NOT regexp_full_match({self._names[place]}, {_text(_NUMBER)})"
            for place in self._columns.numbers
        ]
        frame = at.get(Field.TIME_FRAME)
        for name in self._broken:
            # A cell of two lines is plain where the vendor writes two; any other may have swallowed a row.
            if frame is not None and name == self._names[frame]:
                others = " + ".join(_ends(one) for one in self._broken if one != name)
                own = f"ends - ({others})" if others else "ends"
                doubts.append(f"({own} > 1 OR ({own} = 1 AND NOT contains({time}, ',')))")
            else:
                doubts.append(f"{_ends(name)} > 0")
        searcher = at.get(Field.SEARCHER_NAME)
        if searcher is not None and Field.SEARCHER_NAME in self._columns.required:
            doubts.append(f"trim({self._names[searcher]}, {_text(_SPACES)}) = ''")
        return "(" + " OR ".join(doubts) + ")"

    def _moment_of(self, shown: str) -> str:
        cases = " ".join(
            f"WHEN regexp_full_match({shown}, {_text(shape)}) THEN {read.format(shown)}"
            for form in self._log.dialect.time_forms
            if form in _SHAPES
            for shape, read in (_SHAPES[form],)
        )
        if not cases:
            raise _NotPlainError
        return f"(CASE {cases} END)"

    def _shown(self) -> str:
        """The columns of the file, each field under its name."""
        at = self._columns.at
        texts = [
            f"{self._names[place]} AS {_name(field.value)}"
            for field, place in at.items()
            if field not in self._without
        ]
        searcher = "NULL"
        if self._columns.searcher_from is PartyFrom.COLUMNS and Field.SEARCHER_NAME in at:
            searcher = f"trim({self._names[at[Field.SEARCHER_NAME]]}, {_text(_SPACES)})"
        elif self._columns.searcher_from is PartyFrom.FILE and self._log.agency is not None:
            searcher = _text(self._log.agency.name)
        owner = _text(self._log.owner.name) if self._log.owner else "NULL"
        texts += [f"CAST({searcher} AS VARCHAR) AS searcher", f"CAST({owner} AS VARCHAR) AS owner"]
        return ", ".join(texts)

    def _doubted(self, rows: str) -> list[Record]:
        """The doubtful records with all their cells: one more pass over the log."""
        names = ", ".join(self._names)
        found = self._engine.execute(
            f"SELECT d.line, {self._written}, {names} FROM (SELECT *, row_number() OVER () AS n FROM {self._with_bare()}) "  # noqa: S608 -- names of our own
            f"JOIN (SELECT line, doubtful, row_number() OVER (ORDER BY line) AS n FROM {rows}) AS d USING (n) "
            "WHERE d.doubtful ORDER BY d.line"
        ).fetchall()
        return [
            Record(line, written.count("\n") + 1, (written + "\n").encode(), cells)
            for line, written, *cells in found
        ]

    def _make_view(self, rows: str, mended: Sequence[SearchRow]) -> None:
        """Plain rows, and those that the reader made of doubtful records."""
        self._engine.execute(f"CREATE TABLE {self._mended} (line BIGINT, moment TIMESTAMP)")
        if mended:
            self._engine.executemany(
                f"INSERT INTO {self._mended} VALUES (?, ?)",  # noqa: S608 -- a name of our own
                [(row.line, row.moment.replace(tzinfo=None)) for row in mended],
            )
        kept = f"SELECT * EXCLUDE (doubtful, ends, size, commas, doubled) FROM {rows}"  # noqa: S608 -- quoted
        mended_too = (
            f"SELECT d.* REPLACE (m.moment AS moment) FROM ({kept} WHERE doubtful) AS d "  # noqa: S608 -- names of our own
            f"JOIN {self._mended} AS m ON d.line = m.line"
        )
        self._engine.execute(
            f"CREATE VIEW {self._view} AS {kept} WHERE NOT doubtful UNION ALL BY NAME {mended_too}"
        )

    def _span(self) -> Span:
        span = Span()
        for day, rows in self._engine.execute(
            f"SELECT CAST(moment AS DATE), count(*) FROM {self._view} GROUP BY 1"  # noqa: S608 -- a name of our own
        ).fetchall():
            span.add(day, rows)
        return span

    def _one(self, sql: str) -> tuple[int, ...]:
        row = self._engine.execute(sql).fetchone()
        assert row is not None
        return tuple(int(cell) for cell in row)


def _ends(name: str) -> str:
    """How many line ends a cell holds."""
    return f"(strlen({name}) - strlen(replace({name}, chr(10), '')))"


def _always_quoted(head: Sequence[Record], width: int) -> set[int]:
    """The columns of which some cell of the first records is quoted and need not be."""
    always: set[int] = set()
    for record in head:
        if record.fault is not None or len(record.cells) != width:
            continue
        text, at = record.raw.decode("utf-8", "replace"), 0
        text = text.removeprefix("\ufeff")
        for column, cell in enumerate(record.cells):
            if text.startswith('"', at):
                at += len(cell) + cell.count('"') + 2
                if not any(mark in cell for mark in _NEEDS_QUOTING):
                    always.add(column)
            else:
                at += len(cell)
            at += 1
    return always


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
