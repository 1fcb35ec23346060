"""How fast a log is audited: beside DuckDB's own count(*) of the file, a reporter's pandas script, and Polars.

python bench/audit_speed.py --out build/bench [--measure a:1000000 b:10000000] [--runs 3] [--docs docs/performance.md]

Each call runs in a process of its own, so that its memory is its own; the calls take turns, so that what else the
machine does hits all alike, and medians count. Made logs are kept in the folder of `--logs` between runs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb
from audit_logs import write_log
from report import write_report

from comity.audit import AuditOptions, CountOptions, audit_logs, count_rows
from comity.audit.spark import SparkChoice, SparkError, make_ready
from comity.law import shelved_corpus

RUNS = 3
MEASURED = ("a:1000000", "b:1000000", "b:10000000")
LONG = 1_000_000
"""Longer logs are measured once, and so is Spark."""
SPARK = "comity audit, Spark local[2]"
MOST_ROWS = {"pandas script": 10_000_000, SPARK: 1_000_000}
"""Longer logs do not fit the memory of a script that holds all rows, and Spark takes some three minutes a million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. `seconds` is the median, `peak` the most memory of any run in MiB.

    `work` is the median of the seconds that processors worked, in the program and in the system: on a machine that
    others use too it tells more than the clock.
    """

    dialect: str
    rows: int
    what: str
    seconds: float
    runs: tuple[float, ...]
    times_count: float
    work: float
    times_work: float
    peak: float
    note: str


# The calls, each in its child. They print how many rows they saw.


def count(file: Path) -> int:
    """The least that any reader does: DuckDB's own count."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        query = f"SELECT count(*) FROM read_csv('{file}', all_varchar = true, header = true, quote = '\"')"
        return int(connection.execute(query).fetchall()[0][0])


def audit(file: Path) -> int:
    """The whole of `comity audit`: read, number, decide every row, count once, write the report."""
    with tempfile.TemporaryDirectory() as folder:
        found = audit_logs(
            shelved_corpus(None, ()),
            [file],
            out=Path(folder) / "report",
            options=AuditOptions(agency="Keene NH PD"),
        )
        return found.intake.rows


def audit_on_spark(file: Path) -> int:
    """The same with Spark holding the rows, on the cores of this machine."""
    spark = SparkChoice(master="local[2]")
    with tempfile.TemporaryDirectory() as folder:
        options = AuditOptions(agency="Keene NH PD", spark=spark)
        corpus = shelved_corpus(None, ())
        return audit_logs(corpus, [file], out=Path(folder) / "report", options=options).intake.rows


def quick_count(file: Path) -> int:
    """The whole of `comity count`: every row decided, counted by agency, month, purpose and answer."""
    found = count_rows(shelved_corpus(None, ()), [file], options=CountOptions(agency="Keene NH PD"))
    return found.rows


def quick_count_of_parquet(file: Path) -> int:
    """The same of the log as Parquet."""
    return quick_count(parquet_of(file))


def parquet_of(file: Path) -> Path:
    """The Parquet file beside a log, of the same cells."""
    return file.with_suffix(".parquet")


def write_parquet(file: Path) -> None:
    """Make the Parquet file beside a log."""
    made = parquet_of(file)
    partial = made.with_name(f"{made.name}.partial")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{file}', all_varchar = true, header = true, quote = '\"')) "
            f"TO '{partial}' (FORMAT parquet, COMPRESSION zstd)"
        )
    partial.replace(made)


_WORDS = r"(?:^|[^a-z0-9_])(?:ice|hsi|ero|cbp|usbp|immigra[a-z]*|border patrol|deport[a-z]*|8 usc 132[456])(?:[^a-z0-9_]|$)"


def pandas_script(file: Path) -> int:
    """What a reporter would write: read all, look for words, count by agency and month. It knows no law."""
    import pandas  # noqa: PLC0415 -- its memory belongs to this call alone

    rows = pandas.read_csv(file, dtype=str, keep_default_na=False)
    found = rows[rows["Reason"].str.lower().str.contains(_WORDS, regex=True)]
    month = found["Search Time"].str.slice(6, 10) + "-" + found["Search Time"].str.slice(0, 2)
    found.groupby([found["Org Name"], month]).size()
    return len(rows)


def polars_streaming(file: Path) -> int:
    """The same in Polars, streaming."""
    import polars  # noqa: PLC0415 -- its memory belongs to this call alone

    rows = polars.scan_csv(file, infer_schema=False)
    time = polars.col("Search Time")
    month = (time.str.slice(6, 4) + "-" + time.str.slice(0, 2)).alias("month")
    found = rows.filter(polars.col("Reason").str.to_lowercase().str.contains(_WORDS))
    found.group_by("Org Name", month).len().collect(engine="streaming")
    return int(rows.select(polars.len()).collect(engine="streaming").item())


CALLS: Mapping[str, tuple[Callable[[Path], int], str]] = {
    "count(*) by DuckDB": (count, "reads and counts, nothing else"),
    "comity count": (quick_count, "every row decided, counts by agency and month; rows, not acts"),
    "comity count, Parquet": (quick_count_of_parquet, "the same of the log as Parquet"),
    "comity audit": (audit, "every row decided, counted once, with its report"),
    SPARK: (
        audit_on_spark,
        "the same report; work and memory without those of Java",
    ),
    "pandas script": (pandas_script, "words by agency and month; no law"),
    "Polars, streaming": (polars_streaming, "words by agency and month; no law"),
}
FIRST = "count(*) by DuckDB"


# Measuring, here.


def measure(files: Mapping[tuple[str, int], Path], runs: int) -> list[Line]:
    """Every call on every log."""
    lines = []
    for (dialect, rows), file in files.items():
        calls = [name for name in CALLS if rows <= MOST_ROWS.get(name, rows) and _is_ready(name)]
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in calls}
        for number in range(runs if rows <= LONG else 1):
            for name in calls:
                if name == SPARK and number:
                    continue
                found[name].append(_run(name, file, rows))
        least = median(seconds for seconds, _, _ in found[FIRST])
        least_work = median(work for _, work, _ in found[FIRST])
        for name in calls:
            seconds = median(one for one, _, _ in found[name])
            work = median(one for _, one, _ in found[name])
            lines.append(
                Line(
                    dialect=dialect,
                    rows=rows,
                    what=name,
                    seconds=seconds,
                    runs=tuple(one for one, _, _ in found[name]),
                    times_count=seconds / least,
                    work=work,
                    times_work=work / least_work,
                    peak=max(one for _, _, one in found[name]),
                    note=CALLS[name][1],
                )
            )
    return lines


@cache
def _is_ready(name: str) -> bool:
    try:
        if name == SPARK:
            make_ready(SparkChoice(master="local[2]"))
    except SparkError as error:
        print(f"left out: {name}: {error}", flush=True)
        return False
    return True


def _run(name: str, file: Path, rows: int) -> tuple[float, float, float]:
    """Seconds, those that processors worked, and the peak of memory in MiB, of one call in a process of its own."""
    order = json.dumps({"call": name, "file": str(file)})
    done = subprocess.run(
        [sys.executable, __file__, "--child"],
        input=order,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"`{name}` on {file} ended with {done.returncode}: {done.stderr[-2000:]}")
    seconds, work, peak, seen = json.loads(done.stdout.splitlines()[-1])
    if seen != rows:
        raise SystemExit(f"`{name}` saw {seen} rows of {rows} in {file}")
    return seconds, work, peak


def _run_here() -> None:
    order = json.load(sys.stdin)
    call, _ = CALLS[order["call"]]
    start, worked = perf_counter(), process_time()
    seen = call(Path(order["file"]))
    seconds, work = perf_counter() - start, process_time() - worked
    peak = _peak()
    print(json.dumps((seconds, work, peak, seen)))


def _peak() -> float:
    """The most memory that this program has held, in MiB. `getrusage` would count what the parent held when it made it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def markdown(lines: Sequence[Line], sizes: Mapping[tuple[str, int], int]) -> str:
    """The table."""
    out = [
        "| dialect | rows | file | what | runs | seconds | times count(*) | work, s | times count(*) | rows a second | peak MiB |",
        "|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in lines:
        size = sizes[one.dialect, one.rows] / 1e6
        out.append(
            f"| {one.dialect.upper()} | {one.rows:,} | {size:,.0f} MB | {one.what}: {one.note} | {len(one.runs)} | "
            f"{one.seconds:.2f} | "
            f"{one.times_count:.1f} | {one.work:.2f} | {one.times_work:.1f} | {one.rows / one.seconds:,.0f} | "
            f"{one.peak:,.0f} |"
        )
    return "\n".join(out)


def main() -> None:
    """Make the logs that are not there, measure, write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, required=True, help="folder for JSON and Markdown")
    arguments.add_argument("--logs", type=Path, default=Path("build/bench-logs"))
    arguments.add_argument(
        "--measure", nargs="+", default=MEASURED, metavar="DIALECT:ROWS", help="which logs"
    )
    arguments.add_argument("--runs", type=int, default=RUNS)
    arguments.add_argument("--docs", type=Path, help="page whose marked part is written anew")
    options = arguments.parse_args()
    options.logs.mkdir(parents=True, exist_ok=True)
    files = {}
    for one in options.measure:
        dialect, _, many = one.partition(":")
        rows = int(many)
        file = options.logs / f"{dialect}-{rows}.csv"
        if not file.is_file():
            print(f"making {file}", flush=True)
            write_log(file, rows, dialect=dialect)
        if not parquet_of(file).is_file():
            write_parquet(file)
        files[dialect, rows] = file
    lines = measure(files, options.runs)
    sizes = {key: file.stat().st_size for key, file in files.items()}
    write_report(options.out, "audit", markdown(lines, sizes), lines, options.docs)


if __name__ == "__main__":
    if sys.argv[1:] == ["--child"]:
        _run_here()
    else:
        main()
