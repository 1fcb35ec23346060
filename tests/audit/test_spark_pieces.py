"""A log that is read in pieces by several readers is the log that one reads: rows, numbers, lines, rejects, notes.

No cluster is needed: the pieces are read here one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from comity.audit import Reject, open_log
from comity.audit.engine import Engine, Spool
from comity.audit.intake.bulk import read_in_bulk
from comity.audit.intake.spool import COLUMNS, of_view_to_parquet
from comity.audit.logs.log import Reading
from comity.audit.logs.seal import Seal
from comity.audit.spark.cuts import cuts_of
from comity.audit.spark.engine import parts_of
from comity.audit.spark.pieces import read_pieces
from tests.audit.exports import P2, save, save_lines
from tests.audit.test_formats import A, a_row

SEAL = Seal(b"0123456789abcdef", shown=True)


class Here:
    """What of Spark's context is used, without Spark."""

    def __init__(self, tasks: Iterable[Any] = ()) -> None:
        self.tasks = list(tasks)

    def parallelize(self, tasks: Iterable[Any], _pieces: int) -> Here:
        return Here(tasks)

    def map(self, work: Callable[[Any], Any]) -> Here:
        return Here(work(task) for task in self.tasks)

    def collect(self) -> list[Any]:
        return self.tasks


def in_pieces(
    path: Path, piece_bytes: int = 4_000, *, digests: bool = True
) -> tuple[Reading, tuple[Reject, ...], list[tuple[Any, ...]]] | None:
    """What pieces give: the account, the rejects, and the rows by their numbers."""
    target = path.with_name("spool.parquet")
    session = SimpleNamespace(sparkContext=Here())
    found = read_pieces(session, open_log(path), SEAL, target, piece_bytes, digests=digests)
    if found is None:
        assert not target.exists()
        return None
    parts = parts_of(Spool(file=0, first=100, path=target))
    assert len(parts) > 2
    engine = Engine(path.parent)
    try:
        cells = ", ".join(f'"{name}"' for name in COLUMNS if name != "line")
        rows = [
            row
            for part in parts
            for row in engine.ask(
                f"SELECT CASE WHEN file_row_number < {part.plain} THEN {part.first} + file_row_number "
                f"ELSE {part.close} + file_row_number - {part.plain} END AS seq, line + {part.above}, {cells} "
                f"FROM read_parquet('{part.path}', file_row_number = true)"
            )
        ]
    finally:
        engine.close()
        (path.parent / "rows.duckdb").unlink()
    return *found, sorted(rows, key=lambda row: row[0])


def at_once(
    path: Path, *, digests: bool = True
) -> tuple[Reading, tuple[Reject, ...], list[tuple[Any, ...]]]:
    """What one reader gives of the same log."""
    engine = Engine(path.parent)
    try:
        bulk = read_in_bulk(
            open_log(path), engine.connection, "bulk", path.with_name("raw"), digests=digests, from_bytes=0
        )  # fmt: skip
        assert bulk is not None
        of_view_to_parquet(engine, "bulk", SEAL, path.with_name("whole.parquet"))
        cells = ", ".join(f'"{name}"' for name in COLUMNS if name != "line")
        rows = engine.ask(
            f"SELECT 100 + file_row_number, line, {cells} FROM "
            f"read_parquet('{path.with_name('whole.parquet')}', file_row_number = true) ORDER BY 1"
        )
    finally:
        engine.close()
        (path.parent / "rows.duckdb").unlink()
    return bulk.reading, bulk.rejects, rows


def portal(count: int, odd: dict[int, str] | None = None) -> list[str]:
    rows = [
        f'id-{n},u{n % 7},2025-06-{1 + n % 28:02} 0{n % 10}:02:04.789,{n},"theft, {n}"'
        for n in range(count)
    ]
    for at, row in (odd or {}).items():
        rows[at] = row
    return [P2, *rows]


def vendor(count: int) -> list[str]:
    """Cells of two lines, moments of another form, rejects."""
    rows = [
        a_row(n, org=f"Lodi CA PD {n % 3}", reason="theft" if n % 9 else "ICE")
        for n in range(count)
    ]
    rows[7] = a_row(7, time="1/9/2025 05:53:48 PM UTC")
    rows[count // 2] = a_row(8, time="2/30/2025, 05:53:48 PM UTC")
    rows[count // 2 + 1] = a_row(8, time="1/9/2025 05:53:49 PM UTC")
    return [A, *rows]


@pytest.mark.parametrize("digests", [True, False])
@pytest.mark.parametrize(
    "lines",
    [
        portal(300),
        ["A title", *portal(300)],
        portal(
            300,
            {
                5: "id-5,***,,4,x",
                150: "id-150,***,2025-06-01 00:02:04 ,x1,theft",
                299: "id-9,***,?,4,x",
            },
        ),
        [*portal(300), *[f"id-{n},***,broken,4,x" for n in range(25)]],
        vendor(120),
    ],
    ids=["plain", "titled", "rejects", "tail", "vendor"],
)
def test_pieces_together_are_the_log(tmp_path: Path, lines: list[str], digests: bool) -> None:
    for name, text in (
        ("lf-ca-pd.csv", "".join(f"{line}\n" for line in lines)),
        ("cut-ca-pd.csv", "\n".join(lines)),
        ("marked-ca-pd.csv", "\ufeff" + "\n".join(lines) + "\n"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        path = save(folder, text, name)
        assert in_pieces(path, digests=digests) == at_once(path, digests=digests), name


def test_a_log_that_is_not_plain_to_its_end_is_left_to_one_reader(tmp_path: Path) -> None:
    for at, row in enumerate(
        ('id-200,***,2025-06-01 00:02:04,4,"open', "id,userId,searchDate,networkCount,reason", "a,b", "", 'a "b" c')
    ):  # fmt: skip
        path = save_lines(tmp_path, portal(300, {200: row}), f"log-{at}-ca-pd.csv")
        assert in_pieces(path) is None, row


def test_a_log_is_cut_behind_rows_and_never_in_a_cell(tmp_path: Path) -> None:
    path = save_lines(tmp_path, vendor(120))
    log = open_log(path)
    cuts = cuts_of(log, 2_000)
    assert cuts is not None
    content = path.read_bytes()
    assert len(cuts.places) > 5
    begins = a_row(0).split(",")[0].encode()
    assert all(content.startswith(begins, place) for place in cuts.places[1:-1])
    assert cuts_of(log, len(content)) is None


def test_a_version_of_another_day_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_lines(tmp_path, portal(300))
    said = iter(["1", *["2"] * 99])
    monkeypatch.setattr("comity.audit.spark.pieces.program_version", lambda: next(said))
    assert in_pieces(path) is None
