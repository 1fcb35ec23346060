"""The rows behind every number: a CSV table for each number of a report, or, of a very large one, how to ask for them.

All tables are filled from one pass over the rows.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from comity.audit.columns import Column
from comity.audit.counting import Count
from comity.audit.engine import Engine, quoted
from comity.audit.report_folder import PARQUET, ROWS, ROWS_PAGE
from comity.audit.shown import safe_cell_sql
from comity.audit.subject import Subject
from comity.decide import Conduct
from comity.logic import Answer

MOST_ROWS = 5_000
"""A number of more rows is opened by a question to findings.parquet: a table of them would be a copy of it."""
WANTED = (
    "file", "line", "digest", "subject", "date", "date_or", "party", "other", "purpose", "signal", "answer",
    "conduct", "complete", "why_open", "missing", "citations", "flags", "counted", "surely", "same_as", "question",
)  # fmt: skip
_PSEUDONYMS = ("user", "plate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Which rows a number counts: all the things given hold of them."""

    subject: Subject
    answer: Answer | None = None
    conduct: Conduct | None = None
    why_open: str | None = None
    party: str | None = None
    other: str | None = None
    month: date | None = None
    purpose: str | None = None
    signals: tuple[str, ...] = ()
    mention: bool = False
    other_kind: str | None = None
    other_state: str | None = None
    asks: tuple[int, ...] | None = None
    provision: str | None = None
    missing: str | None = None

    def over_tallied(self) -> str:
        """As SQL over the view `tallied`."""
        parts = [*self._same("party_name", "other_name")]
        if self.month is not None:
            parts.append(f"month = DATE {quoted(self.month.isoformat())}")
        if self.mention:
            parts.append("mention IS TRUE")
        if self.asks is not None:
            parts.append(f"ask IN ({', '.join(map(str, sorted(self.asks))) or '-1'})")
        return " AND ".join(parts)

    def over_findings(self) -> str:
        """As SQL over the columns of findings.parquet."""
        parts = [*self._same("party", "other")]
        if self.month is not None:
            parts.append(f"date_trunc('month', date) = DATE {quoted(self.month.isoformat())}")
        if self.mention:
            parts.append("contains(flags, 'immigration_mention')")
        if self.provision is not None:
            parts.append(f"list_contains(string_split(provisions, ' '), {quoted(self.provision)})")
        return " AND ".join((*parts, "counted"))

    def _same(self, party: str, other: str) -> Iterator[str]:
        yield f"subject = {quoted(self.subject.value)}"
        for name, value in (
            ("answer", self.answer and self.answer.value),
            ("conduct", self.conduct and self.conduct.value),
            ("why_open", self.why_open),
            (party, self.party),
            (other, self.other),
            ("purpose", self.purpose),
            ("other_kind", self.other_kind),
        ):
            if value is not None:
                yield f"{name} = {quoted(value)}"
        if self.other_state is not None:
            yield f"coalesce(other_state, '') = {quoted(self.other_state)}"
        if self.signals:
            yield f"signal IN ({', '.join(quoted(one) for one in self.signals)})"
        if self.missing is not None:
            yield f"list_contains(string_split(missing, '; '), {quoted(self.missing)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The rows of one number. `file` is empty where they are too many; `query` asks findings.parquet for them."""

    number: int
    what: str
    count: Count
    file: str
    query: str

    @property
    def href(self) -> str:
        return f"{ROWS}/{self.file}" if self.file else f"{ROWS_PAGE}#n{self.number}"


class Slices:
    """All numbers of a report. Ask for each with `of` or `of_rows`, then `write`."""

    def __init__(self, engine: Engine, columns: Iterable[Column]) -> None:
        self._engine = engine
        named = {column.name: column for column in columns}
        self._columns = [named[name] for name in (*WANTED, *_PSEUDONYMS) if name in named]
        self._made: dict[object, Slice] = {}
        self._file_of: dict[object, str] = {}
        self._cells: list[tuple[int, str, array[int]]] = []
        engine.run("CREATE TABLE opened (slice INTEGER, seq BIGINT, subject VARCHAR)")

    @property
    def all(self) -> tuple[Slice, ...]:
        """Every number asked for, in the order in which it was."""
        return tuple(self._made.values())

    def of(self, what: str, count: Count, condition: Condition) -> Slice:
        """The rows that a condition names, of which there are so many."""
        found = self._made.get(condition)
        if found is not None:
            return found
        number, file = len(self._made) + 1, ""
        if count.rows <= MOST_ROWS:
            over = condition.over_tallied()
            found_cells = self._engine.ask(
                f"SELECT DISTINCT cell FROM tallied WHERE {over} ORDER BY cell"  # noqa: S608 -- quoted above
            )
            cells = array("q", (cell for (cell,) in found_cells))
            # Two numbers of the same rows open the same table.
            file, is_new = self._file((condition.subject, cells.tobytes()), number, what)
            if is_new:
                self._cells.append((number, condition.subject.value, cells))
        query = f"SELECT * FROM '{PARQUET}' WHERE {condition.over_findings()}"  # noqa: S608 -- quoted above
        made = Slice(number=number, what=what, count=count, file=file, query=query)
        self._made[condition] = made
        return made

    def of_rows(self, what: str, count: Count, subject: Subject, where: str) -> Slice:
        """The rows of the table `rows` (as `r`) that a condition of our own making names."""
        found = self._made.get((subject, where))
        if found is not None:
            return found
        number = len(self._made) + 1
        file, is_new = self._file((subject, where), number, what)
        if is_new and count.rows <= MOST_ROWS:
            self._engine.run(
                f"INSERT INTO opened SELECT {number}, r.seq, m.subject FROM rows r JOIN matters m USING (matter) "  # noqa: S608 -- our own
                f"WHERE subject = {quoted(subject.value)} AND ({where})"
            )
        made = Slice(
            number=number,
            what=what,
            count=count,
            file=file if count.rows <= MOST_ROWS else "",
            query="",
        )
        self._made[subject, where] = made
        return made

    def _file(self, rows: object, number: int, what: str) -> tuple[str, bool]:
        """The table that holds these rows, and whether it is a new one."""
        known = self._file_of.get(rows)
        if known is not None:
            return known, False
        words = re.sub(r"[^a-z0-9]+", "-", what.casefold()).strip("-")[:60].strip("-")
        made = self._file_of[rows] = f"{number:03}-{words}.csv"
        return made, True

    def write(self, folder: Path) -> None:
        """Write the tables into the folder."""
        folder.mkdir()
        self._engine.table(
            "slice_cells",
            {"slice": "INTEGER", "subject": "VARCHAR", "cell": "BIGINT"},
            ((number, subject, cell) for number, subject, cells in self._cells for cell in cells),
        )
        self._engine.run(
            """INSERT INTO opened
            SELECT s.slice, r.seq, s.subject
            FROM rows r JOIN cube c ON c.matter = r.matter AND c.file = r.file AND c.party = r.party
                AND c.owner IS NOT DISTINCT FROM r.owner AND c.other IS NOT DISTINCT FROM r.other
                AND c.stated IS NOT DISTINCT FROM r.stated AND c.month = date_trunc('month', r.day)
            LEFT JOIN acts x USING (seq)
            JOIN slice_cells s ON s.cell = c.cell
            WHERE c.disagree = coalesce(x.disagree, false)"""
        )
        # Each row becomes a line of text once, and stands in the tables of many numbers.
        line = " || ',' || ".join(_cell_sql(column) for column in self._columns)
        self._engine.run(
            f"CREATE TABLE opened_findings AS SELECT seq, place, subject, {line} AS line FROM findings "  # noqa: S608 -- names of our own
            "WHERE seq IN (SELECT seq FROM opened)"
        )
        rows = self._engine.stream(
            "SELECT o.slice, f.line FROM opened_findings f JOIN opened o USING (seq, subject) "
            "ORDER BY o.slice, seq, place"
        )
        files = {one.number: one.file for one in self._made.values()}
        header = ",".join(column.name for column in self._columns)
        for number, of_slice in groupby(rows, key=itemgetter(0)):
            with (folder / files[number]).open("w", encoding="utf-8", newline="") as handle:
                handle.write(f"{header}\n")
                handle.writelines(f"{line}\n" for _, line in of_slice)


def _cell_sql(column: Column) -> str:
    """A column of `findings` as a cell of CSV: quoted where it must be, and no spreadsheet runs it."""
    name = f'"{column.name}"'
    text = safe_cell_sql(name) if column.is_text else f"CAST({name} AS VARCHAR)"
    return (
        f"CASE WHEN regexp_matches({name}::VARCHAR, '[,\"\\r\\n]') "
        f"THEN '\"' || replace({text}, '\"', '\"\"') || '\"' ELSE coalesce({text}, '') END"
    )
