"""What the quick count says of the rows of a log is what a whole audit says of them, and no row is lost."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.audit.counting.rows import CountOptions, RowCounts, count_rows
from comity.audit.deciding.subject import EVERY_ROW
from comity.audit.logs.dialect import NOT_DECIDED
from comity.audit.purpose.lexicon import PurposeClass
from comity.audit.purpose.lexicon_file import shipped_lexicon
from comity.audit.purpose.sql import code_meanings
from comity.law import Corpus
from tests.audit.exports import P2, p2_row, save_lines
from tests.audit.reports import BUNDLED, ROOT, taken_in
from tests.audit.test_formats import FRAME, A

SAMPLES = sorted((ROOT / "src/comity/audit/logs/dialects").glob("*.sample.*"))
CLASSES = {one.code: one.purpose_class for one in code_meanings(shipped_lexicon())}
B = f"ID,{A.replace(', ', ',')},Text Prompt,Moderation"
Told = Counter[tuple[Any, ...]]  # Any: subject, agency, month, class, answer


def told_by_audit(corpus: Corpus, folder: Path, *paths: Path) -> Told:
    """The rows of an audit, before acts are told apart."""
    with taken_in(corpus, folder, *paths) as (_, findings):
        found = findings.ask(
            """SELECT m.subject, p.name, date_trunc('month', r.day)::DATE, r.stated, a.answer, count(*)
            FROM rows r JOIN matters m USING (matter) JOIN asks a USING (ask)
            JOIN names p ON p.id = CASE WHEN m.subject = 'access' THEN r.owner ELSE r.party END GROUP BY ALL"""
        )
    told: Told = Counter()
    for subject, agency, month, stated, answer, rows in found:
        told[subject, agency, month, CLASSES.get(stated), answer] += rows
    return told


def told_by_count(found: RowCounts) -> Told:
    told: Told = Counter()
    for one in found.counts:
        told[one.subject.value, one.agency, one.month, one.purpose_class, one.answer.value] += (
            one.rows
        )
    return told


def counted(corpus: Corpus, *paths: Path, from_bytes: int = 0) -> RowCounts:
    return count_rows(corpus, paths, options=CountOptions(from_bytes=from_bytes))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples of all dialects as one folder, the PDF and the workbooks too."""
    folder = tmp_path_factory.mktemp("samples") / "lodi-ca-pd"
    folder.mkdir()
    for one in SAMPLES:
        shutil.copy(one, folder / one.name)
    return folder


def test_the_samples_of_all_dialects_are_counted_as_an_audit_counts_their_rows(
    corpus: Corpus, samples: Path, tmp_path: Path
) -> None:
    found = counted(corpus, samples)
    assert told_by_count(found) == told_by_audit(corpus, tmp_path, samples)
    assert {one.kind for one in found.logs} == set(EVERY_ROW)
    assert len(found.not_read) >= len(NOT_DECIDED)
    assert sum(one.in_bulk for one in found.logs) >= 3


def test_the_bundled_records_are_counted_as_an_audit_counts_their_rows(
    corpus: Corpus, tmp_path: Path
) -> None:
    found = counted(corpus, BUNDLED)
    assert told_by_count(found) == told_by_audit(corpus, tmp_path, BUNDLED)
    assert (found.rows, found.broken) == (5_424, ())


AGENCIES = ("Lodi CA PD", "Chicago IL PD", "Keene NH PD", "Dallas TX PD", "Oldtown PD", " Lodi CA PD", "Boise ID PD", "ICE", "Sioux County NE SO")  # fmt: skip
REASONS = (
    "training",    "ICE hold", "theft", "HSI", "287(B) PC", "10851", "10851 VC", "Immigration (criminal) -", "inv", "", "   ", "***",
    "Immigration (civil/administrative) -", "police", "8 USC 1326", "border patrol, assist", 'the "blue" car', "É+ice",
)  # fmt: skip
CHANGES = (date(2025, 1, 1), date(2025, 3, 1), date(2025, 8, 1), date(2026, 1, 1), date(2024, 7, 1))


def rows_of_all_kinds(many: int) -> list[str]:
    """Rows about the hours at which days, months and laws change, with what must be told apart in them."""
    chance = random.Random(5)
    rows = []
    for number in range(many):
        day = chance.choice(CHANGES)
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        moment += timedelta(minutes=chance.randint(-1500, 1500))
        shown = f"{moment.month}/{moment.day}/{moment:%Y, %I:%M:%S %p} UTC"
        reason = chance.choice(REASONS) if chance.random() < 0.7 else f"case 25-{number}"
        rows.append(
            ",".join(
                [
                    f"id-{number}",
                    "J. Doe",
                    chance.choice(AGENCIES),
                    "900",
                    '"40,000"',
                    FRAME,
                    "***",
                    '"' + reason.replace('"', '""') + '"',
                    chance.choice(["25-1", "ICE 7", "border_patrol", "", "a%20ice%20b", "HSI"]),
                    "",
                    f'"{shown if chance.random() < 0.97 else "2/30/2025, 05:53:48 PM UTC"}"',
                    "lookup",
                    chance.choice(["", "", "", "red truck", "ICE van"]),
                    chance.choice(["allow", "allow", ""]),
                ]
            )
        )
    return rows


def test_rows_about_every_change_are_counted_in_bulk_as_an_audit_counts_them(
    corpus: Corpus, tmp_path: Path
) -> None:
    log = save_lines(tmp_path, [B, *rows_of_all_kinds(3_000)], "keene-nh-pd_network_audit.csv")
    found = counted(corpus, log)
    (one,) = found.logs
    assert one.in_bulk
    assert one.rejects > 20
    assert one.rows + one.rejects == 3_000
    told = told_by_count(found)
    assert told == told_by_audit(corpus, tmp_path, log)
    assert {key[0] for key in told} == {"search", "access"}
    assert {key[3] for key in told} >= set(PurposeClass) - {PurposeClass.PUBLIC_SAFETY}
    by_row = counted(corpus, log, from_bytes=1 << 40)
    assert not by_row.logs[0].in_bulk
    assert told_by_count(by_row) == told


def test_a_log_in_parquet_is_counted_as_the_same_log_in_csv(corpus: Corpus, tmp_path: Path) -> None:
    name = "keene-nh-pd_network_audit"
    log = save_lines(tmp_path, [B, *rows_of_all_kinds(400)], f"{name}.csv")
    times = "coalesce(strftime(try_strptime(\"Search Time\", '%m/%d/%Y, %I:%M:%S %p UTC'), '%Y-%m-%dT%H:%M:%SZ'), 'none')"
    for kind, wanted in {
        "text": "*",
        "empty": '* REPLACE (nullif("Case #", \'\') AS "Case #")',
        "long": "* REPLACE (CASE WHEN ID = 'id-7' THEN repeat('x', 70000) ELSE \"Name\" END AS \"Name\")",
        "other": f'* REPLACE ({times} AS "Search Time")',
    }.items():
        (tmp_path / kind).mkdir()
        made = tmp_path / kind / f"{name}.parquet"
        duckdb.execute(
            f"COPY (SELECT {wanted} FROM read_csv('{log}', all_varchar = true, header = true, quote = '\"')) "
            f"TO '{made}' (FORMAT parquet)"
        )
    log.unlink()
    found, by_row = counted(corpus, tmp_path), counted(corpus, tmp_path, from_bytes=1 << 40)
    assert told_by_count(found) == told_by_count(by_row)
    told = [(one.label, one.rows, one.rejects) for one in found.logs]
    assert told == [(one.label, one.rows, one.rejects) for one in by_row.logs]
    assert [one.in_bulk for one in found.logs] == [True] * 4
    assert {one.rows + one.rejects for one in found.logs} == {400}


def test_moments_of_a_parquet_file_are_taken_as_they_are(corpus: Corpus, tmp_path: Path) -> None:
    made = tmp_path / "dover-nh-pd_search_audit.parquet"
    moments = "[TIMESTAMP '2026-01-01 04:59:59', TIMESTAMP '2026-01-01 05:00:00', TIMESTAMP '1999-12-31 12:00:00', NULL]"
    duckdb.execute(
        "COPY (SELECT 'id' || n AS id, '***' AS userId, "
        f"{moments}[n % 4 + 1] AS searchDate, n::INT AS networkCount, 'theft' AS reason FROM range(40) r(n)) "
        f"TO '{made}' (FORMAT parquet)"
    )
    found, by_row = counted(corpus, made), counted(corpus, made, from_bytes=1 << 40)
    assert told_by_count(found) == told_by_count(by_row)
    (one,) = found.logs
    assert (one.in_bulk, one.rows, one.rejects) == (True, 20, 20)
    assert {count.month: count.rows for count in found.counts} == {
        date(2025, 12, 1): 10,
        date(2026, 1, 1): 10,
    }


HOSTILE: tuple[tuple[list[str], bool], ...] = (
    ([P2, p2_row(1), p2_row(2, '"a, b"'), p2_row(3, '""')], True),
    ([P2, p2_row(1), p2_row(2, '"the ""blue"" car"')], True),
    ([P2, p2_row(1), p2_row(2).replace("2026-03-10", "2026-02-30")], True),
    ([P2, p2_row(1), p2_row(2, '"theft\n' + p2_row(3) + '"')], True),
    ([P2, p2_row(1), p2_row(2) + ","], False),
    ([P2, p2_row(1), p2_row(2, ' "theft"')], False),
    ([P2, p2_row(1), p2_row(2, '"theft" ')], False),
    ([P2, p2_row(1), p2_row(2, '"the""ft" '), p2_row(3, '"the ""blue"" car"')], False),
    ([P2, p2_row(1), p2_row(2, "the\rft")], False),
    ([P2, p2_row(1), "", p2_row(2)], False),
    ([P2, p2_row(1), P2, p2_row(2)], False),
    ([P2, p2_row(1), "id-2,***"], False),
    ([P2, p2_row(1), 'id-2,***,2026-03-10T04:31:52Z,1,"open'], False),
)


def test_no_row_is_lost_where_engine_and_reader_could_differ(
    corpus: Corpus, tmp_path: Path
) -> None:
    for number, (lines, _) in enumerate(HOSTILE):
        folder = tmp_path / f"log-{number:02}"
        folder.mkdir()
        save_lines(folder, lines)
    found, by_row = counted(corpus, tmp_path), counted(corpus, tmp_path, from_bytes=1 << 40)
    assert told_by_count(found) == told_by_count(by_row)
    for one, slow, (lines, in_bulk) in zip(found.logs, by_row.logs, HOSTILE, strict=True):
        assert (one.rows, one.rejects) == (slow.rows, slow.rejects), lines
        assert (one.in_bulk, slow.in_bulk) == (in_bulk, False), lines
