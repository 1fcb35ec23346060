"""Opening hostile files: what is refused before a row is read, and what is read all the same."""

from __future__ import annotations

import gzip
import hashlib
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.audit import Item, Limits, LimitsError, LogRefusedError, Refusal, open_log
from tests.audit.exports import (
    P2,
    p2_row,
    read,
    reject_lines,
    save,
    save_gzip,
    save_lines,
    searches,
)

WORKBOOK = b"PK\x03\x04" + b"\x14\x00\x00\x00" * 20


def refusal(path: Path, limits: Limits | None = None) -> LogRefusedError:
    with pytest.raises(LogRefusedError) as caught:
        read(open_log(path, limits=limits or Limits()))
    return caught.value


def test_files_that_cannot_be_logs_are_refused_in_words(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    rows = [p2_row(n) for n in range(3)]
    header_twice = P2 + ",reason"
    paths = [
        tmp_path / "nowhere.csv",
        tmp_path / "folder",
        tmp_path / "pipe.csv",
        save(tmp_path, b"", "empty.csv"),
        save(tmp_path, b" \n\n", "spaces.csv"),
        save_gzip(tmp_path, "", "empty.csv.gz"),
        save(tmp_path, WORKBOOK, "book.xlsx"),
        save(tmp_path, b"%PDF-1.7\n", "log.pdf"),
        save(tmp_path, b"\x7fELF\x02\x01\x01\x00\x00\x00", "program.csv"),
        save(tmp_path, b"\x1f\x8b\x08\x00broken", "broken.csv.gz"),
        save_lines(tmp_path, ["first,second", "1,2"], "other.csv"),
        save_lines(tmp_path, [P2.replace(",", ";"), *rows], "semicolons.csv"),
        save_lines(tmp_path, ["id,userId,networkCount,reason", "1,2,3,4"], "no-date.csv"),
        save_lines(tmp_path, [header_twice, p2_row(1) + ",x"], "twice.csv"),
        save(tmp_path, b'"id,userId,searchDate\n' * 3, "quote.csv"),
    ]
    told = [str(refusal(path)).replace(f"{tmp_path}/", "") for path in paths]
    golden("audit/refused.txt", "\n".join(told) + "\n")


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    assert refusal(loop).refusal is Refusal.UNREADABLE


def test_the_digest_is_that_of_the_bytes_on_disk(tmp_path: Path) -> None:
    text = "\n".join([P2, *(p2_row(n) for n in range(50))]) + "\n"
    for path in (save(tmp_path, text), save_gzip(tmp_path, text)):
        log = open_log(path)
        read(log)
        assert log.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_digest_covers_bytes_behind_the_end_of_a_damaged_gzip(tmp_path: Path) -> None:
    packed = gzip.compress(f"{P2}\n{p2_row(1)}\n".encode()) + b"junk" * 100_000
    log = open_log(save(tmp_path, packed, "dover-nh-pd.csv.gz"))
    assert len(searches(log)) == 1
    assert log.damage
    assert log.sha256 == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "read as utf-8"),
        ("utf-8-sig", "read as utf-8 with a byte order mark"),
        ("utf-16", "read as utf-16 (little-endian)"),
        ("utf-16-le", "read as utf-16 (little-endian)"),
        ("utf-16-be", "read as utf-16 (big-endian)"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_rows_come_out_of_every_encoding_and_line_end(
    tmp_path: Path, encoding: str, told: str, newline: str
) -> None:
    text = newline.join([P2, p2_row(1), p2_row(2, '"señal, peña"'), ""])
    log = open_log(save(tmp_path, text.encode(encoding)))
    assert [(r.line, r.id, r.reason) for r in searches(log)] == [
        (2, "id-1", "theft"),
        (3, "id-2", "señal, peña"),
    ]
    assert log.notes[0] == told
    plain = open_log(save(tmp_path, text.replace(newline, "\n").encode(), "plain.csv"))
    assert [r.digest for r in searches(log)] == [r.digest for r in searches(plain)]


def test_lines_in_windows_1252_are_read_and_noted(tmp_path: Path) -> None:
    lines = [P2.encode(), p2_row(1, "suspect’s car").encode("cp1252"), p2_row(2, "peña").encode()]
    log = open_log(save(tmp_path, b"\n".join(lines) + b"\n"))
    assert [r.reason for r in searches(log)] == ["suspect’s car", "peña"]
    assert (
        "records not in UTF-8 and read as Windows-1252 (cp1252): 1, the first in line 2"
        in log.notes
    )


@pytest.mark.parametrize("bad", [b"\x81", b"pe\xc3\xb1a \xff", b"a\x00b"])
def test_a_row_with_stray_bytes_is_rejected_and_the_next_is_read(
    tmp_path: Path, bad: bytes
) -> None:
    filler = b"\n".join(p2_row(n).encode() for n in range(2_000))  # beyond the first look
    lines = [P2.encode(), filler, p2_row(1).encode() + bad, p2_row(7).encode(), b""]
    log = open_log(save(tmp_path, b"\n".join(lines)))
    assert reject_lines(log) == [(2002, "stray_bytes")]
    assert searches(log)[-1].id == "id-7"


def test_damaged_utf_16_is_a_reject_and_not_a_row(tmp_path: Path) -> None:
    good = f"{P2}\n{p2_row(1)}\n".encode("utf-16-le")
    lone_surrogate = p2_row(2).encode("utf-16-le") + b"\x00\xd8" + "\n".encode("utf-16-le")
    log = open_log(save(tmp_path, b"\xff\xfe" + good + lone_surrogate))
    assert reject_lines(log) == [(3, "stray_bytes")]


def test_a_line_longer_than_the_limit_is_rejected_without_being_held(tmp_path: Path) -> None:
    path = save_lines(tmp_path, [P2, p2_row(1)])
    with path.open("ab") as file:
        file.write(b"id-2,***,")
        for _ in range(60):
            file.write(b"x" * 1_000_000)
        file.write(f"\n{p2_row(3)}\n".encode())
    tracemalloc.start()
    log = open_log(path)
    assert reject_lines(log) == [(3, "line_too_long")]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
    assert [r.id for r in searches(log)] == ["id-1", "id-3"]
    assert log.counts.lines == 4


def test_a_field_longer_than_the_limit_is_rejected(tmp_path: Path) -> None:
    limits = Limits(max_field_bytes=100)
    lines = [P2, p2_row(1, "x" * 101), p2_row(2, '"' + "y\n" * 51 + '"'), p2_row(3, "x" * 100)]
    limits = Limits(max_field_bytes=100, max_record_lines=60)
    log = open_log(save_lines(tmp_path, lines), limits=limits)
    assert reject_lines(log) == [(2, "field_too_long"), (3, "field_too_long")]
    assert [r.line for r in searches(log)] == [55]


def test_a_field_beyond_what_the_csv_reader_takes_is_rejected_too(tmp_path: Path) -> None:
    lines = [P2, p2_row(1, '"' + "x" * 200_000 + '"'), p2_row(2)]
    log = open_log(save_lines(tmp_path, lines))
    assert reject_lines(log) == [(2, "field_too_long")]


def test_a_gzip_bomb_is_refused_after_a_bounded_amount(tmp_path: Path) -> None:
    path = tmp_path / "dover-nh-pd.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(f"{P2}\n{p2_row(1)}\n".encode())
        for _ in range(40):
            file.write(b"a" * 1_000_000)
    tracemalloc.start()
    error = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.refusal is Refusal.GZIP_BOMB
    assert peak < 8_000_000


def test_rows_before_a_gzip_bomb_have_been_handed_over(tmp_path: Path) -> None:
    rows = "".join(f"{p2_row(n, os.urandom(20).hex())}\n" for n in range(5_000))
    path = save_gzip(tmp_path, f"{P2}\n{rows}" + "a" * 60_000_000)
    seen: list[Item] = []
    with pytest.raises(LogRefusedError, match="unpacks to more than 200 times"):
        seen.extend(open_log(path))
    assert len(seen) == 5_000


def test_more_bytes_than_allowed_are_refused(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    path = save_lines(tmp_path, [P2, *(p2_row(n) for n in range(5_000))])
    packed = save_gzip(tmp_path, path.read_text())
    tight = Limits(max_gzip_ratio=1, gzip_ratio_from=1)
    told = [str(refusal(path, Limits(max_bytes=100_000))), str(refusal(packed, tight))]
    golden("audit/outgrown.txt", "\n".join(told).replace(f"{tmp_path}/", "") + "\n")


def test_a_gzip_cut_short_keeps_its_whole_rows_and_rejects_the_broken_one(tmp_path: Path) -> None:
    rows = [p2_row(n, os.urandom(8).hex()) for n in range(5_000)]
    packed = gzip.compress("\n".join([P2, *rows, ""]).encode())
    log = open_log(save(tmp_path, packed[: len(packed) // 2], "dover-nh-pd.csv.gz"))
    items = read(log)
    assert len(searches(log)) > 1_000
    assert log.counts.rows + 1 == len(items)
    assert [reason for _, reason in reject_lines(log)] == ["cut_off"]
    assert log.damage == "the gzip file ends before its own end mark"
    assert (
        log.notes[-1] == "the gzip file ends before its own end mark; what came before it was read"
    )


def test_a_missing_last_line_end_is_noted(tmp_path: Path) -> None:
    log = open_log(save(tmp_path, f"{P2}\n{p2_row(1)}"))
    assert len(searches(log)) == 1
    assert log.notes[-1] == "the last line has no line end: the file may have been cut off"


@pytest.mark.parametrize(
    "wrong", [{"max_bytes": 0}, {"header_records": -1}, {"max_field_bytes": 1_000_000}]
)
def test_a_limit_that_cannot_be_kept_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(LimitsError, match=next(iter(wrong))):
        Limits(**wrong)
