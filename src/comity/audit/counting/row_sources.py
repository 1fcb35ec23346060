"""A log as the relation that one pass counts: its columns as SQL, which records are rows for certain, what must add up.

It runs no query but the look at the columns of a Parquet file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from comity.audit.containers.parquet import ParquetPart, described, text_sql
from comity.audit.containers.records import Record
from comity.audit.containers.workbook import record_of
from comity.audit.counting.stretches import hour_sql
from comity.audit.engine import quoted
from comity.audit.intake.plain import CountedBytes
from comity.audit.intake.plain_log import (
    NotPlainError,
    PlainLog,
    ends_in,
    has_plain_columns,
    plain_moment,
    plain_pattern,
)
from comity.audit.logs.dialect import Field, PartyFrom
from comity.audit.logs.log import Log
from comity.audit.logs.when import TimeForm
from comity.audit.purpose.classify import StatedIn

_FIELDS = {
    StatedIn.OFFENSE_TYPE: Field.OFFENSE_TYPE,
    StatedIn.REASON: Field.REASON,
    StatedIn.TEXT_PROMPT: Field.TEXT_PROMPT,
    StatedIn.CASE_NUMBER: Field.CASE_NUMBER,
    StatedIn.MODERATION: Field.MODERATION,
}


class _Source:
    """What both have in common. `names`: the SQL of each column's text, NULL or empty where it is blank.

    `source` is the relation; `party` the searcher as written, untrimmed, for names are trimmed once each; `texts` those
    in which a purpose may be stated; `hour` the hour of a record that is a row for certain, else NULL; `sums` what is
    added up beside; `above` the records down to the header.
    """

    def __init__(self, log: Log, names: Sequence[str], source: str, above: list[Record]) -> None:
        self.log, self.names, self.source, self.above = log, names, source, above
        columns = log.columns
        self.needs_party = (
            columns.searcher_from is PartyFrom.COLUMNS
            and Field.SEARCHER_NAME in columns.at
            and Field.SEARCHER_NAME in columns.required
        )
        self.party = self._party()
        self.texts = {
            cell: f"coalesce({names[columns.at[field]]}, '')"
            for cell, field in _FIELDS.items()
            if field in columns.at
        }

    def _party(self) -> str:
        columns = self.log.columns
        if columns.searcher_from is PartyFrom.COLUMNS and Field.SEARCHER_NAME in columns.at:
            return f"coalesce({self.names[columns.at[Field.SEARCHER_NAME]]}, '')"
        if columns.searcher_from is PartyFrom.FILE and self.log.agency is not None:
            return quoted(self.log.agency.name)
        return "CAST(NULL AS VARCHAR)"

    def _hour(self, sure: Sequence[str]) -> str:
        """The hour where the numbers and the time are plain, and some conditions hold."""
        columns, forms = self.log.columns, self.log.dialect.time_forms
        time = self.names[columns.at[Field.TIME]]
        numbers = "".join(f"{self.names[place]}, " for place in columns.numbers)
        shown = f"concat({numbers}' ', {time})"
        plainly = [f"regexp_full_match({shown}, {quoted(plain_pattern(forms))})", *sure]
        moment = plain_moment(forms, time)
        return f"CASE WHEN {' AND '.join(plainly)} THEN {hour_sql(moment)} END"

    def _named(self) -> list[str]:
        return [f"{self.party} <> ''"] if self.needs_party else []


class TextSource(_Source):
    """A log in plain CSV."""

    def __init__(self, log: PlainLog) -> None:
        super().__init__(log.log, log.names, log.raw_source(), log.above)
        self._plain = log
        bare = f"concat({', '.join(log.names)})"
        marked = f"strlen({bare}) - strlen(replace({bare}, '\"', ''))"
        self.sums: Mapping[str, str] = {
            "size": f"strlen({bare})",
            "quotes": f"CASE WHEN contains({bare}, '\"') THEN {marked} ELSE 0 END",
            "ends": " + ".join(self._ends().values()) or "0",
        }
        self.hour = self._hour([*self._unbroken(), *self._named()])

    @property
    def doubted(self) -> str:
        """The records that are not plainly rows, in their order, with a number for a line."""
        log = self._plain
        return (
            f"SELECT 1 AS line, {log.written}, {', '.join(log.names)} FROM {log.with_bare()} "  # noqa: S608 -- names of our own
            f"WHERE ({self.hour}) IS NULL"
        )

    def records(self, doubted: Iterable[Sequence[object]]) -> list[Record]:
        """These records again."""
        return self._plain.records(doubted)

    def account(self, found: CountedBytes | None, records: int, sums: Mapping[str, int]) -> None:
        """Raise NotPlainError unless every byte is in a cell, or is a comma, a line end or a quotation mark that must
        be there. What the engine forgives it leaves out, and never puts anything in: nothing is missing then.
        """
        assert found is not None
        above = b"".join(record.raw for record in self.above)
        end = 2 if found.returns else 1
        lines = len(self.above) + records + sums["ends"]
        held = (
            len(above)
            + sums["size"]
            + records * (self.log.columns.width - 1 + end)
            - (0 if found.ends_with_newline else end)
            + found.quotes
            - above.count(b'"')
            - sums["quotes"]
        )
        if not found.is_uniform or lines != found.lines or held != found.size:
            raise NotPlainError

    def _ends(self) -> dict[str, str]:
        """How many line ends each column with any holds. Where the vendor writes two lines it is asked whether there
        are two, which is quicker than to count: three make the lines of the log not add up.
        """
        frame = self._plain.name_of(Field.TIME_FRAME)
        return {
            name: f"coalesce(contains({name}, chr(10)), false)::INT"
            if name == frame
            else f"coalesce({ends_in(name)}, 0)"
            for name in self._plain.broken
        }

    def _unbroken(self) -> list[str]:
        """That no cell may have swallowed a row: two lines are plain where the vendor writes two."""
        frame = self._plain.name_of(Field.TIME_FRAME)
        time = self._plain.names[self.log.columns.at[Field.TIME]]
        return [
            f"({sql} = 0 OR contains({time}, ','))" if name == frame else f"{sql} = 0"
            for name, sql in self._ends().items()
        ]


def is_plain_parquet(log: Log, from_bytes: int) -> bool:
    """Whether the rows of a Parquet file may be counted by the engine, as far as the first look tells."""
    part = log.part
    return (
        isinstance(part, ParquetPart) and part.stamp.size >= from_bytes and has_plain_columns(log)
    )


class ParquetSource(_Source):
    """A log in Parquet. Raises NotPlainError; duckdb.Error if the file is damaged."""

    sums: Mapping[str, str] = {}

    def __init__(self, log: Log, engine: duckdb.DuckDBPyConnection) -> None:
        part = log.part
        columns = described(engine, part.file)
        names = [name for name, _ in columns]
        if tuple(name.replace("\ufeff", "").strip() for name in names) != log.columns.labels:
            raise NotPlainError  # the header is not that of the file
        held = [f"({text_sql(name, kind)})" for name, kind in columns]
        source = f"read_parquet({quoted(str(part.file))}, hive_partitioning = false)"
        super().__init__(log, held, source, [Record(0, 0, ",".join(names).encode(), names)])
        self._size = part.stamp.size
        texts = [one for one, (_, kind) in zip(held, columns, strict=True) if kind == "VARCHAR"]
        sure = [f"coalesce(strlen({one}), 0) <= {log.limits.max_field_bytes}" for one in texts]
        self.hour = self._hour([*sure, *self._named()])
        name, kind = columns[log.columns.at[Field.TIME]]
        if kind.startswith("TIMESTAMP") and TimeForm.ISO in log.dialect.time_forms:
            self.hour = self._typed_hour(name, kind, sure)

    def _typed_hour(self, name: str, kind: str, sure: Sequence[str]) -> str:
        """The hour of a column that holds moments."""
        at = '"' + name.replace('"', '""') + '"'
        moment = f"{at} AT TIME ZONE 'UTC'" if "WITH TIME ZONE" in kind else f"{at}::TIMESTAMP"
        numbers = ", ".join(self.names[place] for place in self.log.columns.numbers)
        plainly = [f"year({moment}) BETWEEN 2000 AND 2099", *sure, *self._named()]
        if numbers:
            plainly.append(f"regexp_full_match(concat({numbers}), '[0-9,]*')")
        return f"CASE WHEN {' AND '.join(plainly)} THEN {hour_sql(f'({moment})')} END"

    @property
    def doubted(self) -> str:
        """The records that are not plainly rows, in their order."""
        wanted = ", ".join(f"coalesce({one}, '')" for one in self.names)
        return f"SELECT {wanted} FROM {self.source} WHERE ({self.hour}) IS NULL"  # noqa: S608 -- names in quotes

    def records(self, doubted: Iterable[Sequence[object]]) -> list[Record]:
        """These records again."""
        return [record_of(1, [str(cell) for cell in row], self.log.limits) for row in doubted]

    def account(self, _found: CountedBytes | None, records: int, _sums: Mapping[str, int]) -> None:
        """Raise NotPlainError of a file that holds more rows than bytes: the reader of rows says what it is."""
        if records > self._size:
            raise NotPlainError
