"""A log in plain CSV as the table engine sees it: where its rows begin, its cells, and which records are no plain rows.

What reads such logs at the engine's own speed is made from it: `bulk.py` and `counting/row_pass.py`. It runs no query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comity.audit.containers.part import Pass
from comity.audit.containers.records import Record
from comity.audit.containers.source import Encoding
from comity.audit.containers.text import TextPart
from comity.audit.engine import quoted
from comity.audit.logs.dialect import ColumnMap, Field, LogKind
from comity.audit.logs.log import Log, head_of
from comity.audit.logs.when import TimeForm

FROM_BYTES = 4 * 1024**2
"""Smaller files are read one row at a time: that takes no longer."""

MOST_DOUBTFUL = 50_000
"""Records of a log that are looked at closely; with more it is read one row at a time."""
SPACES = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())
"""All white space, as Python strips it."""

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


class NotPlainError(Exception):
    """Engine and reader could differ: the log is read one row at a time."""


def is_plain(log: Log, from_bytes: int) -> bool:
    """Whether a log may be read in bulk, as far as its first look tells."""
    part = log.part
    return (
        isinstance(part, TextPart)
        and part.stamp.size >= from_bytes
        and not part.shape.gzipped
        and not part.shape.bare_returns
        and part.shape.encoding in {Encoding.UTF_8, Encoding.UTF_8_MARKED}
        and has_plain_columns(log)
    )


def has_plain_columns(log: Log) -> bool:
    """Whether the columns of a log are those of searches, each in its place, with times in UTC."""
    return (
        log.kind is LogKind.SEARCH_AUDIT
        and log.dialect.zone == "UTC"
        and not log.dialect.headerless
        and not log.dialect.orphans
        and log.columns.at.keys().isdisjoint(
            {Field.PRESENT_COLUMNS, Field.CLOCK, Field.SEARCHER_SLUG}
        )
    )


def plain_pattern(forms: Sequence[TimeForm]) -> str:
    """What the number cells of a plain row, a space and its time, of some forms, make together."""
    shapes = [_SHAPES[form][0] for form in forms if form in _SHAPES]
    return f"{_NUMBER} (?:{'|'.join(shapes)})"


def plain_moment(forms: Sequence[TimeForm], shown: str) -> str:
    """The moment of a time that `plain_pattern` has met, NULL where it is no time of the calendar all the same.

    Raises NotPlainError where no form is one that the engine reads for certain.
    """
    found = [_SHAPES[form] for form in forms if form in _SHAPES]
    if not found:
        raise NotPlainError
    if len(found) == 1:
        return found[0][1].format(shown)
    cases = " ".join(
        f"WHEN regexp_full_match({shown}, {quoted(shape)}) THEN {read.format(shown)}"
        for shape, read in found
    )
    return f"(CASE {cases} END)"


class PlainLog:
    """One log that is plain as far as its first look tells. Its texts are SQL over the columns `names` of `source`.

    `above`: the records down to the header. `moment`: the time of a record, NULL where it is none for certain.
    `broken`: columns whose cells hold line ends. `written`: a record as the file writes it. Raises NotPlainError.
    """

    def __init__(self, log: Log, part: TextPart) -> None:
        self.log, self.part = log, part
        self.columns: ColumnMap = log.columns
        self.names = [f"c{at}" for at in range(log.columns.width)]
        self.above = self._header()
        self.sample = head_of(part, log.limits)[len(self.above) :]
        self.moment = self._moment_of(f"trim({self.names[log.columns.at[Field.TIME]]})")
        broken = {
            place
            for record in self.sample
            if record.fault is None and len(record.cells) == len(self.names)
            for place, cell in enumerate(record.cells)
            if "\n" in cell
        }
        # Another column with a line end makes the lines not add up, and then nothing is given.
        self.broken = [self.names[place] for place in sorted(broken)]
        self.written = self._style()

    def name_of(self, field: Field) -> str | None:
        """The column of a field; None where the log has none."""
        place = self.columns.at.get(field)
        return None if place is None else self.names[place]

    def source(self) -> str:
        """The records under the header as the engine cuts them. It fails at the first that breaks the rules."""
        blank = ", ".join(f"coalesce({name}, '') AS {name}" for name in self.names)
        return f"(SELECT {blank} FROM {self.raw_source()})"  # noqa: S608 -- names of our own

    def raw_source(self) -> str:
        """The same with NULL for a cell that is empty and not quoted."""
        held = ", ".join(f"'{name}': 'VARCHAR'" for name in self.names)
        return (
            f"read_csv({quoted(str(self.part.file))}, columns = {{{held}}}, header = false, "
            f"skip = {len(self.above)}, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"strict_mode = true, null_padding = false, max_line_size = {self.log.limits.max_field_bytes})"
        )

    def with_bare(self) -> str:
        """The records, each with all its cells in one text: what is looked for in any of them is looked for once."""
        return f"(SELECT *, concat({', '.join(self.names)}) AS bare FROM {self.source()})"  # noqa: S608 -- names of our own

    def doubtful(self) -> str:
        """The condition of a record that is not plainly a row."""
        at = self.columns.at
        time = self.names[at[Field.TIME]]
        doubts = ["moment IS NULL"]
        doubts += [
            f"NOT regexp_full_match({self.names[place]}, {quoted(_NUMBER)})"
            for place in self.columns.numbers
        ]
        frame = at.get(Field.TIME_FRAME)
        for name in self.broken:
            # A cell of two lines is plain where the vendor writes two; any other may have swallowed a row.
            if frame is not None and name == self.names[frame]:
                others = " + ".join(ends_in(one) for one in self.broken if one != name)
                own = f"ends - ({others})" if others else "ends"
                doubts.append(f"({own} > 1 OR ({own} = 1 AND NOT contains({time}, ',')))")
            else:
                doubts.append(f"{ends_in(name)} > 0")
        searcher = at.get(Field.SEARCHER_NAME)
        if searcher is not None and Field.SEARCHER_NAME in self.columns.required:
            doubts.append(f"trim({self.names[searcher]}, {quoted(SPACES)}) = ''")
        return "(" + " OR ".join(doubts) + ")"

    def records(self, doubted: Iterable[Sequence[object]]) -> list[Record]:
        """Records of the log again, of their line, `written`, and cells."""
        found = []
        for line, written, *cells in doubted:
            assert isinstance(line, int)
            text = str(written)
            found.append(
                Record(
                    line, text.count("\n") + 1, (text + "\n").encode(), [str(one) for one in cells]
                )
            )
        return found

    def _header(self) -> list[Record]:
        """The records down to the header; each must be one line, or lines cannot be skipped."""
        records = Pass(part=self.part, limits=self.log.limits).records()
        above: list[Record] = []
        for record in records:
            if record.fault is not None or record.span != 1 or record.cp1252:
                raise NotPlainError
            above.append(record)
            labels = tuple(label.replace("\ufeff", "").strip() for label in record.cells)
            if labels == self.columns.labels:
                records.close()
                return above
        raise NotPlainError

    def _style(self) -> str:
        """A record written anew as the file writes it: the first rows show for each column whether it is always
        quoted. That it holds to the end is known by the size, for quoting more or less makes another.

        Nearly every record holds no quotation mark, and nothing that must be quoted in a column where the first rows
        hold nothing such: it is put together in one step.
        """
        always = _always_quoted(self.sample, self.columns.width)
        needing = {
            at
            for record in self.sample
            if record.fault is None
            for at, cell in enumerate(record.cells)
            if any(mark in cell for mark in _NEEDS_QUOTING)
        }
        cells, quick, never = [], [], []
        for at, name in enumerate(self.names):
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

    def _moment_of(self, shown: str) -> str:
        cases = " ".join(
            f"WHEN regexp_full_match({shown}, {quoted(shape)}) THEN {read.format(shown)}"
            for form in self.log.dialect.time_forms
            if form in _SHAPES
            for shape, read in (_SHAPES[form],)
        )
        if not cases:
            raise NotPlainError
        return f"(CASE {cases} END)"


def ends_in(name: str) -> str:
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
