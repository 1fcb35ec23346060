"""How fast whole tables are decided: generated rows, Parquet to Parquet, beside a plain copy of them.

Every measurement runs in a process of its own, so that its peak memory is its own; the runs of all
measurements take turns, so that a busy machine slows all of them alike. The law is that of
`decision_speed`: the same 50 provisions and the same share of missing facts.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb
import sqlglot
from synthetic import MISSING, ON, invented_corpus, nodes
from timing import RUNS

from comity.law import Corpus, WordType
from comity.law.combine import law_on
from comity.logic import Predicate, Ruling, key_of, leaves
from comity.readings.table import OPEN, TableRuling, table_of, tables_of

MILLION = 1_000_000
SIZES = (MILLION, 10 * MILLION)
ROWS_A_SECOND = 2.5 * MILLION
PEAK_MIB = 4096
LINEAR = 11.0
"""Ten times the rows may take at most so many times the time."""

_SQL_TYPES = {
    WordType.BOOLEAN: "BOOLEAN",
    WordType.INTEGER: "INTEGER",
    WordType.DATE: "DATE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table; `seconds` is the median of `runs`, memory the highest of them."""

    what: str
    rows: int
    seconds: float
    runs: tuple[float, ...]
    processor_seconds: float
    times_copy: float
    peak_mib: float
    met: bool | None

    @property
    def rows_a_second(self) -> float:
        """Rows decided in one second."""
        return self.rows / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpeed:
    """What was measured, on what, and how far time grows in step with rows."""

    about: str
    lines: tuple[Line, ...]
    tenfold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One query of the bench. Only the first is compared with the targets."""

    what: str
    query: str
    has_target: bool = False


def table_speed(*, sizes: Sequence[int] = SIZES, runs: int = RUNS) -> TableSpeed:
    """Measure on rows of the given numbers, written to a temporary folder and removed again."""
    one, several = _tables()
    lines: list[Line] = []
    with TemporaryDirectory(prefix="comity-bench-") as folder:
        for rows in sizes:
            source = Path(folder) / f"{rows}.parquet"
            _write_rows(source, rows, one, several)
            lines += _lines(list(_jobs(source, one, several)), rows, Path(folder), runs)
        about = _about(one, Path(folder) / f"{sizes[0]}.parquet", runs)
    ours = [line for line in lines if line.met is not None]
    return TableSpeed(about=about, lines=tuple(lines), tenfold=ours[-1].seconds / ours[0].seconds)


def markdown(found: TableSpeed) -> str:
    """The table of the report."""
    written = [
        "### Whole tables, Parquet to Parquet",
        "",
        found.about,
        "",
        "| what | rows | s | rows/s | times a copy | processor s | peak MiB | met |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for line in found.lines:
        met = "" if line.met is None else "yes" if line.met else "**no**"
        written.append(
            f"| {line.what} | {line.rows:,} | {line.seconds:.2f} "
            f"| {line.rows_a_second / MILLION:.2f} M | {line.times_copy:.1f} "
            f"| {line.processor_seconds:.1f} | {line.peak_mib:,.0f} | {met} |"
        )
    written += [
        "",
        f"Target: at least {ROWS_A_SECOND / MILLION:.1f} M rows/s and at most {PEAK_MIB:,} MiB. "
        f"Ten times the rows took {found.tenfold:.1f} times the time "
        f"({'in step' if found.tenfold <= LINEAR else '**not in step**'}).",
    ]
    return "\n".join(written)


def _tables() -> tuple[tuple[Ruling, TableRuling], TableRuling]:
    """Fifty provisions on one question, and fifty over ten."""
    corpus = invented_corpus(50, 1)
    (ruling,) = _rulings(corpus).values()
    spread = invented_corpus(50, 10)
    rulings = _rulings(spread)
    return (
        (ruling, table_of(ruling, types=_types(corpus, [ruling]))),
        tables_of(rulings, types=_types(spread, list(rulings.values())), column="action"),
    )


def _rulings(corpus: Corpus) -> dict[str, Ruling]:
    place = next(name for name, one in corpus.jurisdictions.items() if one.within)
    actions = corpus.vocabulary.actions
    return {action: law_on(corpus, place, action, ON).ruling for action in actions}


def _types(corpus: Corpus, rulings: Sequence[Ruling]) -> dict[str, str]:
    words = corpus.vocabulary.words
    types: dict[str, str] = {}
    for ruling in rulings:
        for part in ruling.parts:
            for leaf in leaves(part.effective):
                known = isinstance(leaf, Predicate)
                kind = WordType.BOOLEAN if known else words[key_of(leaf)].type
                types[key_of(leaf)] = _SQL_TYPES.get(kind, "VARCHAR")
    return types


def _jobs(source: Path, one: tuple[Ruling, TableRuling], several: TableRuling) -> Iterator[Job]:
    relation = sqlglot.parse_one(f"SELECT * FROM read_parquet('{source}')", dialect="duckdb")
    table = one[1]
    yield Job(what="plain copy of all columns", query=relation.sql("duckdb"))
    yield Job(
        what="answer, deciding provision, missing words",
        query=table.sql(relation, keep=("row",), outputs=("answer", "deciding", "missing")),
        has_target=True,
    )
    yield Job(
        what="answer and deciding provision",
        query=table.sql(relation, keep=("row",), outputs=("answer", "deciding")),
    )
    yield Job(what="answer only", query=table.sql(relation, keep=("row",), outputs=("answer",)))
    yield Job(
        what="the same 50 over ten questions, all of it",
        query=several.sql(relation, keep=("row",), outputs=("answer", "deciding", "missing")),
    )


def _lines(jobs: Sequence[Job], rows: int, folder: Path, runs: int) -> list[Line]:
    found: dict[str, list[tuple[float, float, float]]] = {job.what: [] for job in jobs}
    for _ in range(runs):
        for job in jobs:
            found[job.what].append(_run(job.query, folder))
    copy = median(seconds for seconds, _, _ in found[jobs[0].what])
    lines: list[Line] = []
    for job in jobs:
        seconds = median(one for one, _, _ in found[job.what])
        peak = max(one for _, _, one in found[job.what])
        is_met = rows / seconds >= ROWS_A_SECOND and peak <= PEAK_MIB
        lines.append(
            Line(
                what=job.what,
                rows=rows,
                seconds=seconds,
                runs=tuple(one for one, _, _ in found[job.what]),
                processor_seconds=median(one for _, one, _ in found[job.what]),
                times_copy=seconds / copy,
                peak_mib=peak,
                met=is_met if job.has_target else None,
            )
        )
    return lines


def _run(query: str, folder: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds and peak MiB of one query in a process of its own."""
    order = json.dumps({"query": query, "out": str(folder / "out.parquet")})
    done = subprocess.run(
        [sys.executable, __file__], input=order, capture_output=True, text=True, check=True
    )
    seconds, processor, peak = json.loads(done.stdout)
    return seconds, processor, peak


def _run_here() -> None:
    order = json.load(sys.stdin)
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET memory_limit = '{PEAK_MIB}MiB'")
        before = resource.getrusage(resource.RUSAGE_SELF)
        start = perf_counter()
        connection.execute(f"COPY ({order['query']}) TO '{order['out']}' (FORMAT parquet)")
        seconds = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    json.dump((seconds, processor, after.ru_maxrss / 1024), sys.stdout)


def _write_rows(
    path: Path, rows: int, one: tuple[Ruling, TableRuling], several: TableRuling
) -> None:
    """Rows with a column for every key: unrelated values, MISSING of them NULL."""
    columns = {column.key: column for column in (*several.lanes.columns, *one[1].lanes.columns)}
    made = ["number AS row", _picked("number", list(several.rulings or ()), "action")]
    for position, (key, column) in enumerate(columns.items(), start=1):
        chance = f"hash(number * {len(columns) + 1} + {position})"
        if column.type.value == "BOOLEAN":
            value = f"(({chance} >> 20) % 2 = 0)"
        elif column.type.value == "INTEGER":
            value = f"(({chance} >> 20) % 90)::INTEGER"
        else:
            named = sorted({str(one) for cell in column.cells for one in cell.members})
            value = _picked(f"({chance} >> 20)", [*named, "something else"])
        quoted = key.replace('"', '""')
        made.append(
            f'CASE WHEN {chance} % 1000 >= {round(MISSING * 1000)} THEN {value} END AS "{quoted}"'
        )
    with duckdb.connect() as connection:
        query = f"SELECT {', '.join(made)} FROM range({rows}) AS numbers(number)"
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


def _picked(chance: str, names: Sequence[str], alias: str = "") -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return f"[{listed}][({chance} % {len(names)} + 1)::INTEGER]" + (f" AS {alias}" if alias else "")


def _about(one: tuple[Ruling, TableRuling], source: Path, runs: int) -> str:
    ruling, table = one
    relation = sqlglot.parse_one(f"SELECT * FROM read_parquet('{source}')", dialect="duckdb")
    counted = (
        f"SELECT count(*) FILTER (answer = '{OPEN}') / count(*), "
        f"avg(len(missing)) FILTER (answer = '{OPEN}') FROM ({table.sql(relation)})"
    )
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        found = connection.execute(counted).fetchone()
    share, missing = found or (0, 0)
    reached = mean(nodes(part.reached) for part in ruling.parts)
    effective = mean(nodes(part.effective) for part in ruling.parts)
    return (
        f"50 provisions in {len(ruling.parts)} parts ({reached:.1f} nodes each, {effective:.1f} with "
        f"what defeats them) over {len(table.keys)} columns, {MISSING:.0%} of the cells NULL. "
        f"{share:.0%} of the rows stay open, with {missing:.1f} missing words each. "
        f"Each figure is the median of {runs} runs that took turns."
    )


if __name__ == "__main__":
    _run_here()
