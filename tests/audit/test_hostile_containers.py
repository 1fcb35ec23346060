"""Containers made to break a reader, and readers against random bytes: a reason, or an answer, never a traceback."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.audit import Item, Limits, Log, LogRefusedError, Reject, open_file
from tests.audit.books import archive, parquet, repacked, workbook
from tests.audit.exports import P2, p2_row, save
from tools.small_pdf import Page, pdf_of

CSV = "\n".join([P2, *(p2_row(n) for n in range(20)), ""]).encode()
BOOK = workbook({"S": [P2.split(","), *(p2_row(n).split(",") for n in range(5))]})
SMALL = Limits(
    max_unpacked=2_000_000, gzip_ratio_from=200_000, max_members=50, max_child_seconds=60
)


def refused(path: Path, limits: Limits = SMALL) -> LogRefusedError:
    with pytest.raises(LogRefusedError) as caught:
        read_all(path, limits)
    return caught.value


def read_all(path: Path, limits: Limits) -> list[tuple[Log, list[Item]]]:
    return [(log, list(log)) for log in open_file(path, limits=limits).logs]


def lying_zip() -> bytes:
    """An archive whose list promises 10 bytes for a member of many more."""
    packed = bytearray(archive({"a.csv": b"0" * 500_000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = packed.find(mark) + at
        packed[place : place + 4] = struct.pack("<I", 10)
    return bytes(packed)


def locked_zip() -> bytes:
    packed = bytearray(archive({"a.csv": CSV}))
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    packed[packed.find(b"PK\x03\x04") + 6] |= 1
    return bytes(packed)


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        info = tarfile.TarInfo("a.csv")
        info.size = len(CSV)
        packed.addfile(info, io.BytesIO(CSV))
    return out.getvalue()


def xml_bomb() -> bytes:
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
    )
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    return repacked(BOOK, {"xl/worksheets/sheet1.xml": sheet.encode()})


def far_cells() -> bytes:
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
        "</row></sheetData></worksheet>"
    )
    return repacked(BOOK, {"xl/worksheets/sheet1.xml": sheet.encode()})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "ratio.zip": lambda: archive({"a.csv": b"0" * 1_900_000}),
    "size.zip": lambda: archive({f"{n}.csv": bytes(range(256)) * 2_000 for n in range(8)}),
    "count.zip": lambda: archive({f"{n}.csv": b"" for n in range(60)}),
    "lying.zip": lying_zip,
    "locked.zip": locked_zip,
    "nested.zip": lambda: archive({"inner.zip": archive({"a.csv": CSV})}),
    "empty.zip": lambda: archive({}),
    "cut.zip": lambda: archive({"a.csv": CSV})[:-40],
    "letter.docx": lambda: archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    "twice.csv.gz": lambda: gzip.compress(gzip.compress(CSV)),
    "book.xlsx.gz": lambda: gzip.compress(BOOK),
    "packed.tar.gz": lambda: gzip.compress(tar()),
    "packed.tar": tar,
    "bomb.csv.gz": lambda: gzip.compress(b"0" * 3_000_000),
    "bomb.xlsx": lambda: repacked(BOOK, {"xl/worksheets/sheet1.xml": b" " * 5_000_000}),
    "entities.xlsx": xml_bomb,
    "far.xlsx": far_cells,
    "cut.xlsx": lambda: BOOK[: len(BOOK) // 2],
    "page.xls": lambda: b"<html><table><tr><td>id</td></tr></table></html>",
    "old.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut.pdf": lambda: pdf_of([Page(texts=[(10, 10, "id")])])[:200],
    "letter.pdf": lambda: pdf_of(
        [Page(texts=[(10, 700, "Dear requester,"), (10, 680, "see below.")])]
    ),
    "blank.pdf": lambda: pdf_of([Page()]),
    "cut.parquet": lambda: b"PAR1" + bytes(100) + b"PAR1",
    "numbers.json": lambda: b'{"a": 1}\n' * 3,
    "array.json": lambda: b'[{"id": 1}, {"id": 2',
    "wide.csv": lambda: b"," * 10_000_000 + b"\n",
    "wide-labels.csv": lambda: (
        b"id,searchDate,networkCount," + b",".join(b"%d" % n for n in range(100_000))
    ),
    "wide.jsonl": lambda: b"{" + b",".join(b'"c%d":1' % n for n in range(60_000)) + b"}\n",
}


def test_hostile_containers_are_refused_in_words(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    limits = {"far.xlsx": Limits(max_child_bytes=512 * 1024**2)}
    told = []
    for name, make in HOSTILE.items():
        error = refused(save(tmp_path, make(), name), limits.get(name, SMALL))
        text = str(error).replace(f"{tmp_path}/", "")
        assert "comity-unpacked" not in text
        told.append(f"{error.refusal.value}: {text if len(text) < 600 else text[:600] + '…'}")
    golden("audit/refused_containers.txt", "\n".join(told) + "\n")


def test_a_workbook_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    """Word and Excel keep a locked file in the old Office container, in a stream of this name."""
    error = refused(
        save(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "locked.xlsx")
    )
    assert error.problem.remedy


def test_parquet_of_too_many_columns_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comity.audit.containers.parquet.MOST_COLUMNS", 5)
    error = refused(parquet(tmp_path / "wide.parquet", "SELECT 1 a, 2 b, 3 c, 4 d, 5 e, 6 f"))
    assert "has 6 columns" in str(error)


# Random bytes with each ending, and the beginnings of real containers spoilt.

SEEDS = {
    ".csv": CSV,
    ".csv.gz": gzip.compress(CSV, mtime=0),
    ".jsonl": b'{"id":"1","searchDate":"2026-03-10T04:31:52Z","networkCount":"1"}\n' * 3,
    ".json": b'[{"id":"1","searchDate":"2026-03-10T04:31:52Z","networkCount":"1"},\n {"id":"2"}]',
    ".zip": archive({"a.csv": CSV, "b.csv": CSV}),
    ".tsv": CSV.replace(b",", b"\t"),
}
ISOLATED = {
    ".xlsx": BOOK,
    ".pdf": pdf_of([Page(texts=[(10, 700, "ID"), (100, 700, "Search Time")])]),
    ".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ".parquet": b"PAR1" + bytes(40) + b"PAR1",
}


@st.composite
def spoilt(draw: st.DrawFn, seed: bytes) -> bytes:
    """A real container with bytes changed, cut out or put in; or nothing real at all."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=600))
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["change", "cut", "put", "end"])):
            case "change" if at < len(data):
                data[at] = draw(st.integers(0, 255))
            case "cut":
                del data[at : at + draw(st.integers(1, 40))]
            case "put":
                data[at:at] = draw(st.binary(max_size=20))
            case "end":
                del data[at:]
            case _:
                pass
    return bytes(data)


def accounted(path: Path) -> None:
    """The file is refused with a reason, or each of its records is a row, a reject, a header or blank."""
    told = None
    found: list[tuple[Log, list[Item]]] = []
    try:
        found = read_all(path, SMALL)
    except LogRefusedError as error:
        told = error.problem
    if told is not None:
        assert min(len(told.what), len(told.why), len(told.remedy)) > 2
    for log, items in found:
        rejects = sum(isinstance(item, Reject) for item in items)
        assert (log.counts.rows, log.counts.rejects) == (len(items) - rejects, rejects)


@pytest.mark.parametrize("ending", SEEDS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_random_bytes_end_in_an_answer_or_a_reason(
    tmp_path: Path, ending: str, data: st.DataObject
) -> None:
    accounted(save(tmp_path, data.draw(spoilt(SEEDS[ending])), f"dover-nh-pd{ending}"))


@pytest.mark.parametrize("ending", ISOLATED)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_random_bytes_in_a_process_of_their_own_end_in_an_answer_or_a_reason(
    tmp_path: Path, ending: str, data: st.DataObject
) -> None:
    accounted(save(tmp_path, data.draw(spoilt(ISOLATED[ending])), f"dover-nh-pd{ending}"))


def test_spoilt_parquet_ends_in_an_answer_or_a_reason(tmp_path: Path) -> None:
    source = save(tmp_path, CSV, "source.csv")
    whole = parquet(tmp_path / "whole.parquet", f"SELECT * FROM read_csv('{source}')").read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 25)):
        spoiled = bytearray(whole)
        spoiled[at] ^= 0xFF
        accounted(save(tmp_path, bytes(spoiled), "dover-nh-pd.parquet"))


def test_the_bomb_seeds_are_readable_without_their_harm(tmp_path: Path) -> None:
    """The tests above would pass for a reader that refuses everything."""
    for name, content in (("a.zip", archive({"a.csv": CSV})), ("a.xlsx", BOOK), ("a.csv", CSV)):
        (log,) = open_file(save(tmp_path, content, name), limits=SMALL).logs
        list(log)
        assert log.counts.rows in {20, 5}
    assert zipfile.is_zipfile(io.BytesIO(BOOK))
