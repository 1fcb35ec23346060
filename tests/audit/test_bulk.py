"""What the engine reads at its own speed is what the reader of rows reads one by one, or nothing."""

from __future__ import annotations

import csv
import io
from datetime import UTC
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.audit import ABSENT, LogRefusedError, Refusal, Reject, SearchRow, open_log
from comity.audit.intake.bulk import Bulk, read_in_bulk
from comity.audit.logs.dialect import Field
from tests.audit.exports import P2, p2_row, save, save_lines
from tests.audit.test_formats import A, a_row

FIELDS = {
    "id": Field.ID, "networks": Field.NETWORKS, "devices": Field.DEVICES, "reason": Field.REASON,
    "case_number": Field.CASE_NUMBER, "offense_type": Field.OFFENSE_TYPE, "text_prompt": Field.TEXT_PROMPT,
    "time_frame": Field.TIME_FRAME, "search_type": Field.SEARCH_TYPE, "moderation": Field.MODERATION,
}  # fmt: skip


def bulk_of(path: Path, *, digests: bool = True) -> tuple[Bulk | None, list[dict[str, object]]]:
    with duckdb.connect() as engine:
        spool = path.with_name("spool.parquet")
        found = read_in_bulk(open_log(path), engine, "rows", spool, digests=digests, from_bytes=0)
        if found is None:
            assert engine.execute("SHOW TABLES").fetchall() == []
            assert not spool.exists()
            return None, []
        asked = engine.execute("SELECT * FROM rows ORDER BY line")
        names = [one[0] for one in asked.description or ()]
        return found, [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def as_told(row: SearchRow) -> dict[str, object]:
    told: dict[str, object] = {
        "line": row.line,
        "digest": row.digest,
        "moment": row.moment.astimezone(UTC).replace(tzinfo=None),
        "time": row.time,
        "searcher": None if row.searcher is ABSENT else row.searcher,
        "owner": None if row.owner is ABSENT else row.owner,
    }
    cells = {name: getattr(row, name) for name in FIELDS}
    return told | {name: cell for name, cell in cells.items() if cell is not ABSENT}


def agree(path: Path) -> bool:
    """True if the engine read the log, and the very same as the reader; False if it left it. Without digests, by which
    every byte is accounted for, it must read the same too.
    """
    found = [
        _agree(path, digests=digests) for digests in (True, False)
    ]  # both, whatever the first says
    return all(found)


def _agree(path: Path, *, digests: bool) -> bool:
    found, rows = bulk_of(path, digests=digests)
    if found is None:
        return False
    log = open_log(path)
    items = list(log)
    wanted = [as_told(item) for item in items if isinstance(item, SearchRow)]
    for row, want in zip(rows, wanted, strict=True):
        assert {key: row[key] for key in want} == want | ({} if digests else {"digest": None})
        assert {key for key in FIELDS if key in row} == {key for key in FIELDS if key in want}
    rejects = [
        (one.line, one.span, one.reason, one.what) for one in items if isinstance(one, Reject)
    ]
    assert [(one.line, one.span, one.reason, one.what) for one in found.rejects] == rejects
    assert found.reading == log.reading
    return True


def written(rows: list[list[str]], *, style: str, end: str) -> str:
    """The rows as a file, cells quoted where they must be, all of them, or none, whatever they hold."""
    if style == "bare":
        return "".join(",".join(row) + end for row in rows)
    out = io.StringIO()
    if style == "needed":
        csv.writer(out, lineterminator=end).writerows(rows)
    else:
        csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("style", ["needed", "all"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_plain_exports_of_every_style_are_read_by_the_engine(
    tmp_path: Path, style: str, end: str
) -> None:
    times = ["2026-03-10T04:31:52.901Z", "2025-06-18 00:02:04", "2025-06-18 00:02:04.7"]
    rows = [[f"id-{n}", "***", time, str(n), "a, b"] for n, time in enumerate(times)]
    text = "A title\n" + written([P2.split(","), *rows], style=style, end=end)
    if style == "all" and end == "\n":
        text = text.replace("\n", end)
    path = save(tmp_path, text.replace("A title\n", ""), "dover-nh-pd.csv")
    assert agree(path)
    assert agree(save(tmp_path, "\ufeff" + text.replace("A title\n", ""), "dover-nh-pd.csv"))


def test_a_portal_quotes_all_but_the_count(tmp_path: Path) -> None:
    header = '"id","userId","searchDate","cameraCount","reason"'
    rows = [f'"id-{n}","***","2025-06-18 00:02:04.789",{n},""' for n in range(5)]
    assert agree(save_lines(tmp_path, [header, *rows]))


def test_the_vendor_s_exports_are_read_by_the_engine_with_lines_and_rejects(tmp_path: Path) -> None:
    lines = [
        "Network audit",
        A,
        a_row(1),
        a_row(2, org=" Lodi CA PD", reason="ICE hold"),
        a_row(3, time="1/9/2025 05:53:48 PM UTC"),  # quoted though it need not be: always so
        a_row(4, time="2/30/2025, 05:53:48 PM UTC"),
        a_row(5, time="1/9/9999, 05:53:48 PM UTC"),
        a_row(6, time=""),
        a_row(7, org=""),
        a_row(8).replace("40000", "——"),
        a_row(9).replace("40000", "Keene"),
        a_row(10),
    ]
    assert agree(save_lines(tmp_path, lines))
    assert agree(save(tmp_path, "\n".join(lines), "dover-nh-pd.csv"))
    found, _ = bulk_of(tmp_path / "dover-nh-pd.csv")
    assert found is not None
    assert len(found.rejects) == 5
    assert found.reading.counts.rows == 6


@pytest.mark.parametrize(
    "lines",
    [
        [P2, p2_row(1), P2, p2_row(2)],
        [P2, p2_row(1), "", p2_row(2)],
        [P2, p2_row(1), "id-2,***"],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1,"open'],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1,"theft" of a car'],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1,"unneeded"'],
        [P2, p2_row(1), "id-2,***,2026-03-10T04:31:52Z,1,theft,"],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1, "theft"'],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1,"theft" '],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1, ""'],
        [P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1,"" '],
        [P2, *map(p2_row, range(2_000)), p2_row(1) + "\0"],
        [P2, p2_row(1, "a\rb")],
        ['"' + P2.replace(",", '","') + '"', p2_row(1), p2_row(2, "x" * 70_000)],
        ["id,userId,searchDate,networkCount,reason,caseNumber,columns", p2_row(1) + ",,"],
    ],
)
def test_what_engine_and_reader_could_read_differently_is_left_to_the_reader(
    tmp_path: Path, lines: list[str]
) -> None:
    """Left, or read alike: never read otherwise."""
    path = save_lines(tmp_path, lines)
    agree(path)
    save(tmp_path, (P2 + "\n" + p2_row(1, "caf\u00e9") + "\n").encode("cp1252"), path.name)
    assert not agree(path)


def test_the_notes_are_the_same_too(tmp_path: Path) -> None:
    late = "2035-03-10T04:31:52Z"
    rows = [p2_row(n) for n in range(300)]
    far = f"id,***,{late},4,theft"
    unfit = [f"id,***,{late},theft,4"] * 30
    path = save_lines(tmp_path, [P2, *rows, far, *unfit], "dover-nh-pd_2019-01.csv")
    assert agree(path)
    found, _ = bulk_of(path)
    assert found is not None
    assert len(found.reading.notes) == 3


def test_a_small_or_packed_file_is_left_to_the_reader(tmp_path: Path) -> None:
    log = open_log(save_lines(tmp_path, [P2, p2_row(1)]))
    with duckdb.connect() as engine:
        assert read_in_bulk(log, engine, "rows", tmp_path / "x") is None


def test_a_file_that_changed_since_the_look_is_refused(tmp_path: Path) -> None:
    path = save_lines(tmp_path, [P2, p2_row(1)])
    log = open_log(path)
    save_lines(tmp_path, [P2, p2_row(1), p2_row(2)])
    with duckdb.connect() as engine, pytest.raises(LogRefusedError) as caught:
        read_in_bulk(log, engine, "rows", tmp_path / "x", from_bytes=0)
    assert caught.value.refusal is Refusal.CHANGED


CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "***", "theft", 'say "ICE"', "a,b", "two\nlines", "—", "ICE\u00a0hold", "reason"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
)
TIMES = st.one_of(
    st.sampled_from(
        ["2026-03-10T04:31:52.901Z", "2026-03-10 04:31:52", " 2026-03-10 04:31:52", "2026-03-10T24:00:00Z",
         "2026-02-30T04:31:52Z", "2026-03-10T04:31:52+02:00", "1999-03-10T04:31:52Z", "", "searchDate"]
    ),
    CELLS,
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(["——", "1,200", "x", "", "***", "networkCount"]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, TIMES, NUMBERS, CELLS), max_size=6),
    style=st.sampled_from(["needed", "all", "bare"]),
    end=st.sampled_from(["\n", "\r\n"]),
    cut=st.booleans(),
)
def test_any_rows_are_read_alike_or_left(
    tmp_path: Path, rows: list[tuple[str, ...]], style: str, end: str, cut: bool
) -> None:
    sound = ["id-0", "***", "2026-03-10T04:31:52.901Z", "4", "theft"]
    text = written([P2.split(","), sound, *map(list, rows)], style=style, end=end)
    path = tmp_path / "dover-nh-pd.csv"
    path.write_bytes((text.removesuffix(end) if cut else text).encode())
    agree(path)


def test_lines_are_right_in_a_file_that_is_read_in_pieces(tmp_path: Path) -> None:
    """The engine reads large files with all cores; a line is that of its record all the same."""
    body = "".join(a_row(1, reason=f"reason {n}") + "\n" for n in range(150_000))
    path = save(tmp_path, f"{A}\n{body}", "dover-nh-pd.csv")
    with duckdb.connect() as engine:
        engine.execute("SET threads = 4")
        spool = tmp_path / "spool.parquet"
        unwanted = frozenset({Field.TIME_FRAME, Field.USER})
        log = open_log(path)
        assert read_in_bulk(log, engine, "rows", spool, digests=False, without=unwanted) is not None
        names = {row[0] for row in engine.execute("DESCRIBE rows").fetchall()}
        assert names.isdisjoint({"time_frame", "user"})
        assert {"line", "digest", "moment", "time", "searcher", "owner", "reason", "plate"} <= names
        wrong = engine.execute(
            "SELECT count(*), count(*) FILTER (line <> 2 + 2 * CAST(substr(reason, 8) AS BIGINT)), count(digest) "
            "FROM rows"
        ).fetchone()
    assert wrong == (150_000, 0, 0)
